"""The cockpit: at each step what is said and the one thing to press; to read for who does not
preside; never how anybody votes."""

import re

import pytest
from flask import Flask

from council.law.proposals import Kind
from council.law.tally import Choice
from council.services import attendance, chairing, divisions, items, questions, requests
from council.store.models import ItemKind, MeetingState
from council.web.chair.live import live_progress, live_regions
from tests import factories
from tests.support.pages import faults_of


@pytest.fixture
def chair(council: Flask, sign_in):
    return sign_in("ordforande")


@pytest.fixture
def meeting(council: Flask) -> int:
    """An open meeting with everybody there."""
    with council.app_context():
        number = factories.a_meeting(state=MeetingState.OPEN)
        factories.everyone_present(number)
        return number


def presiding():
    return factories.person("ordforande"), factories.actor("ordforande")


def shown(visitor, meeting, query=""):
    answer = visitor.get(f"/ordforande/{meeting}{query}")
    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    return re.sub(r"\s+", " ", answer.text.replace("\u00a0", " ").replace("\u00ad", ""))


def primary(page):
    found = re.findall(r"<(?:button|a)[^>]*data-huvud[^>]*>([^<]*)<", page)
    assert len(found) == 1, found
    return found[0]


def said(page):
    return re.findall(r"<q>(.*?)</q>", page)


# ---- The way to the cockpit ----


def test_without_a_meeting_there_is_a_clear_page(chair):
    page = chair.get("/ordforande")

    assert page.status_code == 200
    assert faults_of(page.text) == []
    assert "Inget sammanträde är kungjort." in page.text


def test_the_way_leads_to_the_open_meeting(council, chair, meeting):
    with council.app_context():
        factories.a_meeting()

    assert chair.get("/ordforande").location == f"/ordforande/{meeting}"


def test_a_draft_has_no_cockpit(council, chair):
    with council.app_context():
        draft = factories.a_meeting(state=MeetingState.DRAFT)

    assert chair.get(f"/ordforande/{draft}").status_code == 404


def test_an_item_of_another_meeting_is_not_shown(council, chair, meeting):
    with council.app_context():
        other = factories.an_item(factories.a_meeting())

    assert chair.get(f"/ordforande/{meeting}?arende={other}").status_code == 404


# ---- The meeting's steps ----


def test_a_meeting_waits_to_be_opened(council, chair):
    with council.app_context():
        meeting = factories.a_meeting()

    page = shown(chair, meeting)

    assert said(page) == ["Jag förklarar sammanträdet öppnat."]
    assert primary(page) == "Öppna sammanträdet"


def test_the_roll_is_called_until_there_are_enough(council, chair):
    with council.app_context():
        meeting = factories.a_meeting(state=MeetingState.OPEN)
        factories.an_item(meeting)

    page = shown(chair, meeting)

    assert said(page) == ["Vi förrättar upprop."]
    assert "Inte beslutfört: 0 av 21 närvarande, minst 11 krävs." in page
    assert "data-huvud" not in page
    assert 'aria-disabled="true"' in page


def test_with_enough_the_roll_is_done(council, chair, meeting):
    with council.app_context():
        item = factories.an_item(meeting)

    page = shown(chair, meeting)

    assert said(page) == ["21 av 21 platser är besatta. Fullmäktige är beslutfört."]
    assert primary(page) == "Fastställ uppropet"
    assert f'href="/ordforande/{meeting}?arende={item}"' in page


def test_the_roll_tells_how_each_seat_stands(council, chair, meeting):
    with council.app_context():
        agneta = factories.person("agneta")
        attendance.leave(meeting, agneta, factories.actor("agneta"), now=factories.later(1))
        attendance.check_in(
            meeting, factories.person("bo"), factories.actor("bo"), now=factories.later(2)
        )

    page = shown(chair, meeting, "?visa=upprop")

    assert "Inte på plats (1)" in page
    assert "Lämnat" in page
    assert "Ersättare som väntar (1)" in page


def test_the_last_item_leads_to_the_end(council, chair):
    with council.app_context():
        meeting, item = factories.an_open_item(proposals=())
        me, actor = presiding()
        questions.close_debate(item, me, actor, now=factories.later(1))
        items.gavel(item, me, actor, now=factories.later(2))

    page = shown(chair, meeting)

    assert said(page) == ["Reservationer?", "Jag förklarar sammanträdet avslutat."]
    assert primary(page) == "Avsluta sammanträdet"
    assert "Reservationer kan inte anmälas efter detta." in page


