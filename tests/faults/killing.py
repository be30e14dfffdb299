"""Councillors who press while the service is killed under them, one division after the other."""

import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event
from time import monotonic, sleep

from council.application import create_app
from council.config import Settings
from council.store.base import db
from tests import factories
from tests.faults.presser import PATIENCE, Presser
from tests.support import killable, ledger, soaked
from tests.support.caller import Caller
from tests.support.history import Closing, History, Told
from tests.support.killable import Killable, Spoil
from tests.support.served import KEY
from tests.support.soaked import Figures

SEATS = 31
COUNCILLORS = 22
TABLETS = 24
"""Pressers: the last two sit beside the first two and use their names, each on another tablet."""
STRIKES = 9
"""Kills in each division of a long run, besides that at the gavel."""
RESTART = 5.0
"""Seconds in which what was killed has to answer again, ordinarily."""

Fault = Callable[[], float]
"""Does it, and has it mended again; the seconds until the service answered."""


@dataclass(slots=True)
class Killed(Figures):
    """What a run of kills has been through; ``kills`` are those while every tablet pressed."""

    at_the_gavel: int = 0
    """Kills besides, while two chairs closed: whoever was told so presses no more."""
    by_resending: int = 0
    """Presses that got their answer only when they were sent again."""
    in_the_air: list[int] = field(default_factory=list)
    """At each kill: how many presses were sent and not yet answered."""
    restarts: list[float] = field(default_factory=list)

    def told(self, seconds: float) -> str:
        """The rest of it, for the table."""
        return (
            f"{TABLETS} pressed at each, p50 {median(self.in_the_air or [0]):.0f} in the air;"
            f" {self.at_the_gavel} more kills at the gavel,"
            f" {self.by_resending} answered only when sent again, restart"
            f" p50 {median(self.restarts or [0]):.2f} s, max {max(self.restarts, default=0):.2f} s,"
            f" {60 * self.kills / seconds:.0f} kills a minute"
        )


@dataclass(slots=True)
class KilledHall:
    """A council, its server, and everybody signed in: each on a connection of their own."""

    url: str
    server: Killable
    item: int
    chairs: list[Caller]
    pressers: list[Presser]
    chance: random.Random = field(default_factory=random.Random)
    figures: Killed = field(default_factory=Killed)
    over: list[tuple[int, History]] = field(default_factory=list)
    """The divisions that are closed, and what everybody saw of them."""

    def division(self, faults: Sequence[Fault], at_the_gavel: Fault) -> list[str]:
        """A whole division through these faults; gives everything that cannot be true.

        After each of them as many presses are answered as there are tablets before the next.
        The last one strikes while two chairs close.
        """
        division, history, over = self.opens(), History(), Event()
        with ThreadPoolExecutor(TABLETS + len(self.chairs)) as pool, _set_at_its_end(over):
            running = [
                pool.submit(one.press_until_closed, division, history, over)
                for one in self.pressers
            ]
            found = []
            for fault in faults:
                self._strike(fault, history, running)
                found += ledger.faults_while_open(self.url, division, history)
            self._some_press(history)
            running += [pool.submit(self._close, one, division, history) for one in self.chairs]
            sleep(self.chance.uniform(0, 0.03))
            self.figures.at_the_gavel += 1
            self.figures.restarts.append(at_the_gavel())
            for one in running:
                one.result(3 * PATIENCE)
        found += [*ledger.faults(self.url, division, history), *self._annul(division)]
        self.over.append((division, history))
        return self._add_up(history, found)

    def lost_since(self) -> list[str]:
        """Judge every division again: what was sealed is to stand, whatever was killed later."""
        found = [
            f"{fault} (division {division}, since it was closed)"
            for division, history in self.over
            for fault in ledger.division_faults(self.url, division, history)
        ]
        self.figures.found += found
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

    def kill_in_its_start(self) -> float:
        """Kill it, and once more somewhere in its start or just after, and start it again."""
        self.server.kill()
        self.server.start_and_kill(self.chance.uniform(0, 0.5))
        return self.server.start()

    def kill_worker(self) -> float:
        """Kill the oldest process that answers; the seconds until there is another for it.

        The oldest, so that each has its turn: one alone may have got all the connections.
        """
        began, before = monotonic(), self.server.workers()
        self.server.kill_only(before[0])
        while set(self.server.workers()) <= set(before) or len(self.server.workers()) < len(before):
            assert monotonic() < began + PATIENCE, "no worker comes in its place"
            sleep(0.02)
        return monotonic() - began

    def kill_parent(self) -> float:
        """Kill the process that the others belong to, and start it all again on its port."""
        assert self.server.running is not None
        self.server.kill_only(self.server.running.pid)
        return self.server.start_when_free()

    def _strike(self, fault: Fault, history: History, running: list[Future[None]]) -> None:
        self._some_press(history)
        sleep(self.chance.uniform(0.02, 0.3))
        pressing = sum(not one.done() for one in running)
        assert pressing == TABLETS, f"only {pressing} press"
        self.figures.kills += 1
        self.figures.in_the_air.append(len(history.asked) - len(history.tries))
        self.figures.restarts.append(fault())

    def _some_press(self, history: History) -> None:
        """Wait until as many more presses are answered as there are tablets."""
        before, deadline = len(history.tries), monotonic() + PATIENCE
        while len(history.tries) < before + TABLETS:
            assert monotonic() < deadline, "nobody is answered"
            sleep(0.01)

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

    def _add_up(self, history: History, found: list[str]) -> list[str]:
        """Into the figures; what was found after several kills is told once."""
        accepted, once = history.of(Told.ACCEPTED), list(dict.fromkeys(found))
        self.figures.acknowledged += len(accepted)
        self.figures.by_resending += sum(one.sent > 1 for one in accepted)
        self.figures.found += once
        return once


@contextmanager
def _set_at_its_end(event: Event) -> Iterator[None]:
    try:
        yield
    finally:
        event.set()


@contextmanager
def hall(folder: Path, url: str, *options: str, spoil: Spoil | None = None) -> Iterator[KilledHall]:
    """A council on an empty, migrated database, everybody in the hall and signed in."""
    item = _found(folder, url)
    with killable.running(folder, url, *options, spoil=spoil) as server:
        chairs = [Caller(server.address).sign_in("ordforande") for _ in range(2)]
        yield KilledHall(url, server, item, chairs, _pressers(url, server))


def soak(
    hall: KilledHall, what: str, kills: int, strikes: Sequence[Fault], gavels: Sequence[Fault]
) -> None:
    """Division after division, until it was struck so often; the table tells how it went.

    Args:
        strikes: in each division nine of these, taken at random.
        gavels: one of these while it is closed.
    """
    began = monotonic()
    try:
        while hall.figures.kills < kills:
            faults = hall.chance.choices(strikes, k=STRIKES)
            found = hall.division(faults, hall.chance.choice(gavels))
            assert found == [], f"after {hall.figures.kills} kills"
        assert hall.lost_since() == []
        assert hall.figures.by_resending > 0
        assert median(hall.figures.restarts) < RESTART
    finally:
        soaked.tell(what, hall.figures, hall.figures.told(monotonic() - began))


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
