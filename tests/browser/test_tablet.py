"""The tablet on bad Wi-Fi: what is shown is what the server has, and no press is lost, counted
twice, or sent where it does not belong.
"""

import re
from threading import Event

import pytest
from playwright.sync_api import Page, Route, expect

from council.demo.tablet import Tablet
from tests.support.chair_by_program import Chair
from tests.support.people import PASSWORD
from tests.support.until import until
from tests.support.wifi import wifi

pytestmark = pytest.mark.browser
ME = "ledamot001"
PRESS = "**/rost"
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('klubbslag-tryck-')).length"
CLOCK = r"\d\d\.\d\d\.\d\d"


@pytest.fixture
def chair(base: str) -> Chair:
    """Who presides, by program; the meeting is open and everybody is there."""
    presiding = Chair.of(base)
    presiding.begin()
    return presiding


def line(page: Page):
    return page.locator("#rost-laget")


def press(page: Page, choice: str) -> None:
    page.locator(f"#val-{choice}").click()


def recorded(page: Page, word: str) -> None:
    """The server has this vote, and the page shows it as chosen."""
    expect(line(page)).to_contain_text(re.compile(rf"Mottagen {CLOCK}: {word}\."))
    choice = {"JA": "yes", "NEJ": "no", "AVSTÅR": "abstain"}[word]
    expect(page.locator('[aria-pressed="true"]')).to_have_id(f"val-{choice}")


def unsent(page: Page, word: str) -> None:
    """The page says that the server has not got it, and shows nothing as chosen."""
    expect(line(page)).to_contain_text("INTE MOTTAGEN")
    expect(line(page)).to_contain_text(f"{word} är sparat här")
    expect(page.locator('[aria-pressed="true"]')).to_have_count(0)


def cut(page: Page) -> None:
    """Presses no longer come through; all else does."""
    page.route(PRESS, lambda route: route.abort())


def mend(page: Page) -> None:
    page.unroute(PRESS)


def hears(page: Page, messages: int) -> None:
    """Wait until the page's stream has brought so many messages more."""
    page.evaluate(
        "document.addEventListener('htmx:sse:before:message', () => {"
        " window.heard = (window.heard ?? 0) + 1; })"
    )
    before = page.evaluate("window.heard ?? 0")
    until(lambda: page.evaluate("window.heard ?? 0") >= before + messages)


def asked_for(page: Page) -> list[str]:
    """Each time that a page asks for the whole of itself anew, from now on."""
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url) if request.url.endswith("/rosta") else None,
    )
    return asked


def votes_stay(base: str) -> None:
    """The administrator sets that a vote that was given may not be changed."""
    with Tablet(base) as admin:
        assert admin.sign_in("admin", PASSWORD).status == 200
        assert admin.post("/admin/arbetsordning", {"votes_may_change": "no"}).status == 200


def figures(chair: Chair, division: int) -> dict[str, int]:
    return chair.tablet.get(f"/api/v1/divisions/{division}").facts["counts"]


def test_a_press_that_waits_survives_a_reload_and_is_sent_with_its_key(chair, come):
    member = come(ME)
    division = chair.divide(1)
    keys: list[str] = []

    def note_and_abort(route: Route) -> None:
        keys.append(re.search(r"key=(\w+)", route.request.post_data)[1])
        route.abort()

    member.page.route(PRESS, note_and_abort)
    press(member.page, "yes")
    unsent(member.page, "JA")

    member.page.reload()

    unsent(member.page, "JA")
    mend(member.page)
    with member.page.expect_request(PRESS) as sent:
        member.page.locator("[data-again]").click()
    keys.append(re.search(r"key=(\w+)", sent.value.post_data)[1])
    recorded(member.page, "JA")
    assert len(keys) >= 3
    assert len(set(keys)) == 1
    assert member.page.evaluate(KEPT) == 0
    chair.close(division)
    assert figures(chair, division)["yes"] == 1


