"""The whole procedure in real browsers, led by the chair without leaving the cockpit: a chain of
five proposals, a minority's referral, a tie, a recusal, an election, speakers, a pause, a block."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import repeat
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from council.application import create_app
from council.config import Settings
from council.demo import agenda
from council.services.drafts import NewItem
from council.store.base import db
from tests.browser.test_chair import focus, good
from tests.browser.test_proposals import good as good_page
from tests.support.cockpit import SEATS, Cockpit, House, found_house
from tests.support.served import KEY, served

pytestmark = pytest.mark.browser
DEMONSTRATED = agenda.meeting(date(2026, 11, 24), SEATS).items
BEGAR = "/rosta/begar"
ME = "ledamot001"
ANOTHER = "ledamot020"


@pytest.fixture(scope="module")
def served_house(
    browser: Browser, sqlite_templates: dict[bool, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """One server for all tests of the file."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copyfile(sqlite_templates[False], folder / "council.db")
    url = f"sqlite:///{folder / 'council.db'}"
    app = create_app(Settings(data_dir=folder, secret_key=KEY, database_url=url, log_level="error"))
    found_house(app)
    with served(folder, database_url=url) as address:
        yield House(app, address, browser)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def house(served_house: House) -> Iterator[House]:
    """The house with nobody in it; when a test is over, all leave."""
    yield served_house
    served_house.leave()


def drafted(words: str) -> NewItem:
    """An item of the demonstration's agenda."""
    return next(item for item in DEMONSTRATED if words in item.title)


def an_election() -> NewItem:
    """An election of three that may be proportional."""
    item = drafted("sju ledamöter")
    return replace(
        item,
        title="Val av tre ledamöter i beredningen för kollektivtrafik",
        election=replace(item.election, seats=3, candidates=item.election.candidates[:3]),
    )


def at_the_desk(house: House, *items: NewItem) -> Cockpit:
    """The chair in the cockpit of a meeting that has been opened; the first item is shown."""
    meeting = house.convene(*items)
    chair = Cockpit(house.come("ordforande", f"/ordforande/{meeting}", size="desk"), meeting)
    chair.open()
    return chair


def divide(house: House, chair: Cockpit, *, yes: int, no: int, abstain: int = 0) -> None:
    """Open the division that was asked for, let the mass vote, and close it."""
    chair.press("Öppna omröstningen")
    expect(chair.primary).to_have_text("Stäng omröstningen")
    house.vote(yes=yes, no=no, abstain=abstain)
    expect(chair.page.locator("#avgivet b")).to_have_text(str(yes + no + abstain))
    chair.press("Stäng omröstningen")
    expect(chair.middle.locator(".stapelrubrik")).to_contain_text(f"{yes}\u00a0Ja")


def decided(chair: Cockpit, words: str) -> None:
    """Let the gavel fall, and read what was decided."""
    chair.press("Klubba")
    expect(chair.middle.locator(".beslutet")).to_contain_text(words)


def test_five_proposals_are_voted_down_to_two(house):
    chair = at_the_desk(house, drafted("Budget"))
    member = house.come(ME)
    chair.debate()
    item = house.item
    chair.question()
    chair.find("regionstyrelsens budget")
    member.page.click("#begar-omrostning")
    expect(chair.middle.locator(".begard")).to_contain_text("Begärd av")
    expect(chair.middle.locator(".sag")).to_contain_text("Det sker i 3 steg.")
    good(chair.someone)

    # The first step of the chain by acclamation, the others by divisions.
    chair.press("Utse motförslag")
    chair.find("Kristdemokraternas budget")
    good(chair.someone)
    chair.press("Klubba")
    chair.find("Vänsterpartiets budget")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=9, no=14)
    expect(chair.middle.locator(".sag")).to_contain_text(
        "beslutat att Kristdemokraternas budget går vidare till nästa förberedande omröstning"
    )
    chair.press("Klubba")
    chair.find("Socialdemokraternas budget")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=17, no=6, abstain=2)
    chair.press("Klubba")

    # The main division: the board's against what the chain gave.
    settled = chair.middle.locator("#avgjort-hittills + ol li")
    expect(settled).to_have_text([
        re.compile("Kristdemokraternas budget.*acklamation", re.DOTALL),
        re.compile("Kristdemokraternas budget.*9–14", re.DOTALL),
        re.compile("Socialdemokraternas budget.*motförslag.*17–6", re.DOTALL),
    ])  # fmt: skip
    divide(house, chair, yes=18, no=9)
    good(chair.someone)
    decided(chair, "fastställa regionstyrelsens budget")
    expect(chair.primary).to_have_text("Avsluta sammanträdet")
    citizen = house.come(path=f"/arenden/{item}", size="phone")
    for figures in ("14 mot 9", "17 mot 6", "18 mot 9"):
        expect(citizen.page.locator("main")).to_contain_text(figures)


