"""A members' file may tell each member's constituency and own substitutes."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import aliased

from council.services.importing import members
from council.services.importing.faults import FaultyFile
from council.store import journal
from council.store.engine import reading
from council.store.models import Person, Seat, SubstituteList
from tests.support.changes import entries, nothing_changes

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SOUND = (Path(__file__).parent.parent / "data" / "import" / "members.csv").read_text("utf-8")
UNEXPECTED = "användarnamn på ledamöter för samma parti, med ; emellan"


@pytest.fixture(autouse=True)
def context(any_app):
    with any_app.app_context():
        yield


def listed(**cells: str) -> bytes:
    """The sound file with the optional columns, filled in for some user names."""
    head, *rows = SOUND.splitlines()
    told = [f"{head},constituency,substitute_for"]
    told += [f"{row},{cells.get(row.partition(',')[0], ',')}" for row in rows]
    return "\n".join(told).encode()


def load(data: bytes) -> members.Summary:
    return members.load(data, now=NOW)


def lists() -> dict[str, list[str]]:
    """Each member's own substitutes, in their order."""
    holder, substitute = aliased(Person), aliased(Person)
    with reading() as session:
        rows = session.execute(
            select(holder.username, substitute.username)
            .select_from(SubstituteList)
            .join(Seat, SubstituteList.seat_id == Seat.id)
            .join(holder, Seat.holder_id == holder.id)
            .join(substitute, SubstituteList.person_id == substitute.id)
            .order_by(Seat.number, SubstituteList.place)
        )
        own: dict[str, list[str]] = {}
        for member, who in rows:
            own.setdefault(member, []).append(who)
        return own


def constituencies() -> dict[str, str]:
    with reading() as session:
        rows = session.execute(
            select(Person.username, Seat.constituency)
            .join(Seat, Seat.holder_id == Person.id)
            .where(Seat.constituency != "")
        )
        return dict(rows.all())


WITH_LISTS = {
    "prov01": "Norr,",
    "prov05": "Söder,",
    "ersatt1": ",prov05; prov01",
    "ersatt2": ",prov01",
    "ersatt3": ",prov02",
}


def test_a_file_with_lists_founds_a_council_that_has_them():
    load(listed(**WITH_LISTS))

    assert lists() == {
        "prov01": ["ersatt1", "ersatt2"],
        "prov05": ["ersatt1"],
        "prov02": ["ersatt3"],
    }
    assert constituencies() == {"prov01": "Norr", "prov05": "Söder"}
    with reading() as session:
        founded = json.loads(journal.after(session, journal.BODY, -1)[0].payload)
    assert [one["substitutes"] for one in founded["lists"] if one["constituency"] == "Söder"] == [
        [_ref("ersatt1")]
    ]


def _ref(username: str) -> str:
    with reading() as session:
        return session.scalars(select(Person).where(Person.username == username)).one().ref


def test_a_file_without_the_columns_leaves_the_lists_as_they_were():
    load(listed(**WITH_LISTS))

    with nothing_changes():
        assert load(SOUND.encode()).changed == 0


def test_a_file_with_the_columns_replaces_them_and_the_journal_tells_which():
    load(SOUND.encode())
    with entries(journal.BODY) as appended:
        load(listed(ersatt2=",prov05", ersatt1=",prov05"))

    assert lists() == {"prov05": ["ersatt1", "ersatt2"]}
    (entry,) = appended
    (told,) = json.loads(entry.payload)["lists"]
    assert told["substitutes"] == [_ref("ersatt1"), _ref("ersatt2")]

    load(listed())
    assert lists() == {}


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"ersatt1": ",prov99"}, ("substitute_for", "prov99", UNEXPECTED)),
        ({"ersatt1": ",prov02"}, ("substitute_for", "prov02", UNEXPECTED)),
        ({"ersatt1": ",ersatt2"}, ("substitute_for", "ersatt2", UNEXPECTED)),
        (
            {"prov01": ",prov05"},
            ("substitute_for", "prov05", "tomt: bara ersättare har en ledamot att ersätta"),
        ),
        (
            {"ersatt1": "Norr,"},
            ("constituency", "Norr", "tomt: bara den som har en plats har en valkrets"),
        ),
    ],
)
def test_what_cannot_be_is_told_by_row_and_column(cells, fault):
    with nothing_changes(), pytest.raises(FaultyFile) as caught:
        load(listed(**cells))

    assert [(one.column, one.stood, one.expected) for one in caught.value.faults] == [fault]


def test_a_constituency_has_a_name_that_can_be_read():
    with nothing_changes(), pytest.raises(FaultyFile) as caught:
        load(listed(prov01=f"{'N' * 101},"))

    (fault,) = caught.value.faults
    assert fault.expected == "en valkrets på högst 100 tecken"


def test_a_role_that_is_none_is_told_before_what_hangs_on_it():
    wrong = listed(prov01="Norr,prov05").replace(b"ordforande", b"ordf")
    with nothing_changes(), pytest.raises(FaultyFile) as caught:
        load(wrong)

    assert [one.column for one in caught.value.faults] == ["role"]
