"""No use case reads a table that grows from end to end: after ten years it is as quick as today."""

import re
from datetime import time

import pytest
from sqlalchemy import event

from council.law.proposals import Kind
from council.law.refusals import MayNotVote
from council.law.tally import Choice
from council.services import (
    attendance,
    divisions,
    items,
    meetings,
    presses,
    questions,
    requests,
    sign_ins,
    stepping_back,
)
from council.store import journal, pressing
from council.store.base import db
from council.store.engine import reading
from tests.factories import (
    NOON,
    PASSWORD,
    a_council,
    a_meeting,
    an_item,
    does,
    everyone_present,
    later,
    person,
    proposals_of,
    vote,
)

GROWING = {
    "press",
    "vote",
    "division_seat",
    "division",
    "item",
    "proposal",
    "mover",
    "document",
    "paragraph",
    "presence",
    "journal_entry",
    "sign_in",
    "throttle",
}
"""What has more rows each year; the council's seats, people and parties do not."""


def everything_happens():
    """Each use case once, in a meeting of three proposals."""
    meeting = a_meeting()
    item = an_item(meeting, proposals=(Kind.BOARD, Kind.APPROVAL, Kind.COUNTER))
    does("agneta", attendance.check_in, meeting)
    does("bo", attendance.check_in, meeting)
    everyone_present(meeting)
    does("bo", attendance.leave, meeting)
    does("ordforande", meetings.open_meeting, meeting)
    does("ordforande", items.open_item, item)
    does("ordforande", questions.close_debate, item)
    does("ordforande", stepping_back.step_back, item)
    does("ordforande", questions.close_debate, item)
    does("ordforande", questions.review_proposals, item)
    does("ordforande", questions.approve_order, item, None)
    does("ordforande", questions.declare, item, proposals_of(item)[0])
    does("agneta", requests.request_division, item)
    does("agneta", requests.withdraw_request, item)
    does("agneta", requests.request_division, item)
    for yes, no in ((2, 1), (1, 1)):
        division = does("ordforande", divisions.open_division, item)
        vote(division, yes=yes, no=no)
        with pytest.raises(MayNotVote):
            presses.cast(division, person("dag"), Choice.YES, "k", auth="x", now=NOON)
        does("ordforande", divisions.close_division, division)
    does("ordforande", divisions.give_casting_vote, division, Choice.NO)
    does("ordforande", items.gavel, item)
    does("ordforande", meetings.close_meeting, meeting)
    token = sign_ins.sign_in("agneta", PASSWORD, device="", session_ends=time(4), now=NOON)
    sign_ins.who(token, now=NOON)
    with reading() as session:
        journal.after(session, f"m{meeting}", 3)
    sign_ins.sign_out(token, now=later(1))


def scans(statement, parameters):
    """The growing tables that SQLite would read from end to end for a statement."""
    with db.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        details = [row[3] for row in plan]
    whole = [re.match(r"SCAN (\w+)(?! .*USING (?:COVERING )?INDEX)", detail) for detail in details]
    aliases = {
        alias or table: table
        for table, alias in re.findall(r"(?:FROM|JOIN|UPDATE) (\w+)(?: AS (\w+))?", statement)
    }
    return {aliases.get(found[1], found[1]) for found in whole if found} & GROWING


def test_no_use_case_reads_what_grows_from_end_to_end(sqlite_store):
    asked = {}

    def remember(_connection, _cursor, statement, parameters, _context, many):
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")) and not many:
            asked[statement] = parameters

    with sqlite_store.app_context():
        a_council()
        event.listen(db.engine, "before_cursor_execute", remember)
        everything_happens()
        event.remove(db.engine, "before_cursor_execute", remember)

        slow = {
            statement: found
            for statement, args in asked.items()
            if (found := scans(statement, args))
        }
    assert len(asked) > 40
    assert slow == {}


def test_such_a_scan_would_be_seen(sqlite_store):
    with sqlite_store.app_context():
        assert scans("SELECT * FROM press AS p WHERE p.auth = ?", ("x",)) == {"press"}
        assert scans("SELECT * FROM press WHERE division_id = ?", (1,)) == set()


def test_a_press_finds_its_seat_without_reading_all_divisions_of_its_person(sqlite_store):
    with sqlite_store.app_context(), db.engine.connect() as connection:
        asked = {"division": 1, "people": [1, 2], "keys": ["k", "l"]}
        look = pressing._LOOK.params(asked).compile(
            db.engine, compile_kwargs={"render_postcompile": True, "literal_binds": True}
        )
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {look}").all()

    assert any("division_seat USING COVERING INDEX" in row[3] for row in plan)
    assert any("(person_id=? AND division_id=?)" in row[3] for row in plan)
