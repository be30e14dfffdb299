"""What the protocol says of late items, of what is asked and received, and of pauses."""

from datetime import timedelta

import pytest

from council.law.proposals import Kind
from council.services import (
    adjournments,
    agenda,
    announcing,
    attendance,
    items,
    matters,
    plain_items,
    protocol,
    questions,
)
from council.services.agenda import LateItem
from council.store.engine import reading, writing
from council.store.models import Item, ItemKind, MeetingState
from tests.factories import (
    MORNING,
    NOON,
    a_meeting,
    actor,
    an_item,
    an_open_item,
    does,
    everyone_present,
    later,
    person,
    proposals_of,
)

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture
def hall():
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    return meeting


def told(meeting, item):
    """The sections of an item's §, by key."""
    with reading() as session:
        draft = protocol.find(protocol.draft(session, meeting), item)
        assert draft is not None
        return {section.key: section for section in draft.sections}


def front(meeting):
    with reading() as session:
        return protocol.draft(session, meeting).front


def asked(meeting, kind, **who):
    new = LateItem("Om vägen", kind, asked_by_id=person("cia"), answerer="ordföranden", **who)
    return agenda.add_item(meeting, new, actor("sekreterare"), now=MORNING)


def test_who_asks_whom_and_that_it_was_answered(hall):
    item = asked(hall, ItemKind.QUESTION, answered_by_id=person("agneta"))
    does("ordforande", items.open_item, item)
    assert told(hall, item)["asked"].text == "Cia\u00a0(V) ställer en fråga till ordföranden."

    does("ordforande", plain_items.settle, item)
    sections = told(hall, item)
    assert sections["asked"].heading == "Fråga"
    assert sections["asked"].text == (
        "Cia\u00a0(V) ställer en fråga till ordföranden. Frågan besvaras av Agneta\u00a0(S)."
    )
    assert sections["question_order"].text == "Ordföranden finner att frågan är besvarad."


def test_an_interpellation_is_told_as_one(hall):
    item = asked(hall, ItemKind.INTERPELLATION)
    section = told(hall, item)["asked"]
    assert (section.heading, section.text) == (
        "Interpellation",
        "Cia\u00a0(V) ställer en interpellation till ordföranden.",
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ItemKind.ANNOUNCEMENT, "Ordföranden finner att anmälan läggs till handlingarna."),
        (ItemKind.MOTION_RECEIVED, "Ordföranden finner att motionen remitteras för beredning."),
    ],
)
def test_what_was_received_is_told_as_it_ended(hall, kind, text):
    item = an_item(hall, kind=kind, proposals=[])
    does("ordforande", plain_items.settle, item)
    assert told(hall, item)["question_order"].text == text


def test_that_all_took_it_up_and_agreed(hall):
    item = an_item(hall, kind=ItemKind.DECISION, proposals=[Kind.BOARD])
    with writing() as session:
        row = session.get(Item, item)
        row.announced = row.prepared = False
    does("ordforande", matters.take_up, item, 0)
    does("ordforande", items.open_item, item)
    does("ordforande", questions.close_debate, item)
    does("ordforande", questions.review_proposals, item)
    does("ordforande", questions.approve_order, item, None)
    does("ordforande", questions.declare, item, proposals_of(item)[0])
    does("ordforande", matters.agree, item, 0)
    does("ordforande", items.gavel, item)

    assert told(hall, item)["urgent"].text == (
        "Ärendet är inte kungjort. Samtliga närvarande beslutar att det får avgöras. "
        "Ärendet är inte berett. Samtliga närvarande är ense om beslutet."
    )


def test_an_urgent_item_says_when_it_was_announced(hall):
    item = an_item(hall)
    on = NOON.date() - timedelta(days=1)
    announcing.announce_item(item, on, actor("sekreterare"), now=NOON)
    assert told(hall, item)["urgent"].text == (
        "Ärendet är brådskande och kungjordes tisdagen den 4 mars 2025."
    )


def test_the_first_page_tells_of_each_pause(hall):
    assert "Ajournering" not in front(hall).when
    for start, end in ((0, 20), (60, 120)):
        does("ordforande", adjournments.adjourn, hall, later(end), now=later(start))
        does("ordforande", adjournments.resume, hall, now=later(end))

    assert front(hall).when.endswith("Ajournering kl.\u00a012.00–12.20 och 13.00–14.00")


def test_a_pause_overnight_is_no_leaving_and_those_who_return_decide():
    meeting, item = an_open_item()
    tomorrow = NOON + timedelta(hours=21)
    does("ordforande", adjournments.adjourn, meeting, tomorrow)
    attendance.record_present(meeting, None, actor("sekreterare"), now=tomorrow)
    does("ordforande", adjournments.resume, meeting, now=tomorrow)
    does("ordforande", questions.close_debate, item, now=tomorrow)
    does("ordforande", questions.review_proposals, item, now=tomorrow)
    does("ordforande", questions.approve_order, item, None, now=tomorrow)
    does("ordforande", questions.declare, item, proposals_of(item)[0], now=tomorrow)
    does("ordforande", items.gavel, item, now=tomorrow)

    shown = front(meeting)
    assert shown.changes == ()
    assert shown.deciding == "21 av 21"
    assert shown.when.endswith(
        "Ajournering från onsdagen den 5 mars 2025 kl.\u00a012.00 "
        "till torsdagen den 6 mars 2025 kl.\u00a009.00"
    )
