"""The whole way, several people at once: from the agenda to the record, in real browsers."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

MOTION = "Motion om medlemskap i Klimatkommunerna"
PARAGRAPH = re.compile(r"§\s1\b")


def primary(page: Page, words: str) -> None:
    """Press the chair's one primary button, which must say this, and confirm if asked."""
    button = page.locator("[data-huvud]")
    expect(button).to_have_text(re.compile(re.escape(words)))
    button.click()
    confirm = page.locator("dialog[open] button[type=submit]")
    if confirm.count():
        confirm.last.click()


def until_found(page: Page) -> None:
    """The chair's steps from the opening of the meeting to what the acclamation gave."""
    primary(page, "Öppna sammanträdet")
    page.get_by_role("button", name="Alla ledamöter på plats").click()
    expect(page.locator(".spalt-h .stort-tal")).to_have_text("71 av 71")
    primary(page, "Fastställ uppropet")
    primary(page, "Öppna ärendet")
    primary(page, "Avsluta överläggningen")
    primary(page, "Yrkandena är genomgångna")
    primary(page, "Godkänd, gå vidare")
    primary(page, "Jag finner regionstyrelsens förslag")
    expect(page.locator("[data-huvud]")).to_have_text("Klubba")


def turnout(page: Page) -> Locator:
    """The chair's large figure: how many have voted."""
    return page.locator(".mitten .stort-tal").first


def vote(page: Page, choice: str, word: str) -> None:
    """Press a vote and see what the server has recorded; focus stays on the button."""
    page.locator(f"#val-{choice}").click()
    expect(page.locator("#rost-laget")).to_contain_text(f": {word}.")
    expect(page.locator(f"#val-{choice}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#val-{choice}")).to_be_focused()


def test_the_motion_travels_from_the_agenda_to_the_record(come):
    chair = come("ordforande", size="desk")
    members = [come(f"ledamot00{number}") for number in (1, 2)] + [come("ledamot040")]
    citizen = come(scripts=False, size="phone")
    screen = come(size="hall")
    screen.go("/storbild")

    # Anyone reads the agenda and the motion.
    citizen.go("/")
    citizen.page.get_by_role("link", name="Följ sammanträdet").click()
    citizen.page.get_by_role("link", name=MOTION).first.click()
    expect(citizen.page.get_by_text("det varmaste år som hittills uppmätts")).to_be_visible()

    # A councillor checks in; the chair opens, and every screen follows by itself.
    members[0].page.get_by_role("button", name="Jag är på plats").click()
    expect(members[0].page.get_by_text("Incheckad kl.")).to_be_visible()
    until_found(chair.page)
    expect(screen.page.get_by_text(MOTION)).to_be_visible()

    # A councillor asks for a division from the tablet; the chair sees who.
    members[0].page.get_by_role("button", name="Begär omröstning").click()
    expect(chair.page.get_by_text(re.compile("Begärd av"))).to_be_visible()
    primary(chair.page, "Öppna omröstningen")

    # Every tablet shows the ballot by itself; a press shows what the server recorded.
    for member in members:
        expect(member.page.locator("#rostsedel")).to_be_visible()
    vote(members[0].page, "no", "NEJ")
    vote(members[1].page, "yes", "JA")
    vote(members[1].page, "abstain", "AVSTÅR")
    vote(members[2].page, "yes", "JA")
    expect(turnout(chair.page)).to_have_text("3 av 71 har röstat")
    expect(screen.page.locator("main")).to_contain_text(re.compile(r"3\s*av 71 har röstat"))

    # Nothing tells how anybody votes before the gavel.
    citizen.page.reload()
    for page in (chair.page, screen.page, citizen.page):
        assert not re.search(r"\b[12] (ja|nej)\b", page.locator("main").inner_text(), re.IGNORECASE)

    # A tie: the chair must decide, though not having voted.
    primary(chair.page, "Stäng omröstningen")
    chair.page.get_by_role("button", name="Utslagsröst: Ja").click()
    chair.page.locator("dialog[open] button[type=submit]").last.click()
    expect(screen.page.locator("main")).to_contain_text("Resultat")
    primary(chair.page, "Klubba")
    expect(chair.page.locator("[data-huvud]")).to_have_text("Nästa ärende")
    expect(chair.page.locator("main")).to_contain_text(PARAGRAPH)

    # The record: item, division, protocol, the member's own vote, for everybody to read.
    citizen.page.reload()
    expect(
        citizen.page.get_by_text("Regionfullmäktige beslutar att avslå motionen.").first
    ).to_be_visible()
    citizen.page.get_by_role("link", name=re.compile("röstade")).first.click()
    expect(citizen.page.locator("main")).to_contain_text("utslagsröst")
    expect(citizen.page.locator("svg.sal")).to_be_visible()
    citizen.go("/sammantraden/1/protokoll")
    expect(citizen.page.locator("main")).to_contain_text("Omröstningsresultat")
    members[1].go("/rosta/mina-roster")
    expect(members[1].page.locator("tbody")).to_contain_text("Avstår")
    expect(screen.page.locator("main")).to_contain_text("avslå")

    for someone in (chair, *members, citizen, screen):
        assert someone.complaints == [], someone.name