def test_a_closed_meeting_has_nothing_to_press(council, chair, meeting):
    chair.send(f"/sammantraden/{meeting}/avsluta", data={"bekraftad": "1"})

    page = shown(chair, meeting)

    assert "Sammanträdet är avslutat" in page
    assert "<form" not in page.split('<div class="bord')[1].split('<div id="lugn"')[0]


# ---- The item's steps ----

ACTS = (
    lambda item, me, actor: questions.close_debate(item, me, actor, now=factories.later(1)),
    lambda item, me, actor: questions.review_proposals(item, me, actor, now=factories.later(2)),
    lambda item, me, actor: questions.approve_order(item, me, None, actor, now=factories.later(3)),
    lambda item, me, actor: questions.declare(
        item, me, factories.proposals_of(item)[0], actor, now=factories.later(4)
    ),
    lambda item, me, actor: requests.record_request(
        item, me, factories.person("agneta"), actor, now=factories.later(5)
    ),
)

STEPS = [
    (0, "Då är överläggningen avslutad.", "Avsluta överläggningen"),
    (
        1,
        "Jag har uppfattat följande yrkanden: regionstyrelsens förslag och motionens förslag. "
        "Är de rätt uppfattade?",
        "Yrkandena är genomgångna",
    ),
    (
        2,
        "Jag föreslår följande propositionsordning: först regionstyrelsens förslag, därefter "
        "motionens förslag. Kan den godkännas?",
        "Godkänd, gå vidare",
    ),
    (
        3,
        "Jag ställer proposition på regionstyrelsens förslag och på motionens förslag.",
        "Jag finner det valda förslaget",
    ),
    (4, "Jag finner att regionfullmäktige beslutar enligt regionstyrelsens förslag.", "Klubba"),
    (
        5,
        "Omröstning är begärd och ska genomföras. Den som röstar för regionstyrelsens förslag "
        "röstar ja. Den som röstar för motionens förslag röstar nej. "
        "Kan voteringspropositionen godkännas?",
        "Öppna omröstningen",
    ),
]


@pytest.mark.parametrize(("acts", "words", "button"), STEPS)
def test_each_step_says_its_words_and_has_one_thing_to_press(council, chair, acts, words, button):
    with council.app_context():
        meeting, item = factories.an_open_item()
        for act in ACTS[:acts]:
            act(item, *presiding())

    page = shown(chair, meeting)

    assert said(page) == [words]
    assert primary(page) == button


def test_an_open_division_tells_who_has_not_voted(council, chair):
    with council.app_context():
        opened = factories.an_open_division()
        factories.press(opened.division, "agneta", Choice.YES)

    page = shown(chair, opened.meeting)

    assert said(page) == [
        "Omröstningen är öppen. Ja för regionstyrelsens förslag. Nej för motionens förslag. "
        "Har alla röstat?"
    ]
    assert "<b>1</b> av 21 har röstat" in page
    assert "Inte röstat (20)" in page
    waiting = page[page.index("Inte röstat (20)") :]
    assert "Agneta" not in waiting[: waiting.index("</ul>")]
    assert primary(page) == "Stäng omröstningen"


def test_whoever_presides_votes_from_the_desk_and_comes_back_to_it(council, chair):
    with council.app_context():
        opened = factories.an_open_division()
    page = shown(chair, opened.meeting)
    assert "Du har inte röstat än." in page
    back = re.search(r'name="next" value="([^"]+)"', page)[1]

    answer = chair.send(
        f"/voteringar/{opened.division}/rost", data={"choice": "abstain", "next": back}
    )

    assert (answer.status_code, answer.location) == (303, f"/ordforande/{opened.meeting}")
    assert re.search(r"Mottagen [\d.]+: AVSTÅR\.", shown(chair, opened.meeting))


