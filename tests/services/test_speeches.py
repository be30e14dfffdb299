"""The speakers' list: who may ask, in what order, and that one speaks at a time."""

import json
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.refusals import (
    DebateNotOpen,
    GuestUnnamed,
    LineDrawn,
    MayNotSpeak,
    MeetingNotOpen,
    NothingToAnswer,
    NotNow,
    NotPresiding,
    OwnSpeech,
    TooManyReplies,
)
from council.law.speaking import Kind, Move
from council.services import (
    adjournments,
    attendance,
    divisions,
    items,
    questions,
    requests,
    speeches,
    stepping_back,
)
from council.services.missing import Missing
from council.store.engine import reading, writing
from council.store.models import (
    Item,
    ItemState,
    Meeting,
    MeetingState,
    Recusal,
    RecusalGround,
    Speech,
)
from council.store.models.taking_part import DeclaredBy
from council.store.queries import speeches as listed
from tests.factories import (
    NOON,
    a_found_item,
    actor,
    an_item,
    an_open_item,
    does,
    later,
    person,
    seat,
    vote,
)
from tests.support.changes import nothing_changes, one_entry, refused


@pytest.fixture
def debate(council):
    """An item in debate with everybody there, and its meeting."""
    return an_open_item()


@pytest.fixture
def item(debate):
    return debate[1]


def ask(who, item, kind=Kind.SPEECH, now=NOON, **rest):
    return speeches.ask_for_floor(item, person(who), kind, actor(who), now=now, **rest)


def put_up(item, kind=Kind.SPEECH, who="ordforande", **rest):
    return speeches.ask_for_other(item, person(who), kind, actor(who), now=NOON, **rest)


def give(speech, minutes=1):
    does("ordforande", speeches.give_floor, speech, now=later(minutes))


def waiting(item):
    with reading() as session:
        return [one.id for one in listed.waiting(session, item)]


def spoke(item):
    with reading() as session:
        return [one.id for one in listed.spoke(session, item)]


def row(speech):
    with reading() as session:
        return session.get_one(Speech, speech)


def recuse(item, who, ground=RecusalGround.PERSONAL, substitute=None):
    with writing() as session:
        session.add(
            Recusal(
                item_id=item,
                person_id=person(who),
                seat_id=seat(who),
                ground=ground,
                declared_by=DeclaredBy.MEMBER,
                at=NOON,
                reason="",
                substitute_id=None if substitute is None else person(substitute),
            )
        )


# ---- Asking ----


def test_who_serves_asks_and_waits_for_the_turn(debate):
    meeting, item = debate

    with one_entry(meeting, "speech.asked") as entries:
        speech = ask("agneta", item)

    assert waiting(item) == [speech]
    assert (row(speech).asked_at, row(speech).place) == (NOON, 1)
    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "speech": f"t{speech}",
        "kind": "speech",
        "by": f"p{person('agneta')}",
        "answers": None,
    }


def test_asking_again_while_one_waits_changes_nothing(item):
    speech = ask("agneta", item)

    with nothing_changes():
        assert ask("agneta", item) == speech


def test_who_has_spoken_may_ask_anew(item):
    first = ask("agneta", item)
    give(first)

    assert ask("agneta", item) != first


@pytest.mark.parametrize(
    ("who", "reason"),
    [("bo", "substitute_not_serving"), ("dag", "not_serving"), ("sekreterare", "not_serving")],
)
def test_who_does_not_serve_does_not_speak(item, who, reason):
    with refused(MayNotSpeak, reason=reason):
        ask(who, item)


def test_a_substitute_who_waits_in_the_hall_does_not_speak(debate):
    meeting, item = debate
    does("bo", attendance.check_in, meeting)

    with refused(MayNotSpeak, reason="substitute_not_serving"):
        ask("bo", item)


def test_who_is_recused_does_not_speak_and_the_stand_in_does(debate):
    meeting, item = debate
    does("bo", attendance.check_in, meeting)
    recuse(item, "agneta", substitute="bo")

    with refused(MayNotSpeak, reason="recused"):
        ask("agneta", item)
    assert waiting(item) == []
    assert ask("bo", item)


def test_who_is_accountable_speaks_all_the_same(item):
    recuse(item, "agneta", RecusalGround.ACCOUNTABLE)

    assert ask("agneta", item)


