"""The live stream on a real server: what is recorded in one process is on every screen of
another within a second, and who comes back is told exactly what lies between.
"""

import json
import time
from collections.abc import Iterator

import pytest

from council.law.tally import Choice
from council.services import attendance, meetings
from council.store import journal
from council.store.engine import writing
from council.store.journal import SYSTEM
from tests import factories
from tests.support import hall as halls
from tests.support.hall import Hall
from tests.support.streams import SOON, Message, Reader, parse


@pytest.fixture(scope="module", params=halls.BOTH)
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    """One server for all tests here, once on each database."""
    yield from halls.opened(request, tmp_path_factory.mktemp("live"))


def entries(messages: list[Message]) -> list[tuple[str, str]]:
    return [(one.id, one.event) for one in messages if one.event not in ("", "puls")]


def test_what_is_recorded_reaches_a_watcher_within_a_second(hall: Hall) -> None:
    meeting = hall.meeting()
    with hall.server.watch(meeting) as reader:
        reader.parts()
        with hall.app.app_context():
            factories.does("ordforande", meetings.close_meeting, meeting)
        recorded = time.monotonic()
        told = reader.event("meeting.closed")

    assert told.at - recorded < SOON
    facts = json.loads(told.data)
    assert set(facts) == {"seq", "kind", "at"}
    assert (str(facts["seq"]), facts["kind"]) == (told.id, "meeting.closed")


def test_the_page_changes_with_what_happened(hall: Hall) -> None:
    meeting = hall.meeting()
    with hall.server.watch(meeting, "screen") as reader:
        before = reader.parts()
        hall.opens(meeting)
        told = reader.event("division.opened")
        changed = reader.parts()

    assert changed.data.startswith("<hx-partial")
    assert changed.data != before.data
    assert changed.id == told.id


def test_a_stream_carries_the_journals_numbers(hall: Hall) -> None:
    meeting = hall.meeting()
    seen = len(hall.journal(meeting)) - 1
    with hall.server.watch(meeting) as reader:
        reader.parts()
        hall.closes(hall.opens(meeting))
        came = reader.until_end_or("division.closed")

    assert entries(came) == hall.journal(meeting)[seen + 1 :]


@pytest.mark.parametrize("seen", [0, 3])
def test_who_comes_back_is_told_exactly_what_lies_between(hall: Hall, seen: int) -> None:
    meeting = hall.meeting()
    hall.closes(hall.opens(meeting))
    lies_between = hall.journal(meeting)[seen + 1 :]

    with hall.server.watch(meeting, Last_Event_ID=str(seen)) as reader:
        streamed = reader.until_end_or("division.closed")
        now = reader.next()
    _, asked, _ = hall.server.ask("GET", f"/live/{meeting}?vy=public&kort&efter={seen}")

    assert entries(streamed) == lies_between
    assert entries(parse(asked)) == lies_between
    assert (now.event, now.id) == ("", lies_between[-1][0])
    assert parse(asked)[-1].data == now.data


def test_who_has_seen_nothing_is_told_what_is_now(hall: Hall) -> None:
    meeting = hall.meeting()
    with hall.server.watch(meeting) as reader:
        hello, now = reader.next(), reader.next()

    assert hello.event == "puls"
    assert (now.event, now.id) == ("", hall.journal(meeting)[-1][0])


def test_who_comes_while_it_happens_is_told_everything_once(hall: Hall) -> None:
    meeting = hall.meeting()
    seen = len(hall.journal(meeting)) - 1
    readers: list[Reader] = []
    with hall.app.app_context():
        for name in factories.holders()[-8:]:
            factories.does(name, attendance.leave, meeting)
            readers.append(hall.server.watch(meeting, Last_Event_ID=str(seen)))
        factories.does("ordforande", meetings.close_meeting, meeting)

    for reader in readers:
        assert entries(reader.until_end_or("meeting.closed")) == hall.journal(meeting)[seen + 1 :]
        reader.close()


def test_the_count_moves_without_a_number_and_without_a_choice(hall: Hall) -> None:
    meeting = hall.meeting()
    opened = hall.opens(meeting)
    chair = hall.server.sign_in("ordforande")
    with (
        hall.server.watch(meeting, "chair", Cookie=chair) as desk,
        hall.server.watch(meeting, f"division-{opened.division}") as public,
    ):
        desk.parts(), public.parts()
        with hall.app.app_context():
            factories.press(opened.division, "agneta", Choice.NO)
        recorded = time.monotonic()
        counts = [desk.parts(), public.parts()]

    for count in counts:
        assert count.at - recorded < SOON
        assert not count.id, "a count is no entry to come back to"
    assert "Agneta" not in counts[0].data, "the chair sees who has not voted"
    assert "Cia" in counts[0].data
    assert "Cia" not in counts[1].data, "others see only how many"


def test_all_yes_and_all_no_look_the_same_while_open(hall: Hall) -> None:
    told: list[list[str]] = []
    chair = hall.server.sign_in("ordforande")
    for choice in (Choice.YES, Choice.NO):
        opened = hall.opens(hall.meeting())
        with hall.server.watch(opened.meeting, "chair", Cookie=chair) as desk:
            desk.parts()
            counts = []
            with hall.app.app_context():
                for name in ("agneta", "cia", "vice1"):
                    factories.press(opened.division, name, choice)
                    counts.append(desk.parts().data)
        hall.closes(opened)
        told.append(counts)

    assert told[0] == told[1]


def test_a_ballot_is_pushed_to_who_is_on_the_roll(hall: Hall) -> None:
    meeting = hall.meeting()
    agneta, bo = hall.server.sign_in("agneta"), hall.server.sign_in("bo")
    with (
        hall.server.watch(meeting, "member", Cookie=agneta) as serving,
        hall.server.watch(meeting, "member", Cookie=bo) as waiting,
    ):
        serving.parts(), waiting.parts()
        hall.opens(meeting)
        ballots = [reader.parts("Omröstning pågår") for reader in (serving, waiting)]

    assert 'id="rostsedel"' in ballots[0].data
    assert 'id="rostsedel"' not in ballots[1].data


def test_who_was_away_for_long_is_told_everything_in_several_answers(hall: Hall) -> None:
    meeting = hall.meeting()
    with hall.app.app_context(), writing() as session:
        for number in range(1200):
            journal.append(
                session, f"m{meeting}", f"prov.{number}", {}, actor=SYSTEM, now=factories.NOON
            )
    told: list[tuple[str, str]] = []
    answers = 0
    while not told or told[-1][1] != "prov.1199":
        last = told[-1][0] if told else "0"
        with hall.server.watch(meeting, Last_Event_ID=last) as reader:
            told += entries(reader.until_end_or("prov.1199"))
        answers += 1

    assert told == hall.journal(meeting)[1:]
    assert answers == 2
