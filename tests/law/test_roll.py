"""KL 4 kap. 24 §, 5 kap. 5–20 and 45–47 §§: who is there and who may vote."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.refusals import BadCouncilSize, MayNotVote, NoRotation, NotQuorate
from council.law.roll import (
    Circumstances,
    Ending,
    Quorum,
    Spell,
    Standing,
    needs_quorum,
    require_council_size,
    require_quorum,
    require_return,
    require_vote,
    standing,
)
from council.law.rules import RULES

TODAY = date(2026, 11, 25)
OPENED = datetime(2026, 11, 25, 14, 3, tzinfo=UTC)


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


PRESENT = Spell(at(9))
LEFT_BEFORE = Spell(at(9), at(13, 40))
LEFT_DURING = Spell(at(9), at(14, 4))
YESTERDAY = Spell(at(9, day=24), at(17, day=24))
CALLED = Spell(at(9), at(10), Ending.CALLED, served=False)
YIELDED = Spell(at(10), at(13), Ending.YIELDED)
LINK_LOST = Spell(at(9), at(13), Ending.LINK_LOST)
WENT_WAITING = Spell(at(9), at(10), served=False)


def a_member(*spells: Spell, on_roll: bool = False, **facts: bool) -> Circumstances:
    return Circumstances(on_roll=on_roll, opened=OPENED, has_seat=True, spells=spells, **facts)


def a_substitute(*spells: Spell, on_roll: bool = False, **facts: bool) -> Circumstances:
    return Circumstances(on_roll=on_roll, opened=OPENED, is_substitute=True, spells=spells, **facts)


moments = st.datetimes(
    at(0, day=24).replace(tzinfo=None), at(0, day=27).replace(tzinfo=None), timezones=st.just(UTC)
)
spells = st.builds(
    lambda arrived, stayed: Spell(arrived, None if stayed is None else arrived + stayed),
    moments,
    st.none() | st.timedeltas(timedelta(0), timedelta(days=1)),
)
circumstances = st.builds(
    Circumstances,
    on_roll=st.booleans(),
    opened=moments,
    has_seat=st.booleans(),
    is_substitute=st.booleans(),
    replaced=st.booleans(),
    recused=st.booleans(),
    abstains=st.booleans(),
    spells=st.lists(spells, max_size=4).map(tuple),
)
quorums = st.builds(Quorum, st.integers(1, 149), st.integers(0, 149), st.integers(0, 20))


# The size of the council (5 §)


@pytest.mark.parametrize("seats", [21, 23, 71, 101, 149])
def test_an_odd_number_of_seats_from_21_makes_a_council(seats):
    require_council_size(seats)


@pytest.mark.parametrize("seats", [-1, 0, 1, 19, 20, 22, 40, 70, 72])
def test_an_even_or_too_small_number_of_seats_does_not(seats):
    with pytest.raises(BadCouncilSize) as refused:
        require_council_size(seats)

    assert refused.value.facts == {"seats": seats}


# Quorum (45–46 §§)


@pytest.mark.parametrize(
    ("seats", "needed"),
    [(21, 11), (31, 16), (41, 21), (51, 26), (61, 31), (71, 36), (101, 51), (149, 75), (40, 21)],
)
def test_more_than_half_of_the_seats_are_needed(seats, needed):
    assert Quorum(seats, serving=0).needed == needed


@pytest.mark.parametrize(
    ("seats", "serving", "recused", "met"),
    [
        (71, 36, 0, True),
        (71, 35, 0, False),
        (40, 20, 0, False),
        (40, 21, 0, True),
        (31, 15, 2, True),
        (31, 13, 2, False),
        (31, 15, 1, True),
        (31, 15, 0, False),
        (71, 71, 0, True),
        (71, 0, 0, False),
    ],
)
def test_the_recused_who_are_present_count_for_the_quorum(seats, serving, recused, met):
    assert Quorum(seats, serving, recused).met is met


def test_a_council_that_is_quorate_may_handle_the_item():
    require_quorum(Quorum(71, serving=36))


def test_a_council_that_is_not_is_told_how_many_are_there_and_how_many_it_takes():
    with pytest.raises(NotQuorate) as refused:
        require_quorum(Quorum(31, serving=13, recused=2))

    assert refused.value.facts == {
        "present": 15,
        "seats": 31,
        "needed": 16,
        "recused": 2,
        "decides": "quorum_recusal",
    }


def test_without_recusals_the_quorum_s_own_section_is_named():
    with pytest.raises(NotQuorate) as refused:
        require_quorum(Quorum(71, serving=35))

    assert refused.value.facts == {"present": 35, "seats": 71, "needed": 36}


@pytest.mark.parametrize(
    ("only_answered", "answered_below", "needed"),
    [(True, True, False), (True, False, True), (False, True, True), (False, False, True)],
)
def test_only_answers_may_do_without_a_quorum_where_the_council_says_so(
    only_answered, answered_below, needed
):
    assert needs_quorum(only_answered=only_answered, answered_below=answered_below) is needed


@given(quorums)
def test_quorum_is_more_than_half_and_never_exactly_half(quorum):
    assert quorum.met is (2 * quorum.counted > quorum.seats)


@given(quorums)
def test_one_fewer_than_needed_is_never_enough(quorum):
    assert Quorum(quorum.seats, quorum.needed).met
    assert not Quorum(quorum.seats, quorum.needed - 1).met


@given(quorums, st.integers(0, 20))
def test_to_step_aside_for_recusal_never_costs_the_quorum(quorum, aside):
    aside = min(aside, quorum.serving)
    after = Quorum(quorum.seats, quorum.serving - aside, quorum.recused + aside)

    assert after.met is quorum.met


# To serve again (20 §)


@pytest.mark.parametrize(
    "spells",
    [
        [],
        [PRESENT],
        [YESTERDAY],
        [YESTERDAY, PRESENT],
        [Spell(at(9, day=24), at(23, 59, day=24))],
        [CALLED, YIELDED],
        [LINK_LOST],
        [WENT_WAITING],
    ],
)
def test_who_has_not_left_today_may_serve(spells):
    require_return(spells, TODAY)


@pytest.mark.parametrize(
    "spells",
    [
        [LEFT_BEFORE],
        [YESTERDAY, LEFT_BEFORE],
        [LEFT_BEFORE, PRESENT],
        [Spell(at(20, day=24), at(0))],
        [CALLED, LEFT_BEFORE],
        [LEFT_BEFORE, WENT_WAITING],
    ],
)
def test_who_has_left_today_may_not_serve_again_today(spells):
    with pytest.raises(NoRotation):
        require_return(spells, TODAY)


@given(st.lists(spells, max_size=5), st.dates(date(2026, 11, 24), date(2026, 11, 28)))
def test_the_ban_holds_exactly_for_the_day_of_a_leaving(known, today):
    try:
        require_return(known, today)
    except NoRotation:
        banned = True
    else:
        banned = False

    assert banned is (today in {spell.left.date() for spell in known if spell.left})


# Standing in a division (17–20, 47 §§; 4 kap. 24–25 §§)


@pytest.mark.parametrize(
    ("known", "what"),
    [
        (a_member(PRESENT, on_roll=True), Standing.SERVING),
        (a_member(on_roll=True), Standing.SERVING),
        (a_member(LEFT_BEFORE, PRESENT, on_roll=True), Standing.SERVING),
        (a_substitute(PRESENT, on_roll=True), Standing.SERVING),
        (a_member(LEFT_DURING, on_roll=True), Standing.LEFT),
        (a_member(PRESENT, on_roll=True, recused=True), Standing.RECUSED),
        (a_member(PRESENT, on_roll=True, abstains=True), Standing.ABSTAINS),
        (a_member(PRESENT, recused=True, abstains=True, replaced=True), Standing.RECUSED),
        (a_member(PRESENT, abstains=True, replaced=True), Standing.ABSTAINS),
        (a_member(PRESENT, replaced=True), Standing.REPLACED),
        (a_member(LEFT_BEFORE, replaced=True), Standing.REPLACED),
        (a_substitute(PRESENT), Standing.SUBSTITUTE),
        (a_substitute(), Standing.SUBSTITUTE),
        (a_substitute(LEFT_DURING, on_roll=True), Standing.SUBSTITUTE),
        (a_member(), Standing.NOT_CHECKED_IN),
        (a_member(YESTERDAY), Standing.NOT_CHECKED_IN),
        (a_member(Spell(at(14, 4))), Standing.ARRIVED_LATE),
        (a_member(Spell(OPENED)), Standing.ARRIVED_LATE),
        (a_member(Spell(at(14, 2))), Standing.ARRIVED_LATE),
        (a_member(YESTERDAY, Spell(at(14, 4))), Standing.ARRIVED_LATE),
        (a_member(LEFT_BEFORE), Standing.LEFT),
        (a_member(LINK_LOST), Standing.LINK_LOST),
        (a_member(LINK_LOST, LEFT_DURING), Standing.LEFT),
        (a_substitute(CALLED, YIELDED, Spell(at(13), served=False)), Standing.SUBSTITUTE),
        (a_member(YESTERDAY, LEFT_BEFORE), Standing.LEFT),
        (a_member(Spell(at(14, 4), at(14, 5))), Standing.LEFT),
        (a_member(Spell(at(9), at(0, 10, day=26))), Standing.LEFT),
        (Circumstances(on_roll=False, opened=OPENED, spells=(PRESENT,)), Standing.NO_VOTE),
        (Circumstances(on_roll=True, opened=OPENED), Standing.NO_VOTE),
    ],
)
def test_the_first_reason_why_not_is_what_is_told(known, what):
    assert standing(known) is what


def test_who_serves_may_vote():
    require_vote(Standing.SERVING)


@pytest.mark.parametrize("reason", [s for s in Standing if s is not Standing.SERVING])
def test_nobody_else_may_and_is_told_why(reason):
    with pytest.raises(MayNotVote) as refused:
        require_vote(reason)

    assert refused.value.facts["reason"] == reason.value
    assert refused.value.facts.get("decides", "quorum") in RULES


def test_another_rule_may_be_what_the_reason_rests_on():
    with pytest.raises(MayNotVote) as refused:
        require_vote(Standing.RECUSED, "accountable")

    assert refused.value.facts == {"reason": "recused", "decides": "accountable"}


@given(circumstances)
def test_every_circumstance_has_its_standing(known):
    assert standing(known) in set(Standing) - {Standing.OTHER_BODY}


@given(circumstances)
def test_nobody_votes_outside_the_roll_or_who_is_recused_or_has_left(known):
    gone = known.spells != () and all(spell.left is not None for spell in known.spells)
    barred = not known.on_roll or known.recused or known.abstains or gone
    entitled = known.has_seat or known.is_substitute

    assert (standing(known) is Standing.SERVING) is (entitled and not barred)


@given(circumstances)
def test_who_is_told_of_a_leaving_has_left_and_is_not_here(known):
    if standing(known) is Standing.LEFT:
        assert known.spells
        assert all(spell.left is not None for spell in known.spells)


@given(circumstances)
def test_who_is_told_to_check_in_is_not_here(known):
    if standing(known) is Standing.NOT_CHECKED_IN:
        assert not any(spell.left is None for spell in known.spells)
