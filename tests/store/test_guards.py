"""What must never be true is refused by the database itself, whoever asks."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from council.law.tally import Choice
from council.services import attendance, divisions
from council.store.base import db
from council.store.engine import writing
from council.store.journal import SYSTEM
from tests import factories
from tests.factories import NOON, later
from tests.support.changes import nothing_changes

AT = "2025-03-05T11:00:00.000000Z"


def ask(statement: str, **values: object) -> None:
    """Say it to the database straight, past all use cases."""
    with writing() as session:
        session.execute(text(statement), values)


@pytest.fixture
def opened(council):
    return factories.an_open_division()


@pytest.fixture
def closed(opened):
    factories.press(opened.division, "agneta", Choice.YES)
    close(opened)
    return opened


def close(opened: factories.Opened) -> None:
    chair = factories.person("ordforande")
    divisions.close_division(opened.division, chair, SYSTEM, now=later(1))


NEVER = [
    "UPDATE journal_entry SET payload = '{}'",
    "UPDATE journal_entry SET at = at",
    "DELETE FROM journal_entry",
    "UPDATE press SET choice = 'no'",
    "UPDATE press SET recorded_at = recorded_at",
    "UPDATE vote SET choice = 'no'",
    "DELETE FROM vote",
]


def test_what_is_recorded_is_neither_changed_nor_deleted(closed, subtests):
    for statement in NEVER:
        with subtests.test(statement), nothing_changes(), pytest.raises(DBAPIError):
            ask(statement)


REPLACING = [
    "INSERT OR REPLACE INTO journal_entry SELECT chain, seq, v, 'forged', at, actor, payload,"
    " prev, hash FROM journal_entry",
    "REPLACE INTO vote SELECT division_id, seat_id, 'no', \"by\" FROM vote",
    "UPDATE OR REPLACE journal_entry SET seq = 0 WHERE seq = 1",
]


def test_sqlite_does_not_let_a_new_row_take_the_place_of_a_recorded_one(sqlite, subtests):
    """REPLACE deletes without asking the triggers on DELETE."""
    factories.a_council()
    opened = factories.an_open_division()
    factories.press(opened.division, "agneta", Choice.YES)
    close(opened)
    for statement in REPLACING:
        with subtests.test(statement), nothing_changes(), pytest.raises(DBAPIError):
            ask(statement)


def test_postgresql_does_not_let_the_journal_be_emptied(postgresql):
    factories.a_council()

    with nothing_changes(), pytest.raises(DBAPIError, match="append-only"):
        ask("TRUNCATE journal_entry")


def a_press(opened: factories.Opened) -> None:
    ask(
        'INSERT INTO press (division_id, seat_id, person_id, choice, key, "by", auth, receipt,'
        " recorded_at) VALUES (:division, :seat, :person, 'yes', 'straight', 'device',"
        " 'password', 'AAAA-AAAA', :at)",
        division=opened.division,
        seat=factories.seat("agneta"),
        person=factories.person("agneta"),
        at=AT,
    )


def test_an_open_division_takes_a_press(opened):
    a_press(opened)


def test_a_closed_division_takes_no_press(closed):
    with nothing_changes(), pytest.raises(DBAPIError, match="not open"):
        a_press(closed)


def test_an_annulled_division_takes_no_press(opened):
    chair = factories.person("ordforande")
    divisions.annul_division(opened.division, chair, "Fel fråga", SYSTEM, now=NOON)

    with nothing_changes(), pytest.raises(DBAPIError, match="not open"):
        a_press(opened)


def test_a_press_needs_a_seat_on_the_roll(opened):
    with nothing_changes(), pytest.raises(IntegrityError):
        ask(
            'INSERT INTO press (division_id, seat_id, person_id, choice, key, "by", auth,'
            " receipt, recorded_at) VALUES (:division, 9999, :person, 'yes', 'k', 'device',"
            " 'password', 'AAAA-AAAA', :at)",
            division=opened.division,
            person=factories.person("agneta"),
            at=AT,
        )


def test_no_two_divisions_are_open_in_one_meeting(opened):
    with nothing_changes(), pytest.raises(IntegrityError, match="division"):
        ask(
            "INSERT INTO division (meeting_id, item_id, sequence, kind, method, secret, state,"
            " yes_id, yes_phrase, yes_effect, no_phrase, no_effect, opened_at)"
            " SELECT meeting_id, item_id, 2, kind, method, secret, state, yes_id, yes_phrase,"
            " yes_effect, no_phrase, no_effect, opened_at FROM division"
        )


def test_no_two_items_are_open_in_one_meeting(opened):
    other = factories.an_item(opened.meeting)

    with nothing_changes(), pytest.raises(IntegrityError, match="item"):
        ask(
            "UPDATE item SET state = 'open', step = 'debate', opened_at = :at WHERE id = :item",
            at=AT,
            item=other,
        )


def test_two_meetings_may_each_have_an_open_item(council):
    factories.an_open_item()
    factories.an_open_item()


@pytest.mark.parametrize(
    ("who", "on"), [("agneta", "cia"), ("bo", "agneta")], ids=["one person", "one seat"]
)
def test_nobody_is_there_twice_and_no_seat_has_two(council, who, on):
    meeting = factories.a_meeting()
    attendance.check_in(meeting, factories.person("agneta"), SYSTEM, now=NOON)

    with nothing_changes(), pytest.raises(IntegrityError, match="presence"):
        ask(
            "INSERT INTO presence (meeting_id, person_id, seat_id, arrived_at)"
            " VALUES (:meeting, :person, :seat, :at)",
            meeting=meeting,
            person=factories.person(who),
            seat=factories.seat(on),
            at=AT,
        )


def test_who_has_left_may_be_there_again_another_day(council):
    meeting = factories.a_meeting()
    agneta = factories.person("agneta")
    attendance.check_in(meeting, agneta, SYSTEM, now=NOON)
    attendance.leave(meeting, agneta, SYSTEM, now=later(1))

    attendance.check_in(meeting, agneta, SYSTEM, now=later(24 * 60))


CHECKED = [
    ("body", "UPDATE body SET id = 2"),
    ("body", "UPDATE body SET seats = 22"),
    ("body", "UPDATE body SET seats = 19"),
    ("person", "UPDATE person SET role = 'mayor'"),
    ("person", "UPDATE person SET party_id = NULL"),
    ("person", "UPDATE person SET call_order = NULL"),
    ("person", "UPDATE person SET call_order = 1 WHERE role = 'member'"),
    ("meeting", "UPDATE meeting SET state = 'closed'"),
    ("meeting", "UPDATE meeting SET state = 'draft'"),
    ("meeting", "UPDATE meeting SET opened_at = NULL"),
    ("meeting", "UPDATE meeting SET closed_at = opened_at"),
    ("meeting", "UPDATE meeting SET kind = 'party'"),
    ("item", "UPDATE item SET state = 'decided'"),
    ("item", "UPDATE item SET opened_at = NULL"),
    ("item", "UPDATE item SET decided_at = opened_at"),
    ("question", "UPDATE question SET requested_at = NULL"),
    ("question", "UPDATE question SET found_at = NULL"),
    ("question", "UPDATE question SET settled_by = 'division'"),
    ("item", "UPDATE item SET step = 'later'"),
    ("proposal", "UPDATE proposal SET state = 'maybe'"),
    ("proposal", "UPDATE proposal SET put_as = 1"),
    ("presence", "UPDATE presence SET left_at = '2025-03-04T00:00:00.000000Z'"),
    ("division", "UPDATE division SET closed_at = opened_at"),
    ("division", "UPDATE division SET state = 'closed'"),
    ("division", "UPDATE division SET annul_reason = 'none'"),
    ("division", "UPDATE division SET outcome = 'yes'"),
    ("division", "UPDATE division SET casting_by_id = 1"),
    ("division", "UPDATE division SET state = 'paused'"),
    ("division", "UPDATE division SET method = 'shouting'"),
]


def test_what_cannot_be_is_not_stored(opened, subtests):
    for table, statement in CHECKED:
        with (
            subtests.test(statement),
            nothing_changes(),
            pytest.raises(IntegrityError, match=table),
        ):
            ask(statement)


def test_a_casting_vote_stands_only_at_a_tie(closed):
    with nothing_changes(), pytest.raises(IntegrityError, match="division"):
        ask("UPDATE division SET casting_vote = 'yes', casting_by_id = 1")


@pytest.mark.parametrize(
    ("column", "value"),
    [("choice", "maybe"), ("key", ""), ("key", "k" * 65), ("by", "post")],
)
def test_a_press_holds_only_what_it_may(opened, column, value):
    columns = {"choice": "yes", "key": "k", "by": "device"} | {column: value}

    with nothing_changes(), pytest.raises(IntegrityError, match="press"):
        ask(
            'INSERT INTO press (division_id, seat_id, person_id, choice, key, "by", auth,'
            " receipt, recorded_at) VALUES (:division, :seat, :person, :choice, :key, :by,"
            " 'password', 'AAAA-AAAA', :at)",
            division=opened.division,
            seat=factories.seat("agneta"),
            person=factories.person("agneta"),
            at=AT,
            **columns,
        )


def test_sqlite_watches_over_foreign_keys(sqlite):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        ask("INSERT INTO mover (proposal_id, name, seconds) VALUES (9999, 'Ingen', false)")


def test_sqlite_keeps_types_where_it_matters(sqlite):
    with pytest.raises(DBAPIError, match="cannot store TEXT value in INTEGER column"):
        ask(
            "INSERT INTO journal_head (chain, seq, at, hash) VALUES ('m1', 'first', :at, 'h')",
            at=AT,
        )


def test_no_driver_opens_a_transaction_of_its_own(sqlite):
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver.isolation_level is None
