"""Proposals from the hall: who puts what when, what backs what, and what it is called."""

import json

import pytest
from sqlalchemy import select

from council.law.procedure import Step
from council.law.proposals import Ground, Kind
from council.law.refusals import (
    AlreadySeconded,
    MeetingNotOpen,
    MotiveMissing,
    NotNow,
    NotPresiding,
    NotServing,
    NotYours,
    ProposalRefused,
    ProposalsClosed,
    ProposalTextMissing,
    ProposalTooLong,
    ProposalUnfit,
    ReasonMissing,
    RecusedHere,
    RefusalStands,
    UnknownProposal,
)
from council.services import items, proposals, questions, recusals
from council.services import rules_of_order as house_rules
from council.services.missing import Missing
from council.services.proposals import NewProposal
from council.store.engine import reading
from council.store.models import ItemKind, Mover, Proposal, ProposalState
from tests.factories import (
    NOON,
    a_meeting,
    actor,
    an_item,
    an_open_item,
    does,
    everyone_present,
    later,
    person,
    proposals_of,
)
from tests.support.changes import nothing_changes, one_entry, refused


@pytest.fixture
def hall(council):
    """A meeting and an item in debate with the board's proposal and the motion's."""
    return an_open_item()


def put(who, item, kind, text="", motive="", *, clause=None, now=NOON, **facts):
    """Let somebody put a proposal."""
    new = NewProposal(kind, text, motive, clause)
    return proposals.put_proposal(item, person(who), new, actor(who), now=now, **facts)


def row(proposal):
    """A proposal as it is kept."""
    with reading() as session:
        return session.get_one(Proposal, proposal)


def movers(proposal):
    """Who stands behind a proposal: name, and whether as one who backs it."""
    with reading() as session:
        return [
            (mover.name, mover.seconds)
            for mover in session.scalars(
                select(Mover).where(Mover.proposal_id == proposal).order_by(Mover.id)
            )
        ]


def closed(item, *steps):
    """Let the chair go on from the debate."""
    for act in (questions.close_debate, *steps):
        does("ordforande", act, item)


# ---- Putting ----


def test_who_serves_puts_a_proposal(hall):
    meeting, item = hall

    with one_entry(meeting, "proposal.made") as entries:
        made = put("agneta", item, Kind.AMENDMENT, "att planen gäller i fem år.", now=later(3))

    kept = row(made)
    assert (kept.kind, kept.state, kept.moved_at) == (
        Kind.AMENDMENT,
        ProposalState.MOVED,
        later(3),
    )
    assert kept.phrase == "ändringsyrkandet från Agneta\u00a0(S)"
    assert kept.effect == "planen gäller i fem år"
    assert kept.decision == "bifalla motionen med den ändringen att planen gäller i fem år"
    assert movers(made) == [("Agneta", False)]
    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "proposal": f"y{made}",
        "kind": "amendment",
        "clause": None,
        "by": f"p{person('agneta')}",
        "phrase": kept.phrase,
        "effect": kept.effect,
        "decision": kept.decision,
    }


