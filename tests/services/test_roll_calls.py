"""When tablets fail: a division by roll call or on papers, broken off, typed in twice, sealed."""

import json

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from council.law.procedure import Step
from council.law.refusals import (
    DivisionNotOpen,
    ListIncomplete,
    ListsDiffer,
    ListSealed,
    ListsMissing,
    MeetingAdjourned,
    NotNow,
    NotPresiding,
    OtherMethod,
    OthersReading,
    ReasonMissing,
    SameReader,
    SeatNotOnList,
    SecretBallot,
    SecretVoteRequired,
)
from council.law.roll_call import Mark
from council.law.tally import Choice
from council.services import (
    adjournments,
    attendance,
    breaking_off,
    chairing,
    divisions,
    items,
    recusals,
    requests,
    roll_calls,
)
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.models import (
    By,
    Division,
    DivisionSeat,
    DivisionState,
    Item,
    ItemKind,
    ListMark,
    ListReading,
    Method,
    Press,
    Vote,
)
from tests.factories import (
    a_found_item,
    an_open_division,
    an_open_item,
    does,
    holders,
    later,
    person,
    press,
)
from tests.support.changes import entries, nothing_changes, one_entry, refused
from tests.support.elections import a_ballot

SEATS = range(1, 22)
WHY = "Nätet i salen är nere."


def row(division):
    with reading() as session:
        return session.get_one(Division, division)


def marks(yes, no, abstain=0):
    """A whole list: the first seats yes, the next no, the next abstain, the rest absent."""
    words = [Mark.YES] * yes + [Mark.NO] * no + [Mark.ABSTAIN] * abstain
    words += [Mark.ABSENT] * (len(SEATS) - len(words))
    return dict(zip(SEATS, words, strict=True))


def seats_voting(division):
    with reading() as session:
        rows = session.query(DivisionSeat).where(DivisionSeat.division_id == division)
        return {one.number for one in rows if one.person_id is not None}


def types(who, division, given, *, ready=True):
    return does(who, roll_calls.enter_list, division, given, ready=ready, now=later(1))


def twice(division, given):
    types("sekreterare", division, given)
    types("ordforande", division, given)


def close(division, minutes=5):
    does("ordforande", divisions.close_division, division, now=later(minutes))


def on_list(method=Method.ROLL_CALL, **more):
    _, item = an_open_item(**more)
    return does("ordforande", divisions.open_division, item, method=method)


@pytest.fixture
def called(council):
    """A division that is open for a roll call."""
    return on_list()


# ---- One method ----


@pytest.mark.parametrize("method", [Method.ROLL_CALL, Method.PAPER])
def test_the_chair_opens_a_division_by_another_method_straight_away(council, method):
    meeting, item = a_found_item()
    does("agneta", requests.request_division, item)

    with one_entry(meeting, "division.opened") as appended:
        division = does("ordforande", divisions.open_division, item, method=method)

    assert row(division).method is method
    assert json.loads(appended[0].payload)["method"] == method.value


def test_what_is_pressed_on_a_tablet_is_refused_and_never_counted(called):
    with refused(OtherMethod, method="roll-call"):
        press(called, "agneta", Choice.YES)


def test_a_list_is_not_entered_where_votes_are_pressed(council):
    opened = an_open_division()

    with refused(OtherMethod, method="device"):
        types("sekreterare", opened.division, {1: Mark.YES}, ready=False)


def test_an_election_has_no_roll_call(council):
    _, item = an_open_item(kind=ItemKind.ELECTION)

    with refused(SecretVoteRequired):
        does("ordforande", divisions.open_division, item, method=Method.ROLL_CALL)


# ---- Breaking off ----


@pytest.mark.parametrize(
    ("method", "told"),
    [
        (Method.ROLL_CALL, "avbruten – ersatt av upprop (Nätet i salen är nere)"),
        (Method.PAPER, "avbruten – ersatt av röstsedlar (Nätet i salen är nere)"),
    ],
)
def test_a_division_on_the_tablets_is_broken_off_and_replaced(council, method, told):
    opened = an_open_division()
    press(opened.division, "agneta", Choice.YES)

    with entries(f"m{opened.meeting}") as appended:
        new = does("ordforande", breaking_off.break_off, opened.division, WHY, method)

    assert [entry.kind for entry in appended] == ["division.annulled", "division.opened"]
    assert json.loads(appended[0].payload) == {"division": f"d{opened.division}", "reason": told}
    old, division = row(opened.division), row(new)
    assert (old.state, old.annul_reason) == (DivisionState.ANNULLED, told)
    assert (division.state, division.method) == (DivisionState.OPEN, method)
    for column in ("question_id", "yes_id", "no_id", "yes_phrase", "no_phrase", "kind"):
        assert getattr(division, column) == getattr(old, column)


