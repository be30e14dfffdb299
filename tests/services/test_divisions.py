"""A division: opened on a frozen roll, closed with a seal, a tie broken, or declared void."""

import json

import pytest

from council.law.procedure import Step
from council.law.proposals import Kind
from council.law.refusals import (
    CastingVoteDue,
    DivisionNotOpen,
    NoCastingVote,
    NotNow,
    NotPresiding,
    NotQuorate,
    ReasonMissing,
    RecusedHere,
    SecretVoteRequired,
    StillPresiding,
    UnknownChoice,
)
from council.law.tally import Choice
from council.services import attendance, chairing, divisions, items, recusals, requests
from council.store.engine import reading
from council.store.journal import SYSTEM
from council.store.models import (
    Division,
    DivisionKind,
    DivisionSeat,
    DivisionState,
    Item,
    ItemKind,
    MeetingState,
    Vote,
)
from tests.factories import (
    NOON,
    a_found_item,
    a_meeting,
    an_item,
    an_open_division,
    an_open_item,
    does,
    holders,
    later,
    person,
    press,
    proposals_of,
    seat,
    vote,
)
from tests.support.changes import entries, nothing_changes, one_entry, refused

CHAIN = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER)


def row(division):
    with reading() as session:
        return session.get_one(Division, division)


def step(item):
    with reading() as session:
        return session.get_one(Item, item).step


def sealed(division):
    """Each seat's vote, by the seat's number in the database."""
    with reading() as session:
        return dict(
            session.query(Vote.seat_id, Vote.choice).where(Vote.division_id == division).all()
        )


def close(division, now=NOON):
    does("ordforande", divisions.close_division, division, now=now)


SHORT_WAY = [
    "item.debate_closed",
    "item.proposals_reviewed",
    "question.order_approved",
    "acclamation.declared",
    "division.requested",
    "division.opened",
]


def test_the_short_way_leaves_each_step_in_the_journal(council):
    meeting, item = an_open_item()

    with entries(f"m{meeting}") as appended:
        division = does("ordforande", divisions.open_division, item, now=later(1))

    assert [entry.kind for entry in appended] == SHORT_WAY
    board, approval = proposals_of(item)
    assert json.loads(appended[3].payload)["found"] == f"y{board}"
    assert json.loads(appended[4].payload)["by"] == f"p{person('ordforande')}"
    assert json.loads(appended[5].payload) == {
        "division": f"d{division}",
        "item": f"i{item}",
        "question": "q1",
        "kind": "main",
        "method": "device",
        "secret": False,
        "yes": {"proposal": f"y{board}", "means": "regionstyrelsens förslag"},
        "no": {"proposal": f"y{approval}", "means": "motionens förslag"},
        "roll": [str(number) for number in range(1, 22)],
    }


def test_the_long_way_ends_in_one_entry(council):
    meeting, item = a_found_item(which=1)
    does("agneta", requests.request_division, item)

    with one_entry(meeting, "division.opened"):
        division = does("ordforande", divisions.open_division, item)

    # yes is for what the chair found, not for what stands first
    assert (row(division).yes_id, row(division).no_id) == tuple(proposals_of(item)[::-1])


def test_the_voter_reads_what_yes_and_no_mean(council):
    division = row(an_open_division().division)

    assert (division.yes_phrase, division.yes_effect) == (
        "regionstyrelsens förslag",
        "motionen avslås",
    )
    assert (division.no_phrase, division.no_effect) == ("motionens förslag", "motionen bifalls")


def test_a_single_proposal_stands_against_its_rejection(council):
    division = row(an_open_division(proposals=(Kind.BOARD,)).division)

    assert division.no_id is None
    assert (division.no_phrase, division.no_effect) == (
        "avslag på regionstyrelsens förslag",
        "förslaget avslås",
    )


def test_the_roll_is_frozen_with_names_and_who_serves(council):
    opened = an_open_division()

    with reading() as session:
        roll = session.query(DivisionSeat).where(DivisionSeat.division_id == opened.division).all()
        agneta = next(one for one in roll if one.person_id == person("agneta"))
    assert len(roll) == 21
    assert (agneta.seat_id, agneta.name, agneta.party, agneta.substitute_for) == (
        seat("agneta"),
        "Agneta",
        "S",
        None,
    )


