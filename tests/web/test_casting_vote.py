"""The casting vote against the chair's own vote: the law is silent, so a reason is asked for."""

import pytest

from council.law.tally import Choice
from council.services import divisions
from tests import factories

JSON = {"Accept": "application/json"}


@pytest.fixture
def tied(council):
    """A division in which two voted, one each way, and the chair said yes."""
    with council.app_context():
        opened = factories.an_open_division()
        factories.press(opened.division, "ordforande", Choice.YES)
        factories.press(opened.division, "agneta", Choice.NO)
        factories.does("ordforande", divisions.close_division, opened.division)
        return opened


def give(chair, tied, choice, **more):
    return chair.send(
        f"/voteringar/{tied.division}/utslagsrost",
        data={"choice": choice, "bekraftad": "1", **more},
    )


def test_the_cockpit_tells_how_the_chair_voted_and_asks_why_where_it_goes_against(tied, sign_in):
    page = sign_in("ordforande").get(f"/ordforande/{tied.meeting}").text

    assert "Du röstade ja i omröstningen." in page
    assert page.count('name="reason" rows="2"') == 1
    assert 'id="utslag-no-skal"' in page


def test_a_person_says_why_it_goes_against_the_own_vote(tied, sign_in, client):
    chair = sign_in("ordforande")
    assert give(chair, tied, "no").status_code == 422
    assert client.get(f"/api/v1/divisions/{tied.division}").json["outcome"] is None

    assert give(chair, tied, "no", reason="Frågan bör utredas mer").status_code == 303

    assert client.get(f"/api/v1/divisions/{tied.division}").json["outcome"] == "no"
    assert "Frågan bör utredas mer" in client.get(f"/voteringar/{tied.division}").text


def test_without_scripts_the_question_holds_the_field(tied, sign_in):
    page = sign_in("ordforande").send(
        f"/voteringar/{tied.division}/utslagsrost", data={"choice": "no"}
    )

    assert 'name="reason"' in page.text


def test_with_the_own_vote_nothing_more_is_asked(tied, sign_in):
    assert give(sign_in("ordforande"), tied, "yes").status_code == 303


def test_a_program_may_leave_the_reason_out(tied, sign_in):
    answer = sign_in("ordforande").send(
        f"/voteringar/{tied.division}/utslagsrost", json={"choice": "no"}, headers=JSON
    )

    assert (answer.status_code, answer.json["casting_vote"]) == (200, "no")
