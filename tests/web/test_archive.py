"""The archive's pages and data: what was recounted, for every reader, also without a council."""

import csv
from io import StringIO

import html5lib
import pytest

from tests.support.divisions_file import a_file, an_event, changed, read_in
from tests.support.pages import faults_of


@pytest.fixture
def three(app):
    """Three historic divisions of two years; the numbers are 1, 2, 3."""
    with app.app_context():
        read_in(
            a_file(
                changed(an_event("h1", abstain=1), title="Miljöpolitik", date="2018-05-02"),
                changed(an_event("h2", yes=2, no=2, result="no"), title="Åtgärder för skolan"),
                changed(an_event("h3", yes=3, no=2, rule="", party=""), title="Om MILJÖN"),
            )
        )


@pytest.fixture
def read(client):
    """A page that is whole, as a tree."""

    def page(address):
        answer = client.get(address)
        assert answer.status_code == 200
        assert faults_of(answer.text) == []
        return html5lib.parse(answer.text, namespaceHTMLElements=False)

    return page


def told(element):
    return " ".join("".join(element.itertext()).split())


def text(page):
    return told(page.find(".//main"))


def titles(page):
    return [told(link) for link in page.findall(".//ol[@class='beslutslista']//a")]


def members(page):
    return [told(name) for name in page.findall(".//table[@class='ledamoter']/tbody/tr/th")]


def test_the_newest_stands_first(read, three):
    page = read("/arkiv")

    assert titles(page) == ["Om MILJÖN", "Åtgärder för skolan", "Miljöpolitik"]
    assert "2 maj 2018 · 3 ja, 2 nej, 1 avstår, 1 frånvarande" in text(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=miljö", ["Om MILJÖN", "Miljöpolitik"]),
        ("q=miljö&ar=2018", ["Miljöpolitik"]),
        ("ar=2019", ["Om MILJÖN", "Åtgärder för skolan"]),
        ("q=åtgärder+skolan", ["Åtgärder för skolan"]),
        ("q=h1", ["Miljöpolitik"]),
        ("q=budget", []),
        ("ar=9999999", []),
    ],
)
def test_it_is_filtered_by_words_and_year(read, three, query, found):
    assert titles(read(f"/arkiv?{query}")) == found


def test_an_empty_choice_leads_back_to_all(read, three):
    page = read("/arkiv?q=budget")

    assert "Inga omröstningar stämmer med urvalet." in text(page)
    assert page.find(".//main//a[@href='/arkiv']") is not None


def test_without_divisions_it_says_so(read):
    assert "Inga historiska omröstningar är inlästa." in text(read("/arkiv"))


def test_a_long_list_goes_on(app, read):
    with app.app_context():
        read_in(a_file(*(an_event(f"h{number:02}") for number in range(1, 22))))

    first = read("/arkiv")
    older = first.find(".//a[@rel='next']").get("href")

    assert len(titles(first)) == 20
    assert titles(read(older)) == ["Händelse h01"]


def test_a_division_tells_its_figures_by_party_and_member_and_what_was_checked(read, three):
    page = read("/arkiv/1")

    assert told(page.find(".//h1")) == "Miljöpolitik"
    assert "Ja vann med 3 mot 2. Avstod: 1. Frånvarande: 1." in text(page)
    parties = page.findall(".//table[@class='partier']/tbody/tr")
    assert [[told(cell) for cell in row][:5] for row in parties] == [
        ["B", "2", "1", "0", "1"],
        ["A", "1", "1", "1", "0"],
    ]
    assert members(page) == [
        *("Ledamot 1", "Ledamot 3", "Ledamot 5", "Ledamot 7"),
        *("Ledamot 2", "Ledamot 4", "Ledamot 6"),
    ]
    assert "Rösterna är räknade rad för rad, 7 rader, och ingen står där två gånger." in text(page)
    assert "Ja fick flest röster och är det publicerade resultatet." in text(page)
    assert "KL 5 kap. 55 §" in text(page)


