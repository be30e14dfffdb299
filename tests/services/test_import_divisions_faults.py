"""A file of historic divisions that does not agree with itself is refused, by event and by row."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest

from council.services.importing import divisions
from council.services.importing import faults as gathering
from council.services.importing.faults import FaultyFile
from tests.support.changes import nothing_changes
from tests.support.divisions_file import NOW, a_file, an_event, changed, read_in

DATA = Path(__file__).parent.parent / "data" / "import"


@pytest.fixture(autouse=True)
def context(any_app):
    with any_app.app_context():
        yield


def faults(data: bytes) -> list[tuple[int | str, str, str, str]]:
    with nothing_changes(), pytest.raises(FaultyFile) as caught:
        read_in(data)
    return [(f.row, f.column, f.stood, f.expected) for f in caught.value.faults]


def test_one_figure_of_the_riksdag_changed_is_refused_by_the_event_s_name():
    data = gzip.decompress((DATA / "divisions-riksdag.csv.gz").read_bytes())
    event = "riksdag-2025-26-NU19-1"
    wrong = "\n".join(
        line.replace(",175,173,0,1,", ",176,173,0,1,") if line.startswith(event) else line
        for line in data.decode().splitlines()
    )

    told = faults(wrong.encode())

    assert told == [
        (f"{18 * 349 + 2} ({event})", "published_yes", "176", "175, så många som raderna med yes")
    ]


@pytest.mark.parametrize(
    ("figure", "told", "counted"),
    [
        ("published_yes", "4", "3, så många som raderna med yes"),
        ("published_no", "1", "2, så många som raderna med no"),
        ("published_abstain", "1", "0, så många som raderna med abstain"),
        ("published_absent", "0", "1, så många som raderna med absent"),
    ],
)
def test_each_figure_is_recounted(figure, told, counted):
    rows = changed(an_event("h1"), **{figure: told})

    assert faults(a_file(an_event("h0"), rows)) == [("8 (h1)", figure, told, counted)]


def test_every_faulty_event_is_named_and_no_sound_one():
    told = faults(
        a_file(
            changed(an_event("h1"), published_yes="9"),
            an_event("h2"),
            changed(an_event("h3"), published_no="9", published_absent="9"),
        )
    )

    assert [(row, column) for row, column, *_ in told] == [
        ("2 (h1)", "published_yes"),
        ("14 (h3)", "published_no"),
        ("14 (h3)", "published_absent"),
    ]


def test_a_changed_vote_shows_in_two_figures():
    rows = an_event("h1", yes=4, no=2)
    rows[0]["position"] = "no"

    assert [column for _, column, *_ in faults(a_file(rows))] == ["published_yes", "published_no"]


def test_the_side_with_fewer_votes_needs_its_rule():
    expected = "yes, som fick flest röster (ja 4, nej 2), eller minority eller lot i kolumnen rule"

    assert faults(a_file(an_event("h1", yes=4, no=2, result="no"))) == [
        ("2 (h1)", "published_result", "no", expected)
    ]


def test_the_majority_is_not_decided_by_lot():
    assert faults(a_file(an_event("h1", yes=4, no=2, rule="lot"))) == [
        ("2 (h1)", "rule", "lot", "tomt eller minority: den sida som vann fick flest röster")
    ]


def test_the_rows_of_an_event_say_the_same_of_it():
    rows = an_event("h1")
    rows[3] |= {"published_yes": "4", "title": "Något annat"}

    assert faults(a_file(rows)) == [
        ("5 (h1)", "title", "Något annat", "Händelse h1, som på rad 2"),
        ("5 (h1)", "published_yes", "4", "3, som på rad 2"),
    ]


def test_a_member_votes_once_in_an_event():
    rows = an_event("h1")
    rows[4]["member"] = rows[1]["member"]

    assert faults(a_file(an_event("h0"), rows)) == [
        ("12 (h1)", "member", "Ledamot 2", "ett namn som inte redan finns på rad 9")
    ]


def test_what_is_there_with_another_content_is_refused():
    read_in(a_file(an_event("h1"), an_event("h2")))

    told = faults(a_file(an_event("h3"), changed(an_event("h1"), title="En annan rubrik")))

    assert told == [
        (
            "8 (h1)",
            "event_id",
            "h1",
            "samma uppgifter som redan är inlästa, eller ett annat event_id",
        )
    ]


@pytest.mark.parametrize(
    ("column", "stood", "expected"),
    [
        ("position", "ja", "yes, no, abstain eller absent"),
        ("position", "", "yes, no, abstain eller absent"),
        ("member", "", "text på högst 200 tecken"),
        ("party", "P" * 61, "text på högst 60 tecken"),
        ("event_id", "", "text på högst 200 tecken"),
        ("title", "", "text på högst 1000 tecken"),
        ("title", "en\nrad", "text utan styrtecken"),
        ("date", "2019-02-30", "en dag som 2026-11-25"),
        ("date", "20190320", "en dag som 2026-11-25"),
        ("published_yes", "-3", "ett antal röster: ett tal från 0"),
        ("published_no", "två", "ett antal röster: ett tal från 0"),
        ("published_result", "abstain", "yes eller no"),
        ("rule", "majority", "tomt, minority eller lot"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(column, stood, expected):
    rows = an_event("h1", yes=1, no=0, absent=0)
    rows[0][column] = stood

    (told,) = faults(a_file(rows))

    assert (told[1], told[3]) == (column, expected)
    assert str(told[0]).startswith("2")


def test_a_row_that_is_wrong_hides_no_other_row_and_no_other_event():
    rows = an_event("h1")
    rows[0]["position"] = rows[2]["position"] = "?"

    told = faults(a_file(rows, changed(an_event("h2"), published_no="7")))

    assert [(row, column) for row, column, *_ in told] == [
        ("2 (h1)", "position"),
        ("4 (h1)", "position"),
        ("8 (h2)", "published_no"),
    ]


@pytest.mark.parametrize(
    ("data", "where", "expected"),
    [
        (b"", (1, "–"), "en rad med kolumnernas namn"),
        (b"\n\n", (1, "–"), "en rad med kolumnernas namn"),
        (a_file(), (2, "–"), "minst en röst"),
        (b'"event_id', (1, "–"), "fält med citattecken i par"),
        (b"\xff\xfee\x00", (1, "–"), "text i UTF-8 (i kalkylprogrammet: spara som CSV UTF-8)"),
        (a_file(an_event())[:-3].replace(b"party", b"parti", 1), (1, "party"), None),
        (a_file(an_event()) + b"h1,kort rad\n", (8, "–"), None),
        (a_file(an_event()) + b'"h1\n', (8, "–"), "fält med citattecken i par"),
    ],
)
def test_a_file_that_is_no_table_says_where(data, where, expected):
    told = faults(data)

    assert told[0][:2] == where
    assert expected in (None, told[0][3])


def test_bytes_that_are_no_utf8_are_named():
    data = a_file(an_event("h1")).replace("Händelse".encode(), "Händelse".encode("latin-1"), 1)

    ((row, column, stood, expected),) = faults(data)

    assert (row, column, stood) == ("2 (h1)", "title", "H<E4>ndelse h1")
    assert expected.startswith("text i UTF-8")


def test_of_very_many_faults_the_first_are_named_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(gathering, "MOST_NAMED", 2)
    rows = changed(an_event("h1"), position="?")

    with nothing_changes(), pytest.raises(FaultyFile) as caught:
        read_in(a_file(rows))

    assert len(caught.value.faults) == 2
    assert caught.value.beyond == 4


def test_a_line_without_an_end_does_not_fill_the_memory():
    class Endless(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size < 1 << 22
            return super().read(size)

        read1 = read

    with pytest.raises(FaultyFile):
        divisions.load(Endless(a_file() + b"x" * (1 << 23)), now=NOW)
