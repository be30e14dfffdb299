"""Whatever is done with the speakers' list, in whatever order: one speaks at a time, who is
struck never speaks, nobody is lost, and who waits stands in one order."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from council.law.refusals import Refused
from council.law.speaking import Kind, Move
from council.services import speeches
from council.store.engine import reading
from council.store.models import Speech
from council.store.queries import speeches as listed
from tests.factories import actor, an_open_item, does, later, person

PEOPLE = ("agneta", "cia", "vice1", "bo")
place = st.integers(0, 5)
acts = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from(PEOPLE), st.sampled_from(Kind)),
    st.tuples(st.just("guest"), st.sampled_from(Kind)),
    st.tuples(st.sampled_from(["give", "end", "strike"]), place),
    st.tuples(st.just("move"), place, st.sampled_from(Move)),
    st.tuples(st.sampled_from(["draw", "lift"])),
)


def do(item, moment, act):
    """One act of whoever it is; what is refused changes nothing."""
    every = rows(item)
    match act:
        case ("ask", who, kind):
            speeches.ask_for_floor(item, person(who), kind, actor(who), now=moment)
        case ("guest", kind):
            speeches.ask_for_other(
                item, person("ordforande"), kind, actor("ordforande"), now=moment, guest="Ek"
            )
        case ("give" | "end" | "strike" as name, number) if every:
            use_case = {
                "give": speeches.give_floor,
                "end": speeches.end_speech,
                "strike": speeches.strike,
            }[name]
            does("ordforande", use_case, every[number % len(every)].id, now=moment)
        case ("move", number, way) if every:
            does("ordforande", speeches.move, every[number % len(every)].id, way, now=moment)
        case ("draw",):
            does("ordforande", speeches.draw_line, item, now=moment)
        case ("lift",):
            does("ordforande", speeches.lift_line, item, now=moment)


def rows(item):
    with reading() as session:
        return list(session.scalars(select(Speech).where(Speech.item_id == item)))


def require_sound(item, before):
    every = {one.id: one for one in rows(item)}
    with reading() as session:
        waiting = [one.id for one in listed.waiting(session, item)]
        spoke = [one.id for one in listed.spoke(session, item)]
    struck = [one.id for one in every.values() if one.struck_at is not None]
    assert Counter([*waiting, *spoke, *struck]) == Counter(list(every)), "each is in one place"
    assert sum(every[one].ended_at is None for one in spoke) <= 1, "one speaks at a time"
    assert set(before) <= set(every), "nobody is lost"
    for number, was in before.items():
        if was.struck_at is not None:
            assert every[number].called_at is None, "who is struck never speaks"
        if was.ended_at is not None:
            assert every[number].ended_at == was.ended_at, "what was said was said"
    assert {one.person_id for one in every.values()} & {person("bo")} == set(), "who serves"
    return every


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(acts, min_size=4, max_size=14))
def test_the_list_is_sound_whatever_is_done(council, done):
    _, item = an_open_item()
    before = {}
    for minute, act in enumerate(done):
        try:
            do(item, later(minute), act)
        except Refused:
            assert {one.id for one in rows(item)} == set(before)
        before = require_sound(item, before)
