"""A page that follows its meeting, in a real browser: it changes by itself, tells when it is cut
off, keeps what a person has, and never leaves them without a place to be.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import factories
from tests.support import hall as halls
from tests.support.hall import Hall

pytestmark = pytest.mark.browser

PATIENCE = 15_000


@pytest.fixture(scope="module", params=["sqlite"])
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    yield from halls.opened(request, tmp_path_factory.mktemp("page"))


@pytest.fixture
def come(browser: Browser, hall: Hall) -> Iterator[Callable[[str], Page]]:
    """``come("agneta")``: she signs in and is at her own page."""
    contexts = []

    def signed_in(username: str) -> Page:
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{hall.server.address}/login")
        page.fill("[name=username]", username)
        page.fill("[name=password]", factories.PASSWORD)
        page.click("main [type=submit]")
        page.wait_for_url(lambda address: "/login" not in address)
        return page

    yield signed_in
    for context in contexts:
        context.close()


def connected(page: Page) -> None:
    expect(page.locator("#kontakt")).to_have_text("Ansluten", timeout=PATIENCE)


def test_a_ballot_comes_by_itself_is_said_and_can_be_pressed(
    hall: Hall, come: Callable[[str], Page]
) -> None:
    meeting = hall.meeting()
    page = come("agneta")
    connected(page)

    hall.opens(meeting)

    expect(page.locator("#rostsedel")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#viktig")).to_have_text("Omröstning öppnad.")
    token = page.locator('meta[name="csrf-token"]').get_attribute("content")
    assert page.locator('#rostsedel [name="csrf_token"]').input_value() == token
    page.click("#val-yes")
    expect(page.locator("#rost-laget")).to_contain_text("Mottagen", timeout=PATIENCE)


def test_what_a_councillor_has_stays_when_the_page_is_sent_anew(
    hall: Hall, come: Callable[[str], Page]
) -> None:
    opened = hall.opens(hall.meeting())
    page = come("agneta")
    connected(page)
    page.click("#val-no")
    expect(page.locator("#rost-laget")).to_contain_text("Mottagen", timeout=PATIENCE)
    page.evaluate("document.getElementById('rostsedel').mark = 'the same form'")

    hall.server.stop()
    expect(page.locator("#kontakt.kontakt-borta")).to_be_visible(timeout=PATIENCE)
    hall.server.start()
    expect(page.locator("#kontakt")).to_contain_text("Ansluten igen", timeout=2 * PATIENCE)
    connected(page)

    expect(page.locator("#rost-laget")).to_contain_text("Mottagen")
    assert page.evaluate("document.getElementById('rostsedel').mark") == "the same form"
    assert page.evaluate("document.activeElement.id") == "val-no"

    hall.closes(opened)
    expect(page.locator("#rostsedel")).to_have_count(0, timeout=PATIENCE)
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_a_lost_connection_is_told_and_comes_back(hall: Hall, come: Callable[[str], Page]) -> None:
    meeting = hall.meeting()
    page = come("agneta")
    connected(page)

    hall.server.stop()
    lost = page.locator("#kontakt.kontakt-borta .mer")
    expect(lost).to_have_text(
        re.compile(
            r"^Ingen kontakt sedan \d\d\.\d\d\.\d\d\. "
            r"Vi försöker igen\. Det du ser kan vara gammalt\.$"
        ),
        timeout=PATIENCE,
    )
    hall.opens(meeting)
    hall.server.start()

    expect(page.locator("#kontakt .mer")).to_have_text(
        re.compile(r"^Ansluten igen kl\.\s\d\d\.\d\d\.\d\d\. Sidan är uppdaterad\.$"),
        timeout=2 * PATIENCE,
    )
    expect(page.locator("#rostsedel")).to_be_visible()
    connected(page)


def test_a_stream_that_is_held_back_is_replaced_by_asking(
    hall: Hall, come: Callable[[str], Page]
) -> None:
    meeting = hall.meeting()
    page = come("agneta")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "kort" in route.request.url:
            route.continue_()
        else:
            held.append(route)  # never answered, as by a proxy that waits for the end

    page.route("**/live/**", hold)
    page.reload()
    expect(page.locator("#kontakt")).to_have_text("Ansluten", timeout=3 * PATIENCE)
    hall.opens(meeting)

    expect(page.locator("#rostsedel")).to_be_visible(timeout=PATIENCE)
    assert held
    page.unroute_all(behavior="ignoreErrors")


def test_who_was_signed_out_elsewhere_is_told(hall: Hall, come: Callable[[str], Page]) -> None:
    hall.meeting()
    page = come("agneta")
    connected(page)
    cookies = page.context.cookies()
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in cookies)

    hall.server.sign_out(cookie)

    expect(page.locator("#besked")).to_contain_text("Du är utloggad", timeout=PATIENCE)
