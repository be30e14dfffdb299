"""The whole chain of an item's questions: formal ones, points, preparatory ones, additions."""

import pytest

from council.law.majorities import Basis, Special
from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.refusals import (
    AnotherItemOpen,
    DivisionNeeded,
    MustBeTabled,
    NotInBlock,
    NotNow,
    ReasonMissing,
    RecusedHere,
    StillQuorate,
    TooSoon,
    UnknownProposal,
)
from council.law.tally import Choice
from council.services import (
    attendance,
    blocks,
    divisions,
    items,
    meetings,
    questions,
    recusals,
    requests,
    stepping_back,
)
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.models import (
    Clause,
    Division,
    Item,
    ItemKind,
    ItemState,
    MeetingKind,
    MeetingState,
    Proposal,
    ProposalState,
    Question,
)
from tests.factories import (
    NOON,
    a_council,
    a_meeting,
    actor,
    an_item,
    an_open_item,
    does,
    everyone_present,
    holders,
    person,
    press,
    proposals_of,
)
from tests.support.changes import one_entry, refused

CHAIR = "ordforande"
YES, NO = Choice.YES, Choice.NO


@pytest.fixture
def council(any_store):
    with any_store.app_context():
        a_council()
        yield


def put(proposals, *, clauses=(), special=None, **facts):
    """An item whose first question is put."""
    meeting, item = an_open_item(proposals=proposals, **facts)
    with writing() as session:
        row = session.get_one(Item, item)
        row.special = special
        session.add_all(
            Clause(item_id=item, number=number, text=text)
            for number, text in enumerate(clauses, start=1)
        )
    return meeting, item


def to_question(item, order=None):
    does(CHAIR, questions.close_debate, item)
    does(CHAIR, questions.review_proposals, item)
    does(CHAIR, questions.approve_order, item, order)


def find(item, proposal=None, **side):
    """The chair finds, and the gavel falls."""
    does(CHAIR, questions.declare, item, proposal, **side)
    return does(CHAIR, items.gavel, item)


def divide(item, *, yes, abstain=0):
    """A division on what was found: so many yes, so many abstain, the others no."""
    does("agneta", requests.request_division, item)
    division = does(CHAIR, divisions.open_division, item)
    choices = [YES] * yes + [Choice.ABSTAIN] * abstain
    for who, choice in zip(
        holders(), choices + [NO] * (len(holders()) - len(choices)), strict=True
    ):
        press(division, who, choice)
    does(CHAIR, divisions.close_division, division)
    return division


def asked(item):
    """What has been put: kind, point and how it ended."""
    with reading() as session:
        return [
            (one.kind.value, one.clause, one.outcome and one.outcome.value)
            for one in session.query(Question).filter_by(item_id=item).order_by(Question.sequence)
        ]


def row(item):
    with reading() as session:
        return session.get_one(Item, item)


def states(item):
    with reading() as session:
        return [session.get_one(Proposal, number).state for number in proposals_of(item)]


def test_five_proposals_go_through_the_whole_chain_by_acclamation_and_division(council):
    _meeting, item = put((Kind.BOARD, Kind.APPROVAL, *[Kind.COUNTER] * 3))
    a, b, c, d, e = proposals_of(item)
    to_question(item)
    does(CHAIR, questions.declare, item, a)
    does("agneta", requests.request_division, item)
    does(CHAIR, questions.put_preparatory, item)
    find(item, e)  # D against E
    does(CHAIR, questions.declare, item, c)
    divide(item, yes=11)  # C against E
    does(CHAIR, items.gavel, item)
    find(item, b)  # B against C; the main division is next
    assert row(item).step is Step.REQUESTED
    with refused(NotNow, act="put_preparatory"):
        does(CHAIR, questions.put_preparatory, item)
    main = does(CHAIR, divisions.open_division, item)
    press(main, "agneta", NO)
    does(CHAIR, divisions.close_division, main)

    assert does(CHAIR, items.gavel, item) == 1

    assert asked(item) == [
        ("main", None, "no"),
        ("preparatory", None, "no"),
        ("preparatory", None, "yes"),
        ("preparatory", None, "yes"),
    ]
    assert states(item) == [ProposalState.LOST, ProposalState.CARRIED, *[ProposalState.LOST] * 3]
    assert d  # was in the first step only


