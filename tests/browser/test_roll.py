"""The roll in real browsers: a seat is filled, a member steps aside and another stands in."""

import pytest
from playwright.sync_api import expect

from tests.support.people import SIZES

pytestmark = pytest.mark.browser
HERE = "/ordforande/1"
ROLL = f"{HERE}?visa=upprop"


def whole(someone, within: str = "") -> None:
    """In all sizes: axe finds nothing, and nothing is wider than the screen."""
    for size in ("desk", "tablet", "phone"):
        width, height = SIZES[size]
        someone.page.set_viewport_size({"width": width, "height": height})
        # What lies half under the bar of the primary act is too small for axe: look further down.
        someone.page.evaluate(
            "document.querySelector('.platser, #anmal-jav')?.scrollIntoView({block: 'center'})"
        )
        assert someone.axe(within) == [], size
        assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
    width, height = SIZES["desk"]
    someone.page.set_viewport_size({"width": width, "height": height})


def check_in(someone) -> None:
    someone.go("/rosta")
    someone.page.click("#pa-plats")
    expect(someone.page.locator("#min-narvaro")).to_contain_text("Incheckad")


def test_a_seat_is_filled_and_a_recused_member_stood_in_for(come):
    chair = come("ordforande", size="desk")
    chair.go(HERE)
    page = chair.page
    page.click("#gor-oppna-sammantrade")
    page.click("#alla-pa-plats")
    page.wait_for_selector("#gor-faststall[data-huvud]")

    first = come("ersattare001", size="phone")
    second = come("ersattare002", size="phone")
    check_in(first)
    check_in(second)

    member = come("ledamot001", size="phone")
    member.go("/rosta/begar")
    member.page.click("text=Jag lämnar sammanträdet")
    member.page.click("button:has-text('Lämna sammanträdet')")
    expect(member.page.locator("#min-narvaro")).to_contain_text("Du lämnade sammanträdet")

    chair.go(ROLL)
    page.wait_for_selector(".byten")
    whole(chair)
    page.click("[id^=byte-][id$=-godkann]")
    expect(first.page.locator("#min-narvaro")).to_contain_text("Du tjänstgör för")
    expect(page.locator(".byten [id^=byte-]")).to_have_count(0)

    recused = come("ledamot002", size="phone")
    recused.go("/rosta/begar")
    recused.page.click("#anmal-jav-knapp")
    recused.page.fill("#jav-skal", "en kusin")
    whole(recused, "#jav")
    recused.page.set_viewport_size({"width": 390, "height": 844})
    recused.page.click("#anmal-jav")
    expect(recused.page.locator("#jav-anmalt")).to_be_visible()

    chair.go(ROLL)
    expect(page.locator("#jav + .byten, .byten")).to_contain_text("deltar inte i handläggningen")
    assert "en kusin" not in page.content()
    page.click("[id^=jav-][id$=-intrade]")
    expect(page.locator(".upprop")).to_contain_text("tjänstgör i stället")
    whole(chair)
    chair.go("/ordforande/1/skal")
    expect(page.locator("main")).to_contain_text("en kusin")
    whole(chair)
