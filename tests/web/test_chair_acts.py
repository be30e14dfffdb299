"""The chair's addresses: what each act answers to a program and to a form, in which order it is
refused, and that a refusal leaves the record as it was."""

import pytest
from flask import Flask

from council.law.proposals import Kind
from council.law.tally import Choice
from council.store.engine import reading
from council.store.models import ItemKind, MeetingState, Proposal
from tests import factories
from tests.support.record import record_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def meeting(council: Flask) -> int:
    """An open meeting with everybody there."""
    with council.app_context():
        number = factories.a_meeting(state=MeetingState.OPEN)
        factories.everyone_present(number)
        return number


@pytest.fixture
def item(council: Flask, meeting: int) -> int:
    """An item of it that waits."""
    with council.app_context():
        return factories.an_item(meeting)


@pytest.fixture
def opened(council: Flask) -> factories.Opened:
    """An open division."""
    with council.app_context():
        return factories.an_open_division()


@pytest.fixture
def chair(council, sign_in):
    return sign_in("ordforande")


def act(visitor, path, **body):
    return visitor.send(path, json=body, headers=JSON)


def walk(chair, item, *steps):
    for step in steps:
        answer = act(chair, f"/arenden/{item}/{step}")
        assert answer.status_code == 200, (step, answer.text)
    return answer


def to_found(council, chair, item, choose=0):
    """Take an item to where the chair has found for one of its proposals."""
    walk(chair, item, "oppna", "overlaggning-avslutad", "yrkanden-genomgangna")
    walk(chair, item, "propositionsordning")
    return act(chair, f"/arenden/{item}/finner", proposal=proposals(council, item)[choose])


def proposals(council, item):
    with council.app_context():
        return factories.proposals_of(item)


# ---- The meeting ----


def test_a_published_meeting_is_opened(council, chair):
    with council.app_context():
        meeting = factories.a_meeting()

    answer = act(chair, f"/sammantraden/{meeting}/oppna")

    assert (answer.status_code, answer.json) == (200, {"state": "open"})


def test_all_are_recorded_as_present(council, chair):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)

    answer = act(chair, f"/sammantraden/{meeting}/narvaro", usernames="all")

    assert answer.json == {"recorded": 21}


@pytest.mark.parametrize(
    "data",
    [
        {"usernames": ["agneta", "cia"]},
        {"usernames": ["agneta", "cia", "agneta"]},
    ],
)
def test_some_are_recorded_as_present(council, chair, data):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)
    path = f"/sammantraden/{meeting}/narvaro"

    assert chair.send(path, data=data, headers=JSON).json == {"recorded": 2}
    assert act(chair, path, **data).json == {"recorded": 0}


@pytest.mark.parametrize("data", [{"all": "1"}, {"usernames": "all"}])
def test_a_form_records_all(council, chair, data):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)

    answer = chair.send(f"/sammantraden/{meeting}/narvaro", data=data)

    assert (answer.status_code, answer.location) == (303, f"/ordforande/{meeting}")


def test_the_secretary_records_and_comes_back_to_the_own_desk(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)

    answer = sign_in("sekreterare").send(f"/sammantraden/{meeting}/narvaro", data={"all": "1"})

    assert (answer.status_code, answer.location) == (303, f"/sekreterare/{meeting}")


@pytest.mark.parametrize(
    "body",
    [{}, {"usernames": 7}, {"usernames": []}, {"usernames": [7]}, {"usernames": "agneta"},
     {"usernames": [""]}, {"usernames": {"all": True}}, {"usernames": ["a"] * 401}],
)  # fmt: skip
def test_what_is_no_list_of_names_is_refused(council, chair, meeting, body):
    before = record_of(council)

    assert act(chair, f"/sammantraden/{meeting}/narvaro", **body).status_code == 422
    assert record_of(council) == before


def test_a_vice_chair_takes_over(council, sign_in, meeting, item):
    answer = act(sign_in("vice1"), f"/sammantraden/{meeting}/ordforandeskap")

    assert answer.json == {"state": "open"}
    assert act(sign_in("ordforande"), f"/arenden/{item}/oppna").status_code == 403


def test_a_program_closes_the_meeting_at_once(chair, meeting):
    answer = act(chair, f"/sammantraden/{meeting}/avsluta")

    assert answer.json == {"state": "closed"}


def test_a_form_is_asked_before_the_meeting_closes(council, chair, meeting, item):
    before = record_of(council)

    page = chair.send(f"/sammantraden/{meeting}/avsluta", data={})

    assert page.status_code == 200
    assert "1 ärende är inte behandlat." in page.text
    assert "Reservationer kan inte anmälas efter detta." in page.text
    assert record_of(council) == before
    answer = chair.send(f"/sammantraden/{meeting}/avsluta", data={"bekraftad": "1"})
    assert (answer.status_code, answer.location) == (303, f"/ordforande/{meeting}")


