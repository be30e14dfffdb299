"""The speakers' list at every door: the chair leads it, members ask, the hall and readers see."""

import re

import pytest
from flask import Flask

from council.law.speaking import Kind
from council.services import attendance, questions, speeches
from council.store.engine import reading, writing
from council.store.models import Meeting, MeetingKind
from council.store.queries import speeches as listed
from council.web.chair.live import live_regions as chair_regions
from council.web.member.live import live_regions as member_regions
from council.web.public.live import live_regions as public_regions
from council.web.screen.live import live_regions as screen_regions
from tests import factories
from tests.factories import actor, does, later, person
from tests.support.pages import faults_of
from tests.support.record import record_of

JSON = {"Accept": "application/json"}


@pytest.fixture
def debate(council: Flask) -> tuple[int, int]:
    """A meeting with everybody there, and an item in debate."""
    with council.app_context():
        meeting, item = factories.an_open_item()
        with writing() as session:
            session.get_one(Meeting, meeting).kind = MeetingKind.ORDINARY
        return meeting, item


@pytest.fixture
def item(debate):
    return debate[1]


@pytest.fixture
def chair(council, sign_in):
    return sign_in("ordforande")


@pytest.fixture
def agneta(council, sign_in):
    return sign_in("agneta")


def asked(council, item, *who, kind=Kind.SPEECH, now=factories.NOON, **rest):
    """Let some ask for the floor; gives their speeches."""
    with council.app_context():
        all_ = [
            speeches.ask_for_floor(item, person(one), kind, actor(one), now=now, **rest)
            for one in who
        ]
    return all_[0] if len(all_) == 1 else all_


def given(council, speech, minutes=1):
    with council.app_context():
        does("ordforande", speeches.give_floor, speech, now=later(minutes))


def act(visitor, path, **body):
    return visitor.send(path, json=body, headers=JSON)


