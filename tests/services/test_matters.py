"""Late and unprepared items, and what is only answered (KL 5 kap. 33, 45, 52, 59–64 §§)."""

from datetime import date

import pytest

from council.law.deadlines import Announced
from council.law.proposals import Kind
from council.law.refusals import (
    BadItem,
    NotAgreed,
    NotAnnounced,
    NotNow,
    NotPresiding,
    NotQuorate,
    OnlyAskerAndAnswerer,
    TakingUpRefused,
)
from council.law.speaking import Kind as Talk
from council.law.tally import Choice
from council.services import (
    agenda,
    announcing,
    attendance,
    items,
    matters,
    meetings,
    plain_items,
    questions,
    rules_of_order,
    speeches,
)
from council.services.agenda import LateItem
from council.store.engine import reading, writing
from council.store.models import Item, ItemKind, ItemState, MeetingState, Paragraph
from tests.factories import (
    DAY,
    NOON,
    a_meeting,
    actor,
    an_item,
    does,
    everyone_present,
    holders,
    later,
    person,
    proposals_of,
)
from tests.support.changes import kinds, one_entry, refused

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture
def hall():
    """An open meeting with everybody there."""
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    return meeting


def late(meeting, **facts):
    item = an_item(meeting, kind=facts.pop("kind", ItemKind.DECISION), proposals=[Kind.BOARD])
    with writing() as session:
        row = session.get(Item, item)
        for name, value in facts.items():
            setattr(row, name, value)
    return item


def read(item):
    with reading() as session:
        row = session.get(Item, item)
        session.expunge(row)
        return row


def found(item):
    """The item on its way to the gavel, with its one proposal found."""
    does("ordforande", items.open_item, item)
    does("ordforande", questions.close_debate, item)
    if read(item).step.value == "proposals":
        does("ordforande", questions.review_proposals, item)
        does("ordforande", questions.approve_order, item, None)
        does("ordforande", questions.declare, item, proposals_of(item)[0])


def test_an_unannounced_item_waits_until_all_present_take_it_up(hall):
    item = late(hall, announced=False)
    with refused(NotAnnounced, needed=21):
        does("ordforande", items.open_item, item)

    with one_entry(hall, "item.taken_up"):
        does("ordforande", matters.take_up, item, 0)
    does("ordforande", items.open_item, item)
    assert read(item).state is ItemState.OPEN


def test_one_objection_stops_it(hall):
    item = late(hall, announced=False)
    with refused(TakingUpRefused, needed=21, agree=20):
        does("ordforande", matters.take_up, item, 1)


def test_only_what_needs_it_is_taken_up_and_only_by_who_presides(hall):
    item = late(hall)
    with refused(NotNow, act="take_up"):
        does("ordforande", matters.take_up, item, 0)
    item = late(hall, announced=False)
    with refused(NotPresiding):
        does("vice1", matters.take_up, item, 0)


def test_what_is_only_answered_or_received_needs_no_announcing(hall):
    for kind in (ItemKind.QUESTION, ItemKind.INFORMATION):
        item = an_item(hall, kind=kind, proposals=[])
        with writing() as session:
            session.get(Item, item).announced = False
        does("ordforande", items.open_item, item)
        does("ordforande", plain_items.settle, item)


def test_an_unprepared_item_is_decided_only_where_all_agree(hall):
    item = late(hall, prepared=False)
    with refused(NotNow, act="agree"):
        does("ordforande", matters.agree, item, 0)
    found(item)
    with refused(NotAgreed, needed=21, objections=0):
        does("ordforande", items.gavel, item)
    with refused(NotAgreed, needed=21, objections=1):
        does("ordforande", matters.agree, item, 1)

    with one_entry(hall, "item.agreed"):
        does("ordforande", matters.agree, item, 0)
    assert does("ordforande", items.gavel, item) == 1


