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
from tests.browser.test_chair import good
from tests.browser.test_proposals import good as good_page
from tests.support.cockpit import SEATS, Cockpit, House, found_house
from tests.support.served import KEY, served

pytestmark = pytest.mark.browser
DEMONSTRATED = {item.title: item for item in agenda.meeting(date(2026, 11, 24), SEATS).items}


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
    """The house, with nobody in it; when a test is over they leave."""
    yield served_house
    served_house.leave()


def drafted(words: str) -> NewItem:
    """An item of the demonstration's agenda."""
    return next(item for title, item in DEMONSTRATED.items() if words in title)


def an_election() -> NewItem:
    """An election of three that may be proportional."""
    item = drafted("sju ledamöter")
    return replace(
        item,
        title="Val av tre ledamöter i beredningen för kollektivtrafik",
        election=replace(item.election, seats=3, candidates=item.election.candidates[:2]),
    )


def at_the_desk(house: House, *items: NewItem, everybody: bool = True) -> Cockpit:
    """The chair in the cockpit of a meeting that has been opened; the first item is shown."""
    meeting = house.convene(*items)
    someone = house.come("ordforande", f"/ordforande/{meeting}", size="desk")
    chair = Cockpit(someone, meeting)
    chair.open(everybody=everybody)
    return chair


def test_five_proposals_are_voted_down_to_two(house):
    chair = at_the_desk(house, drafted("Budget"))
    member = house.come("ledamot001")
    chair.debate()
    chair.question()
    chair.find("regionstyrelsens budget")
    member.page.click("#begar-omrostning")
    expect(chair.page.locator(".begard")).to_contain_text("Begärd av")

    # The first step of the chain by acclamation, the others by divisions.
    chair.press("Utse motförslag")
    chair.find("Kristdemokraternas budget")
    chair.gavel()
    chair.find("Vänsterpartiets budget")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=9, no=14)
    chair.gavel()
    chair.find("Socialdemokraternas budget")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=17, no=6, abstain=2)
    chair.gavel()

    # The main division: the board's against what the chain gave.
    expect(chair.middle).to_contain_text("Avgjort hittills")
    divide(house, chair, yes=18, no=9)
    chair.gavel()
    expect(chair.middle.locator(".beslutet")).to_contain_text("fastställa regionstyrelsens budget")
    expect(chair.primary).to_have_text("Avsluta sammanträdet")


def divide(house: House, chair: Cockpit, *, yes: int, no: int, abstain: int = 0) -> None:
    """Open the division that was asked for, let the mass vote, and close it."""
    chair.press("Öppna omröstningen")
    expect(chair.primary).to_have_text("Stäng omröstningen")
    house.vote(yes=yes, no=no, abstain=abstain)
    expect(chair.page.locator("#avgivet b")).to_have_text(str(yes + no + abstain))
    chair.press("Stäng omröstningen")


def test_a_third_sends_an_item_back(house):
    chair = at_the_desk(house, drafted("vinterväghållning"))
    member = house.come("ledamot001", "/rosta/begar")
    chair.debate()
    member.go("/rosta/begar?yrka=1")
    member.page.check("#yrka-referral")
    member.page.fill("#yrka-motive", "Kostnaden för sandningen ska redovisas.")
    member.page.click("#lagg-fram")
    expect(chair.middle).to_contain_text("Kostnaden för sandningen ska redovisas.")
    chair.question()
    chair.press("Jag finner")
    member.go("/rosta")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=16, no=11)

    chair.gavel()
    expect(chair.middle.locator(".beslutet")).to_contain_text("återremittera")


def test_the_chair_breaks_a_tie(house):
    chair = at_the_desk(house, drafted("tyst rum"))
    member = house.come("ledamot001")
    chair.debate()
    chair.question()
    chair.press("Jag finner")
    member.page.click("#begar-omrostning")
    divide(house, chair, yes=12, no=12, abstain=3)

    yes, no = chair.page.locator("#gor-utslag-yes"), chair.page.locator("#gor-utslag-no")
    expect(no).to_be_visible()
    expect(chair.primary).to_have_count(0)
    no.click()
    expect(chair.page.locator("#utslag-no-text")).to_contain_text("Din utslagsröst avgör")
    chair.confirm()
    expect(yes).to_have_count(0)
    chair.gavel()
    expect(chair.middle.locator(".beslutet")).to_be_visible()