@pytest.mark.parametrize(
    ("figures", "lead", "check"),
    [
        (
            {"yes": 2, "no": 2, "result": "no"},
            "Röstetalen var lika, 2 mot 2. Nej blev beslutet.",
            "är taget som ordförandens utslagsröst",
        ),
        (
            {"yes": 2, "no": 2, "rule": "lot"},
            "Ja blev beslutet genom lottning, 2 mot 2.",
            "uppger att lotten avgjorde",
        ),
        (
            {"yes": 4, "no": 2, "result": "no", "rule": "minority"},
            "Nej blev beslutet, 2 mot 4: en minoritet räckte.",
            "så tredjedelen är inte omräknad",
        ),
    ],
)
def test_what_no_majority_decided_is_told(app, read, figures, lead, check):
    with app.app_context():
        read_in(a_file(an_event("h1", **figures)))

    shown = text(read("/arkiv/1"))

    assert lead in shown
    assert check in shown


def test_its_members_are_filtered_without_a_script(read, three):
    page = read("/arkiv/1?rost=ja&parti=B")

    assert members(page) == ["Ledamot 1", "Ledamot 3"]
    assert "Visar 2 av 7" in text(page)


def test_a_member_without_a_party_is_shown(read, three):
    assert told(read("/arkiv/3").find(".//table[@class='partier']/tbody/tr/th")) == "–"


def test_what_is_not_there_is_not_found(client, three):
    assert client.get("/arkiv/4").status_code == 404
    assert client.get("/arkiv/2147483648").status_code == 404
    assert client.get("/api/v1/archive/4").status_code == 404


def test_readers_come_from_the_foot_and_from_the_meetings(read):
    page = read("/sammantraden")

    assert page.find(".//footer//a[@href='/arkiv']") is not None
    assert page.find(".//main//a[@href='/arkiv']") is not None


@pytest.mark.parametrize("address", ["/arkiv", "/arkiv/1", "/api/v1/archive", "/api/v1/archive/1"])
def test_a_reader_s_copy_holds_while_nothing_has_come(client, three, address):
    etag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert "Set-Cookie" not in client.get(address).headers


@pytest.mark.parametrize("address", ["/arkiv", "/api/v1/archive"])
def test_a_new_division_is_seen_at_once(app, client, three, address):
    etag = client.get(address).headers["ETag"]
    with app.app_context():
        read_in(a_file(an_event("h4")))

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_the_data_holds_everything(client, three):
    listed = client.get("/api/v1/archive?from=2018-01-01&to=2018-12-31").json
    one = client.get("/api/v1/archive/1").json

    assert [row["event"] for row in listed["archive"]] == ["h1"]
    assert listed["archive"][0].items() <= one.items()
    assert one["counts"] == {"yes": 3, "no": 2, "abstain": 1, "absent": 1}
    assert (one["outcome"], one["date"]) == ("yes", "2018-05-02")
    assert one["rule"].startswith("KL 5 kap. 55 §: ")
    assert one["by_party"][0] == {
        "party": "B",
        "yes": 2,
        "no": 1,
        "abstain": 0,
        "absent": 1,
        "split": True,
        "partly_abstaining": False,
    }
    assert len(one["votes"]) == 7
    assert {"member": "Ledamot 1", "party": "B", "position": "yes"} in one["votes"]


def test_the_data_goes_on_in_parts(client, three):
    first = client.get("/api/v1/archive?limit=2").json
    rest = client.get(first["next"]).json

    assert [row["id"] for row in first["archive"] + rest["archive"]] == [3, 2, 1]
    assert rest["next"] is None


@pytest.mark.parametrize(("address", "rows"), [("/api/v1/archive", 3), ("/api/v1/archive/1", 7)])
def test_the_data_is_a_table_too(client, three, address, rows):
    answer = client.get(f"{address}?format=csv")

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert len(list(csv.DictReader(StringIO(answer.text)))) == rows
