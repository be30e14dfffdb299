"""The address on which everybody votes: what it answers, in which order, and that a refusal
leaves the record as it was."""

import pytest
from flask import Flask

from council.law.tally import Choice
from council.services import divisions
from tests import factories
from tests.support.record import record_of

JSON = {"Accept": "application/json"}
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def opened(council: Flask) -> factories.Opened:
    """An open division in which everybody but those who came late may vote."""
    with council.app_context():
        return factories.an_open_division()


def cast(visitor, division, *, headers=JSON, **body):
    return visitor.send(f"/voteringar/{division}/rost", json=body, headers=headers)


def close(app, opened):
    with app.app_context():
        chair = factories.person("ordforande")
        divisions.close_division(
            opened.division, chair, factories.actor("ordforande"), now=factories.later(5)
        )


def test_a_press_is_answered_with_what_was_recorded(sign_in, opened):
    answer = cast(sign_in("agneta"), opened.division, choice="yes", key="k1")

    assert answer.status_code == 200
    assert set(answer.json) == {"division", "choice", "recorded_at", "receipt"}
    assert (answer.json["division"], answer.json["choice"]) == (opened.division, "yes")


def test_the_same_key_again_is_the_same_press(sign_in, opened):
    agneta = sign_in("agneta")
    first = cast(agneta, opened.division, choice="yes", key="k1")

    again = cast(agneta, opened.division, choice="yes", key="k1")

    assert again.status_code == 200
    assert again.json == {**first.json, "again": True}


def test_a_lost_answer_is_given_again_after_the_gavel(council, sign_in, opened):
    agneta = sign_in("agneta")
    first = cast(agneta, opened.division, choice="no", key="k1")
    close(council, opened)

    again = cast(agneta, opened.division, choice="no", key="k1")

    assert (again.status_code, again.json["receipt"]) == (200, first.json["receipt"])


@pytest.mark.parametrize(
    ("who", "body", "status", "error"),
    [
        ("agneta", {"choice": "maybe"}, 422, "unknown_choice"),
        ("agneta", {}, 422, "unknown_choice"),
        ("agneta", {"choice": 1}, 422, "unknown_choice"),
        ("agneta", {"choice": ["yes"]}, 422, "unknown_choice"),
        ("agneta", {"choice": "yes", "key": "k" * 65}, 422, "bad_key"),
        ("agneta", {"choice": "yes", "key": 7}, 422, "bad_key"),
        ("agneta", {"choice": "yes", "key": "a\x00b"}, 422, "bad_key"),
        ("bo", {"choice": "yes"}, 403, "substitute_not_serving"),
        ("dag", {"choice": "yes"}, 403, "no_vote"),
        ("sekreterare", {"choice": "yes"}, 403, "no_vote"),
        ("admin", {"choice": "yes"}, 403, "no_vote"),
    ],
)
def test_a_refused_press_changes_nothing(council, sign_in, opened, who, body, status, error):
    visitor = sign_in(who)
    before = record_of(council)

    answer = cast(visitor, opened.division, **body)

    assert (answer.status_code, answer.json["error"]) == (status, error)
    assert answer.json["message"]
    assert record_of(council) == before


def test_a_key_for_two_choices_is_refused_and_the_first_stands(council, sign_in, opened):
    agneta = sign_in("agneta")
    cast(agneta, opened.division, choice="yes", key="k1")
    before = record_of(council)

    answer = cast(agneta, opened.division, choice="no", key="k1")

    assert (answer.status_code, answer.json["error"]) == (409, "key_reused")
    assert "JA" in answer.json["message"]
    assert record_of(council) == before


def test_after_the_gavel_a_press_is_too_late(council, sign_in, opened):
    agneta = sign_in("agneta")
    close(council, opened)
    before = record_of(council)

    answer = cast(agneta, opened.division, choice="yes")

    assert (answer.status_code, answer.json["error"]) == (409, "not_open")
    assert record_of(council) == before


def test_who_has_not_signed_in_is_told_before_anything_else(client, opened):
    answer = client.post(f"/voteringar/{opened.division}/rost", headers=JSON, json={})

    assert (answer.status_code, answer.json) == (
        401,
        {"error": "not_signed_in", "message": "Logga in för att rösta."},
    )


