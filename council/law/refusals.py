"""What the law and the record refuse, as typed reasons.

A refusal carries a code for machines, the key of its rule and the facts its sentence needs.
The Swedish sentence is made at the door (``council/web/refusals.py``) through gettext.
"""

from typing import ClassVar

Fact = str | int | None


class Refused(Exception):
    """A rule says no, and nothing was changed."""

    code: ClassVar[str]
    rule: ClassVar[str] = ""

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code if hasattr(type(self), "code") else "refused")
        self.facts = facts


class UnknownChoice(Refused):
    """Something else than yes, no or abstain."""

    code = "unknown_choice"


class BadKey(Refused):
    """A key that is empty or longer than 64 characters."""

    code = "bad_key"


class DivisionNotOpen(Refused):
    """A press before the opening or after the gavel, or a closing of what is not open."""

    code = "not_open"
    rule = "open_vote"


class KeyReused(Refused):
    """One key, two choices: which press was meant cannot be known. Facts: ``recorded``."""

    code = "key_reused"


class MayNotVote(Refused):
    """The person may not vote here. Facts: ``reason``, a ``roll.Standing`` value."""

    code = "may_not_vote"


class NotQuorate(Refused):
    """Too few are present to handle an item. Facts: ``present``, ``seats``, ``needed``."""

    code = "not_quorate"
    rule = "quorum"


class NotNow(Refused):
    """The act does not fit the step of the item or the meeting. Facts: ``act``, ``step``."""

    code = "not_now"


class AnotherItemOpen(Refused):
    """One item at a time. Facts: ``number``, ``title`` of the one that is open."""

    code = "another_item_open"


class DivisionOpen(Refused):
    """The act has to wait until the division is closed."""

    code = "division_open"


class GavelAfterRequest(Refused):
    """A division was asked for before the gavel. Facts: ``by``, ``at``."""

    code = "division_requested"
    rule = "division_on_request"


class RequestTooLate(Refused):
    """A division was asked for after the gavel, or before anything is found. Facts: ``step``."""

    code = "request_too_late"
    rule = "division_on_request"


class SecretVoteRequired(Refused):
    """An election or appointment may not be decided by an open division."""

    code = "secret_vote_required"
    rule = "open_vote"


class NoCastingVote(Refused):
    """A casting vote where there is no tie to break, or the lot breaks it. Facts: ``decides``."""

    code = "no_casting_vote"
    rule = "casting_vote"


class CastingVoteDue(Refused):
    """The chair may not refuse the casting vote, nor abstain from it."""

    code = "casting_vote_due"
    rule = "chair_must_vote"


class NoRotation(Refused):
    """A member who has left for another reason than recusal may not return the same day."""

    code = "no_rotation"
    rule = "no_rotation"


class BadCouncilSize(Refused):
    """An even or too small number of seats. Facts: ``seats``."""

    code = "bad_council_size"
    rule = "council_size"


class UnknownProposal(Refused):
    """A proposal that is not among those put."""

    code = "unknown_proposal"


class UnknownPerson(Refused):
    """A user name that nobody here has. Facts: ``username``."""

    code = "unknown_person"


class NotServing(Refused):
    """The person does not serve in this meeting and may not do this."""

    code = "not_serving"


class ReasonMissing(Refused):
    """The act must say why."""

    code = "reason_missing"


class MeetingNotOpen(Refused):
    """The act belongs to an open meeting."""

    code = "meeting_not_open"


class NotRehearsal(Refused):
    """Simulated councillors are let into demonstrations and rehearsals only."""

    code = "not_rehearsal"


class NotPresiding(Refused):
    """Only who presides leads the meeting (KL 5 kap. 43 §). Facts: ``presiding``, a name."""

    code = "not_presiding"


class AlreadyThere(Refused):
    """The person is checked in already."""

    code = "already_checked_in"


class StaleText(Refused):
    """Somebody else changed the text in between. Facts: ``theirs``."""

    code = "stale_text"
