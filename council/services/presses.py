"""A councillor presses: one press is written once, whatever the network does."""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from council.law.refusals import (
    BadKey,
    DivisionNotOpen,
    KeyReused,
    Refused,
    SecretBallot,
    VoteStands,
)
from council.law.roll import Circumstances, Spell, Standing, require_vote, standing
from council.law.taking_part import RULE_OF, Ground
from council.law.tally import Choice
from council.services.attendance import HALL, spells
from council.services.missing import Missing, found
from council.services.presences import roll_fixed
from council.store import pressing
from council.store.base import UNKEEPABLE
from council.store.engine import write_together
from council.store.models import (
    KEY_LENGTH,
    By,
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    NotTakingPart,
    Person,
    Role,
    Seat,
)
from council.store.pressing import Draft, Place, Recorded, Wanted
from council.store.queries import aside

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Base 32 without signs that are taken for each other."""
RECEIPT_DRAWS = 3
"""How often a receipt is drawn before a fault is told: 40 bits seldom meet twice."""


class NoReceipt(Exception):
    """No free receipt was drawn: a fault of ours, nothing was recorded."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server has recorded. ``again``: the same press had come before."""

    division_id: int
    choice: Choice
    recorded_at: datetime
    code: str
    again: bool = False


def cast(
    division_id: int, person_id: int, choice: Choice, key: str, *, auth: str, now: datetime
) -> Receipt:
    """Record one press on the person's seat. The same key again is the same press.

    A known key is answered before the state is judged: a press that was recorded, whose answer
    was lost, gets its receipt even after the gavel, and never overturns a newer press.

    Args:
        key: chosen by the client, 1 to 64 characters.
        auth: how the person signed in.

    Raises:
        Missing: no such division.
        BadKey: the key is empty, too long or no text that can be kept.
        KeyReused: the key was used for another choice.
        SecretBallot: the ballot is secret, and takes slips only.
        DivisionNotOpen: before the opening or after the gavel.
        MayNotVote: not on the division's roll, with the reason.
        VoteStands: the rules of order let nobody change a vote that is given.
    """
    if not 1 <= len(key) <= KEY_LENGTH or UNKEEPABLE.search(key):
        raise BadKey
    wanted = Wanted(division_id, person_id, choice.value, key, By.DEVICE.value, auth, now)
    return write_together(_press, wanted)


def _press(connection: Connection, wanted: list[Wanted]) -> list[Receipt | Exception]:
    """Record the presses of all who wait just now; each is answered for itself."""
    pressing.hold(
        connection, (one.division_id for one in wanted), (one.person_id for one in wanted)
    )
    outcomes: dict[int, Receipt | Exception] = {}
    for turn in _turns(wanted):
        outcomes |= _press_turn(connection, turn)
    return [outcomes[place] for place in range(len(wanted))]


def _turns(wanted: list[Wanted]) -> list[dict[int, Wanted]]:
    """The presses by their places, those of one person one after another: what comes second is
    judged by what came first."""
    turns: list[dict[int, Wanted]] = []
    came: Counter[int] = Counter()
    for place, one in enumerate(wanted):
        if came[one.person_id] == len(turns):
            turns.append({})
        turns[came[one.person_id]][place] = one
        came[one.person_id] += 1
    return turns


def _press_turn(connection: Connection, turn: dict[int, Wanted]) -> dict[int, Receipt | Exception]:
    """Record presses of different people. Whose key was just taken, or whose receipt, is judged
    anew: the first has been recorded meanwhile, the second draws another."""
    outcomes: dict[int, Receipt | Exception] = {}
    for _ in range(RECEIPT_DRAWS):
        left = {place: one for place, one in turn.items() if place not in outcomes}
        judged = dict(zip(left, _judge(connection, list(left.values())), strict=True))
        drafts = {place: one for place, one in judged.items() if isinstance(one, Draft)}
        written = pressing.insert(connection, list(drafts.values()))
        for place, outcome in judged.items():
            if not isinstance(outcome, Draft):
                outcomes[place] = outcome
            elif outcome in written:
                outcomes[place] = _receipt(outcome.wanted, outcome.recorded, again=False)
    return {place: outcomes.get(place) or NoReceipt() for place in turn}


