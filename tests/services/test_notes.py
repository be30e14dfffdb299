"""Notes to the protocol, and a wrong press: noted, and the result stands."""

import json

import pytest

from council.law.refusals import (
    AlreadyNoted,
    NoteTooLate,
    NotNow,
    NotPresiding,
    NotServing,
    NoWrongPress,
    TextMissing,
)
from council.law.tally import Choice
from council.services import divisions, items, meetings, notes
from council.services.editions import commitment
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.models import Division, Meeting, MeetingState, Note, NoteKind
from tests.factories import (
    Opened,
    a_found_item,
    a_meeting,
    actor,
    an_item,
    an_open_division,
    does,
    later,
    person,
    press,
    seat,
    vote,
)
from tests.support.changes import nothing_changes, one_entry, refused

NOTE, STATEMENT, WRONG = NoteKind.NOTE, NoteKind.STATEMENT, NoteKind.WRONG_PRESS


@pytest.fixture
def decided(any_store, seeded):
    """An item decided by acclamation, and its meeting."""
    with any_store.app_context():
        meeting, item = a_found_item()
        does("ordforande", items.gavel, item)
        yield meeting, item


@pytest.fixture
def divided(any_store, seeded):
    """An item decided by a division in which all said yes."""
    with any_store.app_context():
        opened = an_open_division()
        vote(opened.division, yes=21, no=0)
        does("ordforande", divisions.close_division, opened.division)
        does("ordforande", items.gavel, opened.item)
        yield opened


def wrong(opened, intended=Choice.NO, who="agneta", **known):
    """Somebody says to have pressed wrong."""
    known = {"division_id": opened.division, "intended": intended, "now": later(5), **known}
    return notes.announce(opened.item, person(who), WRONG, "", actor(who), **known)


def kept(note):
    with reading() as session:
        row = session.get_one(Note, note)
        return row.text, row.accepted_at, row.refused_at


def attest(meeting):
    """As the protocol will be attested one day."""
    with writing() as session:
        session.get_one(Meeting, meeting).state = MeetingState.ATTESTED


def result(division):
    with reading() as session:
        row = session.get_one(Division, division)
        return row.votes_yes, row.votes_no, row.outcome, row.seal


@pytest.mark.parametrize("kind", [NOTE, STATEMENT])
def test_a_note_waits_for_who_presides(decided, kind):
    meeting, item = decided

    with one_entry(meeting, "note.announced") as entries:
        note = does("agneta", notes.announce, item, kind, " Vi undrar. ", now=later(3))

    assert kept(note) == ("Vi undrar.", None, None)
    payload = json.loads(entries[0].payload)
    with reading() as session:
        nonce = session.get_one(Note, note).nonce
    assert payload == {
        "item": f"i{item}",
        "note": f"n{note}",
        "person": f"p{person('agneta')}",
        "kind": kind.value,
        "commitment": commitment(nonce, "Vi undrar."),
    }


@pytest.mark.parametrize(
    ("accepted", "entry", "then"),
    [
        (True, "note.accepted", (later(4), None)),
        (False, "note.refused", (None, later(4))),
    ],
)
def test_who_presides_takes_it_in_or_not(decided, accepted, entry, then):
    meeting, item = decided
    note = does("agneta", notes.announce, item, NOTE, "Vi undrar.", now=later(3))

    with one_entry(meeting, entry) as entries:
        does("ordforande", notes.settle, note, accepted, now=later(4))

    assert kept(note) == ("Vi undrar.", *then)
    assert json.loads(entries[0].payload) == {"item": f"i{item}", "note": f"n{note}"}


def test_nobody_else_settles_it_and_it_is_settled_once(decided):
    _, item = decided
    note = does("agneta", notes.announce, item, NOTE, "Vi undrar.")

    for other in ("vice1", "sekreterare", "agneta"):
        with refused(NotPresiding):
            does(other, notes.settle, note, True)
    does("ordforande", notes.settle, note, False)
    with refused(AlreadyNoted):
        does("ordforande", notes.settle, note, True)
    with refused(Missing):
        does("ordforande", notes.settle, 99, True)


