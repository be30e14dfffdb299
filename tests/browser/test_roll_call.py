"""A roll call typed in by keyboard in a real browser, when the tablets have failed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import primary, until_found

pytestmark = pytest.mark.browser

MARKS = {"j": "yes", "n": "no", "a": "abstain", "f": "absent"}


def begin(chair: Page, member: Page) -> None:
    """To an open division on the tablets."""
    until_found(chair)
    member.get_by_role("button", name="Begär omröstning").click()
    primary(chair, "Öppna omröstningen")
    expect(chair.locator("#avbryt-lank")).to_be_visible()


def break_off(page: Page) -> None:
    """From the secretary's desk to the list."""
    page.locator("#sek-avbryt").click()
    page.locator("#avbryt-skal").fill("Nätet i salen är nere.")
    page.locator("#avbryt-gor").click()
    expect(page.locator("#rostlista")).to_be_visible()


def type_in(page: Page, keys: str) -> None:
    """A key for each name, as they are called."""
    page.locator("[role=radiogroup] input").first.focus()
    for key in keys:
        page.keyboard.press(key)


def total(page: Page, mark: str) -> str:
    return page.locator(f'[data-summa="{mark}"]').inner_text()


def test_a_roll_call_is_typed_in_by_keyboard_twice_and_closed(come):
    chair, secretary = come("ordforande", size="desk"), come("sekreterare", size="desk")
    member, citizen = come("ledamot001"), come(scripts=False)
    begin(chair.page, member.page)
    secretary.go("/sekreterare/1")
    break_off(secretary.page)
    expect(member.page.locator("main")).to_contain_text("Omröstningen sker genom upprop.")

    # A key a name; what is typed is saved row by row, and the sums follow.
    page = secretary.page
    type_in(page, "j" * 40 + "n" * 28 + "a")
    assert [total(page, mark) for mark in MARKS.values()] == ["40", "28", "1", "0"]
    assert total(page, "left") == "2"
    expect(page.locator("#laget")).to_contain_text("Sparat, inte markerat som klart.")
    page.reload()
    assert total(page, "left") == "2"

    # A row left out is told; the rest is kept.
    page.locator("#klar").click()
    expect(page.locator("#fel")).to_contain_text("2 rader saknar röst")
    page.locator(".saknar-rost input").first.focus()
    page.keyboard.press("f")
    page.keyboard.press("j")
    expect(page.locator("#klar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#laget")).to_contain_text("Din inskrivning är klar.")

    # The chair types it too, from the cockpit, and closes.
    chair.page.locator("#till-listan").click()
    type_in(chair.page, "j" * 40 + "n" * 28 + "afj")
    chair.page.locator("#klar").click()
    expect(chair.page.locator(".ingress")).to_contain_text("Båda inskrivningarna stämmer överens")
    chair.page.get_by_role("link", name="Till ledningen av sammanträdet").click()
    primary(chair.page, "Stäng omröstningen")
    primary(chair.page, "Klubba")
    citizen.go("/voteringar/2")
    expect(citizen.page.locator("h1")).to_contain_text("41 mot 28")
    expect(citizen.page.locator("main")).to_contain_text("genom upprop")
    everybody = (chair, secretary, member, citizen)
    told = [line for someone in everybody for line in someone.complaints if "422" not in line]
    assert told == []


def is_a_save(route) -> bool:
    """Whether the page saves by itself; the button asks for a page instead."""
    request = route.request
    return request.method == "POST" and request.headers["accept"] == "application/json"


def asked_before_leaving(page: Page) -> list[str]:
    """What the browser asks from now on; each is answered with yes."""
    asked: list[str] = []

    def answer(dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_a_list_marked_as_finished_while_it_is_saved_stays_finished(come):
    chair, secretary = come("ordforande", size="desk"), come("sekreterare", size="desk")
    begin(chair.page, come("ledamot001").page)
    secretary.go("/sekreterare/1")
    break_off(secretary.page)
    page, held, sent = secretary.page, [], []
    asked = asked_before_leaving(page)
    page.on("request", lambda request: sent.append(request.headers.get("accept")))
    page.route(
        "**/lista", lambda route: held.append(route) if is_a_save(route) else route.continue_()
    )

    with page.expect_request(lambda request: request.method == "POST"):
        type_in(page, "j" * 71)
    expect(page.locator("#klar")).to_be_focused()
    sent.clear()
    page.locator("#klar").click(no_wait_after=True)
    page.locator("#klar").click(no_wait_after=True)
    assert sent == []  # the button waits for the save that is on its way
    held[0].continue_()

    expect(page.locator("#laget")).to_contain_text("Din inskrivning är klar.")
    expect(page.locator("#inskrivningar")).to_contain_text("Inskrivning 1: klar")
    assert asked == []
    assert len(held) == 1


@pytest.mark.parametrize("status", [400, 401, 403])
def test_rows_that_were_refused_are_not_left_without_a_question(come, status):
    chair, secretary = come("ordforande", size="desk"), come("sekreterare", size="desk")
    begin(chair.page, come("ledamot001").page)
    secretary.go("/sekreterare/1")
    break_off(secretary.page)
    page = secretary.page
    asked = asked_before_leaving(page)
    page.route(
        "**/lista",
        lambda route: route.fulfill(status=status) if is_a_save(route) else route.continue_(),
    )

    type_in(page, "j")
    expect(page.locator("#laget")).to_contain_text("Inte sparat. Läs in sidan igen.")
    page.reload()

    assert asked == ["beforeunload"]


def test_a_list_is_typed_in_without_scripts(come):
    chair, secretary = come("ordforande", size="desk"), come("sekreterare", scripts=False)
    begin(chair.page, come("ledamot001").page)
    secretary.go("/sekreterare/1")
    break_off(secretary.page)

    page = secretary.page
    page.locator("label[for=plats-1-yes]").click()
    page.locator("label[for=plats-2-no]").click()
    page.get_by_role("button", name="Spara utan att bli klar").click()

    expect(page.locator("#inskrivningar")).to_contain_text("2 av 71 rader")
    expect(page.locator("#plats-2-no")).to_be_checked()
    assert (total(page, "yes"), total(page, "no")) == ("1", "1")


@pytest.mark.parametrize("size", ["desk", "tablet", "phone"])
def test_what_the_hall_needs_without_tablets_is_accessible(come, size):
    chair, secretary = come("ordforande", size="desk"), come("sekreterare", size=size)
    begin(chair.page, come("ledamot001").page)
    found = {}
    secretary.go("/sekreterare/1")
    found["desk"] = secretary.axe()
    secretary.page.locator("#sek-avbryt").click()
    found["breaking off"] = secretary.axe()
    secretary.go("/sekreterare/1")
    break_off(secretary.page)
    found["list"] = secretary.axe()
    secretary.page.locator("#klar").click()
    expect(secretary.page.locator("#fel")).to_be_visible()
    found["left out"] = secretary.axe()
    for path in ("/sammantraden/1/upropslista", "/reservrutin"):
        secretary.go(path)
        found[path] = secretary.axe()
        wide = secretary.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
    chair.go("/ordforande/1")
    found["cockpit"] = chair.axe()

    assert {moment: wrong for moment, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("path", "pages"), [("/reservrutin", 1), ("/sammantraden/1/upropslista", 2)]
)
def test_it_fits_on_paper(come, path, pages):
    secretary = come("sekreterare")
    secretary.go(path)

    printed = secretary.page.pdf(format="A4", prefer_css_page_size=True)

    assert printed.count(b"/Type /Page\n") == pages
