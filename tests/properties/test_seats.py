"""Elections give exactly the places there are, whatever the papers and wherever the lots fall."""

from fractions import Fraction
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.law import ballots, elections, lots
from council.law.ballots import SlipRule
from council.law.elections import Allocation, Chosen, LotDue
from council.law.lots import Drawing
from council.services import ballots as held
from council.services import items, slips
from council.services.lots import draw_lot
from council.services.slips import Marked
from council.store import journal
from council.store.engine import reading, writing
from council.store.models import (
    Candidate,
    Elected,
    Electing,
    Election,
    ItemKind,
    MeetingState,
    Slip,
    Tick,
)
from tests.factories import (
    a_meeting,
    an_item,
    does,
    everyone_present,
    holders,
    person,
)
from tests.support.changes import whole
from tests.support.effort import times

GROUPS = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.integers(0, 120), min_size=1, max_size=8
).filter(lambda papers: any(papers.values()))
SEATS = st.integers(1, 40)
NUMBERS = count(1)


def drawn(
    papers: dict[str, int], seats: int, names: dict[str, list[str]] | None = None
) -> Allocation:
    """The allocation, each lot drawn with the same seed and words."""
    fell: list[str] = []
    while isinstance(found := elections.allocate(papers, seats, fell, names), LotDue):
        assert len(found.between) > 1
        fell.append(lots.draw(Drawing("frö", "sju", len(fell) + 1), found.between))
    return found


@given(GROUPS, SEATS)
def test_every_seat_is_given_once(papers, seats):
    found = drawn(papers, seats)

    assert [row.seat for row in found.rows] == list(range(1, seats + 1))
    assert sum(found.seats.values()) == seats
    assert all(papers[row.group] > 0 for row in found.rows)


@given(GROUPS, SEATS)
def test_no_group_is_passed_by_with_a_greater_number(papers, seats):
    found = drawn(papers, seats)

    numbers = [row.comparison_number for row in found.rows]
    assert numbers == sorted(numbers, reverse=True)
    outside = max(Fraction(n, found.seats[group] + 1) for group, n in papers.items())
    assert outside <= numbers[-1]


@given(GROUPS, SEATS, st.sampled_from("ABCDEFGH"), st.integers(1, 50))
def test_more_papers_never_cost_a_seat(papers, seats, group, more):
    before = drawn(papers, seats)
    if any(row.lot_between for row in before.rows):
        return  # another lot is another election
    after = drawn({**papers, group: papers.get(group, 0) + more}, seats)
    if any(row.lot_between for row in after.rows):
        return

    assert after.seats[group] >= before.seats.get(group, 0)


LISTS = st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=5, unique=True)


@given(GROUPS, SEATS, st.data())
def test_nobody_is_elected_twice_and_no_seat_is_lost_while_names_are_left(papers, seats, data):
    names = {group: data.draw(LISTS, label=group) for group in papers}

    found = drawn(papers, seats, names)

    elected = [row.name for row in found.rows]
    voted_for = {name for group, count in papers.items() if count for name in names[group]}
    assert len(set(elected)) == len(elected) == min(seats, len(voted_for))
    assert all(row.name in names[row.group] for row in found.rows)


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 30), min_size=1),
    st.integers(1, 8),
)
def test_a_majority_election_elects_as_many_as_there_are_places_or_names(votes, seats):
    fell: list[str] = []
    while isinstance(found := elections.count_majority(votes, seats, fell), LotDue):
        fell.append(found.between[0])

    assert isinstance(found, Chosen)
    voted = [name for name, number in votes.items() if number]
    assert len(set(found.elected)) == len(found.elected) == min(seats, len(voted))
    worst = min((votes[name] for name in found.elected), default=0)
    assert all(votes[name] <= worst for name in voted if name not in found.elected)


@given(st.lists(st.lists(st.sampled_from("ABCDE"), max_size=6), max_size=30), st.integers(1, 4))
def test_every_slip_is_valid_or_blank_or_invalid(given_slips, seats):
    found = ballots.count_slips(given_slips, SlipRule(tuple("ABCDE"), seats))

    assert found.total == len(given_slips)
    assert sum(found.votes.values()) == found.valid * seats


@settings(max_examples=times(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_the_hall_slips_are_as_many_as_ticks_and_places_as_the_elected(council, data):
    """A whole secret ballot: some vote, some twice, some blank; lots where they are due."""
    meeting = a_meeting(state=MeetingState.OPEN)
    everyone_present(meeting)
    seats = data.draw(st.integers(1, 3), label="places")
    names = [f"Kandidat {number}" for number in range(1, seats + 3)]
    item = an_item(meeting, kind=ItemKind.ELECTION)
    with writing() as session:
        session.add(
            Election(item_id=item, electing=Electing.OTHER, seats=seats, proportional_allowed=False)
        )
        session.flush()
        for place, name in enumerate(names, start=1):
            session.add(Candidate(item_id=item, place=place, name=name))
    does("ordforande", items.open_item, item)
    division = does("ordforande", held.open_ballot, item)
    voters = data.draw(st.lists(st.sampled_from(holders()), max_size=12), label="voters")
    for who in [*voters, "ordforande"]:
        chosen = data.draw(st.permutations(names), label=who)[:seats]
        marked = Marked(blank=True) if data.draw(st.booleans()) else Marked(names=chosen)
        code = f"AAAA-{next(NUMBERS):04}".translate(str.maketrans("01", "AB"))
        slips.cast_slip(division, person(who), code, marked, key="k")
    does("ordforande", held.close_ballot, division)
    with reading() as session:
        ticked = session.query(Tick).filter_by(division_id=division).count()
        counted = session.query(Slip).filter_by(division_id=division).count()
    assert ticked == counted == len({*voters, "ordforande"})
    _settle(division)
    does("ordforande", items.gavel, item)
    with reading() as session:
        elected = session.query(Elected).filter_by(item_id=item).all()
    assert len({one.name for one in elected}) == len(elected) <= seats
    journal.verify(whole(f"m{meeting}"))


def _settle(division: int) -> None:
    from council.law.refusals import NoLotDue

    try:
        does("ordforande", draw_lot, division, "sju")
    except NoLotDue:
        return