def test_a_substitute_stands_in_for_the_recused_in_one_item(house):
    chair = at_the_desk(house, drafted("tyst rum"), drafted("vinterväghållning"))
    recused, asks = house.come("ledamot001"), "ledamot020"
    substitute = house.come(house.substitutes("V")[0])
    substitute.page.click("#pa-plats")
    chair.debate()
    recused.go("/rosta/begar")
    recused.page.click("#anmal-jav-knapp")
    recused.page.fill("#jav-skal", "Jag äger lokalen.")
    recused.page.click("#anmal-jav")
    expect(recused.page.locator("#jav-anmalt")).to_be_visible()

    chair.page.click("#byten-lank")
    chair.page.locator("[id$=-intrade]").click()
    chair.stays()
    expect(substitute.page.locator("#min-narvaro")).to_contain_text("Du tjänstgör för")
    chair.press("Till det som pågår")
    chair.question()
    chair.press("Jag finner")
    house.post(asks, f"/arenden/{house.item}/begaran", {})
    recused.go("/rosta")
    chair.press("Öppna omröstningen")
    recused.page.get_by_role("link", name="Visa varför").click()
    expect(recused.page.locator("#rost-laget")).to_contain_text("jäv")
    expect(recused.page.locator("#rostsedel")).to_have_count(0)
    substitute.page.click("#val-no")
    expect(substitute.page.locator("#rost-laget")).to_contain_text("NEJ.")
    house.vote(yes=10, but=["ledamot001"])
    chair.press("Stäng omröstningen")
    chair.gavel()

    # Back in the next item, and the substitute votes no more.
    chair.press("Nästa ärende")
    chair.debate()
    expect(substitute.page.locator("#min-narvaro")).to_contain_text("Du tjänstgör inte just nu.")
    chair.question()
    chair.press("Jag finner")
    house.post(asks, f"/arenden/{house.item}/begaran", {})
    chair.press("Öppna omröstningen")
    recused.page.click("#val-yes")
    expect(recused.page.locator("#rost-laget")).to_contain_text("JA.")
    expect(substitute.page.locator("#rost-laget")).to_be_visible()
    chair.press("Stäng omröstningen")
    chair.gavel()


def test_the_debate_pauses_and_ends_with_a_line(house):
    chair = at_the_desk(house, drafted("Klimatkommunerna"))
    member = house.come("ledamot001")
    chair.debate()
    member.page.click("#nu-begar-ordet")
    house.post("ledamot002", f"/arenden/{house.item}/ordet", {"kind": "speech"})
    names = chair.page.locator(".talarlista > li b")
    expect(names).to_have_count(2)
    chair.page.locator("[id^=tal-ge-]").first.click()
    expect(member.page.locator("#ordet")).to_contain_text("Du har ordet.")

    chair.page.click("#ajournera-lank")
    chair.page.fill("#ajournera-kl", "23.59")
    chair.page.click("#ajournera")
    expect(chair.page.locator("#rubrik")).to_have_text("Paus till kl.\u00a023.59")
    chair.stays()
    chair.press("Återuppta sammanträdet")
    expect(names).to_have_count(1)

    chair.page.click("#tal-streck")
    expect(chair.page.locator(".streck")).to_be_visible()
    chair.page.locator("[id^=tal-ge-]").click()
    chair.page.click("#tal-avsluta")
    chair.stays()
    chair.question()
    chair.press("Jag finner")
    chair.gavel()


def test_several_items_are_decided_in_one_blow(house):
    plan = drafted("vinterväghållning")
    chair = at_the_desk(house, plan, drafted("laddplatser"), replace(plan, title="Plan för skuggan"))
    chair.page.click("#sammanhang summary")
    chair.page.locator("#sammanhang input[type=checkbox]").last.uncheck()
    chair.page.click("#avgor-ihop")
    expect(chair.page.locator("#dagordning")).to_contain_text("2 av 3 klara")
    chair.stays()


