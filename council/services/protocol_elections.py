"""What a § tells of an election: who was nominated, how the ballot came out, who is elected."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, object_session

from council.services import wording, wording_elections
from council.services.election_demands import demand_told
from council.services.missing import found
from council.services.protocol_parts import Section
from council.services.protocol_service import person_in_record
from council.services.record_words import NBSP, exact_clock
from council.services.slip_counting import result
from council.store.models import Candidate, Division, DivisionState, Item, Method, Person
from council.store.queries import elections as reading
from council.store.queries.protocol import Record


def elected_section(item: Item) -> Iterable[Section]:
    """Who is elected, in the order of the places, by whatever way."""
    if item.decided_at is None:
        return
    elected = reading.elected(_session(item), item.id)
    if elected:
        points = tuple(
            f"{one.place}.{NBSP}{one.name}" + (f", {one.label}" if one.label else "")
            for one in elected
        )
        yield Section("elected", "Valda", points=points, times=(item.decided_at,))


def nominated_section(item: Item) -> Iterable[Section]:
    """Who was nominated, and by whom; who asked for a proportional election, and which lists."""
    session = _session(item)
    election = reading.election(session, item.id)
    if election is None:
        return
    candidates = reading.candidates(session, item.id)
    if candidates:
        told = " ".join(_nominations(session, candidates))
        yield Section("nominations", "Nomineringar", told)
    if reading.demanding(session, item.id):
        lists = [
            wording.sentence(f"Listan {paper.label}: {wording.listed(reading.names_of(paper))}")
            for paper in reading.lists(session, item.id)
        ]
        told = " ".join([demand_told(session, item, election), *lists])
        yield Section("proportional", "Proportionellt val", told)


def _nominations(session: Session, candidates: list[Candidate]) -> Iterable[str]:
    by: dict[int | None, list[str]] = {}
    for one in candidates:
        by.setdefault(one.nominated_by_id, []).append(wording.whom(one.name, one.party))
    people = session.scalars(
        select(Person)
        .where(Person.id.in_([number for number in by if number is not None]))
        .options(joinedload(Person.party))
    )
    names = {person.id: person_in_record(person) for person in people}
    for number, nominated in by.items():
        who = "Valberedningen" if number is None else names[number]
        yield f"{who} nominerar {wording.listed(nominated)}."


def ballot_sections(
    record: Record, division: Division, number: str, *, again: bool
) -> Iterable[Section]:
    """Omröstning and Omröstningsresultat of a secret ballot: the sums, never who."""
    ended = record.annulled.get(f"d{division.id}") or division.closed_at
    sentences = [_held(division)]
    if division.state is DivisionState.ANNULLED and ended is not None:
        sentences.append(wording.annulled(division, ended, again=again))
    yield Section(
        f"division-{division.sequence}",
        f"Omröstning{number}",
        " ".join(sentences),
        times=(division.opened_at,) if ended is None else (division.opened_at, ended),
    )
    if division.state is DivisionState.CLOSED and division.closed_at is not None:
        session = _session(division)
        told = wording_elections.ballot(
            division, result(session, division), _ticked(session, division)
        )
        yield Section(
            f"result-{division.sequence}",
            f"Omröstningsresultat{number}",
            " ".join(told),
            times=(division.closed_at,),
        )


def _held(division: Division) -> str:
    entitled = sum(seat.person_id is not None for seat in division.roll)
    told = f"Omröstningen är sluten. Den öppnas {exact_clock(division.opened_at)}"
    if division.state is DivisionState.CLOSED and division.closed_at is not None:
        told += f" och stängs {exact_clock(division.closed_at)}"
    return f"{told}. {entitled} tjänstgörande ledamöter och ersättare är röstberättigade."


def _ticked(session: Session, division: Division) -> int:
    if division.method is Method.PAPER:
        return reading.papers(session, division.id).get("ticked", 0)
    return reading.ticked(session, division.id)


def _session(row: Item | Division) -> Session:
    """The session that the record is read with."""
    return found(object_session(row))