# ---- The item ----


WAY = ("oppna", "overlaggning-avslutad", "yrkanden-genomgangna", "propositionsordning")


def test_an_item_goes_its_way_step_by_step(council, chair, item):
    answers = [walk(chair, item, step).json for step in WAY]
    first = proposals(council, item)[0]
    answers.append(act(chair, f"/arenden/{item}/finner", proposal=first).json)

    assert {answer["state"] for answer in answers} == {"open"}
    steps = ["debate", "proposals", "order", "question", "found"]
    assert [answer["step"] for answer in answers] == steps


def test_the_gavel_gives_a_paragraph_and_the_decision(council, chair, item):
    to_found(council, chair, item)

    answer = act(chair, f"/arenden/{item}/klubba")

    assert answer.json == {
        "paragraph": 1,
        "decision": "Regionfullmäktige beslutar att avslå motionen.",
        "state": "decided",
        "step": "decided",
    }


def test_a_form_comes_back_to_the_cockpit(chair, meeting, item):
    answer = chair.send(f"/arenden/{item}/oppna", data={})

    assert (answer.status_code, answer.location) == (303, f"/ordforande/{meeting}")


def test_the_order_can_be_changed(council, chair, item):
    walk(chair, item, "oppna", "overlaggning-avslutad", "yrkanden-genomgangna")
    first, second = proposals(council, item)

    data = {"order": f"{second},{first}"}
    chair.send(f"/arenden/{item}/propositionsordning", data=data)

    with council.app_context(), reading() as session:
        assert session.get(Proposal, second).put_as == 1
        assert session.get(Proposal, first).put_as == 2


@pytest.mark.parametrize(
    ("order", "status"),
    [([1, 1], 422), ([999], 422), ("1,2", 422), ([True], 422), ({"a": 1}, 422), (["1"], 422)],
)
def test_an_order_that_is_none_is_refused(council, chair, item, order, status):
    walk(chair, item, "oppna", "overlaggning-avslutad", "yrkanden-genomgangna")
    before = record_of(council)

    answer = act(chair, f"/arenden/{item}/propositionsordning", order=order)

    assert answer.status_code == status
    assert record_of(council) == before


@pytest.mark.parametrize("proposal", [None, "", "x", -1, 0, 999, True, [1], 10**12])
def test_a_proposal_that_is_none_is_refused(council, chair, item, proposal):
    walk(chair, item, "oppna", "overlaggning-avslutad", "yrkanden-genomgangna")
    walk(chair, item, "propositionsordning")
    before = record_of(council)

    assert act(chair, f"/arenden/{item}/finner", proposal=proposal).status_code == 422
    assert record_of(council) == before


def test_the_chair_records_who_asked_aloud(council, chair, item):
    to_found(council, chair, item)
    with council.app_context():
        agneta = factories.person("agneta")

    answer = act(chair, f"/arenden/{item}/begard-av", person=agneta)

    assert answer.json == {"state": "open", "step": "requested"}


def test_what_was_pressed_too_soon_is_taken_back(council, chair, item):
    to_found(council, chair, item)

    answer = walk(chair, item, "steg-tillbaka")

    assert answer.json == {"state": "open", "step": "question"}


def test_a_gavel_after_a_request_is_refused(council, chair, item):
    to_found(council, chair, item)
    with council.app_context():
        agneta = factories.person("agneta")
    act(chair, f"/arenden/{item}/begard-av", person=agneta)
    before = record_of(council)

    answer = act(chair, f"/arenden/{item}/klubba")

    assert (answer.status_code, answer.json["error"]) == (409, "division_requested")
    assert record_of(council) == before


# ---- The division ----


def test_the_short_way_opens_a_division(chair, item):
    walk(chair, item, "oppna")

    answer = act(chair, f"/arenden/{item}/votering")

    assert (answer.status_code, set(answer.json)) == (200, {"division"})


def test_an_election_is_not_divided_on_openly(council, chair, meeting):
    with council.app_context():
        election = factories.an_item(meeting, kind=ItemKind.ELECTION, proposals=[Kind.BOARD])
    walk(chair, election, "oppna")

    answer = act(chair, f"/arenden/{election}/votering")

    assert (answer.status_code, answer.json["error"]) == (409, "secret_vote_required")


def test_closing_answers_the_division_as_the_public_data_shows_it(council, chair, opened):
    with council.app_context():
        factories.vote(opened.division, yes=3, no=2, abstain=1)

    answer = act(chair, f"/voteringar/{opened.division}/stang")

    assert answer.status_code == 200
    assert answer.json["counts"] == {"yes": 3, "no": 2, "abstain": 1, "absent": 15}
    assert answer.json == chair.get(f"/api/v1/divisions/{opened.division}").json


