"""Proposals at the doors: the tablet, the cockpit, the secretary's form, and programs."""

import pytest
from sqlalchemy import select

from council.law.proposals import Ground, Kind
from council.services import proposals, questions
from council.services.proposals import NewProposal
from council.store.engine import reading, writing
from council.store.models import Clause, Mover, Proposal, ProposalState
from tests import factories
from tests.support.pages import faults_of

JSON = {"Accept": "application/json"}
FRAGMENT = {"HX-Request": "true"}
TOO_LATE = (
    "Överläggningen är avslutad; yrkanden får bara ändras eller läggas till om fullmäktige "
    "enhälligt medger det."
)


@pytest.fixture
def item(council):
    """An item in debate, with the board's proposal and the motion's."""
    with council.app_context():
        return factories.an_open_item()[1]


@pytest.fixture
def made(council, item):
    """What Agneta has proposed in it."""
    with council.app_context():
        return put("agneta", item, Kind.AMENDMENT, "att planen gäller i fem år")


def put(who, item, kind, text="", motive=""):
    new = NewProposal(kind, text, motive)
    return proposals.put_proposal(
        item, factories.person(who), new, factories.actor(who), now=factories.NOON
    )


def does(council, who, act, target, *rest):
    with council.app_context():
        return factories.does(who, act, target, *rest)


def known(council, proposal):
    """A proposal as it is kept, and who stands behind it."""
    with council.app_context(), reading() as session:
        row = session.get_one(Proposal, proposal)
        movers = session.scalars(select(Mover.name).where(Mover.proposal_id == proposal))
        return row, list(movers)


def begar(visitor):
    """M5 as somebody sees it, whole."""
    page = visitor.get("/rosta/begar")
    assert faults_of(page.text) == []
    return page.text


# ---- M5 ----


def test_a_member_proposes_and_sees_that_the_chair_does(council, item, sign_in):
    agneta = sign_in("agneta")
    assert "Vad yrkar du?" in begar(agneta)

    answer = agneta.send(
        f"/arenden/{item}/yrkanden", data={"kind": "amendment", "text": "att det blir bättre"}
    )
    assert (answer.status_code, answer.location) == (303, "/rosta/begar#yrka")
    page = begar(agneta)
    assert "Ordföranden ser det." in page
    assert "Ta tillbaka" in page
    assert "det blir bättre" in page


def test_what_may_be_proposed_is_offered_by_name(item, sign_in):
    page = begar(sign_in("agneta"))

    for name in (
        "Bifall till regionstyrelsens förslag",
        "Bifall till motionen",
        "Avslag",
        "Ändring",
        "Tillägg",
        "Eget yrkande",
        "Återremiss",
        "Bordläggning",
        "Ajournering",
        "Avvisning",
    ):
        assert f"<span>{name}</span>" in page


def test_another_s_proposal_is_backed_and_one_s_own_backing_taken_back(council, made, sign_in):
    cia = sign_in("cia")
    assert f'id="instam-{made}"' in begar(cia)

    assert cia.send(f"/yrkanden/{made}/instam").status_code == 303
    page = begar(cia)
    assert "Du instämmer. Ordföranden ser det." in page
    assert known(council, made)[1] == ["Agneta", "Cia"]
    assert cia.send(f"/yrkanden/{made}/tillbaka").status_code == 303
    assert known(council, made)[1] == ["Agneta"]


def test_one_s_own_is_changed_and_taken_back(council, made, sign_in):
    agneta = sign_in("agneta")
    assert "att planen gäller i fem år" in begar(agneta)

    agneta.send(f"/yrkanden/{made}/andra", data={"text": "att planen gäller i sex år"})
    assert known(council, made)[0].effect == "planen gäller i sex år"
    agneta.send(f"/yrkanden/{made}/tillbaka")
    assert known(council, made)[0].state is ProposalState.WITHDRAWN
    assert "sex år" not in begar(agneta)


