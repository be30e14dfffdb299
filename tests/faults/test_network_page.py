"""The councillor's page on a bad network: it never says that a vote is recorded before the
server did, says plainly that it is not, and comes back by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import Opened
from tests.support import bad_network
from tests.support import hall as halls
from tests.support.bad_network import Fault, Network
from tests.support.hall import Hall
from tests.support.tablet import Tablet

pytestmark = [pytest.mark.faults, pytest.mark.browser]

NOTE_WHAT_IS_SAID = """
  const said = (window.said = []);
  const look = () => {
    const line = document.getElementById("rost-laget")?.innerText;
    if (line && line !== said.at(-1)) said.push(line);
  };
  const all = { subtree: true, childList: true, characterData: true };
  new MutationObserver(look).observe(document, all);
"""
RETRIES = 20_000
"""Milliseconds in which the page has tried again more than once."""


@pytest.fixture(scope="module", params=["sqlite"])
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    yield from halls.opened(request, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def meeting(hall: Hall) -> int:
    return hall.meeting()


@pytest.fixture
def opened(hall: Hall, meeting: int) -> Opened:
    return hall.opens(meeting)


@pytest.fixture
def network(hall: Hall) -> Iterator[Network]:
    with bad_network.between(hall.server.address) as network:
        yield network


@pytest.fixture
def page(browser: Browser, opened: Opened, network: Network) -> Iterator[Page]:
    """Agneta's ballot, reached over the bad network; it notes all that its line of state says."""
    context = browser.new_context(base_url=network.address, locale="sv-SE")
    name, _, value = Tablet(network.address, "agneta").cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": network.address}])
    context.add_init_script(NOTE_WHAT_IS_SAID)
    page = context.new_page()
    page.goto("/rosta")
    expect(page.locator("#rost-laget")).to_contain_text("Du har inte röstat än.")
    yield page
    context.close()


def said(page: Page) -> list[str]:
    """What the line of state has said, in order."""
    return page.evaluate("window.said")


def test_a_lost_answer_is_said_to_be_lost_until_the_receipt_has_come(
    hall: Hall, opened: Opened, network: Network, page: Page
) -> None:
    network.hit(Fault.GONE_AFTER)

    page.locator("#val-yes").click()

    line = page.locator("#rost-laget")
    expect(line).to_contain_text("INTE MOTTAGEN")
    network.come_up()
    expect(line).to_contain_text(": JA.", timeout=RETRIES)
    assert recorded_only_at_the_end(said(page)), said(page)
    assert hall.presses(opened) == [("agneta", "yes")]
    hall.decides(opened)


def recorded_only_at_the_end(lines: list[str]) -> bool:
    """Whether all that was said of the vote but the last denied that it was recorded."""
    *before, last = lines
    return last.startswith("Mottagen") and not any(line.startswith("Mottagen") for line in before)


def test_while_nothing_comes_back_the_page_says_nothing_of_a_record(
    hall: Hall, opened: Opened, network: Network, page: Page
) -> None:
    """The server has recorded it, and the page cannot know."""
    network.hit(Fault.NO_WAY_BACK)

    page.locator("#val-no").click()

    expect(page.locator("#rost-laget")).to_contain_text("Skickar: NEJ")
    hall.wait_for_presses(opened, 1)
    assert not any(line.startswith("Mottagen") for line in said(page))
    expect(page.locator("#rost-laget")).to_contain_text(": NEJ.", timeout=RETRIES)
    assert recorded_only_at_the_end(said(page)), said(page)
    assert hall.presses(opened) == [("agneta", "no")]
    hall.decides(opened)


def test_a_press_that_comes_after_the_gavel_is_told_in_plain_words_and_kept_for_no_other(
    hall: Hall, opened: Opened, network: Network, page: Page
) -> None:
    network.go_down()
    page.locator("#val-yes").click()
    expect(page.locator("#rost-laget")).to_contain_text("INTE MOTTAGEN")

    hall.decides(opened)
    network.come_up()

    refused = "Räknas inte. Omröstningen stängdes 12.00.00, innan ditt JA kom fram."
    expect(page.locator("body")).to_contain_text(refused, timeout=RETRIES)
    assert page.evaluate("localStorage.length") == 0
    again = hall.opens(opened.meeting)
    page.goto("/rosta")
    expect(page.locator("#rost-laget")).to_contain_text("Du har inte röstat än.")
    assert hall.presses(again) == []