def test_a_seat_on_which_nobody_serves_is_on_the_roll_with_its_holder_s_name(council):
    meeting = a_meeting(state=MeetingState.OPEN)
    attendance.record_present(meeting, holders()[:12], SYSTEM, now=NOON)
    opened = an_open_division(meeting=meeting)

    with reading() as session:
        roll = session.query(DivisionSeat).where(DivisionSeat.division_id == opened.division)
        served = [one.person_id is not None for one in roll.order_by(DivisionSeat.number)]
        names = {one.name for one in roll}
    assert served == [True] * 12 + [False] * 9
    assert "Förste vice ordföranden" in names


@pytest.mark.parametrize("here", ["found", "waiting", "decided"])
def test_there_is_nothing_to_divide_on_at_other_steps(council, here):
    meeting, item = a_found_item()
    if here == "decided":
        does("ordforande", items.gavel, item)
    if here == "waiting":
        does("ordforande", items.gavel, item)
        item = an_item(meeting)

    with refused(NotNow, act="open_division", step=here):
        does("ordforande", divisions.open_division, item)


def test_there_is_nothing_to_divide_on_where_nothing_was_proposed(council):
    _, item = an_open_item(proposals=())

    with refused(NotNow):
        does("ordforande", divisions.open_division, item)


def test_an_election_is_never_divided_on_openly(council):
    _, item = an_open_item(kind=ItemKind.ELECTION)

    with refused(SecretVoteRequired):
        does("ordforande", divisions.open_division, item)


def test_no_division_is_opened_without_a_quorum(council):
    meeting, item = an_open_item()
    for who in holders()[-11:]:
        does(who, attendance.leave, meeting)

    with refused(NotQuorate, present=10, seats=21, needed=11):
        does("ordforande", divisions.open_division, item)


def test_a_division_that_is_open_is_not_opened_again(council):
    opened = an_open_division()

    with refused(NotNow, act="open_division", step="division"):
        does("ordforande", divisions.open_division, opened.item)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "outcome"),
    [(2, 1, 0, Choice.YES), (1, 2, 18, Choice.NO), (1, 0, 20, Choice.YES)],
)
def test_the_closing_seals_the_votes_and_tells_the_outcome(council, yes, no, abstain, outcome):
    opened = an_open_division()
    vote(opened.division, yes=yes, no=no, abstain=abstain)

    with one_entry(opened.meeting, "division.closed") as appended:
        close(opened.division, now=later(3))

    division = row(opened.division)
    assert (division.votes_yes, division.votes_no, division.votes_abstain) == (yes, no, abstain)
    assert division.votes_absent == 21 - yes - no - abstain
    assert (division.state, division.outcome, division.rule) == (
        DivisionState.CLOSED,
        outcome,
        "simple_majority",
    )
    assert (division.closed_at, division.seal) == (later(3), appended[0].hash)
    assert step(opened.item) is Step.RESULT


def test_a_division_that_nobody_voted_in_is_a_tie(council):
    opened = an_open_division()
    close(opened.division)

    assert row(opened.division).outcome is None
    assert step(opened.item) is Step.TIE


def test_closing_what_is_closed_changes_nothing(council):
    opened = an_open_division()
    vote(opened.division, yes=2, no=1)
    close(opened.division)

    with nothing_changes():
        close(opened.division, now=later(9))


def test_what_is_void_is_not_closed(council):
    opened = an_open_division()
    does("ordforande", divisions.annul_division, opened.division, "Fel fråga ställdes")

    with refused(DivisionNotOpen):
        close(opened.division)


@pytest.fixture
def tie(council):
    """A division that ended with as many yes as no; the chair abstained."""
    opened = an_open_division()
    press(opened.division, "ordforande", Choice.ABSTAIN)
    press(opened.division, "agneta", Choice.YES)
    press(opened.division, "cia", Choice.NO)
    close(opened.division)
    return opened


@pytest.mark.parametrize("choice", [Choice.YES, Choice.NO])
def test_the_chair_breaks_the_tie_also_after_abstaining(tie, choice):
    with one_entry(tie.meeting, "division.casting_vote") as appended:
        does("ordforande", divisions.give_casting_vote, tie.division, choice)

    division = row(tie.division)
    assert (division.outcome, division.casting_vote, division.casting_by_id, division.rule) == (
        choice,
        choice,
        person("ordforande"),
        "casting_vote",
    )
    assert json.loads(appended[0].payload) == {
        "division": f"d{tie.division}",
        "choice": choice.value,
        "by": f"p{person('ordforande')}",
        "against_own_vote": False,
        "reason": None,
        "outcome": choice.value,
    }
    assert step(tie.item) is Step.RESULT


