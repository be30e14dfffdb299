"""The demonstration council: the worked example's split, invented people, a meeting today."""

import json
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from council.demo import council, motion, names
from council.demo.people import SHARES, people, split
from council.law.proposals import Kind
from council.law.refusals import BadCouncilSize
from council.services.editions import name_hash
from council.store import journal
from council.store.engine import reading, writing
from council.store.models import (
    Body,
    Item,
    ItemKind,
    Meeting,
    MeetingState,
    Person,
    Proposal,
    Role,
    Seat,
)
from tests.support.changes import nothing_changes

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
"""Half past midnight in the hall: the 25th."""
MOTION = Path(__file__).parents[2] / "council" / "demo" / "motion-klimatkommunerna.md"


@pytest.fixture(autouse=True)
def context(any_app):
    with any_app.app_context():
        yield


def load(seats: int = 71, now: datetime = NOW) -> council.Loaded:
    return council.load(seats, "klubbslag-demo", now=now)


def test_seventy_one_seats_are_split_as_in_the_worked_example():
    assert split(71) == SHARES
    assert sum(SHARES.values()) == 71


@given(st.integers(10, 150).map(lambda half: 2 * half + 1))
def test_any_council_is_split_near_its_shares(seats):
    sizes = split(seats)
    assert sum(sizes.values()) == seats
    assert all(abs(sizes[party] - seats * share / 71) < 1 for party, share in SHARES.items())
    assert min(sizes.values()) >= 1


def test_the_sign_in_names_are_those_agreed():
    found = [person.username for person in people(71)]
    members = {f"ledamot{number:03}" for number in range(1, 69)}
    substitutes = {f"ersattare{number:03}" for number in range(1, 36)}
    assert set(found) == members | substitutes | {
        "ordforande",
        "vice1",
        "vice2",
        "sekreterare",
        "admin",
    }
    assert len(found) == len(set(found))


def test_the_presidium_holds_seats_of_three_parties():
    posts = {person.username: (person.role, person.party) for person in people(71)}
    assert posts["ordforande"] == (Role.CHAIR, "S")
    assert posts["vice1"] == (Role.FIRST_VICE, "M")
    assert posts["vice2"] == (Role.SECOND_VICE, "C")


