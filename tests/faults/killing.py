"""Councillors who press while the service is killed under them, one division after the other."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic, sleep

from council.application import create_app
from council.config import Settings
from council.store.base import db
from tests import factories
from tests.support import killable, ledger
from tests.support.caller import Caller
from tests.support.history import Closing, History, Told, Tried
from tests.support.killable import Killable, Spoil
from tests.support.served import KEY

SEATS = 31
COUNCILLORS = 22
TABLETS = 24
"""Pressers: the last two sit beside the first two and use their names, each on another tablet."""
PATIENCE = 30.0
"""Seconds after which whoever got no answer gives up, and the test fails."""
CHOICES = ("yes", "no", "abstain")

Fault = Callable[[], float]
"""Does it, and has it mended again; the seconds until the service answered."""


@dataclass(slots=True)
class Presser:
    """One tablet, and who has signed in on it."""

    tablet: int
    seat: int
    caller: Caller
    pressed: int = 0

    def press_until_closed(self, division: int, history: History, over: Event) -> None:
        """Press and change until told that it is closed; then ask for the last receipt again."""
        chance = random.Random()
        last: Tried | None = None
        while not over.is_set():
            self.pressed += 1
            key = f"{self.tablet}-{self.pressed}"
            one = self.press(division, chance.choice(CHOICES), key, history)
            if one.told is Told.CLOSED:
                break
            last = one
        if last is not None and last.told is Told.ACCEPTED:
            self.press(division, last.choice, last.key, history, Told.AGAIN)

    def press(
        self, division: int, choice: str, key: str, history: History, well: Told = Told.ACCEPTED
    ) -> Tried:
        """One press, sent until it is answered; how it went is written down."""
        history.asked.append((self.seat, key))
        asked_at = monotonic()
        told, receipt, why, sent = Told.FAILED, None, "", 0
        try:
            status, answer, sent = self.caller.insist(
                f"/voteringar/{division}/rost", {"choice": choice, "key": key}, PATIENCE
            )
        except TimeoutError as none:
            why = f"no answer: {none}"
        else:
            match status, answer:
                case 200, {"division": n, "choice": str(c), "receipt": str(code)} if (
                    n,
                    c,
                ) == (division, choice):
                    told, receipt = well, code
                case 409, {"error": "not_open"}:
                    told = Told.CLOSED
                case _:
                    why = f"{status} {answer}"[:300]
        one = Tried(self.seat, key, choice, told, receipt, asked_at, monotonic(), why, sent)
        history.tries.append(one)
        return one


@dataclass(slots=True)
class Figures:
    """What a run has been through."""

    kills: int = 0
    presses: int = 0
    by_resending: int = 0
    """Presses that got their answer only when they were sent again."""
    restarts: list[float] = field(default_factory=list)


@dataclass(slots=True)
class KilledHall:
    """A council, its server, and everybody signed in: each on a connection of their own."""

    url: str
    server: Killable
    item: int
    chairs: list[Caller]
    pressers: list[Presser]
    chance: random.Random = field(default_factory=random.Random)
    figures: Figures = field(default_factory=Figures)

    def division(self, faults: list[Fault], at_the_gavel: Fault) -> list[str]:
        """A whole division through these faults; gives everything that cannot be true.

        After each of them everybody has got an answer to some press before the next. The last
        one strikes while two chairs close.
        """
        division, found = self.opens(), []
        history, over = History(), Event()
        with ThreadPoolExecutor(TABLETS + len(self.chairs)) as pool:
            try:
                running = [
                    pool.submit(one.press_until_closed, division, history, over)
                    for one in self.pressers
                ]
                for fault in faults:
                    self._strike(fault, history)
                    found += ledger.faults_while_open(self.url, division, history)
                self._some_press(history)
                running += [
                    pool.submit(self._close, chair, division, history) for chair in self.chairs
                ]
                sleep(self.chance.uniform(0, 0.03))
                self._count(at_the_gavel)
                for one in running:
                    one.result(3 * PATIENCE)
            finally:
                over.set()
        found += ledger.faults(self.url, division, history)
        found += self._annul(division)
        self._add_up(history)
        return found

    def opens(self) -> int:
        """The chair opens a division on the item."""
        status, answer, _ = self.chairs[0].insist(f"/arenden/{self.item}/votering", {}, PATIENCE)
        assert status == 200, answer
        return int(answer["division"])

    def kill(self) -> float:
        """Kill the server, all of it, and start it again."""
        self.server.kill()
        return self.server.start()

    def kill_and_start_anew(self) -> float:
        """The same, with a start from the very beginning."""
        self.server.kill()
        return self.server.start(anew=True)

    def kill_worker(self) -> float:
        """Kill one of the processes that answer; the seconds until there is another for it."""
        began, before = monotonic(), self.server.workers()
        self.server.kill_only(self.chance.choice(before))
        while set(self.server.workers()) <= set(before) or len(self.server.workers()) < len(before):
            assert monotonic() < began + PATIENCE, "no worker comes in its place"
            sleep(0.02)
        return monotonic() - began

    def kill_parent(self) -> float:
        """Kill the process that the others belong to, and start it all again on its port."""
        assert self.server.running is not None
        self.server.kill_only(self.server.running.pid)
        return self.server.start_when_free()

    def _strike(self, fault: Fault, history: History) -> None:
        self._some_press(history)
        sleep(self.chance.uniform(0.05, 0.5))
        self._count(fault)

    def _some_press(self, history: History) -> None:
        """Wait until as many more presses are answered as there are tablets."""
        before, deadline = len(history.tries), monotonic() + PATIENCE
        while len(history.tries) < before + TABLETS:
            assert monotonic() < deadline, "nobody is answered"
            sleep(0.01)

    def _count(self, fault: Fault) -> None:
        self.figures.kills += 1
        self.figures.restarts.append(fault())

    def _close(self, chair: Caller, division: int, history: History) -> None:
        asked_at = monotonic()
        status, answer, _ = chair.insist(f"/voteringar/{division}/stang", {}, PATIENCE)
        why = "" if status == 200 else f"{status} {answer}"
        if not why:
            why = "; ".join(ledger.published_faults(self.url, answer))
        history.closings.append(Closing(asked_at, monotonic(), why))

    def _annul(self, division: int) -> list[str]:
        path, reason = f"/voteringar/{division}/ogiltig", {"reason": "Nästa omgång"}
        status, answer, _ = self.chairs[0].insist(path, reason, PATIENCE)
        return [] if status == 200 else [f"not annulled: {status} {answer}"]

    def _add_up(self, history: History) -> None:
        self.figures.presses += len(history.of(Told.ACCEPTED))
        self.figures.by_resending += sum(one.sent > 1 for one in history.of(Told.ACCEPTED))


@contextmanager
def hall(folder: Path, url: str, *options: str, spoil: Spoil | None = None) -> Iterator[KilledHall]:
    """A council on an empty, migrated database, everybody in the hall and signed in."""
    item = _found(folder, url)
    with killable.running(folder, url, *options, spoil=spoil) as server:
        chairs = [Caller(server.address).sign_in("ordforande") for _ in range(2)]
        yield KilledHall(url, server, item, chairs, _pressers(url, server))


def _found(folder: Path, url: str) -> int:
    """The council, a meeting, and an item on which a division has been asked for; the item."""
    app = create_app(Settings(data_dir=folder, secret_key=KEY, database_url=url, log_level="error"))
    with app.app_context():
        factories.a_council(SEATS)
        _, item = factories.an_open_item()
        db.engine.dispose()
    return item


def _pressers(url: str, server: Killable) -> list[Presser]:
    with ledger.asking(url) as ask:
        seats = ask(
            "SELECT person.username, seat.id FROM seat JOIN person ON person.id = seat.holder_id"
            " WHERE person.role = 'member' ORDER BY seat.number"
        )[:COUNCILLORS]
    assert len(seats) == COUNCILLORS
    seats += seats[: TABLETS - COUNCILLORS]
    return [
        Presser(tablet, seat, Caller(server.address).sign_in(name))
        for tablet, (name, seat) in enumerate(seats)
    ]
