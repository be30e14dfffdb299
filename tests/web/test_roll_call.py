"""When tablets fail: broken off, typed in by name on a page that works without scripts, printed."""

import re

import pytest

from council.law.roll_call import Mark
from council.law.tally import Choice
from council.services import attendance, breaking_off, chairing, divisions, recusals, roll_calls
from council.services import rules_of_order as rules
from council.services.missing import find
from council.services.protocol_divisions import method_words
from council.store.base import db
from council.store.engine import reading
from council.store.models import Division, DivisionState, MeetingState, Method
from council.store.queries import stream
from council.web.chair.live import live_progress
from tests import factories
from tests.support.elections import a_ballot, an_election
from tests.support.pages import faults_of
from tests.support.record import record_of

JSON = {"Accept": "application/json"}
SEATS = range(1, 22)
WHY = "Nätet i salen är nere."


def plain(page):
    """A page's text on one line, no-break spaces as spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def marks(yes, no, abstain=0):
    """A whole form: the first seats yes, the next no, the next abstain, the rest absent."""
    words = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    words += ["absent"] * (len(SEATS) - len(words))
    return {f"plats-{seat}": word for seat, word in zip(SEATS, words, strict=True)}


def opened_by(method, item=None):
    return factories.does(
        "ordforande",
        divisions.open_division,
        factories.an_open_item()[1] if item is None else item,
        method=method,
    )


@pytest.fixture
def called(council):
    """A division that is open for a roll call."""
    with council.app_context():
        return opened_by(Method.ROLL_CALL)


@pytest.fixture
def pressed(council):
    """A division that is open on the tablets, in which one has pressed."""
    with council.app_context():
        opened = factories.an_open_division()
        factories.press(opened.division, "agneta", Choice.YES)
        return opened


@pytest.fixture
def typed(council, called):
    """The division with both readings of its list finished: 12 yes, 8 no, 1 abstains."""
    with council.app_context():
        whole = {int(name[6:]): Mark(word) for name, word in marks(12, 8, 1).items()}
        for who in ("sekreterare", "ordforande"):
            factories.does(who, roll_calls.enter_list, called, whole, ready=True)
    return called


def row(council, division):
    with council.app_context(), reading() as session:
        return session.get_one(Division, division)


def enter(visitor, division, **form):
    return visitor.send(f"/voteringar/{division}/lista", data=form)


def checked(page):
    """The fields that are ticked."""
    return re.findall(r'name="(plats-\d+)" value="(\w+)" checked', page)


def sums(page):
    return re.findall(r'data-summa="(\w+)">(\d+)<', page)


# ---- Breaking off ----


def test_the_desk_offers_another_way_while_a_division_is_open_on_the_tablets(sign_in, pressed):
    desk = sign_in("sekreterare").get(f"/sekreterare/{pressed.meeting}").text
    cockpit = sign_in("ordforande").get(f"/ordforande/{pressed.meeting}").text

    for page in (desk, cockpit):
        assert f'href="/voteringar/{pressed.division}/avbryt"' in page


@pytest.mark.parametrize("who", ["sekreterare", "ordforande"])
def test_the_page_tells_what_becomes_of_what_was_pressed(sign_in, pressed, who):
    page = sign_in(who).get(f"/voteringar/{pressed.division}/avbryt")

    assert page.status_code == 200
    assert faults_of(page.text) == []
    assert "Det som har tryckts på surfplattorna räknas inte och visas inte." in page.text


@pytest.mark.parametrize(
    ("who", "goes_to"), [("sekreterare", "/voteringar/2/lista"), ("ordforande", "/ordforande/1")]
)
def test_who_breaks_off_goes_on_to_what_comes_next(council, sign_in, pressed, who, goes_to):
    answer = sign_in(who).send(
        f"/voteringar/{pressed.division}/avbryt", data={"method": "roll-call", "reason": WHY}
    )

    assert (answer.status_code, answer.location) == (303, goes_to)
    assert row(council, pressed.division).state is DivisionState.ANNULLED
    assert row(council, 2).method is Method.ROLL_CALL


def test_a_program_is_told_the_number_of_the_new_division(sign_in, pressed):
    answer = sign_in("sekreterare").send(
        f"/voteringar/{pressed.division}/avbryt",
        json={"method": "paper", "reason": WHY},
        headers=JSON,
    )

    assert answer.json == {"division": 2}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"method": "roll-call"}, 422),
        ({"method": "roll-call", "reason": " "}, 422),
        ({"method": "device", "reason": WHY}, 422),
        ({"method": "clerk", "reason": WHY}, 422),
        ({"method": "rökning", "reason": WHY}, 422),
        ({"reason": WHY}, 422),
    ],
)
def test_breaking_off_without_a_reason_or_a_method_changes_nothing(
    council, sign_in, pressed, form, status
):
    before = record_of(council)

    answer = sign_in("ordforande").send(f"/voteringar/{pressed.division}/avbryt", data=form)

    assert answer.status_code == status
    assert record_of(council) == before


def test_a_vice_chair_who_does_not_preside_is_refused(council, sign_in, pressed):
    before = record_of(council)

    answer = sign_in("vice1").send(
        f"/voteringar/{pressed.division}/avbryt",
        json={"method": "paper", "reason": WHY},
        headers=JSON,
    )

    assert (answer.status_code, answer.json["error"]) == (403, "not_presiding")
    assert record_of(council) == before


def test_the_page_of_what_is_not_open_on_the_tablets_leads_to_where_it_is(
    council, sign_in, pressed
):
    secretary = sign_in("sekreterare")
    with council.app_context():
        new = factories.does(
            "ordforande", breaking_off.break_off, pressed.division, WHY, Method.PAPER
        )

    assert secretary.get(f"/voteringar/{pressed.division}/avbryt").location == "/voteringar/1"
    assert secretary.get(f"/voteringar/{new}/avbryt").location == f"/voteringar/{new}/lista"


def test_a_secret_ballot_has_no_such_page(council, sign_in):
    with council.app_context():
        _, item = an_election(2, names=("Ada", "Bix", "Cleo"))
        ballot = a_ballot(item)
    secretary = sign_in("sekreterare")

    assert secretary.get(f"/voteringar/{ballot}/avbryt").status_code == 404
    assert secretary.get(f"/voteringar/{ballot}/lista").status_code == 404


def test_the_chair_opens_a_roll_call_straight_away(council, sign_in):
    with council.app_context():
        meeting, item = factories.an_open_item()
        division = opened_by(Method.DEVICE, item)
        factories.does("ordforande", divisions.annul_division, division, WHY)
    chair = sign_in("ordforande")
    assert 'id="oppna-roll-call"' in chair.get(f"/ordforande/{meeting}").text

    chair.send(f"/arenden/{item}/votering", data={"method": "roll-call"})

    assert row(council, division + 1).method is Method.ROLL_CALL


def test_an_unknown_method_opens_nothing(council, sign_in):
    with council.app_context():
        _, item = factories.a_found_item()
    before = record_of(council)

    answer = sign_in("ordforande").send(
        f"/arenden/{item}/votering", json={"method": "clerk"}, headers=JSON
    )

    assert answer.status_code == 422
    assert record_of(council) == before


# ---- Everybody else meanwhile ----


@pytest.mark.parametrize(
    ("method", "told"),
    [
        (Method.ROLL_CALL, "Omröstningen sker genom upprop."),
        (Method.PAPER, "Omröstningen sker med röstsedlar."),
    ],
)
def test_tablet_screen_and_public_page_tell_how_votes_are_given(
    council, sign_in, client, method, told
):
    with council.app_context():
        division = opened_by(method)
    ballot = sign_in("agneta").get("/rosta").text

    assert told in ballot
    assert "Inget som trycks på en surfplatta räknas." in ballot
    assert told in client.get("/storbild").text
    assert told in client.get(f"/voteringar/{division}").text


def test_a_press_is_refused_in_plain_words(council, sign_in, called):
    before = record_of(council)

    answer = sign_in("agneta").send(
        f"/voteringar/{called}/rost", json={"choice": "yes", "key": "a" * 16}, headers=JSON
    )

    assert (answer.status_code, answer.json["error"]) == (409, "other_method")
    assert "genom upprop" in answer.json["message"]
    assert record_of(council) == before


def test_nothing_tells_how_anybody_voted_before_the_closing(sign_in, client, typed):
    for page in (
        client.get(f"/voteringar/{typed}").text,
        client.get("/storbild").text,
        sign_in("ordforande").get("/ordforande/1").text,
        sign_in("vice1").get(f"/voteringar/{typed}/lista").text,
    ):
        assert not re.search(r"\b12\s*(ja\b|av 21 har)", plain(page), re.IGNORECASE)
        assert checked(page) == []
    counts = client.get(f"/api/v1/divisions/{typed}").json["counts"]
    assert counts is None or set(counts.values()) == {None}


@pytest.mark.parametrize(
    ("method", "told"),
    [
        (Method.ROLL_CALL, "Den sker nu genom upprop:"),
        (Method.PAPER, "Den sker nu med röstsedlar:"),
    ],
)
@pytest.mark.parametrize("headers", [JSON, {"HX-Request": "true"}, {}], ids=str)
def test_a_press_that_comes_after_the_breaking_off_is_told_where_to_vote(
    council, sign_in, pressed, method, told, headers
):
    with council.app_context():
        factories.does("sekreterare", breaking_off.break_off, pressed.division, WHY, method)
    before = record_of(council)

    answer = sign_in("agneta").send(
        f"/voteringar/{pressed.division}/rost", data={"choice": "no"}, headers=headers
    )

    assert answer.status_code == 409
    text = answer.json["message"] if headers is JSON else plain(answer.text)
    assert f"Omröstningen har ersatts. {told}" in text
    assert "Begär protokollsanteckning" not in text
    assert "Säg till ordföranden" not in text
    assert record_of(council) == before


# ---- Typing in ----


def test_the_secretary_gets_to_the_list_from_the_desk(sign_in, called):
    secretary = sign_in("sekreterare")
    desk = secretary.get("/sekreterare/1").text
    page = secretary.get(f"/voteringar/{called}/lista").text

    assert f'href="/voteringar/{called}/lista"' in desk
    assert faults_of(page) == []
    assert "Inskrivning 1 av 2" in plain(page)
    assert page.count('role="radiogroup"') == len(SEATS)


def test_the_chair_is_called_last_where_the_rules_of_order_say_so(council, sign_in):
    with council.app_context():
        last = factories.holders().index("ordforande") + 1
        division = opened_by(Method.ROLL_CALL)
    secretary = sign_in("sekreterare")

    def order():
        page = secretary.get(f"/voteringar/{division}/lista").text
        return [int(number) for number in re.findall(r'<tr id="rad-(\d+)"', page)]

    assert order() == [seat for seat in SEATS if seat != last] + [last]
    with council.app_context():
        factories.does("ordforande", divisions.annul_division, division, WHY)
        rules.change("chair_votes_last", "no", factories.actor("admin"), now=factories.NOON)
        division = opened_by(Method.ROLL_CALL, row(council, division).item_id)
    assert order() == list(SEATS)
    assert "Ordföranden röstar sist." not in sign_in("ordforande").get("/ordforande/1").text


def test_what_is_half_typed_is_kept_and_added_up(sign_in, called):
    secretary = sign_in("sekreterare")

    answer = enter(secretary, called, **{"plats-1": "yes", "plats-2": "no", "plats-3": "yes"})
    page = secretary.get(answer.location).text

    assert (answer.status_code, answer.location) == (303, f"/voteringar/{called}/lista")
    assert checked(page) == [("plats-1", "yes"), ("plats-2", "no"), ("plats-3", "yes")]
    assert dict(sums(page)) == {"yes": "2", "no": "1", "abstain": "0", "absent": "0", "left": "18"}
    assert "Inskrivning 1: 3 av 21 rader" in plain(page)


def test_a_row_left_out_is_told_and_the_rest_is_kept(sign_in, called):
    form = marks(12, 9)
    del form["plats-7"], form["plats-20"]

    answer = enter(sign_in("sekreterare"), called, klar="1", **form)

    assert answer.status_code == 422
    assert faults_of(answer.text) == []
    assert "2 rader saknar röst, först plats 7." in plain(answer.text)
    assert 'href="#rad-7"' in answer.text
    assert answer.text.count('class="saknar-rost"') == 2
    assert len(checked(answer.text)) == 19


def test_the_second_reader_sees_nothing_of_the_first(sign_in, called):
    enter(sign_in("sekreterare"), called, klar="1", **marks(12, 9))

    page = sign_in("ordforande").get(f"/voteringar/{called}/lista").text

    assert "Inskrivning 2 av 2" in plain(page)
    assert checked(page) == []
    assert dict(sums(page))["left"] == "21"


def test_two_readings_that_differ_are_shown_seat_by_seat_until_one_is_mended(
    council, sign_in, called
):
    secretary, chair = sign_in("sekreterare"), sign_in("ordforande")
    enter(secretary, called, klar="1", **marks(12, 9))
    enter(chair, called, klar="1", **marks(11, 10))
    page = secretary.get(f"/voteringar/{called}/lista").text
    assert "Inskrivningarna skiljer sig åt på plats 12." in plain(page)
    assert faults_of(page) == []
    assert "Stängs när röstlistan är inskriven två gånger och stämmer." in plain(
        chair.get("/ordforande/1").text
    )
    refused = chair.send(f"/voteringar/{called}/stang", data={})
    assert refused.status_code == 409
    assert "skiljer sig åt på plats 12" in plain(refused.text)

    enter(chair, called, klar="1", **{"plats-12": "yes"})

    assert "Båda inskrivningarna stämmer överens" in chair.get("/ordforande/1").text
    chair.send(f"/voteringar/{called}/stang", data={"bekraftad": "1"})
    assert (row(council, called).votes_yes, row(council, called).votes_no) == (12, 9)


def test_an_attester_who_reads_along_is_the_second_reading(council, sign_in, called):
    secretary = sign_in("sekreterare")
    enter(secretary, called, klar="1", **marks(12, 9))
    page = secretary.get(f"/voteringar/{called}/lista").text
    assert 'id="kontrollerad"' in page
    with council.app_context():
        attester = factories.person("agneta")

    answer = secretary.send(f"/voteringar/{called}/lista/kontroll", data={"justerare": attester})

    assert (answer.status_code, answer.location) == (303, f"/voteringar/{called}/lista")
    assert "kontrollerad med Agneta" in plain(secretary.get(answer.location).text)


def test_no_check_is_offered_once_the_list_is_typed_in_a_second_time(council, sign_in, called):
    secretary = sign_in("sekreterare")
    enter(secretary, called, klar="1", **marks(12, 9))
    enter(sign_in("ordforande"), called, klar="1", **marks(11, 10))
    with council.app_context():
        attester = factories.person("agneta")
    before = record_of(council)
    assert 'id="kontrollerad"' not in secretary.get(f"/voteringar/{called}/lista").text

    answer = secretary.send(
        f"/voteringar/{called}/lista/kontroll", json={"justerare": attester}, headers=JSON
    )

    assert (answer.status_code, answer.json["error"]) == (409, "others_reading")
    assert "rätta den som är fel" in answer.json["message"]
    assert record_of(council) == before


def test_who_comes_to_a_finished_list_begins_anew_only_by_saying_so(council, sign_in, typed):
    with council.app_context():
        factories.does("vice1", chairing.take_chair, row(council, typed).meeting_id)
    vice = sign_in("vice1")
    page = vice.get(f"/voteringar/{typed}/lista").text
    assert faults_of(page) == []
    assert 'id="rostlista"' not in page
    assert "Inskrivning 2: Ordföranden (S)." in plain(page)
    before = record_of(council)

    assert enter(vice, typed).status_code == 409
    assert "Börja om med inskrivning 2" in plain(enter(vice, typed, klar="1", **marks(9, 9)).text)
    told = vice.send(f"/voteringar/{typed}/lista", json={"marks": {}, "klar": "1"}, headers=JSON)
    assert (told.status_code, told.json["error"]) == (409, "others_reading")
    assert record_of(council) == before

    assert enter(vice, typed, borja_om="1").status_code == 303
    page = vice.get(f"/voteringar/{typed}/lista").text
    assert 'id="rostlista"' in page
    assert checked(page) == []


def test_who_typed_the_list_does_not_attest_it(council, sign_in, called):
    chair = sign_in("ordforande")
    enter(chair, called, klar="1", **marks(12, 9))
    with council.app_context():
        own = factories.person("ordforande")
    before = record_of(council)
    assert f'<option value="{own}">' not in chair.get(f"/voteringar/{called}/lista").text

    answer = chair.send(
        f"/voteringar/{called}/lista/kontroll", json={"justerare": own}, headers=JSON
    )

    assert (answer.status_code, answer.json["error"]) == (409, "same_reader")
    assert record_of(council) == before


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"marks": {"1": "kanske"}}, "unknown_mark"),
        ({"marks": {"1": None}}, "unknown_mark"),
        ({"marks": {"7": "yes"}}, "seat_not_on_list"),
        ({"marks": {"21": "yes"}}, "seat_not_on_list"),
        ({"marks": {"99": "yes"}}, "seat_not_on_list"),
        ({"marks": {"1": "yes"}, "klar": "1"}, "list_incomplete"),
        ({"marks": {"-1": "yes"}}, None),
        ({"marks": {"en": "yes"}}, None),
        ({"marks": ["yes"]}, None),
    ],
)
def test_a_mistake_is_refused_and_changes_nothing(council, sign_in, body, error):
    with council.app_context():
        meeting, item = factories.an_open_item()
        factories.does(factories.holders()[6], recusals.recuse, item, "")
        factories.does(factories.holders()[20], attendance.leave, meeting)
        division = opened_by(Method.ROLL_CALL, item)
    before = record_of(council)

    answer = sign_in("sekreterare").send(f"/voteringar/{division}/lista", json=body, headers=JSON)

    assert answer.status_code == 422
    assert error is None or answer.json["error"] == error
    assert record_of(council) == before


def test_who_has_no_vote_stands_on_the_list_with_the_reason(council, sign_in):
    with council.app_context():
        meeting, item = factories.an_open_item()
        factories.does(factories.holders()[6], recusals.recuse, item, "")
        factories.does(factories.holders()[20], attendance.leave, meeting)
        division = opened_by(Method.ROLL_CALL, item)

    page = sign_in("sekreterare").get(f"/voteringar/{division}/lista").text

    assert page.count('role="radiogroup"') == 19
    assert "Ingen röst: jävig" in page
    assert "Ingen röst: ingen tjänstgör" in page


def test_a_program_enters_a_whole_list(sign_in, called):
    answer = sign_in("sekreterare").send(
        f"/voteringar/{called}/lista",
        json={"marks": {str(seat): "yes" for seat in SEATS}, "klar": "1"},
        headers=JSON,
    )

    assert answer.json == {"division": called, "reading": 1, "marks": 21, "ready": True}


def test_a_list_is_not_entered_where_votes_are_pressed(council, sign_in, pressed):
    before = record_of(council)
    secretary = sign_in("sekreterare")

    answer = secretary.send(
        f"/voteringar/{pressed.division}/lista", json={"marks": {"1": "yes"}}, headers=JSON
    )

    assert (answer.status_code, answer.json["error"]) == (409, "other_method")
    assert record_of(council) == before
    assert secretary.get(f"/voteringar/{pressed.division}/lista").status_code == 404


# ---- Closing, and what is told of it ----


def test_the_desk_is_told_when_a_finished_reading_is_changed(council, typed):
    with council.app_context(), reading() as session:
        meeting, before = row(council, typed).meeting_id, stream.voted(session, typed)
    with council.test_request_context("/"):
        assert "Omröstningen kan stängas." in live_progress(meeting)

    with council.app_context():
        factories.does("ordforande", roll_calls.enter_list, typed, {}, ready=False)

    with council.app_context(), reading() as session:
        assert stream.voted(session, typed) != before  # so that the desk is drawn anew
    with council.test_request_context("/"):
        drawn = live_progress(meeting)
    assert "kan stängas" not in drawn
    assert drawn.count("Stängs när röstlistan är inskriven två gånger och stämmer.") == 1
    assert drawn.count("21 av 21 rader") == 2  # for whoever presides, and to read


def test_who_does_not_preside_reads_no_votes_where_the_readings_differ(sign_in, called):
    enter(sign_in("sekreterare"), called, klar="1", **marks(12, 9))
    enter(sign_in("ordforande"), called, klar="1", **marks(11, 10))

    page = sign_in("vice1").get(f"/voteringar/{called}/lista")

    assert page.status_code == 403
    assert "Platser där inskrivningarna skiljer sig åt" not in page.text


def test_the_chair_is_asked_before_closing_and_not_told_how_anybody_voted(sign_in, typed):
    page = plain(sign_in("ordforande").send(f"/voteringar/{typed}/stang", data={}).text)

    assert "Båda inskrivningarna stämmer överens på alla 21 rader." in page
    assert "12" not in page


def test_a_list_that_is_typed_in_once_does_not_close_the_division(council, sign_in, called):
    enter(sign_in("sekreterare"), called, klar="1", **marks(12, 9))
    before = record_of(council)

    answer = sign_in("ordforande").send(f"/voteringar/{called}/stang", json={}, headers=JSON)

    assert (answer.status_code, answer.json["error"]) == (409, "lists_missing")
    assert record_of(council) == before


def test_the_method_stands_on_the_page_the_protocol_and_in_the_data(
    council, sign_in, client, typed
):
    chair = sign_in("ordforande")
    chair.send(f"/voteringar/{typed}/stang", data={"bekraftad": "1"})
    chair.send(f"/arenden/{row(council, typed).item_id}/klubba", data={})

    page = plain(client.get(f"/voteringar/{typed}").text)
    assert "Öppen huvudomröstning genom upprop" in page
    assert "Hur röster lämnades Genom upprop." in page
    protocol = plain(client.get("/sammantraden/1/protokoll").text)
    assert "Omröstningen är öppen och sker genom upprop." in protocol
    told = client.get(f"/api/v1/divisions/{typed}").json
    assert (told["method"], told["counts"]["yes"]) == ("roll-call", 12)
    desk = plain(sign_in("sekreterare").get(f"/sekreterare/arenden/{told['item']['id']}").text)
    assert "omröstning öppnad, genom upprop" in desk
    assert "röstlistan inskriven av Ordföranden (S), 2 av 2" in desk


def test_an_election_on_papers_has_the_word_of_elections(council, client):
    with council.app_context():
        _, item = an_election(2, names=("Ada", "Bix", "Cleo"))
        ballot = a_ballot(item, method=Method.PAPER)
        told = method_words(find(db.session(), Division, ballot))

    assert told == "med valsedlar"
    for path in (f"/voteringar/{ballot}", "/storbild"):
        assert "röstsedlar" not in client.get(path).text


def test_nothing_is_mended_once_it_is_closed(council, sign_in, typed):
    sign_in("ordforande").send(f"/voteringar/{typed}/stang", data={"bekraftad": "1"})
    secretary = sign_in("sekreterare")
    before = record_of(council)

    answer = enter(secretary, typed, **{"plats-1": "no"})

    assert answer.status_code == 409
    assert "röstlistan kan inte ändras" in plain(answer.text)
    assert record_of(council) == before
    assert secretary.get(f"/voteringar/{typed}/lista").location == f"/voteringar/{typed}"


# ---- Paper for the hall ----


def test_the_list_to_tick_has_a_row_for_every_seat_the_chair_last(council, sign_in, called):
    page = sign_in("sekreterare").get("/sammantraden/1/upropslista").text
    with council.app_context():
        last = factories.holders().index("ordforande") + 1

    numbers = [int(one) for one in re.findall(r'<tr><td class="tal">(\d+)</td>', page)]
    assert numbers == [seat for seat in SEATS if seat != last] + [last]
    assert faults_of(page) == []
    assert page.count('class="ruta-tom"') == 4 * len(SEATS) + 4


@pytest.mark.parametrize(("last", "told"), [("yes", True), ("no", False)])
def test_the_list_tells_that_the_chair_is_last_only_where_it_is_so(council, sign_in, last, told):
    with council.app_context():
        rules.change("chair_votes_last", last, factories.actor("admin"), now=factories.NOON)
        meeting, _ = factories.an_open_item()

    page = sign_in("sekreterare").get(f"/sammantraden/{meeting}/upropslista").text

    assert "En rad för varje plats" in page
    assert ("ordföranden sist" in page) is told


def test_who_does_not_serve_has_no_boxes(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        factories.does(factories.holders()[20], attendance.leave, meeting)

    page = sign_in("ordforande").get(f"/sammantraden/{meeting}/upropslista").text

    assert page.count('class="ruta-tom"') == 4 * (len(SEATS) - 1) + 4
    assert "tjänstgör inte" in page


def test_a_draft_has_no_list_to_tick(council, sign_in):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.DRAFT)

    assert sign_in("sekreterare").get(f"/sammantraden/{meeting}/upropslista").status_code == 404


@pytest.mark.parametrize(
    ("who", "path"),
    [("admin", "/admin"), ("sekreterare", "/sekreterare/1"), ("ordforande", "/ordforande/1")],
)
def test_the_runbook_is_a_link_away(council, sign_in, called, who, path):
    visitor = sign_in(who)

    assert 'href="/reservrutin"' in visitor.get(path).text
    page = visitor.get("/reservrutin")
    assert page.status_code == 200
    assert faults_of(page.text) == []
    assert "Reservrutin: när systemet inte svarar under en omröstning" in page.text
