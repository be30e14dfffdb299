"""The speakers' list in real browsers: asked for on a tablet, given at the desk, seen in the hall;
the clock, whatever the device's own says; focus; and the same without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_chair import HERE, good, open_meeting, press

pytestmark = pytest.mark.browser
TIME = re.compile(r"^0\d\.\d\d av 04\.00")


@pytest.fixture
def chair(come):
    """The chair at the desk, an item in debate."""
    someone = come("ordforande", size="desk")
    someone.go(HERE)
    open_meeting(someone.page)
    someone.page.click("#arende-1")
    press(someone.page, "gor-oppna-arende", "gor-avsluta-overlaggning")
    return someone


def ask(come, name: str):
    """Somebody asks for the floor from the page of what goes on."""
    someone = come(name)
    someone.go("/rosta")
    someone.page.click("#nu-begar-ordet")
    return someone


def rows(page: Page):
    return page.locator(".talarlista > li")


def whole(someone) -> None:
    """The part on the floor: nothing for axe to find, nothing wider than the page."""
    assert someone.axe("#ordet") == []
    assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def add_guest(page: Page, name: str) -> None:
    if not page.locator("#tal-gast").is_visible():
        page.click("#tal-ny-knapp")
    page.fill("#tal-gast", name)
    page.click("#tal-lagg-till")
    expect(page.locator(".talarlista")).to_contain_text(name)


def test_from_the_tablet_to_the_floor(chair, come):
    page = chair.page
    first = ask(come, "ledamot001")
    expect(first.page.locator("#din-plats")).to_have_text("Du står som nummer\u00a01.")
    second = ask(come, "ledamot002")
    expect(second.page.locator("#din-plats")).to_have_text("Du står som nummer\u00a02.")
    expect(rows(page)).to_have_count(2)
    good(chair)
    screen = come(size="hall")
    screen.go("/storbild")

    name = rows(page).first.locator("b").inner_text()

    page.locator("[id^=tal-ge-]").first.click()

    expect(page.locator("#talar-nu")).to_contain_text(name)
    expect(page.locator("#talar-nu [data-talad]")).to_have_text(TIME)
    expect(page.locator("#talarlista")).to_be_focused()
    expect(first.page.locator("#ordet")).to_contain_text("Du har ordet.")
    expect(first.page.locator("#ordet [data-talad]")).to_have_text(TIME)
    expect(second.page.locator("#din-plats")).to_have_text("Du står som nummer\u00a01.")
    expect(screen.page.locator("h1")).to_contain_text(name)
    expect(screen.page.locator("[data-talad]")).to_have_text(TIME)
    expect(screen.page.locator(".nasta-talare li")).to_have_count(1)

    expect(second.page.locator("#begar-replik + span")).to_have_text(f"på {name}")
    second.page.click("#begar-replik")
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text(f"Replik på {name}")
    good(chair)
    for someone in (first, second):
        whole(someone)
    first.page.click("#talat-klart")
    expect(page.locator("#talar-nu")).to_have_count(0)

    page.click("#tal-streck")
    expect(page.locator("#tal-hav-streck")).to_be_visible()
    third = come("ledamot003")
    third.go("/rosta/begar")
    expect(third.page.locator("#varfor-ordet")).to_contain_text("Streck i debatten är satt.")
    whole(third)
    press(page, "gor-avsluta-overlaggning", "gor-genomgangna")
    expect(rows(page)).to_have_count(0)
    for someone in (chair, first, second, third, screen):
        assert someone.complaints == [], someone.name


def test_the_list_is_led_without_leaving_what_is_typed(chair, come):
    page = chair.page
    for name in ("Ek", "Alm", "Ask"):
        add_guest(page, name)
        expect(page.locator("#tal-gast")).to_have_value("")
    names = page.locator(".talarlista > li b")
    expect(names).to_have_text(["Ek", "Alm", "Ask"])
    last = rows(page).nth(2)
    last.locator("summary").click()
    last.locator("[id^=tal-upp-]").click()
    expect(names).to_have_text(["Ek", "Ask", "Alm"])
    expect(rows(page).nth(1).locator("[id^=tal-upp-]")).to_be_focused()
    rows(page).nth(1).locator("[id^=tal-upp-]").click()
    expect(names).to_have_text(["Ask", "Ek", "Alm"])
    expect(rows(page).first.locator("[id^=tal-ner-]")).to_be_focused()
    page.fill("#tal-gast", "Gra")

    ask(come, "ledamot001")

    expect(rows(page)).to_have_count(4)
    expect(page.locator("#tal-gast")).to_have_value("Gra")
    rows(page).first.locator("[id^=tal-stryk-]").click()
    expect(names).to_have_text(["Ek", "Alm", re.compile(r".+\(.+\)")])
    assert page.locator("#gor-avsluta-overlaggning").is_visible()
    assert chair.complaints == []


def test_the_clock_is_the_server_s_and_tells_the_last_minute(chair, come):
    add_guest(chair.page, "Ek")
    chair.page.locator("[id^=tal-ge-]").click()
    member = come("ledamot001")
    member.page.clock.install(time="2026-01-01T00:00:00")  # the tablet's own is wrong
    member.go("/rosta")
    shown = member.page.locator(".taltid")
    expect(shown.locator("[data-talad]")).to_have_text(re.compile(r"^00\.\d\d av 04\.00"))
    expect(shown.locator("[data-sista]")).to_be_hidden()

    member.page.clock.fast_forward("03:10")
    expect(shown.locator("[data-sista]")).to_have_text("1 minut kvar")
    expect(shown.locator("[data-sista]")).to_be_visible()
    member.page.clock.fast_forward("01:00")
    expect(shown.locator("[data-ute]")).to_be_visible()
    expect(shown.locator("[data-sista]")).to_be_hidden()


def test_the_list_works_without_scripts(come):
    someone = come("ordforande", size="desk", scripts=False)
    page = someone.page
    someone.go("/ordforande")
    for button in ("gor-oppna-sammantrade", "alla-pa-plats", "gor-faststall", "arende-1",
                   "gor-oppna-arende"):  # fmt: skip
        page.click(f"#{button}")
    for name in ("Ek", "Alm"):
        add_guest(page, name)
    page.locator("[id^=tal-ge-]").first.click()
    expect(page.locator("#talar-nu")).to_contain_text("Ek")
    expect(page.locator("#talar-nu")).to_contain_text("sedan kl.")
    member = come("ledamot001", scripts=False)
    member.go("/rosta")
    member.page.click("#nu-begar-ordet")
    expect(member.page.locator("#din-plats")).to_have_text("Du står som nummer\u00a02.")
    member.page.click("#begar-replik")
    expect(member.page.locator("#din-replik")).to_contain_text("Replik på Ek")
    member.page.click("#stryk-mig")
    expect(member.page.locator("#begar-ordet")).to_be_visible()
