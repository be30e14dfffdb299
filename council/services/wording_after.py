"""The record's sentences for what members add to a decision: reservations and notes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from council.law.tally import Choice
from council.services.record_words import NBSP
from council.services.wording import listed, sentence, whom
from council.store.models import Note, NoteKind, Reservation

INTENDED = {
    Choice.YES: "att rösta ja",
    Choice.NO: "att rösta nej",
    Choice.ABSTAIN: "att avstå",
}


@dataclass(frozen=True, slots=True)
class PartyDeciding:
    """A party's name and who of it took part in deciding, by person."""

    name: str
    people: frozenset[int]


def reserved(
    reservations: Sequence[Reservation],
    deciding: Mapping[str, PartyDeciding],
    annexes: Sequence[int] = (),
) -> str:
    """Who reserves against the decision; a whole party by its name.

    Args:
        reservations: in the order in which they were announced, with person and party.
        deciding: by party letters.
        annexes: the numbers of the annexes with written reasons.
    """
    if not reservations:
        return ""
    who = {one.person_id for one in reservations}
    whole = {
        letters: party.name
        for letters, party in deciding.items()
        if len(party.people) > 1 and party.people <= who
    }
    covered = {person for letters in whole for person in deciding[letters].people}
    single = [
        whom(one.person.name, one.person.party.letters if one.person.party else None)
        for one in reservations
        if one.person_id not in covered
    ]
    return f"Mot beslutet reserverar sig {_both(whole.values(), single)}." + _annexed(annexes)


def noted(note: Note, *, which: int | None = None) -> str:
    """What one note adds to the heading Protokollsanteckningar.

    ``which``: the number of the division that a wrong press was in, where there are several.
    """
    party = note.person.party.letters if note.person.party else None
    name = whom(note.person.name, party)
    if note.kind is NoteKind.WRONG_PRESS and note.intended is not None:
        after = "omröstningen" if which is None else f"omröstning{NBSP}{which}"
        return (
            f"{name} anmäler efter {after} att avsikten var {INTENDED[note.intended]}. "
            "Anteckningen påverkar inte resultatet."
        )
    what = "särskilda yttrande" if note.kind is NoteKind.STATEMENT else "protokollsanteckning"
    return sentence(f"{name} lämnar följande {what}: {note.text}")


def announced_wrong(intended: Choice | None) -> str:
    """What is remarked on the vote itself: "Anmäld felröst: avsåg ja"."""
    if intended is None:
        return ""
    short = {Choice.YES: "ja", Choice.NO: "nej", Choice.ABSTAIN: "att avstå"}
    return f"Anmäld felröst: avsåg {short[intended]}"


ANNEX_REMARK = "Anmäld felröst, se protokollsanteckning"
"""What is remarked in the annex of the §, where the note itself stands beside it."""


def _both(parties: Collection[str], people: Sequence[str]) -> str:
    groups = f"samtliga tjänstgörande ledamöter i {listed(list(parties))}" if parties else ""
    return " samt ".join(filter(None, (groups, listed(people))))


def _annexed(annexes: Iterable[int]) -> str:
    numbers = [str(one) for one in annexes]
    if not numbers:
        return ""
    what = "Skriftlig motivering" if len(numbers) == 1 else "Skriftliga motiveringar"
    return f" {what}, bilaga {listed(numbers)}."