def test_formal_questions_come_first_and_each_by_itself(council):
    _meeting, item = put((Kind.REFERRAL, Kind.BOARD, Kind.TABLING))
    referral, board, tabling = proposals_of(item)
    to_question(item)

    assert find(item, None) is None  # not tabled
    assert find(item, None) is None  # not referred back
    assert find(item, board) == 1

    assert [kind for kind, _, _ in asked(item)] == ["formal", "formal", "main"]
    with reading() as session:
        put_first = session.get_one(Question, row(item).question_id - 2)
        assert put_first.no_id == tabling
    assert states(item) == [ProposalState.LOST, ProposalState.CARRIED, ProposalState.LOST]
    assert referral


def test_a_formal_proposal_that_carries_leaves_the_others_unput(council):
    _meeting, item = put((Kind.BOARD, Kind.APPROVAL, Kind.TABLING))
    *_, tabling = proposals_of(item)
    to_question(item)

    find(item, tabling)

    assert row(item).state is ItemState.TABLED
    assert states(item) == [ProposalState.NOT_PUT, ProposalState.NOT_PUT, ProposalState.CARRIED]


def test_an_adjournment_that_carries_decides_nothing_in_the_item(council):
    _meeting, item = put((Kind.BOARD, Kind.ADJOURNMENT))
    board, adjournment = proposals_of(item)
    to_question(item)

    assert find(item, adjournment) is None
    assert find(item, board) == 1


def test_yes_and_no_of_a_formal_question_may_change_places(council):
    meeting, item = put((Kind.BOARD, Kind.REFERRAL))
    to_question(item)
    with one_entry(meeting, "question.sides_swapped"):
        does(CHAIR, questions.swap_sides, item)
    does(CHAIR, questions.declare, item, None, side=NO)
    division = divide(item, yes=7)

    with reading() as session:
        held = session.get_one(Division, division)
        assert (held.yes_phrase, held.outcome) == ("att ärendet återremitteras", YES)
        assert (held.present, held.needed, held.had, held.basis) == (21, 7, 7, Basis.MINORITY)
    does(CHAIR, items.gavel, item)
    assert row(item).state is ItemState.REFERRED


def test_sides_of_the_main_question_are_not_swapped(council):
    _meeting, item = put((Kind.BOARD, Kind.APPROVAL))
    to_question(item)

    with refused(NotNow, act="swap_sides"):
        does(CHAIR, questions.swap_sides, item)


def test_each_addition_stands_against_its_rejection_after_the_main_decision(council):
    _meeting, item = put((Kind.BOARD, Kind.ADDITION, Kind.APPROVAL, Kind.ADDITION))
    board, first, _approval, second = proposals_of(item)
    to_question(item)
    find(item, board)
    find(item, first)

    assert find(item, None) == 1

    assert (
        row(item).decision
        == "Regionfullmäktige beslutar att avslå motionen och att göra tillägget."
    )
    assert states(item)[-1] is ProposalState.LOST
    assert second


def test_where_points_differ_each_point_is_put(council):
    _meeting, item = put((Kind.BOARD, Kind.AMENDMENT), clauses=("anta planen", "avsätta medel"))
    board, amendment = proposals_of(item)
    with writing() as session:
        session.get_one(Proposal, amendment).clause = 2
    to_question(item)
    find(item, board)

    assert find(item, amendment) == 1

    assert asked(item) == [("main", 1, "yes"), ("main", 2, "yes")]
    assert row(item).decision == (
        "Regionfullmäktige beslutar att i punkt 1 anta planen och att i punkt 2 bifalla förslaget "
        "med ändring."
    )


def test_an_order_that_mixes_formal_and_material_is_refused(council):
    _meeting, item = put((Kind.BOARD, Kind.REFERRAL))
    does(CHAIR, questions.close_debate, item)
    does(CHAIR, questions.review_proposals, item)

    with refused(UnknownProposal):
        does(CHAIR, questions.approve_order, item, proposals_of(item))


def test_fourteen_for_and_none_against_is_for_the_chair_to_name(council):
    meeting, item = put((Kind.BOARD, Kind.REFERRAL))
    to_question(item)
    does(CHAIR, questions.swap_sides, item)
    does(CHAIR, questions.declare, item, None, side=YES)
    division = divide(item, yes=8, abstain=13)
    with one_entry(meeting, "division.basis_declared"):
        does(CHAIR, divisions.declare_basis, division, Basis.MAJORITY)
    does(CHAIR, items.gavel, item)

    assert (row(item).state, row(item).minority_used) == (ItemState.REFERRED, False)
    with refused(NotNow, act="declare_basis"):
        does(CHAIR, divisions.declare_basis, division, Basis.MINORITY)