def test_a_third_sends_an_item_back_though_more_are_against(house):
    chair = at_the_desk(house, drafted("vinterväghållning"))
    member = house.come(ME)
    chair.debate()
    member.go(f"{BEGAR}?yrka=1")
    member.page.check("#yrka-referral")
    member.page.fill("#yrka-motive", "Kostnaden för sandningen ska redovisas.")
    member.page.click("#lagg-fram")
    expect(chair.middle).to_contain_text("Kostnaden för sandningen ska redovisas.")
    chair.question()
    expect(chair.primary).to_have_text("Jag finner att ärendet ska avgöras i dag")
    good(chair.someone)
    chair.find("att ärendet ska avgöras i dag")
    member.go("/rosta")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=16, no=11)

    facts = chair.middle.locator(".fakta > div")
    expect(facts).to_have_text([
        re.compile(r"Närvarande\s*31"),
        re.compile(r"Krävs\s*11"),
        re.compile(r"Röstade för\s*11"),
        re.compile(r"Regel\s*KL 5 kap. 50 §"),
    ])  # fmt: skip
    good(chair.someone)
    decided(chair, "återremittera ärendet. Motivering: Kostnaden för sandningen ska redovisas.")
    citizen = house.come(path=f"/voteringar/{house.division()}", size="phone")
    for said in ("31", "11", "KL 5 kap. 50 §"):
        expect(citizen.page.locator("main")).to_contain_text(said)


def test_the_chair_breaks_a_tie(house):
    chair = at_the_desk(house, drafted("tyst rum"))
    member = house.come(ME)
    chair.debate()
    chair.question()
    chair.find("regionstyrelsens förslag")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=12, no=12, abstain=3)

    # Neither answer is the primary one; whichever is pressed is asked once.
    expect(chair.page.locator(".tvaval button")).to_have_text(
        ["Utslagsröst: Ja", "Utslagsröst: Nej"]
    )
    expect(chair.primary).to_have_count(0)
    good(chair.someone)
    chair.page.click("#gor-utslag-no")
    expect(chair.page.locator("#utslag-no-text")).to_contain_text(
        "Din utslagsröst avgör: varje vårdcentral får ett tyst rum. Den blir offentlig."
    )
    assert focus(chair.page) == "utslag-no-vanta"
    chair.confirm()
    expect(chair.middle).to_contain_text("Ordföranden avgjorde med sin utslagsröst: Nej.")
    decided(chair, "bifalla motionen")


def test_a_substitute_stands_in_for_the_recused_in_one_item(house):
    chair = at_the_desk(house, drafted("tyst rum"), drafted("vinterväghållning"))
    recused, substitute = house.come(ME), house.come(house.substitutes("V")[0])
    substitute.page.click("#pa-plats")
    chair.debate()
    recused.go(BEGAR)
    recused.page.click("#anmal-jav-knapp")
    recused.page.fill("#jav-skal", "Jag äger lokalen.")
    good_page(recused, "phone", "tablet")
    recused.page.click("#anmal-jav")
    expect(recused.page.locator("#jav-anmalt")).to_be_visible()

    # The chair is told, lets the substitute in, and is back where the item stood.
    chair.page.click("#byten-lank")
    chair.page.locator("[id$=-intrade]").click()
    expect(substitute.page.locator("#min-narvaro")).to_contain_text("Du tjänstgör för")
    good(chair.someone)
    chair.press("Till det som pågår")
    chair.question()
    recused.go("/rosta")
    ask_for_division(house, chair)
    recused.page.get_by_role("link", name="Visa varför").click()
    expect(recused.page.locator("#rost-laget")).to_contain_text("Du har anmält jäv")
    expect(recused.page.locator("#rostsedel")).to_have_count(0)
    substitute.page.click("#val-no")
    expect(substitute.page.locator("#rost-laget")).to_contain_text("NEJ.")
    expect(chair.page.locator("#avgivet b")).to_have_text("1")
    chair.press("Stäng omröstningen", "Klubba")

    # In the next item the member is back, and the substitute votes no more.
    chair.press("Nästa ärende")
    chair.debate()
    expect(substitute.page.locator("#min-narvaro")).to_contain_text("Du tjänstgör inte just nu.")
    chair.question()
    ask_for_division(house, chair)
    recused.page.click("#val-yes")
    expect(recused.page.locator("#rost-laget")).to_contain_text("JA.")
    expect(substitute.page.locator("#rost-laget")).to_contain_text("inte på röstlängden")
    expect(substitute.page.locator("#rostsedel")).to_have_count(0)


