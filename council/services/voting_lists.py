"""How each voted in a closed division, as the annex and the party table of its §."""

from collections.abc import Mapping
from datetime import datetime

from council.law.roll import Standing
from council.law.tally import Choice
from council.services.protocol_parts import PartyTable, Tallied, VotingList, VotingRow
from council.services.record_words import NBSP, checksum, exact_clock
from council.services.wording import whom
from council.services.wording_after import ANNEX_REMARK
from council.store.models import Division, DivisionSeat, NoteKind
from council.store.queries.protocol import Record


def party_table(division: Division, record: Record) -> PartyTable:
    """A closed division's result by party."""
    by_party: dict[str, list[Choice | None]] = {letters: [] for letters in record.parties}
    choices = _choices(division)
    for seat in division.roll:
        by_party.setdefault(seat.party, []).append(choices.get(seat.seat_id))
    parties = tuple(Tallied.of(letters, given) for letters, given in by_party.items() if given)
    return PartyTable(parties, _total(division, choices))


def voting_list(
    division: Division, record: Record, paragraph: int | None, annex: int
) -> VotingList:
    """The annex of a closed division: a row per seat, in the order of the hall."""
    choices = _choices(division)
    of_what = "" if paragraph is None else f" till §{NBSP}{paragraph}"
    return VotingList(
        division_id=division.id,
        annex=annex,
        heading=f"Bilaga {annex}{of_what}, Omröstningslista",
        rows=tuple(
            _row(division, seat, choices, record.by_clerk, wrong_presses(record, division))
            for seat in division.roll
        ),
        total=_total(division, choices),
        checksum=checksum(division.seal or ""),
    )


ASIDE = {Standing.RECUSED: "Jäv", Standing.ABSTAINS: "Deltar inte i beslutet"}
"""Why somebody present is off the roll of a division, in the words of the list."""


def remark(
    *,
    registered: datetime | None,
    casting: Choice | None,
    silent: bool,
    wrong: str = "",
    remote: bool = False,
    why_not: Standing | None = None,
) -> str:
    """What is remarked on a seat beside its vote: often nothing.

    Args:
        registered: when the secretary registered the vote, if not the member.
        casting: the casting vote that was given from the seat.
        silent: somebody served on it who gave no vote.
        wrong: that the voter says to have meant otherwise, in the words of the place.
        remote: who serves on it took part from elsewhere.
        why_not: why who sits there may not vote.
    """
    remarks = []
    if registered is not None:
        when = exact_clock(registered)
        remarks.append(f"Registrerad av sekreteraren på ledamotens begäran {when}")
    if casting is not None:
        remarks.append(f"Utslagsröst: {'ja' if casting is Choice.YES else 'nej'}")
    if remote:
        remarks.append("På distans")
    if why_not in ASIDE:
        remarks.append(ASIDE[why_not])
    if silent:
        remarks.append("Närvarande, lämnade ingen röst")
    if wrong:
        remarks.append(wrong)
    return "; ".join(remarks)


def wrong_presses(record: Record, division: Division) -> frozenset[int]:
    """Who has had a wrong press in a division noted."""
    return frozenset(
        note.person_id
        for note in record.notes.get(division.item_id, ())
        if note.division_id == division.id and note.kind is NoteKind.WRONG_PRESS
    )


def _choices(division: Division) -> dict[int, Choice]:
    return {vote.seat_id: vote.choice for vote in division.votes}


def _total(division: Division, choices: Mapping[int, Choice]) -> Tallied:
    return Tallied.of("Summa", [choices.get(seat.seat_id) for seat in division.roll])


def _row(
    division: Division,
    seat: DivisionSeat,
    choices: Mapping[int, Choice],
    by_clerk: Mapping[tuple[int, int], datetime],
    wrong: frozenset[int],
) -> VotingRow:
    choice = choices.get(seat.seat_id)
    broke = division.casting_by_id is not None and division.casting_by_id == seat.person_id
    return VotingRow(
        seat=seat.number,
        name=seat.name or "Vakant",
        party=seat.party,
        substitute_for=whom(seat.substitute_for, seat.party) if seat.substitute_for else "",
        choice=choice,
        remark=remark(
            registered=by_clerk.get((division.id, seat.seat_id)),
            casting=division.casting_vote if broke else None,
            silent=choice is None and seat.person_id is not None,
            wrong=ANNEX_REMARK if seat.person_id in wrong else "",
            remote=seat.remote,
            why_not=seat.why_not,
        ),
    )