@pytest.mark.parametrize(
    ("kind", "decision"),
    [
        (ItemKind.ANNOUNCEMENT, "Regionfullmäktige lägger anmälan till handlingarna."),
        (ItemKind.INFORMATION, "Regionfullmäktige lägger informationen till handlingarna."),
        (ItemKind.MOTION_RECEIVED, "Motionen remitteras till regionstyrelsen för beredning."),
    ],
)
def test_what_is_only_received_is_done_with_in_one_press(hall, kind, decision):
    item = an_item(hall, kind=kind, proposals=[])
    assert does("ordforande", plain_items.settle, item) == 1

    assert read(item).decision == decision
    assert kinds(hall)[-2:] == ["item.opened", "item.decided"]
    with refused(NotNow, act="settle"):
        does("ordforande", plain_items.settle, item)


def test_one_press_never_passes_by_a_proposal_or_a_decision(hall):
    for item in (
        late(hall, kind=ItemKind.ANNOUNCEMENT),
        an_item(hall, kind=ItemKind.DECISION, proposals=[]),
        an_item(hall, kind=ItemKind.INTERPELLATION, proposals=[]),
    ):
        with refused(NotNow, act="settle"):
            does("ordforande", plain_items.settle, item)


def leave(item, side):
    does("ordforande", items.open_item, item)
    questions.declare(item, person("ordforande"), None, actor("ordforande"), now=NOON, side=side)
    return does("ordforande", items.gavel, item)


def test_an_interpellation_is_put_only_with_leave_and_then_answered(hall):
    item = an_item(hall, kind=ItemKind.INTERPELLATION, proposals=[])
    assert leave(item, Choice.YES) is None
    assert does("ordforande", plain_items.settle, item, now=later(9)) == 1

    row = read(item)
    assert row.decision == "Interpellationen är besvarad."
    assert row.answered_at == later(9)


def test_an_interpellation_that_may_not_be_put_is_not_answered(hall):
    item = an_item(hall, kind=ItemKind.INTERPELLATION, proposals=[])
    assert leave(item, Choice.NO) == 1

    row = read(item)
    assert row.decision == "Regionfullmäktige beslutar att interpellationen inte får ställas."
    assert row.answered_at is None


def few(count=10):
    meeting = a_meeting(state=MeetingState.OPEN)
    attendance.record_present(meeting, holders()[:count], actor("sekreterare"), now=NOON)
    return meeting


def test_below_quorum_nothing_is_answered_unless_the_rules_of_order_say_so():
    meeting = few()
    item = an_item(meeting, kind=ItemKind.QUESTION, proposals=[])
    with refused(NotQuorate):
        does("ordforande", items.open_item, item)

    rules_of_order.change("answers_below_quorum", "yes", actor("admin"), now=NOON)
    does("ordforande", items.open_item, item)
    assert does("ordforande", plain_items.settle, item) == 1


def test_leave_for_a_new_interpellation_needs_a_quorum_all_the_same():
    rules_of_order.change("answers_below_quorum", "yes", actor("admin"), now=NOON)
    meeting = few()
    asked = an_item(meeting, kind=ItemKind.INTERPELLATION, proposals=[])
    with refused(NotQuorate):
        does("ordforande", items.open_item, asked)

    before = a_meeting()
    answered = an_item(meeting, kind=ItemKind.INTERPELLATION, proposals=[])
    first = an_item(before, kind=ItemKind.INTERPELLATION, proposals=[])
    with writing() as session:
        session.get(Item, answered).returns_id = first
    does("ordforande", items.open_item, answered)
    assert does("ordforande", plain_items.settle, answered) == 1


def test_a_late_item_counts_as_announced_by_the_day_it_is_put_there(hall):
    added = agenda.add_item(
        hall, LateItem("Brådskande bidrag", ItemKind.DECISION), actor("sekreterare"), now=NOON
    )
    assert (read(added).number, read(added).announced) == (1, False)

    draft = a_meeting(state=MeetingState.DRAFT)
    added = agenda.add_item(
        draft, LateItem("Nytt", ItemKind.DECISION, prepared=False), actor("sekreterare"), now=NOON
    )
    assert (read(added).announced, read(added).prepared) == (True, False)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (LateItem(" ", ItemKind.DECISION), "title"),
        (LateItem("Om vägen", ItemKind.INTERPELLATION), "asked_by"),
        (LateItem("Om vägen", ItemKind.QUESTION, asked_by_id=1), "answerer"),
        (LateItem("", ItemKind.MOTION_RECEIVED), "motion"),
    ],
)
def test_an_item_without_what_its_kind_needs_is_refused(hall, new, field):
    with refused(BadItem, field=field):
        agenda.add_item(hall, new, actor("sekreterare"), now=NOON)


