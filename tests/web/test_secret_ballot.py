"""The address of secret slips: what it answers, in which order, and what it tells nobody."""

import re

import pytest

from council.law.lots import Drawing, verify
from council.law.refusals import NotNow
from council.services import elections, items, lots
from council.store.engine import writing
from council.store.models import DivisionSeat
from council.web.health.metrics import REGISTRY
from tests import factories
from tests.support.elections import (
    a_ballot,
    all_vote,
    an_election,
    close,
    demanded,
    group,
    groups,
    names,
)
from tests.support.record import record_of

JSON = {"Accept": "application/json"}
CODE = "7F3K-92QD"


@pytest.fixture
def opened(council):
    """An open majority ballot on two of three."""
    with council.app_context():
        _, item = an_election(2, names=("Ada", "Bix", "Cleo"))
        return a_ballot(item)


def cast(visitor, division, *, headers=JSON, **body):
    return visitor.send(f"/voteringar/{division}/valsedel", json=body, headers=headers)


def test_a_slip_is_answered_the_same_whatever_stands_on_it(sign_in, opened):
    first = cast(sign_in("agneta"), opened, code=CODE, names=["Ada", "Bix"])
    other = cast(sign_in("cia"), opened, code="AAAA-BBBB", names=[])
    assert (first.status_code, other.status_code) == (200, 200)
    assert first.json == {"division": opened, "received": True, "code": CODE}
    assert other.json == {"division": opened, "received": True, "code": "AAAA-BBBB"}
    assert len(first.data) == len(other.data)


def test_what_is_wrong_is_told_in_one_order(council, client, sign_in, opened):
    client.read_token()
    assert cast(client, opened, code=CODE, names=[]).json["error"] == "not_signed_in"
    agneta = sign_in("agneta")
    bare = agneta.post(f"/voteringar/{opened}/valsedel", json={}, headers=JSON)
    assert (bare.status_code, bare.json["error"]) == (400, "csrf")
    assert cast(agneta, 99, code="nej", names=7).status_code == 404
    assert cast(agneta, 99, code="nej", names=["x"]).status_code == 404
    assert cast(sign_in("bo"), opened, code="nej", names=[]).status_code == 422
    assert cast(sign_in("bo"), opened, code=CODE, names=["Ada", "Nils"]).status_code == 422
    assert cast(sign_in("bo"), opened, code=CODE, names=[]).status_code == 403
    with council.app_context():
        close(opened, now=factories.later(5))
    assert cast(agneta, opened, code=CODE, names=[]).status_code == 409
    assert cast(sign_in("bo"), opened, code=CODE, names=[]).status_code == 409


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"names": ["Ada", "Bix", "Cleo"]}, "slip_invalid"),
        ({"names": ["Ada"]}, "slip_invalid"),
        ({}, "slip_invalid"),
        ({"names": ["Ada", "Bix"], "code": "7F3K92Q"}, "bad_code"),
        ({"names": "Ada"}, "slip_invalid"),
        ({"names": 7}, "unprocessable"),
        ({"choice": ["yes"]}, "unprocessable"),
    ],
)
def test_a_slip_that_cannot_be_read_leaves_the_record_as_it_was(
    council, sign_in, opened, body, error
):
    agneta = sign_in("agneta")
    before = record_of(council)
    answer = cast(agneta, opened, **({"code": CODE} | body))
    assert answer.status_code == 422
    assert error in answer.json["error"]
    assert record_of(council) == before


def test_too_many_names_are_refused_with_the_number_of_places(sign_in, opened):
    answer = cast(sign_in("agneta"), opened, code=CODE, names=["Ada", "Bix", "Cleo"])
    assert "3 namn" in answer.json["message"]
    assert "2 platser" in answer.json["message"]


def test_a_slip_sent_again_is_answered_from_the_tick_alone(sign_in, opened):
    agneta = sign_in("agneta")
    cast(agneta, opened, code=CODE, names=["Ada", "Bix"], key="k1")
    again = cast(agneta, opened, code=CODE, names=["Ada", "Cleo"], key="k1")
    other = cast(agneta, opened, code="AAAA-BBBB", names=["Ada", "Cleo"], key="k2")
    assert again.json == {"division": opened, "received": True, "code": CODE, "again": True}
    assert other.json["code"] is None


