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
    """A press before the opening or after the gavel, or a closing of what is not open.

    Facts, where votes are now given on a list instead: ``replaced_by``, its method.
    """

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
    rule = "one_at_a_time"


class DivisionOpen(Refused):
    """The act has to wait until the division is closed."""

    code = "division_open"
    rule = "one_at_a_time"


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
    rule = "substitutes"


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
    rule = "chair_leads"


class AlreadyThere(Refused):
    """The person is checked in already."""

    code = "already_checked_in"


class StaleText(Refused):
    """Somebody else changed the text in between. Facts: ``theirs``."""

    code = "stale_text"


class RefusalStands(Refused):
    """A proposal that raises a new item is not put, whatever the council says."""

    code = "refusal_stands"
    rule = "new_item"


class TooSoon(Refused):
    """An extra election in the council's first six months. Facts: ``due``, a date."""

    code = "too_soon"
    rule = "extra_election"


class MustBeTabled(Refused):
    """An item on an extra election is tabled the first time it is treated."""

    code = "must_be_tabled"
    rule = "extra_election_tabled"


class DivisionNeeded(Refused):
    """A special majority can only be counted in a division. Facts: ``needed``, ``present``."""

    code = "division_needed"


class ReasonsNotTheirs(Refused):
    """Reasons for a referral back that are not of those who asked for it. Facts: ``needed``."""

    code = "reasons_not_theirs"
    rule = "minority_reasons"


class NotInBlock(Refused):
    """An item that cannot be decided in one blow with others. Facts: ``number``, ``title``."""

    code = "not_in_block"
    rule = "block"


class StillQuorate(Refused):
    """An item is left undecided only when too few are there to decide it."""

    code = "still_quorate"
    rule = "quorum"


class BadRuleOfOrder(Refused):
    """A rule of order that there is not, or a value it cannot have.

    Facts: ``key``, ``name``, ``given``, ``expected`` (in Swedish; empty: no such rule).
    """

    code = "bad_rule_of_order"


class NotProportional(Refused):
    """A proportional election to an office for which the law knows none."""

    code = "not_proportional"
    rule = "proportional_kinds"


class SubstitutesNotProportional(Refused):
    """Substitutes proportionally, though the members were elected in another way."""

    code = "substitutes_not_proportional"
    rule = "proportional_substitutes"


class TooFewDemand(Refused):
    """Too few ask for a proportional election. Facts: ``by``, ``quota``, ``present``, ``seats``."""

    code = "too_few_demand"
    rule = "proportional_demand"


class AlreadyElected(Refused):
    """Somebody would be elected twice to the same. Facts: ``name``."""

    code = "already_elected"


class SlipInvalid(Refused):
    """A slip that would not count. Facts: ``fault``, ``names``, ``seats``."""

    code = "slip_invalid"
    rule = "slip_names"


class SlipsDiffer(Refused):
    """Slips and ticks are not as many: no result. Facts: ``slips``, ``ticked``."""

    code = "slips_differ"
    rule = "open_vote"


class TooManyTicked(Refused):
    """More are ticked off than may vote. Facts: ``ticked``, ``entitled``."""

    code = "too_many_ticked"


class PaperSumsDiffer(Refused):
    """A paper count whose figures cannot be. Facts: ``given``, ``valid``, ``seats``."""

    code = "paper_sums_differ"
    rule = "slip_names"


class LotBroken(Refused):
    """A lot that does not come out as it was told. Facts: ``what``, commitment or result."""

    code = "lot_broken"
    rule = "lot"


class NoLotDue(Refused):
    """A lot where nothing is equal."""

    code = "no_lot_due"
    rule = "lot"


class BadSlipCode(Refused):
    """A slip's code that is not two groups of four letters."""

    code = "bad_code"


class SlipCodeTaken(Refused):
    """Another slip of this ballot has the code already: make another."""

    code = "code_taken"


class UnknownGroup(Refused):
    """A slip for a group that has no list in this election."""

    code = "unknown_group"


class NobodyNominated(Refused):
    """A vote without candidates, or without lists."""

    code = "nobody_nominated"


class NamesMissing(Refused):
    """A nomination or a list without a name, or with the same name twice. Facts: ``name``."""

    code = "names_missing"


class ListRegistered(Refused):
    """The same label with the same names is the same group. Facts: ``label``."""

    code = "list_registered"
    rule = "ballot_group"


class OtherBallotWay(Refused):
    """Slips on a device where paper is used, or the other way round. Facts: ``method``."""

    code = "other_ballot_way"


