"""What a § tells of its divisions: what was asked, how it ended, what was declared void."""

from collections.abc import Iterable, Sequence

from council.law.proposals import Kind
from council.services import wording, wording_chain, wording_shares
from council.services.counting import winner_of
from council.services.protocol_elections import ballot_sections
from council.services.protocol_parts import Section
from council.services.record_words import NBSP, exact_clock
from council.services.voting_lists import party_table
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    Method,
)
from council.store.queries.protocol import Record

METHODS = {
    Method.DEVICE: "med röstningssystemet Klubbslag",
    Method.ROLL_CALL: "genom upprop",
    Method.CLERK: "genom sekreterarens registrering",
    Method.PAPER: "med röstsedlar",
}


def method_words(division: Division) -> str:
    """Through what votes are given: "genom upprop", and where it is secret "med valsedlar"."""
    if division.secret and division.method is Method.PAPER:
        return "med valsedlar"
    return METHODS[division.method]


def sealed(divisions: Sequence[Division]) -> list[Division]:
    """The divisions whose votes count; each has an annex of its own."""
    return [one for one in divisions if one.state is DivisionState.CLOSED and not one.secret]


def division_sections(record: Record, item: Item) -> Iterable[Section]:
    """Omröstning and Omröstningsresultat of each division, numbered where there are several."""
    divisions = record.divisions.get(item.id, ())
    several = len(divisions) > 1
    annex = 0
    for division in divisions:
        number = f" {division.sequence}" if several else ""
        if division.secret:
            again = division is not divisions[-1]
            yield from ballot_sections(record, division, number, again=again)
            continue
        yield _asked(record, division, number, divisions)
        if division.state is DivisionState.CLOSED and division.closed_at is not None:
            annex += 1
            put = {one.id: one for one in item.questions}
            last = wording_chain.is_last(item, put.get(division.question_id or 0))
            yield Section(
                f"result-{division.sequence}",
                f"Omröstningsresultat{number}",
                " ".join(_result(record, item, division, annex, last=last)),
                table=party_table(division, record),
                times=(division.closed_at,),
            )


def _asked(
    record: Record, division: Division, number: str, divisions: Sequence[Division]
) -> Section:
    sentences = [
        f"{record.body.name} godkänner följande voteringsproposition: "
        + wording.voting_proposition(division),
        f"Omröstningen är {_kind(division)}öppen och sker {method_words(division)}.",
        _duration(division),
        f"{_entitled(division)} tjänstgörande ledamöter och ersättare är röstberättigade.",
    ]
    ended = record.annulled.get(f"d{division.id}") or division.closed_at
    if division.state is DivisionState.ANNULLED and ended is not None:
        sentences.append(wording.annulled(division, ended, again=division is not divisions[-1]))
    return Section(
        f"division-{division.sequence}",
        f"Omröstning{number}",
        " ".join(sentences),
        times=(division.opened_at,) if ended is None else (division.opened_at, ended),
    )


def _result(
    record: Record, item: Item, division: Division, annex: int, *, last: bool
) -> Iterable[str]:
    """The figures with what they mean; of a referral back that carried, its reasons."""
    yield wording_shares.result(record.body, division, last=last)
    if (third := record.thirds.get(f"d{division.id}")) is not None:
        yield wording_shares.third_settled(met=bool(third["met"]), reason=str(third["reason"]))
    won = winner_of(division)
    for proposal in item.proposals:
        if proposal.id == won and proposal.kind is Kind.REFERRAL and proposal.motive:
            yield f"Motivering: {wording.sentence(proposal.motive)}"
    yield _see_annex(annex)


def _see_annex(annex: int) -> str:
    return f"Hur var och en röstat framgår av omröstningslistan, bilaga{NBSP}{annex}."


def _kind(division: Division) -> str:
    return "förberedande, " if division.kind is DivisionKind.PREPARATORY else ""


def _duration(division: Division) -> str:
    opened = f"Den öppnas {exact_clock(division.opened_at)}"
    if division.state is not DivisionState.CLOSED or division.closed_at is None:
        return opened + "."
    return f"{opened} och stängs {exact_clock(division.closed_at)}."


def _entitled(division: Division) -> int:
    return sum(seat.person_id is not None for seat in division.roll)