def test_a_proportional_election_with_a_lot(house):
    chair = at_the_desk(house, an_election())
    member = house.come("ledamot001", "/rosta/begar")
    chair.debate()
    good(chair.someone)

    # Eight of 31 must ask where three are elected: one from the tablet's page, the others by JSON.
    member.go("/rosta/begar")
    member.page.get_by_role("button", name="Begär proportionellt val").click()
    for name in house.members()[4:10]:
        house.post(name, f"/arenden/{house.item}/proportionellt-val", {})
    expect(chair.page.locator("#proportionellt-antal")).to_contain_text("7 ledamöter")
    house.post("ledamot020", f"/arenden/{house.item}/proportionellt-val", {})
    expect(chair.page.locator("#vallistor")).to_be_visible()

    # One list is put in from a tablet, one is written down at the desk.
    member.go("/rosta/begar")
    member.page.get_by_text("Lämna en lista").click()
    member.page.fill("#val-beteckning", "Fjällgruppen")
    member.page.fill("#val-namn", "Ask Alm\nBirk Ek\nHäggmark Sol")
    member.page.get_by_role("button", name="Lämna listan").click()
    expect(chair.page.locator("#mitten")).to_contain_text("Fjällgruppen")
    chair.page.get_by_text("Ta emot en lista").click()
    chair.page.select_option("#lamnar-lista", index=20)
    chair.page.fill("#lista-beteckning", "Kustgruppen")
    chair.page.fill("#lista-namn", "Tall Vik\nGran Holm\nLärk Strand")
    chair.page.click("#spara-lista")
    expect(chair.page.locator("#vallistor .tagg")).to_have_text("2")
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
    good_page(member, "tablet", "phone")
    member.page.click("#lamna")
    expect(member.page.locator(".sedelkod b")).to_have_text(re.compile(r"^\w{4}-\w{4}$"))
    papers = member.page.locator("h1")
    expect(papers).to_have_text("Din sedel är mottagen.")
    first, second = house.lists()
    mass = [one for one in house.members() if one not in {"ordforande", "ledamot001"}]
    slips = [*repeat(first, 7), *repeat(second, 8), *repeat(None, 2)]
    for name, group in zip(mass, slips, strict=False):
        house.hand_in(name, group)
    expect(chair.page.locator("#avgivet b")).to_have_text("18")
    chair.press("Stäng omröstningen")

    # Equal numbers: what the lot is drawn from is committed to before a word is said.
    expect(chair.middle).to_contain_text("Lika röstetal mellan")
    good(chair.someone)
    chair.page.fill("#orden", "Norrsken över Luleå")
    chair.press("Dra lott")
    expect(chair.middle).to_contain_text("18 sedlar: 16 giltiga, 2 blanka, 0 ogiltiga.")
    numbers = chair.page.locator("#jamforelsetal tbody tr td:last-child")
    expect(numbers).to_have_text([re.compile("8/1 = 8 "), re.compile("8/1 = 8"), re.compile("8/2 = 4")])
    good(chair.someone)
    chair.gavel()
    expect(chair.middle.locator(".beslutet")).to_be_visible()


def test_a_whole_item_by_keyboard(house):
    chair = at_the_desk(house, drafted("tyst rum"))
    by_key(chair, "Öppna ärendet", "Avsluta överläggningen", "Yrkandena är genomgångna")
    expect(chair.primary).to_have_text("Godkänd, gå vidare")
    tab_to(chair.page, "flytta-ner")
    chair.page.keyboard.press("Enter")
    expect(chair.page.locator("#ordning li").first).to_contain_text("Bifall till motionen")
    by_key(chair, "Godkänd, gå vidare")
    expect(chair.primary).to_have_text(re.compile("Jag finner"))
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
    expect(chair.middle.locator(".beslutet")).to_contain_text("§\u00a0")
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
        if page.evaluate("document.activeElement.id").startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by Tab")
