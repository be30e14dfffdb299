"""Notes to the protocol and a wrong press: the rules of order, and what cannot be told."""

import pytest

from council.law.notes import NoPress, require_note, require_wrong_press
from council.law.refusals import NoteTooLate, NoWrongPress
from council.law.tally import Choice

A_PRESS = {
    "closed": True,
    "secret": False,
    "entitled": True,
    "recorded": Choice.YES,
    "intended": Choice.NO,
}


def test_a_note_is_taken_until_its_time_is_out():
    require_note(over=False, closed="")
    with pytest.raises(NoteTooLate) as refused:
        require_note(over=True, closed="2026-11-25T16:42:00+01:00")

    assert refused.value.facts == {"closed": "2026-11-25T16:42:00+01:00"}


@pytest.mark.parametrize(
    ("recorded", "intended"),
    [(Choice.YES, Choice.NO), (Choice.ABSTAIN, Choice.YES), (None, Choice.ABSTAIN)],
)
def test_a_voter_may_say_to_have_meant_otherwise(recorded, intended):
    require_wrong_press(**{**A_PRESS, "recorded": recorded, "intended": intended})


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"closed": False}, NoPress.NOT_CLOSED),
        ({"secret": True}, NoPress.SECRET),
        ({"entitled": False}, NoPress.NOT_ON_ROLL),
        ({"intended": None}, NoPress.NOT_SAID),
        ({"intended": Choice.YES}, NoPress.SAME),
    ],
)
def test_where_there_is_no_such_vote_the_reason_is_told(known, why):
    with pytest.raises(NoWrongPress) as refused:
        require_wrong_press(**{**A_PRESS, **known})

    assert refused.value.facts == {"why": why.value}
