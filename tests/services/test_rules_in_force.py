"""Rules of order that change what an act does: each is set, and the act does otherwise."""

import pytest

from council.law.proposals import Kind
from council.law.refusals import VoteStands
from council.law.tally import Choice
from council.services import divisions, proposals, questions, rules_of_order
from council.services.proposals import NewProposal
from council.store.engine import reading
from council.store.models import Division, Question
from tests.factories import (
    NOON,
    actor,
    an_open_division,
    an_open_item,
    does,
    holders,
    later,
    press,
)
from tests.support.changes import refused

pytestmark = pytest.mark.usefixtures("council")


def set_to(**rules):
    rules_of_order.change_all(rules, actor("admin"), now=NOON)


def test_a_vote_changes_unless_the_rules_of_order_say_otherwise():
    opened = an_open_division()
    who = holders()[0]
    press(opened.division, who, Choice.YES, "a")
    press(opened.division, who, Choice.NO, "b", now=later(1))
    does("ordforande", divisions.close_division, opened.division, now=later(2))

    with reading() as session:
        assert session.get(Division, opened.division).votes_no == 1


def test_where_a_vote_stands_the_first_one_counts():
    set_to(votes_may_change="no")
    opened = an_open_division()
    who = holders()[0]
    first = press(opened.division, who, Choice.YES, "a")
    with refused(VoteStands):
        press(opened.division, who, Choice.NO, "b", now=later(1))

    again = press(opened.division, who, Choice.YES, "a", now=later(1))
    assert (again.again, again.code) == (True, first.code)
    press(opened.division, holders()[1], Choice.NO, "c", now=later(1))
    does("ordforande", divisions.close_division, opened.division, now=later(2))
    with reading() as session:
        division = session.get(Division, opened.division)
        assert (division.votes_yes, division.votes_no) == (1, 1)


@pytest.mark.parametrize(("rule", "first"), [("yes", Kind.TABLING), ("no", Kind.REFERRAL)])
def test_which_formal_proposal_is_put_first(rule, first):
    made = {}
    set_to(tabling_before_referral=rule)
    _, item = an_open_item()
    for kind in (Kind.REFERRAL, Kind.TABLING):
        new = NewProposal(kind, motive="Mer behöver utredas.")
        made[kind] = does("agneta", proposals.put_proposal, item, new)
    does("ordforande", questions.close_debate, item)
    does("ordforande", questions.review_proposals, item)
    does("ordforande", questions.approve_order, item, None)

    with reading() as session:
        (question,) = session.query(Question).filter(Question.item_id == item)
        assert question.no_id == made[first]
