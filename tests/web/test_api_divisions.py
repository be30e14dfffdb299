"""A division as public data: nothing tells how anybody votes while it is open, and all after."""

from collections import Counter

import pytest
from flask import Flask

from council.law.tally import Choice
from council.services import attendance, divisions
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.models import Division, Meeting, MeetingState, Seat
from council.web.api import presenting
from tests import factories
from tests.support.open_data import close

KEYS = {
    *("id", "item", "meeting", "kind", "method", "secret", "question", "yes_means", "no_means"),
    *("state", "opened_at", "closed_at", "counts", "casting_vote", "outcome", "rule"),
    *("present", "needed", "had", "basis", "by_party", "votes", "demonstration"),
}


@pytest.fixture
def opened(council: Flask) -> factories.Opened:
    """An open division in which all 21 seats may vote."""
    with council.app_context():
        return factories.an_open_division()


def get(client, opened):
    return client.get(f"/api/v1/divisions/{opened.division}").json


def test_a_closed_division_is_told_whole(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=5, no=3, abstain=2)
        close(opened)

    told = get(client, opened)

    assert told.keys() == KEYS
    assert told["item"] == {"id": opened.item, "title": "Ärende 1", "paragraph": None}
    assert told["meeting"] == {"id": opened.meeting, "date": "2025-03-05"}
    assert told["counts"] == {"yes": 5, "no": 3, "abstain": 2, "absent": 11}
    assert (told["state"], told["outcome"], told["casting_vote"]) == ("closed", "yes", None)
    assert told["rule"].startswith("KL 5 kap. 55 §: ")
    assert told["yes_means"] == "för regionstyrelsens förslag, motionen avslås"
    assert told["opened_at"] == "2025-03-05T11:00:00.000000Z"


def test_votes_parties_and_counts_agree(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=5, no=3, abstain=2)
        close(opened)

    told = get(client, opened)

    assert Counter(vote["position"] for vote in told["votes"]) == told["counts"]
    for row in told["by_party"]:
        votes = [vote["position"] for vote in told["votes"] if vote["party"] == row["party"]]
        assert {name: votes.count(name) for name in told["counts"]} == {
            name: row[name] for name in told["counts"]
        }


def test_who_was_there_and_gave_no_vote_is_told_from_who_was_not(council, client):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        attendance.leave(
            meeting,
            factories.person("cia"),
            factories.actor("cia"),
            now=factories.MORNING.replace(minute=1),
        )
        opened = factories.an_open_division(meeting=meeting)
        factories.press(opened.division, "ordforande", Choice.YES)
        close(opened)

    votes = {vote["member"]: vote for vote in get(client, opened)["votes"]}

    assert votes["Agneta"]["note"] == "Närvarande, lämnade ingen röst"
    assert (votes["Cia"]["position"], votes["Cia"]["note"]) == ("absent", None)
    assert (votes["Ordföranden"]["position"], votes["Ordföranden"]["note"]) == ("yes", None)


def test_a_vacant_seat_is_absent_without_a_member(council, client):
    with council.app_context():
        with writing() as session:
            session.get_one(Seat, factories.seat("cia")).holder_id = None
        opened = factories.an_open_division()
        factories.press(opened.division, "agneta", Choice.YES)
        close(opened)

    told = get(client, opened)

    assert {"member": None, "party": "V"}.items() <= told["votes"][0].items()
    assert told["counts"]["absent"] == 20


@pytest.mark.parametrize("choice", list(Choice))
def test_an_open_division_tells_nothing(council, client, opened, choice):
    before = client.get(f"/api/v1/divisions/{opened.division}")
    with council.app_context():
        for username in factories.holders():
            factories.press(opened.division, username, choice)

    after = client.get(f"/api/v1/divisions/{opened.division}")

    assert after.json.keys() == KEYS - {"by_party", "votes"}
    assert after.json["counts"] is after.json["outcome"] is after.json["rule"] is None
    assert after.data == before.data
    assert after.headers["ETag"] == before.headers["ETag"]


@pytest.mark.parametrize("path", ["divisions", "decisions", "meetings", "members", "members/1"])
def test_no_other_answer_moves_with_the_presses(council, client, opened, path):
    before = client.get(f"/api/v1/{path}")
    with council.app_context():
        factories.vote(opened.division, yes=21, no=0)

    after = client.get(f"/api/v1/{path}")

    assert (after.data, after.headers["ETag"]) == (before.data, before.headers["ETag"])


def test_a_tie_waits_for_the_casting_vote(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=2, no=2)
        close(opened)
    waiting = get(client, opened)
    with council.app_context():
        divisions.give_casting_vote(
            opened.division,
            factories.person("ordforande"),
            Choice.NO,
            factories.actor("ordforande"),
            now=factories.later(5),
        )

    told = get(client, opened)

    assert (waiting["outcome"], waiting["casting_vote"]) == (None, None)
    assert waiting["counts"]["yes"] == waiting["counts"]["no"] == 2
    assert (told["outcome"], told["casting_vote"]) == ("no", "no")
    assert told["rule"].startswith("KL 5 kap. 56 §: ")
    remarks = {vote["member"]: vote["note"] for vote in told["votes"]}
    assert remarks["Ordföranden"] == "Utslagsröst: nej; Närvarande, lämnade ingen röst"


def annul(opened: factories.Opened) -> None:
    divisions.annul_division(
        opened.division,
        factories.person("ordforande"),
        "Fel fråga ställdes",
        factories.actor("ordforande"),
        now=factories.later(6),
    )


def test_one_declared_void_while_open_was_never_counted(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=5, no=3)
        annul(opened)

    told = get(client, opened)

    assert told["state"] == "annulled"
    assert told["counts"] is told["outcome"] is None
    assert not {"votes", "by_party"} & told.keys()


def test_one_declared_void_afterwards_keeps_its_votes_and_decides_nothing(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=5, no=3)
        close(opened)
        annul(opened)

    told = get(client, opened)

    assert (told["state"], told["outcome"], told["rule"]) == ("annulled", None, None)
    assert told["counts"]["yes"] == 5
    assert len(told["votes"]) == 21


def test_a_secret_one_tells_only_the_sums(council, client, opened):
    with council.app_context():
        factories.vote(opened.division, yes=5, no=3)
        close(opened)
        with writing() as session:
            session.get_one(Division, opened.division).secret = True

    told = get(client, opened)
    listed = client.get(f"/api/v1/divisions/{opened.division}?format=csv").text.splitlines()

    assert told["counts"]["yes"] == 5
    assert not {"votes", "by_party"} & told.keys()
    assert listed == ["seat,member,party,substitute_for,position,note"]


def test_one_of_a_draft_is_not_there(council, client, opened):
    with council.app_context(), writing() as session:
        meeting = session.get_one(Meeting, opened.meeting)
        meeting.state, meeting.opened_at = MeetingState.DRAFT, None

    assert client.get(f"/api/v1/divisions/{opened.division}").status_code == 404
    with council.app_context(), reading() as session, pytest.raises(Missing):
        presenting.division(session, opened.division)
    with council.app_context(), reading() as session, pytest.raises(Missing):
        presenting.item(session, opened.item)
