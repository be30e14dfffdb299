"""The open data as CSV: a row for each, and nothing in it that a spreadsheet would run."""

import csv
from io import StringIO

import pytest

from council.law.tally import Choice
from council.store.engine import writing
from council.store.models import Person
from council.web.api.tables import cell
from tests import factories
from tests.support.open_data import LISTS, close


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.content_type == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8"), newline="")))


def test_the_voting_list_can_be_had_as_a_table(council, client, listed):
    with council.app_context():
        factories.vote(listed.division, yes=3, no=1, abstain=1)
        close(listed)

    answer = client.get(f"/api/v1/divisions/{listed.division}?format=csv")
    rows = rows_of(answer)

    assert list(rows[0]) == ["seat", "member", "party", "substitute_for", "position", "note"]
    assert [row["seat"] for row in rows] == [str(number) for number in range(1, 22)]
    assert [row["position"] for row in rows].count("yes") == 3
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="demonstration-rostlista-{listed.division}.csv"'
    )


@pytest.mark.parametrize("name", LISTS)
def test_a_list_as_a_table_has_a_row_for_each(council, client, listed, name):
    with council.app_context():
        factories.vote(listed.division, yes=3, no=1)
        close(listed)

    table = rows_of(client.get(f"/api/v1/{name}?format=csv"))

    assert len(table) == len(client.get(f"/api/v1/{name}").json[name])


def test_nested_facts_have_columns_of_their_own(council, client, listed):
    with council.app_context():
        factories.vote(listed.division, yes=3, no=1)
        close(listed)

    row = rows_of(client.get("/api/v1/divisions?format=csv"))[0]

    assert (row["item_title"], row["counts_yes"], row["secret"]) == ("Ärende 1", "3", "false")


def test_the_columns_stand_while_a_division_is_open(client, listed):
    row = rows_of(client.get("/api/v1/divisions?format=csv"))[0]

    assert (row["state"], row["counts_yes"], row["outcome"]) == ("open", "", "")


def test_the_next_part_of_a_table_is_a_table(council, client):
    answer = client.get("/api/v1/members?limit=10&format=csv")
    address = answer.headers["Link"].split(">")[0].lstrip("<")

    assert rows_of(client.get(address))[0]["seat"] == "11"


def test_a_meeting_as_a_table_is_its_agenda(client, listed):
    row = rows_of(client.get(f"/api/v1/meetings/{listed.meeting}?format=csv"))[0]

    assert (row["number"], row["divisions"]) == ("1", str(listed.division))


def test_an_item_is_no_table(client, listed):
    answer = client.get(f"/api/v1/items/{listed.item}?format=csv")

    assert (answer.status_code, answer.json["error"]) == (422, "bad_parameter")


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x")


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_would_run_in_a_spreadsheet_is_quoted(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(-1, "-1"), (None, ""), (True, "true"), ("Ja - nej", "Ja - nej"), ([1, 2], "1 2"), ("", "")],
)
def test_what_does_not_run_stays_as_it_is(value, expected):
    assert cell(value) == expected


def test_a_name_that_is_a_formula_is_quoted_in_the_table_only(council, client):
    with council.app_context():
        with writing() as session:
            session.get_one(Person, factories.person("cia")).name = '=HYPERLINK("x")'
        listed = factories.an_open_division()
        factories.press(listed.division, "cia", Choice.YES)
        close(listed)
    path = f"/api/v1/divisions/{listed.division}"

    assert client.get(path).json["votes"][0]["member"] == '=HYPERLINK("x")'
    assert rows_of(client.get(f"{path}?format=csv"))[0]["member"] == '\'=HYPERLINK("x")'