def test_the_casting_vote_leaves_the_count_as_it_was(tie):
    before = sealed(tie.division)
    does("ordforande", divisions.give_casting_vote, tie.division, Choice.YES)

    assert sealed(tie.division) == before
    assert (row(tie.division).votes_yes, row(tie.division).votes_no) == (1, 1)


def test_the_chair_does_not_abstain_from_the_casting_vote(tie):
    with refused(CastingVoteDue):
        does("ordforande", divisions.give_casting_vote, tie.division, Choice.ABSTAIN)


def test_a_chair_who_is_recused_breaks_no_tie_and_voids_nothing(tie):
    does("ordforande", recusals.recuse, tie.item, "")

    with nothing_changes(), refused(RecusedHere):
        does("ordforande", divisions.give_casting_vote, tie.division, Choice.YES)
    with nothing_changes(), refused(RecusedHere):
        does("ordforande", divisions.annul_division, tie.division, "fel fråga")

    does("vice1", chairing.take_chair, tie.meeting)
    does("vice1", divisions.give_casting_vote, tie.division, Choice.YES)


def test_who_presides_does_not_leave_before_somebody_else_presides(tie):
    with nothing_changes(), refused(StillPresiding):
        does("ordforande", attendance.leave, tie.meeting)

    does("vice1", chairing.take_chair, tie.meeting)
    does("ordforande", attendance.leave, tie.meeting)
    with nothing_changes(), refused(NotPresiding):
        does("ordforande", divisions.give_casting_vote, tie.division, Choice.YES)


def test_the_casting_vote_is_given_once(tie):
    does("ordforande", divisions.give_casting_vote, tie.division, Choice.YES)

    with refused(NoCastingVote):
        does("ordforande", divisions.give_casting_vote, tie.division, Choice.NO)


def test_who_presides_at_the_tie_gives_the_casting_vote(tie):
    does("vice1", chairing.take_chair, tie.meeting)
    does("vice1", divisions.give_casting_vote, tie.division, Choice.NO)

    assert row(tie.division).casting_by_id == person("vice1")


def test_there_is_no_casting_vote_without_a_tie(council):
    opened = an_open_division()
    vote(opened.division, yes=2, no=1)
    close(opened.division)

    with refused(NoCastingVote, decides="simple_majority"):
        does("ordforande", divisions.give_casting_vote, opened.division, Choice.YES)


def test_there_is_no_casting_vote_before_the_closing(council):
    opened = an_open_division()

    with refused(NotNow, act="casting_vote", step="division"):
        does("ordforande", divisions.give_casting_vote, opened.division, Choice.YES)


def test_the_gavel_waits_for_the_casting_vote(tie):
    with refused(NotNow, act="gavel", step="tie"):
        does("ordforande", items.gavel, tie.item)


@pytest.mark.parametrize("when", ["open", "closed", "tied"])
def test_a_division_is_declared_void_until_the_gavel(council, when):
    opened = an_open_division()
    vote(opened.division, yes=2, no=2 if when == "tied" else 1)
    if when != "open":
        close(opened.division, now=later(1))
    votes = sealed(opened.division)

    with one_entry(opened.meeting, "division.annulled") as appended:
        does(
            "ordforande",
            divisions.annul_division,
            opened.division,
            " Fel fråga ställdes ",
            now=later(2),
        )

    division = row(opened.division)
    assert (division.state, division.annul_reason, division.outcome) == (
        DivisionState.ANNULLED,
        "Fel fråga ställdes",
        None,
    )
    assert division.closed_at == later(2 if when == "open" else 1)
    assert json.loads(appended[0].payload) == {
        "division": f"d{opened.division}",
        "reason": "Fel fråga ställdes",
    }
    assert sealed(opened.division) == votes  # the record stays
    assert step(opened.item) is Step.REQUESTED


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_nothing_is_declared_void_without_a_reason(council, reason):
    opened = an_open_division()

    with refused(ReasonMissing):
        does("ordforande", divisions.annul_division, opened.division, reason)


def test_nothing_is_declared_void_after_the_gavel(council):
    opened = an_open_division()
    vote(opened.division, yes=2, no=1)
    close(opened.division)
    does("ordforande", items.gavel, opened.item)

    with refused(NotNow, act="annul", step="decided"):
        does("ordforande", divisions.annul_division, opened.division, "För sent")


