"""A meeting's file is read in whole or not at all, and a faulty one says where."""

import copy
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from council.services.importing import meetings
from council.services.importing.faults import FaultyFile
from council.store import journal
from council.store.engine import reading
from council.store.models import Item, ItemKind, Meeting, MeetingKind, MeetingState, Proposal
from tests import factories
from tests.support.changes import nothing_changes

DATA = Path(__file__).parent.parent / "data" / "import"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SOUND = (DATA / "meeting.json").read_bytes()


@pytest.fixture(autouse=True)
def context(any_app):
    with any_app.app_context():
        factories.a_council()
        yield


def load(data: bytes = SOUND) -> meetings.Convened:
    return meetings.load(data, now=NOW)


def faults(data: bytes) -> list[tuple[int | str, str, str, str]]:
    with nothing_changes(), pytest.raises(FaultyFile) as caught:
        load(data)
    return [(f.row, f.column, f.stood, f.expected) for f in caught.value.faults]


def changed(*path: str | int, to: Any) -> bytes:
    """The sound file with another value at a path; ``...`` takes the field away."""
    whole = copy.deepcopy(json.loads(SOUND))
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    if to is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = to
    return json.dumps(whole).encode()


def test_it_is_convened_and_published():
    convened = load()
    assert (convened.title, convened.date, convened.items) == (
        "Regionfullmäktige",
        date(2026, 11, 25),
        2,
    )
    with reading() as session:
        meeting = session.get(Meeting, convened.id)
        assert meeting is not None
        assert (meeting.kind, meeting.state, meeting.starts, meeting.place) == (
            MeetingKind.ORDINARY,
            MeetingState.PUBLISHED,
            "09.00",
            "Regionhuset, sessionssalen",
        )


def test_items_documents_and_proposals_are_as_written():
    convened = load()
    with reading() as session:
        items = session.scalars(
            select(Item)
            .where(Item.meeting_id == convened.id)
            .order_by(Item.number)
            .options(
                selectinload(Item.documents),
                selectinload(Item.proposals).selectinload(Proposal.movers),
            )
        ).all()
    first, second = items
    assert [first.number, second.number] == [1, 2]
    assert second.kind is ItemKind.INFORMATION
    assert first.documents[0].text == "# Fler träd\n\nVi yrkar på träd.\n"
    approval, board = first.proposals
    assert [(one.name, one.party) for one in approval.movers] == [
        ("Agneta", "S"),
        ("Trädgruppen", "MP"),
    ]
    assert approval.movers[0].person_id == factories.person("agneta")
    assert [one.name for one in board.movers] == ["Regionstyrelsen"]
    assert board.decision == "avslå motionen"


def test_its_chain_begins_with_roll_agenda_and_the_heads_before():
    earlier, later = load(), load()
    with reading() as session:
        body, first = journal.head(session, "body"), journal.head(session, f"m{earlier.id}")
        chain = journal.after(session, f"m{later.id}", -1)
    assert body is not None
    assert first is not None
    journal.verify(chain)
    assert [entry.kind for entry in chain] == ["meeting.created", "meeting.published"]
    facts = json.loads(chain[0].payload)
    assert facts["heads"]["body"] == {"seq": body.seq, "hash": body.hash}
    assert facts["heads"]["previous"] == {
        "meeting": f"m{earlier.id}",
        "seq": first.seq,
        "hash": first.hash,
    }
    assert len(facts["roll"]) == 21
    assert [item["title"] for item in facts["items"]] == ["Motion om fler träd", "Information"]
    assert "Agneta" not in chain[0].payload


def test_a_byte_order_mark_is_no_fault():
    load(b"\xef\xbb\xbf" + SOUND)


@pytest.mark.parametrize(
    ("data", "row", "column", "stood"),
    [
        (b"", "–", "–", "(tom fil)"),
        (b" \n", "–", "–", "(tom fil)"),
        (b"[]", "–", "–", "[]"),
        (b"null", "–", "–", "null"),
        (b'{"title": "x",\n "date" 3}', 2, "tecken 9", "3}"),
        (b'{\n"title": "\xe5"}', 2, "tecken 11", "<E5>"),
        (b'{"title": "x", "title": "y"}', "–", "title", "(står två gånger)"),
        (b'{"title": NaN}', "–", "–", "NaN"),
        (b'{"title": 1234567890123456789}', "–", "–", "1234567890123456789"),
        (b"[" * 100_000, "–", "–", "(för många nivåer)"),
        (b" " * (meetings.MOST_BYTES + 1), "–", "–", "(större fil)"),
        (b'{"title": "a\x00b"}', 1, "tecken 13", '␀b"}'),
    ],
)
def test_what_is_no_json_says_where(data, row, column, stood):
    assert faults(data)[0][:3] == (row, column, stood)


