"""Proposals in real browsers: what is typed stays while the hall goes on, at the tablet and at
the chair's desk, and the same without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_chair import focus, open_meeting, press
from tests.support.people import SIZES

pytestmark = pytest.mark.browser
BEGAR = "/rosta/begar"
TEXT = "att regionen redovisar utfallet varje år"


@pytest.fixture
def chair(come):
    """The chair in the debate of the first item."""
    someone = come("ordforande", size="desk")
    someone.go("/ordforande/1")
    open_meeting(someone.page)
    someone.go("/ordforande/1?arende=1")
    press(someone.page, "gor-oppna-arende", "gor-avsluta-overlaggning")
    return someone


WHOLE = 3000


def good(someone, *sizes) -> None:
    """In these widths: axe finds nothing, and nothing is wider than the page. The page is seen
    whole, for what lies half under a bar counts as too small to press."""
    for size in sizes:
        width, _ = SIZES[size]
        someone.page.set_viewport_size({"width": width, "height": WHOLE})
        assert someone.axe() == [], size
        assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


def propose(someone, kind: str, text: str = "", motive: str = "") -> None:
    """Fill in the form on M5 and send it."""
    someone.go(f"{BEGAR}?yrka=1")
    someone.page.check(f"#yrka-{kind}")
    someone.page.fill("#yrka-text", text)
    someone.page.fill("#yrka-motive", motive)
    someone.page.click("#lagg-fram")


def test_what_a_member_types_stays_while_the_list_grows(chair, come):
    me, other = come("ledamot012"), come("ledamot033", size="phone")
    me.go(f"{BEGAR}?yrka=1")
    me.page.check("#yrka-addition")
    me.page.fill("#yrka-text", TEXT)
    propose(other, "referral", motive="Kostnaden ska utredas.")
    expect(other.page.locator("#yrka-lage")).to_contain_text("Ordföranden ser det.")

    expect(me.page.locator("#yrka-lage")).to_contain_text("Kostnaden ska utredas.")
    assert me.page.input_value("#yrka-text") == TEXT
    assert focus(me.page) == "yrka-text"
    good(me, "tablet", "phone")
    me.page.click("#lagg-fram")
    expect(me.page.locator("#yrka-lage")).to_contain_text("Tilläggsyrkandet från")
    expect(chair.page.locator("#mitten")).to_contain_text("Tilläggsyrkandet från")
    assert me.complaints == []
    assert other.complaints == []


def test_the_chair_writes_one_down_and_refuses_another_without_leaving_the_desk(chair, come):
    page = chair.page
    page.click(".lagg-in summary")
    page.select_option("#yrka-mover", index=20)
    page.check("#yrka-addition")
    page.fill("#yrka-text", TEXT)
    member = come("ledamot012")
    propose(member, "other", "att regionen säljer hotellet")
    expect(page.locator("#mitten")).to_contain_text("regionen säljer hotellet")
    assert page.input_value("#yrka-text") == TEXT
    good(chair, "desk", "tablet", "phone")

    page.click("#gor-lagg-in")
    expect(page.locator("#mitten")).to_contain_text("Tilläggsyrkandet från")
    expect(page.locator("#rubrik")).to_be_focused()
    page.click("li:has-text('säljer hotellet') a[data-oppna]")
    page.check("dialog[open] [value=unlawful]")
    page.fill("dialog[open] textarea", "Regionen äger inget hotell.")
    good(chair, "desk", "phone")
    page.click("dialog[open] .knapp-fara")
    expect(page.locator("#mitten")).to_contain_text("Ställs inte: det skulle leda till")
    page.click("text=Fullmäktige beslutar att det ställs")
    expect(page.locator("#mitten")).not_to_contain_text("Ställs inte")
    assert page.url.endswith("/ordforande/1")
    assert chair.complaints == []


def test_without_scripts_the_same(chair, come):
    me = come("ledamot012", scripts=False)
    propose(me, "referral")
    expect(me.page.locator("#yrka-fel")).to_contain_text("Skriv en motivering.")
    me.page.fill("#yrka-motive", "Kostnaden ska utredas.")
    me.page.click("#lagg-fram")
    expect(me.page.locator("#yrka-lage")).to_contain_text("Kostnaden ska utredas.")
    secretary = come("sekreterare", size="desk", scripts=False)
    secretary.go("/sekreterare/1")
    secretary.page.click("#sek-yrka")
    secretary.page.select_option("#yrka-mover", index=5)
    secretary.page.check("#yrka-tabling")
    secretary.page.click("#gor-lagg-in")
    expect(secretary.page.locator("body")).to_contain_text("yrkar: bordlägga ärendet")
