"""Pauses, late items, motions and the rules of order in real browsers: at the desk, on a tablet,
in the hall, for a reader; live, without leaving the cockpit, and good for everybody."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_chair import HERE, good, open_meeting, press

pytestmark = pytest.mark.browser
UNTIL = "kl.\u00a023.59"


@pytest.fixture
def chair(come):
    """The chair at the desk of an open meeting."""
    someone = come("ordforande", size="desk")
    someone.go(HERE)
    open_meeting(someone.page)
    return someone


def primary(page: Page):
    return page.locator("[data-huvud]")


def test_a_pause_from_the_cockpit_to_every_screen_and_back(chair, come):
    page, tablet, hall = chair.page, come("ledamot001"), come(size="hall")
    tablet.go("/rosta")
    hall.go("/storbild")
    page.click("#arende-1")
    press(page, "gor-oppna-arende", "gor-avsluta-overlaggning")

    page.click("#ajournera-lank")
    expect(page.locator("#ajournera-fraga")).to_be_visible()
    assert chair.axe() == []
    page.fill("#ajournera-kl", "23.59")
    page.click("#ajournera")
    expect(page.locator("h1")).to_have_text(f"Paus till {UNTIL}")
    expect(primary(page)).to_have_text("Återuppta sammanträdet")
    good(chair)
    for someone in (tablet, hall):
        expect(someone.page.locator("h1")).to_contain_text(f"Paus till {UNTIL}")
        assert someone.axe() == []

    primary(page).click()
    expect(primary(page)).to_have_text("Avsluta överläggningen")
    expect(tablet.page.locator("h1")).not_to_contain_text("Paus")


def test_a_late_item_is_taken_up_and_a_received_one_done_with(chair, come):
    secretary, page = come("sekreterare"), chair.page
    for kind, title in (("decision", "Brådskande bidrag"), ("announcement", "Anmälan om tjänst")):
        secretary.go("/sekreterare/1/dagordning")
        secretary.page.select_option("#kind", kind)
        secretary.page.fill("#title", title)
        secretary.page.get_by_role("button", name="Lägg till ärendet").click()
        expect(secretary.page.locator("table")).to_contain_text(title)
    assert secretary.axe() == []

    page.get_by_role("link", name="Brådskande bidrag").click()
    expect(primary(page)).to_have_text("Alla är ense, ta upp ärendet")
    good(chair)
    page.click("#invandning")
    expect(page.locator("#besked")).to_contain_text("närvarande måste besluta")
    primary(page).click()
    expect(primary(page)).to_have_text("Öppna ärendet")

    page.get_by_role("link", name="Anmälan om tjänst").click()
    expect(primary(page)).to_have_text("Lägg anmälan till handlingarna")
    good(chair)
    primary(page).click()
    expect(page.locator("#innehall")).to_contain_text("lägger anmälan till handlingarna.")


def test_the_registers_and_the_rules_of_order_are_good_for_everybody(come):
    admin, secretary, reader = come("admin"), come("sekreterare"), come(size="phone")
    page = secretary.page
    secretary.go("/sekreterare/motioner")
    page.fill("#title", "Fler bussar")
    page.fill("#movers", "Ledamot 1 (V)")
    page.get_by_role("button", name="För in motionen").click()
    expect(page.locator(".motioner")).to_contain_text("Fler bussar")

    for someone, path in (
        (secretary, "/sekreterare/motioner"),
        (secretary, "/sekreterare/1/dagordning"),
        (secretary, "/admin/arbetsordning"),
        (admin, "/admin/arbetsordning"),
        (reader, "/motioner"),
    ):
        someone.go(path)
        assert someone.axe() == [], path
        assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    admin.go("/admin/arbetsordning")
    admin.page.fill("#attesters", "9")
    admin.page.get_by_role("button", name="Spara arbetsordningen").click()
    expect(admin.page.locator("#attesters-fel")).to_contain_text("ett heltal från 1 till 6")
    assert admin.axe() == []
