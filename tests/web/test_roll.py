"""The roll on the pages: the chair's C2, the member's M2 and the part on recusal of M5."""

import re

import pytest
from flask import Flask

from council.law.taking_part import Ground
from council.services import attendance, items, recusals, rules_of_order
from council.services.substitutes import call_substitute
from council.store.journal import SYSTEM
from council.store.models import MeetingState
from council.web.chair.live import live_regions
from council.web.member.live import live_regions as member_regions
from tests import factories
from tests.factories import NOON, does, holders, person, seat
from tests.support.pages import faults_of

JSON = {"Accept": "application/json"}
SECRET = "min syster äger marken"


@pytest.fixture
def meeting(council: Flask) -> int:
    """An open meeting; Agneta has not come, Bo waits."""
    with council.app_context():
        number = factories.a_meeting(state=MeetingState.OPEN)
        here = [one for one in holders() if one != "agneta"]
        attendance.record_present(number, [*here, "bo"], SYSTEM, now=NOON)
        return number


@pytest.fixture
def item(council, meeting) -> int:
    with council.app_context():
        return factories.an_item(meeting)


def inside(council, act, *args, **rest):
    with council.app_context():
        return act(*args, **rest)


def setting(council, key, value):
    inside(council, rules_of_order.change, key, value, SYSTEM, now=NOON)