def test_what_was_announced_in_time_is_settled_until_attestation(decided):
    meeting, item = decided
    note = does("agneta", notes.announce, item, NOTE, "Vi undrar.", now=later(3))
    other = does("cia", notes.announce, item, NOTE, "Vi också.", now=later(3))
    does("ordforande", meetings.close_meeting, meeting, now=later(5))

    does("ordforande", notes.settle, note, True, now=later(9))
    attest(meeting)
    with refused(NoteTooLate):
        does("ordforande", notes.settle, other, True, now=later(10))


def test_a_note_is_announced_while_the_meeting_goes_on(decided):
    meeting, item = decided
    does("ordforande", meetings.close_meeting, meeting, now=later(5))

    with refused(NoteTooLate, closed=later(5).isoformat()):
        does("agneta", notes.announce, item, NOTE, "Vi undrar.", now=later(6))


def test_a_note_has_a_text_and_comes_from_who_has_served(decided):
    _, item = decided

    with refused(TextMissing):
        does("agneta", notes.announce, item, NOTE, "  ")
    with refused(NotServing):
        does("bo", notes.announce, item, NOTE, "Vi undrar.")


def test_a_note_belongs_to_what_has_been_treated(any_store, seeded):
    with any_store.app_context():
        meeting = a_meeting(state=MeetingState.OPEN)
        item = an_item(meeting)

        with refused(NotNow, act="note"):
            does("agneta", notes.announce, item, NOTE, "Vi undrar.")


def test_a_wrong_press_is_noted_and_the_result_stands(divided):
    before = result(divided.division)

    with one_entry(divided.meeting, "vote.note") as entries:
        note = wrong(divided)

    assert json.loads(entries[0].payload) == {
        "item": f"i{divided.item}",
        "note": f"n{note}",
        "person": f"p{person('agneta')}",
        "division": f"d{divided.division}",
        "seat": str(seat("agneta")),
        "intended": "no",
    }
    assert result(divided.division) == before


def test_a_wrong_press_needs_nobody_s_leave(divided):
    note = wrong(divided)

    with refused(AlreadyNoted):
        does("ordforande", notes.settle, note, True)


def test_a_wrong_press_is_noted_once(divided):
    wrong(divided)

    with refused(AlreadyNoted):
        wrong(divided, Choice.ABSTAIN)


def test_a_wrong_press_is_noted_also_after_the_meeting_until_attestation(divided):
    does("ordforande", meetings.close_meeting, divided.meeting, now=later(6))
    wrong(divided, now=later(90))
    attest(divided.meeting)

    with refused(NoteTooLate):
        wrong(divided, who="cia", now=later(91))


@pytest.mark.parametrize(
    ("who", "intended", "why"),
    [
        ("agneta", Choice.YES, "same"),
        ("agneta", None, "not_said"),
        ("bo", Choice.NO, "not_on_roll"),
    ],
)
def test_a_wrong_press_is_about_one_s_own_recorded_vote(divided, who, intended, why):
    with refused(NoWrongPress, why=why):
        wrong(divided, intended, who)


def test_while_it_is_open_the_vote_is_changed_instead(any_store, seeded):
    with any_store.app_context():
        opened = an_open_division()
        press(opened.division, "agneta", Choice.YES)

        with refused(NoWrongPress, why="not_closed"):
            wrong(opened)


def test_a_void_division_has_no_wrong_press(any_store, seeded):
    with any_store.app_context():
        opened = an_open_division()
        press(opened.division, "agneta", Choice.YES)
        does("ordforande", divisions.annul_division, opened.division, "Fel fråga.")

        with refused(NoWrongPress, why="not_closed"):
            wrong(opened)


def test_who_gave_no_vote_may_say_so(any_store, seeded):
    with any_store.app_context():
        opened = an_open_division()
        press(opened.division, "cia", Choice.YES)
        does("ordforande", divisions.close_division, opened.division)

        assert wrong(opened, Choice.YES)


def test_a_wrong_press_is_in_a_division_of_the_item(divided):
    with nothing_changes(), pytest.raises(Missing):
        wrong(divided, division_id=99)
    with nothing_changes(), pytest.raises(Missing):
        wrong(divided, division_id=None)
    other = an_item(divided.meeting)
    with refused(NotNow):
        wrong(Opened(divided.division, other, divided.meeting))
