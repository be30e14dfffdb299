"""The front page of the protocol: where and when, who decided in which §§."""

import pytest

from council.law.tally import Choice
from council.services import attendance, meetings
from council.services.record_words import spans
from council.store.engine import writing
from council.store.journal import SYSTEM
from council.store.models import MeetingState, Presence
from tests import factories
from tests.services.protocol_acts import (
    NBSP,
    chair,
    close,
    decide,
    draft,
    found,
    gavel,
    the_chair,
)


@pytest.mark.usefixtures("council")
def test_the_front_page_tells_who_decided_in_which_paragraphs():
    meeting = factories.a_meeting(state=MeetingState.OPEN)
    there = [name for name in factories.holders() if name != "cia"]
    attendance.record_present(meeting, [*there, "bo"], SYSTEM, now=factories.MORNING)
    decide(meeting, factories.NOON)
    attendance.record_present(meeting, ["cia"], SYSTEM, now=factories.later(10))
    attendance.leave(
        meeting, factories.person("agneta"), factories.actor("agneta"), now=factories.later(20)
    )
    decide(meeting, factories.later(30))
    decide(meeting, factories.later(40))
    meetings.close_meeting(meeting, chair(), the_chair(), now=factories.later(50))

    front = draft(meeting).front

    spans = {one.name.replace(NBSP, " "): one.paragraphs for one in front.serving}
    assert spans["Agneta (S)"] == f"§{NBSP}1"
    assert spans["Cia (V)"] == f"§§{NBSP}2–3"
    assert spans["Ordföranden (S)"] == ""
    assert front.deciding == "20 av 21"
    assert front.not_serving == (f"Bo{NBSP}(S)",)
    assert [change.replace(NBSP, " ") for change in front.changes] == [
        "Cia (V) anländer kl. 12.10 och tjänstgör från och med § 2.",
        "Agneta (S) lämnar sammanträdet kl. 12.20 efter § 1.",
    ]
    assert front.paragraphs == f"§§{NBSP}1–3"
    assert front.when == f"Onsdagen den 5 mars 2025 kl.{NBSP}09.00–12.50"


@pytest.mark.usefixtures("council")
def test_a_substitute_on_a_seat_is_told_with_whom_it_stands_in_for():
    meeting = factories.a_meeting(state=MeetingState.OPEN)
    others = [name for name in factories.holders() if name != "agneta"]
    attendance.record_present(meeting, others, SYSTEM, now=factories.MORNING)
    with writing() as session:
        session.add(
            Presence(
                meeting_id=meeting,
                person_id=factories.person("bo"),
                seat_id=factories.seat("agneta"),
                arrived_at=factories.later(-10),
            )
        )
    opened = factories.an_open_division(meeting=meeting)
    factories.press(opened.division, "bo", Choice.YES)
    close(opened.division)
    gavel(opened.item)

    whole = draft(meeting)

    [serving] = [one for one in whole.front.serving if one.name == f"Bo{NBSP}(S)"]
    assert serving.substitute_for == f"Agneta{NBSP}(S)"
    [change] = whole.front.changes
    assert change.replace(NBSP, " ") == (
        "Bo (S) anländer kl. 11.50 och tjänstgör för Agneta (S) från och med § 1."
    )
    rows = {row.name: row.substitute_for for row in whole.paragraphs[0].voting_lists[0].rows}
    assert rows["Bo"] == f"Agneta{NBSP}(S)"


@pytest.mark.usefixtures("council")
def test_who_leaves_before_the_gavel_has_not_decided():
    meeting, item = factories.an_open_item()
    attendance.leave(
        meeting, factories.person("agneta"), factories.actor("agneta"), now=factories.later(1)
    )
    found(item, factories.later(2))
    gavel(item, factories.later(3))

    names = [one.name for one in draft(meeting).front.serving]

    assert f"Agneta{NBSP}(S)" not in names
    assert len(names) == 20


@pytest.mark.usefixtures("council")
def test_before_the_meeting_there_is_a_front_page_and_nothing_more():
    meeting = factories.a_meeting()
    factories.an_item(meeting)

    whole = draft(meeting)

    assert whole.front.when == f"Onsdagen den 5 mars 2025 kl.{NBSP}09.00"
    assert (whole.front.serving, whole.paragraphs) == ((), ())
    assert [item.item_number for item in whole.waiting] == [1]
    assert whole.lacking == 0


@pytest.mark.usefixtures("council")
def test_who_is_there_before_the_first_decision_is_listed():
    meeting = factories.a_meeting(state=MeetingState.OPEN)
    factories.everyone_present(meeting)
    attendance.leave(
        meeting, factories.person("agneta"), factories.actor("agneta"), now=factories.NOON
    )

    front = draft(meeting).front

    assert front.deciding == "20 av 21"
    assert front.when == f"Onsdagen den 5 mars 2025, öppnat kl.{NBSP}09.00"
    assert [change.replace(NBSP, " ") for change in front.changes] == [
        "Agneta (S) lämnar sammanträdet kl. 12.00."
    ]


@pytest.mark.usefixtures("council")
def test_a_meeting_that_ends_another_day_says_so():
    meeting = factories.a_meeting(state=MeetingState.OPEN)
    meetings.close_meeting(meeting, chair(), the_chair(), now=factories.later(13 * 60))

    assert draft(meeting).front.when == (
        f"Onsdagen den 5 mars 2025 kl.{NBSP}09.00–torsdagen den 6 mars 2025 kl.{NBSP}01.00"
    )


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([7], "§ 7"), ([1, 2, 3], "§§ 1–3"), ([5, 1, 2, 5], "§§ 1–2, 5")],
)
def test_spans_of_paragraphs(numbers, told):
    assert spans(numbers).replace(NBSP, " ") == told
