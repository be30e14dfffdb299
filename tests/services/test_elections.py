"""Elections: nominated, demanded, listed, decided; nobody twice, and exactly the places."""

import json
from functools import partial

import pytest
from sqlalchemy import select

from council.law.lots import Drawing, verify
from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.refusals import (
    AlreadyElected,
    ListRegistered,
    NamesMissing,
    NoCastingVote,
    NoLotDue,
    NothingSaid,
    NotNow,
    NotPresiding,
    NotProportional,
    NotServing,
    ProportionalDemanded,
    RequestTooLate,
    SubstitutesNotProportional,
    TooFewDemand,
    UnknownGroup,
)
from council.law.tally import Choice
from council.services import ballots, divisions, elections, items, lots, requests
from council.services.slip_counting import result
from council.services.slips import Marked
from council.store.engine import reading
from council.store.models import (
    Division,
    Electing,
    Election,
    ElectionWay,
    Item,
    ItemKind,
    JournalEntry,
    Proposal,
    ProposalState,
)
from council.store.queries import elections as queries
from tests.factories import NOON, actor, an_open_item, does, person
from tests.support.elections import (
    BLANK,
    a_ballot,
    acclaimed,
    all_vote,
    an_election,
    close,
    demanded,
    group,
    groups,
    hand_in,
    names,
    requested,
    step_of,
)

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture(autouse=True)
def _inside(any_store):
    with any_store.app_context():
        yield


def elected(item):
    with reading() as session:
        return [one.name for one in queries.elected(session, item)]


def ended(division):
    with reading() as session:
        return result(session, session.get_one(Division, division))


def entries(meeting, kind):
    with reading() as session:
        rows = session.scalars(
            select(JournalEntry)
            .where(JournalEntry.chain == f"m{meeting}", JournalEntry.kind == kind)
            .order_by(JournalEntry.seq)
        )
        return [json.loads(row.payload) for row in rows]


def way(item):
    with reading() as session:
        return session.get_one(Election, item).way


def test_acclamation_elects_those_whom_the_committee_proposes():
    meeting, item = an_election(3)
    acclaimed(item)
    does("ordforande", items.gavel, item)
    assert elected(item) == ["Ada", "Bix", "Cleo"]
    assert way(item) is ElectionWay.ACCLAMATION
    (told,) = entries(meeting, "election.decided")
    assert told["elected"][0] == {"place": 1, "ref": "c1"}


def test_a_nomination_for_every_place_can_win_by_acclamation():
    _, item = an_election(1, names=("Ada",))
    does("cia", elections.nominate, item, ["Nils  Åberg"])
    acclaimed(item, which=1)
    does("ordforande", items.gavel, item)
    assert elected(item) == ["Nils Åberg"]
    with reading() as session:
        assert session.get_one(Item, item).decision == (
            "Regionfullmäktige beslutar att välja Nils Åberg."
        )


def test_a_nomination_for_some_places_is_a_candidate_only():
    _, item = an_election(3)
    places = does("cia", elections.nominate, item, ["Nils"])
    assert places == [4]
    with reading() as session:
        assert len(session.scalars(select(Proposal).where(Proposal.item_id == item)).all()) == 1


@pytest.mark.parametrize("names", [[], [" "], ["Nils", "nils"], ["Ada"]])
def test_a_nomination_without_a_new_name_is_refused(names):
    _, item = an_election(3)
    with pytest.raises(NamesMissing):
        does("cia", elections.nominate, item, names)


def test_who_does_not_serve_nominates_nobody_and_nobody_else_speaks_for_a_member():
    _, item = an_election(3)
    with pytest.raises(NotServing):
        does("bo", elections.nominate, item, ["Nils"])
    with pytest.raises(NotPresiding):
        elections.nominate(
            item, person("cia"), ["Nils"], actor("cia"), now=NOON, mover_id=person("agneta")
        )
    elections.nominate(
        item,
        person("sekreterare"),
        ["Nils"],
        actor("sekreterare"),
        now=NOON,
        mover_id=person("agneta"),
    )


def test_nominations_end_with_the_debate():
    _, item = an_election(3)
    acclaimed(item)
    with pytest.raises(NotNow):
        does("cia", elections.nominate, item, ["Nils"])


def test_an_item_that_elects_nobody_takes_no_nomination():
    _, item = an_open_item()
    with pytest.raises(NotNow):
        does("cia", elections.nominate, item, ["Nils"])


def test_a_demand_by_enough_stops_the_gavel_on_an_acclamation():
    _, item = an_election(3)  # 21 present: 21/4 makes 6
    demanded(item, 5)
    acclaimed(item)
    demanded(item, 6)
    with pytest.raises(ProportionalDemanded):
        does("ordforande", items.gavel, item)
    groups(item, {"Samling": ["Ada", "Bix", "Cleo"]})
    a_ballot(item)
    assert way(item) is ElectionWay.PROPORTIONAL