def test_a_clear_majority_is_not_for_the_chair_to_name(council):
    _meeting, item = put((Kind.BOARD, Kind.REFERRAL))
    to_question(item)
    does(CHAIR, questions.declare, item, None, side=YES)
    division = divide(item, yes=5)

    with refused(NotNow, act="declare_basis"):
        does(CHAIR, divisions.declare_basis, division, Basis.MINORITY)


def a_third_in_doubt():
    """19 serve, two are there and recused: six ask, which is not a third of 21 but of 18 … 18."""
    meeting, item = put((Kind.BOARD, Kind.REFERRAL))
    everyone = holders()
    for who in everyone[-3:]:
        does(who, recusals.recuse, item, "")
    to_question(item)
    does(CHAIR, questions.declare, item, None, side=YES)
    does("agneta", requests.request_division, item)
    division = does(CHAIR, divisions.open_division, item)
    for place, who in enumerate(everyone[:-3]):
        press(division, who, NO if place < 6 else YES)
    does(CHAIR, divisions.close_division, division)
    return meeting, item, division


@pytest.mark.parametrize(
    ("met", "needed", "state"), [(True, 6, ItemState.REFERRED), (False, 7, ItemState.OPEN)]
)
def test_a_third_that_the_recused_would_undo_is_settled_by_the_chair(council, met, needed, state):
    meeting, item, division = a_third_in_doubt()
    assert row(item).step is Step.TIE
    with refused(NotNow):
        does(CHAIR, divisions.give_casting_vote, division, YES)
    with refused(ReasonMissing):
        does(CHAIR, divisions.settle_doubt, division, met, " ")
    with one_entry(meeting, "division.third_settled"):
        does(CHAIR, divisions.settle_doubt, division, met, "Praxis här")
    does(CHAIR, items.gavel, item)

    assert row(item).state is state
    with reading() as session:
        assert session.get_one(Division, division).needed == needed


def test_what_is_in_no_doubt_is_not_settled(council):
    _meeting, item = put((Kind.BOARD, Kind.REFERRAL))
    to_question(item)
    does(CHAIR, questions.declare, item, None, side=YES)
    division = divide(item, yes=5)

    with refused(NotNow, act="settle_doubt"):
        does(CHAIR, divisions.settle_doubt, division, True, "Skäl")


def special(which, proposals=(Kind.APPROVAL, Kind.REJECTION)):
    meeting, item = put(proposals, special=which)
    with writing() as session:
        session.get_one(Item, item).returns_id = item
    to_question(item)
    return meeting, item


@pytest.mark.parametrize(
    ("which", "yes", "winner"),
    [
        (Special.EXTRA_ELECTION, 13, 1),
        (Special.EXTRA_ELECTION, 14, 0),
        (Special.PEOPLES_INITIATIVE, 8, 0),
        (Special.PEOPLES_INITIATIVE, 7, 1),
        (Special.COMMITTEE_PART, 14, 0),
    ],
)
def test_two_thirds_of_those_present_are_counted_on_the_side_that_needs_them(
    council, which, yes, winner
):
    _meeting, item = special(which)
    wanted = proposals_of(item)
    does(CHAIR, questions.declare, item, wanted[0])
    divide(item, yes=yes)
    does(CHAIR, items.gavel, item)

    carried = [state is ProposalState.CARRIED for state in states(item)]
    assert carried.index(True) == winner


def test_two_thirds_cannot_be_found_by_acclamation(council):
    _meeting, item = special(Special.EXTRA_ELECTION)
    approval, rejection = proposals_of(item)
    does(CHAIR, questions.declare, item, approval)

    with refused(DivisionNeeded, present=21, needed=14):
        does(CHAIR, items.gavel, item)
    does(CHAIR, stepping_back.step_back, item)
    assert find(item, rejection) == 1


def test_an_extra_election_is_tabled_the_first_time(council):
    _meeting, item = put((Kind.APPROVAL, Kind.REJECTION), special=Special.EXTRA_ELECTION)
    to_question(item)
    does(CHAIR, questions.declare, item, proposals_of(item)[1])

    with refused(MustBeTabled):
        does(CHAIR, items.gavel, item)


def test_nor_does_a_division_decide_an_extra_election_the_first_time(council):
    _meeting, item = put((Kind.APPROVAL, Kind.REJECTION), special=Special.EXTRA_ELECTION)
    to_question(item)
    does(CHAIR, questions.declare, item, proposals_of(item)[0])
    does("agneta", requests.request_division, item)

    with refused(MustBeTabled):
        does(CHAIR, divisions.open_division, item)