def shown(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text
    assert faults_of(answer.text) == []
    return told(answer.text)


def told(page):
    """The words of a page."""
    main = re.sub(r"<(script|template).*?</\1>", " ", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", "", main).replace("\u00a0", " ").replace("\u00ad", "")
    return re.sub(r"\s+", " ", text)


def roll_of(visitor, meeting):
    return shown(visitor, f"/ordforande/{meeting}?visa=upprop")


# C2


def test_the_chair_approves_who_is_next_in_turn(council, meeting, sign_in):
    chair = sign_in("ordforande")
    page = roll_of(chair, meeting)
    assert "Plats 5: Agneta (S) har inte kommit. Näst i tur: Bo (S), incheckad." in page

    answer = chair.send(
        f"/sammantraden/{meeting}/inkallning", data={"seat": inside(council, seat, "agneta")}
    )
    assert answer.status_code == 303
    assert answer.location.endswith("visa=upprop")

    page = roll_of(chair, meeting)
    assert "5 · Bo (S) för Agneta" in page
    assert "Bo (S) tjänstgör för Agneta (S), plats 5" in page
    assert "Byten (" not in page


def test_a_program_is_told_who_serves(council, meeting, sign_in):
    answer = sign_in("sekreterare").send(
        f"/sammantraden/{meeting}/inkallning",
        json={"seat": inside(council, seat, "agneta")},
        headers=JSON,
    )

    assert answer.json == {"serves": inside(council, person, "bo")}


def test_in_mid_item_the_substitute_enters_at_the_next(council, meeting, item, sign_in):
    inside(council, does, "ordforande", items.open_item, item)

    assert "Träder in vid nästa ärende." in roll_of(sign_in("ordforande"), meeting)


def test_another_is_chosen_only_where_the_rules_of_order_say_so(council, meeting, sign_in):
    inside(council, attendance.record_present, meeting, ["ersattare_s2"], SYSTEM, now=NOON)
    chair = sign_in("ordforande")
    assert "Välj annan…" not in roll_of(chair, meeting)
    wanted = {
        "seat": inside(council, seat, "agneta"),
        "substitute": inside(council, person, "ersattare_s2"),
        "reason": SECRET,
    }
    refused = chair.send(f"/sammantraden/{meeting}/inkallning", json=wanted, headers=JSON)
    assert (refused.status_code, refused.json["error"]) == (409, "out_of_turn")
    assert refused.json["message"].startswith("Bo står på tur")

    setting(council, "call_present_substitute", "yes")
    assert "Välj annan…" in roll_of(chair, meeting)
    assert chair.send(f"/sammantraden/{meeting}/inkallning", data=wanted).status_code == 303


@pytest.mark.parametrize(
    ("wanted", "status"),
    [({}, 422), ({"seat": "x"}, 422), ({"seat": 1, "substitute": "x"}, 422)],
)
def test_what_cannot_be_read_is_refused(council, meeting, sign_in, wanted, status):
    chair = sign_in("ordforande")
    path = f"/sammantraden/{meeting}/inkallning"

    assert chair.send(path, json=wanted, headers=JSON).status_code == status


@pytest.mark.parametrize(
    ("act", "code", "gist"),
    [
        (lambda s, p: {"seat": s("cia")}, "seat_taken", "Cia är på plats"),
        (
            lambda s, p: {"seat": s("agneta"), "substitute": p("ersattare_v1")},
            "not_of_the_party",
            "bara ersättare för samma parti",
        ),
        (
            lambda s, p: {"seat": s("agneta"), "substitute": p("ersattare_s2")},
            "cannot_be_called",
            "kan inte kallas in",
        ),
    ],
)
def test_a_refusal_says_what_the_law_says(council, meeting, sign_in, act, code, gist):
    wanted = inside(council, act, seat, person)
    answer = sign_in("ordforande").send(
        f"/sammantraden/{meeting}/inkallning", json=wanted, headers=JSON
    )

    assert (answer.status_code, answer.json["error"]) == (409, code)
    assert gist in answer.json["message"]


def test_a_substitute_who_serves_is_not_put_aside(council, meeting, sign_in):
    inside(council, does, "ordforande", call_substitute, meeting, _seat(council), None, "")
    answer = sign_in("ordforande").send(
        f"/sammantraden/{meeting}/inkallning", json={"seat": _seat(council)}, headers=JSON
    )

    assert answer.json["error"] == "keeps_place"
    assert answer.json["message"].startswith("Bo har börjat tjänstgöra och har företräde")


def _seat(council, who="agneta"):
    return inside(council, seat, who)


def test_without_a_substitute_the_page_offers_none(council, meeting, sign_in):
    inside(council, does, "bo", attendance.leave, meeting)
    chair = sign_in("ordforande")
    assert "Byten (" not in roll_of(chair, meeting)

    answer = chair.send(
        f"/sammantraden/{meeting}/inkallning", json={"seat": _seat(council)}, headers=JSON
    )
    assert answer.json["error"] == "no_substitute"


def test_the_chair_records_that_somebody_has_left(council, meeting, sign_in):
    chair = sign_in("ordforande")
    who = inside(council, person, "cia")
    assert chair.send(f"/sammantraden/{meeting}/lamnat", data={"person": who}).status_code == 303
    assert "1 · Cia (V)Lämnat" in roll_of(chair, meeting)

    again = chair.send(f"/sammantraden/{meeting}/lamnat", json={"person": who}, headers=JSON)
    assert (again.status_code, again.json["message"]) == (
        409,
        "Personen är inte incheckad. Inget har ändrats.",
    )


def test_who_does_not_preside_changes_no_roll(council, meeting, item, sign_in):
    vice = sign_in("vice1")
    who = inside(council, person, "cia")
    for path, wanted in {
        f"/sammantraden/{meeting}/inkallning": {"seat": _seat(council)},
        f"/sammantraden/{meeting}/lamnat": {"person": who},
        f"/arenden/{item}/jav": {"person": who},
    }.items():
        answer = vice.send(path, json=wanted, headers=JSON)
        assert (answer.status_code, answer.json["error"]) == (403, "not_presiding"), path
    assert "Byten (" not in roll_of(vice, meeting)


def test_recusal_is_noted_stood_in_for_and_lifted(council, meeting, item, sign_in):
    inside(council, attendance.record_present, meeting, ["ersattare_v1"], SYSTEM, now=NOON)
    chair, who = sign_in("ordforande"), inside(council, person, "cia")
    noted = {"person": who, "ground": "accountable", "reason": SECRET}
    assert chair.send(f"/arenden/{item}/jav", data=noted).status_code == 303
    page = roll_of(chair, meeting)
    assert "Cia (V) deltar inte i handläggningen av ärendet. Får yttra sig." in page
    assert "Låt Ersättare 1 (V) träda in" in page

    answer = chair.send(f"/arenden/{item}/jav/ersattare", json={"person": who}, headers=JSON)
    assert answer.json == {"serves": inside(council, person, "ersattare_v1")}
    assert "Ersättare 1 (V) (V) tjänstgör i stället." in roll_of(chair, meeting)

    lifted = {"person": who, "reason": "ingen grund"}
    assert chair.send(f"/arenden/{item}/jav/bort", data=lifted).status_code == 303
    assert "fullmäktige fann att Cia (V) inte är jävig" in roll_of(chair, meeting)


@pytest.mark.parametrize("wrong", [{"ground": "annan"}, {"reason": "x" * 2001}])
def test_a_ground_that_is_none_or_a_reason_without_end_is_refused(
    council, meeting, item, sign_in, wrong
):
    noted = {"person": inside(council, person, "cia")} | wrong
    answer = sign_in("ordforande").send(f"/arenden/{item}/jav", json=noted, headers=JSON)

    assert answer.status_code == 422


def test_the_reasons_are_for_whoever_presides_and_the_secretary_alone(
    council, meeting, item, sign_in
):
    inside(council, does, "cia", recusals.recuse, item, SECRET)
    path = f"/ordforande/{meeting}/skal"

    assert SECRET in shown(sign_in("ordforande"), path)
    assert SECRET in shown(sign_in("sekreterare"), path)
    assert "Du leder inte sammanträdet och ser inte skälen." in shown(sign_in("vice1"), path)
    assert SECRET not in sign_in("vice1").get(path).text
    assert sign_in("cia").get(path).status_code == 403
    for page in (
        roll_of(sign_in("ordforande"), meeting),
        inside(council, live_of, council, meeting),
        sign_in("cia").get("/rosta/begar").text,
        sign_in("agneta").get(f"/sammantraden/{meeting}").text,
        sign_in("agneta").get(f"/arenden/{item}").text,
    ):
        assert SECRET not in page


def live_of(council, meeting):
    with council.test_request_context("/"):
        return live_regions(meeting) + member_regions(meeting)


def test_without_reasons_the_page_says_so(council, meeting, sign_in):
    page = shown(sign_in("ordforande"), f"/ordforande/{meeting}/skal")

    assert "Ingen har anmält jäv." in page
    assert sign_in("ordforande").get("/ordforande/99/skal").status_code == 404


# Taking part at a distance


def test_who_takes_part_at_a_distance_says_so_and_the_chair_records_the_link(
    council, meeting, sign_in
):
    agneta, chair = sign_in("agneta"), sign_in("ordforande")
    assert "Jag deltar på distans" not in shown(agneta, "/rosta")
    refused = agneta.send(f"/sammantraden/{meeting}/incheckning", json={"remote": True})
    assert refused.status_code == 409
    setting(council, "remote", "2018")
    assert "Jag deltar på distans" in shown(agneta, "/rosta")
    agneta.send(f"/sammantraden/{meeting}/incheckning", data={"remote": "1"})
    assert "Du deltar på distans." in shown(agneta, "/rosta")
    assert "På distans (1)" in roll_of(chair, meeting)

    who = inside(council, person, "agneta")
    link = f"/sammantraden/{meeting}/forbindelse"
    lost = chair.send(link, json={"person": who, "lost": "picture"}, headers=JSON)
    assert lost.json == {"present": False}
    assert "förbindelsen bruten, inte närvarande" in roll_of(chair, meeting)
    assert "Du räknas inte som närvarande" in shown(agneta, "/rosta")
    assert chair.send(link, json={"person": who, "lost": "lukt"}, headers=JSON).status_code == 422

    agneta.send(f"/sammantraden/{meeting}/forbindelse/tillbaka", data={})
    assert "Agneta (S): förbindelsen är tillbaka" in roll_of(chair, meeting)
    chair.send(link, data={"person": who, "lost": "sound"})
    back = chair.send(link, json={"person": who}, headers=JSON)
    assert back.json == {"present": True}


# M2, check-in


def test_a_substitute_is_told_for_whom_and_from_when(council, meeting, item, sign_in):
    bo = sign_in("bo")
    assert "Du tjänstgör inte just nu." in shown(bo, "/rosta")
    inside(council, does, "ordforande", call_substitute, meeting, _seat(council), None, "")
    assert "Du tjänstgör för Agneta (S)." in shown(bo, "/rosta")


def test_a_substitute_called_in_mid_item_is_told_so(council, meeting, item, sign_in):
    inside(council, does, "ordforande", items.open_item, item)
    inside(
        council,
        does,
        "ordforande",
        call_substitute,
        meeting,
        _seat(council),
        None,
        "",
        now=factories.later(1),
    )

    assert "Du tjänstgör för Agneta (S) från och med nästa ärende." in shown(
        sign_in("bo"), "/rosta"
    )


def test_a_member_who_comes_late_is_told_who_serves_until_then(council, meeting, item, sign_in):
    inside(council, does, "ordforande", call_substitute, meeting, _seat(council), None, "")
    inside(council, does, "ordforande", items.open_item, item, now=factories.later(1))
    agneta = sign_in("agneta")
    agneta.send(f"/sammantraden/{meeting}/incheckning", data={})

    page = shown(agneta, "/rosta")
    assert (
        "Bo tjänstgör på din plats tills ärendet är avgjort. Du tar över vid nästa ärende." in page
    )
    assert "ledamoten tar över vid nästa ärende" in roll_of(sign_in("ordforande"), meeting)


def test_who_leaves_is_told_who_steps_in(council, meeting, sign_in):
    inside(council, attendance.record_present, meeting, ["agneta"], SYSTEM, now=NOON)
    page = shown(sign_in("agneta"), "/rosta/begar")

    assert "Bo träder in." in page
    assert "Stanna kvar" in page


def test_a_member_declares_recusal_and_is_told_what_it_means(council, meeting, item, sign_in):
    cia = sign_in("cia")
    assert "Anmäl jäv i ärende 1" in shown(cia, "/rosta/begar")

    answer = cia.send(f"/arenden/{item}/jav-anmalan", data={"reason": SECRET})
    assert answer.status_code == 303
    assert answer.location.endswith("#jav")
    page = shown(cia, "/rosta/begar")
    assert "Jäv är antecknat för dig i ärende 1, Ärende 1." in page
    assert "Du deltar varken i överläggningen eller i beslutet." in page
    inside(council, does, "ordforande", items.open_item, item, now=factories.later(1))
    assert "Jäv är antecknat för dig i det här ärendet." in shown(cia, "/rosta")

    again = cia.send(f"/arenden/{item}/jav-anmalan", json={}, headers=JSON)
    assert again.json["error"] == "already_recused"
    assert cia.send("/arenden/99/jav-anmalan", json={}, headers=JSON).status_code == 404
    too_long = {"reason": "x" * 2001}
    answer = cia.send(f"/arenden/{item}/jav-anmalan", json=too_long, headers=JSON)
    assert answer.status_code == 422


def test_the_accountable_is_told_what_is_left(council, meeting, item, sign_in):
    who = inside(council, person, "cia")
    inside(council, does, "ordforande", recusals.note_recusal, item, who, Ground.ACCOUNTABLE, "")

    page = shown(sign_in("cia"), "/rosta/begar")
    assert "Du får delta i överläggningen men inte i beslutet." in page


def test_who_stands_in_is_told_for_whom(council, meeting, item, sign_in):
    inside(council, attendance.record_present, meeting, ["ersattare_v1"], SYSTEM, now=NOON)
    inside(council, does, "cia", recusals.recuse, item, "")
    who = inside(council, person, "cia")
    inside(council, does, "ordforande", recusals.stand_in, item, who, None)
    inside(council, does, "ordforande", items.open_item, item, now=factories.later(1))
    stand_in = sign_in("ersattare_v1")

    assert "Du tjänstgör för Cia i ärende 1." in shown(stand_in, "/rosta")
    assert "Du tjänstgör för Cia i ärende 1." in shown(stand_in, "/rosta/begar")


def test_not_taking_part_is_announced_in_time(council, meeting, item, sign_in):
    cia = sign_in("cia")
    assert "Inget ärende behandlas just nu." in shown(cia, "/rosta/begar")
    inside(council, does, "ordforande", items.open_item, item, now=factories.later(1))
    assert "Anmäl innan ordföranden lägger fram förslag till beslut." in shown(cia, "/rosta/begar")

    assert cia.send(f"/arenden/{item}/deltar-inte", data={}).status_code == 303
    assert "du deltar inte i beslutet i ärende 1" in shown(cia, "/rosta/begar")
    assert "Deltar inte i beslutet: Cia (V)." in roll_of(sign_in("ordforande"), meeting)
    answer = cia.send(f"/arenden/{item}/deltar-inte", json={}, headers=JSON)
    assert answer.json == {"state": "no_part"}


def test_who_does_not_serve_is_told_why_not(council, meeting, item, sign_in):
    page = shown(sign_in("bo"), "/rosta/begar")

    assert "Bara den som är incheckad och tjänstgör kan anmäla jäv." in page


def test_without_an_item_there_is_nothing_to_stand_aside_from(council, meeting, sign_in):
    assert "Inget ärende behandlas just nu." in shown(sign_in("cia"), "/rosta/begar")


def test_while_votes_are_given_nobody_stands_aside(council, meeting, item, sign_in):
    opened = inside(council, factories.an_open_division, meeting=meeting)

    assert "En omröstning pågår. Vänta tills den är stängd." in shown(
        sign_in("cia"), "/rosta/begar"
    )
    answer = sign_in("cia").send(f"/arenden/{opened.item}/jav-anmalan", json={}, headers=JSON)
    assert answer.json["error"] == "division_open"


# The secretary's page, and what everybody may read


def test_the_secretary_has_a_page_of_the_roll_and_stays_there(council, meeting, item, sign_in):
    secretary = sign_in("sekreterare")
    assert "Upprop och byten" in shown(secretary, f"/sekreterare/{meeting}")
    path = f"/sekreterare/{meeting}/narvaro"
    assert "20 av 21 platser är besatta. Beslutfört, minst 11 krävs." in shown(secretary, path)

    answer = secretary.send(f"/sammantraden/{meeting}/inkallning", data={"seat": _seat(council)})
    assert answer.location == path
    page = shown(secretary, path)
    assert "Bo (S) tjänstgör för Agneta (S), plats 5" in page
    assert "Bo (S) tjänstgör för Agneta, plats 5" in shown(secretary, f"/sekreterare/{meeting}")
    assert secretary.get("/sekreterare/99/narvaro").status_code == 404
    with council.app_context():
        draft = factories.a_meeting(state=MeetingState.DRAFT)
    assert secretary.get(f"/sekreterare/{draft}/narvaro").status_code == 404


def test_one_higher_in_the_order_who_is_not_there_is_named(council, meeting, sign_in):
    inside(council, does, "bo", attendance.leave, meeting)
    inside(council, attendance.record_present, meeting, ["ersattare_s2"], SYSTEM, now=NOON)
    inside(council, does, "ordforande", call_substitute, meeting, _seat(council), None, "")

    page = shown(sign_in("sekreterare"), f"/sekreterare/{meeting}/narvaro")
    assert "Bo (S) ej tillgänglig; behörig ersättare närvarande" in page


def test_everybody_may_read_who_serves_for_whom(council, meeting, client):
    inside(council, does, "ordforande", call_substitute, meeting, _seat(council), None, "")

    page = shown(client, f"/sammantraden/{meeting}")
    assert "Ersättare som tjänstgör: Bo (S) för Agneta" in page


def test_the_chair_is_told_beside_what_goes_on(council, meeting, item, sign_in):
    inside(council, does, "cia", recusals.recuse, item, SECRET)
    inside(council, does, "ordforande", items.open_item, item, now=factories.later(1))

    page = shown(sign_in("ordforande"), f"/ordforande/{meeting}")
    assert "Jäv, ärende 1: Cia (V)" in page
    assert "Plats 5 · näst i tur Bo (S)" in page
    assert "Till byten och jäv" in page
    assert SECRET not in page