def test_nobody_asks_before_the_item_is_opened_or_after_the_debate(debate):
    meeting, item = debate
    other = an_item(meeting)

    with refused(DebateNotOpen, step="waiting"):
        ask("agneta", other)
    does("ordforande", questions.close_debate, item)
    with refused(DebateNotOpen, step="proposals"):
        ask("agneta", item)
    assert ask("agneta", item, Kind.ORDER)


def test_nobody_asks_in_a_meeting_that_is_not_on(debate):
    meeting, item = debate
    speech = ask("agneta", item)
    with writing() as session:
        session.get_one(Meeting, meeting).state = MeetingState.ADJOURNED

    with refused(MeetingNotOpen):
        ask("cia", item)
    with refused(MeetingNotOpen):
        does("agneta", speeches.strike, speech)


def test_nobody_asks_in_an_item_that_does_not_exist(council):
    with refused(Missing):
        ask("agneta", 99)


# ---- The order ----


def test_a_point_of_order_goes_before_the_list(item):
    first, second = ask("agneta", item), ask("cia", item)
    point = ask("vice1", item, Kind.ORDER, about=" Går det att ajournera? ")

    assert waiting(item) == [point, first, second]
    assert row(point).about == "Går det att ajournera?"


def test_a_reply_answers_who_speaks_and_goes_before_the_speeches(item):
    first, second = ask("agneta", item), ask("cia", item)
    give(first)
    reply = ask("vice1", item, Kind.REPLY)

    assert waiting(item) == [reply, second]
    assert row(reply).reply_to_id == first


def test_an_answer_to_a_reply_goes_before_other_replies(item):
    speech = ask("agneta", item)
    give(speech)
    reply, other = ask("cia", item, Kind.REPLY), ask("vice1", item, Kind.REPLY)
    give(reply, 2)
    answer = ask("agneta", item, Kind.REPLY)

    assert waiting(item) == [answer, other]
    assert row(answer).reply_to_id == reply


def test_an_earlier_speech_can_be_answered(item):
    first, second = ask("agneta", item), ask("cia", item)
    give(first)
    give(second, 2)

    assert row(ask("vice1", item, Kind.REPLY, reply_to=first)).reply_to_id == first
    with refused(Missing):
        ask("vice2", item, Kind.REPLY, reply_to=99)


def test_nobody_replies_before_anybody_has_spoken_nor_to_the_own_speech(item):
    speech = ask("agneta", item)
    with refused(NothingToAnswer):
        ask("cia", item, Kind.REPLY)
    give(speech)
    with refused(OwnSpeech):
        ask("agneta", item, Kind.REPLY)


def test_each_has_as_many_replies_to_a_speech_as_the_rules_of_order_give(item):
    speech = ask("agneta", item)
    give(speech)
    for minutes in (2, 4):
        give(ask("cia", item, Kind.REPLY, reply_to=speech), minutes)
        give(ask("agneta", item, Kind.REPLY), minutes + 1)

    with refused(TooManyReplies, allowed=2):
        ask("cia", item, Kind.REPLY)
    assert ask("vice1", item, Kind.REPLY)


def test_a_reply_that_was_struck_is_not_counted(item):
    give(ask("agneta", item))
    for _ in range(3):
        reply = ask("cia", item, Kind.REPLY)
        does("cia", speeches.strike, reply)

    assert ask("cia", item, Kind.REPLY)


def test_the_chair_moves_somebody_one_step(debate):
    meeting, item = debate
    first, second, third = (ask(who, item) for who in ("agneta", "cia", "vice1"))

    with one_entry(meeting, "speech.moved") as entries:
        does("ordforande", speeches.move, third, Move.UP)

    assert waiting(item) == [first, third, second]
    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "speech": f"t{third}",
        "way": "up",
    }
    with nothing_changes():
        does("ordforande", speeches.move, second, Move.DOWN)


# ---- The floor ----


def test_giving_the_floor_ends_who_speaks(debate):
    meeting, item = debate
    first, second = ask("agneta", item), ask("cia", item)
    give(first, 1)

    with one_entry(meeting, "speech.floor_given") as entries:
        give(second, 3)

    assert (row(first).called_at, row(first).ended_at) == (later(1), later(3))
    assert (row(second).called_at, row(second).ended_at) == (later(3), None)
    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "speech": f"t{second}",
        "ended": f"t{first}",
    }
    assert spoke(item) == [first, second]


