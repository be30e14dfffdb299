"""The public pages and the open data of an item with formal proposals, recusals and points."""

import pytest

from council.law.proposals import Ground, Kind
from council.law.taking_part import Ground as RecusalGround
from council.law.tally import Choice
from council.services import attendance, divisions, items, proposals, questions, requests
from council.services.proposals import NewProposal
from council.services.recusals import lift_recusal, note_recusal, recuse, stand_in
from council.services.taking_part import take_no_part
from council.store.models import MeetingKind, MeetingState
from tests import factories
from tests.factories import does, later, person, press, proposals_of

REASON = "kusin till sökanden"


@pytest.fixture
def meeting(council):
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        attendance.record_present(
            meeting, ["ersattare_v1"], factories.SYSTEM, now=factories.MORNING
        )
    return meeting


def page(client, path):
    return client.get(path).text.replace("\u00a0", " ").replace("&nbsp;", " ")


def to_the_first_question(item):
    for act in (questions.close_debate, questions.review_proposals):
        does("ordforande", act, item)
    does("ordforande", questions.approve_order, item, None)


def referred_by_a_third(meeting):
    """An item with a refused proposal, referred back by seven of 21."""
    _, item = factories.an_open_item(meeting=meeting)
    does("cia", proposals.put_proposal, item, NewProposal(Kind.REFERRAL, "", "Utred kostnaden"))
    other = does("cia", proposals.put_proposal, item, NewProposal(Kind.OTHER, "att köpa en båt"))
    does("ordforande", proposals.refuse_proposal, other, Ground.NEW_ITEM, "Båten är ny")
    to_the_first_question(item)
    does("ordforande", questions.declare, item, None, side=Choice.YES)
    does("cia", requests.request_division, item)
    division = does("ordforande", divisions.open_division, item)
    factories.vote(division, yes=14, no=7)
    does("ordforande", divisions.close_division, division, now=later(2))
    does("ordforande", items.gavel, item, now=later(3))
    return item, division


def test_a_referral_by_a_minority_tells_the_share_and_the_reasons(council, client, meeting):
    with council.app_context():
        item, division = referred_by_a_third(meeting)

    text = page(client, f"/arenden/{item}")
    assert "på begäran av 7 av 21 närvarande; 7 krävdes." in text
    assert text.index("Formella yrkanden") < text.index("Förslag i sak")
    assert "Motivering: Utred kostnaden" in text
    assert "Ställs inte: det väcker ett nytt ärende." in text
    assert "Båten är ny" in text
    assert "Se hur alla röstade i den formella frågan" in text

    shown = page(client, f"/voteringar/{division}")
    assert "<dt>Krävdes</dt><dd>7 av 21 närvarande</dd>" in shown
    assert "<dt>Röstade för</dt><dd>7</dd>" in shown
    assert "KL 5 kap. 50 §" in shown


def test_a_party_on_both_sides_is_marked_on_the_page_and_in_the_data(council, client, meeting):
    with council.app_context():
        _, division = referred_by_a_third(meeting)

    rows = {
        row["party"]: row for row in client.get(f"/api/v1/divisions/{division}").json["by_party"]
    }
    split = [letters for letters, row in rows.items() if row["split"]]
    assert split == [letters for letters, row in rows.items() if row["yes"] and row["no"]]
    shown = page(client, f"/voteringar/{division}")
    assert shown.count("<small>delat</small>") == len(split) > 0
    assert f"Röstade både ja och nej: {', '.join(split)}." in shown


def test_the_data_of_an_item_tells_reasons_refusals_and_points(council, client, meeting):
    with council.app_context():
        item, _ = referred_by_a_third(meeting)

    told = client.get(f"/api/v1/items/{item}").json

    referral, other = told["proposals"][2:]
    assert (referral["kind"], referral["motive"], referral["refused"]) == (
        "referral",
        "Utred kostnaden",
        None,
    )
    assert (other["refused"], other["state"]) == ("new_item", "not_put")
    assert told["clauses"] == []