def test_a_tie_asks_for_the_casting_vote_without_a_default(council, chair):
    with council.app_context():
        opened = factories.an_open_division()
        factories.vote(opened.division, yes=2, no=2)
        divisions.close_division(opened.division, *presiding(), now=factories.later(2))

    page = shown(chair, opened.meeting)

    assert said(page) == ["Röstetalen är lika: 2 ja, 2 nej. Ordföranden har utslagsröst."]
    assert "data-huvud" not in page
    assert "Din utslagsröst avgör: motionen avslås. Den blir offentlig." in page
    assert "Din utslagsröst avgör: motionen bifalls. Den blir offentlig." in page


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "words"),
    [
        (3, 1, 2, "Med 3 ja mot 1 nej, 2 avstår, har regionfullmäktige beslutat enligt "
                  "regionstyrelsens förslag."),
        (1, 3, 0, "Med 3 nej mot 1 ja har regionfullmäktige beslutat enligt motionens förslag."),
    ],
)  # fmt: skip
def test_the_result_is_announced_before_the_gavel(council, chair, yes, no, abstain, words):
    with council.app_context():
        opened = factories.an_open_division()
        factories.vote(opened.division, yes=yes, no=no, abstain=abstain)
        divisions.close_division(opened.division, *presiding(), now=factories.later(2))

    page = shown(chair, opened.meeting)

    assert said(page) == [words]
    assert primary(page) == "Klubba"
    assert re.search(r"Beslut: motionen (avslås|bifalls)\. § 1 skapas\.", page)


def test_a_division_declared_void_is_told_and_held_anew(council, chair):
    with council.app_context():
        opened = factories.an_open_division()
        me, actor = presiding()
        divisions.annul_division(opened.division, me, "Fel fråga.", actor, now=factories.later(2))

    page = shown(chair, opened.meeting)

    assert "Omröstningen förklarades ogiltig: Fel fråga. En ny omröstning ska genomföras." in page
    assert primary(page) == "Öppna omröstningen"


def test_the_reason_is_asked_for_on_a_page_of_its_own_without_scripts(council, chair):
    with council.app_context():
        opened = factories.an_open_division()

    page = shown(chair, opened.meeting, "?visa=ogiltig")

    assert "Skäl (blir offentligt)" in page
    assert f'action="/voteringar/{opened.division}/ogiltig"' in page


def test_where_nothing_can_be_void_there_is_no_such_page(chair, meeting):
    assert chair.get(f"/ordforande/{meeting}?visa=ogiltig").status_code == 404


def test_three_proposals_meet_in_turn(council, chair):
    kinds = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER)
    with council.app_context():
        opened = factories.an_open_division(proposals=kinds)
        factories.vote(opened.division, yes=1, no=3)
        divisions.close_division(opened.division, *presiding(), now=factories.later(2))

        items.gavel(opened.item, *presiding(), now=factories.later(3))

    page = shown(chair, opened.meeting)

    assert said(page) == [
        "Vi går till huvudomröstningen. Den som röstar för regionstyrelsens förslag röstar ja. "
        "Den som röstar för motförslaget röstar nej. Kan voteringspropositionen godkännas?"
    ]
    assert "Avgjort hittills" in page
    assert re.search(r"Motförslaget <span class=\"tagg\">motförslag</span>", page)
    assert ">1–3</a>" in page


def test_the_order_is_tried_out_in_the_address(council, chair):
    with council.app_context():
        meeting, item = factories.an_open_item(proposals=(Kind.BOARD, Kind.APPROVAL, Kind.COUNTER))
        for act in ACTS[:2]:
            act(item, *presiding())
        first, second, third = factories.proposals_of(item)

    page = shown(chair, meeting, f"?ordning={first},{third},{second}")

    assert "först regionstyrelsens förslag, därefter motförslaget och motionens förslag" in page
    assert f'name="order" value="{first},{third},{second}"' in page
    assert "Förberedande omröstning 1 av 1" in page


@pytest.mark.parametrize("order", ["", "1", "1,1,1", "9,8,7", "x", "1,2,99999999999", "-1"])
def test_an_order_that_is_none_is_passed_by(council, chair, order):
    with council.app_context():
        meeting, item = factories.an_open_item()
        for act in ACTS[:2]:
            act(item, *presiding())
        numbers = ",".join(map(str, factories.proposals_of(item)))

    assert f'name="order" value="{numbers}"' in shown(chair, meeting, f"?ordning={order}")


