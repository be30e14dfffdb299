"""After the decision: what members add, what the chair sees of it, what the public reads."""

import pytest
from flask import Flask

from council.law.tally import Choice
from council.services import divisions, items, meetings, notes, reservations
from council.store.engine import reading, writing
from council.store.models import Meeting, MeetingState, Note, NoteKind, Reservation
from tests import factories
from tests.factories import does, person

JSON = {"Accept": "application/json"}


@pytest.fixture
def opened(council: Flask):
    """An item decided by a division: cia abstained, the others said yes."""
    with council.app_context():
        opened = factories.an_open_division()
        for username in factories.holders():
            choice = Choice.ABSTAIN if username == "cia" else Choice.YES
            factories.press(opened.division, username, choice)
        does("ordforande", divisions.close_division, opened.division)
        does("ordforande", items.gavel, opened.item)
        return opened


def post(visitor, path, **form):
    return visitor.send(path, data=form)


def reserve(council, opened, username="agneta", *, written=False):
    with council.app_context():
        return does(username, reservations.reserve, opened.item, written)


def note(council, opened, text="Vi undrar.", username="agneta"):
    with council.app_context():
        return does(username, notes.announce, opened.item, NoteKind.NOTE, text)


def close(council, opened):
    with council.app_context():
        does("ordforande", meetings.close_meeting, opened.meeting)


def attest(council, opened):
    with council.app_context(), writing() as session:
        session.get_one(Meeting, opened.meeting).state = MeetingState.ATTESTED


def kept(council, model):
    with council.app_context(), reading() as session:
        return session.query(model).all()


# ---- The member ----


def test_a_member_reserves_from_the_page(council, opened, sign_in):
    agneta = sign_in("agneta")
    page = agneta.get(f"/rosta/begar?arende={opened.item}").text
    assert "Mot beslutet i §\u00a01." in page
    assert "Anmäl innan sammanträdet avslutas." in page
    assert "KL 4 kap. 27 §" in page

    answer = post(agneta, f"/arenden/{opened.item}/reservation", written="1")

    assert answer.status_code == 303
    page = agneta.get(answer.location).text
    assert "Reservation anmäld" in page
    assert "Lämna motiveringen" in page
    assert kept(council, Reservation)[0].written


def test_a_program_reserves(council, opened, sign_in):
    answer = sign_in("agneta").send(
        f"/arenden/{opened.item}/reservation", json={"written": False}, headers=JSON
    )

    assert (answer.status_code, answer.json["state"]) == (200, "done")


def test_who_abstained_is_told_why_not(opened, sign_in):
    cia = sign_in("cia")
    page = cia.get(f"/rosta/begar?arende={opened.item}").text
    why = "Du deltog inte i beslutet och kan inte reservera dig."
    assert why in page

    answer = cia.send(f"/arenden/{opened.item}/reservation", json={}, headers=JSON)

    assert (answer.status_code, answer.json["error"]) == (403, "did_not_decide")
    assert why in answer.json["message"]


def test_after_the_meeting_it_is_too_late_and_the_hour_is_told(council, opened, sign_in):
    close(council, opened)
    agneta = sign_in("agneta")
    why = "Reservation skulle ha anmälts före."
    assert why in agneta.get(f"/rosta/begar?arende={opened.item}").text

    answer = agneta.send(f"/arenden/{opened.item}/reservation", json={}, headers=JSON)

    assert (answer.status_code, answer.json["error"]) == (409, "reservation_too_late")
    assert answer.json["message"].startswith("Sammanträdet är avslutat kl.\u00a012.00.")


def test_reasons_are_handed_in_and_exchanged(council, opened, sign_in):
    reserve(council, opened, written=True)
    close(council, opened)
    agneta = sign_in("agneta")

    path = f"/arenden/{opened.item}/reservation/motivering"
    answer = post(agneta, path, text="Vi ville\r\nannat.")

    assert answer.status_code == 303
    assert "Byt ut motiveringen" in agneta.get(answer.location).text
    assert kept(council, Reservation)[0].text == "Vi ville\nannat."


