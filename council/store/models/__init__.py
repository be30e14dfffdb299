"""What is kept, one file per aggregate."""

from council.store.models.agenda import (
    Document,
    Item,
    ItemKind,
    ItemState,
    Mover,
    Paragraph,
    Proposal,
    ProposalState,
)
from council.store.models.divisions import (
    KEY_LENGTH,
    By,
    Division,
    DivisionKind,
    DivisionSeat,
    DivisionState,
    Method,
    Press,
    Vote,
)
from council.store.models.journal import JournalEntry, JournalHead
from council.store.models.meetings import Meeting, MeetingKind, MeetingState, Presence
from council.store.models.people import Body, Party, Person, Role, Seat
from council.store.models.sign_ins import SignIn, Throttle

__all__ = [
    "KEY_LENGTH",
    "Body",
    "By",
    "Division",
    "DivisionKind",
    "DivisionSeat",
    "DivisionState",
    "Document",
    "Item",
    "ItemKind",
    "ItemState",
    "JournalEntry",
    "JournalHead",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "Method",
    "Mover",
    "Paragraph",
    "Party",
    "Person",
    "Presence",
    "Press",
    "Proposal",
    "ProposalState",
    "Role",
    "Seat",
    "SignIn",
    "Throttle",
    "Vote",
]