def test_a_press_without_the_token_is_refused(council, sign_in, opened):
    agneta = sign_in("agneta")
    before = record_of(council)

    answer = agneta.post(
        f"/voteringar/{opened.division}/rost", headers=JSON, json={"choice": "yes"}
    )

    assert (answer.status_code, answer.json["error"]) == (400, "csrf")
    assert record_of(council) == before


@pytest.mark.parametrize("number", [4711, 2**31 - 1, 2**31, 10**30])
def test_no_such_division_is_404_whatever_the_form_holds(sign_in, opened, number):
    answer = cast(sign_in("agneta"), number, choice="maybe")

    assert answer.status_code == 404


def test_a_choice_given_twice_is_refused(sign_in, opened):
    answer = sign_in("agneta").send(
        f"/voteringar/{opened.division}/rost",
        data={"choice": ["yes", "no"]},
        headers=JSON,
    )

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b'{"choice":"yes","choice":"no"}', 422),
        (b"[" * 2000, 400),
        (b'{"choice":"yes","a":' + b"[" * 2000 + b"]" * 2000 + b"}", 400),
        (b"null", 400),
        (b'{"choice"', 400),
    ],
)
def test_nonsense_json_is_refused_and_changes_nothing(council, sign_in, opened, content, status):
    agneta = sign_in("agneta")
    before = record_of(council)

    answer = agneta.send(
        f"/voteringar/{opened.division}/rost",
        data=content,
        content_type="application/json",
        headers=JSON,
    )

    assert answer.status_code == status
    assert set(answer.json) == {"error", "message"}
    assert record_of(council) == before


def test_a_strange_way_on_is_not_followed(sign_in, opened):
    answer = sign_in("agneta").send(
        f"/voteringar/{opened.division}/rost",
        data=b'{"choice":"yes","next":"/\\ud800"}',
        content_type="application/json",
        headers={"Accept": "text/html"},
    )

    assert (answer.status_code, answer.location) == (303, "/rosta")


def test_a_press_from_before_the_key_was_changed_still_counts(council, sign_in, opened):
    agneta = sign_in("agneta")
    council.config["SECRET_KEY_FALLBACKS"] = [council.config["SECRET_KEY"]]
    council.config["SECRET_KEY"] = "n" * 40

    answer = cast(agneta, opened.division, choice="yes")

    assert answer.status_code == 200


def test_a_plain_form_comes_back_to_the_ballot(sign_in, opened):
    agneta = sign_in("agneta")

    answer = agneta.send(f"/voteringar/{opened.division}/rost", data={"choice": "no"})

    assert (answer.status_code, answer.location) == (303, "/rosta")
    assert "Mottagen" in agneta.get("/rosta").text


def test_a_script_gets_the_state_line_alone(sign_in, opened):
    agneta = sign_in("agneta")

    answer = cast(agneta, opened.division, headers=FRAGMENT, choice="yes")

    assert answer.status_code == 200
    assert 'data-recorded="yes"' in answer.text
    assert "<html" not in answer.text


def test_a_script_is_told_of_a_refusal_where_the_eye_is(council, sign_in, opened):
    agneta = sign_in("agneta")
    close(council, opened)

    answer = cast(agneta, opened.division, headers=FRAGMENT, choice="yes")

    assert answer.status_code == 409
    assert 'data-code="not_open"' in answer.text
    assert "Räknas inte." in answer.text


def test_the_ballot_shows_the_newest_press_and_what_it_replaced(sign_in, opened):
    agneta = sign_in("agneta")
    cast(agneta, opened.division, choice="yes", key="k1")
    cast(agneta, opened.division, choice="no", key="k2")

    page = agneta.get("/rosta").text

    assert 'data-recorded="no"' in page
    assert "Ersätter JA" in page


def test_a_ballot_shows_nobody_elses_vote(council, sign_in, opened):
    with council.app_context():
        factories.press(opened.division, "cia", Choice.NO)

    page = sign_in("agneta").get("/rosta").text

    assert "Du har inte röstat än." in page
    assert 'aria-pressed="true"' not in page


def test_who_may_not_vote_sees_the_buttons_and_the_reason(sign_in, opened):
    page = sign_in("bo").get("/rosta").text

    assert "Du är ersättare och tjänstgör inte i det här ärendet." in page
    assert "<button" not in page.split('class="val"')[1].split('id="rost-laget"')[0]
