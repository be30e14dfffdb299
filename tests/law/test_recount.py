"""A published division recounted: KL 5 kap. 50 and 55–56 §§."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.recount import Figure, Ground, Published, Recounted, deciding_rule, recount
from council.law.tally import Choice, Count

YES, NO = Choice.YES, Choice.NO
votes = st.integers(0, 400)


@pytest.mark.parametrize(
    ("count", "result", "ground", "rule"),
    [
        (Count(36, 35), YES, None, "simple_majority"),
        (Count(35, 36), NO, None, "simple_majority"),
        (Count(3, 2, 60), YES, None, "simple_majority"),
        (Count(35, 35), YES, None, "casting_vote"),
        (Count(35, 35), NO, None, "casting_vote"),
        (Count(0, 0), YES, None, "casting_vote"),
        (Count(35, 35), NO, Ground.LOT, "lot"),
        (Count(35, 35), NO, Ground.MINORITY, "minority_referral"),
        (Count(40, 25), NO, Ground.MINORITY, "minority_referral"),
        (Count(40, 25), NO, Ground.LOT, "lot"),
        (Count(25, 40), NO, Ground.MINORITY, "simple_majority"),
    ],
)
def test_the_rule_follows_from_the_votes_and_what_is_given(count, result, ground, rule):
    assert deciding_rule(count, result, ground) == rule


def test_the_side_with_fewer_votes_needs_a_ground():
    assert deciding_rule(Count(40, 25), NO, None) is Figure.RESULT


def test_no_lot_is_drawn_where_one_side_has_more():
    assert deciding_rule(Count(40, 25), YES, Ground.LOT) is Figure.RULE


def test_every_figure_that_does_not_agree_is_named():
    published = Published(Count(40, 25, 3), absent=4, result=NO)

    found = recount(published, Count(41, 24, 2), absent=5)

    assert found == Recounted("", tuple(figure for figure in Figure if figure != Figure.RULE))


@given(votes, votes, votes, votes, st.sampled_from([YES, NO]), st.sampled_from([None, *Ground]))
def test_what_is_published_as_it_was_counted_has_no_wrong_figure(
    yes, no, abstain, absent, result, ground
):
    count = Count(yes, no, abstain)

    found = recount(Published(count, absent, result, ground), count, absent)

    assert bool(found.rule) == (found.wrong == ())
    assert set(found.wrong) <= {Figure.RESULT, Figure.RULE}


@given(st.lists(votes, min_size=4, max_size=4), st.integers(0, 3), st.integers(1, 9))
def test_one_figure_changed_is_that_figure_named(figures, place, more):
    told = [*figures]
    told[place] += more
    published = Published(Count(*told[:3]), told[3], YES, Ground.MINORITY)

    found = recount(published, Count(*figures[:3]), figures[3])

    assert found.wrong == (list(Figure)[place],)
