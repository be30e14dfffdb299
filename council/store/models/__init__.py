"""What is kept, one file per aggregate."""

from council.store.models.afterwards import (
    Note,
    NoteKind,
    Reservation,
)
from council.store.models.agenda import (
    Clause,
    Document,
    Item,
    ItemKind,
    ItemState,
    Mover,
    Paragraph,
    Proposal,
    ProposalState,
)
from council.store.models.archive import ArchiveDivision, ArchiveVote, Position
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
from council.store.models.elections import (
    BallotList,
    Candidate,
    Demand,
    Elected,
    Electing,
    Election,
    ElectionWay,
    Lot,
    Lottery,
    PaperCount,
    Slip,
    Tick,
)
from council.store.models.journal import JournalEntry, JournalHead
from council.store.models.meetings import (
    Adjournment,
    Ending,
    Meeting,
    MeetingKind,
    MeetingState,
    Presence,
)
from council.store.models.motions import (
    Motion,
)
from council.store.models.people import (
    Body,
    HouseRule,
    Party,
    Person,
    Role,
    Seat,
    SubstituteList,
)
from council.store.models.questions import (
    Question,
    SettledBy,
)
from council.store.models.sign_ins import SignIn, Throttle
from council.store.models.speeches import (
    Speech,
)
from council.store.models.taking_part import (
    DeclaredBy,
    NotTakingPart,
    Recusal,
    RecusalGround,
)

__all__ = [
    "KEY_LENGTH",
    "Adjournment",
    "ArchiveDivision",
    "ArchiveVote",
    "BallotList",
    "Body",
    "By",
    "Candidate",
    "Clause",
    "DeclaredBy",
    "Demand",
    "Division",
    "DivisionKind",
    "DivisionSeat",
    "DivisionState",
    "Document",
    "Elected",
    "Electing",
    "Election",
    "ElectionWay",
    "Ending",
    "HouseRule",
    "Item",
    "ItemKind",
    "ItemState",
    "JournalEntry",
    "JournalHead",
    "Lot",
    "Lottery",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "Method",
    "Motion",
    "Mover",
    "NotTakingPart",
    "Note",
    "NoteKind",
    "PaperCount",
    "Paragraph",
    "Party",
    "Person",
    "Position",
    "Presence",
    "Press",
    "Proposal",
    "ProposalState",
    "Question",
    "Recusal",
    "RecusalGround",
    "Reservation",
    "Role",
    "Seat",
    "SettledBy",
    "SignIn",
    "Slip",
    "Speech",
    "SubstituteList",
    "Throttle",
    "Tick",
    "Vote",
]
