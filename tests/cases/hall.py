"""A hall: a council built to measure, and what happens in it, each act a little later than the
one before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import Context
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

import time_machine
from flask import Flask

from council.law.refusals import Refused
from council.law.tally import Choice
from council.services import attendance, convening, meetings, presses
from council.services.drafts import NewItem, NewMeeting
from council.services.returning import bring_back
from council.store.engine import writing
from council.store.journal import SYSTEM
from council.store.models import (
    Body,
    Meeting,
    MeetingKind,
)
from tests.cases import door
from tests.cases.door import DONE, Answer
from tests.cases.people import CHAIR, DAY, SECRETARY, SMALLEST, Council, People, odd
from tests.cases.record import Record
from tests.cases.texts import HALL
from tests.factories import PASSWORD
from tests.support.visitor import Visitor

__all__ = ["CHAIR", "DAY", "SECRETARY", "SMALLEST", "Council", "Hall", "odd"]

Given = TypeVar("Given")


class Hall(People, Record):
    """One council and what happens in it."""

    def __init__(self, app: Flask, council: Council, *, day: date = DAY) -> None:
        super().__init__(council, datetime.combine(day, time(9), HALL).astimezone(UTC))
        self.app = app
        self.meeting = 0
        self._visitors: dict[tuple[str, date], Visitor] = {}

    # what happens

    def tick(self, seconds: float = 10) -> datetime:
        """Let some time pass."""
        self.now += timedelta(seconds=seconds)
        return self.now

    def at(self, when: datetime) -> None:
        """Let it be a moment of a case, if it lies ahead."""
        self.now = max(self.now, when.astimezone(UTC))

    def does(self, who: str, act: Callable[..., Any], target: int, *rest: Any, **named: Any) -> Any:
        """Somebody acts: the act's target, the person, what else it asks for."""
        return act(target, self.person(who), *rest, self.actor(who), now=self.tick(), **named)

    def tries(
        self, who: str, act: Callable[..., Any], target: int, *rest: Any, **named: Any
    ) -> Answer:
        """Somebody acts, and the answer may be no: then as the doors tell it."""
        try:
            given = self.does(who, act, target, *rest, **named)
        except Refused as refusal:
            return door.of_refusal(self.app, refusal)
        return Answer(allowed=True, facts={"given": given}) if given is not None else DONE

    def posts(self, who: str, path: str, **fields: Any) -> Answer:
        """Somebody acts through the doors."""
        return self._at_the_doors(lambda: door.post(self._visitor(who), path, fields))

    def asked(self, who: str, path: str) -> str:
        """What a person is asked before an act that cannot be taken back."""
        return self._page(lambda: self._visitor(who).send(path, data={}, headers=door.PAGE), path)

    def reads(self, path: str, who: str | None = None) -> str:
        """The words of a page, as somebody or every reader sees them."""
        return self._page(lambda: (self._visitor(who) if who else self._reader()).get(path), path)

    def _page(self, ask: Callable[[], Any], path: str) -> str:
        answer = self._at_the_doors(ask)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return door.text_of(answer.text)

    def _at_the_doors(self, ask: Callable[[], Given]) -> Given:
        """A request of its own, in no context of ours, at the hall's time."""
        with time_machine.travel(self.tick(), tick=False):
            return Context().run(ask)

    def _reader(self) -> Visitor:
        return Visitor(self.app, self.app.response_class)

    def _visitor(self, who: str) -> Visitor:
        today = self.now.astimezone(HALL).date()
        if (who, today) not in self._visitors:  # a sign-in ends with the day
            visitor = self._reader()
            answer = visitor.sign_in(self.users[who], PASSWORD)
            assert answer.status_code == 200, answer.text
            self._visitors[who, today] = visitor
        return self._visitors[who, today]

    # the meeting

    def convene(
        self,
        items: Sequence[NewItem],
        *,
        present: int | None = None,
        absent: Iterable[str] = (),
        also: Iterable[str] = (),
        first_paragraph: int | None = None,
        shares: Mapping[str, int] | None = None,
        returning: int | None = None,
    ) -> list[int]:
        """Convene a meeting with an agenda, let people in and open it. Gives the items' numbers.

        Args:
            present: how many of those with a seat come; None: all.
            absent: those who certainly do not. also: substitutes who do.
            first_paragraph: the number of the § to come.
            shares: how many of each party come, where the case tells it.
            returning: an item of an earlier meeting that comes back, last on the agenda.
        """
        if first_paragraph is not None:
            self.held_before(datetime(self.now.year, 1, 14, 8, tzinfo=UTC), first_paragraph - 1)
        with writing() as session:
            new = NewMeeting(
                title="Regionfullmäktige",
                kind=MeetingKind.ORDINARY,
                date=self.now.astimezone(HALL).date(),
                starts="09.00",
                place="Sessionssalen",
                items=items,
            )
            self.meeting = convening.convene(
                session, session.get_one(Body, 1), new, now=self.now
            ).id
        if returning is not None:
            bring_back(returning, self.meeting, self.actor(SECRETARY), now=self.tick())
        with writing() as session:
            convening.publish(session, session.get_one(Meeting, self.meeting), now=self.tick())
        self._let_in(self._coming(present, absent, shares), also)
        self.does(self.chair, meetings.open_meeting, self.meeting)
        return self.items()

    def _coming(
        self, present: int | None, absent: Iterable[str], shares: Mapping[str, int] | None
    ) -> list[str]:
        """Those with a seat who come: the presiding and the named before the others."""
        away = set(absent)
        there = [name for name in self.members if name not in away]
        if shares is not None:
            left = {self.letters(party): count for party, count in shares.items()}
            chosen = []
            for name in there:
                if left.get(self.party_of[name], 0):
                    left[self.party_of[name]] -= 1
                    chosen.append(name)
            there = chosen
        chosen = there if present is None else there[:present]
        assert present is None or len(chosen) == present, f"there are not {present} to come"
        return chosen

    def let_in_again(self, but: str) -> None:
        """Another day: everybody comes but one."""
        self._let_in([name for name in self.members if name != but], ())

    def _let_in(self, names: Iterable[str], also: Iterable[str]) -> None:
        users = [self.users[name] for name in [*names, *also]]
        attendance.record_present(self.meeting, users, SYSTEM, now=self.tick())

    def vote(
        self,
        division_id: int,
        choices: Mapping[Choice, int],
        sure: Mapping[str, Choice] | None = None,
    ) -> None:
        """Press: those of whom it is told as it is told, the others in turn until the numbers
        are full. Whoever is left over gives no vote."""
        left = dict(choices)
        roll = {seat.person_id: seat for seat in self.roll(division_id)}
        for name, choice in (sure or {}).items():
            left[choice] -= 1
            self._press(division_id, self.person(name), choice)
            del roll[self.person(name)]
        others = iter(roll)
        for choice, count in left.items():
            assert count >= 0, f"more have {choice} for sure than there are"
            for _ in range(count):
                self._press(division_id, next(others) or 0, choice)

    def vote_by_party(
        self,
        division_id: int,
        by_party: Mapping[str, Mapping[Choice, int]],
        sure: Mapping[str, Choice] | None = None,
    ) -> None:
        """Press as each party did; of whom it is told, as it is told."""
        given = {
            self.letters(party): [choice for choice, n in counts.items() for _ in range(n)]
            for party, counts in by_party.items()
        }
        certain = {self.person(name): choice for name, choice in (sure or {}).items()}
        roll = sorted(self.roll(division_id), key=lambda seat: seat.person_id not in certain)
        for seat in roll:
            choices = given.get(seat.party)
            if not choices:
                continue
            choice = certain.get(seat.person_id or 0, choices[0])
            choices.remove(choice)
            self._press(division_id, seat.person_id or 0, choice)
        assert not any(given.values()), f"nobody there to press {given}"

    def _press(self, division_id: int, person_id: int, choice: Choice) -> None:
        key = f"case-{division_id}-{person_id}"
        presses.cast(division_id, person_id, choice, key, auth="password", now=self.now)