def shown(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    return plain(answer.text)


def plain(page):
    return re.sub(r"\s+", " ", page.replace("\u00a0", " ").replace("\u00ad", ""))


def words(html):
    return plain(re.sub(r"<[^>]*>", " ", html))


def part(page, begins, ends="</section>"):
    return page.partition(begins)[2].partition(ends)[0]


def panel(page):
    return words(part(page, 'aria-labelledby="talarlista"'))


def waiting(council, item):
    with council.app_context(), reading() as session:
        return [one.id for one in listed.waiting(session, item)]


# ---- The chair ----


def test_the_chair_sees_an_empty_list(debate, chair):
    page = panel(shown(chair, f"/ordforande/{debate[0]}"))

    assert "Ingen har begärt ordet." in page
    assert "Jag sätter streck. Den som vill tala begär ordet nu." in page
    assert "Sätt streck" in page


def test_the_chair_sees_who_waits_for_what_since_when(council, debate, chair):
    meeting, item = debate
    asked(council, item, "agneta", "cia")
    asked(council, item, "vice1", kind=Kind.ORDER, about="Kan vi ajournera?")

    page = panel(shown(chair, f"/ordforande/{meeting}"))

    assert "Talarlista 3" in page
    assert re.search(
        r"1 Förste vice ordföranden \(M\) Ordningsfråga · begärd kl. 12.00 Kan vi ajournera\?.*"
        r"2 Agneta \(S\) Anförande · begärd kl. 12.00.*3 Cia \(V\) Anförande",
        page,
    )


def test_the_chair_sees_since_when_somebody_speaks_and_for_how_long_it_may_be(
    council, debate, chair
):
    meeting, item = debate
    first = asked(council, item, "agneta")
    given(council, first)
    asked(council, item, "cia", kind=Kind.REPLY)

    page = shown(chair, f"/ordforande/{meeting}")

    assert "Agneta (S) Anförande sedan kl. 12.01, högst 04.00" in panel(page)
    assert "Replik på Agneta (S) · begärd" in panel(page)
    assert 'data-tid="240" data-ord="{tid} av 04.00"' in page
    assert 'data-talar="2025-03-05T11:01:00+00:00"' in page
    assert "Avsluta anförandet" in panel(page)


def test_a_vice_chair_reads_the_list(council, debate, sign_in):
    meeting, item = debate
    given(council, asked(council, item, "agneta"))
    asked(council, item, "cia")

    page = panel(shown(sign_in("vice1"), f"/ordforande/{meeting}"))

    assert "Cia (V)" in page
    for button in ("Ge ordet", "Stryk", "Sätt streck", "Lägg till", "Avsluta anförandet"):
        assert button not in page


def test_the_chair_leads_the_list(council, debate, chair):
    _, item = debate
    first, second = asked(council, item, "agneta", "cia")

    moved = act(chair, f"/anforanden/{second}/flytta", way="up")
    assert (moved.status_code, waiting(council, item)) == (200, [second, first])
    assert act(chair, f"/anforanden/{first}/stryk").json == {"speech": first, "state": "struck"}
    assert act(chair, f"/anforanden/{second}/ordet").json["state"] == "speaking"
    assert act(chair, f"/anforanden/{second}/avsluta").json["state"] == "ended"
    assert act(chair, f"/arenden/{item}/streck").json == {"line_drawn": True}
    assert act(chair, f"/arenden/{item}/streck/hav").json == {"line_drawn": False}


def test_the_chair_puts_up_a_member_or_a_guest(council, debate, chair):
    meeting, item = debate
    with council.app_context():
        cia = person("cia")

    answer = chair.send(f"/arenden/{item}/talare", data={"kind": "speech", "person": str(cia)})
    assert answer.location == f"/ordforande/{meeting}"
    guest = act(chair, f"/arenden/{item}/talare", guest="Regionrådet Ek")

    assert guest.json["speech"] == waiting(council, item)[1]
    assert "2 Regionrådet Ek Anförande" in panel(shown(chair, f"/ordforande/{meeting}"))


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/arenden/{item}/talare", {}, 422, "guest_unnamed"),
        ("/arenden/{item}/talare", {"person": "x"}, 422, None),
        ("/arenden/{item}/talare", {"kind": "sång", "guest": "Ek"}, 422, None),
        ("/arenden/{item}/talare", {"guest": "E" * 121}, 422, None),
        ("/arenden/{item}/talare", {"kind": "reply", "guest": "Ek"}, 409, "nothing_to_answer"),
        ("/arenden/99/talare", {"guest": "Ek"}, 404, "not_found"),
        ("/anforanden/{speech}/flytta", {"way": "sideways"}, 422, None),
        ("/anforanden/99/flytta", {"way": "up"}, 404, "not_found"),
        ("/anforanden/99/ordet", {}, 404, "not_found"),
        ("/anforanden/{speech}/avsluta", {}, 409, "not_now"),
        ("/arenden/99/streck", {}, 404, "not_found"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    council, item, chair, path, body, status, error
):
    speech = asked(council, item, "agneta")
    before = record_of(council)

    answer = act(chair, path.format(item=item, speech=speech), **body)

    assert answer.status_code == status
    assert error is None or answer.json["error"] == error
    assert record_of(council) == before


def test_only_who_presides_leads_the_list(council, item, sign_in):
    speech = asked(council, item, "agneta")
    vice, cia = sign_in("vice1"), sign_in("cia")

    for path in (f"/anforanden/{speech}/ordet", f"/arenden/{item}/streck"):
        assert act(vice, path).json["error"] == "not_presiding"
        assert act(cia, path).status_code == 403


def test_after_the_debate_the_list_is_closed(council, debate, chair):
    meeting, item = debate
    asked(council, item, "agneta")
    with council.app_context():
        does("ordforande", questions.close_debate, item)

    page = panel(shown(chair, f"/ordforande/{meeting}"))

    assert "Överläggningen är avslutad. Talarlistan är stängd." in page
    assert "Agneta" not in page.partition("Lägg till talare")[0]
    assert "Sätt streck" not in page


# ---- A member ----


def ordet(page):
    return words(part(page, 'id="ordet"'))


def test_a_member_asks_sees_the_own_place_and_takes_it_back(council, item, agneta):
    asked(council, item, "cia")
    assert "Begär ordet" in ordet(shown(agneta, "/rosta/begar"))

    answer = agneta.send(f"/arenden/{item}/ordet", data={"kind": "speech"})

    assert answer.location == "/rosta/begar#ordet"
    page = shown(agneta, "/rosta/begar")
    assert "Du står som nummer 2. Stryk mig" in ordet(page)
    mine = waiting(council, item)[1]
    assert act(agneta, f"/anforanden/{mine}/tillbaka").json == {"speech": mine, "state": "struck"}
    assert "Begär ordet" in ordet(shown(agneta, "/rosta/begar"))


def test_a_member_asks_for_a_reply_to_who_speaks(council, item, agneta):
    assert "Ingen har talat i ärendet än." in ordet(shown(agneta, "/rosta/begar"))
    speech = asked(council, item, "cia")
    given(council, speech)
    page = shown(agneta, "/rosta/begar")
    assert "Begär replik på Cia (V)" in ordet(page)
    assert f'name="reply_to" value="{speech}"' in page

    act(agneta, f"/arenden/{item}/ordet", kind="reply", reply_to=str(speech))

    assert "Replik på Cia (V): du står som nummer 1." in ordet(shown(agneta, "/rosta/begar"))


def test_a_member_raises_a_point_of_order(council, item, agneta):
    asked(council, item, "cia")
    page = ordet(shown(agneta, "/rosta/begar"))
    assert "Går före talarlistan. Skriv gärna vad det gäller." in page

    act(agneta, f"/arenden/{item}/ordet", kind="order", about="Vilket yrkande gäller?")

    page = ordet(shown(agneta, "/rosta/begar"))
    assert "Ordningsfråga: du står som nummer 1. Ordföranden ser det." in page


def test_who_has_the_floor_says_when_it_is_done(council, item, agneta):
    speech = asked(council, item, "agneta")
    given(council, speech)

    page = ordet(shown(agneta, "/rosta/begar"))
    assert "Du har ordet. sedan kl. 12.01, högst 04.00" in page
    assert act(agneta, f"/anforanden/{speech}/klar").json["state"] == "ended"
    assert "Du har ordet." not in ordet(shown(agneta, "/rosta/begar"))


def test_behind_the_line_a_member_is_told_so(council, item, agneta):
    with council.app_context():
        does("ordforande", speeches.draw_line, item)

    page = ordet(shown(agneta, "/rosta/begar"))

    assert "Streck i debatten är satt. Talarlistan är stängd." in page
    assert act(agneta, f"/arenden/{item}/ordet").json["error"] == "line_drawn"


@pytest.mark.parametrize(
    ("who", "error", "told"),
    [
        ("bo", "substitute_not_serving", "Den som är ersättare och inte tjänstgör"),
        ("dag", "not_serving", "Bara den som är incheckad och tjänstgör"),
    ],
)
def test_who_does_not_serve_is_told_why_not(council, debate, item, sign_in, who, error, told):
    visitor = sign_in(who)

    assert told in ordet(shown(visitor, "/rosta/begar"))
    answer = act(visitor, f"/arenden/{item}/ordet")
    assert (answer.status_code, answer.json["error"]) == (403, error)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/arenden/{item}/ordet", {"kind": "rop"}, 422),
        ("/arenden/{item}/ordet", {"kind": "order", "about": "x" * 301}, 422),
        ("/arenden/{item}/ordet", {"kind": "reply", "reply_to": "99"}, 404),
        ("/arenden/99/ordet", {}, 404),
        ("/anforanden/99/tillbaka", {}, 404),
        ("/anforanden/{speech}/tillbaka", {}, 403),
        ("/anforanden/{speech}/klar", {}, 403),
    ],
)
def test_a_member_s_wrong_requests_change_nothing(council, item, agneta, path, body, status):
    speech = asked(council, item, "cia")
    before = record_of(council)

    answer = act(agneta, path.format(item=item, speech=speech), **body)

    assert answer.status_code == status
    assert record_of(council) == before


