"""The chair's desk in real browsers: the whole way of an item, focus, what is asked once, what
stays while others act, and the same without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.people import SIZES

pytestmark = pytest.mark.browser
HERE = "/ordforande/1"


@pytest.fixture
def chair(come):
    """The chair at the desk of a meeting that waits to be opened."""
    someone = come("ordforande", size="desk")
    someone.go(HERE)
    return someone


def focus(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def press(page: Page, button: str, then: str) -> None:
    """Press, see the next step, and find focus on its heading."""
    page.click(f"#{button}")
    page.wait_for_selector(f"#{then}")
    expect(page.locator("#rubrik")).to_be_focused()


def confirm(page: Page, button: str, question: str, then: str) -> None:
    """Press, be asked once with focus on the harmless answer, and go through with it."""
    page.click(f"#{button}")
    assert focus(page) == f"{question}-vanta"
    page.click(f"#{question}-gor")
    page.wait_for_selector(f"#{then}")


def good(someone) -> None:
    """In all sizes: axe finds nothing, nothing is wider, the primary act is in view."""
    for size in ("desk", "tablet", "phone"):
        width, height = SIZES[size]
        someone.page.set_viewport_size({"width": width, "height": height})
        assert someone.axe() == [], size
        assert someone.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        for button in someone.page.query_selector_all("[data-huvud]"):
            box = button.bounding_box()
            assert box, size
            assert 0 <= box["y"] <= height - box["height"], size
    width, height = SIZES["desk"]
    someone.page.set_viewport_size({"width": width, "height": height})


def open_meeting(page: Page) -> None:
    press(page, "gor-oppna-sammantrade", "alla-pa-plats")
    press(page, "alla-pa-plats", "gor-faststall[data-huvud]")


def to_found(page: Page, item: int) -> None:
    """An item from the agenda to what the chair finds."""
    page.click(f"#arende-{item}")
    press(page, "gor-oppna-arende", "gor-avsluta-overlaggning")
    press(page, "gor-avsluta-overlaggning", "gor-genomgangna")
    press(page, "gor-genomgangna", "gor-godkand")
    press(page, "gor-godkand", "gor-finner")
    press(page, "gor-finner", "gor-klubba")


def ask_aloud(page: Page) -> None:
    page.select_option("#begard-av", index=1)
    press(page, "registrera-begaran", "gor-oppna-omrostning")


def test_an_item_from_the_opening_to_the_gavel(chair, come):
    page = chair.page
    good(chair)
    press(page, "gor-oppna-sammantrade", "alla-pa-plats")
    good(chair)
    press(page, "alla-pa-plats", "gor-faststall[data-huvud]")
    good(chair)
    page.click("#gor-faststall")
    good(chair)
    for button, then in (
        ("gor-oppna-arende", "gor-avsluta-overlaggning"),
        ("gor-avsluta-overlaggning", "gor-genomgangna"),
        ("gor-genomgangna", "gor-godkand"),
        ("gor-godkand", "gor-finner"),
        ("gor-finner", "gor-klubba"),
    ):
        press(page, button, then)
        good(chair)

    member = come("ledamot001")
    member.go("/rosta")
    page.click("#gor-klubba")
    member.page.click("#begar-omrostning")
    page.wait_for_selector("#gor-oppna-omrostning")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert focus(page) == "rubrik"
    expect(page.locator("#viktig")).to_have_text("Omröstning är begärd.")
    good(chair)

    press(page, "gor-oppna-omrostning", "gor-stang")
    member.page.click("#val-no")
    expect(page.locator("#avgivet b")).to_have_text("1")
    page.click("#val-yes")
    expect(page.locator("#rost-laget")).to_contain_text("JA.")
    expect(page.locator("#avgivet b")).to_have_text("2")
    expect(page.locator("#rost-laget")).to_contain_text("JA.")
    assert focus(page) == "val-yes"
    good(chair)

    confirm(page, "gor-stang", "stang", "gor-utslag-yes")
    assert focus(page) == "rubrik"
    good(chair)
    confirm(page, "gor-utslag-yes", "utslag-yes", "gor-klubba")
    good(chair)
    confirm(page, "gor-klubba", "klubba", "gor-nasta")
    expect(page.locator(".beslutet")).to_contain_text("Regionfullmäktige beslutar att avslå")
    good(chair)
    assert chair.complaints == []


def test_what_cannot_be_taken_back_is_asked_once_also_by_keyboard(chair):
    page = chair.page
    open_meeting(page)
    to_found(page, 1)
    page.wait_for_selector("#gor-klubba:enabled")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#klubba-vanta")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#klubba")).to_be_visible()
    good(chair)
    page.keyboard.press("Enter")
    expect(page.locator("#klubba")).to_be_hidden()
    expect(page.locator("#rubrik")).to_be_focused()

    ask_aloud(page)
    press(page, "gor-oppna-omrostning", "gor-stang")
    page.click("#gor-stang")
    good(chair)
    page.keyboard.press("Escape")
    expect(page.locator("#gor-stang")).to_be_focused()

    page.click("#ogiltig-lank")
    good(chair)
    page.fill("#skal", "Fel fråga ställdes")
    page.click("#ogiltig-gor")
    page.wait_for_selector("#gor-oppna-omrostning")
    expect(page.locator(".kropp .besked")).to_contain_text("Fel fråga ställdes.")
    good(chair)


def test_what_is_half_done_stays_while_others_act(chair, come):
    page = chair.page
    open_meeting(page)
    page.click("#arende-3")
    press(page, "gor-oppna-arende", "gor-avsluta-overlaggning")
    press(page, "gor-avsluta-overlaggning", "gor-genomgangna")
    press(page, "gor-genomgangna", "gor-godkand")
    moved = page.locator("[id^=flytta-ner]").nth(1)
    button = moved.get_attribute("id")
    moved.click()
    expect(page.locator("#ordning li").nth(2)).to_contain_text("Yrkandet om helgnätter")
    # At the bottom only upwards is left.
    expect(page.locator(f"#{button.replace('ner', 'upp')}")).to_be_focused()
    words = page.inner_text(".sag q")

    check_in(come, "ersattare001", page)

    expect(page.locator("#ordning li").nth(2)).to_contain_text("Yrkandet om helgnätter")
    assert page.inner_text(".sag q") == words
    press(page, "gor-godkand", "gor-finner")
    page.locator("input[name=proposal]").nth(2).check()
    name = page.inner_text("#gor-finner")

    check_in(come, "ersattare002", page)

    assert page.locator("input[name=proposal]").nth(2).is_checked()
    assert page.inner_text("#gor-finner") == name
    press(page, "gor-finner", "gor-klubba")
    page.select_option("#begard-av", index=2)
    page.focus("#begard-av")
    chosen = page.input_value("#begard-av")

    check_in(come, "ersattare003", page)

    assert (page.input_value("#begard-av"), focus(page)) == (chosen, "begard-av")


def check_in(come, name: str, page: Page) -> None:
    """Somebody comes, and the desk has been redrawn."""
    page.evaluate(
        "document.addEventListener('htmx:sse:after:message', "
        "event => { if (!event.detail.message.event) document.body.dataset.redrawn = 'yes' })"
    )
    page.evaluate("delete document.body.dataset.redrawn")
    someone = come(name)
    someone.go("/rosta")
    someone.page.click("main button[type=submit]")
    page.wait_for_selector("body[data-redrawn]")


def test_a_vice_chair_follows_reads_and_takes_over(chair, come):
    vice = come("vice1", size="desk")
    vice.go(HERE)
    open_meeting(chair.page)
    vice.page.wait_for_selector("#ta-over")
    expect(vice.page.locator("[data-huvud]")).to_have_count(0)
    good(vice)
    to_found(chair.page, 1)
    ask_aloud(chair.page)
    press(chair.page, "gor-oppna-omrostning", "gor-stang")

    vice.page.click("#val-abstain")

    expect(vice.page.locator("#rost-laget")).to_contain_text("AVSTÅR.")
    vice.page.click("#ta-over")
    vice.page.wait_for_selector("#gor-stang")
    expect(vice.page.locator("#rost-laget")).to_contain_text("AVSTÅR.")
    chair.page.wait_for_selector("#ta-over")
    expect(chair.page.locator("#gor-stang")).to_have_count(0)


def test_a_refusal_is_told_and_nothing_else_moves(chair, come):
    page = chair.page
    open_meeting(page)
    page.click("#arende-1")
    press(page, "gor-oppna-arende", "gor-avsluta-overlaggning")
    page.evaluate("document.getElementById('live').remove()")  # a desk that has not heard
    vice = come("vice1", size="desk")
    vice.go(HERE)
    vice.page.click("#ta-over")
    vice.page.wait_for_selector("#gor-avsluta-overlaggning")

    page.click("#gor-avsluta-overlaggning")

    expect(page.locator("#besked")).to_contain_text("leder sammanträdet. Bara den som leder")
    expect(page.locator("#gor-avsluta-overlaggning")).to_be_visible()
    good(chair)


def test_a_doubled_press_is_one_press_and_no_answer_is_told(chair):
    page = chair.page
    open_meeting(page)
    page.click("#arende-1")
    page.wait_for_selector("#gor-oppna-arende:enabled")
    page.dblclick("#gor-oppna-arende")
    page.wait_for_selector("#gor-avsluta-overlaggning:enabled")
    expect(page.locator("#besked")).to_be_empty()
    chair.context.set_offline(True)

    page.click("#gor-avsluta-overlaggning")

    expect(page.locator("#besked")).to_contain_text("Inget svar från servern.")
    chair.context.set_offline(False)
    press(page, "gor-avsluta-overlaggning", "gor-genomgangna")
    expect(page.locator("#besked")).to_be_empty()


def test_everything_works_without_scripts(come):
    someone = come("ordforande", size="desk", scripts=False)
    page = someone.page
    someone.go("/ordforande")
    for button in ("gor-oppna-sammantrade", "alla-pa-plats", "gor-faststall", "arende-3",
                   "gor-oppna-arende", "gor-avsluta-overlaggning", "gor-genomgangna"):  # fmt: skip
        page.click(f"#{button}")
    page.locator("[id^=flytta-ner]").nth(1).click()
    expect(page.locator("#ordning li").nth(2)).to_contain_text("Yrkandet om helgnätter")
    page.click("#gor-godkand")
    page.locator("input[name=proposal]").nth(1).check()
    page.click("#gor-finner")
    page.select_option("#begard-av", index=1)
    page.click("#registrera-begaran")
    page.click("#gor-motforslag")
    page.click("#gor-finner")
    page.select_option("#begard-av", index=1)
    page.click("#registrera-begaran")
    page.click("#gor-oppna-omrostning")
    page.click("#val-yes")
    expect(page.locator("#rost-laget")).to_contain_text("JA.")
    page.click("#ogiltig-lank")
    page.fill("#skal", "Fel fråga ställdes")
    page.click("#ogiltig-gor")
    for _ in ("förberedande", "huvud"):
        page.click("#gor-oppna-omrostning")
        page.click("#gor-stang")
        expect(page.locator("main")).to_contain_text("Det kan inte ångras.")
        page.click("main button[type=submit]")
        page.click("#gor-utslag-no")
        expect(page.locator("main")).to_contain_text("Den blir offentlig.")
        page.click("main button[type=submit]")
        page.click("#gor-klubba")
    expect(page.locator(".beslutet")).to_contain_text("§\u00a01")
    page.click("#avsluta-knapp")
    page.click("main button[type=submit]")
    expect(page.locator("#rubrik")).to_have_text("Sammanträdet är avslutat")
