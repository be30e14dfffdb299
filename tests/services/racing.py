"""Councillors who press without pause while two chairs close, round after round."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Barrier
from time import monotonic, sleep

from flask import Flask

from council.law.refusals import DivisionNotOpen
from council.law.tally import Choice
from council.services import divisions, presses
from council.store.base import db
from tests.factories import an_open_item, does, holders, person, seat
from tests.support import ledger
from tests.support.history import Closing, History, Told, Tried

PRESSERS = 10
CHAIRS = 2
LONGEST_ROUND = 10.0
"""Seconds after which a presser gives up waiting for the gavel."""

Casting = Callable[[int, int, Choice, str], tuple[str, bool]]
"""Division, person, choice, key; gives the receipt and whether the press was known."""
Gavel = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of taking presses and of closing."""

    name: str
    cast: Casting
    close: Gavel


def cast(division: int, person_id: int, choice: Choice, key: str) -> tuple[str, bool]:
    """As the service does."""
    now = datetime.now(UTC)
    receipt = presses.cast(division, person_id, choice, key, auth="password", now=now)
    return receipt.code, receipt.again


def close(division: int) -> None:
    """As the service does."""
    does("ordforande", divisions.close_division, division, now=datetime.now(UTC))


RIGHT = Way("as the service does", cast, close)


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody with a tablet; two may share a seat."""

    tablet: int
    person: int
    seat: int


def rounds(app: Flask, way: Way, most: int) -> Iterator[tuple[History, list[str]]]:
    """Let them race; each round gives what everybody saw and what cannot be true."""
    _, item = an_open_item()
    voters = _voters()
    url = db.engine.url.render_as_string(hide_password=False)
    for _ in range(most):
        division = does("ordforande", divisions.open_division, item)
        history = _race(app, way, division, voters)
        yield history, ledger.faults(url, division, history)
        does("ordforande", divisions.annul_division, division, "Nästa omgång")


def _voters() -> list[Voter]:
    """The last two share the first two's seats: each has two tablets."""
    names = holders()[: PRESSERS - 2]
    names += names[:2]
    return [Voter(tablet, person(name), seat(name)) for tablet, name in enumerate(names)]


def _race(app: Flask, way: Way, division: int, voters: list[Voter]) -> History:
    history = History()
    start = Barrier(len(voters) + CHAIRS)
    with ThreadPoolExecutor(len(voters) + CHAIRS) as pool:
        running = [pool.submit(_press, app, way, division, one, start, history) for one in voters]
        running += [pool.submit(_close, app, way, division, start, history) for _ in range(CHAIRS)]
        for one in running:
            one.result()
    return history


def _press(
    app: Flask, way: Way, division: int, voter: Voter, start: Barrier, history: History
) -> None:
    """Press until told that it is closed; then ask once more for the last receipt."""
    chance = random.Random(voter.tablet)
    last: Tried | None = None
    with app.app_context():
        start.wait()
        deadline = monotonic() + LONGEST_ROUND
        for number in range(10_000):
            choice = chance.choice(list(Choice))
            one = _try(way, division, voter, choice, f"{voter.tablet}-{number}")
            history.tries.append(one)
            if one.told is Told.CLOSED or monotonic() > deadline:
                break
            if one.told is Told.ACCEPTED:
                last = one
        if last is not None:
            history.tries.append(_try(way, division, voter, Choice(last.choice), last.key))


def _try(way: Way, division: int, voter: Voter, choice: Choice, key: str) -> Tried:
    receipt, why = None, ""
    asked_at = monotonic()
    try:
        receipt, known = way.cast(division, voter.person, choice, key)
        told = Told.AGAIN if known else Told.ACCEPTED
    except DivisionNotOpen:
        told = Told.CLOSED
    except Exception as fault:  # noqa: BLE001 - whatever it is, the councillor had no answer
        told, why = Told.FAILED, f"{type(fault).__name__}: {fault}"[:200]
    return Tried(voter.seat, key, choice.value, told, receipt, asked_at, monotonic(), why)


def _close(app: Flask, way: Way, division: int, start: Barrier, history: History) -> None:
    why = ""
    with app.app_context():
        start.wait()
        _let_them_press(history)
        asked_at = monotonic()
        try:
            way.close(division)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the chair had no answer
            why = f"{type(fault).__name__}: {fault}"[:200]
        history.closings.append(Closing(asked_at, monotonic(), why))


def _let_them_press(history: History) -> None:
    deadline = monotonic() + LONGEST_ROUND / 2
    while len(history.tries) < PRESSERS and monotonic() < deadline:
        sleep(0.002)
    sleep(0.01)
