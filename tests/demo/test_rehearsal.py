"""The rehearsal: whom it plays and how, and a whole division over HTTP."""

import threading
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPSConnection

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.serving import WSGIRequestHandler, make_server

from council.demo import rehearsal
from council.demo.rehearsal import Councillor, NobodySignedIn, Plan, Rehearsal, turns
from council.demo.tablet import Answer, BadAddress, Tablet, Unreachable
from council.law.tally import Choice
from council.services import divisions, items, meetings
from council.store.engine import reading
from council.store.models import Division, DivisionState, Item, Presence, Press
from tests import factories
from tests.factories import does

CHAIR = "ordforande"
CAST = [
    Councillor(f"ledamot{number:03}", party)
    for party, numbers in (("S", range(30)), ("M", range(30, 60)), ("X", range(60, 90)))
    for number in numbers
]


def plan(url: str = "http://127.0.0.1:1", meeting: int = 1, **others: object) -> Plan:
    facts = {"password": factories.PASSWORD, "seed": 7, "within": 0.1} | others
    return Plan(url=url, meeting_id=meeting, **facts)


class TestTurns:
    """Who presses what, when."""

    def test_the_same_seed_gives_the_same_presses(self):
        assert turns(plan(), 3, CAST) == turns(plan(), 3, CAST)
        assert turns(plan(), 3, CAST) != turns(plan(seed=8), 3, CAST)
        assert turns(plan(), 3, CAST) != turns(plan(), 4, CAST)

    def test_parties_lean_as_the_hall_does(self):
        last = {turn.username: turn.choice for turn in turns(plan(), 1, CAST)}
        by = Counter((one.party, last.get(one.username)) for one in CAST)
        assert by["S", "no"] > 20
        assert by["M", "yes"] > 20
        assert 5 < by["X", "yes"] < 25

    def test_somebody_abstains_stays_silent_and_changes_their_mind(self):
        many = [Councillor(f"u{number}", "M") for number in range(500)]
        found = turns(plan(), 1, many)
        assert any(turn.choice == "abstain" for turn in found)
        assert len({turn.username for turn in found}) < 500
        assert len(found) > len({turn.username for turn in found})

    def test_presses_come_in_time_and_each_has_a_key_of_its_own(self):
        found = turns(plan(), 1, CAST)
        assert [turn.after for turn in found] == sorted(turn.after for turn in found)
        assert all(0 <= turn.after <= 0.1 for turn in found)
        assert len({(turn.username, turn.key) for turn in found}) == len(found)