@pytest.mark.parametrize("size", ["tablet", "phone"])
def test_the_vote_buttons_never_move(come, size):
    chair = come("ordforande", size="desk")
    member = come("ledamot001", size=size)
    until_found(chair.page)
    member.page.get_by_role("button", name="Begär omröstning").click()
    primary(chair.page, "Öppna omröstningen")
    expect(member.page.locator("#rostsedel")).to_be_visible()

    def places():
        return [
            member.page.locator(f"#val-{one}").bounding_box() for one in ("yes", "no", "abstain")
        ]

    member.page.evaluate("document.fonts.ready")
    before = places()
    vote(member.page, "yes", "JA")
    recorded = places()
    member.context.set_offline(True)
    member.page.locator("#val-no").click()
    expect(member.page.locator("#rost-laget")).to_contain_text("INTE MOTTAGEN")
    unsent = places()
    member.context.set_offline(False)
    expect(member.page.locator("#rost-laget")).to_contain_text(": NEJ.")

    assert before == recorded == unsent == places()


def test_a_press_without_scripts_is_a_plain_form(come):
    chair = come("ordforande", size="desk")
    member = come("ledamot001", scripts=False)
    until_found(chair.page)
    member.go("/rosta")
    member.page.get_by_role("button", name="Begär omröstning").click()
    primary(chair.page, "Öppna omröstningen")
    expect(turnout(chair.page)).to_have_text("0 av 71 har röstat")
    member.go("/rosta")

    member.page.locator("#val-no").click()

    expect(member.page.locator("#rost-laget")).to_contain_text(": NEJ.")


def test_a_press_of_one_is_never_sent_by_another_on_the_same_tablet(come):
    chair = come("ordforande", size="desk")
    tablet = come("ledamot001")
    until_found(chair.page)
    tablet.page.get_by_role("button", name="Begär omröstning").click()
    primary(chair.page, "Öppna omröstningen")
    expect(tablet.page.locator("#rostsedel")).to_be_visible()
    tablet.context.set_offline(True)
    tablet.page.locator("#val-yes").click()
    expect(tablet.page.locator("#rost-laget")).to_contain_text("INTE MOTTAGEN")

    # The cookie is another's when the network returns.
    tablet.context.clear_cookies()
    tablet.context.set_offline(False)
    tablet.page.wait_for_url("**/login**")
    tablet.page.fill("#username", "ledamot002")
    tablet.page.fill("#password", "klubbslag-demo")
    tablet.page.click("main button[type=submit]")
    tablet.go("/rosta")

    expect(tablet.page.locator("#rost-laget")).to_contain_text("Du har inte röstat än.")
    expect(turnout(chair.page)).to_have_text("0 av 71 har röstat")
