"""What may be taken up, who must agree to it, and who may speak in it.

KL 5 kap. 45 § (answers), 52 § (only what was announced), 26–33 §§ (prepared by a committee),
59–64 §§ (interpellations and questions). Where the law asks for all who are present, one
objection is enough to stop it.
"""

from dataclasses import dataclass
from enum import StrEnum

from council.law.refusals import NotAgreed, NotAnnounced, OnlyAskerAndAnswerer, TakingUpRefused


class Subject(StrEnum):
    """What kind of matter an item is, as far as announcing and preparing go."""

    DECIDED = "decided"  # a decision on the matter itself
    ELECTED = "elected"  # an election or a resignation: needs no preparing (29 §)
    ASKED = "asked"  # an interpellation or a question
    RECEIVED = "received"  # a motion remitted, something announced or told: nothing is decided


@dataclass(frozen=True, slots=True)
class Facts:
    """How an item came to the council, and what those present have said of it."""

    subject: Subject
    announced: bool
    prepared: bool
    taken_up: bool = False
    agreed: bool = False


def must_be_taken_up(facts: Facts) -> bool:
    """Whether all present must first decide that the item may be decided (52 §)."""
    if facts.announced or facts.taken_up:
        return False
    return facts.subject in (Subject.DECIDED, Subject.ELECTED)


def must_be_agreed(facts: Facts) -> bool:
    """Whether all present must agree on the decision itself (33 §)."""
    return facts.subject is Subject.DECIDED and not facts.prepared and not facts.agreed


def require_announced(facts: Facts, present: int) -> None:
    """Let only what was announced be treated, or what all present take up (52 §).

    Raises:
        NotAnnounced: with how many must agree.
    """
    if must_be_taken_up(facts):
        raise NotAnnounced(needed=present)


def require_agreed(facts: Facts, present: int) -> None:
    """Let an unprepared item be decided only where all present agree on the decision (33 §).

    Raises:
        NotAgreed: with how many must agree.
    """
    if must_be_agreed(facts):
        raise NotAgreed(needed=present, present=present, objections=0)


def require_all_take_up(present: int, objections: int) -> None:
    """One objection stops an item that was not announced (52 §).

    Raises:
        TakingUpRefused: with how many are for, and that all who are present are needed.
    """
    if objections:
        raise TakingUpRefused(needed=present, present=present, agree=present - objections)


def require_all_agree(present: int, objections: int) -> None:
    """One objection to the decision stops an item that was not prepared (33 §).

    Raises:
        NotAgreed: with how many object, and that all who are present are needed.
    """
    if objections:
        raise NotAgreed(needed=present, present=present, objections=objections)


def require_party_to_question(person: int | None, asker: int | None, answerer: int | None) -> None:
    """Only who asks and who answers take part when a question is answered (64 §).

    ``person``: None for a guest. ``asker`` and ``answerer``: None where it is not known who of
    the council it is; then the chair sees to it.

    Raises:
        OnlyAskerAndAnswerer: both are known, and the person is neither.
    """
    if asker is not None and answerer is not None and person not in (asker, answerer):
        raise OnlyAskerAndAnswerer
