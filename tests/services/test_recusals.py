"""Recusal in an item: KL 5 kap. 46–49 §§. Who steps aside, who stands in, what each may do."""

import json

import pytest
from sqlalchemy import select

from council.law.refusals import (
    AlreadyRecused,
    CannotBeCalled,
    DivisionOpen,
    KeepsPlace,
    MayNotVote,
    NoSubstitute,
    NotNow,
    NotOfTheParty,
    NotPresiding,
    NotQuorate,
    NotServing,
    ReasonMissing,
    RecusedHere,
)
from council.law.taking_part import Ground
from council.law.tally import Choice
from council.services import attendance, chairing, divisions, items, requests
from council.services.missing import Missing
from council.services.recusals import (
    lift_recusal,
    may_speak,
    note_recusal,
    recuse,
    require_may_speak,
    require_part_in,
    stand_in,
)
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import (
    Division,
    DivisionSeat,
    Item,
    Meeting,
    MeetingState,
    Recusal,
)
from tests.factories import (
    NOON,
    a_found_item,
    a_meeting,
    an_item,
    an_open_item,
    does,
    holders,
    later,
    person,
    press,
    seat,
)
from tests.support.changes import one_entry, refused, whole


@pytest.fixture
def treated(council):
    """An open meeting with everybody and Bo there, and an item in debate."""
    meeting, item = an_open_item()
    attendance.record_present(meeting, ["bo", "ersattare_v1"], SYSTEM, now=NOON)
    return meeting, item


def divide(item, at=5):
    return does("ordforande", divisions.open_division, item, now=later(at))


def rolled(division, on="agneta"):
    with reading() as session:
        row = session.get_one(DivisionSeat, (division, seat(on)))
        return row.person_id, row.why_not and row.why_not.value, row.name, row.substitute_for


def standing_in(item, whom=None, member="agneta", who="ordforande"):
    substitute = None if whom is None else person(whom)
    return does(who, stand_in, item, person(member), substitute, now=later(3))


def test_whoever_knows_of_a_ground_steps_aside_and_the_reason_is_not_told(treated):
    meeting, item = treated
    with one_entry(meeting, "recusal.noted") as entries:
        does("agneta", recuse, item, "min syster äger marken", now=later(1))

    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "member": f"p{person('agneta')}",
        "seat": "5",
        "declared": True,
    }
    with reading() as session:
        kept = session.scalars(select(Recusal)).one()
        assert (kept.reason, kept.seat_id) == ("min syster äger marken", seat("agneta"))


def test_the_recused_is_off_the_roll_and_may_not_vote(treated):
    _, item = treated
    does("agneta", recuse, item, "", now=later(1))
    division = divide(item)

    assert rolled(division) == (None, "recused", "Agneta", None)
    with refused(MayNotVote, reason="recused"):
        press(division, "agneta", Choice.YES, now=later(6))


