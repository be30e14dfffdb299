"""Whose reasons a referral back has, asked on the chair's page (KL 5 kap. 50 § 3 st.)."""

import pytest
from sqlalchemy import select

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import divisions, proposals, questions, requests
from council.services.proposals import NewProposal
from council.store.engine import reading
from council.store.models import Mover, Proposal
from tests.factories import (
    an_open_item,
    does,
    holders,
    press,
    proposals_of,
)

CHAIR = "ordforande"


@pytest.fixture
def referred(council):
    """A division just closed that refers an item back, with the reasons of two who asked."""
    with council.app_context():
        meeting, item = an_open_item()
        for who, why in (("agneta", "Kostnaderna saknas."), ("cia", "Barnen har inte hörts.")):
            does(who, proposals.put_proposal, item, NewProposal(Kind.REFERRAL, motive=why))
        does(CHAIR, questions.close_debate, item)
        does(CHAIR, questions.review_proposals, item)
        does(CHAIR, questions.approve_order, item, None)
        does(CHAIR, questions.declare, item, None)
        does("agneta", requests.request_division, item)
        division = does(CHAIR, divisions.open_division, item)
        for who in holders():
            press(division, who, Choice.NO)
        does(CHAIR, divisions.close_division, division)
        return meeting, item


def test_the_chair_chooses_between_the_reasons_of_those_who_asked(council, referred, sign_in):
    meeting, item = referred
    chair = sign_in(CHAIR)
    with council.app_context(), reading() as session:
        first, second = proposals_of(item)[-2:]
        other = session.scalars(select(Mover.id).where(Mover.proposal_id == second)).one()
    assert f'name="mover" value="{other}"' in chair.get(f"/ordforande/{meeting}").text

    chosen = chair.send(f"/arenden/{item}/motivering", data={"mover": other, "backed": 7})

    assert chosen.status_code == 303
    with council.app_context(), reading() as session:
        assert session.get_one(Proposal, first).motive == "Barnen har inte hörts."
