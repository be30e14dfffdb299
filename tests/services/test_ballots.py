"""A secret ballot: slips and ticks apart, nothing told before, nothing joined after."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from council.law.procedure import Step
from council.law.refusals import (
    BadSlipCode,
    DivisionNotOpen,
    MayNotVote,
    NobodyNominated,
    NotNow,
    OtherBallotWay,
    PaperSumsDiffer,
    SecretBallot,
    SlipCodeTaken,
    SlipInvalid,
    SlipsDiffer,
    TooManyTicked,
    UnknownChoice,
)
from council.law.taking_part import Ground
from council.law.tally import Choice
from council.services import ballots, divisions, items
from council.services.recusals import note_recusal, recuse
from council.services.slip_counting import result
from council.services.slips import HandedIn, Marked
from council.store import journal
from council.store.base import db
from council.store.engine import reading, writing
from council.store.models import (
    Division,
    DivisionState,
    Election,
    ElectionWay,
    ItemKind,
    JournalEntry,
    Method,
    Slip,
    Tick,
)
from council.store.queries import current
from tests.factories import (
    Kind,
    actor,
    an_open_division,
    an_open_item,
    does,
    holders,
    later,
    person,
    press,
)
from tests.support.elections import (
    BLANK,
    COMMITTEE,
    a_ballot,
    all_vote,
    an_election,
    close,
    demanded,
    groups,
    hand_in,
    names,
    requested,
    step_of,
)

pytestmark = pytest.mark.usefixtures("seeded")
CODE = "7F3K-92QD"
LATER = later(5)


@pytest.fixture(autouse=True)
def _inside(any_store):
    with any_store.app_context():
        yield


def ended(division):
    with reading() as session:
        return result(session, session.get_one(Division, division))


def kinds(meeting, *wanted):
    with reading() as session:
        rows = session.scalars(
            select(JournalEntry)
            .where(JournalEntry.chain == f"m{meeting}", JournalEntry.kind.in_(wanted))
            .order_by(JournalEntry.seq)
        )
        return [json.loads(row.payload) for row in rows]


def count(model):
    with reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_a_majority_ballot_from_slip_to_result():
    _, item = an_election(2, names=("Ada", "Bix", "Cleo"))
    requested(item)
    division = a_ballot(item)
    all_vote(division, [names("Ada", "Bix")] * 12 + [names("Ada", "Cleo")] * 8 + [BLANK])
    close(division)
    told = ended(division)
    assert told.count.votes == {"Ada": 20, "Bix": 12, "Cleo": 8}
    assert (told.count.valid, told.count.blank, told.count.total) == (20, 1, 21)
    assert told.elected == (("Ada", ""), ("Bix", ""))
    assert step_of(item) is Step.RESULT
    with reading() as session:
        assert session.get_one(Election, item).way is ElectionWay.MAJORITY


def test_the_short_way_opens_it_straight_after_the_item():
    _, item = an_election()
    a_ballot(item)
    assert step_of(item) is Step.DIVISION


def test_slips_and_ticks_share_nothing_and_hold_no_time():
    columns = {
        table: {column.name for column in model.__table__.columns}
        for table, model in (("slip", Slip), ("tick", Tick))
    }
    assert columns["slip"] == {"division_id", "code", "content"}
    assert columns["tick"] == {"division_id", "seat_id", "key_hash"}


def test_no_entry_is_written_for_a_slip():
    meeting, item = an_election()
    division = a_ballot(item)
    with reading() as session:
        before = len(journal.after(session, f"m{meeting}", -1, 1000))
    hand_in(division, "agneta", names(*COMMITTEE))
    with reading() as session:
        assert len(journal.after(session, f"m{meeting}", -1, 1000)) == before


def test_names_are_kept_in_one_order_for_all():
    _, item = an_election()
    division = a_ballot(item)
    hand_in(division, "agneta", names("Cleo", "Ada", "Bix"))
    hand_in(division, "cia", names("bix", "CLEO", "Ada"))
    with reading() as session:
        assert set(session.scalars(select(Slip.content))) == {'{"names":[1,2,3]}'}


def test_what_is_answered_is_the_same_whatever_was_chosen():
    _, item = an_election()
    division = a_ballot(item)
    assert hand_in(division, "agneta", BLANK) == hand_in(division, "cia", names(*COMMITTEE))


def test_a_slip_sent_again_is_answered_and_changes_nothing():
    _, item = an_election(1)
    division = a_ballot(item)
    hand_in(division, "agneta", names("Ada"), CODE, key="one")
    again = hand_in(division, "agneta", names("Bix"), "AAAA-BBBB", key="one")
    other = hand_in(division, "agneta", names("Bix"), "AAAA-BBBB", key="two")
    assert again == HandedIn(again=True, same=True)
    assert other == HandedIn(again=True, same=False)
    close(division)
    late = hand_in(division, "agneta", names("Bix"), "AAAA-BBBB", key="one")
    assert late == HandedIn(again=True, same=True)
    assert ended(division).count.votes == {"Ada": 1, "Bix": 0, "Cleo": 0}


def test_a_code_that_is_taken_is_refused_and_the_seat_is_not_ticked():
    _, item = an_election(1)
    division = a_ballot(item)
    hand_in(division, "agneta", names("Ada"), CODE)
    with pytest.raises(SlipCodeTaken):
        hand_in(division, "cia", names("Bix"), CODE.lower())
    assert count(Tick) == count(Slip) == 1
    hand_in(division, "cia", names("Bix"))
    assert count(Tick) == count(Slip) == 2


@pytest.mark.parametrize("code", ["", "7F3K", "7F3K-92Q!", "7F3K-92QDX"])
def test_a_code_must_be_two_groups_of_four(code):
    _, item = an_election(1)
    division = a_ballot(item)
    with pytest.raises(BadSlipCode):
        hand_in(division, "agneta", names("Ada"), code or " ")


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        (names("Ada", "Bix", "Cleo", "Dov"), "too_many"),
        (names("Ada", "Bix"), "too_few"),
        (names("Ada", "Ada", "Bix"), "same_twice"),
        (names("Ada", "Bix", "Nils"), "unknown_name"),
        (Marked(), "empty"),
    ],
)
def test_a_slip_that_would_not_count_is_refused_and_nothing_is_kept(marked, fault):
    _, item = an_election(3, names=("Ada", "Bix", "Cleo", "Dov"))
    division = a_ballot(item)
    with pytest.raises(SlipInvalid) as refused:
        hand_in(division, "agneta", marked)
    assert refused.value.facts["fault"] == fault
    assert count(Tick) == count(Slip) == 0


def test_who_is_not_on_the_roll_hands_in_nothing():
    _, item = an_election()
    division = a_ballot(item)
    with pytest.raises(MayNotVote) as refused:
        hand_in(division, "bo", BLANK)
    assert refused.value.facts["reason"] == "substitute_not_serving"
    with pytest.raises(MayNotVote):
        hand_in(division, "admin", BLANK)


def test_nothing_is_taken_after_the_closing_and_it_is_never_opened_again():
    _, item = an_election()
    division = a_ballot(item)
    close(division)
    with pytest.raises(DivisionNotOpen):
        hand_in(division, "agneta", BLANK)
    with pytest.raises(NotNow):
        a_ballot(item)


def test_closing_again_changes_nothing():
    meeting, item = an_election(names=COMMITTEE)
    division = a_ballot(item)
    all_vote(division, [names(*COMMITTEE)] * 21)
    close(division)
    close(division)
    assert len(kinds(meeting, "division.closed")) == 1


def test_the_seal_holds_who_voted_and_every_slip_and_nothing_that_joins_them():
    meeting, item = an_election(1)
    division = a_ballot(item)
    hand_in(division, "cia", names("Bix"), "ZZZZ-ZZZZ")
    hand_in(division, "agneta", names("Ada"), "AAAA-AAAA")
    close(division)
    (seal,) = kinds(meeting, "division.closed")
    assert seal["slips"] == [
        {"code": "AAAA-AAAA", "marks": ["c1"]},
        {"code": "ZZZZ-ZZZZ", "marks": ["c2"]},
    ]
    assert seal["ticked"] == sorted(seal["ticked"], key=int)
    assert len(seal["ticked"]) == seal["ticked_n"] == 2
    assert seal["counts"] == {"c1": 1, "c2": 1, "c3": 0}


def test_while_it_is_open_only_how_many_have_voted_is_told():
    meeting, item = an_election()
    division = a_ballot(item)
    hand_in(division, "agneta", names(*COMMITTEE))
    with reading() as session:
        assert current.turnout(session, session.get_one(Division, division)) == (1, 21)
    assert kinds(meeting, "division.closed") == []


def test_slips_that_are_not_as_many_as_ticks_give_no_result_and_the_election_is_held_anew():
    _, item = an_election(1)
    division = a_ballot(item)
    hand_in(division, "agneta", names("Ada"))
    with writing() as session:
        session.add(Slip(division_id=division, code="2222-2222", content="{}"))
    with pytest.raises(SlipsDiffer) as refused:
        close(division)
    assert refused.value.facts == {"slips": 2, "ticked": 1}
    with reading() as session:
        assert session.get_one(Division, division).state is DivisionState.OPEN
    divisions.annul_division(
        division, person("ordforande"), "Sedlarna stämde inte.", actor("ordforande"), now=LATER
    )
    again = a_ballot(item, now=LATER)
    all_vote(again, [names("Ada")] * 21)
    close(again, now=LATER)
    assert ended(again).elected == (("Ada", ""),)


def test_an_open_press_on_a_secret_ballot_is_refused_and_a_slip_on_an_open_division():
    _, item = an_election()
    division = a_ballot(item)
    with pytest.raises(SecretBallot):
        press(division, "agneta", Choice.YES)
    does("ordforande", divisions.annul_division, division, "Slut.")
    opened = an_open_division()
    with pytest.raises(SecretBallot):
        hand_in(opened.division, "agneta", BLANK)
    with pytest.raises(SecretBallot):
        close(opened.division)


def test_an_item_that_elects_nobody_is_not_voted_on_secretly():
    _, item = an_open_item()
    with pytest.raises(SecretBallot):
        a_ballot(item)


def test_a_ballot_without_candidates_is_not_opened():
    _, item = an_election(1, names=())
    with pytest.raises(NobodyNominated):
        a_ballot(item)
    assert step_of(item) is Step.DEBATE


def test_an_appointment_is_yes_or_no_and_a_tie_waits_for_the_lot():
    _, item = an_open_item(kind=ItemKind.ELECTION, proposals=(Kind.BOARD, Kind.COUNTER))
    division = a_ballot(item)
    with pytest.raises(UnknownChoice):
        hand_in(division, "agneta", Marked(choice="maybe"))
    half = [Marked(choice="yes")] * 10 + [Marked(choice="no")] * 10 + [Marked(choice="abstain")]
    all_vote(division, half)
    close(division)
    told = ended(division)
    assert told.due is not None
    assert told.due.between == ("Ja", "Nej")
    assert step_of(item) is Step.TIE
    with reading() as session:
        closed = session.get_one(Division, division)
        assert (closed.votes_yes, closed.votes_no, closed.votes_abstain) == (10, 10, 1)
        assert closed.rule == "lot"


def test_papers_are_entered_instead_and_must_agree():
    meeting, item = an_election(3, names=("Ada", "Bix", "Cleo", "Dov"))
    division = a_ballot(item, method=Method.PAPER)
    with pytest.raises(OtherBallotWay):
        hand_in(division, "agneta", BLANK)
    with pytest.raises(OtherBallotWay):
        close(division)
    votes = {"Ada": 20, "Bix": 18, "Cleo": 12, "Dov": 7}

    def enter(ticked, votes, **more):
        ballots.enter_paper(
            division,
            person("sekreterare"),
            ticked,
            votes,
            actor("sekreterare"),
            now=LATER,
            **more,
        )

    with pytest.raises(SlipsDiffer):
        enter(20, votes, valid=19, blank=1, invalid=1)
    with pytest.raises(TooManyTicked):
        enter(22, votes, valid=20, blank=1, invalid=1)
    with pytest.raises(PaperSumsDiffer):
        enter(21, votes | {"Dov": 8}, valid=19, blank=1, invalid=1)
    enter(21, votes | {"Ada": 19, "Bix": 19}, valid=19, blank=1, invalid=1)
    enter(21, votes | {"Ada": 19, "Bix": 19}, valid=19, blank=1, invalid=1)
    close(division, now=LATER)
    told = ended(division)
    assert [name for name, _ in told.elected] == ["Ada", "Bix", "Cleo"]
    (seal,) = kinds(meeting, "division.closed")
    assert (seal["ticked_n"], seal["slips"]) == (21, [])


def test_papers_cannot_be_entered_in_a_ballot_on_screens():
    _, item = an_election(1)
    division = a_ballot(item)
    with pytest.raises(OtherBallotWay):
        does("ordforande", ballots.enter_paper, division, 0, {})


def test_after_the_closing_the_databases_own_marks_join_nothing():
    _, item = an_election(1)
    division = a_ballot(item)
    all_vote(division, [names("Ada"), names("Bix")] * 10)
    close(division)
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            marks = connection.execute(
                text("SELECT xmin::text FROM slip UNION SELECT xmin::text FROM tick")
            ).all()
            assert len(marks) == 1
        else:
            for question in ("SELECT rowid FROM slip", "SELECT rowid FROM tick"):
                with pytest.raises(OperationalError, match="no such column"):
                    connection.execute(text(question))


def test_a_gavel_decides_and_stores_the_elected():
    _, item = an_election(1, names=("Ada", "Bix"))
    division = a_ballot(item)
    all_vote(division, [names("Bix")] * 12 + [names("Ada")] * 9)
    close(division)
    does("ordforande", items.gavel, item)
    assert step_of(item) is Step.DECIDED


def test_every_holder_is_on_the_roll():
    _, item = an_election()
    division = a_ballot(item)
    with reading() as session:
        assert current.turnout(session, session.get_one(Division, division))[1] == len(holders())


def test_papers_of_groups_hold_one_mark_each():
    _, item = an_election(3)
    demanded(item, 6)
    groups(item, {"Samling": ["Ada", "Bix", "Cleo"], "Lokal": ["Dov"]})
    division = a_ballot(item, method=Method.PAPER)
    ballots.enter_paper(
        division,
        person("ordforande"),
        21,
        {"Samling": 14, "Lokal": 6},
        actor("ordforande"),
        now=LATER,
        blank=1,
    )
    close(division, now=LATER)
    assert [name for name, _ in ended(division).elected] == ["Ada", "Bix", "Dov"]


def test_on_sqlite_the_file_keeps_no_order_of_the_slips():
    if db.engine.dialect.name != "sqlite":
        return  # on PostgreSQL the rows' own marks are judged above
    _, item = an_election(1)
    division = a_ballot(item)
    codes = [f"{letter * 4}-{letter * 4}" for letter in "QZDYEXFWGVHUJTKSLRMPN"]
    for username, code in zip(holders(), codes, strict=True):
        hand_in(division, username, names("Ada"), code)
    close(division)
    file = Path(db.engine.url.database or "")
    content = file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
    came = [content.find(f'{code}{{"names"'.encode()) for code in codes]
    by_code = [place for _, place in sorted(zip(codes, came, strict=True))]
    assert all(place >= 0 for place in came)
    assert by_code in (sorted(came), sorted(came, reverse=True))
    assert content.count(b'ZZZZ-ZZZZ{"names"') == 1


def test_the_accountable_hand_in_no_slip_by_the_rule_of_their_ground():
    _, item = an_election(1)
    does("ordforande", note_recusal, item, person("cia"), Ground.ACCOUNTABLE, "")
    does("agneta", recuse, item, "")
    division = does("ordforande", ballots.open_ballot, item)

    for who, rule in (("cia", "accountable"), ("agneta", "recusal")):
        with pytest.raises(MayNotVote) as refusal:
            hand_in(division, who, BLANK)
        assert refusal.value.facts["decides"] == rule