class OtherMethod(Refused):
    """A press where votes are given on a list, or a list where they are pressed.

    Facts: ``method``, the one that the division has.
    """

    code = "other_method"
    rule = "open_vote"


class UnknownMark(Refused):
    """Something else than yes, no, abstain or absent on a list."""

    code = "unknown_mark"


class SeatNotOnList(Refused):
    """A mark beside a seat that may not vote in the division. Facts: ``seat``."""

    code = "seat_not_on_list"


class ListIncomplete(Refused):
    """Seats without a mark. Facts: ``left``, how many, and ``seat``, the first of them."""

    code = "list_incomplete"


class ListsMissing(Refused):
    """The list has not been typed in twice. Facts: ``read``, how often it has."""

    code = "lists_missing"


class ListsDiffer(Refused):
    """The two readings of the list do not agree. Facts: ``seats``, by number."""

    code = "lists_differ"


class ListSealed(Refused):
    """A list that is changed after its division was closed."""

    code = "list_sealed"


class SameReader(Refused):
    """One person would have made both readings of the list."""

    code = "same_reader"


class OthersReading(Refused):
    """The second reading of the list is somebody else's, and would be lost.

    Facts: ``who`` made it; ``act``, "check" or "enter".
    """

    code = "others_reading"


class SecretBallot(Refused):
    """An open vote in a secret ballot, or the other way round. Facts: ``secret``, 1 or 0."""

    code = "secret_ballot"
    rule = "open_vote"


class MayNotSpeak(Refused):
    """The person may not take part in the debate. Facts: ``reason``, a ``speaking.Bar`` value."""

    code = "may_not_speak"
    rule = "right_to_speak"


class DebateNotOpen(Refused):
    """The floor is asked for, or given, when the item is not debated. Facts: ``step``."""

    code = "debate_not_open"


class LineDrawn(Refused):
    """A speech is asked for after the line (streck) has been drawn."""

    code = "line_drawn"


class NothingToAnswer(Refused):
    """A reply is asked for before anybody has spoken."""

    code = "nothing_to_answer"


class OwnSpeech(Refused):
    """A reply to one's own speech."""

    code = "own_speech"


class TooManyReplies(Refused):
    """More replies to a speech than the rules of order allow. Facts: ``allowed``."""

    code = "too_many_replies"


class GuestUnnamed(Refused):
    """Somebody who is no member is put on the list without a name."""

    code = "guest_unnamed"


class ReservationTooLate(Refused):
    """A reservation after the meeting was closed. Facts: ``closed``, a moment."""

    code = "reservation_too_late"
    rule = "reservation"


class DidNotDecide(Refused):
    """A reservation by somebody who took no part in deciding. Facts: ``part``, ``who``."""

    code = "did_not_decide"
    rule = "reservation"


class ReasonsTooLate(Refused):
    """Written reasons after their time: only the fact stands. Facts: ``by``."""

    code = "reasons_too_late"
    rule = "reservation_reasons"


class NoReservation(Refused):
    """Written reasons for a reservation that was never announced."""

    code = "no_reservation"
    rule = "reservation"


class TextMissing(Refused):
    """A note or reasons without a text."""

    code = "text_missing"


class NoteTooLate(Refused):
    """A note to the protocol announced after the meeting was closed. Facts: ``closed``."""

    code = "note_too_late"
    rule = "note"


class NoWrongPress(Refused):
    """No vote of the person's that a note could be about. Facts: ``why``."""

    code = "no_wrong_press"
    rule = "wrong_press"


class AlreadyNoted(Refused):
    """A wrong press that has been noted already, or a note that has been settled."""

    code = "already_noted"


class NoticeStaysUp(Refused):
    """A notice may not come down before the time for appeal is out. Facts: ``earliest``."""

    code = "notice_stays_up"
    rule = "notice"


class TextNotPutUp(Refused):
    """A § may not be attested at once before its wording has been put up."""

    code = "text_not_put_up"
    rule = "immediate_attestation"


class KeepsPlace(Refused):
    """A substitute who has begun to serve keeps the place. Facts: ``serving``, a person."""

    code = "keeps_place"
    rule = "begun_keeps_place"


class NotOfTheParty(Refused):
    """Only substitutes of the seat's party may serve. Facts: ``person``."""

    code = "not_of_the_party"
    rule = "party_substitutes"


class CannotBeCalled(Refused):
    """The substitute is not there, serves elsewhere, is recused or has left. Facts: ``person``."""

    code = "cannot_be_called"
    rule = "call_order"


class NoSubstitute(Refused):
    """No substitute of the party is there to call: the seat stays empty."""

    code = "no_substitute"
    rule = "party_substitutes"