ITEM = ("items", 0)
PROPOSAL = (*ITEM, "proposals", 0)
MOVER = (*PROPOSAL, "movers", 0)


@pytest.mark.parametrize(
    ("path", "to", "row", "column"),
    [
        (("title",), ..., "–", "title"),
        (("title",), "", "–", "title"),
        (("title",), "a\u0000b", "–", "title"),
        (("title",), "två\nrader", "–", "title"),
        (("title",), 7, "–", "title"),
        (("titel",), "x", "–", "titel"),
        (("kind",), "annual", "–", "kind"),
        (("kind",), None, "–", "kind"),
        (("date",), "25 november", "–", "date"),
        (("date",), "2026-02-30", "–", "date"),
        (("date",), "20261125", "–", "date"),
        (("date",), ..., "–", "date"),
        (("starts",), "25.00", "–", "starts"),
        (("starts",), 9, "–", "starts"),
        (("starts",), ..., "–", "starts"),
        (("place",), "", "–", "place"),
        (("items",), [], "–", "items"),
        (("items",), "x", "–", "items"),
        (("items",), ..., "–", "items"),
        (("items", 1), "x", "items[1]", "–"),
        ((*ITEM, "kind"), "motions", "items[0]", "kind"),
        ((*ITEM, "summary"), "a\u0007", "items[0]", "summary"),
        ((*ITEM, "reference"), ["x"], "items[0]", "reference"),
        ((*ITEM, "documents"), {}, "items[0]", "documents"),
        ((*ITEM, "documents", 0, "text"), " ", "items[0].documents[0]", "text"),
        ((*ITEM, "documents", 0, "text"), ..., "items[0].documents[0]", "text"),
        ((*PROPOSAL, "kind"), "bifall", "items[0].proposals[0]", "kind"),
        ((*PROPOSAL, "phrase"), "x" * 301, "items[0].proposals[0]", "phrase"),
        ((*PROPOSAL, "movers"), [], "items[0].proposals[0]", "movers"),
        ((*PROPOSAL, "movers"), ..., "items[0].proposals[0]", "movers"),
        ((*MOVER, "username"), "ingen", "items[0].proposals[0].movers[0]", "username"),
        ((*MOVER, "username"), 3, "items[0].proposals[0].movers[0]", "username"),
        ((*PROPOSAL, "movers", 1, "party"), "XX", "items[0].proposals[0].movers[1]", "party"),
        (
            (*ITEM, "proposals", 1, "phrase"),
            "bifall till motionen",
            "items[0].proposals[1]",
            "phrase",
        ),
    ],
)
def test_what_is_no_meeting_says_where(path, to, row, column):
    assert faults(changed(*path, to=to))[0][:2] == (row, column)


@pytest.mark.parametrize("number", [1, 3, 99])
def test_substitutes_are_elected_beside_an_election_of_members(number):
    """Not another kind of item, nor the same one, nor one that is not there."""
    whole = json.loads(SOUND)
    election = {"seats": 1, "electing": "members"}
    whole["items"] = [
        {"title": "Motion", "kind": "motion"},
        {"title": "Val", "kind": "election", "election": election},
        {
            "title": "Val av ersättare",
            "kind": "election",
            "election": {"seats": 1, "electing": "substitutes", "members_item": 2},
        },
    ]
    assert load(json.dumps(whole).encode()).items == 3

    whole["items"][2]["election"]["members_item"] = number
    ((row, column, stood, _),) = faults(json.dumps(whole).encode())
    assert (row, column, stood) == ("items[2].election", "members_item", str(number))


def test_every_fault_is_named_at_once():
    whole = json.loads(SOUND)
    whole["place"] = ""
    whole["items"][0]["kind"] = "bus"
    whole["items"][0]["proposals"][1]["decision"] = None
    del whole["items"][1]["title"]
    assert [fault[:3] for fault in faults(json.dumps(whole).encode())] == [
        ("–", "place", "(tomt)"),
        ("items[0].proposals[1]", "decision", "null"),
        ("items[0]", "kind", "bus"),
        ("items[1]", "title", "(saknas)"),
    ]


def test_the_words_say_what_was_expected():
    assert faults(changed(*PROPOSAL, "kind", to="bifall")) == [
        (
            "items[0].proposals[0]",
            "kind",
            "bifall",
            "board, approval, rejection, amendment, counter, other, addition, dismissal, "
            "adjournment, tabling eller referral",
        )
    ]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(
    path=st.sampled_from([("title",), ("date",), ("items",), ITEM, PROPOSAL, MOVER]),
    value=anything,
)
def test_whatever_stands_there_a_meeting_or_faults_come_back(path, value):
    known = meetings.Known("Regionstyrelsen", {}, {"MP"})
    found: object = None
    try:
        found = meetings.read(changed(*path, to=value), known)
    except FaultyFile as faulty:
        found = faulty.faults
    assert found
