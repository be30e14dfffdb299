"""KL 5 kap. 53–54 §§: from proposals to the questions of the chain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.proposals import Kind as Wanted
from council.law.proposals import Proposal
from council.law.questions import (
    Kind,
    Question,
    Round,
    addition_question,
    formal_question,
    next_question,
    rounds,
    steps_left,
)

A, B, C, D, E = 1, 2, 3, 4, 5


@st.composite
def chains(draw):
    """An approved order, the proposal found at the acclamation, and who wins each step."""
    order = draw(st.lists(st.integers(1, 99), min_size=1, max_size=9, unique=True))
    return order, draw(st.sampled_from(order)), draw(st.lists(st.booleans(), min_size=9))


def run(order, main, yes_wins):
    """Put every question of the chain. Returns the questions and what was decided."""
    questions, winners = [], []
    for yes in yes_wins:
        question = next_question(order, main, winners)
        questions.append(question)
        winner = question.yes if yes else question.no
        if question.kind is Kind.MAIN:
            return questions, winner
        winners.append(winner)
    raise AssertionError("the chain has no end")


def test_the_only_proposal_stands_against_its_rejection():
    assert next_question([A], A, []) == Question(Kind.MAIN, yes=A, no=None)


@pytest.mark.parametrize(("main", "against"), [(A, B), (B, A)])
def test_of_two_proposals_the_one_that_was_found_is_yes(main, against):
    assert next_question([A, B], main, []) == Question(Kind.MAIN, yes=main, no=against)


@pytest.mark.parametrize(
    ("order", "main", "winners", "question"),
    [
        ([A, B, C], A, [], Question(Kind.PREPARATORY, B, C)),
        ([A, B, C], A, [C], Question(Kind.MAIN, A, C)),
        ([A, B, C], A, [B], Question(Kind.MAIN, A, B)),
        ([A, B, C, D], A, [], Question(Kind.PREPARATORY, C, D)),
        ([A, B, C, D], A, [D], Question(Kind.PREPARATORY, B, D)),
        ([A, B, C, D], A, [C], Question(Kind.PREPARATORY, B, C)),
        ([A, B, C, D], A, [D, B], Question(Kind.MAIN, A, B)),
        ([A, B, C, D, E], A, [], Question(Kind.PREPARATORY, D, E)),
        ([A, B, C, D, E], A, [E], Question(Kind.PREPARATORY, C, E)),
        ([A, B, C, D, E], A, [E, C], Question(Kind.PREPARATORY, B, C)),
        ([A, B, C, D, E], A, [E, C, C], Question(Kind.MAIN, A, C)),
        ([A, B, C], B, [], Question(Kind.PREPARATORY, A, C)),
        ([A, B, C], C, [A], Question(Kind.MAIN, C, A)),
    ],
)
def test_the_counter_proposal_is_found_from_the_back_of_the_order(order, main, winners, question):
    assert next_question(order, main, winners) == question


@pytest.mark.parametrize(
    ("order", "main", "winners"),
    [
        ([], A, []),
        ([B, C], A, []),
        ([A], A, [A]),
        ([A, B], A, [B]),
        ([A, B, C], A, [C, C]),
        ([A, B, C, D], A, [D, B, B]),
    ],
)
def test_there_is_no_question_for_a_stranger_nor_after_the_main_division(order, main, winners):
    with pytest.raises(ValueError, match="no such step"):
        next_question(order, main, winners)


@pytest.mark.parametrize(
    ("proposals", "winners", "left"),
    [(0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 1), (3, 1, 0), (5, 0, 3), (5, 2, 1), (5, 3, 0)],
)
def test_two_proposals_need_no_preparation_and_each_further_one_step_more(proposals, winners, left):
    assert steps_left(proposals, winners) == left


@given(chains())
def test_the_decision_is_one_of_the_proposals_or_the_rejection_of_the_only_one(chain):
    order, main, yes_wins = chain
    _, decision = run(order, main, yes_wins)

    assert decision in order or (decision is None and len(order) == 1)


@given(chains())
def test_all_but_one_proposal_is_put_aside_one_question_at_a_time(chain):
    order, main, yes_wins = chain
    questions, _ = run(order, main, yes_wins)

    assert len(questions) == max(1, len(order) - 1)


@given(chains())
def test_only_the_last_question_is_the_main_one(chain):
    questions, _ = run(*chain)

    assert [q.kind for q in questions[:-1]] == [Kind.PREPARATORY] * (len(questions) - 1)
    assert questions[-1].kind is Kind.MAIN


@given(chains())
def test_the_main_proposal_is_tested_in_the_main_question_only_and_is_yes_there(chain):
    order, main, yes_wins = chain
    *preparatory, last = run(order, main, yes_wins)[0]

    assert last.yes == main != last.no
    assert all(main not in (q.yes, q.no) for q in preparatory)


@given(chains())
def test_every_other_proposal_meets_somebody(chain):
    order, main, yes_wins = chain
    questions, _ = run(order, main, yes_wins)
    met = {ref for q in questions for ref in (q.yes, q.no)}

    assert set(order) <= met


@given(chains())
def test_no_proposal_comes_back_once_it_has_lost(chain):
    order, main, yes_wins = chain
    questions, _ = run(order, main, yes_wins)
    lost = set()
    for question, yes in zip(questions, yes_wins, strict=False):
        assert question.yes not in lost
        assert question.no not in lost
        lost.add(question.no if yes else question.yes)


@given(chains())
def test_the_steps_left_count_down_to_the_main_question(chain):
    order, main, yes_wins = chain
    questions, _ = run(order, main, yes_wins)

    left = [steps_left(len(order), winners) for winners in range(len(questions))]

    assert left == list(reversed(range(len(questions))))


def test_formal_questions_come_first_then_the_matter_then_each_addition():
    proposals = [
        Proposal(1, Wanted.ADDITION),
        Proposal(2, Wanted.BOARD),
        Proposal(3, Wanted.REFERRAL),
        Proposal(4, Wanted.APPROVAL),
        Proposal(5, Wanted.ADDITION),
    ]

    assert rounds([3, 2, 4, 1, 5], proposals) == [
        Round(Kind.FORMAL, (3,)),
        Round(Kind.MAIN, (2, 4)),
        Round(Kind.ADDITION, (1,)),
        Round(Kind.ADDITION, (5,)),
    ]


def test_nothing_on_the_matter_leaves_no_main_question():
    assert rounds([1], [Proposal(1, Wanted.TABLING)]) == [Round(Kind.FORMAL, (1,))]


def test_where_a_proposal_concerns_one_point_the_matter_is_put_point_by_point():
    proposals = [
        Proposal(1, Wanted.BOARD),
        Proposal(2, Wanted.AMENDMENT, clause=2),
        Proposal(3, Wanted.REJECTION),
    ]

    assert rounds([1, 2, 3], proposals, clauses=3) == [
        Round(Kind.MAIN, (1, 3), 1),
        Round(Kind.MAIN, (1, 2, 3), 2),
        Round(Kind.MAIN, (1, 3), 3),
    ]


def test_a_point_that_nobody_speaks_of_is_not_put():
    assert rounds([2], [Proposal(2, Wanted.AMENDMENT, clause=2)], clauses=3) == [
        Round(Kind.MAIN, (2,), 2)
    ]


def test_yes_of_a_formal_question_is_to_decide_today():
    assert formal_question(7) == Question(Kind.FORMAL, None, 7)


def test_an_addition_stands_against_its_rejection():
    assert addition_question(7) == Question(Kind.ADDITION, 7, None)