class OutOfTurn(Refused):
    """Somebody else is next in turn. Facts: ``next``, a person."""

    code = "out_of_turn"
    rule = "call_order"


class SeatTaken(Refused):
    """A member serves on the seat; no substitute is called. Facts: ``serving``, a name."""

    code = "seat_taken"
    rule = "substitutes"


class RecusedHere(Refused):
    """Who is recused takes no part in the item. Facts: ``ground``."""

    code = "recused"
    rule = "recusal"


class AlreadyRecused(Refused):
    """The recusal is noted already."""

    code = "already_recused"
    rule = "recusal"


class TooLateToStandAside(Refused):
    """Not taking part is announced before a question is put. Facts: ``step``."""

    code = "too_late_to_stand_aside"
    rule = "abstention"


class NotAtADistance(Refused):
    """Taking part at a distance is not allowed, or not for the presidium. Facts: ``why``."""

    code = "not_at_a_distance"
    rule = "remote"


class ProposalsClosed(Refused):
    """Something is proposed or changed too late. Facts: ``act``, ``step``, ``way_out``.

    ``way_out``: ``consent`` (of the whole council), ``step_back`` (and then consent), ``nothing``,
    or ``over`` where the item is done with.
    """

    code = "proposals_closed"
    rule = "late_proposals"


class ProposalRefused(Refused):
    """Who presides refuses to put the proposal. Facts: ``ground``; ``decides``, its rule."""

    code = "proposal_refused"
    rule = "new_item"


class ProposalTextMissing(Refused):
    """A proposal of a kind that is nothing without words of its own."""

    code = "proposal_text_missing"


class MotiveMissing(Refused):
    """A proposal to refer an item back without reasons."""

    code = "motive_missing"
    rule = "minority_reasons"


class ProposalTooLong(Refused):
    """A proposal or its reasons are longer than can be put. Facts: ``most``, ``given``."""

    code = "proposal_too_long"


class ProposalUnfit(Refused):
    """A kind of proposal that there is no room for in this item. Facts: ``kind``."""

    code = "proposal_unfit"


class NotYours(Refused):
    """Only who moved or backs a proposal takes it back or changes it."""

    code = "not_yours"


class AlreadySeconded(Refused):
    """The person stands behind the proposal already."""

    code = "already_seconded"


class MeetingAdjourned(MeetingNotOpen):
    """The meeting pauses; nothing is treated before it is resumed. Facts: ``until``, a moment."""

    code = "meeting_adjourned"


class BadPause(Refused):
    """A pause that does not end later than now, or at no clock that there is."""

    code = "bad_pause"


class NotAnnounced(Refused):
    """An item that was not announced, before all present have taken it up. Facts: ``needed``."""

    code = "not_announced"
    rule = "announced_items_only"


class TakingUpRefused(Refused):
    """Somebody objects to taking up an unannounced item. Facts: ``needed``, ``agree``."""

    code = "taking_up_refused"
    rule = "announced_items_only"


class NotAgreed(Refused):
    """An unprepared item on whose decision not all present agree. Facts: ``needed``."""

    code = "not_agreed"
    rule = "unprepared"


class OnlyAskerAndAnswerer(Refused):
    """Somebody else than the asker and the answerer wants to speak on a question."""

    code = "only_asker_and_answerer"
    rule = "question_speakers"


class NotReported(Refused):
    """A motion is written off before the council was told what has come up. Facts: ``due``."""

    code = "not_reported"
    rule = "motion_year"


class MotionEnded(Refused):
    """A motion that has been decided or written off already."""

    code = "motion_ended"


class BadMotion(Refused):
    """A motion without a title or a mover, or that came in on a later day than today.

    Facts: ``field``.
    """

    code = "bad_motion"


class BadItem(Refused):
    """A new item without what its kind needs. Facts: ``field``."""

    code = "bad_item"


class NothingSaid(Refused):
    """A lot without words from the hall, or with too many."""

    code = "nothing_said"
    rule = "lot"


class ProportionalDemanded(Refused):
    """The gavel on an acclamation, though enough ask for a proportional election. Facts: ``by``."""

    code = "proportional_demanded"
    rule = "proportional_demand"


class VoteStands(Refused):
    """A second press, where the rules of order let nobody change a vote that is given."""

    code = "vote_stands"


class ArrivedLate(Refused):
    """Who came in the middle of an item serves from the next one."""

    code = "arrived_late"
    rule = "entry"


class StillPresiding(Refused):
    """Whoever leads the meeting hands over the chair before leaving."""

    code = "still_presiding"
    rule = "chair_leads"