def test_a_press_whose_answer_was_lost_is_counted_once(chair, come):
    member = come(ME)
    division = chair.divide(1)
    lost = Event()

    def lose_the_answer(route: Route) -> None:
        if lost.is_set():
            route.continue_()
            return
        route.fetch()
        lost.set()
        route.abort()

    member.page.route(PRESS, lose_the_answer)
    press(member.page, "no")

    recorded(member.page, "NEJ")
    assert lost.is_set()
    chair.close(division)
    assert figures(chair, division)["no"] == 1


def test_a_page_closed_with_a_press_that_waits_sends_it_when_opened_again(chair, come):
    member = come(ME)
    chair.divide(1)
    member.context.set_offline(True)
    press(member.page, "abstain")
    unsent(member.page, "AVSTÅR")
    member.page.close()
    member.context.set_offline(False)

    member.page = member.context.new_page()
    member.go("/rosta")

    recorded(member.page, "AVSTÅR")


def test_a_press_that_waits_is_sent_from_any_page_of_the_member(chair, come):
    member = come(ME)
    division = chair.divide(1)
    cut(member.page)
    press(member.page, "yes")
    unsent(member.page, "JA")

    member.go("/rosta/dagordning")
    expect(member.page.locator("#rost-annan")).to_contain_text("INTE MOTTAGEN")
    expect(member.page.locator("#rost-annan")).to_contain_text("Motion om medlemskap")
    mend(member.page)
    member.page.locator("[data-again]").click()

    expect(member.page.locator("#rost-annan")).to_contain_text(re.compile(f"Mottagen {CLOCK}: JA"))
    assert member.axe() == []
    chair.close(division)
    assert figures(chair, division)["yes"] == 1


def test_a_lost_connection_is_told_within_three_seconds(chair, base, come):
    with wifi(base) as air:
        member = come(ME, address=air.address)
        chair.divide(1)
        bar = member.page.locator("#kontakt")
        expect(bar).to_have_text("Ansluten")
        press(member.page, "yes")
        recorded(member.page, "JA")

        air.away()
        expect(bar).to_contain_text("Ingen kontakt sedan", timeout=4_500)  # a second for two cores
        recorded(member.page, "JA")
        press(member.page, "no")
        unsent(member.page, "NEJ")
        assert member.axe() == []

        air.back()
        recorded(member.page, "NEJ")
        expect(bar).to_contain_text("Ansluten")


def test_a_connection_that_died_without_a_word_is_opened_anew(chair, base, come):
    with wifi(base) as air:
        member = come(ME, address=air.address)
        bar = member.page.locator("#kontakt")
        expect(bar).to_have_text("Ansluten")

        air.forget()
        expect(bar).to_contain_text("Ingen kontakt sedan")
        chair.divide(1)

        expect(member.page.locator("#rostsedel")).to_be_visible()
        expect(bar).to_contain_text("Ansluten")


def test_a_press_without_an_answer_is_told_as_not_received_while_it_is_tried(chair, come):
    member = come(ME)
    chair.divide(1)
    held: list[Route] = []
    member.page.route(PRESS, lambda route: held.append(route))

    press(member.page, "yes")

    expect(line(member.page)).to_contain_text("Skickar: JA")
    expect(line(member.page)).to_contain_text("INTE MOTTAGEN", timeout=4_000)
    expect(member.page.locator("#kontakt")).to_contain_text("Ingen kontakt")
    held[0].continue_()
    recorded(member.page, "JA")


def test_a_portal_that_answers_instead_of_the_server_records_nothing(chair, come):
    member = come(ME)
    chair.divide(1)
    member.page.route(
        PRESS,
        lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Wi-Fi</h1>"),
    )

    press(member.page, "yes")

    unsent(member.page, "JA")
    assert member.page.evaluate(KEPT) == 1
    mend(member.page)
    recorded(member.page, "JA")