def test_the_secretary_does_not_ask(item, sign_in):
    assert act(sign_in("sekreterare"), f"/arenden/{item}/ordet").status_code == 403


def test_a_member_s_now_tells_who_speaks(council, item, agneta):
    page = shown(agneta, "/rosta")
    assert "Läget: överläggning." in page
    key = re.search(r'data-key="([^"]*)"', page)[1]
    given(council, asked(council, item, "cia"))

    page = shown(agneta, "/rosta")

    assert "Läget: överläggning. Talare: Cia (V), sedan kl. 12.01" in words(page)
    assert re.search(r'data-key="([^"]*)"', page)[1] != key
    assert 'id="nu-begar-ordet"' in page


# ---- The hall and the readers ----


def test_the_big_screen_shows_who_speaks_and_the_three_who_come_next(council, item, client):
    first, *_ = asked(council, item, "agneta", "cia", "vice1", "vice2", "ordforande")
    assert "Talare" not in words(shown(client, "/storbild"))
    given(council, first)

    page = words(shown(client, "/storbild"))

    assert "Talare Agneta (S) sedan kl. 12.01" in page
    assert (
        "Näst på talarlistan Cia (V) Förste vice ordföranden (M) Andre vice ordföranden (C)" in page
    )
    assert "Ordföranden (S)" not in page