def test_it_comes_last_among_the_item_s_proposals(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")

    assert proposals_of(item)[-1] == made


@pytest.mark.parametrize("who", ["bo", "dag", "sekreterare", "admin"])
def test_who_does_not_serve_puts_nothing(hall, who):
    with refused(NotServing):
        put(who, hall[1], Kind.TABLING)


def test_who_is_recused_puts_and_backs_nothing(hall):
    _, item = hall
    does("cia", recusals.recuse, item, "Släkt med sökanden.")

    with refused(RecusedHere):
        put("cia", item, Kind.TABLING)
    with refused(RecusedHere):
        does("cia", proposals.second, proposals_of(item)[0])


def test_before_the_item_is_opened_it_is_too_soon(hall):
    item = an_item(hall[0])

    with refused(NotNow, act="put_proposal", step="waiting"):
        put("agneta", item, Kind.TABLING)


def test_of_no_item_there_is_nothing_to_put(hall):
    with refused(Missing):
        put("agneta", 999, Kind.TABLING)


@pytest.mark.parametrize("kind", [Kind.AMENDMENT, Kind.ADDITION, Kind.OTHER, Kind.COUNTER])
@pytest.mark.parametrize("text", ["", "   ", "\n-\n", "."])
def test_what_is_nothing_without_words_needs_them(hall, kind, text):
    with refused(ProposalTextMissing):
        put("agneta", hall[1], kind, text)


def test_a_referral_needs_reasons(hall):
    with refused(MotiveMissing):
        put("agneta", hall[1], Kind.REFERRAL)


def test_a_referral_s_text_is_its_reasons(hall):
    made = put("agneta", hall[1], Kind.REFERRAL, "Kostnaden ska utredas.")

    assert (row(made).motive, row(made).phrase) == ("Kostnaden ska utredas.", "återremiss")


def test_what_is_too_long_to_be_put_is_refused_with_how_long(hall):
    with refused(ProposalTooLong, most=2000, given=2001):
        put("agneta", hall[1], Kind.OTHER, "a" * 2001)
    with refused(ProposalTooLong, most=4000, given=4001):
        put("agneta", hall[1], Kind.REFERRAL, "", "b" * 4001)


def test_two_of_one_mover_are_told_apart(hall):
    _, item = hall
    first = put("agneta", item, Kind.ADDITION, "att vi planterar träd")
    second = put("agneta", item, Kind.ADDITION, "att vi gräver dammar")

    assert row(first).phrase == "tilläggsyrkandet från Agneta\u00a0(S)"
    assert row(second).phrase == "det andra tilläggsyrkandet från Agneta\u00a0(S)"


def test_in_an_election_only_the_treatment_is_proposed(council):
    _, item = an_open_item(kind=ItemKind.ELECTION, proposals=(Kind.BOARD,))

    with refused(ProposalUnfit, kind="amendment"):
        put("agneta", item, Kind.AMENDMENT, "att välja Cia")
    assert row(put("agneta", item, Kind.TABLING)).phrase == "bordläggning"


def test_a_point_that_there_is_not_is_refused(hall):
    with refused(ProposalUnfit, clause=3):
        put("agneta", hall[1], Kind.AMENDMENT, "att tre", clause=3)


# ---- Approving backs what is there ----


def test_approving_the_board_s_proposal_backs_it(hall):
    meeting, item = hall
    board = proposals_of(item)[0]

    with one_entry(meeting, "proposal.seconded"):
        assert put("agneta", item, Kind.BOARD) == board
    assert movers(board) == [("Regionstyrelsen", False), ("Agneta", True)]


def test_approving_the_motion_backs_the_motion_s_proposal(hall):
    _, item = hall
    assert put("agneta", item, Kind.APPROVAL) == proposals_of(item)[1]


def test_where_nothing_is_approved_yet_it_is_a_proposal_of_its_own(council):
    _, item = an_open_item(proposals=(Kind.BOARD,))
    made = put("agneta", item, Kind.APPROVAL)

    assert (row(made).phrase, row(made).decision) == ("bifall till motionen", "bifalla motionen")
    assert put("cia", item, Kind.APPROVAL) == made
    assert movers(made) == [("Agneta", False), ("Cia", True)]


def test_approving_with_own_words_is_a_proposal_of_its_own(hall):
    _, item = hall
    made = put("agneta", item, Kind.APPROVAL, "att bifalla motionens första att-sats")

    assert row(made).phrase == "bifallsyrkandet från Agneta\u00a0(S)"
    assert row(made).decision == "bifalla motionens första att-sats"


def test_the_board_s_proposal_is_not_approved_with_other_words(hall):
    with refused(ProposalUnfit, kind="board"):
        put("agneta", hall[1], Kind.BOARD, "men i rött")


def test_what_the_board_has_not_proposed_cannot_be_approved(council):
    _, item = an_open_item(proposals=(Kind.APPROVAL,))

    with refused(UnknownProposal):
        put("agneta", item, Kind.BOARD)


def test_in_a_matter_of_the_board_approving_is_approving_the_board(council):
    _, item = an_open_item(kind=ItemKind.DECISION, proposals=(Kind.BOARD,))

    assert put("agneta", item, Kind.APPROVAL) == proposals_of(item)[0]


def test_a_rejection_is_of_the_board_s_proposal(council):
    _, item = an_open_item(kind=ItemKind.DECISION, proposals=(Kind.BOARD,))

    assert row(put("agneta", item, Kind.REJECTION)).phrase == "avslag på regionstyrelsens förslag"


@pytest.mark.parametrize("kind", [Kind.TABLING, Kind.DISMISSAL, Kind.ADJOURNMENT])
def test_a_formal_kind_is_there_once(hall, kind):
    _, item = hall
    made = put("agneta", item, kind)

    assert put("cia", item, kind) == made
    assert movers(made) == [("Agneta", False), ("Cia", True)]
    with refused(AlreadySeconded):
        put("cia", item, kind)


def test_a_referral_with_other_reasons_is_another(hall):
    _, item = hall
    first = put("agneta", item, Kind.REFERRAL, "", "Kostnaden ska utredas.")
    second = put("cia", item, Kind.REFERRAL, "", "Barnens rätt ska prövas.")

    assert second != first
    assert row(second).phrase == "återremiss enligt yrkandet från Cia\u00a0(V)"
    assert put("vice1", item, Kind.REFERRAL, "", "Kostnaden ska utredas.") == first


# ---- Backing ----


def test_who_serves_backs_a_proposal_once(hall):
    meeting, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")

    with one_entry(meeting, "proposal.seconded") as entries:
        does("cia", proposals.second, made)
    assert movers(made) == [("Agneta", False), ("Cia", True)]
    assert json.loads(entries[0].payload)["by"] == f"p{person('cia')}"
    for who in ("cia", "agneta"):
        with refused(AlreadySeconded):
            does(who, proposals.second, made)
    with refused(NotServing):
        does("bo", proposals.second, made)


def test_backing_goes_on_until_the_proposals_have_been_gone_through(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    closed(item)
    does("cia", proposals.second, made)
    does("ordforande", questions.review_proposals, item)

    with refused(ProposalsClosed, act="second_proposal", way_out="nothing"):
        does("vice1", proposals.second, made)


def test_what_is_withdrawn_is_not_backed(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    does("agneta", proposals.withdraw, made)

    with refused(UnknownProposal):
        does("cia", proposals.second, made)


# ---- Taking back ----


def test_who_moved_it_takes_it_back_whole(hall):
    meeting, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    does("cia", proposals.second, made)

    with one_entry(meeting, "proposal.withdrawn") as entries:
        does("agneta", proposals.withdraw, made, now=later(4))
    assert (row(made).state, row(made).withdrawn_at) == (ProposalState.WITHDRAWN, later(4))
    assert json.loads(entries[0].payload)["whole"] is True


def test_who_backs_it_takes_only_that_back(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    does("cia", proposals.second, made)
    does("cia", proposals.withdraw, made)

    assert row(made).state is ProposalState.MOVED
    assert movers(made) == [("Agneta", False)]


def test_what_was_withdrawn_is_taken_over_as_a_new_one(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    does("agneta", proposals.withdraw, made)
    anew = put("cia", item, Kind.OTHER, "Gratis buss")

    assert anew != made
    assert movers(anew) == [("Cia", False)]


def test_nobody_takes_back_another_s(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")

    for act, rest in ((proposals.withdraw, ()), (proposals.amend, ("Annat", ""))):
        with refused(NotYours):
            does("cia", act, made, *rest)


def test_it_is_taken_back_until_the_proposals_have_been_gone_through(hall):
    _, item = hall
    first = put("agneta", item, Kind.OTHER, "Gratis buss")
    second = put("agneta", item, Kind.OTHER, "Gratis tåg")
    closed(item)
    does("agneta", proposals.withdraw, first)
    does("ordforande", questions.review_proposals, item)

    with refused(ProposalsClosed, act="alter_proposal", way_out="consent"):
        does("agneta", proposals.withdraw, second)
    with refused(UnknownProposal):
        does("agneta", proposals.withdraw, first)


def test_who_presides_takes_back_what_is_the_board_s(hall):
    _, item = hall
    board = proposals_of(item)[0]
    with refused(NotYours):
        does("agneta", proposals.withdraw, board)
    does("ordforande", proposals.withdraw, board)

    assert row(board).state is ProposalState.WITHDRAWN


# ---- Changing ----


def test_who_moved_it_changes_its_words_and_backers_fall_off(hall):
    meeting, item = hall
    made = put("agneta", item, Kind.AMENDMENT, "att planen gäller i fem år")
    does("cia", proposals.second, made)

    with one_entry(meeting, "proposal.amended") as entries:
        does("agneta", proposals.amend, made, "att planen gäller i sex år", "Det räcker.")
    assert row(made).phrase == "ändringsyrkandet från Agneta\u00a0(S)"
    assert row(made).effect == "planen gäller i sex år"
    assert row(made).motive == "Det räcker."
    assert movers(made) == [("Agneta", False)]
    assert json.loads(entries[0].payload)["seconds_lapsed"] == 1


def test_the_same_words_change_nothing(hall):
    _, item = hall
    made = put("agneta", item, Kind.AMENDMENT, "att planen gäller i fem år")

    with nothing_changes():
        does("agneta", proposals.amend, made, "att planen gäller i fem år.", "")


def test_who_only_backs_it_does_not_change_it(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    does("cia", proposals.second, made)

    with refused(NotYours):
        does("cia", proposals.amend, made, "Annat", "")


def test_a_changed_proposal_must_be_whole_too(hall):
    _, item = hall
    own = put("agneta", item, Kind.OTHER, "Gratis buss")
    referral = put("agneta", item, Kind.REFERRAL, "", "Utred.")
    approval = put("agneta", item, Kind.APPROVAL, "att bifalla en del")

    with refused(ProposalTextMissing):
        does("agneta", proposals.amend, own, " ", "")
    with refused(MotiveMissing):
        does("agneta", proposals.amend, referral, "", " ")
    with refused(ProposalUnfit):
        does("agneta", proposals.amend, approval, "att bifalla en annan del", "")


def test_only_the_reasons_of_a_formal_one_change(hall):
    _, item = hall
    referral = put("agneta", item, Kind.REFERRAL, "", "Utred.")
    does("agneta", proposals.amend, referral, "", "Utred mer.")

    assert (row(referral).motive, row(referral).phrase) == ("Utred mer.", "återremiss")


# ---- For a member, by the desk ----


@pytest.mark.parametrize("who", ["ordforande", "sekreterare"])
def test_the_desk_writes_it_down_for_a_member(hall, who):
    meeting, item = hall
    with one_entry(meeting, "proposal.made") as entries:
        made = put(who, item, Kind.OTHER, "Gratis buss", mover_id=person("cia"))

    assert movers(made) == [("Cia", False)]
    assert json.loads(entries[0].payload)["by"] == f"p{person('cia')}"
    assert json.loads(entries[0].actor)["ref"] == f"p{person(who)}"


@pytest.mark.parametrize("who", ["agneta", "vice1"])
def test_nobody_else_writes_down_what_another_proposes(hall, who):
    with refused(NotPresiding):
        put(who, hall[1], Kind.OTHER, "Gratis buss", mover_id=person("cia"))


def test_the_desk_writes_down_only_for_who_serves(hall):
    with refused(NotServing):
        put("sekreterare", hall[1], Kind.OTHER, "Gratis buss", mover_id=person("bo"))


def test_the_desk_takes_back_and_changes_what_a_member_asks_for(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    chair = person("ordforande"), actor("ordforande")
    proposals.amend(made, chair[0], "Gratis tåg", "", chair[1], now=NOON, mover_id=person("agneta"))
    assert row(made).effect == "Gratis tåg"
    proposals.second(made, chair[0], chair[1], now=NOON, mover_id=person("cia"))
    proposals.withdraw(made, chair[0], chair[1], now=NOON, mover_id=person("agneta"))
    assert row(made).state is ProposalState.WITHDRAWN


# ---- After the debate ----


def test_after_the_debate_nobody_adds_by_himself(hall):
    _, item = hall
    closed(item)

    for who in ("agneta", "ordforande"):
        with refused(ProposalsClosed, way_out="consent", step="proposals"):
            put(who, item, Kind.OTHER, "Gratis buss")


@pytest.mark.parametrize("steps", [(), (questions.review_proposals,)])
def test_with_everybody_s_consent_who_presides_adds_it(hall, steps):
    meeting, item = hall
    closed(item, *steps)

    with refused(ProposalsClosed):
        put("ordforande", item, Kind.OTHER, "Buss", mover_id=person("cia"), unanimous=False)
    with refused(NotPresiding):
        put("cia", item, Kind.OTHER, "Buss", unanimous=True)
    with refused(NotPresiding):
        put("sekreterare", item, Kind.OTHER, "Buss", mover_id=person("cia"), unanimous=True)
    with one_entry(meeting, "proposal.made") as entries:
        put("ordforande", item, Kind.OTHER, "Buss", mover_id=person("cia"), unanimous=True)
    assert json.loads(entries[0].payload)["unanimous"] is True


def test_with_everybody_s_consent_it_is_taken_back_and_changed(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    closed(item, questions.review_proposals)
    me, chair = person("ordforande"), actor("ordforande")
    agneta = {"mover_id": person("agneta"), "unanimous": True}

    proposals.amend(made, me, "Gratis tåg", "", chair, now=NOON, **agneta)
    proposals.withdraw(made, me, chair, now=NOON, **agneta)
    assert (row(made).effect, row(made).state) == ("Gratis tåg", ProposalState.WITHDRAWN)


def test_when_the_order_is_approved_the_chair_goes_back_first(hall):
    _, item = hall
    closed(item, questions.review_proposals)
    does("ordforande", questions.approve_order, item, None)

    with refused(ProposalsClosed, way_out="step_back"):
        put("ordforande", item, Kind.OTHER, "Buss", unanimous=True)


def test_after_the_gavel_nothing_helps(hall):
    _, item = hall
    closed(item, questions.review_proposals)
    does("ordforande", questions.approve_order, item, None)
    does("ordforande", questions.declare, item, proposals_of(item)[0])
    does("ordforande", items.gavel, item)

    with refused(ProposalsClosed, way_out="over", step="decided"):
        put("ordforande", item, Kind.OTHER, "Buss", unanimous=True)


def test_a_council_may_know_no_consent(hall):
    _, item = hall
    house_rules.change("late_proposals", "never", actor("admin"), now=NOON)
    closed(item)

    with refused(ProposalsClosed, way_out="nothing"):
        put("ordforande", item, Kind.OTHER, "Buss", unanimous=True)


# ---- KL 5 kap. 57 § ----


@pytest.mark.parametrize("ground", Ground)
def test_who_presides_refuses_to_put_it(hall, ground):
    meeting, item = hall
    made = put("agneta", item, Kind.OTHER, "att sälja hotellet")

    with one_entry(meeting, "proposal.refused") as entries:
        does("ordforande", proposals.refuse_proposal, made, ground, " Ett annat ärende. ")
    assert (row(made).refused, row(made).state) == (ground, ProposalState.NOT_PUT)
    told = json.loads(entries[0].payload)
    assert (told["ground"], told["reason"]) == (ground.value, "Ett annat ärende.")
    for act, rest in (
        (proposals.second, ()),
        (proposals.withdraw, ()),
        (proposals.amend, ("Annat", "")),
    ):
        with refused(ProposalRefused, ground=ground.value):
            does("agneta", act, made, *rest)
    with refused(ProposalRefused):
        put("cia", item, Kind.OTHER, "att sälja hotellet")
    with refused(ProposalRefused):
        does("ordforande", proposals.refuse_proposal, made, ground, "Igen.")


def test_a_refusal_says_why_and_only_who_presides_refuses(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "att sälja hotellet")

    with refused(ReasonMissing):
        does("ordforande", proposals.refuse_proposal, made, Ground.UNLAWFUL, " ")
    with refused(NotPresiding):
        does("vice1", proposals.refuse_proposal, made, Ground.UNLAWFUL, "Olagligt.")


def test_the_council_overrules_what_was_held_to_be_unlawful(hall):
    meeting, item = hall
    made = put("agneta", item, Kind.OTHER, "att sälja hotellet")
    with refused(UnknownProposal):
        does("ordforande", proposals.overrule_refusal, made)
    does("ordforande", proposals.refuse_proposal, made, Ground.UNLAWFUL, "Olagligt.")

    with one_entry(meeting, "proposal.refusal_overruled"):
        does("ordforande", proposals.overrule_refusal, made)
    assert (row(made).refused, row(made).state) == (None, ProposalState.MOVED)


def test_what_raises_a_new_item_is_not_put_whatever_the_council_says(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "att sälja hotellet")
    does("ordforande", proposals.refuse_proposal, made, Ground.NEW_ITEM, "Nytt ärende.")

    with refused(RefusalStands):
        does("ordforande", proposals.overrule_refusal, made)


def test_what_is_withdrawn_needs_no_refusal(hall):
    _, item = hall
    made = put("agneta", item, Kind.OTHER, "Gratis buss")
    does("agneta", proposals.withdraw, made)

    with refused(UnknownProposal):
        does("ordforande", proposals.refuse_proposal, made, Ground.UNLAWFUL, "Olagligt.")


def test_outside_an_open_meeting_nothing_is_refused(council):
    meeting = a_meeting()
    everyone_present(meeting)
    item = an_item(meeting)

    with refused(MeetingNotOpen):
        does(
            "ordforande",
            proposals.refuse_proposal,
            proposals_of(item)[0],
            Ground.UNLAWFUL,
            "Olagligt.",
        )


def test_the_step_is_never_moved_by_a_proposal(hall):
    from council.store.models import Item

    _, item = hall
    put("agneta", item, Kind.TABLING)

    with reading() as session:
        assert session.get_one(Item, item).step is Step.DEBATE