def test_a_press_that_came_too_late_is_told_so_with_the_time(chair, come):
    member = come(ME)
    division = chair.divide(1)
    press(member.page, "yes")
    recorded(member.page, "JA")
    cut(member.page)
    press(member.page, "no")
    unsent(member.page, "NEJ")

    chair.close(division)
    expect(member.page.locator("#stangd")).to_contain_text("Omröstningen är stängd. Din röst: JA.")
    expect(member.page.locator("#rost-annan")).to_contain_text("INTE MOTTAGEN")
    mend(member.page)

    told = member.page.locator("#rost-annan")
    expect(told).to_contain_text("Räknas inte.")
    expect(told).to_contain_text(
        re.compile(rf"Omröstningen stängdes {CLOCK}, innan ditt NEJ kom fram\.")
    )
    expect(told).to_contain_text("Din mottagna röst är JA.")
    expect(told).to_contain_text("Säg till ordföranden genast.")
    expect(told.get_by_role("link", name="Begär protokollsanteckning")).to_be_visible()
    assert member.axe() == []
    assert member.page.evaluate(KEPT) == 0
    assert figures(chair, division) == {"yes": 1, "no": 0, "abstain": 0, "absent": 70}


def test_a_press_is_never_taken_for_the_next_division(chair, come):
    member = come(ME)
    first = chair.divide(1)
    cut(member.page)
    press(member.page, "yes")
    unsent(member.page, "JA")
    chair.somebody_votes(first)
    chair.close(first)
    chair.gavel(1)
    second = chair.divide(2)

    expect(member.page.locator("#rostsedel")).to_have_attribute(
        "action", f"/voteringar/{second}/rost"
    )
    expect(line(member.page)).to_contain_text("Du har inte röstat än.")
    expect(member.page.locator(".vantar")).to_have_count(0)
    before = member.page.locator("#val-yes").bounding_box()
    mend(member.page)

    expect(member.page.locator("#rost-annan")).to_contain_text("Räknas inte.")
    expect(line(member.page)).to_contain_text("Du har inte röstat än.")
    assert member.page.locator("#val-yes").bounding_box() == before
    press(member.page, "abstain")
    recorded(member.page, "AVSTÅR")
    chair.close(second)
    assert figures(chair, second)["abstain"] == 1


def test_two_tabs_and_two_tablets_show_the_same_recorded_vote(chair, come):
    member, other = come(ME), come(ME)
    tab = member.context.new_page()
    tab.goto("/rosta")
    chair.divide(1)
    for page in (tab, other.page):
        expect(page.locator("#rostsedel")).to_be_visible()

    press(member.page, "yes")
    for page in (member.page, tab, other.page):
        expect(line(page)).to_contain_text(": JA.")
        recorded(page, "JA")
    expect(line(other.page)).to_contain_text("Du har röstat på en annan enhet:")
    expect(line(tab)).not_to_contain_text("på en annan enhet")

    press(other.page, "no")
    for page in (other.page, member.page, tab):
        expect(line(page)).to_contain_text(": NEJ.")
        recorded(page, "NEJ")
    expect(line(member.page)).to_contain_text("Ersätter JA")
    assert other.axe() == []


def test_two_tabs_send_what_waits_in_the_order_in_which_it_was_pressed(chair, come):
    member = come(ME)
    division = chair.divide(1)
    tab = member.context.new_page()
    tab.goto("/rosta")
    member.context.set_offline(True)
    press(member.page, "yes")
    unsent(member.page, "JA")
    press(tab, "no")
    unsent(tab, "NEJ")

    member.context.set_offline(False)

    for page in (member.page, tab):
        recorded(page, "NEJ")
    assert tab.evaluate(KEPT) == 0
    chair.close(division)
    assert figures(chair, division)["no"] == 1