def test_readers_see_who_speaks_and_afterwards_who_spoke(council, debate, client):
    meeting, item = debate
    first, second = asked(council, item, "cia", "agneta")
    given(council, first)

    assert "Överläggning pågår. Talare: Cia (V)." in shown(client, f"/sammantraden/{meeting}")
    page = words(part(shown(client, f"/arenden/{item}"), 'aria-labelledby="yttranden"'))
    assert "Cia (V) Talar nu" in page
    given(council, second, 2)
    with council.app_context():
        does("ordforande", questions.close_debate, item, now=later(5))
    page = words(part(shown(client, f"/arenden/{item}"), 'aria-labelledby="yttranden"'))
    assert page.strip().endswith("Cia (V) Agneta (S)")
    assert "Talare:" not in shown(client, f"/sammantraden/{meeting}")


def test_the_log_tells_of_the_list(council, debate, sign_in):
    _, item = debate
    speech = asked(council, item, "cia")
    given(council, speech)
    with council.app_context():
        speeches.ask_for_other(
            item, person("ordforande"), Kind.REPLY, actor("ordforande"), now=later(2), guest="Ek"
        )
        does("ordforande", speeches.draw_line, item, now=later(3))
        does("ordforande", questions.close_debate, item, now=later(4))

    page = words(sign_in("sekreterare").get("/sekreterare", follow_redirects=True).text)

    for told in (
        "Cia (V) begärde ordet",
        "Cia (V) fick ordet",
        "en gäst begärde replik",
        "streck i debatten",
        "Cia (V) hade talat klart",
    ):
        assert told in page


@pytest.mark.parametrize("regions", [chair_regions, member_regions, screen_regions, public_regions])
def test_every_channel_is_told_who_speaks(council, debate, regions):
    meeting, item = debate
    given(council, asked(council, item, "cia"))

    with council.test_request_context():
        assert "Cia\u00a0(V)" in regions(meeting)


def test_a_member_s_reply_follows_who_speaks(council, debate):
    meeting, item = debate
    speech = asked(council, item, "cia")
    given(council, speech)

    with council.test_request_context():
        pushed = part(member_regions(meeting), 'hx-target="#replik"', "</hx-partial>")

    assert f'name="reply_to" value="{speech}"' in pushed
    assert 'name="csrf_token" value=""' in pushed


def test_who_has_left_is_told_so_when_the_floor_is_given(council, debate, chair):
    meeting, item = debate
    speech = asked(council, item, "cia")
    with council.app_context():
        does("cia", attendance.leave, meeting)

    answer = act(chair, f"/anforanden/{speech}/ordet")

    assert (answer.status_code, answer.json["error"]) == (403, "not_serving")