def test_an_election_asked_to_be_divided_on_must_be_secret(council, chair):
    with council.app_context():
        meeting, item = factories.an_open_item(kind=ItemKind.ELECTION, proposals=[Kind.BOARD])
        for act in ACTS:
            act(item, *presiding())

    page = shown(chair, meeting)

    assert said(page) == ["Omröstning är begärd. Vid val ska den vara sluten."]
    assert "KL 5 kap. 54 §" in page
    assert primary(page) == "Öppna den slutna omröstningen"


def test_too_few_stop_the_gavel_with_the_rule(council, chair):
    with council.app_context():
        meeting, item = factories.an_open_item()
        for act in ACTS[:4]:
            act(item, *presiding())
        for username in factories.holders()[-11:]:
            attendance.leave(
                meeting, factories.person(username), factories.actor(username),
                now=factories.later(6),
            )  # fmt: skip

    page = shown(chair, meeting)

    assert "Inte beslutfört: 10 av 21 närvarande, minst 11 krävs. Inget beslut kan fattas." in page
    assert "KL 5 kap. 45 §" in page


def test_another_item_waits_with_the_reason(council, chair):
    with council.app_context():
        meeting, _ = factories.an_open_item()
        waiting = factories.an_item(meeting)

    page = shown(chair, meeting, f"?arende={waiting}")

    assert "Ärende 1 behandlas nu." in page
    assert "Ärende 1 är inte avgjort." in page
    assert "data-huvud" not in page


# ---- Who does not preside ----


def test_a_vice_chair_reads_and_may_take_over(council, sign_in):
    with council.app_context():
        opened = factories.an_open_division()
    vice = sign_in("vice1")

    page = shown(vice, opened.meeting)

    assert "Ta över ordförandeskapet" in page
    assert "Ordföranden (S) leder sammanträdet." in page
    assert "Stäng omröstningen" not in page
    assert "data-huvud" not in page


def test_who_has_taken_over_leads(council, sign_in):
    with council.app_context():
        opened = factories.an_open_division()
        chairing.take_chair(
            opened.meeting, factories.person("vice1"), factories.actor("vice1"),
            now=factories.later(3),
        )  # fmt: skip

    page = shown(sign_in("vice1"), opened.meeting)

    assert primary(page) == "Stäng omröstningen"
    assert "Förste vice ordföranden (M) leder sedan kl. 12.03." in page
    assert "Ta över ordförandeskapet" in shown(sign_in("ordforande"), opened.meeting)


# ---- What is pushed ----


def pushed(council, meeting):
    with council.test_request_context("/"):
        return live_regions(meeting), live_progress(meeting)


def test_what_is_pushed_tells_who_not_and_never_how(council):
    with council.app_context():
        opened = factories.an_open_division()
        factories.vote(opened.division, yes=6, no=0)
    as_yes = pushed(council, opened.meeting)
    with council.app_context():
        for place, username in enumerate(factories.holders()[:6]):
            factories.press(opened.division, username, Choice.NO, f"again-{place}")

    assert pushed(council, opened.meeting) == as_yes
    assert "Inte röstat (15)" in as_yes[1]


def test_what_is_pushed_holds_no_token_and_no_ballot(council):
    with council.app_context():
        opened = factories.an_open_division()

    regions, _ = pushed(council, opened.meeting)

    assert set(re.findall(r'name="csrf_token" value="([^"]*)"', regions)) == {""}
    assert "rostsedel" not in regions
    assert regions.count("<hx-partial") == 8


def test_nothing_moves_without_an_open_division(council, meeting):
    assert pushed(council, meeting)[1] == ""


@pytest.mark.parametrize("state", [MeetingState.PUBLISHED, MeetingState.OPEN])
def test_the_desk_is_pushed_before_any_item(council, state):
    with council.app_context():
        meeting = factories.a_meeting(state=state)

    assert "Upprop" in pushed(council, meeting)[0]


def test_the_desk_is_read_on_both_databases(any_app):
    with any_app.app_context():
        factories.a_council()
        opened = factories.an_open_division()
        factories.press(opened.division, "agneta", Choice.YES)

    regions, progress = pushed(any_app, opened.meeting)

    assert "Inte röstat (20)" in regions
    assert "Inte röstat (20)" in progress