def test_a_demand_by_too_few_leaves_a_majority_election():
    _, item = an_election(3)
    demanded(item, 5)
    requested(item)
    a_ballot(item)
    assert way(item) is ElectionWay.MAJORITY


def test_a_demand_is_counted_once_and_can_be_taken_back():
    meeting, item = an_election(3)
    does("cia", elections.demand_proportional, item)
    does("cia", elections.demand_proportional, item)
    assert len(entries(meeting, "election.demanded")) == 1
    does("cia", elections.withdraw_demand, item)
    with pytest.raises(NotNow):
        does("cia", elections.withdraw_demand, item)


def test_what_may_not_be_proportional_is_not_demanded():
    _, item = an_election(1, allowed=False)
    with pytest.raises(NotProportional):
        does("cia", elections.demand_proportional, item)
    with pytest.raises(NotProportional):
        does("cia", elections.register_list, item, "Samling", ["Ada"])


def test_substitutes_only_after_members_that_were_elected_so():
    meeting, members = an_election(3)
    acclaimed(members)
    does("ordforande", items.gavel, members)
    _, item = an_election(
        3,
        names=(),
        electing=Electing.SUBSTITUTES,
        members_item=members,
        meeting=meeting,
    )
    with pytest.raises(SubstitutesNotProportional):
        does("cia", elections.demand_proportional, item)
    with pytest.raises(AlreadyElected):
        does("cia", elections.nominate, item, ["ada"])


def test_a_proportional_election_to_the_last_comparison_number():
    meeting, item = an_election(5)
    demanded(item, 4)
    numbers = groups(
        item,
        {
            "Samling": ["Ada", "Bix", "Cleo", "Dov", "Elin"],
            "Borgerlig": ["Fia", "Gun", "Hans"],
            "Lokal": ["Ivar"],
        },
    )
    division = a_ballot(item)
    slips = (
        [group(numbers["Samling"])] * 10
        + [group("Borgerlig")] * 7
        + [Marked(group="Lokal", names=("Ivar",))] * 3
        + [BLANK]
    )
    all_vote(division, slips)
    close(division)
    rows = [(row.group, f"{row.papers}/{row.divisor}", row.name) for row in ended(division).rows]
    assert rows == [
        ("Samling", "10/1", "Ada"),
        ("Borgerlig", "7/1", "Fia"),
        ("Samling", "10/2", "Bix"),
        ("Borgerlig", "7/2", "Gun"),
        ("Samling", "10/3", "Cleo"),
    ]
    does("ordforande", items.gavel, item)
    assert elected(item) == ["Ada", "Fia", "Bix", "Gun", "Cleo"]
    (told,) = entries(meeting, "election.decided")
    assert told["elected"][1] == {"place": 2, "ref": f"l{numbers['Borgerlig']}:1"}
    with reading() as session:
        (proposal,) = session.scalars(select(Proposal).where(Proposal.item_id == item))
        assert proposal.state is ProposalState.LOST


def test_the_same_label_with_another_list_is_another_group():
    _, item = an_election(3)
    demanded(item, 6)
    first = does("cia", elections.register_list, item, "Samling", ["Ada", "Bix"])
    other = does("cia", elections.register_list, item, "Samling", ["Bix", "Ada"])
    with pytest.raises(ListRegistered):
        does("agneta", elections.register_list, item, "samling", ["ada", "Bix"])
    division = a_ballot(item)
    with pytest.raises(UnknownGroup):
        hand_in(division, "cia", group("Samling"))
    all_vote(division, [group(first)] * 12 + [group(other)] * 9)
    close(division)
    told = ended(division)
    assert told.count.votes == {"Samling (lista 1)": 12, "Samling (lista 2)": 9}
    assert [name for name, _ in told.elected] == ["Ada", "Bix"]


def test_a_list_written_wrong_is_taken_back_by_the_desk():
    _, item = an_election(3)
    paper = does("cia", elections.register_list, item, "Samling", ["Ada"])
    with pytest.raises(NotPresiding):
        does("cia", elections.withdraw_list, paper)
    does("ordforande", elections.withdraw_list, paper)
    with reading() as session:
        assert queries.lists(session, item) == []


@pytest.mark.parametrize(("label", "members"), [("", ["Ada"]), ("Samling", []), ("S", ["A", "a"])])
def test_a_list_has_a_label_and_names_once(label, members):
    _, item = an_election(3)
    with pytest.raises(NamesMissing):
        does("cia", elections.register_list, item, label, members)


