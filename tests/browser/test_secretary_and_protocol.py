"""The secretary's desk and the protocol in a real browser: typed text is sacred, paper is paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.people import Someone

pytestmark = pytest.mark.browser

Come = Callable[..., Someone]


def act(someone: Someone, path: str, **body: object) -> None:
    """What somebody does at the service without a page of their own on screen."""
    token = someone.page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
    answer = someone.page.request.post(
        path, data=body, headers={"X-CSRFToken": token, "Accept": "application/json"}
    )
    assert answer.ok, answer.text()


def test_typed_text_stays_while_the_meeting_goes_on(come: Come) -> None:
    secretary, chair = come("sekreterare", size="desk"), come("ordforande")
    secretary.go("/sekreterare/arenden/1")
    page = secretary.page
    expect(page.locator("#kontakt")).to_contain_text("Ansluten")
    page.locator("#summary").focus()
    page.keyboard.type("Skrivet under tiden.")

    act(chair, "/sammantraden/1/narvaro", usernames="all")
    act(chair, "/sammantraden/1/oppna")
    act(chair, "/arenden/1/oppna")

    expect(page.locator("#handelser")).to_contain_text("ärendet öppnat")
    expect(page.locator("#narvaro")).to_contain_text("71 av 71")
    expect(page.locator("#skenor [aria-current]")).to_contain_text("Pågår")
    expect(page.locator("#nytt")).to_be_visible()
    assert "Skrivet under tiden." in page.locator("#summary").input_value()
    assert page.evaluate("document.activeElement.id") == "summary"
    expect(page.locator("#sparat")).to_have_text("Inte sparat än")

    page.keyboard.press("Control+Enter")

    expect(page.locator("#sparat")).to_have_text(re.compile(r"Sparat \d\d\.\d\d\.\d\d"))
    assert "Skrivet under tiden." in page.locator("#summary").input_value()
    assert secretary.complaints == []


def test_leaving_with_unsaved_text_is_asked_about(come: Come) -> None:
    secretary = come("sekreterare", size="desk")
    secretary.go("/sekreterare/arenden/2")
    page = secretary.page
    page.locator("#summary").fill("Inte sparat")
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#skenor a").first.click(no_wait_after=True)
    page.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    assert page.locator("#summary").input_value() == "Inte sparat"


def test_prose_is_saved_without_scripts(come: Come) -> None:
    secretary = come("sekreterare", scripts=False)
    secretary.go("/sekreterare/arenden/2")
    secretary.page.locator("#summary").fill("Skrivet utan skript.")

    secretary.page.get_by_role("button", name="Spara sammanfattningen").click()

    expect(secretary.page.locator("#summary")).to_have_value("Skrivet utan skript.")
    expect(secretary.page.locator("#sparat")).to_contain_text("Sparat")


@pytest.mark.parametrize("size", ["desk", "tablet", "phone"])
def test_desk_protocol_and_administration_are_accessible(come: Come, size: str) -> None:
    for name, path in (
        ("sekreterare", "/sekreterare/arenden/1"),
        ("admin", "/admin"),
        ("", "/sammantraden/1/protokoll"),
    ):
        someone = come(name, size=size)
        someone.go(path)
        wide = someone.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (path, someone.axe(), wide) == (path, [], 0)


def test_on_paper_the_protocol_is_marked_as_a_draft_and_nothing_else_is_printed(
    come: Come,
) -> None:
    citizen = come(size="desk")
    citizen.go("/sammantraden/1/protokoll")
    citizen.page.emulate_media(media="print")

    expect(citizen.page.locator(".vattenstampel")).to_be_visible()
    expect(citizen.page.locator(".vattenstampel")).to_contain_text("UTKAST – inte justerat")
    expect(citizen.page.locator(".sidhuvud")).to_be_hidden()
    expect(citizen.page.locator(".sidfot")).to_be_hidden()
