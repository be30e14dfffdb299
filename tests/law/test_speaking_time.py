"""Replies and speaking times, as the council's rules of order have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.refusals import NothingToAnswer, OwnSpeech, TooManyReplies
from council.law.speaking import Kind
from council.law.speaking_time import Clock, Limits, Stage, require_may_reply

USUAL = Limits(speech_minutes=4, reply_minutes=2, replies_each=2)


@pytest.mark.parametrize(
    ("kind", "seconds"), [(Kind.SPEECH, 240), (Kind.REPLY, 120), (Kind.ORDER, None)]
)
def test_each_kind_has_its_time(kind, seconds):
    assert USUAL.seconds(kind) == seconds


@pytest.mark.parametrize("kind", Kind)
def test_without_limits_nothing_is_timed(kind):
    assert Limits().seconds(kind) is None


def test_a_reply_is_counted_for_each_speech():
    require_may_reply("p1", "p2", 1, USUAL)
    with pytest.raises(TooManyReplies) as refused:
        require_may_reply("p1", "p2", 2, USUAL)

    assert refused.value.facts == {"allowed": 2}


def test_without_a_limit_replies_are_not_counted():
    require_may_reply("p1", "p2", 99, Limits())


def test_nobody_replies_before_anybody_has_spoken():
    with pytest.raises(NothingToAnswer):
        require_may_reply(None, "p1", 0, USUAL)


def test_nobody_replies_to_the_own_speech():
    with pytest.raises(OwnSpeech):
        require_may_reply("p1", "p1", 0, USUAL)


@pytest.mark.parametrize(
    ("spoken", "left", "stage"),
    [
        (0, 240, Stage.RUNNING),
        (179, 61, Stage.RUNNING),
        (180, 60, Stage.LAST_MINUTE),
        (239, 1, Stage.LAST_MINUTE),
        (240, 0, Stage.OVER),
        (500, 0, Stage.OVER),
    ],
)
def test_the_last_minute_is_told_and_so_is_the_end(spoken, left, stage):
    clock = Clock(spoken, 240)

    assert (clock.left, clock.stage) == (left, stage)


@given(st.integers(0))
def test_without_a_limit_time_does_not_run_out(spoken):
    clock = Clock(spoken, None)

    assert (clock.left, clock.stage) == (None, Stage.RUNNING)


@given(st.integers(0), st.integers(1))
def test_what_is_left_and_what_is_spoken_is_what_is_allowed(spoken, allowed):
    clock = Clock(spoken, allowed)

    assert clock.left == max(allowed - spoken, 0)
    assert (clock.stage is Stage.OVER) is (spoken >= allowed)
