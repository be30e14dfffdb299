"""The rehearsal: simulated councillors sign in, check in, and press in every division."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random

from flask_babel import gettext as _
from flask_babel import ngettext

from council.demo.tablet import Tablet, Unreachable

LEANS = {"V": 0.02, "S": 0.04, "SJVP": 0.97, "C": 0.95, "KD": 0.9, "M": 0.98, "SD": 0.98}
"""How likely a party's councillor is to say yes to the main proposal."""
ABSTAINS = 0.03
STAYS_SILENT = 0.02
CHANGES_MIND = 0.03

SIGN_IN_LANES = 2
"""Passwords are checked in one lane; more at a time would only wait."""
PRESS_LANES = 16
PAUSE = 1.0
"""Seconds between two looks at the meeting."""
LONGEST_OUTAGE = 60.0
"""Seconds without an answer before the rehearsal gives up."""
OVER = ("closed", "attested")


class NobodySignedIn(Exception):
    """No simulated councillor came in: another password, or no such people."""


@dataclass(frozen=True, slots=True)
class Councillor:
    """Whom to play."""

    username: str
    party: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How to play: where, in which meeting, with what password, by which chance.

    ``within``: seconds over which the presses of a division are spread. ``limit``: seconds
    after which the rehearsal ends by itself.
    """

    url: str
    meeting_id: int
    password: str
    seed: int
    within: float = 8.0
    limit: float = 4 * 60 * 60


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """One press to come: after how many seconds, whose, what, with which key."""

    after: float
    username: str
    choice: str
    key: str


def turns(plan: Plan, division_id: int, cast: Iterable[Councillor]) -> list[Turn]:
    """Who presses what, when. The same seed gives the same turns, keys included."""
    found = []
    for one in cast:
        chance = Random(f"{plan.seed}/{division_id}/{one.username}")  # noqa: S311 - a play
        if chance.random() < STAYS_SILENT:
            continue
        key = f"ovning-{plan.seed}-{division_id}"
        choice, after = _choice(chance, one.party), chance.random() * plan.within
        if chance.random() < CHANGES_MIND:
            other = "no" if choice == "yes" else "yes"
            found.append(Turn(after / 2, one.username, other, f"{key}-1"))
        found.append(Turn(after, one.username, choice, f"{key}-2"))
    return sorted(found)


def _choice(chance: Random, party: str) -> str:
    if chance.random() < ABSTAINS:
        return "abstain"
    return "yes" if chance.random() < LEANS.get(party, 0.5) else "no"


class Rehearsal:
    """One run. ``say`` is told what happens, a line at a time."""

    def __init__(self, plan: Plan, cast: Sequence[Councillor], say: Callable[[str], None]) -> None:
        self._plan = plan
        self._cast = cast
        self._say = say
        self._tablets: dict[str, Tablet] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._done: set[int] = set()

    def run(self) -> None:
        """Sign in, check in, and press until the meeting is closed.

        Raises:
            Unreachable: nothing answers, from the start or for a minute.
            NobodySignedIn: no sign-in succeeded.
        """
        with ExitStack() as stack:
            watch = stack.enter_context(Tablet(self._plan.url))
            watch.get("/health/live")
            self._come_in(stack)
            for division_id in self._divisions(watch):
                self._vote(division_id)
        self._say(_("Övningen är slut."))

    def _come_in(self, stack: ExitStack) -> None:
        for one in self._cast:
            self._tablets[one.username] = stack.enter_context(Tablet(self._plan.url))
            self._locks[one.username] = threading.Lock()
        with ThreadPoolExecutor(SIGN_IN_LANES) as lanes:
            came = list(lanes.map(self._enter, self._cast))
        self._cast = [one for one, ok in zip(self._cast, came, strict=True) if ok]
        if not self._cast:
            raise NobodySignedIn
        count = len(self._cast)
        self._say(
            ngettext(
                "%(num)s ledamot är inloggad och på plats.",
                "%(num)s ledamöter är inloggade och på plats.",
                count,
            )
        )

    def _enter(self, one: Councillor) -> bool:
        tablet = self._tablets[one.username]
        if tablet.sign_in(one.username, self._plan.password).status != 200:
            return False
        tablet.post(f"/sammantraden/{self._plan.meeting_id}/incheckning", {})
        return True

    def _divisions(self, watch: Tablet) -> Iterator[int]:
        """Every division of the meeting once, as it opens, until the meeting is over."""
        begun = heard = time.monotonic()
        while time.monotonic() - begun < self._plan.limit:
            try:
                meeting = watch.get(f"/api/v1/meetings/{self._plan.meeting_id}").facts
                found = self._open_division(watch, meeting)
                heard = time.monotonic()
            except Unreachable:
                if time.monotonic() - heard > LONGEST_OUTAGE:
                    raise
                meeting, found = {}, None
            if meeting.get("state") in OVER:
                return
            if found is not None:
                self._done.add(found)
                yield found
            time.sleep(PAUSE)

    def _open_division(self, watch: Tablet, meeting: dict[str, object]) -> int | None:
        items = meeting.get("items")
        for item in items if isinstance(items, list) else []:
            for division_id in item["divisions"]:
                if division_id in self._done:
                    continue
                match watch.get(f"/api/v1/divisions/{division_id}").facts.get("state"):
                    case "open":
                        return int(division_id)
                    case "closed" | "annulled":
                        self._done.add(division_id)
        return None

    def _vote(self, division_id: int) -> None:
        plan = turns(self._plan, division_id, self._cast)
        self._say(_("Omröstning %(id)s är öppen.", id=division_id))
        begun = time.monotonic()
        with ThreadPoolExecutor(PRESS_LANES) as lanes:
            answers = []
            for turn in plan:
                time.sleep(max(0.0, begun + turn.after - time.monotonic()))
                answers.append(lanes.submit(self._press, division_id, turn))
            given = Counter(answer.result() for answer in answers)
        self._say(_("%(count)s tryck är mottagna.", count=given[200]))
        if refused := given.total() - given[200]:
            self._say(_("%(count)s tryck togs inte emot.", count=refused))

    def _press(self, division_id: int, turn: Turn) -> int:
        facts = {"choice": turn.choice, "key": turn.key}
        with self._locks[turn.username]:
            try:
                answer = self._tablets[turn.username].post(f"/voteringar/{division_id}/rost", facts)
            except Unreachable:
                return 0
        return answer.status