def test_the_presses_of_what_was_broken_off_are_kept_and_count_nowhere(council):
    opened = an_open_division()
    for who in holders()[:5]:
        press(opened.division, who, Choice.YES)
    new = does("ordforande", breaking_off.break_off, opened.division, WHY, Method.ROLL_CALL)
    twice(new, marks(1, 2))
    close(new)

    assert row(new).outcome is Choice.NO
    assert row(opened.division).votes_yes is None
    with reading() as session:
        assert session.query(Press).count() == 5
        assert {vote.division_id for vote in session.query(Vote)} == {new}
    with refused(DivisionNotOpen):
        press(opened.division, "agneta", Choice.NO)


def test_the_roll_call_is_of_those_who_could_vote_on_the_tablets(council):
    meeting, item = an_open_item()
    does(holders()[4], attendance.leave, meeting)
    division = does("ordforande", divisions.open_division, item)

    new = does("ordforande", breaking_off.break_off, division, WHY, Method.ROLL_CALL)

    assert seats_voting(division) == seats_voting(new) == set(SEATS) - {5}


def test_a_division_is_broken_off_with_a_reason(council):
    opened = an_open_division()

    with refused(ReasonMissing):
        does("ordforande", breaking_off.break_off, opened.division, " ", Method.ROLL_CALL)


@pytest.mark.parametrize("who", ["vice1", "agneta", "admin"])
def test_only_who_presides_or_keeps_the_record_breaks_off(council, who):
    opened = an_open_division()

    with refused(NotPresiding):
        does(who, breaking_off.break_off, opened.division, WHY, Method.ROLL_CALL)


def test_the_secretary_breaks_off_for_a_chair_whose_tablet_fails_too(council):
    opened = an_open_division()

    new = does("sekreterare", breaking_off.break_off, opened.division, WHY, Method.PAPER)

    assert (row(new).state, row(new).method) == (DivisionState.OPEN, Method.PAPER)
    twice(new, marks(12, 9))
    with refused(NotPresiding):
        does("sekreterare", divisions.close_division, new)


def test_nothing_is_broken_off_in_a_pause(council):
    opened = an_open_division()
    does("ordforande", divisions.annul_division, opened.division, WHY)
    does("ordforande", adjournments.adjourn, opened.meeting, later(60))

    with refused(MeetingAdjourned):
        does("sekreterare", breaking_off.break_off, opened.division, WHY, Method.PAPER)


def test_a_roll_call_is_not_broken_off_for_another(called):
    with refused(NotNow, act="break_off"):
        does("ordforande", breaking_off.break_off, called, WHY, Method.PAPER)


def test_breaking_off_twice_opens_one_new_division(council):
    opened = an_open_division()
    does("ordforande", breaking_off.break_off, opened.division, WHY, Method.ROLL_CALL)

    with refused(NotNow, act="break_off"):
        does("ordforande", breaking_off.break_off, opened.division, WHY, Method.ROLL_CALL)


def test_a_secret_ballot_is_not_replaced_by_votes_with_names(council):
    _, item = an_open_item(kind=ItemKind.APPOINTMENT)
    ballot = a_ballot(item)

    with refused(SecretBallot, secret=1):
        does("ordforande", breaking_off.break_off, ballot, WHY, Method.PAPER)
    with refused(SecretBallot, secret=1):
        types("sekreterare", ballot, {1: Mark.YES}, ready=False)


# ---- Typing in ----


def test_a_finished_reading_is_an_entry_that_does_not_tell_how_anybody_voted(called):
    meeting = row(called).meeting_id

    with one_entry(meeting, "fallback.entered") as appended:
        assert types("sekreterare", called, marks(12, 9)) == 1

    assert json.loads(appended[0].payload) == {
        "division": f"d{called}",
        "reading": 1,
        "marks_n": 21,
        "checked_by": None,
    }


def test_what_is_half_typed_is_kept_and_does_not_count(called):
    types("sekreterare", called, {1: Mark.YES, 2: Mark.NO}, ready=False)
    types("sekreterare", called, {2: Mark.ABSENT}, ready=False)

    with reading() as session:
        kept = {one.seat_id: one.mark for one in session.query(ListMark)}
        assert session.query(ListReading).one().ready_at is None
    assert sorted(kept.values()) == [Mark.ABSENT, Mark.YES]
    with refused(ListsMissing, read=0):
        close(called)