def test_a_taken_code_is_a_conflict_and_another_slip_goes_in(sign_in, opened):
    cast(sign_in("agneta"), opened, code=CODE, names=[])
    cia = sign_in("cia")
    assert cast(cia, opened, code=CODE, names=[]).json["error"] == "code_taken"
    assert cast(cia, opened, code="AAAA-BBBB", names=[]).status_code == 200


def test_an_open_vote_and_a_slip_are_not_taken_for_each_other(council, sign_in, opened):
    agneta = sign_in("agneta")
    answer = agneta.send(
        f"/voteringar/{opened}/rost", json={"choice": "yes", "key": "k"}, headers=JSON
    )
    assert (answer.status_code, answer.json["error"]) == (409, "secret_ballot")


def test_the_page_works_without_scripts_and_shows_the_code_once(sign_in, opened):
    agneta = sign_in("agneta")
    page = agneta.get(f"/voteringar/{opened}/valsedel").text
    assert "Vad som skyddas, och vad som inte gör det" in page
    assert "Välj exakt 2 namn." in page
    code = re.search(r'name="code" value="([^"]+)"', page)[1]
    done = agneta.send(
        f"/voteringar/{opened}/valsedel",
        data={"code": code, "key": "k", "names": ["Ada", "Cleo"]},
    )
    assert done.status_code == 200
    assert "Din sedel är mottagen." in done.text
    assert code in done.text
    after = agneta.get(f"/voteringar/{opened}/valsedel").text
    assert "Din sedel är mottagen." in after
    assert code not in after


def test_a_wrong_paper_comes_back_with_what_was_chosen_and_the_fault_first(sign_in, opened):
    agneta = sign_in("agneta")
    answer = agneta.send(f"/voteringar/{opened}/valsedel", data={"code": CODE, "names": ["Ada"]})
    assert answer.status_code == 422
    assert "exakt så många namn som platser" in answer.text
    assert re.search(r'value="Ada" checked', answer.text)
    assert not re.search(r'value="Bix" checked', answer.text)


def test_a_blank_paper_is_handed_in_by_its_own_button(sign_in, opened):
    agneta = sign_in("agneta")
    answer = agneta.send(f"/voteringar/{opened}/valsedel", data={"code": CODE, "blank": "1"})
    assert "Din sedel är mottagen." in answer.text


def test_who_may_not_vote_reads_why(sign_in, opened):
    page = sign_in("bo").get(f"/voteringar/{opened}/valsedel").text
    assert "Du är ersättare och tjänstgör inte i det här ärendet." in page
    assert 'id="valsedel"' not in page


def test_an_open_division_has_no_ballot_paper(council, sign_in):
    with council.app_context():
        opened = factories.an_open_division()
    assert sign_in("agneta").get(f"/voteringar/{opened.division}/valsedel").status_code == 404


def test_groups_are_chosen_by_number_or_label(council, sign_in):
    with council.app_context():
        _, item = an_election(2)
        demanded(item, 7)
        numbers = groups(item, {"Samling": ["Ada", "Bix"], "Lokal": ["Cleo"]})
        division = a_ballot(item)
    agneta, cia = sign_in("agneta"), sign_in("cia")
    page = agneta.get(f"/voteringar/{division}/valsedel").text
    assert "Välj en lista." in page
    assert "Ada, Bix" in page
    assert cast(agneta, division, code=CODE, group=numbers["Samling"]).status_code == 200
    assert cast(cia, division, code="AAAA-BBBB", group="Lokal").status_code == 200
    assert "Din sedel är mottagen." in agneta.get("/rosta").text
    vice = sign_in("vice1")
    assert cast(vice, division, code="CCCC-DDDD").json["error"] == "slip_invalid"
    assert cast(vice, division, code="CCCC-DDDD", group="Nej").json["error"] == "unknown_group"


def test_slips_are_not_counted_where_a_clock_could_read_them(sign_in, opened):
    cast(sign_in("agneta"), opened, code=CODE, names=[])
    routes = {
        sample.labels.get("route")
        for metric in REGISTRY.collect()
        for sample in metric.samples
        if metric.name == "klubbslag_http_requests"
    }
    assert not any("valsedel" in (route or "") for route in routes)


