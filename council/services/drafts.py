"""What a meeting is made of, before it is convened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from council.law.majorities import Special
from council.law.proposals import Kind
from council.store.models import Electing, ItemKind, MeetingKind


@dataclass(frozen=True, slots=True)
class NewMover:
    """Who moves a proposal: a person by user name, or a group or board by its name alone."""

    name: str
    party: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A proposal in the words that ballots and the protocol use letter by letter."""

    kind: Kind
    phrase: str
    effect: str
    decision: str
    movers: Sequence[NewMover]
    clause: int | None = None
    motive: str = ""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper of an item, in Markdown."""

    title: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """Somebody whom the nominating committee proposes: by user name, or by name and party."""

    name: str = ""
    party: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class NewElection:
    """What an item of election elects."""

    electing: Electing
    seats: int
    proportional_allowed: bool
    candidates: Sequence[NewCandidate] = field(default=())
    members_item: int | None = None
    """Of an election of substitutes: the number on the agenda of the members' item."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item of the agenda."""

    title: str
    kind: ItemKind
    reference: str
    summary: str = ""
    recipients: str = ""
    documents: Sequence[NewDocument] = field(default=())
    proposals: Sequence[NewProposal] = field(default=())
    clauses: Sequence[str] = field(default=())
    election: NewElection | None = None
    special: Special | None = None
    announced: bool = True
    prepared: bool = True
    budget_year: int | None = None
    answerer: str = ""
    asked_by: str | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting to convene."""

    title: str
    kind: MeetingKind
    date: date
    starts: str
    place: str
    items: Sequence[NewItem]
