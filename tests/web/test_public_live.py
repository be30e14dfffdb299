"""What is pushed to readers and to the big screen: the same as the page would say, for all."""

import re

import pytest
from flask import Flask

from council.law.tally import Choice
from council.services import divisions, items, meetings
from council.services.missing import Missing
from council.store.models import MeetingKind, MeetingState
from council.web.public import live
from council.web.screen import live as screen
from tests import factories


@pytest.fixture
def opened(council: Flask) -> factories.Opened:
    with council.app_context():
        meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
        factories.everyone_present(meeting)
        return factories.an_open_division(meeting=meeting)


@pytest.fixture
def rendering(council: Flask):
    """As the stream renders: no person, no cookie."""
    with council.test_request_context("/"):
        yield council


def targets(html: str) -> list[str]:
    return re.findall(r'<hx-partial hx-target="#([^"]+)"', html)


def part(html: str, name: str) -> str:
    return html.partition(f'hx-target="#{name}"')[2].partition("</hx-partial>")[0]


def decide(opened: factories.Opened) -> None:
    factories.vote(opened.division, yes=12, no=9)
    factories.does("ordforande", divisions.close_division, opened.division)
    factories.does("ordforande", items.gavel, opened.item)


def test_every_part_that_is_pushed_stands_on_a_page(council, client, opened):
    pages = {
        "public": client.get("/").text + client.get(f"/sammantraden/{opened.meeting}").text,
        "item": client.get(f"/arenden/{opened.item}").text,
        "division": client.get(f"/voteringar/{opened.division}").text,
        "screen": client.get("/storbild").text,
    }
    with council.test_request_context("/"):
        pushed = {
            "public": live.live_regions(opened.meeting) + live.live_progress(opened.meeting),
            "item": live.item_regions(opened.meeting, opened.item)
            + live.item_progress(opened.meeting, opened.item),
            "division": live.division_regions(opened.meeting, opened.division)
            + live.division_progress(opened.meeting, opened.division),
            "screen": screen.live_regions(opened.meeting) + screen.live_progress(opened.meeting),
        }
    for channel, html in pushed.items():
        assert targets(html), channel
        for name in targets(html):
            assert f'id="{name}"' in pages[channel], (channel, name)


def test_the_public_channel_tells_what_goes_on(opened, rendering):
    html = live.live_regions(opened.meeting)
    assert "Omröstning pågår." in part(html, "lugn")
    assert "0 av 21 har röstat." in part(html, "nu")
    assert "0 av 21 har röstat." in part(html, "laget")


def test_the_count_moves_silently(opened, rendering):
    factories.press(opened.division, "cia", Choice.YES)
    for html in (
        live.live_progress(opened.meeting),
        live.item_progress(opened.meeting, opened.item),
        live.division_progress(opened.meeting, opened.division),
    ):
        assert targets(html) == ["antal"]
        assert "1 av 21 har röstat." in html
    assert "<b>1</b> av 21 har röstat" in screen.live_progress(opened.meeting)


def test_nothing_that_is_pushed_tells_how_anybody_votes(opened, rendering):
    told = []
    for choice in Choice:
        factories.press(opened.division, "cia", choice)
        told.append(everything(opened))
    assert told[0] == told[1] == told[2]


def everything(opened):
    return [
        live.live_regions(opened.meeting),
        live.item_regions(opened.meeting, opened.item),
        live.division_regions(opened.meeting, opened.division),
        live.live_progress(opened.meeting),
        re.sub(r"\d\d\.\d\d", "", screen.live_regions(opened.meeting)),
        screen.live_progress(opened.meeting),
    ]


def test_who_hears_the_big_screen_is_told_the_result_and_the_decision(opened, rendering):
    factories.vote(opened.division, yes=12, no=9)
    factories.does("ordforande", divisions.close_division, opened.division)
    told = part(screen.live_regions(opened.meeting), "lugn")
    assert "Resultat: 12\u00a0ja, 9\u00a0nej, 0\u00a0avstår, 0\u00a0frånvarande. " in told
    assert "Motionen avslås." in told
    factories.does("ordforande", items.gavel, opened.item)
    told = part(screen.live_regions(opened.meeting), "lugn")
    assert "Beslut: Regionfullmäktige beslutar att avslå motionen." in told


def test_after_the_gavel_the_decision_is_pushed(opened, rendering):
    decide(opened)
    assert "motionen avslås, 12 mot 9" in part(live.live_regions(opened.meeting), "senaste")
    item = live.item_regions(opened.meeting, opened.item)
    assert "Beslut: Regionfullmäktige beslutar att avslå motionen." in part(item, "lugn")
    division = live.division_regions(opened.meeting, opened.division)
    assert "Så röstade salen" in part(division, "voteringen")
    assert "Resultat:" in part(division, "lugn")


def test_a_division_declared_void_is_pushed(opened, rendering):
    factories.does("ordforande", divisions.annul_division, opened.division, "Fel fråga")
    html = live.division_regions(opened.meeting, opened.division)
    assert "ogiltig" in part(html, "lugn")


def test_the_next_item_may_be_waiting(opened, rendering):
    item = factories.an_item(opened.meeting)
    assert part(live.item_regions(opened.meeting, item), "lugn").split(">")[-1].strip() == ""


@pytest.mark.parametrize(
    "render", [live.live_progress, live.item_progress, live.division_progress, screen.live_progress]
)
def test_where_nothing_is_open_there_is_no_count(opened, rendering, render):
    decide(opened)
    assert render(opened.meeting, opened.item) == ""


@pytest.mark.parametrize("render", [live.item_regions, live.division_regions])
def test_what_belongs_to_another_meeting_is_not_pushed(opened, rendering, render):
    other = factories.a_meeting()
    assert render(other, 1) == ""
    assert render(opened.meeting, None) == ""


def test_another_item_s_page_has_no_count(opened, rendering):
    assert live.item_progress(opened.meeting, opened.item + 1) == ""
    assert live.division_progress(opened.meeting, opened.division + 1) == ""


def test_a_meeting_that_is_not_there_has_no_parts(council, rendering):
    with pytest.raises(Missing):
        live.live_regions(99)


def test_the_roll_call_is_not_announced_name_by_name(council, rendering):
    meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
    html = live.live_regions(meeting)
    assert "0 av 21 är på plats" in part(html, "laget")
    assert "0 av 21" not in part(html, "lugn")


def test_a_closed_meeting_is_pushed_too(opened, rendering):
    decide(opened)
    factories.does("ordforande", meetings.close_meeting, opened.meeting)
    assert "Sammanträdet är avslutat." in part(live.live_regions(opened.meeting), "laget")
    assert "Sammanträdet är avslutat" in part(screen.live_regions(opened.meeting), "bild")
