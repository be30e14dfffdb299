"""An item as public data: its papers, and the whole chain of its questions."""

import pytest
from flask import Flask

from council.law.proposals import Kind
from council.services import divisions, items, questions
from council.store.engine import writing
from council.store.models import Document, Item
from tests import factories


@pytest.fixture
def opened(council: Flask) -> factories.Opened:
    """An open division in which all 21 seats may vote."""
    with council.app_context():
        return factories.an_open_division()


def close(opened: factories.Opened) -> None:
    divisions.close_division(
        opened.division,
        factories.person("ordforande"),
        factories.actor("ordforande"),
        now=factories.later(4),
    )


def test_the_chain_of_questions_tells_what_ja_and_nej_meant_and_how_each_ended(council, client):
    with council.app_context():
        opened = factories.an_open_division(proposals=(Kind.BOARD, Kind.APPROVAL, Kind.COUNTER))
        factories.vote(opened.division, yes=5, no=3)
        close(opened)
        main = divisions.open_division(
            opened.item,
            factories.person("ordforande"),
            factories.actor("ordforande"),
            now=factories.later(5),
        )

    steps = client.get(f"/api/v1/items/{opened.item}").json["questions"]

    assert [(step["kind"], step["outcome"]) for step in steps] == [
        ("acclamation", "yes"),
        ("acclamation", "no"),
        ("acclamation", "no"),
        ("acclamation", "yes"),  # of the preparatory question
        ("division", "yes"),
        ("division", None),
    ]
    assert [step["division"] for step in steps[-2:]] == [opened.division, main]
    assert steps[0]["no_means"] == "mot regionstyrelsens förslag"
    assert steps[4]["yes_means"].startswith("för motionens förslag, ")


def test_an_item_that_nothing_has_been_put_on_has_no_questions(council, client):
    with council.app_context():
        _, item = factories.an_open_item()

    told = client.get(f"/api/v1/items/{item}").json

    assert told["questions"] == []
    assert [one["state"] for one in told["proposals"]] == ["moved", "moved"]


def test_a_question_that_the_chair_has_not_answered_has_no_outcome(council, client):
    with council.app_context():
        _, item = factories.an_open_item()
        chair = (factories.person("ordforande"), factories.actor("ordforande"))
        questions.close_debate(item, *chair, now=factories.NOON)
        questions.review_proposals(item, *chair, now=factories.NOON)
        questions.approve_order(item, chair[0], None, chair[1], now=factories.NOON)

    steps = client.get(f"/api/v1/items/{item}").json["questions"]

    assert [(step["kind"], step["outcome"]) for step in steps] == [("acclamation", None)] * 2


def test_the_text_of_an_item_is_its_first_paper_else_what_it_is_about(council, client):
    with council.app_context():
        meeting = factories.a_meeting()
        bare, full = factories.an_item(meeting), factories.an_item(meeting)
        with writing() as session:
            session.get_one(Item, bare).summary = "Kort om ärendet."
            session.add_all(
                Document(
                    item_id=full,
                    position=place,
                    title=title,
                    kind="motion",
                    nonce="00" * 16,
                    text=title,
                )
                for place, title in enumerate(("Motionen", "Utlåtandet"), start=1)
            )

    told = client.get(f"/api/v1/items/{full}").json

    assert client.get(f"/api/v1/items/{bare}").json["text"] == "Kort om ärendet."
    assert told["text"] == "Motionen"
    assert [one["title"] for one in told["documents"]] == ["Motionen", "Utlåtandet"]
    assert told["documents"][0].keys() == {"id", "title", "kind", "text"}


def test_a_decided_item_tells_its_decision(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=5, no=3)
        close(opened)
        items.gavel(
            opened.item,
            factories.person("ordforande"),
            factories.actor("ordforande"),
            now=factories.later(6),
        )

    told = client.get(f"/api/v1/items/{opened.item}").json

    assert told["decision"] == "Regionfullmäktige beslutar att avslå motionen."
    assert (told["paragraph"], told["state"], told["divisions"]) == (
        1,
        "decided",
        [opened.division],
    )
    assert [one["state"] for one in told["proposals"]] == ["carried", "lost"]
    assert told["proposals"][0]["text"] == "att avslå motionen"