def ask_for_division(house: House, chair: Cockpit) -> None:
    """The chair finds for the board, somebody wants a division, and it is opened."""
    chair.find("regionstyrelsens förslag")
    house.post(ANOTHER, f"/arenden/{house.item}/begaran", {})
    chair.press("Öppna omröstningen")
    expect(chair.primary).to_have_text("Stäng omröstningen")


def test_the_debate_pauses_and_ends_with_a_line(house):
    chair = at_the_desk(house, drafted("Klimatkommunerna"))
    member = house.come(ME)
    chair.debate()
    member.page.click("#nu-begar-ordet")
    expect(member.page.locator("#din-plats")).to_be_visible()
    house.post(ANOTHER, f"/arenden/{house.item}/ordet", {"kind": "speech"})
    waiting = chair.page.locator(".talarlista > li")
    expect(waiting).to_have_count(2)
    waiting.first.locator("[id^=tal-ge-]").click()
    expect(member.page.locator("#ordet")).to_contain_text("Du har ordet.")
    expect(waiting).to_have_count(1)

    chair.page.click("#ajournera-lank")
    chair.page.fill("#ajournera-kl", "23.59")
    chair.page.click("#ajournera")
    expect(chair.page.locator("#rubrik")).to_have_text("Paus till kl.\u00a023.59")
    chair.stays()
    chair.press("Återuppta sammanträdet")
    expect(waiting).to_have_count(1)

    chair.page.click("#tal-streck")
    expect(chair.page.locator(".streck")).to_be_visible()
    refused = house.tablet("ledamot021").post(f"/arenden/{house.item}/ordet", {"kind": "speech"})
    assert refused.status == 409
    chair.page.locator("[id^=tal-ge-]").click()
    expect(waiting).to_have_count(0)
    chair.page.click("#tal-avsluta")
    expect(chair.page.locator("#talar-nu")).to_have_count(0)
    good(chair.someone)
    chair.question()
    chair.find("regionstyrelsens förslag")
    decided(chair, "avslå motionen")


def test_several_items_are_decided_in_one_blow(house):
    plan = drafted("vinterväghållning")
    another = replace(plan, title="Plan för belysning vid regionens sjukhus")
    chair = at_the_desk(house, plan, drafted("laddplatser"), another)
    chair.page.click("#sammanhang summary")
    good_page(chair.someone, "phone", "tablet", "desk")
    chair.page.get_by_label(another.title).uncheck()
    chair.page.click("#avgor-ihop")
    expect(chair.page.locator("#dagordning")).to_contain_text("2 av 3 klara")
    expect(chair.page.locator("#dagordning .soft", has_text="§")).to_have_count(2)
    chair.stays()
    chair.press("Nästa ärende")
    expect(chair.page.locator("#rubrik")).to_contain_text(another.title)
    expect(chair.primary).to_have_text("Öppna ärendet")


