"""Where streams do not get through, pages follow all the same, and no faster than is good."""

from time import monotonic

import pytest
from playwright.sync_api import Route, expect

from tests.support.chair_by_program import Chair

pytestmark = pytest.mark.browser
LIVE = "**/live/**"
EVERY = 2.0
"""Seconds between two requests for the page, at the least, in the mean."""


@pytest.fixture
def chair(base: str) -> Chair:
    """Who presides, by program; the meeting is open and everybody is there."""
    presiding = Chair.of(base)
    presiding.begin()
    return presiding


def blocks_all(route: Route) -> None:
    """A filter that knows the address."""
    route.abort()


def blocks_streams(route: Route) -> None:
    """Something on the way that lets no answer through before it has ended."""
    if "kort" in route.request.url:
        route.continue_()
    else:
        route.fulfill(status=200, content_type="text/event-stream", body="")


def says_no(route: Route) -> None:
    """A gateway that answers for the server."""
    route.fulfill(status=502, content_type="text/html", body="<h1>Bad Gateway</h1>")


@pytest.mark.parametrize("how", [blocks_all, blocks_streams, says_no])
def test_the_tablet_and_the_screen_follow_without_a_stream(chair, come, how):
    member, screen = come(size="tablet"), come(size="hall")
    for someone in (member, screen):
        someone.context.route(LIVE, how)
    screen.go("/storbild")
    sign_in(member)
    asked: list[str] = []
    began = monotonic()
    member.page.on(
        "request", lambda one: asked.append(one.url) if one.url.endswith("/rosta") else None
    )

    division = chair.divide(1)
    expect(member.page.locator("#rostsedel")).to_be_visible()
    expect(screen.page.locator(".betydelse")).to_be_visible()
    member.page.locator("#val-yes").click()
    expect(member.page.locator("#rost-laget")).to_contain_text(": JA.")
    expect(screen.page.locator("#antal")).to_contain_text("1 av 71 har röstat")
    expect(member.page.locator("#val-yes")).to_be_focused()
    expect(member.page.locator("#kontakt")).to_contain_text("Ansluten")
    expect(screen.page.locator("#kontakt")).to_be_hidden()
    chair.close(division)

    expect(member.page.locator("#stangd")).to_contain_text("Din röst: JA.")
    expect(screen.page.locator(".siffror")).to_be_visible()
    assert len(asked) <= 3 + (monotonic() - began) / EVERY


def sign_in(member) -> None:
    member.go("/login")
    member.page.fill("#username", "ledamot001")
    member.page.fill("#password", "klubbslag-demo")
    member.page.click("main button[type=submit]")
    member.page.wait_for_url("**/rosta")