@pytest.mark.parametrize(
    ("form", "message", "field"),
    [
        ({"kind": "amendment"}, "Skriv vad du yrkar, till exempel", "#yrka-text"),
        ({"kind": "referral"}, "Skriv en motivering.", "#yrka-motive"),
        ({"kind": "other", "text": "a" * 2001}, "Texten har 2001 tecken.", "#yrka-text"),
        ({"kind": "referral", "motive": "b" * 4001}, "Högst 4000 får plats", "#yrka-motive"),
        ({"kind": "board", "text": "men annorlunda"}, "Välj ett av dem som visas", "#yrka-kind"),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_says_where(item, sign_in, form, message, field):
    agneta = sign_in("agneta")

    page = agneta.send(f"/arenden/{item}/yrkanden", data=form)
    assert page.status_code == 422
    assert faults_of(page.text) == []
    assert "<title>Fel: Begär" in page.text
    assert "Det finns 1 fel att rätta" in page.text
    assert message in page.text
    assert f'href="{field}"' in page.text
    for value in form.values():
        assert value in page.text
    assert f'value="{form["kind"]}" required checked' in page.text


def test_a_change_that_is_refused_keeps_what_was_typed(made, sign_in):
    page = sign_in("agneta").send(
        f"/yrkanden/{made}/andra", data={"text": " ", "motive": "Ett skäl som tog tid."}
    )

    assert (page.status_code, faults_of(page.text)) == (422, [])
    assert "Ett skäl som tog tid." in page.text
    assert "▲ Skriv vad du yrkar" in page.text


def test_after_the_debate_it_is_said_why_and_what_was_typed_stays(council, item, made, sign_in):
    does(council, "ordforande", questions.close_debate, item)
    agneta = sign_in("agneta")
    page = begar(agneta)
    assert TOO_LATE in page
    assert "Vad yrkar du?" not in page
    assert "Ta tillbaka" in page

    page = agneta.send(
        f"/arenden/{item}/yrkanden", data={"kind": "other", "text": "Ett långt yrkande"}
    )
    assert (page.status_code, faults_of(page.text)) == (409, [])
    assert TOO_LATE in page.text
    assert "Ett långt yrkande" in page.text


def test_after_the_review_it_is_said_that_consent_is_needed(council, item, made, sign_in):
    for act in (questions.close_debate, questions.review_proposals):
        does(council, "ordforande", act, item)
    page = begar(sign_in("agneta"))

    assert "Yrkandena är genomgångna. Ändring kräver" in page
    assert f'id="tillbaka-{made}"' not in page


def test_who_does_not_serve_is_told_why(item, sign_in):
    page = begar(sign_in("bo"))

    assert "Vad yrkar du?" not in page
    assert "Bara den som är incheckad och tjänstgör" in page


def test_without_an_item_every_row_says_so(council, sign_in):
    with council.app_context():
        factories.a_meeting(state=factories.MeetingState.OPEN)
    page = begar(sign_in("agneta"))

    assert page.count('aria-disabled="true"') >= 2
    assert "Inget ärende behandlas just nu." in page


def test_points_can_be_chosen(council, item, sign_in):
    with council.app_context(), writing() as session:
        session.add_all([Clause(item_id=item, number=n, text=f"punkten {n}") for n in (1, 2)])
    agneta = sign_in("agneta")
    assert "Punkt\u00a02: punkten 2" in begar(agneta)

    answer = agneta.send(
        f"/arenden/{item}/yrkanden",
        json={"kind": "amendment", "text": "att den stryks", "clause": 2},
        headers=JSON,
    )
    assert known(council, answer.json["proposal"])[0].clause == 2


def test_now_shows_what_has_been_proposed_and_the_way_to_propose(item, made, sign_in):
    page = sign_in("cia").get("/rosta").text

    assert "Ändringsyrkandet från Agneta\u00a0(S)" in page
    assert 'href="/rosta/begar?yrka=1#yrka"' in page


# ---- Asking for a division ----


def test_several_may_ask_and_each_takes_back_the_own(council, item, sign_in):
    for act, rest in (
        (questions.close_debate, ()),
        (questions.review_proposals, ()),
        (questions.approve_order, (None,)),
    ):
        does(council, "ordforande", act, item, *rest)
    agneta, cia = sign_in("agneta"), sign_in("cia")
    assert "Omröstning kan begäras när ordföranden har sagt" in begar(agneta)
    with council.app_context():
        first = factories.proposals_of(item)[0]
    does(council, "ordforande", questions.declare, item, first)
    assert "Ordföranden finner att regionfullmäktige beslutar enligt" in begar(agneta)

    for visitor in (agneta, cia):
        visitor.send(f"/arenden/{item}/begaran")
        assert 'id="ta-tillbaka-begaran"' in begar(visitor)
    assert "Begärd också av Cia" in begar(agneta)
    agneta.send(f"/arenden/{item}/begaran/tillbaka")
    page = begar(agneta)
    assert 'id="begar-omrostning"' in page
    assert "Begärd av Cia" in page


# ---- Programs ----


def test_programs_get_the_number_and_the_refusal_s_code(council, item, sign_in):
    agneta, cia = sign_in("agneta"), sign_in("cia")
    path = f"/arenden/{item}/yrkanden"

    answer = agneta.send(path, json={"kind": "tabling"}, headers=JSON)
    number = answer.json["proposal"]
    assert answer.status_code == 200
    refused = agneta.send(path, json={"kind": "tabling"}, headers=JSON)
    assert (refused.status_code, refused.json["error"]) == (409, "already_seconded")
    assert cia.send(f"/yrkanden/{number}/tillbaka", json={}, headers=JSON).status_code == 403
    missing = agneta.send("/yrkanden/999/instam", json={}, headers=JSON)
    assert missing.status_code == 404
    for body in ({"kind": "shout"}, {"kind": "other", "text": "x", "clause": "ett"}, {}):
        assert agneta.send(path, json=body, headers=JSON).status_code == 422


# ---- The cockpit and the secretary's form ----


def test_the_cockpit_shows_them_sorted_with_who_and_how_many(council, item, made, sign_in):
    with council.app_context():
        put("cia", item, Kind.REFERRAL, "", "Kostnaden ska utredas.")
        put("cia", item, Kind.ADDITION, "att ge besked")
        factories.does("cia", proposals.second, made)
    page = sign_in("ordforande").get("/ordforande/1")

    assert faults_of(page.text) == []
    headings = ["Formella", "Ändring", "Huvudförslag", "Tillägg"]
    places = [page.text.index(f"<h3>{heading}</h3>") for heading in headings]
    assert places == sorted(places)
    assert "instämmer:\u00a01" in page.text
    assert "Kostnaden ska utredas." in page.text
    assert "Lägg in ett yrkande…" in page.text


def test_who_presides_writes_down_what_a_member_says(council, item, sign_in):
    chair = sign_in("ordforande")
    page = chair.get(f"/arenden/{item}/yrka")
    assert (page.status_code, faults_of(page.text)) == (200, [])
    assert "Fullmäktige medger det enhälligt" not in page.text

    with council.app_context():
        cia = str(factories.person("cia"))
    form = {"kind": "other", "text": "Gratis buss", "mover": cia, "next": "/ordforande/1"}
    answer = chair.send(f"/arenden/{item}/yrkanden", data=form)
    assert (answer.status_code, answer.location) == (303, "/ordforande/1")
    with council.app_context():
        number = factories.proposals_of(item)[-1]
    assert known(council, number)[1] == ["Cia"]


def test_the_secretary_s_form_keeps_what_was_typed(council, item, sign_in):
    secretary = sign_in("sekreterare")
    with council.app_context():
        cia = str(factories.person("cia"))

    page = secretary.send(
        f"/arenden/{item}/yrkanden", data={"kind": "referral", "text": "", "mover": cia}
    )
    assert (page.status_code, faults_of(page.text)) == (422, [])
    assert "<title>Fel: Lägg in ett yrkande" in page.text
    assert f'value="{cia}" selected' in page.text
    assert 'href="/arenden/' in secretary.get(f"/sekreterare/arenden/{item}").text


def test_after_the_debate_the_form_asks_for_consent(council, item, sign_in):
    does(council, "ordforande", questions.close_debate, item)
    chair = sign_in("ordforande")
    assert "Fullmäktige medger det enhälligt" in chair.get(f"/arenden/{item}/yrka").text
    with council.app_context():
        form = {"kind": "other", "text": "Gratis buss", "mover": str(factories.person("cia"))}

    refused = chair.send(f"/arenden/{item}/yrkanden", data=form)
    assert refused.status_code == 409
    assert TOO_LATE in refused.text
    answer = chair.send(f"/arenden/{item}/yrkanden", data={**form, "unanimous": "1"})
    assert answer.status_code == 303


def test_who_presides_refuses_to_put_it_and_the_council_overrules(council, item, made, sign_in):
    chair = sign_in("ordforande")
    page = chair.get(f"/yrkanden/{made}/vagra")
    assert (page.status_code, faults_of(page.text)) == (200, [])

    form = {"ground": "unlawful", "reason": "Olagligt."}
    assert chair.send(f"/yrkanden/{made}/vagra", data=form).status_code == 303
    assert known(council, made)[0].refused is Ground.UNLAWFUL
    assert "Ställs inte: det skulle leda till ett olagligt beslut." in begar(sign_in("agneta"))
    assert chair.send(f"/yrkanden/{made}/stalls").status_code == 303
    assert known(council, made)[0].refused is None


def test_a_new_item_stays_refused(council, made, sign_in):
    chair = sign_in("ordforande")
    chair.send(f"/yrkanden/{made}/vagra", data={"ground": "new_item", "reason": "Annat ärende."})

    answer = chair.send(f"/yrkanden/{made}/stalls", headers=FRAGMENT)
    assert answer.status_code == 409
    assert "Yrkandet väcker ett nytt ärende och får inte ställas under proposition" in answer.text
    assert "KL 5 kap. 57 §" in answer.text
    bad = chair.send(f"/yrkanden/{made}/vagra", data={"ground": "no", "reason": "x"})
    assert bad.status_code == 422
    without = chair.send(f"/yrkanden/{made}/vagra", data={"ground": "unlawful", "reason": ""})
    assert without.status_code in (409, 422)


def test_others_of_the_presidium_only_look(council, made, sign_in):
    vice = sign_in("vice1")

    refused = vice.send(f"/yrkanden/{made}/vagra", data={"ground": "unlawful", "reason": "Nej."})
    assert refused.status_code == 403
    assert "Lägg in ett yrkande…" not in vice.get("/ordforande/1").text


def test_the_secretary_s_log_tells_it(council, item, made, sign_in):
    with council.app_context():
        factories.does("cia", proposals.second, made)
        factories.does("agneta", proposals.amend, made, "att planen gäller i sex år", "")
        factories.does("agneta", proposals.withdraw, made)
    page = sign_in("sekreterare").get(f"/sekreterare/arenden/{item}").text

    for line in ("yrkar: bifalla motionen", "instämmer", "ändrar sitt yrkande", "återtar sitt"):
        assert line in page