def test_what_is_void_is_not_declared_void_again(council):
    opened = an_open_division()
    does("ordforande", divisions.annul_division, opened.division, "Fel fråga ställdes")
    with refused(NotNow, act="annul", step="requested"):
        does("ordforande", divisions.annul_division, opened.division, "En gång till")

    does("ordforande", divisions.open_division, opened.item)
    with refused(NotNow, act="annul", step="division"):
        does("ordforande", divisions.annul_division, opened.division, "En gång till")


def test_a_division_is_held_again_and_only_the_second_counts(council):
    opened = an_open_division()
    vote(opened.division, yes=3, no=1)
    close(opened.division)
    does("ordforande", divisions.annul_division, opened.division, "Fel fråga ställdes")
    again = does("ordforande", divisions.open_division, opened.item)
    vote(again, yes=1, no=3)
    close(again)
    does("ordforande", items.gavel, opened.item)

    assert (row(again).sequence, row(again).outcome) == (2, Choice.NO)
    with reading() as session:
        decision = session.get_one(Item, opened.item).decision
    assert decision == "Regionfullmäktige beslutar att bifalla motionen."


def test_the_last_two_of_three_meet_first(council):
    board, approval, counter = proposals_of((opened := an_open_division(proposals=CHAIN)).item)
    first = row(opened.division)

    assert (first.kind, first.yes_id, first.no_id) == (
        DivisionKind.PREPARATORY,
        approval,
        counter,
    )
    assert first.yes_effect == first.no_effect == "blir motförslag och ställs mot huvudförslaget"
    assert board


@pytest.mark.parametrize(("yes", "no", "against"), [(3, 1, 1), (1, 3, 2)])
def test_the_winner_of_the_preparatory_division_meets_the_main_proposal(council, yes, no, against):
    opened = an_open_division(proposals=CHAIN)
    vote(opened.division, yes=yes, no=no)
    close(opened.division)
    main = row(does("ordforande", divisions.open_division, opened.item))

    order = proposals_of(opened.item)
    assert (main.kind, main.yes_id, main.no_id) == (DivisionKind.MAIN, order[0], order[against])


def test_a_tie_in_a_preparatory_division_is_broken_too(council):
    opened = an_open_division(proposals=CHAIN)
    vote(opened.division, yes=1, no=1)
    close(opened.division)
    does("ordforande", divisions.give_casting_vote, opened.division, Choice.NO)
    main = row(does("ordforande", divisions.open_division, opened.item))

    assert (main.kind, main.no_id) == (DivisionKind.MAIN, proposals_of(opened.item)[2])


def test_the_main_division_held_again_has_the_same_question(council):
    opened = an_open_division(proposals=CHAIN)
    vote(opened.division, yes=1, no=3)
    close(opened.division)
    main = does("ordforande", divisions.open_division, opened.item)
    does("ordforande", divisions.annul_division, main, "Anläggningen föll bort")
    again = row(does("ordforande", divisions.open_division, opened.item))

    assert (again.kind, again.sequence) == (DivisionKind.MAIN, 3)
    assert (again.yes_id, again.no_id) == (row(main).yes_id, row(main).no_id)


def test_four_proposals_meet_from_the_back(council):
    """law.md section 5: C against D, the winner against B, the winner against A."""
    kinds = (Kind.BOARD, Kind.APPROVAL, Kind.COUNTER, Kind.AMENDMENT)
    opened = an_open_division(proposals=kinds)
    a, b, c, d = proposals_of(opened.item)
    met = []
    division = opened.division
    for yes, no in ((18, 3), (2, 4), (5, 4)):
        met.append((row(division).yes_id, row(division).no_id))
        vote(division, yes=yes, no=no)
        close(division)
        if len(met) < 3:
            division = does("ordforande", divisions.open_division, opened.item)

    assert met == [(c, d), (b, c), (a, c)]
    assert step(opened.item) is Step.RESULT


def test_two_meetings_may_divide_at_the_same_time(council):
    an_open_division()
    an_open_division()


@pytest.mark.parametrize("choice", list(Choice))
def test_a_choice_is_read_by_its_word(choice):
    assert divisions.parse_choice(choice.value) is choice


@pytest.mark.parametrize("text", [None, "", "YES", "ja", "yes ", "maybe"])
def test_no_other_word_is_a_choice(text):
    with pytest.raises(UnknownChoice):
        divisions.parse_choice(text)


def test_the_clock_going_back_does_not_close_before_the_opening(council):
    opened = an_open_division(now=later(30))
    close(opened.division, now=NOON)

    assert row(opened.division).closed_at >= row(opened.division).opened_at