def test_a_reading_is_finished_when_every_seat_has_its_mark(called):
    types("sekreterare", called, dict(list(marks(12, 9).items())[:19]), ready=False)

    with refused(ListIncomplete, left=2, seat=20):
        types("sekreterare", called, {})
    types("sekreterare", called, {20: Mark.NO, 21: Mark.ABSENT})


def test_a_finished_reading_that_is_changed_is_finished_anew(called):
    twice(called, marks(12, 9))
    types("sekreterare", called, {1: Mark.NO}, ready=False)

    with refused(ListsMissing, read=1):
        close(called)


def test_somebody_else_makes_the_second_reading_also_after_coming_back_to_it(called):
    assert types("sekreterare", called, {1: Mark.YES}, ready=False) == 1
    assert types("ordforande", called, {1: Mark.NO}, ready=False) == 2
    assert types("sekreterare", called, marks(12, 9)) == 1
    assert types("ordforande", called, {2: Mark.NO}, ready=False) == 2
    with reading() as session:
        second = session.query(ListMark).where(ListMark.reading == 2)
        assert [one.mark for one in second] == [Mark.NO, Mark.NO]


def test_one_reading_is_not_enough(called):
    types("sekreterare", called, marks(12, 9))

    with refused(ListsMissing, read=1):
        close(called)


def test_two_readings_that_differ_do_not_close_the_division_until_one_is_mended(called):
    types("sekreterare", called, marks(12, 9))
    types("ordforande", called, marks(11, 10))

    with refused(ListsDiffer, seats="12"):
        close(called)
    types("ordforande", called, {12: Mark.YES})
    close(called)
    assert (row(called).votes_yes, row(called).votes_no) == (12, 9)


def test_an_attester_who_reads_along_is_the_second_reading(called):
    types("sekreterare", called, marks(12, 9))
    attester = person("agneta")

    with one_entry(row(called).meeting_id, "fallback.entered") as appended:
        does("sekreterare", roll_calls.check_list, called, attester)
    assert json.loads(appended[0].payload)["checked_by"] == f"p{attester}"
    close(called)
    assert row(called).outcome is Choice.YES


def test_what_is_changed_after_the_check_is_checked_again(called):
    types("sekreterare", called, marks(12, 9))
    does("sekreterare", roll_calls.check_list, called, person("agneta"))
    types("sekreterare", called, {1: Mark.NO})

    with refused(ListsDiffer, seats="1"):
        close(called)
    does("sekreterare", roll_calls.check_list, called, person("agneta"))
    close(called)
    assert row(called).votes_yes == 11


def test_a_check_never_replaces_what_somebody_else_typed_in(called):
    types("sekreterare", called, marks(12, 9))
    types("ordforande", called, marks(11, 10))

    with nothing_changes(), refused(OthersReading, act="check"):
        does("sekreterare", roll_calls.check_list, called, person("agneta"))
    with refused(ListsDiffer, seats="12"):
        close(called)


@pytest.fixture
def handed_over(called):
    """A vice chair presides after the second reading is finished, and comes to the list."""
    twice(called, marks(12, 9))
    does("vice1", chairing.take_chair, row(called).meeting_id)
    return called


@pytest.mark.parametrize("given", [{}, {1: Mark.NO}, marks(11, 10)], ids=len)
@pytest.mark.parametrize("ready", [True, False])
def test_the_second_reading_is_not_lost_to_who_comes_after(handed_over, given, ready):
    with nothing_changes(), refused(OthersReading, act="enter"):
        types("vice1", handed_over, given, ready=ready)


def test_the_second_reading_is_begun_anew_by_who_says_so(handed_over):
    begin = {"afresh": True, "now": later(1)}

    with refused(ListIncomplete, left=20, seat=2):
        does("vice1", roll_calls.enter_list, handed_over, {1: Mark.NO}, ready=True, **begin)
    does("vice1", roll_calls.enter_list, handed_over, {}, **begin)

    with refused(ListsMissing, read=1):
        does("vice1", divisions.close_division, handed_over)
    types("vice1", handed_over, marks(12, 9))
    does("vice1", divisions.close_division, handed_over, now=later(5))
    assert row(handed_over).votes_yes == 12