def test_a_proportional_election_with_a_lot(house):
    chair = at_the_desk(house, an_election())
    member = house.come(ME)
    chair.debate()
    good(chair.someone)

    # Eight of 31 must ask where three are elected.
    member.go(BEGAR)
    member.page.get_by_role("button", name="Begär proportionellt val").click()
    expect(member.page.locator("#val")).to_contain_text("Du har begärt proportionellt val.")
    asked = f"/arenden/{house.item}/proportionellt-val"
    for name in house.members()[4:10]:
        house.post(name, asked, {})
    expect(chair.page.locator("#proportionellt-antal")).to_contain_text("7 ledamöter. 8 krävs")
    house.post(ANOTHER, asked, {})

    # One list comes from a tablet, while another is being written down at the desk.
    chair.page.get_by_text("Ta emot en lista").click()
    chair.page.fill("#lista-beteckning", "Kustgruppen")
    member.go(BEGAR)
    member.page.get_by_text("Lämna en lista").click()
    member.page.fill("#val-beteckning", "Fjällgruppen")
    member.page.fill("#val-namn", "Ask Alm\nBirk Ek\nHäggmark Sol")
    good_page(member, "phone", "tablet")
    member.page.get_by_role("button", name="Lämna listan").click()
    expect(chair.middle).to_contain_text("Fjällgruppen")
    chair.page.select_option("#lamnar-lista", index=20)
    chair.page.fill("#lista-namn", "Tall Vik\nGran Holm\nLärk Strand")
    expect(chair.page.locator("#lista-beteckning")).to_have_value("Kustgruppen")
    chair.page.click("#spara-lista")
    expect(chair.page.locator("#vallistor .tagg")).to_have_text("2")
    expect(chair.page.locator("#lista-beteckning")).to_have_value("")
    chair.stays()
    good(chair.someone)

    # Nothing is found by ear: after the debate the ballot is next.
    chair.question()
    chair.press("Öppna den slutna omröstningen")
    expect(chair.primary).to_have_text("Stäng omröstningen")
    good(chair.someone)
    member.go("/rosta")
    member.page.click("#till-valsedel")
    member.page.get_by_role("radio", name=re.compile("Fjällgruppen")).check()
    good_page(member, "phone", "tablet")
    member.page.click("#lamna")
    expect(member.page.locator(".sedelkod b")).to_have_text(re.compile(r"^\w{4}-\w{4}$"))
    mass = [one for one in house.members() if one not in {"ordforande", ME}]
    first, second = house.lists()
    slips = [*repeat(first, 7), *repeat(second, 8), *repeat(None, 2)]
    for name, group in zip(mass, slips, strict=False):
        house.hand_in(name, group)
    expect(chair.page.locator("#avgivet b")).to_have_text("18")
    assert "Fjällgruppen" not in chair.middle.inner_text()
    chair.press("Stäng omröstningen")

    # Equal numbers: what the lot is drawn from is committed to before a word is said.
    expect(chair.middle).to_contain_text("Lika röstetal mellan")
    expect(chair.middle.locator(".atagande")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    good(chair.someone)
    chair.page.fill("#orden", "Norrsken över älven")
    chair.press("Dra lott")
    expect(chair.middle).to_contain_text("18 sedlar: 16 giltiga, 2 blanka, 0 ogiltiga.")
    numbers = chair.page.locator("#jamforelsetal tbody td:last-child")
    expect(numbers).to_have_text(["8/1 = 8 lott", "8/1 = 8", "8/2 = 4 lott"])
    good(chair.someone)
    decided(chair, "välja")
    names = chair.middle.locator(".beslutet .lead").inner_text()
    assert "Ask Alm" in names
    assert "Tall Vik" in names


def test_a_whole_item_by_keyboard(house):
    chair = at_the_desk(house, drafted("tyst rum"))
    by_key(chair, "Öppna ärendet", "Avsluta överläggningen", "Yrkandena är genomgångna")
    expect(chair.primary).to_have_text("Godkänd, gå vidare")
    tab_to(chair.page, "flytta-ner")
    chair.page.keyboard.press("Enter")
    expect(chair.page.locator("#ordning li").first).to_contain_text("Bifall till motionen")
    by_key(chair, "Godkänd, gå vidare")
    expect(chair.primary).to_have_text("Jag finner bifall till motionen")
    tab_to(chair.page, "finner-")
    chair.page.keyboard.press("ArrowDown")
    by_key(chair, "Jag finner regionstyrelsens förslag")
    expect(chair.primary).to_have_text("Klubba")
    tab_to(chair.page, "begard-av")
    chair.page.keyboard.press("2")
    tab_to(chair.page, "registrera-begaran")
    chair.page.keyboard.press("Enter")
    by_key(chair, "Öppna omröstningen")
    expect(chair.page.locator("#val-no")).to_be_visible()
    tab_to(chair.page, "val-no")
    chair.page.keyboard.press("Enter")
    expect(chair.page.locator("#rost-laget")).to_contain_text("NEJ.")
    by_key(chair, "Stäng omröstningen", "Klubba")
    expect(chair.middle.locator(".beslutet")).to_contain_text("bifalla motionen")
    expect(chair.page.locator("#rubrik")).to_be_focused()


def by_key(chair: Cockpit, *words: str) -> None:
    """Press the primary act by its keys; what is asked once is answered by Tab and Enter."""
    keyboard = chair.page.keyboard
    for word in words:
        expect(chair.primary).to_have_text(word)
        expect(chair.primary).to_be_enabled()
        keyboard.press("Control+Enter")
        if chair.page.locator("dialog[open]").count():
            keyboard.press("Tab")
            keyboard.press("Enter")
        chair.stays()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until focus is where the id begins so."""
    for _ in range(80):
        if focus(page).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by Tab")