def test_closing_again_answers_the_same(council, chair, opened):
    first = act(chair, f"/voteringar/{opened.division}/stang")
    before = record_of(council)

    again = act(chair, f"/voteringar/{opened.division}/stang")

    assert (again.status_code, again.json) == (200, first.json)
    assert record_of(council) == before


def test_a_form_is_asked_before_a_division_closes(council, chair, opened):
    with council.app_context():
        factories.press(opened.division, "agneta", Choice.YES)
    before = record_of(council)

    page = chair.send(f"/voteringar/{opened.division}/stang", data={})

    assert page.status_code == 200
    assert "1 av 21 har röstat." in page.text
    assert "Cia\u00a0(V)" in page.text
    assert "Agneta" not in page.text
    assert record_of(council) == before
    answer = chair.send(f"/voteringar/{opened.division}/stang", data={"bekraftad": "1"})
    assert answer.location == f"/ordforande/{opened.meeting}"


def test_a_form_that_closes_what_is_closed_is_not_asked(chair, opened):
    act(chair, f"/voteringar/{opened.division}/stang")

    assert chair.send(f"/voteringar/{opened.division}/stang", data={}).status_code == 303


def test_a_tie_is_broken_after_asking_once(council, chair, opened):
    act(chair, f"/voteringar/{opened.division}/stang")
    path = f"/voteringar/{opened.division}/utslagsrost"
    before = record_of(council)

    page = chair.send(path, data={"choice": "no"})

    assert "Din utslagsröst avgör: motionen bifalls. Den blir offentlig." in page.text
    assert record_of(council) == before
    chair.send(path, data={"choice": "no", "bekraftad": "1"})
    data = chair.get(f"/api/v1/divisions/{opened.division}").json
    assert (data["casting_vote"], data["outcome"]) == ("no", "no")


def test_a_program_breaks_a_tie_at_once(chair, opened):
    act(chair, f"/voteringar/{opened.division}/stang")

    answer = act(chair, f"/voteringar/{opened.division}/utslagsrost", choice="yes")

    assert answer.json["casting_vote"] == "yes"


@pytest.mark.parametrize(
    ("choice", "status", "error"),
    [("abstain", 409, "casting_vote_due"), ("maybe", 422, "unknown_choice"),
     ("", 422, "unknown_choice"), (1, 422, "unknown_choice")],
)  # fmt: skip
def test_no_other_casting_vote_is_taken(council, chair, opened, choice, status, error):
    act(chair, f"/voteringar/{opened.division}/stang")
    before = record_of(council)

    answer = act(chair, f"/voteringar/{opened.division}/utslagsrost", choice=choice)

    assert (answer.status_code, answer.json["error"]) == (status, error)
    assert record_of(council) == before


def test_a_casting_vote_without_a_tie_is_refused(council, chair, opened):
    with council.app_context():
        factories.vote(opened.division, yes=2, no=1)
    act(chair, f"/voteringar/{opened.division}/stang")

    answer = act(chair, f"/voteringar/{opened.division}/utslagsrost", choice="yes")

    assert (answer.status_code, answer.json["error"]) == (409, "no_casting_vote")


def test_a_division_is_declared_void_with_a_reason(chair, opened):
    answer = act(chair, f"/voteringar/{opened.division}/ogiltig", reason="Fel fråga ställdes.")

    assert answer.json["state"] == "annulled"


def test_without_a_reason_nothing_is_void(council, chair, opened):
    before = record_of(council)

    answer = act(chair, f"/voteringar/{opened.division}/ogiltig", reason="  ")

    assert (answer.status_code, answer.json["error"]) == (422, "reason_missing")
    assert record_of(council) == before


ACTS = [
    "/sammantraden/{meeting}/avsluta",
    "/arenden/{item}/overlaggning-avslutad",
    "/arenden/{item}/yrkanden-genomgangna",
    "/arenden/{item}/propositionsordning",
    "/arenden/{item}/steg-tillbaka",
    "/arenden/{item}/votering",
    "/arenden/{item}/klubba",
    "/voteringar/{division}/stang",
]


@pytest.mark.parametrize("path", ACTS)
def test_only_who_presides_acts(council, sign_in, opened, path):
    numbers = {"meeting": opened.meeting, "item": opened.item, "division": opened.division}
    before = record_of(council)

    answer = act(sign_in("vice1"), path.format(**numbers))

    assert (answer.status_code, answer.json["error"]) == (403, "not_presiding")
    assert record_of(council) == before