def test_the_members_own_screen_leads_to_the_paper(sign_in, opened):
    page = sign_in("agneta").get("/rosta").text
    assert "Sluten omröstning pågår" in page
    assert f"/voteringar/{opened}/valsedel" in page


def test_a_member_nominates_demands_and_hands_in_a_list(council, sign_in):
    with council.app_context():
        _, item = an_election(3)
    cia = sign_in("cia")
    assert "Begär proportionellt val" in cia.get("/rosta/begar").text
    cia.send(f"/arenden/{item}/nominera", data={"names": "Nils\r\n"})
    cia.send(f"/arenden/{item}/proportionellt-val")
    cia.send(f"/arenden/{item}/lista", data={"label": "Samling", "names": "Ada\r\nBix"})
    page = cia.get("/rosta/begar").text
    assert "Nils" in page
    assert "Proportionellt val begärt av 1 ledamot. 6 krävs (21 närvarande, 3 platser)." in page
    assert "Du har begärt proportionellt val." in page
    assert "Samling" in page
    cia.send(f"/arenden/{item}/proportionellt-val/tillbaka")
    assert "Du har begärt proportionellt val." not in cia.get("/rosta/begar").text


def test_the_refusal_of_a_demand_names_the_section(council, sign_in):
    with council.app_context():
        _, item = an_election(3, allowed=False)
    answer = sign_in("cia").send(f"/arenden/{item}/proportionellt-val", headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (409, "not_proportional")


def test_the_desk_leads_an_election_from_nomination_to_gavel(council, sign_in):
    with council.app_context():
        _, item = an_election(2, names=("Ada", "Bix"))
        cia, agneta = factories.person("cia"), factories.person("agneta")
    chair = sign_in("ordforande")
    send = lambda path, **data: chair.send(path, data=data, headers=JSON)  # noqa: E731
    assert send(f"/arenden/{item}/nominering", names="Nils", person=cia).status_code == 200
    assert send(f"/arenden/{item}/proportionellt", persons=[cia, agneta]).status_code == 200
    assert send(f"/arenden/{item}/vallista", label="Lista", names="Ada", person=cia).status_code
    division = send(f"/arenden/{item}/sluten-votering", method="paper").json["division"]
    counted = {"ticked": 21, "valid": 20, "blank": 1, "invalid": 0}
    votes = {"roster:Ada": 15, "roster:Bix": 15, "roster:Nils": 10}
    assert send(f"/voteringar/{division}/sedelrakning", **counted, **votes).status_code == 200
    closed = send(f"/voteringar/{division}/stang", bekraftad="1")
    assert closed.status_code == 200
    assert send(f"/arenden/{item}/klubba").status_code == 200
    with council.app_context(), pytest.raises(NotNow):
        factories.does("cia", elections.nominate, item, ["Kim"])


def test_readers_see_every_slip_and_nobodys_name_beside_it(council, sign_in, client, opened):
    before = client.get(f"/voteringar/{opened}").text
    assert "Resultatet visas när omröstningen är stängd." in before
    cast(sign_in("agneta"), opened, code=CODE, names=["Ada", "Bix"])
    assert "Ada" not in client.get(f"/voteringar/{opened}").text
    with council.app_context():
        close(opened, now=factories.later(5))
    page = client.get(f"/voteringar/{opened}").text
    assert "Sluten omröstning. Bara summan är offentlig." in page
    assert "Ada och Bix valdes." in page
    assert CODE in page
    assert "Agneta" not in page


def test_readers_can_draw_the_lot_again(council, client):
    with council.app_context():
        _, item = an_election(1, names=("Ida", "Jon"))
        division = a_ballot(item)
        all_vote(division, [names("Ida")] * 10 + [names("Jon")] * 10)
        close(division)
        committed = client.get(f"/voteringar/{division}").text
        (fell,) = factories.does("ordforande", lots.draw_lot, division, "snö över älven")
    assert "Lika röstetal mellan Ida och Jon. Lotten avgör." in committed
    page = client.get(f"/voteringar/{division}").text
    assert f"Lotten faller på {fell}." in page
    assert "snö över älven" in page
    assert page.count("sha256sum") == 2


def test_the_open_data_tell_the_ballot_when_it_is_closed_and_nothing_before(council, client):
    with council.app_context():
        _, item = an_election(1, names=("Ida", "Jon"))
        division = a_ballot(item)
        all_vote(division, [names("Ida")] * 10 + [names("Jon")] * 10)
    address = f"/api/v1/divisions/{division}"
    before = client.get(address)
    assert "ballot" not in before.json
    assert "Ida" not in before.text
    with council.app_context():
        close(division)
    waiting = client.get(address).json
    assert waiting["ballot"]["lottery"]["seed"] is None
    assert (waiting["counts"], waiting["outcome"], waiting["yes_means"]) == (None, None, "")
    with council.app_context():
        (fell,) = factories.does("ordforande", lots.draw_lot, division, "ord")
    ballot = client.get(address).json["ballot"]
    assert ballot["votes"] == [{"mark": "Ida", "votes": 10}, {"mark": "Jon", "votes": 10}]
    assert ballot["elected"] == [{"name": fell, "group": None}]
    assert len(ballot["slips"]) == ballot["ticked"] == 20
    assert "Agneta" not in client.get(address).text
    assert (
        verify(
            ballot["lottery"]["commitment"],
            Drawing(ballot["lottery"]["seed"], ballot["lottery"]["contribution"], 1),
            ballot["lots"][0]["between"],
            ballot["lots"][0]["falls_to"],
        )
        is None
    )


def test_readers_see_the_comparison_numbers(council, client):
    with council.app_context():
        _, item = an_election(3)
        demanded(item, 6)
        numbers = groups(item, {"Samling": ["Ada", "Bix"], "Lokal": ["Cleo"]})
        division = a_ballot(item)
        all_vote(division, [group(numbers["Samling"])] * 14 + [group(numbers["Lokal"])] * 7)
        close(division)
        factories.does("ordforande", lots.draw_lot, division, "ord")
    page = client.get(f"/voteringar/{division}").text
    assert "Jämförelsetal" in page
    assert "14/2 = 7" in page
    assert "7/1 = 7" in page


def test_everything_else_that_is_read_tells_a_secret_ballot_as_one(council, client, sign_in):
    with council.app_context():
        meeting, item = an_election(2, names=("Ada", "Bix"))
        factories.does("cia", elections.nominate, item, ["Nils"])
        division = a_ballot(item)
    agneta = sign_in("agneta")
    pages = ("/", f"/sammantraden/{meeting}", f"/arenden/{item}", "/storbild", "/beslut")
    for page in pages:
        assert client.get(page).status_code == 200
    cast(agneta, division, code=CODE, names=["Ada", "Nils"])
    with council.app_context():
        close(division, now=factories.later(5))
    log = sign_in("sekreterare").get(f"/sekreterare/{meeting}").text.replace("\u00a0", " ")
    assert "sluten omröstning stängd: sedlar 1 giltiga, 0 blanka, 0 ogiltiga" in log
    with council.app_context():
        factories.does("ordforande", items.gavel, item, now=factories.later(6))
    for page in (*pages, f"/voteringar/{division}", f"/sammantraden/{meeting}/protokoll"):
        text = client.get(page).text
        assert "None" not in text, page
    assert "Sluten omröstning, deltog" in agneta.get("/rosta/mina-roster").text
    assert "Ada och Nils valdes." in client.get(f"/arenden/{item}").text
    protocol = client.get(f"/sammantraden/{meeting}/protokoll").text.replace("\u00a0", " ")
    assert "Cia (V) nominerar Nils." in protocol
    assert "Omröstningen är sluten" in protocol
    assert "Röster: Ada 1, Nils 1, Bix 0." in protocol
    assert "1. Ada" in protocol


def test_who_is_at_a_distance_reads_why_the_secrecy_stops_it(council, sign_in, opened):
    with council.app_context(), writing() as session:
        seat = session.get_one(DivisionSeat, (opened, factories.seat("agneta")))
        seat.remote = True
    agneta = sign_in("agneta")
    assert 'id="valsedel"' not in agneta.get(f"/voteringar/{opened}/valsedel").text
    answer = cast(agneta, opened, code=CODE, names=[])
    assert (answer.status_code, answer.json["error"]) == (409, "not_at_a_distance")