def test_a_tablet_that_slept_wakes_to_what_is_recorded(chair, come):
    member, other = come(ME), come(ME)
    chair.divide(1)
    expect(member.page.locator("#rostsedel")).to_be_visible()
    session = member.context.new_cdp_session(member.page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    press(other.page, "no")
    recorded(other.page, "NEJ")

    session.send("Page.setWebLifecycleState", {"state": "active"})

    recorded(member.page, "NEJ")


def test_without_scripts_a_press_is_a_plain_form_and_its_fate_is_a_page(chair, come):
    member = come(ME, scripts=False)
    division = chair.divide(1)
    member.page.get_by_role("link", name="Visa läget nu").click()

    press(member.page, "yes")
    recorded(member.page, "JA")
    assert "JA" in line(member.page).inner_text()
    chair.close(division)
    press(member.page, "no")

    expect(member.page.locator("h1")).to_have_text("Räknas inte.")
    expect(member.page.locator("main")).to_contain_text(
        re.compile(rf"Omröstningen stängdes {CLOCK}, innan ditt NEJ kom fram\.")
    )
    expect(member.page.locator("main")).to_contain_text("Din mottagna röst är JA.")
    member.page.get_by_role("link", name="Visa läget nu").click()
    expect(member.page.locator("#stangd")).to_contain_text("Din röst: JA.")


def test_the_closed_division_before_is_not_taken_for_the_own_vote_in_the_next(chair, come):
    member = come(ME)
    first = chair.divide(1)
    press(member.page, "yes")
    recorded(member.page, "JA")
    chair.close(first)
    expect(member.page.locator("#stangd")).to_contain_text("Din röst: JA.")
    chair.gavel(1)
    second = chair.divide(2)
    expect(line(member.page)).to_contain_text("Du har inte röstat än.")
    chair.somebody_votes(second)

    chair.close(second)

    expect(member.page.locator("#stangd")).to_be_visible()
    expect(member.page.locator("#stangd")).not_to_contain_text("Din röst")


def test_where_votes_stay_the_refusal_stays_to_be_read(chair, base, come):
    votes_stay(base)
    member = come(ME)
    division = chair.divide(1)
    press(member.page, "yes")
    recorded(member.page, "JA")
    press(member.page, "no")
    expect(line(member.page)).to_contain_text("Räknas inte.")
    asked = asked_for(member.page)

    hears(member.page, messages=3)

    expect(line(member.page)).to_contain_text("Räknas inte.")
    expect(line(member.page)).to_contain_text("Din mottagna röst är JA.")
    expect(line(member.page)).not_to_contain_text("på en annan enhet")
    expect(member.page.locator('[aria-pressed="true"]')).to_have_id("val-yes")
    assert asked == []
    chair.close(division)
    assert figures(chair, division)["yes"] == 1


def test_a_tab_whose_press_another_tab_sent_in_vain_shows_what_is_recorded(chair, base, come):
    votes_stay(base)
    member = come(ME)
    tab = member.context.new_page()
    tab.goto("/rosta")
    chair.divide(1)
    press(member.page, "yes")
    for page in (member.page, tab):
        recorded(page, "JA")
    cut(member.page)

    press(member.page, "no")

    expect(tab.locator("#rost-laget")).to_contain_text("Räknas inte.")
    recorded(member.page, "JA")
    expect(line(member.page)).not_to_contain_text("på en annan enhet")


def test_a_tablet_with_a_press_that_waits_does_not_ask_for_its_page(chair, come):
    member, other = come(ME), come(ME)
    chair.divide(1)
    press(member.page, "yes")
    for page in (member.page, other.page):
        recorded(page, "JA")
    cut(member.page)
    press(member.page, "no")
    unsent(member.page, "NEJ")
    asked = asked_for(member.page)

    press(other.page, "abstain")
    recorded(other.page, "AVSTÅR")
    hears(member.page, messages=3)

    assert asked == []
    unsent(member.page, "NEJ")
    mend(member.page)
    recorded(member.page, "NEJ")
    recorded(other.page, "NEJ")
