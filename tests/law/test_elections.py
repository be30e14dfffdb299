"""Elections: who may demand them proportional, how seats are given, and whom they go to."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.elections import (
    Allocation,
    Chosen,
    Demand,
    Group,
    LotDue,
    Office,
    Row,
    allocate,
    count_majority,
    demand_quota,
    fill,
    groups,
    may_be_proportional,
    require_demand,
    require_not_elected,
    require_proportional_kind,
)
from council.law.refusals import (
    AlreadyElected,
    NotProportional,
    SubstitutesNotProportional,
    TooFewDemand,
)

DATA = Path(__file__).parents[1] / "data" / "cases"
ELECTIONS = json.loads((DATA / "elections.json").read_text(encoding="utf-8"))
LAW = {
    case["id"]: case for case in json.loads((DATA / "law-cases.json").read_text(encoding="utf-8"))
}


def whole(allocation):
    """An allocation that needs no lot."""
    assert isinstance(allocation, Allocation)
    return allocation


def drawn(papers, seats, lists=None):
    """Allocate; each lot that is due falls on the last of those it is drawn between."""
    lots = []
    while isinstance(result := allocate(papers, seats, lots, lists), LotDue):
        lots.append(result.between[-1])
    return result


@pytest.mark.parametrize("case", ELECTIONS, ids=lambda case: case["id"])
def test_a_published_election_comes_out_to_the_last_comparison_number(case):
    papers = dict(zip(case["lists"], case["votes"], strict=True))
    allocation = drawn(papers, case["places"])  # lots for the order only, none for a seat
    assert list(allocation.seats.values()) == case["expected_places"]
    last = allocation.rows[-1].comparison_number
    outside = max(Fraction(papers[name], won + 1) for name, won in allocation.seats.items())
    assert abs(last - Fraction(str(case["last_quotient"]))) <= Fraction(1, 10_000)
    assert abs(outside - Fraction(str(case["first_quotient_outside"]))) <= Fraction(1, 10_000)


@pytest.mark.parametrize(
    "case", [case for case in ELECTIONS if "request_quota" in case], ids=lambda case: case["id"]
)
def test_how_many_must_ask(case):
    assert demand_quota(case["present"], case["places"]) == case["request_quota"]


@pytest.mark.parametrize(
    ("present", "seats", "quota"), [(51, 11, 5), (60, 11, 5), (51, 7, 7), (71, 5, 12), (1, 1, 1)]
)
def test_only_a_fraction_is_raised(present, seats, quota):
    assert demand_quota(present, seats) == quota


@pytest.mark.parametrize("case", [LAW["S51"], LAW["S52"]], ids=lambda case: case["id"])
def test_the_rows_of_a_worked_example(case):
    papers = {name.split(" ")[0]: n for name, n in case["given"]["valid_ballots"].items()}
    lots = case["given"].get("lots_in_order_drawn") or ["B"]
    allocation = whole(allocate(papers, case["given"]["seats"], lots))
    expected = {name.split(" ")[0]: n for name, n in case["then"]["result"].items()}
    assert allocation.seats == expected
    for row, told in zip(allocation.rows, case["then"]["rows"], strict=True):
        assert (row.seat, row.group) == (told["seat"], told["group"])
        assert f"{row.papers}/{row.divisor}" == told["comparison_number"]
        assert list(row.lot_between) == told.get("lot_between", [])


def test_the_same_label_with_another_list_is_another_group():
    samling, other = Group("Samling", ("Ada", "Bix")), Group("Samling", ("Bix", "Ada"))
    counted = groups([samling] * 20 + [other] * 5 + [Group("Borgerlig", ("Cleo",))] * 24)
    assert list(counted.values()) == [20, 5, 24]
    allocation = whole(allocate({"X": 20, "Y": 5, "Z": 24}, 7))
    assert allocation.seats == {"X": 3, "Y": 0, "Z": 4}


def test_equal_numbers_wait_for_the_lot_and_say_between_whom():
    due = allocate({"A": 5, "B": 5, "C": 1}, 2)
    assert due == LotDue(1, ("A", "B"))
    settled = Row(1, "B", papers=5, divisor=1, lot_between=("A", "B", "C"))
    again = allocate({"A": 5, "B": 5, "C": 5}, 2, ["B"])
    assert again == LotDue(2, ("A", "C"), rows=(settled,))


def test_a_lot_falls_only_on_those_it_is_drawn_between():
    with pytest.raises(ValueError, match="between A, B"):
        allocate({"A": 5, "B": 5, "C": 1}, 1, ["C"])


def test_a_list_that_is_used_up_takes_no_further_part():
    lists = {"A": ["Ada"], "B": ["Bix", "Cleo", "Dov"]}
    allocation = whole(allocate({"A": 90, "B": 10}, 3, lists=lists))
    assert allocation.seats == {"A": 1, "B": 2}


def test_seats_stay_empty_when_every_list_is_used_up():
    assert len(whole(allocate({"A": 90}, 3, lists={"A": ["Ada", "Bix"]})).rows) == 2


def test_a_group_without_papers_gets_nothing():
    assert whole(allocate({"A": 1, "B": 0}, 3)).seats == {"A": 3, "B": 0}


def test_seats_go_down_the_list():
    case = LAW["S54"]["given"]
    assert list(fill(case["list"], case["seats_won"])) == LAW["S54"]["then"]["elected"]


def test_each_seat_goes_to_the_next_name_of_the_group_that_took_it():
    lists = {"A": ["Ada", "Bix"], "B": ["Cleo"]}
    rows = whole(allocate({"A": 8, "B": 5}, 3, lists=lists)).rows
    assert [(row.group, row.name) for row in rows] == [("A", "Ada"), ("B", "Cleo"), ("A", "Bix")]


def test_who_stands_on_two_lists_is_elected_once():
    lists = {"X": ["Ada", "Bix"], "Y": ["ada", "Cleo"]}
    rows = whole(allocate({"X": 8, "Y": 5}, 3, lists=lists)).rows
    assert [row.name for row in rows] == ["Ada", "Cleo", "Bix"]


def test_most_votes_win_and_the_lot_settles_the_last_place():
    case = LAW["S56"]
    due = count_majority(case["given"]["votes"], case["given"]["seats"])
    assert isinstance(due, LotDue)
    assert list(due.elected) == case["then"]["elected"]
    assert list(due.between) == case["then"]["lot_for_third_between"]
    assert due.number == 3
    assert count_majority(case["given"]["votes"], 3, ["Dov"]) == Chosen(("Ada", "Bix", "Dov"))


def test_equal_numbers_that_all_find_room_need_no_lot():
    assert count_majority({"Ada": 3, "Bix": 3, "Cleo": 1}, 2) == Chosen(("Ada", "Bix"))


def test_three_equal_for_two_places_need_two_lots():
    votes = {"Ada": 3, "Bix": 3, "Cleo": 3}
    assert count_majority(votes, 2) == LotDue(1, ("Ada", "Bix", "Cleo"))
    assert count_majority(votes, 2, ["Cleo"]) == LotDue(2, ("Ada", "Bix"), elected=("Cleo",))
    assert count_majority(votes, 2, ["Cleo", "Ada"]) == Chosen(("Cleo", "Ada"))


def test_who_got_no_vote_is_not_elected():
    assert count_majority({"Ada": 1, "Bix": 0}, 2) == Chosen(("Ada",))


@pytest.mark.parametrize("identity", ["S48", "S49", "S50"])
def test_a_demand_meets_its_quota_or_says_what_it_is(identity):
    case = LAW[identity]
    demand = Demand(case["when"]["by"], case["given"]["present"], case["given"]["to_elect"])
    assert demand.quota == case["then"]["quota"]
    if case["then"]["allowed"]:
        require_demand(demand)
    else:
        with pytest.raises(TooFewDemand) as refused:
            require_demand(demand)
        assert refused.value.facts["quota"] == demand.quota


def test_substitutes_are_elected_proportionally_only_if_the_members_were():
    with pytest.raises(SubstitutesNotProportional):
        require_demand(Demand(40, 60, 5, members_proportional=False))
    require_demand(Demand(40, 60, 5, members_proportional=True))


def test_other_elections_are_never_proportional():
    with pytest.raises(NotProportional):
        require_proportional_kind(Demand(71, 71, 1, allowed=False))


@pytest.mark.parametrize(
    ("office", "by_election", "may"),
    [
        (Office.COMMITTEE, False, True),
        (Office.COMMITTEE, True, False),
        (Office.AUDITORS, False, True),
        (Office.COMPANY_BOARD, False, True),
        (Office.PRESIDIUM, False, False),
        (Office.COMMITTEE_CHAIR, False, False),
        (Office.ATTESTERS, False, False),
    ],
)
def test_which_elections_may_be_proportional(office, by_election, may):
    assert may_be_proportional(office, by_election=by_election) is may


def test_nobody_is_elected_twice():
    require_not_elected(["Ada", "Bix"], ["Cleo"])
    with pytest.raises(AlreadyElected) as refused:
        require_not_elected(["Ada", "bix  björk"], ["Bix Björk"])
    assert refused.value.facts == {"name": "bix  björk"}
    with pytest.raises(AlreadyElected):
        require_not_elected(["Ada", "Ada"], [])


papers = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 149), min_size=1)


@given(papers, st.integers(1, 40))
def test_exactly_the_seats_there_are_are_given(counted, seats):
    assert sum(drawn(counted, seats).seats.values()) == seats


@given(papers, st.integers(1, 40))
def test_one_seat_more_takes_none_from_anybody(counted, seats):
    fewer, more = drawn(counted, seats).seats, drawn(counted, seats + 1).seats
    assert all(fewer[group] <= more[group] for group in counted)


@given(papers, st.integers(1, 40))
def test_comparison_numbers_never_rise(counted, seats):
    numbers = [row.comparison_number for row in drawn(counted, seats).rows]
    assert numbers == sorted(numbers, reverse=True)


@given(papers, st.integers(1, 40))
def test_more_papers_never_give_fewer_seats(counted, seats):
    ahead = drawn(counted, seats).seats
    for one in counted:
        for other in counted:
            if counted[one] > counted[other]:
                assert ahead[one] >= ahead[other]


@given(papers, st.integers(1, 20))
def test_no_name_twice_and_as_many_as_seats(counted, seats):
    lists = {group: ["Ada", "Bix", *(f"{group}{n}" for n in range(seats))] for group in counted}
    rows = drawn(counted, seats, lists).rows
    assert len({row.name for row in rows}) == len(rows) == seats


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 9), min_size=1), st.integers(1, 5)
)
def test_a_majority_election_fills_the_places_with_those_who_have_most(votes, seats):
    lots = []
    while isinstance(result := count_majority(votes, seats, lots), LotDue):
        lots.append(result.between[-1])
    named = [name for name, count in votes.items() if count]
    assert len(result.elected) == len(set(result.elected)) == min(seats, len(named))
    least = min((votes[name] for name in result.elected), default=0)
    assert all(votes[name] <= least for name in named if name not in result.elected)