def test_who_has_left_or_is_recused_since_does_not_get_the_floor(debate):
    meeting, item = debate
    left, recused = ask("agneta", item), ask("cia", item)
    does("agneta", attendance.leave, meeting)
    recuse(item, "cia")

    with refused(MayNotSpeak, reason="not_serving"):
        give(left)
    with refused(MayNotSpeak, reason="recused"):
        give(recused)


@pytest.mark.parametrize("act", [speeches.give_floor, speeches.strike])
def test_what_has_been_held_or_struck_is_over(item, act):
    held, struck = ask("agneta", item), ask("cia", item)
    give(held)
    does("cia", speeches.strike, struck)

    for speech in (held, struck):
        with refused(NotNow):
            does("ordforande", act, speech)


def test_who_speaks_or_presides_ends_the_speech(debate):
    meeting, item = debate
    first, second = ask("agneta", item), ask("cia", item)
    give(first)
    with one_entry(meeting, "speech.ended") as entries:
        does("agneta", speeches.end_speech, first, now=later(4))
    assert row(first).ended_at == later(4)
    assert json.loads(entries[0].payload) == {
        "item": f"i{item}",
        "speech": f"t{first}",
        "struck": [],
    }
    give(second, 5)
    with refused(NotPresiding):
        does("agneta", speeches.end_speech, second)
    does("ordforande", speeches.end_speech, second, now=later(6))
    for speech in (first, ask("vice1", item)):
        with refused(NotNow):
            does("ordforande", speeches.end_speech, speech)


def test_who_asked_or_presides_strikes(debate):
    meeting, item = debate
    mine, other = ask("agneta", item), ask("cia", item)

    with one_entry(meeting, "speech.struck"):
        does("agneta", speeches.strike, mine, now=later(1))
    assert row(mine).struck_at == later(1)
    with refused(NotPresiding):
        does("agneta", speeches.strike, other)
    does("ordforande", speeches.strike, other)
    assert waiting(item) == []


@pytest.mark.parametrize("act", [speeches.give_floor, speeches.end_speech])
def test_only_who_presides_leads_the_list(item, act):
    speech = ask("agneta", item)

    with refused(NotPresiding):
        does("vice1", act, speech)
    with refused(NotPresiding):
        does("agneta", speeches.move, speech, Move.UP)
    with refused(Missing):
        does("ordforande", act, 99)


# ---- Through the chair ----


def test_the_chair_puts_up_who_asked_aloud_and_guests(debate):
    meeting, item = debate
    member = put_up(item, speaker_id=person("cia"))

    with one_entry(meeting, "speech.asked") as entries:
        guest = put_up(item, guest="  Regionrådet ")

    assert waiting(item) == [member, guest]
    assert (row(guest).person_id, row(guest).guest) == (None, "Regionrådet")
    assert json.loads(entries[0].payload)["by"] is None
    give(guest)
    reply = put_up(item, Kind.REPLY, speaker_id=person("cia"))
    assert row(reply).reply_to_id == guest
    with refused(OwnSpeech):
        put_up(item, Kind.REPLY, guest="Regionrådet")


def test_the_chair_puts_up_nobody_who_may_not_speak(item):
    with refused(MayNotSpeak, reason="substitute_not_serving"):
        put_up(item, speaker_id=person("bo"))
    with refused(GuestUnnamed):
        put_up(item, guest="  ")
    with refused(Missing):
        put_up(item, speaker_id=999)
    with refused(NotPresiding):
        put_up(item, who="vice1", guest="Regionrådet")


# ---- The line, and the end ----


def test_behind_the_line_only_replies_and_points_of_order_are_taken(debate):
    meeting, item = debate
    speech = ask("agneta", item)
    with one_entry(meeting, "debate.line_drawn") as entries:
        does("ordforande", speeches.draw_line, item, now=later(1))
    assert json.loads(entries[0].payload) == {"item": f"i{item}", "waiting": 1}

    with refused(LineDrawn):
        ask("cia", item)
    with refused(LineDrawn):
        put_up(item, guest="Regionrådet")
    with nothing_changes():
        does("ordforande", speeches.draw_line, item)
        assert ask("agneta", item) == speech  # waits already
    give(speech)
    assert ask("cia", item, Kind.REPLY)
    assert ask("cia", item, Kind.ORDER)


