"""A members' file is read in whole or not at all, and a faulty one says where."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from council.law.refusals import BadCouncilSize
from council.services.importing import members, people, table
from council.services.importing.faults import Fault, FaultyFile
from council.store import journal
from council.store.engine import reading, writing
from council.store.models import Body, JournalEntry, Meeting, MeetingState, Person, Role, Seat
from tests import factories
from tests.support.changes import entries, nothing_changes

DATA = Path(__file__).parent.parent / "data" / "import"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SOUND = (DATA / "members.csv").read_bytes()


@pytest.fixture(autouse=True)
def context(any_app):
    with any_app.app_context():
        yield


def load(data: bytes = SOUND) -> members.Summary:
    return members.load(data, now=NOW)


def changed(*lines: tuple[int, str, str]) -> bytes:
    """The sound file with something else on some rows."""
    rows = SOUND.decode().splitlines()
    for number, old, new in lines:
        assert old in rows[number - 1]
        rows[number - 1] = rows[number - 1].replace(old, new, 1)
    return "\n".join(rows).encode()


def faults(data: bytes) -> list[tuple[int | str, str, str, str]]:
    with nothing_changes(), pytest.raises(FaultyFile) as caught:
        load(data)
    return [(f.row, f.column, f.stood, f.expected) for f in caught.value.faults]


def people_now() -> dict[str, Person]:
    with reading() as session:
        rows = session.scalars(
            select(Person).options(joinedload(Person.seat), joinedload(Person.party))
        )
        return {person.username: person for person in rows}


def seats_now() -> list[tuple[int, str, str]]:
    with reading() as session:
        seats = session.scalars(
            select(Seat)
            .order_by(Seat.number)
            .options(joinedload(Seat.party), joinedload(Seat.holder))
        )
        return [(s.number, s.party.letters, s.holder.username if s.holder else "") for s in seats]


def test_into_an_empty_database_it_founds_the_council():
    assert load() == members.Summary(21, 3, 25, 0, 0, founded=True)
    with reading() as session:
        body = session.get(Body, 1)
        assert body is not None
        assert (body.name, body.organisation, body.board, body.seats, body.demonstration) == (
            "Regionfullmäktige",
            "Region Norrbotten",
            "Regionstyrelsen",
            21,
            False,
        )


def test_everybody_gets_role_party_and_no_password():
    load()
    found = people_now()
    assert found["prov01"].role is Role.CHAIR
    assert found["kansli"].role is Role.SECRETARY
    assert found["kansli"].party is None
    assert (found["ersatt2"].party.letters, found["ersatt2"].call_order) == ("S", 2)
    assert all(person.password_hash is None for person in found.values())
    assert found["admin"].role is Role.ADMIN


def test_seats_are_numbered_party_by_party():
    load()
    seats = seats_now()
    assert [number for number, _, _ in seats] == list(range(1, 22))
    blocks = [letters for _, letters, _ in seats]
    assert blocks == sorted(blocks, key=blocks.index)
    assert blocks[:6] == ["S"] * 6  # the largest first, where no hall plan is given


def test_the_journal_names_nobody():
    load()
    with reading() as session:
        first = session.get(JournalEntry, (journal.BODY, 0))
        assert first is not None
        journal.verify([first])
    facts = json.loads(first.payload)
    assert first.kind == "body.created"
    assert len(facts["people"]) == 26
    assert facts["seats"][0] == {"seat": "1", "party": "S", "member": "p1"}
    assert "Prov" not in first.payload
    assert "Päivi" not in first.payload


@pytest.mark.parametrize(
    "wear",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b",", b";"),
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data + b"\n\n",
        lambda data: data.replace("Åsa Prov 4".encode(), '"Åsa Prov 4"'.encode()),
        lambda data: data.replace("Åsa Prov 4".encode(), "  A\u030asa   Prov 4 ".encode()),
        lambda data: b"\n".join(
            b",".join(reversed(line.split(b","))) for line in data.splitlines()
        ),
    ],
    ids=["bom", "semicolon", "crlf", "blank-lines", "quoted", "spaces-and-nfd", "column-order"],
)
def test_it_is_read_whatever_program_wrote_it(wear):
    load(wear(SOUND))
    assert people_now()["prov04"].name == "Åsa Prov 4"


def test_a_quote_that_disarms_a_formula_is_taken_off():
    load(changed((5, "Åsa Prov 4", "'=Åsa"), (6, "Björn Prov 5", "'Tor")))
    found = people_now()
    assert (found["prov04"].name, found["prov05"].name) == ("=Åsa", "'Tor")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("empty.csv", [(1, "–", "(tom fil)")]),
        ("utf16.csv", [(1, "–", "UTF-16")]),
        ("header-only.csv", [(2, "–", "(inga rader)")]),
        ("missing-column.csv", [(1, "order", "(kolumnen saknas)")]),
        ("misspelt-column.csv", [(1, "party", "(kolumnen saknas)"), (1, "parti", "parti")]),
        ("nul.csv", [(6, "name", "Björn Pr␀ov 5")]),
        ("too-few-fields.csv", [(7, "–", "4 fält")]),
        ("broken-quote.csv", [(8, "–", "(går inte att läsa)")]),
        ("unknown-party.csv", [(9, "party", "XX")]),
        (
            "many-faults.csv",
            [
                (4, "role", "ordforande"),
                (11, "name", "Cecilia <U+202E>Prov 10"),
                (13, "username", "prov 12"),
                (23, "order", "0"),
                (24, "order", "andra"),
                (26, "party", "S"),
            ],
        ),
    ],
)
def test_a_faulty_file_is_refused_whole_with_every_fault_named(file, expected):
    assert [fault[:3] for fault in faults((DATA / file).read_bytes())] == expected


def test_a_byte_that_is_no_utf8_is_shown_on_each_row():
    found = faults((DATA / "latin1.csv").read_bytes())
    assert [row for row, *_ in found] == [2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22]
    assert found[0][1:3] == ("name", "Bj<F6>rn Prov 1")
    assert "UTF-8" in found[0][3]


def test_the_words_are_those_of_the_design():
    assert faults((DATA / "unknown-role.csv").read_bytes()) == [
        (
            14,
            "role",
            "ledammot",
            "ledamot, ersattare, ordforande, forste_vice, andre_vice eller sekreterare",
        )
    ]
    assert faults((DATA / "doubled-username.csv").read_bytes()) == [
        (20, "username", "prov12", "ett namn som inte redan finns på rad 13")
    ]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ((5, "prov04", ""), "username"),
        ((5, "prov04", "p" * 65), "username"),
        ((5, "prov04", "Admin"), "username"),
        ((5, "Åsa Prov 4", ""), "name"),
        ((5, "Åsa Prov 4", "Å" * 101), "name"),
        ((5, ",V,", ",,"), "party"),
        ((5, "ledamot,", "ledamot,första"), "order"),
        ((5, "ledamot,", ","), "role"),
        ((23, ",1", ","), "order"),
        ((23, ",1", ",1000"), "order"),
        ((24, ",2", ",01"), "order"),
        ((3, "forste_vice", "ordforande"), "role"),
    ],
)
def test_each_column_has_its_rule(change, column):
    assert [(row, at) for row, at, *_ in faults(changed(change))] == [(change[0], column)]


def test_user_names_that_differ_by_capitals_only_are_one_name():
    assert faults(changed((6, "prov05", "PROV04")))[0][:3] == (6, "username", "PROV04")


@pytest.mark.parametrize("rows", [20_001, 100_000])
def test_a_file_with_too_many_rows_is_refused_at_once(rows):
    data = b"username,name,party,role,order\n" + b"u,N,S,ledamot,\n" * rows
    assert [(row, column) for row, column, *_ in faults(data)] == [(20_002, "–")]


def test_a_file_with_too_many_bytes_is_refused_at_once():
    data = SOUND + b'x,"' + b"a" * table.MOST_BYTES
    assert faults(data)[0][2] == "(fler rader eller större fil)"


def test_twenty_thousand_faulty_rows_are_all_named():
    data = b"username,name,party,role,order\r" + b"u,N,S,ledammot,\r" * 20_000
    found = faults(data)
    assert sum(column == "role" for _, column, *_ in found) == 20_000


def test_an_even_council_is_refused_by_the_law():
    with nothing_changes(), pytest.raises(BadCouncilSize):
        load(b"\n".join(line for line in SOUND.splitlines() if b"prov21" not in line))


class TestIntoACouncilThatIsThere:
    """Reading in again: the file is the whole list."""

    @pytest.fixture(autouse=True)
    def council(self):
        load()

    def test_the_same_file_changes_nothing(self):
        with nothing_changes():
            assert load() == members.Summary(21, 3, 0, 0, 0, founded=False)

    def test_a_new_name_is_a_change_with_its_entry(self):
        with entries(journal.BODY) as appended:
            assert load(changed((5, "Åsa Prov 4", "Åsa Nygift"))).changed == 1
        assert [entry.kind for entry in appended] == ["people.changed"]
        assert "Nygift" not in appended[0].payload
        assert people_now()["prov04"].name == "Åsa Nygift"

    def test_somebody_new_takes_the_seat_of_who_left(self):
        before = seats_now()
        seat = next(seat for seat in before if seat[2] == "prov08")
        summary = load(changed((9, "prov08,Åsa Prov 8", "nykomling,Ŋállá Nykomling")))
        assert (summary.added, summary.changed, summary.removed) == (1, 0, 1)
        expected = [(*one[:2], "nykomling") if one == seat else one for one in before]
        assert seats_now() == expected
        assert not people_now()["prov08"].active

    def test_who_comes_back_is_let_in_again(self):
        load(changed((9, "prov08,Åsa Prov 8", "nykomling,Nykomling")))
        load()
        assert people_now()["prov08"].active
        assert not people_now()["nykomling"].active
        assert "prov08" in [holder for _, _, holder in seats_now()]

    def test_a_party_that_wins_a_seat_takes_the_one_that_was_left(self):
        load(changed((9, ",V,", ",MP,")))
        assert next(seat for seat in seats_now() if seat[2] == "prov08")[1] == "MP"
        assert len(seats_now()) == 21

    def test_member_and_substitute_may_change_places(self):
        load(changed((6, "ledamot,", "ersattare,1"), (23, "ersattare,1", "ledamot,")))
        found = people_now()
        assert (found["prov05"].role, found["prov05"].call_order) == (Role.SUBSTITUTE, 1)
        assert found["prov05"].seat is None
        assert found["ersatt1"].seat is not None

    def test_the_chair_who_leaves_presides_no_more(self):
        load(changed((2, "prov01,Björn Prov 1", "nychair,Ny Chair")))
        found = people_now()
        assert (found["prov01"].role, found["prov01"].active) == (Role.MEMBER, False)
        assert found["nychair"].role is Role.CHAIR

    def test_officials_who_are_not_on_the_list_stay(self):
        load(b"\n".join(line for line in SOUND.splitlines() if b"kansli" not in line))
        found = people_now()
        assert found["kansli"].active
        assert found["admin"].active

    def test_the_number_of_seats_stays(self):
        more = SOUND + b"x1,X,S,ledamot,\nx2,Y,S,ledamot,\n"
        assert faults(more) == [
            (
                "–",
                "role",
                "23 rader med plats",
                "21, så många platser som fullmäktige har",
            )
        ]

    def test_while_a_meeting_is_open_nobody_comes_goes_or_moves(self):
        open_meeting()
        other = changed(
            (9, "prov08", "nykomling"),
            (6, "ledamot,", "ersattare,9"),
            (23, "ersattare,1", "ledamot,"),
        )
        assert [fault[:3] for fault in faults(other)] == [
            (6, "role", "ersattare S"),
            ("–", "username", "prov08 saknas"),
            (23, "role", "ledamot S"),
        ]

    def test_while_a_meeting_is_open_names_may_be_mended(self):
        open_meeting()
        assert load(changed((5, "Åsa Prov 4", "Åsa Nygift"))).changed == 1

    def test_a_preview_keeps_nothing(self):
        with nothing_changes():
            summary = members.preview(changed((9, "prov08", "nykomling")), now=NOW)
        assert (summary.added, summary.removed) == (1, 1)


def test_a_preview_into_nothing_keeps_nothing():
    with nothing_changes():
        assert members.preview(SOUND, now=NOW).founded


def open_meeting() -> None:
    meeting_id = factories.a_meeting(state=MeetingState.PUBLISHED)
    with writing() as session:
        meeting = session.get(Meeting, meeting_id)
        assert meeting is not None
        meeting.state, meeting.opened_at = MeetingState.OPEN, NOW


class TestAnyBytes:
    """Whatever is sent, a list of faults comes back."""

    @given(st.binary(max_size=400))
    def test_bytes(self, data):
        self.read(data)

    @given(
        st.lists(
            st.text(st.sampled_from("u,;\"'=\n\r\t\x00åŋ1ledamotersattare\u202e"), max_size=40),
            max_size=6,
        )
    )
    def test_rows(self, rows):
        self.read("\n".join(["username,name,party,role,order", *rows]).encode())

    def read(self, data: bytes) -> None:
        found: object = None
        try:
            found = people.people(table.read(data, people.COLUMNS), ["S"], {"admin"})
        except FaultyFile as faulty:
            found = all(isinstance(one, Fault) and one.expected for one in faulty.faults)
        assert found
