"""Historic divisions are recounted, and read in whole or not at all."""

import gzip
import random
from pathlib import Path

import pytest
from sqlalchemy import func, select

from council.law.tally import Choice
from council.services.importing import divisions
from council.services.importing.divisions import Summary
from council.store.engine import reading
from council.store.journal import BODY
from council.store.models import (
    ArchiveDivision,
    ArchiveVote,
    Body,
    MeetingKind,
    MeetingState,
    Position,
)
from tests import factories
from tests.support.changes import entries, nothing_changes
from tests.support.divisions_file import NOW, a_file, an_event, read_in

DATA = Path(__file__).parent.parent / "data" / "import"


@pytest.fixture(autouse=True)
def context(any_app):
    with any_app.app_context():
        yield


def archive() -> dict[str, ArchiveDivision]:
    with reading() as session:
        return {one.event: one for one in session.scalars(select(ArchiveDivision))}


def votes(event: str) -> list[tuple[str, str, Position]]:
    with reading() as session:
        return [
            (vote.member, vote.party, vote.position)
            for vote in session.scalars(
                select(ArchiveVote)
                .join(ArchiveDivision, ArchiveDivision.id == ArchiveVote.division_id)
                .where(ArchiveDivision.event == event)
                .order_by(ArchiveVote.member)
            )
        ]


def test_every_published_figure_of_the_riksdag_s_thirty_divisions_agrees():
    data = gzip.decompress((DATA / "divisions-riksdag.csv.gz").read_bytes())

    assert read_in(data) == Summary(divisions=30, votes=10470, known=0)

    kept = archive().values()
    assert {one.outcome for one in kept} == {Choice.YES}
    assert {one.rule for one in kept} == {"simple_majority"}
    with reading() as session:
        per_division = select(func.count(ArchiveVote.member)).group_by(ArchiveVote.division_id)
        assert set(session.scalars(per_division)) == {349}


def test_it_needs_no_council_and_keeps_what_the_file_says():
    read_in(a_file(an_event("h1", yes=2, no=1, abstain=1, absent=1)))

    with reading() as session:
        assert session.get(Body, 1) is None
    one = archive()["h1"]
    assert (one.title, one.date.isoformat(), one.imported_at) == ("Händelse h1", "2019-03-20", NOW)
    assert (one.votes_yes, one.votes_no, one.votes_abstain, one.votes_absent) == (2, 1, 1, 1)
    assert votes("h1") == [
        ("Ledamot 1", "B", Position.YES),
        ("Ledamot 2", "A", Position.YES),
        ("Ledamot 3", "B", Position.NO),
        ("Ledamot 4", "A", Position.ABSTAIN),
        ("Ledamot 5", "B", Position.ABSENT),
    ]


@pytest.mark.parametrize(
    ("figures", "rule"),
    [
        ({"yes": 2, "no": 2, "result": "no"}, "casting_vote"),
        ({"yes": 2, "no": 2, "result": "no", "rule": "lot"}, "lot"),
        ({"yes": 4, "no": 2, "result": "no", "rule": "minority"}, "minority_referral"),
        ({"yes": 4, "no": 2, "result": "no", "rule": "lot"}, "lot"),
        ({"yes": 4, "no": 2, "result": "yes", "rule": ""}, "simple_majority"),
    ],
)
def test_the_rule_that_decided_is_kept(figures, rule):
    read_in(a_file(an_event("h1", **figures)))

    assert archive()["h1"].rule == rule


def test_the_rows_may_stand_in_any_order_and_the_columns_too():
    rows = [*an_event("h1"), *an_event("h2", yes=1, no=4, result="no")]
    straight = a_file(rows)
    read_in(straight)
    first = {event: (one.digest, votes(event)) for event, one in archive().items()}
    random.Random(1).shuffle(rows)
    turned = [dict(reversed(row.items())) for row in rows]

    assert read_in(a_file(turned)) == Summary(0, 0, known=2)
    assert {event: (one.digest, votes(event)) for event, one in archive().items()} == first


def test_a_spreadsheet_s_own_form_is_read_too():
    plain = a_file(an_event("h1"))
    spreadsheet = b"\xef\xbb\xbf" + plain.replace(b",", b";").replace(b"\n", b"\r\n\r\n")
    read_in(plain)

    assert read_in(spreadsheet) == Summary(0, 0, known=1)


def test_what_is_there_already_is_left_and_the_rest_is_read_in():
    read_in(a_file(an_event("h1")))

    assert read_in(a_file(an_event("h1"), an_event("h2"))) == Summary(1, 6, known=1)
    assert archive().keys() == {"h1", "h2"}


def test_the_council_s_journal_tells_of_it(seeded):
    with entries(BODY) as told:
        read_in(a_file(an_event("h1"), an_event("h2")))

    assert [(entry.kind, entry.payload) for entry in told] == [
        ("archive.imported", '{"divisions":2,"votes":12}')
    ]


def test_nothing_new_leaves_the_journal_as_it_is(seeded):
    read_in(a_file(an_event("h1")))

    with nothing_changes():
        read_in(a_file(an_event("h1")))


def test_a_long_file_waits_until_the_meeting_is_over(seeded, monkeypatch, request):
    factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
    monkeypatch.setattr(divisions, "MOST_BESIDE_A_MEETING", 5)
    if "postgresql" in request.node.name:  # writers do not wait for each other there
        assert read_in(a_file(an_event("h1"))).divisions == 1
        return

    with nothing_changes(), pytest.raises(divisions.MeetingUnderWay):
        read_in(a_file(an_event("h1")))
    assert read_in(a_file(an_event("h2", yes=3, no=2, absent=0))).divisions == 1