class Quiet(WSGIRequestHandler):
    """Keeps connections, and keeps no log."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(council: Flask) -> Iterator[str]:
    """The address of a server with the standing council."""
    server = make_server("127.0.0.1", 0, council, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(rehearsal, "PAUSE", 0.02)
    monkeypatch.setattr(rehearsal, "LONGEST_OUTAGE", 0.2)


@pytest.fixture
def item(council: Flask) -> int:
    with council.app_context():
        return factories.an_item(factories.a_meeting())


def seated() -> list[Councillor]:
    return [Councillor(username, "S") for username in factories.holders() if username != CHAIR]


class Chair:
    """Leads the meeting by what the rehearsal says."""

    def __init__(self, item: int) -> None:
        self.item = item
        self.said: list[str] = []
        with reading() as session:
            self.meeting = session.get_one(Item, item).meeting_id

    def hear(self, line: str) -> None:
        """Open one division, and close the meeting after it."""
        self.said.append(line)
        if "inloggade" in line:
            does(CHAIR, meetings.open_meeting, self.meeting)
            self.open(self.item)
        elif "mottagna" in line:
            self.close()

    def open(self, item: int) -> None:
        """Open an item and a division on it."""
        self.item = item
        does(CHAIR, items.open_item, item)
        self.division = does(CHAIR, divisions.open_division, item)

    def decide(self) -> None:
        """Close the division, break a tie, let the gavel fall."""
        does(CHAIR, divisions.close_division, self.division)
        with reading() as session:
            tied = session.get_one(Division, self.division).outcome is None
        if tied:
            does(CHAIR, divisions.give_casting_vote, self.division, Choice.YES)
        does(CHAIR, items.gavel, self.item)

    def close(self) -> None:
        """Decide, and close the meeting."""
        self.decide()
        does(CHAIR, meetings.close_meeting, self.meeting)


def test_a_whole_division_is_played_over_http(council, served, item):
    with council.app_context():
        chair = Chair(item)
        Rehearsal(plan(served, chair.meeting), seated(), chair.hear).run()
        with reading() as session:
            there = session.scalar(select(func.count()).select_from(Presence))
            division = session.scalars(select(Division)).one()
            presses = session.scalar(select(func.count()).select_from(Press))
    assert there == 20
    assert division.state is DivisionState.CLOSED
    assert (division.votes_absent or 0) < 5
    assert chair.said == [
        "20 ledamöter är inloggade och på plats.",
        "Omröstning 1 är öppen.",
        f"{presses} tryck är mottagna.",
        "Övningen är slut.",
    ]


def test_presses_after_the_gavel_are_counted_as_not_taken(council, served, item):
    said: list[str] = []
    with council.app_context():
        chair = Chair(item)

        def hear(line: str) -> None:
            said.append(line)
            if "inloggade" in line:
                chair.hear(line)
            if "öppen" in line:
                chair.close()

        Rehearsal(plan(served, chair.meeting), seated(), hear).run()
    assert said[2] == "0 tryck är mottagna."
    assert said[3].endswith("tryck togs inte emot.")


def test_every_division_of_the_meeting_is_played_once(council, served, item):
    with council.app_context():
        chair = Chair(item)
        other = factories.an_item(chair.meeting)

        def hear(line: str) -> None:
            chair.said.append(line)
            if "inloggade" in line:
                does(CHAIR, meetings.open_meeting, chair.meeting)
                chair.open(item)
            elif "mottagna" in line and chair.item == item:
                chair.decide()
                chair.open(other)
            elif "mottagna" in line:
                chair.close()

        Rehearsal(plan(served, chair.meeting), seated(), hear).run()
    assert [line for line in chair.said if "öppen" in line] == [
        "Omröstning 1 är öppen.",
        "Omröstning 2 är öppen.",
    ]


def test_a_division_that_was_closed_before_is_passed_by(council, served, item):
    with council.app_context():
        chair = Chair(item)
        does(CHAIR, meetings.open_meeting, chair.meeting)
        factories.everyone_present(chair.meeting)
        chair.open(item)
        chair.decide()
        Rehearsal(plan(served, chair.meeting, limit=0.3), seated()[:1], chair.said.append).run()
    assert chair.said[-1] == "Övningen är slut."
    assert not [line for line in chair.said if "öppen" in line]


def test_a_press_that_nobody_answers_is_counted(council, served, item, monkeypatch):
    def cut(tablet, path, facts):
        raise Unreachable

    with council.app_context():
        chair = Chair(item)

        def hear(line: str) -> None:
            chair.hear(line)
            if "öppen" in line:
                monkeypatch.setattr(Tablet, "post", cut)

        Rehearsal(plan(served, chair.meeting), seated(), hear).run()
    assert chair.said[2] == "0 tryck är mottagna."
    assert chair.said[3].endswith("tryck togs inte emot.")


def test_a_meeting_that_is_over_ends_the_rehearsal(council, served, item):
    with council.app_context():
        chair = Chair(item)
        does(CHAIR, meetings.open_meeting, chair.meeting)
        does(CHAIR, meetings.close_meeting, chair.meeting)
        Rehearsal(plan(served, chair.meeting), seated()[:2], chair.said.append).run()
    assert chair.said[-1] == "Övningen är slut."


def test_it_ends_by_itself_after_its_time(council, served, item):
    with council.app_context():
        chair = Chair(item)
        Rehearsal(plan(served, chair.meeting, limit=0.1), seated()[:2], chair.said.append).run()
    assert chair.said[-1] == "Övningen är slut."


def test_nobody_comes_in_with_another_password(council, served, item):
    with council.app_context():
        run = Rehearsal(plan(served, password="fel lösenord"), seated()[:2], lambda line: None)
        with pytest.raises(NobodySignedIn):
            run.run()


def test_nothing_answers(council):
    with council.app_context(), pytest.raises(Unreachable):
        Rehearsal(plan(), seated(), lambda line: None).run()


def test_an_outage_that_lasts_ends_it(council, served, item, monkeypatch):
    with council.app_context():
        chair = Chair(item)

        def hear(line: str) -> None:
            def cut(*_: object) -> None:
                raise Unreachable

            monkeypatch.setattr(Tablet, "_send", cut)

        with pytest.raises(Unreachable):
            Rehearsal(plan(served, chair.meeting), seated()[:1], hear).run()


class TestTablet:
    """One simulated browser."""

    @pytest.mark.parametrize("url", ["hej", "ftp://x", "http://", ""])
    def test_what_is_no_address_is_refused(self, url):
        with pytest.raises(BadAddress):
            Tablet(url)

    def test_what_was_cut_is_sent_again_once(self, council, served, monkeypatch):
        sent: list[str] = []
        send = Tablet._once

        def cut_the_first(tablet, method, path, body, headers):
            sent.append(path)
            if len(sent) == 1:
                raise ConnectionResetError
            return send(tablet, method, path, body, headers)

        monkeypatch.setattr(Tablet, "_once", cut_the_first)
        with Tablet(served) as tablet:
            assert tablet.sign_in("agneta", factories.PASSWORD).facts["username"] == "agneta"
        assert sent == ["/login", "/login", "/login"]

    def test_what_is_no_object_has_no_facts(self):
        assert Answer(200, "[1]").facts == {}
        assert Answer(200, "<html>").facts == {}

    def test_tls_is_spoken_where_the_address_says_so(self):
        assert isinstance(Tablet("https://rost.example")._connection, HTTPSConnection)
