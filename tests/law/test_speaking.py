"""KL 5 kap. 39–40, 47 and 49 §§ and the rules of order: who may speak, and in what order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.procedure import Step
from council.law.refusals import DebateNotOpen, LineDrawn, MayNotSpeak
from council.law.rules import RULES
from council.law.speaking import (
    Asked,
    Bar,
    Kind,
    Move,
    Speaker,
    entered,
    fits,
    in_order,
    moved,
    require_may_ask,
    require_may_speak,
)

speakers = st.builds(
    Speaker,
    serving=st.booleans(),
    substitute=st.booleans(),
    recused=st.booleans(),
    accountable=st.booleans(),
    guest=st.booleans(),
)
asked = st.builds(
    lambda kind, answers: Asked(0, kind, answers if kind is Kind.REPLY else 0),
    st.sampled_from(Kind),
    st.integers(1, 3),
)
lists = st.lists(asked, max_size=12).map(
    lambda all_: [Asked(place, one.kind, one.answers) for place, one in enumerate(all_, start=1)]
)


def speech(ref: int) -> Asked:
    return Asked(ref, Kind.SPEECH)


def reply(ref: int, answers: int = 1) -> Asked:
    return Asked(ref, Kind.REPLY, answers)


def order(ref: int) -> Asked:
    return Asked(ref, Kind.ORDER)


# ---- Who ----


@pytest.mark.parametrize(
    "who",
    [
        Speaker(serving=True),
        Speaker(serving=True, substitute=True),
        Speaker(guest=True),
        Speaker(accountable=True),
        Speaker(serving=True, recused=True, accountable=True),
    ],
)
def test_who_serves_is_a_guest_or_has_to_answer_may_speak(who):
    require_may_speak(who)


@pytest.mark.parametrize(
    ("who", "bar"),
    [
        (Speaker(), Bar.NOT_SERVING),
        (Speaker(substitute=True), Bar.SUBSTITUTE),
        (Speaker(serving=True, recused=True), Bar.RECUSED),
        (Speaker(guest=True, recused=True), Bar.RECUSED),
    ],
)
def test_others_may_not_and_are_told_why(who, bar):
    with pytest.raises(MayNotSpeak) as refused:
        require_may_speak(who)

    assert refused.value.facts["reason"] == bar.value
    rule = refused.value.facts.get("decides", refused.value.rule)
    assert RULES[str(rule)].section.startswith(
        "KL 5 kap. 47" if bar is Bar.RECUSED else "KL 5 kap. 39"
    )


@given(speakers)
def test_nobody_speaks_who_neither_serves_is_a_guest_nor_has_to_answer(who):
    if not (who.serving or who.guest or who.accountable):
        with pytest.raises(MayNotSpeak):
            require_may_speak(who)


# ---- When ----


@pytest.mark.parametrize("kind", Kind)
def test_in_the_debate_everything_is_taken(kind):
    require_may_ask(kind, Step.DEBATE, line_drawn=False)


@pytest.mark.parametrize("kind", [Kind.REPLY, Kind.ORDER])
def test_replies_and_points_of_order_are_taken_behind_the_line(kind):
    require_may_ask(kind, Step.DEBATE, line_drawn=True)


def test_nobody_new_asks_for_a_speech_behind_the_line():
    with pytest.raises(LineDrawn):
        require_may_ask(Kind.SPEECH, Step.DEBATE, line_drawn=True)


@given(st.sampled_from([Kind.SPEECH, Kind.REPLY]), st.sampled_from(Step), st.booleans())
def test_what_is_about_the_matter_belongs_to_the_debate(kind, step, line_drawn):
    if step is not Step.DEBATE:
        with pytest.raises(DebateNotOpen) as refused:
            require_may_ask(kind, step, line_drawn=line_drawn)
        assert refused.value.facts == {"step": step.value}


@given(st.sampled_from(Step))
def test_a_point_of_order_fits_as_long_as_the_item_is_treated(step):
    assert fits(Kind.ORDER, step) is (step not in {Step.WAITING, Step.DECIDED, Step.LEFT})


# ---- In what order ----


def test_speeches_are_held_as_they_were_asked_for():
    assert in_order([speech(1), speech(2), speech(3)]) == [1, 2, 3]


def test_a_point_of_order_goes_before_the_list():
    assert in_order([speech(1), reply(2), order(3), order(4)]) == [3, 4, 2, 1]


def test_replies_follow_the_speech_that_they_answer():
    assert in_order([speech(1), reply(2), reply(3), speech(4)]) == [2, 3, 1, 4]


def test_a_reply_to_a_reply_goes_before_other_replies_to_the_speech():
    assert in_order([reply(1, answers=1), reply(2, answers=1), reply(3, answers=2)]) == [3, 1, 2]


def test_who_the_chair_has_moved_stays_there_when_somebody_new_comes():
    listed = moved([1, 2], 2, Move.UP)

    assert listed == [2, 1]
    assert entered([speech(2), speech(1)], speech(3)) == [2, 1, 3]
    assert entered([speech(2), reply(1)], reply(3)) == [3, 2, 1]


@pytest.mark.parametrize(("ref", "way"), [(1, Move.UP), (3, Move.DOWN)])
def test_at_the_end_of_the_list_nobody_is_moved(ref, way):
    assert moved([1, 2, 3], ref, way) == [1, 2, 3]


@given(lists)
def test_the_list_holds_each_once_by_rank_and_then_as_asked(waiting):
    refs = in_order(waiting)

    by_ref = {one.ref: one for one in waiting}
    assert sorted(refs) == sorted(by_ref)
    assert [(by_ref[ref].rank, ref) for ref in refs] == sorted(
        (one.rank, one.ref) for one in waiting
    )


@given(lists, asked)
def test_somebody_new_changes_nobody_else_s_turn(waiting, new):
    refs = entered(waiting, Asked(99, new.kind, new.answers))

    assert [ref for ref in refs if ref != 99] == [one.ref for one in waiting]


@given(st.lists(st.integers(), unique=True, min_size=1), st.sampled_from(Move), st.data())
def test_a_move_keeps_everybody_and_can_be_taken_back(refs, way, data):
    ref = data.draw(st.sampled_from(refs))
    after = moved(refs, ref, way)

    assert sorted(after) == sorted(refs)
    back = Move.DOWN if way is Move.UP else Move.UP
    assert after == refs or moved(after, ref, back) == refs