def test_after_attestation_reasons_are_refused(council, opened, sign_in):
    reserve(council, opened, written=True)
    close(council, opened)
    attest(council, opened)
    agneta = sign_in("agneta")
    assert "Motiveringen skulle ha lämnats före." in agneta.get("/rosta/begar").text

    path = f"/arenden/{opened.item}/reservation/motivering"
    answer = agneta.send(path, json={"text": "För sent."}, headers=JSON)

    assert (answer.status_code, answer.json["error"]) == (409, "reasons_too_late")


def test_promised_reasons_are_found_when_another_meeting_goes_on(council, opened, sign_in):
    reserve(council, opened, written=True)
    close(council, opened)
    with council.app_context():
        factories.a_meeting(state=MeetingState.OPEN)
    agneta = sign_in("agneta")

    page = agneta.get("/rosta/begar").text
    assert "Du har lovat en skriftlig motivering:" in page
    assert f"/rosta/begar?arende={opened.item}#reservera" in page
    assert "Lämna motiveringen" in agneta.get(f"/rosta/begar?arende={opened.item}").text


def test_a_note_waits_for_the_chair(council, opened, sign_in):
    agneta = sign_in("agneta")

    answer = post(agneta, f"/arenden/{opened.item}/anteckning", kind="note", text="Vi undrar.")

    assert answer.status_code == 303
    page = agneta.get(answer.location).text
    assert "Vi undrar." in page
    assert "Ordföranden har inte avgjort än." in page
    assert kept(council, Note)[0].kind is NoteKind.NOTE


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "note", "text": " "}, 422),
        ({"kind": "wrong_press", "text": "x"}, 422),
        ({"kind": "annat", "text": "x"}, 422),
        ({"kind": "statement", "text": "Ett yttrande."}, 200),
    ],
)
def test_what_a_note_must_be(opened, sign_in, body, status):
    answer = sign_in("agneta").send(f"/arenden/{opened.item}/anteckning", json=body, headers=JSON)

    assert answer.status_code == status


def test_a_wrong_press_is_announced_and_the_result_stands(council, opened, sign_in):
    agneta = sign_in("agneta")
    page = agneta.get(f"/rosta/begar?arende={opened.item}").text
    assert "Resultatet ändras inte." in page
    assert f'id="felrost-{opened.division}"' in page

    answer = post(agneta, f"/voteringar/{opened.division}/felrost", intended="no")

    assert answer.status_code == 303
    assert (
        "att avsikten var att rösta nej. Anteckningen påverkar" in agneta.get(answer.location).text
    )
    public = agneta.get(f"/voteringar/{opened.division}").text
    assert "Anmäld felröst: avsåg nej" in public
    told = agneta.get(f"/api/v1/divisions/{opened.division}").json
    assert told["counts"]["no"] == 0


@pytest.mark.parametrize(
    ("intended", "status", "error"),
    [("yes", 409, "no_wrong_press"), ("", 409, "no_wrong_press"), ("kanske", 422, None)],
)
def test_a_wrong_press_says_what_was_meant(opened, sign_in, intended, status, error):
    answer = sign_in("agneta").send(
        f"/voteringar/{opened.division}/felrost", json={"intended": intended}, headers=JSON
    )

    assert answer.status_code == status
    assert error is None or answer.json["error"] == error


@pytest.mark.parametrize("flag", ["kanske", 2, []])
def test_a_flag_is_yes_or_no(opened, sign_in, flag):
    answer = sign_in("agneta").send(
        f"/arenden/{opened.item}/reservation", json={"written": flag}, headers=JSON
    )

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/arenden/99/reservation",
        "/arenden/99/reservation/motivering",
        "/arenden/99/anteckning",
        "/voteringar/99/felrost",
    ],
)
def test_nothing_is_added_to_what_is_not_there(opened, sign_in, path):
    assert sign_in("agneta").send(path, json={}, headers=JSON).status_code == 404


def test_the_member_s_now_leads_to_both(opened, sign_in):
    page = sign_in("agneta").get("/rosta").text

    assert f'href="/rosta/begar?arende={opened.item}#reservera"' in page
    assert f'href="/rosta/begar?arende={opened.item}#felrost-{opened.division}"' in page