def test_an_extra_election_waits_six_months_after_the_first_meeting(council):
    meeting = a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
    everyone_present(meeting)
    item = an_item(meeting, proposals=(Kind.APPROVAL, Kind.REJECTION))
    with writing() as session:
        row = session.get_one(Item, item)
        row.special, row.returns_id = Special.EXTRA_ELECTION, item
    does(CHAIR, items.open_item, item)
    to_question(item)
    does(CHAIR, questions.declare, item, proposals_of(item)[0])
    does("agneta", requests.request_division, item)

    with refused(TooSoon):
        does(CHAIR, divisions.open_division, item)


# Several items in one blow


def an_agenda(*kinds):
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    return meeting, [an_item(meeting, proposals=proposals) for proposals in kinds]


def test_items_with_one_proposal_are_decided_in_one_blow_each_with_its_paragraph(council):
    meeting, agenda = an_agenda((Kind.BOARD,), (Kind.BOARD, Kind.APPROVAL), (), (Kind.BOARD,))

    done = blocks.decide_block(meeting, *chair(), agenda, **at_noon())

    assert done == blocks.Block((agenda[0], agenda[2], agenda[3]), (agenda[1],))
    assert [row(item).state.value for item in agenda] == ["decided", "waiting", *["decided"] * 2]
    assert {row(item).block for item in agenda} == {1, None}
    with reading() as session:
        assert [one.settled_by.value for one in session.query(Question)] == ["block", "block"]


def chair():
    return (person(CHAIR),)


def at_noon():
    return {"actor": actor(CHAIR), "now": NOON}


def test_nothing_that_can_be_decided_so_is_refused(council):
    meeting, agenda = an_agenda((Kind.BOARD, Kind.APPROVAL))

    with refused(NotInBlock, number=1):
        blocks.decide_block(meeting, *chair(), agenda, **at_noon())
    with refused(Missing):
        blocks.decide_block(meeting, *chair(), [999], **at_noon())


def test_no_block_while_an_item_is_open(council):
    meeting, agenda = an_agenda((Kind.BOARD,), (Kind.BOARD,), (Kind.BOARD,))
    does(CHAIR, items.open_item, agenda[0])

    with refused(AnotherItemOpen):
        blocks.decide_block(meeting, *chair(), agenda[1:], **at_noon())


# Too few left


def test_an_item_that_too_few_are_left_to_decide_is_laid_aside(council):
    meeting, item = put((Kind.BOARD, Kind.APPROVAL))
    to_question(item)
    with refused(StillQuorate):
        does(CHAIR, items.leave_undecided, item)
    for who in [one for one in holders() if one != CHAIR][:11]:
        does(who, attendance.leave, meeting)
    with one_entry(meeting, "item.left_undecided"):
        does(CHAIR, items.leave_undecided, item)

    assert (row(item).state, row(item).step) == (ItemState.TABLED, Step.LEFT)
    does(CHAIR, meetings.close_meeting, meeting)


def test_an_interpellation_asks_for_leave_before_the_debate(council):
    meeting, item = put((), kind=ItemKind.INTERPELLATION)
    assert row(item).step is Step.QUESTION
    does(CHAIR, questions.declare, item, None, side=YES)
    assert does(CHAIR, items.gavel, item) is None
    assert row(item).step is Step.DEBATE
    does(CHAIR, questions.close_debate, item)
    assert does(CHAIR, items.gavel, item) == 1
    assert row(item).decision == "Interpellationen är besvarad."
    assert meeting


def test_an_interpellation_without_leave_is_not_answered(council):
    _meeting, item = put((), kind=ItemKind.INTERPELLATION)
    does(CHAIR, questions.declare, item, None, side=NO)

    assert does(CHAIR, items.gavel, item) == 1

    assert "inte får ställas" in row(item).decision


def test_what_is_asked_or_answered_is_decided_in_no_block(council):
    meeting, agenda = an_agenda((Kind.BOARD,), (Kind.BOARD,))
    asked = [an_item(meeting, kind=kind, proposals=()) for kind in ASKED]

    with reading() as session:
        assert [one.id for one in blocks.fit_together(session, meeting)] == agenda
    done = blocks.decide_block(meeting, *chair(), [*agenda, *asked], **at_noon())
    assert done.lifted_out == tuple(asked)


ASKED = (ItemKind.INTERPELLATION, ItemKind.QUESTION)


def test_whoever_presides_decides_no_block_with_an_item_to_step_aside_from(council):
    meeting, agenda = an_agenda((Kind.BOARD,), (Kind.BOARD,))
    does(CHAIR, recusals.recuse, agenda[1], "")

    with refused(RecusedHere):
        blocks.decide_block(meeting, *chair(), agenda, **at_noon())
    assert {row(item).state for item in agenda} == {ItemState.WAITING}
