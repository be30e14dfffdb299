"""Handing in a secret slip: who has voted goes in one table, what was voted in another.

Neither holds a time, an order or anything that the other holds. Once a seat is ticked off, its
slip is in, for good: a slip sent again is answered from the tick alone, whatever stands on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from council.law.ballots import require_valid
from council.law.elections import same_name
from council.law.refusals import (
    BadKey,
    DivisionNotOpen,
    OtherBallotWay,
    SecretBallot,
    SlipCodeTaken,
    SlipInvalid,
    UnknownChoice,
    UnknownGroup,
)
from council.law.remote import require_secret_ballot
from council.law.tally import Choice
from council.services.missing import found
from council.services.presses import say_why_not
from council.services.slip_codes import tidy_code
from council.services.slip_counting import papers_of
from council.services.slip_papers import Marks, Papers, content
from council.store import pressing, slipping
from council.store.base import UNKEEPABLE
from council.store.engine import write_alone
from council.store.models import (
    KEY_LENGTH,
    BallotList,
    Division,
    DivisionSeat,
    DivisionState,
    Method,
    Tick,
)
from council.store.queries.elections import names_of
from council.store.queries.rules_of_order import rules_of_order


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands on a slip as it came in: one of these, or nothing where it is ``blank``."""

    choice: str = ""
    names: Sequence[str] | None = None
    group: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class HandedIn:
    """That the slip is in. ``again``: the seat's slip was in already, and stands as it was.

    ``same``: the same sending as the one that was recorded, so that its code is the right one.
    """

    again: bool = False
    same: bool = True


def cast_slip(
    division_id: int, person_id: int, code: str, marked: Marked, *, key: str = ""
) -> HandedIn:
    """Hand in one slip. What is answered is the same whatever stands on it.

    Args:
        code: made by the voter's device or rendered into the form.
        key: tells a slip sent again from another one; never kept beside the slip.

    Raises:
        Missing: no such division. SecretBallot: it is an open one.
        BadSlipCode, BadKey, SlipInvalid, UnknownChoice, UnknownGroup: the slip cannot be read.
        OtherBallotWay: papers are used. DivisionNotOpen: before the opening or after the gavel.
        MayNotVote: not on the roll, with the reason. SlipCodeTaken: make another code.
        NotAtADistance: the rules of order let nobody at a distance hand in a slip.
    """
    work = partial(_hand_in, division_id, person_id, code, marked, key)
    return write_alone(work)


def _hand_in(
    division_id: int,
    person_id: int,
    code: str,
    marked: Marked,
    key: str,
    connection: Connection,
) -> HandedIn:
    pressing.hold(connection, [division_id], [person_id])
    with Session(connection, expire_on_commit=False) as session:
        division = found(session.get(Division, division_id))
        if not division.secret:
            raise SecretBallot(secret=0)
        code = tidy_code(code)
        if len(key) > KEY_LENGTH or UNKEEPABLE.search(key):
            raise BadKey
        kept = read(papers_of(session, division), marked)
        seat = _seat(session, division, person_id)
        tick = None if seat is None else session.get(Tick, (division.id, seat.seat_id))
        if tick is not None:
            return HandedIn(again=True, same=bool(key) and tick.key_hash == _hashed(tick, key))
        if division.state is not DivisionState.OPEN:
            raise DivisionNotOpen
        if seat is None:
            say_why_not(session, division, person_id)
        if division.method is not Method.DEVICE:
            raise OtherBallotWay(method=division.method.value)
        require_secret_ballot(rules_of_order(session), remote=seat.remote)
        _write(session, division, seat, code, kept, key)
        return HandedIn()


def _seat(session: Session, division: Division, person_id: int) -> DivisionSeat | None:
    return session.scalars(
        select(DivisionSeat).where(
            DivisionSeat.division_id == division.id,
            DivisionSeat.person_id == person_id,
            DivisionSeat.why_not.is_(None),
        )
    ).one_or_none()


def _write(
    session: Session, division: Division, seat: DivisionSeat, code: str, kept: str, key: str
) -> None:
    slip = {"division_id": division.id, "code": code, "content": kept}
    if not slipping.insert_slip(session.connection(), slip):
        raise SlipCodeTaken
    tick = Tick(division_id=division.id, seat_id=seat.seat_id, key_hash="")
    tick.key_hash = _hashed(tick, key) if key else ""
    session.add(tick)
    session.flush()


def _hashed(tick: Tick, key: str) -> str:
    return sha256(f"{tick.division_id}/{tick.seat_id}/{key}".encode()).hexdigest()


def read(papers: Papers, marked: Marked) -> str:
    """A slip's content as it is kept, names in one order for all.

    Raises:
        SlipInvalid: it would not count. UnknownChoice, UnknownGroup: no such mark.
    """
    if marked.blank:
        return content()
    return content(**READ[papers.marks](papers, marked))


def _names(papers: Papers, marked: Marked) -> Mapping[str, Any]:
    if marked.names is None:
        raise SlipInvalid(fault="empty", names=0, seats=papers.seats)
    require_valid(marked.names, papers.rule)
    chosen = {same_name(name) for name in marked.names}
    places = [place for place, name in papers.names.items() if same_name(name) in chosen]
    return {"names": sorted(places)} if places else {}


def _group(papers: Papers, marked: Marked) -> Mapping[str, Any]:
    wanted = [paper.id for paper in papers.lists if _is(paper, papers.groups[paper.id], marked)]
    if not marked.group:
        raise SlipInvalid(fault="no_group", names=0, seats=papers.seats)
    if len(wanted) != 1:
        raise UnknownGroup
    return {"group": wanted[0]}


def _is(paper: BallotList, shown: str, marked: Marked) -> bool:
    """Whether a slip is a group's: its number or its label, with its names where they are told."""
    names = [same_name(name) for name in marked.names or ()]
    told = not names or names == [same_name(name) for name in names_of(paper)]
    return told and marked.group in (str(paper.id), paper.label, shown)


def _choice(_papers: Papers, marked: Marked) -> Mapping[str, Any]:
    if marked.choice == Choice.ABSTAIN.value:
        return {}
    if marked.choice not in (Choice.YES.value, Choice.NO.value):
        raise UnknownChoice
    return {"choice": marked.choice}


READ = {Marks.NAMES: _names, Marks.GROUP: _group, Marks.CHOICE: _choice}
"""How each kind of slip is read."""