def test_equal_numbers_wait_for_the_lot_that_was_committed_to_before():
    meeting, item = an_election(1, names=("Ida", "Jon"))
    requested(item)
    division = a_ballot(item)
    all_vote(division, [names("Ida")] * 10 + [names("Jon")] * 10 + [BLANK])
    close(division)
    assert step_of(item) is Step.TIE
    (committed,) = entries(meeting, "lot.committed")
    with pytest.raises(NoCastingVote) as refused:
        does("ordforande", divisions.give_casting_vote, division, Choice.YES)
    assert refused.value.facts["decides"] == "lot"
    with pytest.raises(NothingSaid):
        does("ordforande", lots.draw_lot, division, "  ")
    (fell,) = does("ordforande", lots.draw_lot, division, "snö  över älven")
    (drawn,) = entries(meeting, "lot.drawn")
    assert drawn["commitment"] == committed["commitment"]
    assert drawn["contribution"] == "snö över älven"
    assert drawn["lots"][0]["between"] == ["c1", "c2"]
    drawing = Drawing(drawn["seed"], drawn["contribution"], 1)
    verify(committed["commitment"], drawing, ["Ida", "Jon"], fell)
    with pytest.raises(NoLotDue):
        does("ordforande", lots.draw_lot, division, "igen")
    does("ordforande", items.gavel, item)
    assert elected(item) == [fell]


def test_every_lot_that_is_due_is_drawn_in_one_go():
    _, item = an_election(2, names=("Ida", "Jon", "Kim"))
    requested(item)
    division = a_ballot(item)
    pairs = [names("Ida", "Jon"), names("Ida", "Kim"), names("Jon", "Kim")] * 7
    all_vote(division, pairs)
    close(division)
    fell = does("ordforande", lots.draw_lot, division, "ett ord")
    assert len(set(fell)) == 2
    assert [name for name, _ in ended(division).elected] == fell


def test_no_lot_is_drawn_where_nothing_is_equal():
    _, item = an_election(1, names=("Ida", "Jon"))
    division = a_ballot(item)
    all_vote(division, [names("Ida")] * 21)
    close(division)
    with pytest.raises(NoLotDue):
        does("ordforande", lots.draw_lot, division, "ord")


def test_an_appointment_by_lot_decides_its_side():

    _, item = an_open_item(kind=ItemKind.ELECTION, proposals=(Kind.BOARD, Kind.COUNTER))
    division = a_ballot(item)
    all_vote(division, [Marked(choice="yes")] * 10 + [Marked(choice="no")] * 10)
    close(division)
    (fell,) = does("ordforande", lots.draw_lot, division, "ord")
    does("ordforande", items.gavel, item)
    with reading() as session:
        closed = session.get_one(Division, division)
        assert closed.outcome is (Choice.YES if fell == "Ja" else Choice.NO)
        assert session.get_one(Item, item).step is Step.DECIDED


def test_a_majority_ballot_that_elects_the_committees_names_carries_its_proposal():
    _, item = an_election(2, names=("Ada", "Bix"))
    does("cia", elections.nominate, item, ["Nils"])
    requested(item)
    division = a_ballot(item)
    all_vote(division, [names("Ada", "Bix")] * 21)
    close(division)
    does("ordforande", items.gavel, item)
    with reading() as session:
        assert session.scalars(select(Proposal.state)).one() is ProposalState.CARRIED
    assert elected(item) == ["Ada", "Bix"]


def test_a_request_after_the_gavel_comes_too_late():
    _, item = an_election(3)
    acclaimed(item)
    does("ordforande", items.gavel, item)
    with pytest.raises(RequestTooLate):
        does("cia", requests.request_division, item)
    with pytest.raises(NotNow):
        does("cia", elections.demand_proportional, item)


def test_several_full_nominations_need_no_preparatory_ballot():
    _, item = an_election(1, names=("Ada",))
    does("cia", elections.nominate, item, ["Nils"])
    does("agneta", elections.nominate, item, ["Kim"])
    division = a_ballot(item)
    all_vote(division, [names("Kim")] * 11 + [names("Ada")] * 5 + [names("Nils")] * 5)
    close(division)
    does("ordforande", items.gavel, item)
    assert elected(item) == ["Kim"]


def test_enough_who_ask_need_nobody_else_to_ask_for_a_vote():
    _, item = an_election(3)
    acclaimed(item)
    demanded(item, 6)
    groups(item, {"Samling": ["Ada", "Bix", "Cleo"]})
    a_ballot(item)
    assert way(item) is ElectionWay.PROPORTIONAL
    assert step_of(item) is Step.DIVISION


def test_a_ballot_that_is_said_to_be_proportional_needs_its_quota():
    _, item = an_election(3)
    demanded(item, 5)
    with pytest.raises(TooFewDemand) as refused:
        does("ordforande", partial(ballots.open_ballot, way=ElectionWay.PROPORTIONAL), item)
    assert refused.value.facts == {"by": 5, "quota": 6, "present": 21, "seats": 3}
    assert step_of(item) is Step.DEBATE
