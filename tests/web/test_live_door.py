"""Who may watch a stream, for how long, and how many."""

import time
from collections.abc import Iterator

import pytest

from council.store.engine import writing
from council.store.models import MeetingState, Person, Role
from tests import factories
from tests.support import hall as halls
from tests.support.hall import Hall

MOST = 4


@pytest.fixture(scope="module", params=["sqlite"])
def hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    """A server that holds few streams."""
    folder = tmp_path_factory.mktemp("door")
    yield from halls.opened(request, folder, COUNCIL_MAX_STREAMS=str(MOST))


@pytest.fixture(scope="module")
def meeting(hall: Hall) -> int:
    return hall.meeting()


def status(hall: Hall, path: str, **headers: str) -> int:
    """What a stream's address answers; a stream that opens is left at once."""
    with hall.server.read(path, **headers) as reader:
        return reader.status


@pytest.mark.parametrize("short", ["", "&kort"])
def test_only_what_exists_can_be_watched(hall: Hall, meeting: int, short: str) -> None:
    with hall.app.app_context():
        draft = factories.a_meeting(state=MeetingState.DRAFT)
        elsewhere = factories.an_item(factories.a_meeting())
        here = factories.an_item(meeting)

    for path, expected in {
        f"/live/{meeting}?vy=item-{here}": 200,
        f"/live/{meeting}?vy=item-{elsewhere}": 404,
        f"/live/{meeting}?vy=item-": 404,
        f"/live/{meeting}?vy=division-99": 404,
        f"/live/{meeting}?vy=member-1": 404,
        f"/live/{meeting}?vy=nobody": 404,
        f"/live/{draft}?vy=public": 404,
        "/live/9999?vy=public": 404,
        f"/live/{2**31}?vy=public": 404,
        "/live/x?vy=public": 404,
    }.items():
        assert (path, status(hall, path + short)) == (path, expected)


@pytest.mark.parametrize("short", ["", "&kort"])
def test_each_role_watches_its_own(hall: Hall, meeting: int, short: str) -> None:
    may = {
        "agneta": {"member"},
        "bo": {"member"},
        "ordforande": {"member", "chair"},
        "vice2": {"member", "chair"},
        "sekreterare": {"secretary"},
        "admin": set(),
    }
    for channel in ("member", "chair", "secretary"):
        path = f"/live/{meeting}?vy={channel}{short}"
        assert status(hall, path) == 401
        for username, channels in may.items():
            cookie = hall.server.sign_in(username)
            expected = 200 if channel in channels else 403
            assert (username, channel, status(hall, path, Cookie=cookie)) == (
                username, channel, expected,
            )  # fmt: skip


def test_a_public_stream_reads_no_cookie_and_sets_none(hall: Hall, meeting: int) -> None:
    with hall.server.watch(meeting, Cookie="klubbslag=forged") as reader:
        assert reader.status == 200
        assert "Set-Cookie" not in reader.headers


def test_a_stream_is_kept_nowhere_and_carries_what_every_answer_carries(
    hall: Hall, meeting: int
) -> None:
    with hall.server.watch(meeting) as reader:
        headers = reader.headers
    _, _, page = hall.server.ask("GET", "/health/live")

    assert headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Accel-Buffering"] == "no"
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert headers[name] == page[name]


def test_a_signed_in_stream_shows_every_second_that_it_lives(hall: Hall, meeting: int) -> None:
    cookie = hall.server.sign_in("agneta")
    with hall.server.watch(meeting, "member", Cookie=cookie) as reader:
        reader.event("puls")
        first, second = reader.event("puls", 3), reader.event("puls", 3)

    assert second.at - first.at < 2


def test_a_stream_ends_with_its_sign_in(hall: Hall, meeting: int) -> None:
    ended, goes_on = hall.server.sign_in("agneta"), hall.server.sign_in("agneta")
    with (
        hall.server.watch(meeting, "member", Cookie=ended) as one,
        hall.server.watch(meeting, "member", Cookie=goes_on) as other,
    ):
        one.parts(), other.parts()
        hall.server.sign_out(ended)
        left = time.monotonic()
        assert one.ended.wait(6)
        assert time.monotonic() - left < 5
        other.event("puls")
    assert status(hall, f"/live/{meeting}?vy=member", Cookie=ended) == 401


def test_a_stream_ends_when_the_person_has_another_role(hall: Hall, meeting: int) -> None:
    cookie = hall.server.sign_in("vice1")
    with hall.server.watch(meeting, "chair", Cookie=cookie) as reader:
        reader.parts()
        with hall.app.app_context():
            become(Role.MEMBER)
            try:
                assert reader.ended.wait(6)
            finally:
                become(Role.FIRST_VICE)


def become(role: Role) -> None:
    with writing() as session:
        session.get_one(Person, factories.person("vice1")).role = role


def test_the_public_cannot_take_the_halls_streams(hall: Hall, meeting: int) -> None:
    cookie = hall.server.sign_in("agneta")
    open_to_all = [hall.server.watch(meeting) for _ in range(MOST - 1)]
    refused = hall.server.watch(meeting)
    member = hall.server.watch(meeting, "member", Cookie=cookie)
    refused_too = hall.server.watch(meeting, "member", Cookie=cookie)

    assert [reader.status for reader in open_to_all] == [200] * (MOST - 1)
    assert (refused.status, member.status, refused_too.status) == (503, 200, 503)
    assert int(refused.headers["Retry-After"]) > 0
    for reader in (*open_to_all, refused, member, refused_too):
        reader.close()
    asked, _, _ = hall.server.ask("GET", f"/live/{meeting}?kort")
    assert asked == 200, "the page can still ask now and then"


def test_a_stream_that_is_left_makes_room(hall: Hall, meeting: int) -> None:
    for _ in range(3 * MOST):
        until_one_opens(hall, meeting)


def until_one_opens(hall: Hall, meeting: int) -> None:
    deadline = time.monotonic() + 5
    while status(hall, f"/live/{meeting}") != 200:
        assert time.monotonic() < deadline