def test_a_substitute_stands_in_and_votes_on_the_seat(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    with one_entry(meeting, "recusal.stood_in") as entries:
        assert standing_in(item) == person("bo")
    division = divide(item)

    assert rolled(division) == (person("bo"), None, "Bo", "Agneta")
    press(division, "bo", Choice.YES, now=later(6))
    with refused(MayNotVote, reason="recused"):
        press(division, "agneta", Choice.YES, now=later(6))
    assert json.loads(entries[0].payload)["substitute"] == f"p{person('bo')}"


def test_both_are_back_in_their_places_when_the_item_is_finished(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    standing_in(item)
    division = divide(item)
    press(division, "bo", Choice.YES, now=later(6))
    does("ordforande", divisions.close_division, division, now=later(7))
    does("ordforande", items.gavel, item, now=later(8))
    _, following = an_open_item(meeting=meeting, now=later(9))
    division = divide(following, at=10)

    assert rolled(division) == (person("agneta"), None, "Agneta", None)
    with refused(MayNotVote, reason="substitute_not_serving"):
        press(division, "bo", Choice.YES, now=later(11))


def test_the_seal_tells_that_the_recused_was_there(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    division = divide(item)
    press(division, "cia", Choice.YES, now=later(6))
    does("ordforande", divisions.close_division, division, now=later(7))

    sealed = next(one for one in whole(f"m{meeting}") if one.kind == "division.closed")
    (entry,) = [one for one in json.loads(sealed.payload)["roll"] if one["seat"] == "5"]
    assert entry == {
        "seat": "5",
        "member": None,
        "serving_for": False,
        "present": True,
        "jav": True,
    }


def test_the_shares_of_those_present_are_told_with_and_without_the_recused(treated):
    _, item = treated
    does("agneta", recuse, item, "", now=later(1))
    does("cia", recuse, item, "", now=later(1))
    standing_in(item)
    division = divide(item)

    with reading() as session:
        rows = attendance.present_for(session, session.get_one(Division, division))
    assert rows == (20, 21)


def test_the_chair_notes_a_recusal_and_the_accountable_may_speak(treated):
    meeting, item = treated
    with one_entry(meeting, "recusal.noted"):
        does("ordforande", note_recusal, item, person("cia"), Ground.ACCOUNTABLE, "", now=later(1))
    does("agneta", recuse, item, "", now=later(1))

    with reading() as session:
        row = session.get_one(Item, item)
        assert may_speak(session, row, person("cia"))
        assert not may_speak(session, row, person("agneta"))
        assert may_speak(session, row, person("ordforande"))
        require_may_speak(session, row, person("cia"))
        with pytest.raises(RecusedHere):
            require_may_speak(session, row, person("agneta"))


def test_the_recused_ask_for_no_division(council):
    _meeting, item = a_found_item()
    does("agneta", recuse, item, "", now=later(1))

    with refused(RecusedHere, ground="personal"):
        does("agneta", requests.request_division, item, now=later(2))


def test_who_stands_in_may_ask_for_a_division(council):
    meeting, item = a_found_item()
    attendance.record_present(meeting, ["bo"], SYSTEM, now=NOON)
    with refused(NotServing):
        does("bo", requests.request_division, item, now=later(1))
    does("agneta", recuse, item, "", now=later(1))
    standing_in(item)

    does("bo", requests.request_division, item, now=later(4))


def test_whoever_presides_and_is_recused_hands_over_the_chair(treated):
    meeting, item = treated
    does("ordforande", recuse, item, "", now=later(1))

    with refused(RecusedHere):
        divide(item)

    does("vice1", chairing.take_chair, meeting, now=later(2))
    assert does("vice1", divisions.open_division, item, now=later(3))


def test_the_recused_are_added_back_for_the_quorum(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    attendance.record_present(meeting, holders()[:11], SYSTEM, now=NOON)
    item = an_item(meeting)
    does("agneta", recuse, item, "", now=later(1))
    does("cia", recuse, item, "", now=later(1))

    with reading() as session:
        counted = attendance.quorum(
            session, session.get_one(Meeting, meeting), session.get_one(Item, item)
        )
    assert (counted.serving, counted.recused, counted.counted) == (9, 2, 11)


def test_recusal_does_not_cure_a_shortfall_of_another_cause(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    attendance.record_present(meeting, holders()[:10], SYSTEM, now=NOON)
    item = an_item(meeting)
    does("agneta", recuse, item, "", now=later(1))

    with refused(NotQuorate, present=10, needed=11, recused=1, decides="quorum_recusal"):
        does("ordforande", items.open_item, item, now=later(2))


def test_a_stand_in_who_is_there_counts_as_serving(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    standing_in(item)

    def count():
        with reading() as session:
            counted = attendance.quorum(
                session, session.get_one(Meeting, meeting), session.get_one(Item, item)
            )
            return counted.serving, counted.recused

    assert count() == (21, 0)
    does("bo", attendance.leave, meeting, now=later(4))
    assert count() == (20, 1)


def test_who_stands_in_does_so_when_the_recused_has_left_the_hall(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    standing_in(item)
    does("agneta", attendance.leave, meeting, now=later(4))

    with reading() as session:
        counted = attendance.quorum(
            session, session.get_one(Meeting, meeting), session.get_one(Item, item)
        )
        assert (counted.serving, counted.recused) == (21, 0)
    division = divide(item)
    assert rolled(division)[0] == person("bo")
    press(division, "bo", Choice.YES, now=later(6))


def test_a_stand_in_who_has_left_can_be_followed_by_another(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    standing_in(item)
    with refused(KeepsPlace, serving="Bo"):
        standing_in(item)
    does("bo", attendance.leave, meeting, now=later(4))
    attendance.record_present(meeting, ["ersattare_s2"], SYSTEM, now=later(4))

    assert standing_in(item) == person("ersattare_s2")


def test_only_a_substitute_of_the_party_who_is_there_stands_in(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    with refused(NotOfTheParty):
        standing_in(item, "ersattare_v1")
    with refused(CannotBeCalled):
        standing_in(item, "ersattare_s2")
    does("bo", attendance.leave, meeting, now=later(2))
    with refused(NoSubstitute):
        standing_in(item)


def test_one_person_stands_in_for_one(treated):
    _, item = treated
    does("agneta", recuse, item, "", now=later(1))
    does("ledamot007", recuse, item, "", now=later(1))
    standing_in(item)

    with refused(NoSubstitute):
        standing_in(item, member="ledamot007")


def test_only_the_desk_notes_lets_in_and_lifts(treated):
    _, item = treated
    with refused(NotPresiding):
        does("cia", note_recusal, item, person("agneta"), Ground.PERSONAL, "", now=later(1))
    does("agneta", recuse, item, "", now=later(1))
    with refused(NotPresiding):
        standing_in(item, who="agneta")
    with refused(NotPresiding):
        does("agneta", lift_recusal, item, person("agneta"), "nej", now=later(2))
    assert standing_in(item, who="sekreterare") == person("bo")


def test_the_council_may_find_that_there_is_no_ground(treated):
    meeting, item = treated
    does("agneta", recuse, item, "kusin", now=later(1))
    standing_in(item)
    with refused(ReasonMissing):
        does("ordforande", lift_recusal, item, person("agneta"), " ", now=later(4))
    with one_entry(meeting, "recusal.lifted"):
        does("ordforande", lift_recusal, item, person("agneta"), "ingen närstående", now=later(4))
    division = divide(item)

    assert rolled(division) == (person("agneta"), None, "Agneta", None)


def test_who_was_cleared_may_be_recused_anew(treated):
    _, item = treated
    does("agneta", recuse, item, "", now=later(1))
    does("ordforande", lift_recusal, item, person("agneta"), "nej", now=later(2))
    does("agneta", recuse, item, "på nytt", now=later(3))

    assert rolled(divide(item))[1] == "recused"


def test_nobody_is_recused_twice_nor_without_serving(treated):
    _, item = treated
    does("agneta", recuse, item, "", now=later(1))
    with refused(AlreadyRecused):
        does("agneta", recuse, item, "", now=later(2))
    with refused(NotServing):
        does("bo", recuse, item, "", now=later(2))
    with refused(NotServing):
        does("ordforande", note_recusal, item, person("bo"), Ground.PERSONAL, "", now=later(2))
    with refused(NotServing):
        standing_in(item, member="cia")
    with refused(Missing):
        does("ordforande", note_recusal, item, 9999, Ground.PERSONAL, "", now=later(2))
    with refused(Missing):
        does("agneta", recuse, 99, "", now=later(2))


def test_nothing_is_noted_while_votes_are_given_or_after_the_gavel(treated):
    _, item = treated
    division = divide(item)
    with refused(DivisionOpen):
        does("agneta", recuse, item, "", now=later(6))
    press(division, "cia", Choice.YES, now=later(6))
    does("ordforande", divisions.close_division, division, now=later(7))
    does("ordforande", items.gavel, item, now=later(8))
    with refused(NotNow, act="recuse"):
        does("agneta", recuse, item, "", now=later(9))


def test_only_who_serves_takes_part_in_an_item(treated):
    meeting, item = treated
    does("agneta", recuse, item, "", now=later(1))
    standing_in(item)

    with reading() as session:
        hall, row = session.get_one(Meeting, meeting), session.get_one(Item, item)
        require_part_in(session, hall, row, person("bo"))
        require_part_in(session, hall, row, person("cia"))
        with pytest.raises(RecusedHere):
            require_part_in(session, hall, row, person("agneta"))
        for who in ("ersattare_v1", "ersattare_s2"):
            with pytest.raises(NotServing):
                require_part_in(session, hall, row, person(who))