def test_what_an_attester_checked_is_not_lost_to_an_empty_form(called):
    types("sekreterare", called, marks(12, 9))
    does("sekreterare", roll_calls.check_list, called, person("agneta"))

    with nothing_changes(), refused(OthersReading, act="enter", who="Agneta"):
        types("ordforande", called, {}, ready=False)
    does("ordforande", roll_calls.enter_list, called, {}, afresh=True, now=later(1))
    with refused(ListsMissing, read=1):
        close(called)


def test_who_typed_the_list_is_not_its_attester(called):
    types("ordforande", called, marks(12, 9))

    with refused(SameReader):
        does("ordforande", roll_calls.check_list, called, person("ordforande"))


@pytest.mark.parametrize("who", ["bo", "admin"])
def test_an_attester_is_of_those_who_vote(called, who):
    types("sekreterare", called, marks(12, 9))

    with refused(Missing):
        does("sekreterare", roll_calls.check_list, called, person(who))


def test_there_is_nothing_to_check_before_the_list_is_finished(called):
    with refused(ListsMissing, read=0):
        does("sekreterare", roll_calls.check_list, called, person("agneta"))
    types("sekreterare", called, {1: Mark.YES}, ready=False)
    with refused(ListsMissing, read=0):
        does("sekreterare", roll_calls.check_list, called, person("agneta"))


def test_an_empty_seat_has_no_vote_to_enter(council):
    meeting, item = an_open_item()
    does(holders()[20], attendance.leave, meeting)
    division = does("ordforande", divisions.open_division, item, method=Method.ROLL_CALL)

    with refused(SeatNotOnList, seat=21):
        types("sekreterare", division, {21: Mark.YES}, ready=False)


def test_who_is_recused_has_no_vote_to_enter(council):
    _, item = an_open_item()
    does(holders()[6], recusals.recuse, item, "")
    division = does("ordforande", divisions.open_division, item, method=Method.PAPER)

    with refused(SeatNotOnList, seat=7):
        types("sekreterare", division, marks(12, 9))


@pytest.mark.parametrize("who", ["agneta", "vice1", "admin"])
def test_only_the_desk_enters_the_list(called, who):
    with refused(NotPresiding):
        types(who, called, {1: Mark.YES}, ready=False)


def test_nothing_is_entered_after_the_closing(called):
    twice(called, marks(12, 9))
    close(called)

    with refused(ListSealed):
        types("sekreterare", called, {1: Mark.NO}, ready=False)
    with refused(ListSealed):
        does("sekreterare", roll_calls.check_list, called, person("agneta"))


@pytest.mark.parametrize(
    "statement", [delete(ListMark), update(ListMark).values(mark=Mark.ABSENT)], ids=str
)
def test_the_database_keeps_the_marks_of_a_closed_division(called, statement):
    twice(called, marks(12, 9))
    close(called)

    with pytest.raises(DatabaseError), writing() as session:
        session.execute(statement)


# ---- Closing ----


@pytest.mark.parametrize(
    ("method", "by"), [(Method.ROLL_CALL, By.ROLL_CALL), (Method.PAPER, By.PAPER)]
)
def test_the_seal_tells_through_what_each_vote_came(council, method, by):
    division = on_list(method)
    twice(division, marks(2, 1, 1))

    with one_entry(row(division).meeting_id, "division.closed") as appended:
        close(division)

    sealed = json.loads(appended[0].payload)
    assert [(vote["seat"], vote["choice"]) for vote in sealed["votes"]] == [
        ("1", "yes"),
        ("2", "yes"),
        ("3", "no"),
        ("4", "abstain"),
    ]
    assert {vote["by"] for vote in sealed["votes"]} == {by.value}
    assert sealed["counts"] == {"yes": 2, "no": 1, "abstain": 1, "absent": 17}
    assert (sealed["presses_n"], sealed["outcome"]) == (0, "yes")
    assert row(division).seal == appended[0].hash


def test_a_tie_at_a_roll_call_waits_for_the_casting_vote_as_any(called):
    twice(called, marks(10, 10, 1))
    close(called)
    with reading() as session:
        assert session.get_one(Item, row(called).item_id).step is Step.TIE

    does("ordforande", divisions.give_casting_vote, called, Choice.NO)
    does("ordforande", items.gavel, row(called).item_id)

    assert row(called).outcome is Choice.NO


def test_closing_it_again_changes_nothing(called):
    twice(called, marks(12, 9))
    close(called)

    with nothing_changes():
        close(called, minutes=9)