def test_who_stood_aside_is_told_and_never_why(council, client, meeting):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting, now=later(1))
        does("cia", recuse, item, REASON, now=later(1))
        does("ordforande", stand_in, item, person("cia"), None, now=later(1))
        does("ordforande", note_recusal, item, person("vice1"), RecusalGround.PERSONAL, REASON)
        does("ordforande", lift_recusal, item, person("vice1"), REASON)
        does("agneta", take_no_part, item, now=later(1))
        division = does("ordforande", divisions.open_division, item, now=later(2))
        press(division, "ersattare_v1", Choice.YES, now=later(2))
        does("ordforande", divisions.close_division, division, now=later(3))
        does("ordforande", items.gavel, item, now=later(4))

    text = page(client, f"/arenden/{item}")
    assert "Cia (V) anmäler jäv och deltar inte i handläggningen av ärendet." in text
    assert "finner att jäv inte föreligger." in text
    assert "Deltar inte i beslutet" in text
    data = client.get(f"/api/v1/items/{item}").json
    assert [one["member"] for one in data["recused"]] == ["Cia"]
    assert data["recused"][0]["substitute"] == "Ersättare 1 (V)"
    assert data["not_taking_part"] == [{"member": "Agneta", "party": "S"}]
    votes = client.get(f"/api/v1/divisions/{division}").json["votes"]
    assert {one["member"]: one["note"] for one in votes}["Agneta"] == "Deltar inte i beslutet"
    shown = page(client, f"/voteringar/{division}")
    assert "<small>Deltar inte i beslutet</small>" in shown
    assert "<small>Ersätter Cia (V)</small>" in shown
    hall = page(client, f"/sammantraden/{meeting}")
    assert "Jäv i ärende 1: Cia (V) (Ersättare 1 (V) tjänstgör i stället)." in hall
    for path in (f"arenden/{item}", f"sammantraden/{meeting}", f"voteringar/{division}"):
        assert REASON not in client.get(f"/{path}").text
    assert REASON not in client.get(f"/api/v1/items/{item}").text


def test_a_recused_seat_without_a_substitute_says_so(council, client, meeting):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting, now=later(1))
        does("agneta", recuse, item, REASON, now=later(1))
        division = does("ordforande", divisions.open_division, item, now=later(2))
        press(division, "cia", Choice.YES, now=later(2))
        does("ordforande", divisions.close_division, division, now=later(3))

    assert "<small>Jäv</small>" in page(client, f"/voteringar/{division}")
    votes = client.get(f"/api/v1/divisions/{division}").json["votes"]
    assert {one["member"]: one["note"] for one in votes}["Agneta"] == "Jäv"


def test_a_decision_with_an_addition_tells_its_groups_and_no_figures_of_one_part(
    council, client, meeting
):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting, proposals=(Kind.BOARD,))
        does("cia", proposals.put_proposal, item, NewProposal(Kind.ADDITION, "att följa upp den"))
        to_the_first_question(item)
        does("ordforande", questions.declare, item, proposals_of(item)[0])
        does("ordforande", items.gavel, item)
        does("ordforande", questions.declare, item, None, side=Choice.NO)
        does("cia", requests.request_division, item)
        division = does("ordforande", divisions.open_division, item)
        factories.vote(division, yes=14, no=7)
        does("ordforande", divisions.close_division, division, now=later(2))
        does("ordforande", items.gavel, item, now=later(3))

    text = page(client, f"/arenden/{item}")
    assert "efter omröstning i en av frågorna." in text
    assert text.index("Förslag i sak") < text.index("Tillägg</th>")
    assert "har därmed beslutat att bifalla tilläggsyrkandet från Cia (V)." in text


def test_a_formal_question_that_was_lost_is_not_what_decided(council, client, meeting):
    with council.app_context():
        _, item = factories.an_open_item(meeting=meeting)
        does("cia", proposals.put_proposal, item, NewProposal(Kind.TABLING))
        to_the_first_question(item)
        does("ordforande", questions.declare, item, None, side=Choice.YES)
        does("cia", requests.request_division, item)
        division = does("ordforande", divisions.open_division, item)
        factories.vote(division, yes=20, no=1)
        does("ordforande", divisions.close_division, division, now=later(2))
        does("ordforande", items.gavel, item, now=later(3))
        does("ordforande", questions.declare, item, proposals_of(item)[0], now=later(3))
        does("ordforande", items.gavel, item, now=later(4))

    assert "utan omröstning." in page(client, f"/arenden/{item}")
    [decision] = client.get("/api/v1/decisions").json["decisions"]
    assert decision["division"] is None
