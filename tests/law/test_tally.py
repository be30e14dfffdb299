"""KL 5 kap. 54–56 §§ and 4 kap. 25 §: from votes to an outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.refusals import CastingVoteDue, NoCastingVote, SecretVoteRequired
from council.law.tally import (
    CastingVoteNeeded,
    Choice,
    Count,
    Decided,
    LotNeeded,
    Matter,
    against_own,
    break_tie,
    require_open_vote,
    simple_majority,
)

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN
ORDINARY, PERSONNEL = Matter.ORDINARY, Matter.PERSONNEL

votes = st.integers(0, 149)
counts = st.builds(Count, votes, votes, votes)
matters = st.sampled_from(Matter)


def winner(count: Count) -> Choice | None:
    outcome = simple_majority(count, ORDINARY)
    return outcome.winner if isinstance(outcome, Decided) else None


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "won"),
    [
        (36, 35, 0, YES),
        (35, 36, 0, NO),
        (35, 35, 1, None),
        (3, 2, 60, YES),
        (2, 3, 60, NO),
        (1, 0, 0, YES),
        (0, 1, 0, NO),
        (0, 0, 71, None),
        (0, 0, 0, None),
    ],
)
def test_the_side_with_one_vote_more_has_won(yes, no, abstain, won):
    assert winner(Count(yes, no, abstain)) is won


@pytest.mark.parametrize("matter", Matter)
def test_what_is_won_is_won_by_simple_majority_whatever_the_matter(matter):
    assert simple_majority(Count(36, 35), matter) == Decided(YES, rule="simple_majority")


def test_a_tie_waits_for_the_casting_vote():
    assert simple_majority(Count(35, 35), ORDINARY) == CastingVoteNeeded()


def test_a_tie_in_an_election_waits_for_the_lot():
    assert simple_majority(Count(35, 35), PERSONNEL) == LotNeeded()


@pytest.mark.parametrize("side", [YES, NO])
def test_the_casting_vote_decides_for_either_side(side):
    assert break_tie(CastingVoteNeeded(), side) == Decided(side, rule="casting_vote")


def test_the_chair_may_not_abstain_from_the_casting_vote():
    with pytest.raises(CastingVoteDue):
        break_tie(CastingVoteNeeded(), ABSTAIN)


@pytest.mark.parametrize("vote", Choice)
@pytest.mark.parametrize(
    ("outcome", "decides"),
    [(LotNeeded(), "lot"), (Decided(YES, rule="simple_majority"), "simple_majority")],
)
def test_a_casting_vote_without_its_tie_is_refused_and_told_what_decides(outcome, decides, vote):
    with pytest.raises(NoCastingVote) as refused:
        break_tie(outcome, vote)

    assert refused.value.facts == {"decides": decides}


def test_an_ordinary_item_is_voted_on_openly():
    require_open_vote(ORDINARY)


def test_an_election_is_not_voted_on_openly():
    with pytest.raises(SecretVoteRequired):
        require_open_vote(PERSONNEL)


def test_each_choice_is_counted_as_what_it_is():
    assert Count.of([YES, NO, ABSTAIN, YES, ABSTAIN, YES]) == Count(yes=3, no=1, abstain=2)


def test_no_votes_count_to_nothing():
    assert Count.of([]) == Count(0, 0, 0)


def test_those_who_abstain_have_given_their_vote_too():
    assert Count(yes=3, no=2, abstain=60).given == 65


@given(st.lists(st.sampled_from(Choice)))
def test_no_vote_is_lost_or_counted_twice(choices):
    count = Count.of(choices)

    assert count.given == len(choices)
    assert (count.yes, count.no) == (choices.count(YES), choices.count(NO))


@given(st.lists(st.sampled_from(Choice)), st.randoms(use_true_random=False))
def test_the_order_of_the_votes_does_not_matter(choices, chance):
    shuffled = list(choices)
    chance.shuffle(shuffled)

    assert Count.of(shuffled) == Count.of(choices)


@given(counts, votes)
def test_abstentions_never_decide(count, more):
    assert winner(Count(count.yes, count.no, count.abstain + more)) == winner(count)


@given(counts)
def test_turning_the_question_round_turns_the_winner_round(count):
    turned = {YES: NO, NO: YES, None: None}

    assert winner(Count(count.no, count.yes, count.abstain)) == turned[winner(count)]


@given(counts)
def test_one_more_vote_never_hurts_the_side_that_gets_it(count):
    if winner(count) is YES:
        assert winner(Count(count.yes + 1, count.no, count.abstain)) is YES
    if winner(count) is NO:
        assert winner(Count(count.yes, count.no + 1, count.abstain)) is NO


@given(counts, matters)
def test_the_kind_of_matter_changes_nothing_but_the_tie(count, matter):
    outcome = simple_majority(count, matter)

    assert isinstance(outcome, Decided) is (count.yes != count.no)


@given(counts, st.sampled_from([YES, NO]))
def test_a_casting_vote_is_taken_exactly_at_a_tie(count, vote):
    try:
        decided = break_tie(simple_majority(count, ORDINARY), vote)
    except NoCastingVote:
        assert count.yes != count.no
    else:
        assert count.yes == count.no
        assert decided.winner is vote


@pytest.mark.parametrize(
    ("own", "casting_vote", "against"),
    [
        (Choice.YES, Choice.NO, True),
        (Choice.NO, Choice.YES, True),
        (Choice.YES, Choice.YES, False),
        (Choice.ABSTAIN, Choice.NO, False),
        (None, Choice.YES, False),
    ],
)
def test_a_casting_vote_may_go_against_what_the_chair_voted(own, casting_vote, against):
    assert against_own(own, casting_vote) is against