def test_every_party_has_substitutes_in_a_call_up_order():
    turns: dict[str | None, list[int | None]] = {}
    for person in people(21):
        if person.role is Role.SUBSTITUTE:
            turns.setdefault(person.party, []).append(person.order)
    sizes = split(21)
    assert turns == {party: list(range(1, max(1, size // 2) + 1)) for party, size in sizes.items()}


def test_no_name_is_used_twice_and_chance_is_fixed():
    found = names.names(400)
    assert len(set(found)) == 400
    assert found[:2] == names.names(2)
    letters = set("".join(found))
    assert letters >= set("åäöÁášŋ")


def test_the_council_is_loaded_whole():
    started = time.monotonic()
    loaded = load()
    assert time.monotonic() - started < 2
    assert (loaded.seats, loaded.kept) == (71, False)
    with reading() as session:
        body = session.get(Body, 1)
        assert body is not None
        assert (body.seats, body.demonstration) == (71, True)
        seats = session.scalars(
            select(Seat)
            .order_by(Seat.number)
            .options(joinedload(Seat.party), joinedload(Seat.holder))
        ).all()
    blocks = [seat.party.letters for seat in seats]
    assert list(dict.fromkeys(blocks)) == ["V", "S", "SJVP", "C", "KD", "M", "SD"]
    assert Counter(blocks) == SHARES
    assert [seat.number for seat in seats] == list(range(1, 72))
    assert all(seat.holder for seat in seats)


def test_a_bench_sized_council_is_loaded_as_fast():
    started = time.monotonic()
    assert load(149).seats == 149
    assert time.monotonic() - started < 2


def test_everybody_signs_in_with_the_same_password():
    load()
    with reading() as session:
        assert session.scalar(select(func.count(Person.password_hash.distinct()))) == 1
        assert session.scalar(select(func.count()).where(Person.password_hash.is_(None))) == 0


def items() -> list[Item]:
    with reading() as session:
        return list(
            session.scalars(
                select(Item)
                .order_by(Item.number)
                .options(
                    selectinload(Item.documents),
                    selectinload(Item.proposals).selectinload(Proposal.movers),
                )
            )
        )


def test_there_is_a_published_meeting_today_with_items_of_every_kind():
    loaded = load()
    with reading() as session:
        meeting = session.get(Meeting, loaded.meeting_id)
        assert meeting is not None
        assert (meeting.date.isoformat(), meeting.starts) == ("2026-11-25", "09.00")
        assert (meeting.state, meeting.demonstration) == (MeetingState.PUBLISHED, True)
        assert meeting.rehearsable
    assert {item.kind for item in items()} >= {
        ItemKind.MOTION,
        ItemKind.DECISION,
        ItemKind.ELECTION,
        ItemKind.INTERPELLATION,
        ItemKind.INFORMATION,
    }
    assert Counter(len(item.proposals) for item in items())[3] == 1


def test_the_first_item_is_the_motion_whole_and_letter_by_letter():
    load()
    first = items()[0]
    paper = first.documents[0]
    assert (first.kind, paper.title) == (ItemKind.MOTION, "Medlemskap i Klimatkommunerna")
    assert paper.text.rstrip("\n") in MOTION.read_text(encoding="utf-8")
    assert paper.text.startswith("År 2020 var det varmaste år som hittills uppmätts")
    assert paper.text.endswith(
        "- Region Norrbotten ansöker om medlemskap i föreningen Klimatkommunerna.\n"
    )


def test_the_motion_stands_against_the_boards_proposal():
    load()
    approval, board = items()[0].proposals
    assert (approval.kind, approval.phrase, approval.effect) == (
        Kind.APPROVAL,
        "bifall till motionen",
        "regionen söker medlemskap",
    )
    assert approval.movers[0].name == "Vänsterpartiets regiongrupp"
    assert (board.kind, board.phrase, board.effect, board.decision) == (
        Kind.BOARD,
        "regionstyrelsens förslag",
        "motionen avslås",
        "avslå motionen",
    )


def test_all_other_texts_say_that_they_are_made_up():
    load()
    for item in items()[1:]:
        assert item.summary.startswith("Demonstrationsärende")
        assert all(one.text.startswith("*Demonstrationstext.") for one in item.documents)


def test_both_chains_hold_together_and_bind_names_without_telling_them():
    loaded = load()
    with reading() as session:
        body = journal.after(session, journal.BODY, -1)
        meeting = journal.after(session, f"m{loaded.meeting_id}", -1)
        chair = session.scalars(select(Person).where(Person.username == "ordforande")).one()
        everyone = session.scalars(select(Person.name)).all()
    for chain in (body, meeting):
        journal.verify(chain)
    assert [entry.kind for entry in body] == ["body.created"]
    assert [entry.kind for entry in meeting] == ["meeting.created", "meeting.published"]
    facts = json.loads(body[0].payload)
    known = {one["ref"]: one["name_sha256"] for one in facts["people"]}
    assert known[chair.ref] == name_hash(chair.ref, chair.name)
    payloads = "".join(entry.payload for entry in [*body, *meeting])
    assert not [name for name in everyone if name in payloads]


@pytest.mark.parametrize("seats", [20, 70, 19, 0, -1])
def test_a_council_that_the_law_does_not_know_is_refused(seats):
    with nothing_changes(), pytest.raises(BadCouncilSize):
        load(seats)


def test_loading_again_keeps_what_is_there():
    load()
    with nothing_changes():
        again = load(149)
    assert (again.seats, again.kept) == (71, True)


def test_another_day_there_is_a_meeting_of_that_day():
    first = load()
    later = load(now=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert later.meeting_id != first.meeting_id
    assert later.kept


def test_a_meeting_under_way_is_not_left_for_another():
    first = load()
    with writing() as session:
        meeting = session.get(Meeting, first.meeting_id)
        assert meeting is not None
        meeting.state, meeting.opened_at = MeetingState.OPEN, NOW
    later = load(now=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert later.meeting_id == first.meeting_id


def test_a_real_council_is_left_alone():
    load()
    with writing() as session:
        body = session.get(Body, 1)
        assert body is not None
        body.demonstration = False
    with nothing_changes(), pytest.raises(council.OtherCouncil) as caught:
        load()
    assert caught.value.name == "Regionfullmäktige, Region Norrbotten"


def test_the_motion_is_the_documents_text_section():
    text = motion.motion_text()
    assert text.count("\n\n") == 7
    assert "## " not in text
