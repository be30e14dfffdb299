"""Elections as they are read: who is nominated, who asks, which lists, who has voted, the result.

Nothing here reads ticks and slips together: who has voted and what was voted are never joined.
"""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from council.store.models import (
    BallotList,
    Candidate,
    Demand,
    Division,
    DivisionSeat,
    DivisionState,
    Elected,
    Election,
    Lot,
    Lottery,
    PaperCount,
    Person,
    Slip,
    Tick,
)


def election(session: Session, item_id: int) -> Election | None:
    """What an item elects; None where it elects nobody."""
    return session.get(Election, item_id)


def candidates(session: Session, item_id: int) -> list[Candidate]:
    """Those nominated, in the order in which they were."""
    return list(
        session.scalars(
            select(Candidate).where(Candidate.item_id == item_id).order_by(Candidate.place)
        )
    )


def lists(session: Session, item_id: int) -> list[BallotList]:
    """The groups' papers, in the order in which they were registered."""
    return list(
        session.scalars(
            select(BallotList).where(BallotList.item_id == item_id).order_by(BallotList.id)
        )
    )


def demanding(session: Session, item_id: int) -> list[Person]:
    """Who asks for a proportional election, the first first."""
    return list(
        session.scalars(
            select(Person)
            .join(Demand, Demand.person_id == Person.id)
            .where(Demand.item_id == item_id)
            .order_by(Demand.at, Person.id)
            .options(joinedload(Person.party))
        )
    )


def ticked(session: Session, division_id: int) -> int:
    """How many have given their slip."""
    count = select(func.count()).select_from(Tick).where(Tick.division_id == division_id)
    return session.scalar(count) or 0


def ticked_seats(session: Session, division_id: int) -> list[int]:
    """The numbers of the seats that have given their slip, in the order of the hall."""
    return list(
        session.scalars(
            select(DivisionSeat.number)
            .join(
                Tick,
                (Tick.division_id == DivisionSeat.division_id)
                & (Tick.seat_id == DivisionSeat.seat_id),
            )
            .where(Tick.division_id == division_id)
            .order_by(DivisionSeat.number)
        )
    )


def slips(session: Session, division_id: int) -> list[Slip]:
    """What was voted, in the order of the slips' codes."""
    return list(
        session.scalars(select(Slip).where(Slip.division_id == division_id).order_by(Slip.code))
    )


def papers(session: Session, division_id: int) -> dict[str, int]:
    """What was counted by hand: how many of each content."""
    rows = session.scalars(
        select(PaperCount).where(PaperCount.division_id == division_id).order_by(PaperCount.place)
    )
    return {row.content: row.number for row in rows}


def lottery(session: Session, division_id: int) -> Lottery | None:
    """What a division's lots are drawn from."""
    return session.get(Lottery, division_id)


def lots(session: Session, division_id: int) -> list[Lot]:
    """The lots that were drawn, in turn."""
    return list(
        session.scalars(select(Lot).where(Lot.division_id == division_id).order_by(Lot.number))
    )


def elected(session: Session, item_id: int) -> list[Elected]:
    """Who was elected, in the order of the places."""
    return list(
        session.scalars(select(Elected).where(Elected.item_id == item_id).order_by(Elected.place))
    )


def ballot_of(session: Session, item_id: int) -> Division | None:
    """The secret division that counts in an item: the newest that was not declared void."""
    return session.scalars(
        select(Division)
        .where(
            Division.item_id == item_id,
            Division.secret,
            Division.state != DivisionState.ANNULLED,
        )
        .order_by(Division.sequence.desc())
        .limit(1)
    ).one_or_none()


def has_ticked(session: Session, division_id: int, person_id: int) -> bool:
    """Whether somebody has given a slip."""
    seat = select(DivisionSeat.seat_id).where(
        DivisionSeat.division_id == division_id, DivisionSeat.person_id == person_id
    )
    found = select(Tick.seat_id).where(Tick.division_id == division_id, Tick.seat_id.in_(seat))
    return session.scalar(found) is not None


def names_of(paper: BallotList) -> Sequence[str]:
    """The names of a list, the first first."""
    return paper.names.split("\n")