def test_a_vote_that_came_too_late_leads_to_a_note(opened, sign_in):
    agneta = sign_in("agneta")

    answer = agneta.send(
        f"/voteringar/{opened.division}/rost",
        data={"choice": "no", "key": "sent"},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 409
    assert f'href="/rosta/begar?arende={opened.item}#anteckning"' in answer.text
    assert "Begär protokollsanteckning" in answer.text


# ---- The chair and the secretary ----


def test_the_chair_sees_what_comes_in_and_settles_it(council, opened, sign_in):
    reserve(council, opened, written=True)
    number = note(council, opened)
    chair = sign_in("ordforande")
    page = chair.get(f"/ordforande/{opened.meeting}").text
    assert "Agneta\u00a0(S)" in page
    assert "motivering väntas" in page
    assert "Vi undrar." in page

    answer = post(chair, f"/anteckningar/{number}/avgor", accepted="1")

    assert answer.status_code == 303
    assert kept(council, Note)[0].accepted_at
    assert "Ta inte in" not in chair.get(f"/ordforande/{opened.meeting}").text


def test_a_note_is_settled_once(council, opened, sign_in):
    number = note(council, opened)
    chair = sign_in("ordforande")
    path = f"/anteckningar/{number}/avgor"

    assert chair.send(path, json={"accepted": False}, headers=JSON).json == {"state": "done"}
    answer = chair.send(path, json={"accepted": True}, headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (409, "already_noted")
    answer = chair.send("/anteckningar/99/avgor", json={"accepted": True}, headers=JSON)
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["ordforande", "sekreterare"])
def test_a_reservation_said_aloud_is_written_down(council, opened, sign_in, who):
    desk = sign_in(who)
    with council.app_context():
        member, other = person("agneta"), person("cia")

    answer = post(desk, f"/arenden/{opened.item}/reservation-av", person=str(member))

    assert answer.status_code == 303
    assert kept(council, Reservation)[0].person_id == member
    page = desk.get(answer.location).text
    assert "Agneta\u00a0(S)" in page
    answer = desk.send(
        f"/arenden/{opened.item}/reservation-av", json={"person": other}, headers=JSON
    )
    assert answer.status_code == 403
    assert answer.json["message"].startswith("Cia deltog inte i beslutet")


def test_before_the_meeting_is_closed_unsettled_notes_are_told(council, opened, sign_in):
    note(council, opened)
    chair = sign_in("ordforande")

    page = post(chair, f"/sammantraden/{opened.meeting}/avsluta").text

    assert "1 protokollsanteckning är inte avgjord." in page
    assert "Reservationer kan inte anmälas efter detta." in page


def test_what_is_unsettled_is_settled_after_the_meeting(council, opened, sign_in):
    number = note(council, opened)
    close(council, opened)
    chair = sign_in("ordforande")
    assert (
        f'action="/anteckningar/{number}/avgor"' in chair.get(f"/ordforande/{opened.meeting}").text
    )

    assert post(chair, f"/anteckningar/{number}/avgor", accepted="1").status_code == 303


def test_the_secretary_sees_what_is_awaited(council, opened, sign_in):
    reserve(council, opened, written=True)
    note(council, opened)
    page = sign_in("sekreterare").get(f"/sekreterare/arenden/{opened.item}").text

    assert "motivering saknas, ska lämnas före justeringen" in page
    assert "ordföranden har inte avgjort än" in page
    assert "reservation av Agneta\u00a0(S)" in page


# ---- The public ----


def test_the_item_s_page_tells_reservations_and_what_the_protocol_notes(council, opened, client):
    reserve(council, opened, written=True)
    with council.app_context():
        does("agneta", reservations.give_reasons, opened.item, "Vi ville annat.")
    refused, taken = note(council, opened, "Inte med."), note(council, opened, "Med.")
    note(council, opened, "Väntar.")
    with council.app_context():
        does("ordforande", notes.settle, refused, False)
        does("ordforande", notes.settle, taken, True)

    page = client.get(f"/arenden/{opened.item}").text
    assert "Reservationer" in page
    assert "skriftlig motivering lämnad" in page
    assert "lämnar följande protokollsanteckning: Med." in page
    for private in ("Vi ville annat.", "Inte med.", "Väntar."):
        assert private not in page

    attest_after_closing(council, opened)
    assert "Vi ville annat." in client.get(f"/arenden/{opened.item}").text


def attest_after_closing(council, opened):
    close(council, opened)
    attest(council, opened)
