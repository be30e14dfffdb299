"""What a drafted protocol is made of. Every text is the record's own Swedish."""

from dataclasses import dataclass
from datetime import datetime

from council.law.tally import Choice, Count


@dataclass(frozen=True, slots=True)
class Tallied:
    """Figures in the order Ja, Nej, Avstår, Frånvarande; of a party, or of all."""

    label: str
    yes: int
    no: int
    abstain: int
    absent: int

    @classmethod
    def of(cls, label: str, choices: list[Choice | None]) -> "Tallied":
        """Count seats; one without a choice is absent."""
        count = Count.of(choice for choice in choices if choice is not None)
        return cls(label, count.yes, count.no, count.abstain, len(choices) - count.given)


@dataclass(frozen=True, slots=True)
class PartyTable:
    """A result by party, the largest first, and its sum."""

    parties: tuple[Tallied, ...]
    total: Tallied


@dataclass(frozen=True, slots=True)
class VotingRow:
    """How one seat voted, or why it did not."""

    seat: int
    name: str
    party: str
    substitute_for: str
    choice: Choice | None
    remark: str


@dataclass(frozen=True, slots=True)
class VotingList:
    """The annex that says how each voted, with the sum and the seal of the closing."""

    division_id: int
    annex: int
    heading: str
    rows: tuple[VotingRow, ...]
    total: Tallied
    checksum: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """The annex with the written reasons of a reservation."""

    annex: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a § with what stands under it.

    ``prose``: written by the secretary; all else is fact. ``times``: when what it tells happened.
    """

    key: str
    heading: str
    text: str = ""
    points: tuple[str, ...] = ()
    table: PartyTable | None = None
    times: tuple[datetime, ...] = ()
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a § must have before it can be attested, and has not."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphDraft:
    """An item as the protocol tells it; ``number`` is None until the gavel has fallen."""

    item_id: int
    item_number: int
    number: int | None
    title: str
    reference: str
    sections: tuple[Section, ...]
    voting_lists: tuple[VotingList, ...]
    reasons: tuple[Reasons, ...]
    held: frozenset[str]
    """The demands of the law (``law.paragraph.DEMANDS``) that are met so far."""
    lacks: tuple[Lack, ...]
    """What a decided one lacks."""

    @property
    def heading(self) -> str:
        """ "§ 112 Motion om …"; before the decision the title alone."""
        return self.title if self.number is None else f"§\u00a0{self.number} {self.title}"


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody who decided, for whom, and in which §§ where not in all."""

    name: str
    substitute_for: str
    paragraphs: str


@dataclass(frozen=True, slots=True)
class Front:
    """The first page."""

    organisation: str
    body: str
    day: str
    place: str
    when: str
    deciding: str
    serving: tuple[Serving, ...]
    not_serving: tuple[str, ...]
    changes: tuple[str, ...]
    paragraphs: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """The protocol of a meeting so far."""

    front: Front
    paragraphs: tuple[ParagraphDraft, ...]
    """Decided items, in the order of their §§."""
    waiting: tuple[ParagraphDraft, ...]
    """Items that are not decided, in the order of the agenda."""

    @property
    def lacking(self) -> int:
        """How much is missing before it can be attested."""
        return sum(len(paragraph.lacks) for paragraph in self.paragraphs)
