"""What was recorded before a migration is there after it, on both databases."""

# ruff: noqa: S608 - the statements are made of fixed words

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from council.store import schema
from council.store.base import db

AT = "2025-03-05T11:00:00.000000Z"
ROWS = (
    "INSERT INTO body VALUES (1, 'Regionfullmäktige', 'Provregionen', 'Regionstyrelsen', 21, true)",
    "INSERT INTO party VALUES (1, 'S', 'Socialdemokraterna', '#ed1b34', 1, 1)",
    "INSERT INTO person VALUES (1, 'agneta', 'Agneta', 'chair', 1, NULL, NULL, true)",
    "INSERT INTO seat VALUES (1, 1, 1, 1)",
    "INSERT INTO meeting VALUES (1, 'Sammanträde', 'ordinary', '2025-03-05', '09.00', 'Salen',"
    f" 'open', false, 1, '{AT}', NULL)",
    f"INSERT INTO presence VALUES (1, 1, 1, 1, '{AT}', '{AT}')",
    *(
        "INSERT INTO item (id, meeting_id, number, title, kind, reference, summary,"
        " summary_version, recipients, state, step, opened_at, decided_at) VALUES"
        f" ({number}, 1, {number}, 'Ärende', 'motion', '', '', 1, '', '{state}', '{step}',"
        f" '{AT}', {decided})"
        for number, state, step, decided in (
            (1, "decided", "decided", f"'{AT}'"),
            (2, "decided", "decided", f"'{AT}'"),
            (3, "open", "requested", "NULL"),
        )
    ),
    *(
        "INSERT INTO proposal (id, item_id, position, kind, phrase, effect, decision, state,"
        f" put_as) VALUES ({item}{place}, {item}, {place}, '{kind}', '{phrase}', 'följd {place}',"
        f" 'besluta', 'moved', {place})"
        for item, places in ((1, 2), (2, 3), (3, 2))
        for place, kind, phrase in (
            (1, "board", "styrelsens förslag"),
            (2, "approval", "bifall till motionen"),
            (3, "counter", "motförslaget"),
        )[:places]
    ),
    *(
        f"UPDATE item SET found_id = {item}1, found_at = '{AT}', requested_by_id = {who},"
        f" requested_at = {at} WHERE id = {item}"
        for item, who, at in ((1, "NULL", "NULL"), (2, "1", f"'{AT}'"), (3, "1", f"'{AT}'"))
    ),
    *(
        "INSERT INTO division (id, meeting_id, item_id, sequence, kind, method, secret, state,"
        " yes_id, no_id, yes_phrase, yes_effect, no_phrase, no_effect, opened_at, closed_at,"
        f" votes_yes, votes_no, votes_abstain, votes_absent, outcome) VALUES ({number}, 1, 2,"
        f" {number}, '{kind}', 'device', false, 'closed', {yes}, {no}, 'ja-sidan', 'a',"
        f" 'nej-sidan', 'b', '{AT}', '{AT}', 1, 2, 0, 18, 'no')"
        for number, kind, yes, no in ((1, "preparatory", 22, 23), (2, "main", 21, 23))
    ),
    "INSERT INTO division_seat VALUES (2, 1, 1, 1, 'Agneta', 'S', NULL)",
    "INSERT INTO vote VALUES (2, 1, 'no', 'device')",
)


@pytest.fixture
def engine(any_store):
    """A database of the first schema with a meeting in it, brought to today's."""
    with any_store.app_context():
        schema.revert(db.engine, "base")
        schema._run(db.engine, command.upgrade, "0001")
        with db.engine.connect() as connection, connection.begin():
            for statement in ROWS:
                connection.execute(text(statement))
        schema.migrate(db.engine)
        yield db.engine


def asked(engine, query):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_what_was_found_is_the_main_question_and_each_preparatory_division_one_of_its_own(engine):
    assert asked(
        engine,
        "SELECT item_id, sequence, kind, yes_id, no_id, outcome, settled_by FROM question"
        " ORDER BY item_id, sequence",
    ) == [
        (1, 1, "main", 11, None, "yes", "acclamation"),
        (2, 1, "main", 21, 23, "no", "division"),
        (2, 2, "preparatory", 22, 23, "no", "division"),
        (3, 1, "main", 31, 32, None, None),
    ]
    assert asked(
        engine, "SELECT requested_by_id FROM question WHERE kind = 'main' ORDER BY id"
    ) == [
        (None,),
        (1,),
        (1,),
    ]


def test_divisions_belong_to_their_questions(engine):
    assert asked(
        engine,
        "SELECT division.kind, question.kind FROM division"
        " JOIN question ON question.id = division.question_id ORDER BY division.id",
    ) == [("preparatory", "preparatory"), ("main", "main")]


def test_an_item_in_the_middle_can_go_on_to_its_division(engine):
    assert asked(
        engine,
        "SELECT no_phrase, no_effect FROM question JOIN item ON item.question_id = question.id"
        " WHERE item.id = 3",
    ) == [("bifall till motionen", "följd 2")]


def test_who_had_left_has_left(engine):
    assert asked(engine, "SELECT ended, remote, reason FROM presence") == [("left", False, "")]


def test_sealed_votes_are_as_they_were_and_can_come_from_a_list_since(engine):
    assert asked(engine, 'SELECT division_id, seat_id, choice, "by" FROM vote') == [
        (2, 1, "no", "device")
    ]
    with engine.connect() as connection, connection.begin():
        connection.execute(
            text("INSERT INTO division_seat VALUES (1, 1, 1, 1, 'Agneta', 'S', NULL, NULL, false)")
        )
        connection.execute(text("INSERT INTO vote VALUES (1, 1, 'no', 'roll-call')"))


@pytest.mark.parametrize("statement", ["UPDATE vote SET choice = 'yes'", "DELETE FROM vote"])
def test_sealed_votes_are_still_guarded(engine, statement):
    with engine.connect() as connection, pytest.raises(DatabaseError):
        connection.execute(text(statement))
