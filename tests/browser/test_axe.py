"""axe finds nothing on any page of the journey, as each role, before, during and after."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import primary, turnout, until_found, vote

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/sammantraden",
    "/sammantraden/1",
    "/sammantraden/1/protokoll",
    "/arenden/1",
    "/beslut",
    "/ledamoter",
    "/ledamoter/1",
    "/anslagstavla",
    "/sok?q=klimat",
    "/sa-laser-du-en-omrostning",
    "/oppna-data",
    "/tillganglighet",
    "/om",
    "/storbild",
    "/login",
    "/finns-inte",
]
MEMBER = ["/rosta", "/rosta/dagordning", "/rosta/handlingar", "/rosta/begar", "/rosta/mina-roster"]


def findings(someone, paths):
    """What axe says of each page, by path."""
    found = {}
    for path in paths:
        someone.go(path)
        if wrong := someone.axe():
            found[path] = wrong
    return found


def test_axe_is_silent_through_the_journey(come):
    chair, member = come("ordforande", size="desk"), come("ledamot001")
    substitute, citizen = come("ersattare001"), come(size="phone")
    wrong = {"before": findings(citizen, PUBLIC) | findings(member, MEMBER)}

    until_found(chair.page)
    wrong["chair found"] = chair.axe()
    member.go("/rosta")
    member.page.get_by_role("button", name="Begär omröstning").click()
    primary(chair.page, "Öppna omröstningen")
    expect(turnout(chair.page)).to_have_text("0 av 71 har röstat")
    wrong["during"] = findings(citizen, [*PUBLIC, "/voteringar/1"])
    wrong["during, substitute"] = findings(substitute, MEMBER)
    member.go("/rosta")
    vote(member.page, "no", "NEJ")
    wrong["ballot"] = member.axe()
    wrong["chair during"] = chair.axe()
    primary(chair.page, "Stäng omröstningen")
    expect(chair.page.locator("[data-huvud]")).to_have_text("Klubba")
    wrong["chair result"] = chair.axe()
    primary(chair.page, "Klubba")
    expect(chair.page.locator("[data-huvud]")).to_have_text("Nästa ärende")
    wrong["after"] = findings(citizen, [*PUBLIC, "/voteringar/1"]) | findings(member, MEMBER)

    assert {moment: found for moment, found in wrong.items() if found} == {}


def test_axe_is_silent_at_the_desks_of_secretary_and_administrator(come):
    secretary, admin, vice = come("sekreterare"), come("admin"), come("vice1", size="desk")

    wrong = findings(secretary, ["/sekreterare/1", "/sekreterare/arenden/1", "/logout"])
    wrong |= findings(admin, ["/admin", "/admin/halsa"]) | findings(vice, ["/ordforande/1"])

    assert wrong == {}