def test_who_asks_and_who_answers_is_kept(hall):
    new = LateItem(
        "Om vägen",
        ItemKind.QUESTION,
        asked_by_id=person("cia"),
        answered_by_id=person("agneta"),
    )
    row = read(agenda.add_item(hall, new, actor("sekreterare"), now=NOON))
    assert (row.asked_by_id, row.answerer) == (person("cia"), "Agneta")


def test_nothing_is_put_on_the_agenda_of_a_meeting_that_is_over(hall):
    does("ordforande", meetings.close_meeting, hall)
    with refused(NotNow, act="add_item"):
        agenda.add_item(hall, LateItem("För sent", ItemKind.DECISION), actor("admin"), now=NOON)


def test_a_meeting_announced_a_week_before_is_announced_in_time():
    meeting = a_meeting()
    item = an_item(meeting)
    on = date(2025, 2, 26)
    allowed = announcing.announce(meeting, on, actor("sekreterare"), now=NOON)

    assert allowed is Announced.IN_TIME
    assert read(item).announced


def test_one_announced_later_leaves_only_the_urgent_ways():
    meeting = a_meeting()
    item, urgent = an_item(meeting), an_item(meeting)
    with one_entry(meeting, "item.announced"):
        announcing.announce_item(urgent, date(2025, 3, 4), actor("sekreterare"), now=NOON)
    with one_entry(meeting, "meeting.announced"):
        allowed = announcing.announce(meeting, date(2025, 2, 27), actor("sekreterare"), now=NOON)

    assert allowed is Announced.URGENT_ONLY
    assert (read(item).announced, read(urgent).announced) == (False, True)


def test_an_item_announced_the_same_day_still_needs_all_present():
    meeting = a_meeting()
    item = an_item(meeting)
    allowed = announcing.announce_item(item, DAY, actor("sekreterare"), now=NOON)
    assert allowed is Announced.ALL_PRESENT
    assert not read(item).announced


def test_announcing_is_over_when_the_meeting_begins(hall):
    item = an_item(hall)
    with refused(NotNow, act="announce"):
        announcing.announce(hall, DAY, actor("sekreterare"), now=NOON)
    does("ordforande", items.open_item, item)
    with refused(NotNow, act="announce"):
        announcing.announce_item(item, DAY, actor("sekreterare"), now=NOON)


def test_every_kind_of_item_is_some_kind_of_matter():
    assert set(matters.SUBJECTS) == set(ItemKind)


def test_each_has_its_own_paragraph(hall):
    for kind in (ItemKind.ANNOUNCEMENT, ItemKind.INFORMATION):
        does("ordforande", plain_items.settle, an_item(hall, kind=kind, proposals=[]))
    with reading() as session:
        assert session.query(Paragraph).count() == 2


def test_only_asker_and_answerer_speak_when_a_question_is_answered(hall):
    new = LateItem(
        "Om vägen", ItemKind.QUESTION, asked_by_id=person("cia"), answered_by_id=person("agneta")
    )
    item = agenda.add_item(hall, new, actor("sekreterare"), now=NOON)
    does("ordforande", items.open_item, item)

    with refused(OnlyAskerAndAnswerer):
        does("vice1", speeches.ask_for_floor, item, Talk.SPEECH)
    for who, kind in (("agneta", Talk.SPEECH), ("cia", Talk.SPEECH), ("vice1", Talk.ORDER)):
        assert does(who, speeches.ask_for_floor, item, kind)