def _judge(connection: Connection, wanted: list[Wanted]) -> list[Draft | Receipt | Exception]:
    """For each press what is to be written, or the answer where nothing is."""
    judged: list[Draft | Receipt | Exception] = []
    for one, place in zip(wanted, pressing.look(connection, wanted), strict=True):
        try:
            judged.append(_allow(connection, one, found(place)))
        except (Refused, Missing) as refusal:
            judged.append(refusal)
    return judged


def _allow(connection: Connection, wanted: Wanted, place: Place) -> Draft | Receipt:
    if place.secret:
        raise SecretBallot(secret=1)
    if place.known is not None:
        return _receipt(wanted, place.known, again=True)
    if place.state != DivisionState.OPEN:
        raise DivisionNotOpen
    if place.seat_id is None:
        with Session(connection) as session:
            division = found(session.get(Division, wanted.division_id))
            say_why_not(session, division, wanted.person_id)
    if place.fixed:
        raise VoteStands
    return Draft(wanted, place.seat_id, receipt_code())


def say_why_not(session: Session, division: Division, person_id: int) -> NoReturn:
    """Refuse the vote of somebody who is not on a division's roll.

    Raises:
        MayNotVote: with the reason, and the rule of a recusal's ground (KL 5 kap. 47, 48 §§).
    """
    current = standing_of(session, division, person_id)
    recusal = aside.recusal(session, division.item_id, person_id)
    rule = RULE_OF[Ground(recusal.ground.value)] if recusal is not None else ""
    require_vote(current, rule if current is Standing.RECUSED else "")
    raise Missing  # entitled, yet on no roll: there is no such person


def seat_on_roll(session: Session, division_id: int, person_id: int) -> DivisionSeat | None:
    """The seat that a person votes with in a division, if on its roll."""
    return session.scalars(
        select(DivisionSeat).where(
            DivisionSeat.division_id == division_id, DivisionSeat.person_id == person_id
        )
    ).one_or_none()


def standing_of(session: Session, division: Division, person_id: int) -> Standing:
    """Whether a person may vote in a division, or the first reason why not."""
    person = found(session.get(Person, person_id))
    own = session.scalars(select(Seat).where(Seat.holder_id == person_id)).one_or_none()
    known: tuple[Spell, ...] = spells(session, division.meeting_id, person_id)
    rolled = None if own is None else session.get(DivisionSeat, (division.id, own.id))
    on_roll = seat_on_roll(session, division.id, person_id) is not None
    no_part = session.get(NotTakingPart, (division.item_id, person_id)) is not None
    return standing(
        Circumstances(
            on_roll=on_roll,
            opened=_item_opened(session, division),
            has_seat=own is not None,
            is_substitute=person.role is Role.SUBSTITUTE,
            replaced=rolled is not None and rolled.person_id not in (None, person_id),
            recused=not on_roll and aside.recusal(session, division.item_id, person_id) is not None,
            abstains=not on_roll and no_part,
            spells=known,
        )
    )


def _item_opened(session: Session, division: Division) -> datetime:
    """The moment after which nobody enters: what is under treatment has its roll."""
    opened = roll_fixed(session, found(session.get(Item, division.item_id)))
    return (opened or division.opened_at).astimezone(HALL)


def receipt_code() -> str:
    """Two groups of four letters: short enough to read aloud, 40 bits by chance."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _receipt(wanted: Wanted, recorded: Recorded, *, again: bool) -> Receipt:
    if recorded.choice != wanted.choice:
        raise KeyReused(recorded=recorded.choice)
    choice = Choice(recorded.choice)
    return Receipt(wanted.division_id, choice, recorded.at, recorded.receipt, again)
