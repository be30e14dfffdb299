"""The register of motions and the clock of each (KL 5 kap. 35 §)."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import selectinload

from council.law.deadlines import MotionDue
from council.law.refusals import BadItem, BadMotion, MotionEnded, NotNow, NotReported
from council.services import agenda, items, motion_lists, motions, plain_items
from council.services.agenda import LateItem
from council.services.motions import NewMotion
from council.store import journal
from council.store.engine import reading, writing
from council.store.models import Item, ItemKind, MeetingState, Motion
from council.store.queries import motions as register
from tests.factories import DAY, NOON, a_found_item, a_meeting, actor, does, everyone_present
from tests.support.changes import entries, refused

pytestmark = pytest.mark.usefixtures("council")

CAME = date(2024, 12, 10)
YEAR = NOON + timedelta(days=280)
NEW = NewMotion("Medlemskap", "Dnr 1", ["Cia (V)", " "], CAME, "Vi föreslår …")


def received(new=NEW):
    return motions.receive(new, actor("sekreterare"), now=NOON)


def read(motion):
    with reading() as session:
        return session.get(Motion, motion)


def state(motion, today):
    return motions.status(read(motion), today)


def test_a_motion_is_entered_with_its_year():
    with entries(journal.BODY) as told:
        motion = received()

    row = read(motion)
    assert (row.title, row.movers, row.received_on) == ("Medlemskap", "Cia (V)", CAME)
    assert json.loads(told[0].payload) == {
        "motion": f"mo{motion}",
        "received": "2024-12-10",
        "due": "2025-12-10",
    }


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewMotion(" ", "", ["Cia"], CAME), "title"),
        (NewMotion("Om vägen", "", ["", " "], CAME), "movers"),
        (NewMotion("Om vägen", "", ["Cia"], DAY + timedelta(days=1)), "received"),
    ],
)
def test_half_a_motion_is_refused(new, field):
    with refused(BadMotion, field=field):
        received(new)


def test_its_year_runs_out():
    motion = received()
    assert state(motion, date(2025, 12, 9)) is MotionDue.RUNNING
    assert state(motion, date(2025, 12, 10)) is MotionDue.DUE
    assert state(motion, date(2025, 12, 11)) is MotionDue.OVERDUE


def test_a_report_within_the_year_meets_the_demand_and_lets_it_be_written_off():
    motion = received()
    with refused(NotReported, due="2025-12-10"):
        motions.write_off(motion, actor("sekreterare"), now=NOON)
    with refused(BadMotion, field="report"):
        motions.report(motion, " ", actor("sekreterare"), now=NOON)

    with entries(journal.BODY) as told:
        motions.report(motion, "Utredning pågår.", actor("sekreterare"), now=YEAR)
    assert json.loads(told[0].payload)["in_time"] is True
    assert state(motion, YEAR.date()) is MotionDue.REPORTED

    motions.write_off(motion, actor("sekreterare"), now=YEAR)
    assert state(motion, YEAR.date()) is MotionDue.DECIDED
    with refused(MotionEnded):
        motions.report(motion, "Mer", actor("sekreterare"), now=YEAR)
    with reading() as session:
        assert register.going_on(session) == []


def test_it_is_remitted_with_one_press_and_decided_with_the_gavel():
    motion = received()
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    item = agenda.add_item(
        meeting,
        LateItem("", ItemKind.MOTION_RECEIVED, motion_id=motion),
        actor("sekreterare"),
        now=NOON,
    )
    with reading() as session:
        row = session.get(Item, item)
        assert (row.title, row.reference) == ("Motion: Medlemskap", "Dnr 1")

    does("ordforande", plain_items.settle, item)
    assert read(motion).remitted_on == DAY
    assert read(motion).decided_on is None

    _, deciding = a_found_item(meeting=meeting)
    with writing() as session:
        session.get(Item, deciding).motion_id = motion
    does("ordforande", items.gavel, deciding)
    assert read(motion).decided_on == DAY
    with reading() as session:
        (entry,) = register.register(session)
        assert [one.id for one in entry.items] == [item, deciding]


def test_a_motion_that_is_done_with_is_not_received_again():
    motion = received()
    motions.report(motion, "Klart.", actor("sekreterare"), now=NOON)
    motions.write_off(motion, actor("sekreterare"), now=NOON)
    meeting = a_meeting()
    with refused(BadItem, field="motion"):
        agenda.add_item(
            meeting,
            LateItem("", ItemKind.MOTION_RECEIVED, motion_id=motion),
            actor("sekreterare"),
            now=NOON,
        )


def test_the_council_is_told_of_those_that_wait_in_an_item_of_its_own():
    meeting = a_meeting()
    with refused(NotNow, act="list_motions"):
        motion_lists.put_list_on_agenda(meeting, actor("sekreterare"), now=NOON)
    motion = received()
    motions.report(motion, "Utredning pågår.", actor("sekreterare"), now=NOON)

    item = motion_lists.put_list_on_agenda(meeting, actor("sekreterare"), now=NOON)
    with reading() as session:
        row = session.get(Item, item, options=[selectinload(Item.documents)])
        assert row.kind is ItemKind.ANNOUNCEMENT
        assert row.documents[0].text == (
            "- **Medlemskap** (Cia (V)). Inkom 2024-12-10, senast 2025-12-10. Utredning pågår."
        )
