"""The open data over HTTP: for every site, without cookies, kept under a validator."""

import pytest

from council.store.engine import writing
from council.store.models import MeetingKind, Proposal
from tests import factories
from tests.support.open_data import LISTS, close


def paths(listed: factories.Opened) -> list[str]:
    return [
        "/api/v1/openapi.json",
        *(f"/api/v1/{name}" for name in LISTS),
        f"/api/v1/meetings/{listed.meeting}",
        f"/api/v1/items/{listed.item}",
        f"/api/v1/divisions/{listed.division}",
        f"/api/v1/divisions/{listed.division}?format=csv",
        "/api/v1/members/1",
    ]


def test_the_answer_is_the_same_whoever_asks(client, sign_in, listed):
    member, chair = sign_in("agneta"), sign_in("ordforande")

    for path in paths(listed):
        answers = [someone.get(path) for someone in (client, member, chair)]
        assert len({answer.data for answer in answers}) == 1, path
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1, path


def test_no_cookie_is_set_or_asked_for(sign_in, listed):
    member = sign_in("agneta")

    for path in [*paths(listed), "/api/v1/divisions/999", "/api/v1/meetings?limit=0"]:
        answer = member.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "cookie" not in answer.headers.get("Vary", "").lower(), path


def test_every_site_may_read_and_every_copy_is_asked_for_again(client, listed):
    for path in paths(listed):
        headers = client.get(path).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert headers["Cache-Control"] == "public, no-cache"


def test_a_script_may_ask_whether_its_copy_still_holds(client, listed):
    answer = client.options(
        f"/api/v1/divisions/{listed.division}",
        headers={"Origin": "https://tidning.example", "Access-Control-Request-Method": "GET"},
    )

    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_a_copy_holds_until_something_happens(council, client, listed):
    for path in paths(listed):
        etag = client.get(path).headers["ETag"]
        kept = client.get(path, headers={"If-None-Match": etag})
        assert (kept.status_code, kept.data, kept.headers["ETag"]) == (304, b"", etag), path

    path = f"/api/v1/divisions/{listed.division}"
    etag = client.get(path).headers["ETag"]
    with council.app_context():
        close(listed)

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_what_happens_in_one_meeting_leaves_the_copies_of_another(council, client, listed):
    with council.app_context():
        other = factories.a_meeting(kind=MeetingKind.ORDINARY)
    etag = client.get(f"/api/v1/meetings/{other}").headers["ETag"]
    with council.app_context():
        close(listed)

    answer = client.get(f"/api/v1/meetings/{other}", headers={"If-None-Match": etag})

    assert answer.status_code == 304


def test_what_is_not_there_is_not_there_for_a_copy_either(client, listed):
    etag = client.get("/api/v1/members").headers["ETag"]

    for path in ("meetings/999", "items/999", "divisions/999", "members/999"):
        answer = client.get(f"/api/v1/{path}", headers={"If-None-Match": etag})
        assert answer.status_code == 404, path


def test_head_is_get_without_the_body(client, listed):
    for path in paths(listed):
        head, get = client.head(path), client.get(path)
        assert head.data == b""
        assert head.headers["ETag"] == get.headers["ETag"]
        assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed_here(client, council, method):
    answer = getattr(client, method)("/api/v1/meetings")

    assert answer.status_code == 405
    assert answer.json["error"] == "method_not_allowed"


@pytest.mark.parametrize(
    "path", ["meetings/999", "divisions/2147483648", "divisions/x", "nothing", "meetings/"]
)
def test_what_does_not_exist_is_told_in_json(client, council, path):
    answer = client.get(f"/api/v1/{path}", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert answer.json.keys() == {"error", "message"}
    assert answer.json["error"] == "not_found"


def test_swedish_letters_stand_as_themselves(council, client, listed):
    with council.app_context(), writing() as session:
        for proposal in session.query(Proposal):
            proposal.decision = "införa nattåg"

    assert "införa nattåg" in client.get(f"/api/v1/items/{listed.item}").text