def test_the_line_is_lifted(debate):
    meeting, item = debate
    does("ordforande", speeches.draw_line, item)

    with one_entry(meeting, "debate.line_lifted"):
        does("ordforande", speeches.lift_line, item)

    assert ask("agneta", item)
    with nothing_changes():
        does("ordforande", speeches.lift_line, item)


def test_the_line_belongs_to_the_debate_and_to_who_presides(item):
    with refused(NotPresiding):
        does("vice1", speeches.draw_line, item)
    does("ordforande", questions.close_debate, item)
    with refused(DebateNotOpen, step="proposals"):
        does("ordforande", speeches.draw_line, item)
    with refused(DebateNotOpen, step="proposals"):
        does("ordforande", speeches.lift_line, item)


def end_all(item):
    """What the use cases that end a debate do, in their own transaction."""
    with writing() as session:
        row_ = session.get_one(Item, item)
        _end(session, session.get_one(Meeting, row_.meeting_id), row_)


def _end(session: Session, meeting: Meeting, item: Item) -> None:
    speeches.end_all(session, meeting, item, actor("ordforande"), later(9))


def test_at_the_end_of_the_debate_who_speaks_has_spoken_and_the_list_is_closed(debate):
    meeting, item = debate
    speech, late, point = ask("agneta", item), ask("cia", item), ask("vice1", item, Kind.ORDER)
    give(speech)

    with one_entry(meeting, "speech.ended") as entries:
        end_all(item)

    assert row(speech).ended_at == later(9)
    assert row(late).struck_at == later(9)
    assert waiting(item) == [point]
    assert json.loads(entries[0].payload)["struck"] == [f"t{late}"]
    with refused(NotNow):
        give(late)
    give(point, 10)
    assert spoke(item) == [speech, point]


def test_closing_the_debate_closes_the_list(item):
    speech, late, point = ask("agneta", item), ask("cia", item), ask("vice1", item, Kind.ORDER)
    give(speech)

    does("ordforande", questions.close_debate, item, now=later(5))

    assert (row(speech).ended_at, row(late).struck_at) == (later(5), later(5))
    assert waiting(item) == [point]
    give(point, 6)
    assert spoke(item) == [speech, point]


def test_an_item_that_is_done_with_leaves_nobody_on_the_list(item):
    point = ask("vice1", item, Kind.ORDER)
    with writing() as session:
        row_ = session.get_one(Item, item)
        row_.state, row_.step, row_.decided_at = ItemState.DECIDED, Step.DECIDED, later(3)
    end_all(item)

    assert row(point).struck_at == later(9)


def test_with_nobody_on_the_list_its_end_is_no_event(item):
    with nothing_changes():
        end_all(item)


def test_a_debate_that_goes_on_again_keeps_its_times(item):
    first, second = ask("agneta", item), ask("cia", item)
    give(first)
    does("ordforande", questions.close_debate, item, now=later(9))
    does("ordforande", stepping_back.step_back, item, now=later(9))

    with refused(NotNow):
        give(second)
    again = ask("cia", item, now=later(10))
    give(again, 11)
    assert row(first).ended_at - row(first).called_at == timedelta(minutes=8)
    assert spoke(item) == [first, again]


def test_a_pause_ends_the_speech_and_keeps_the_list(debate):
    meeting, item = debate
    first, second = ask("agneta", item), ask("cia", item)
    give(first)

    does("ordforande", adjournments.adjourn, meeting, later(60), now=later(4))

    assert row(first).ended_at == later(4)
    assert waiting(item) == [second]
    with refused(MeetingNotOpen):
        give(second)


def test_a_division_and_the_gavel_end_what_is_said(council):
    _, item = a_found_item()
    point, late = ask("agneta", item, Kind.ORDER), ask("cia", item, Kind.ORDER)
    give(point)
    does("vice1", requests.request_division, item)
    division = does("ordforande", divisions.open_division, item, now=later(2))

    assert row(point).ended_at == later(2)
    give(late, 3)
    vote(division, yes=2, no=1)
    does("ordforande", divisions.close_division, division, now=later(4))
    last = ask("agneta", item, Kind.ORDER)
    does("ordforande", items.gavel, item, now=later(5))
    assert row(late).ended_at == later(5)
    assert row(last).struck_at == later(5)
