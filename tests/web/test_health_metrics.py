"""What is counted: enough to see that the service fares ill, and nothing of who did what."""

import re
from datetime import timedelta
from math import inf, isnan
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from council.law.tally import Choice
from council.store import gate, journal
from council.store.backup import marks
from council.store.engine import writing
from council.web.clock import now
from council.web.health import metrics, views
from tests import factories


def figures(client) -> dict[str, float]:
    """Every sample by its name and labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def moved(client, name: str, act) -> float:
    """By how much a figure grows through an act."""
    before = figures(client).get(name, 0.0)
    act()
    return figures(client).get(name, 0.0) - before


def requests(route: str, status: int) -> str:
    """The name of the figure of a route's answers."""
    return f"klubbslag_http_requests_total[('route', '{route}'), ('status', '{status}')]"


def test_nobody_else_is_told(council, client):
    answer = client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})

    assert answer.status_code == 404
    assert "klubbslag_" not in answer.text


def test_a_recorded_press_is_counted_with_its_time(council, client):
    assert moved(client, "klubbslag_votes_accepted_total[]", lambda: metrics.accepted(0.02)) == 1
    assert (
        moved(
            client, "klubbslag_vote_seconds_bucket[('le', '0.025')]", lambda: metrics.accepted(0.02)
        )
        == 1
    )


def test_a_refused_press_is_counted_with_its_reason(council, client):
    name = "klubbslag_votes_refused_total[('why', 'not_open')]"

    assert moved(client, name, lambda: metrics.refused("not_open")) == 1


def test_a_failed_sign_in_is_counted(council, client):
    name = "klubbslag_signin_failed_total[]"

    assert moved(client, name, lambda: client.sign_in("agneta", "fel lösenord")) == 1
    assert moved(client, name, lambda: client.sign_in("agneta")) == 0


def test_requests_are_counted_by_route_and_never_by_address(council, client):
    name = requests("/api/v1/members/<int:person_id>", 200)
    other = requests("other", 404)

    assert moved(client, name, lambda: client.get("/api/v1/members/1")) == 1
    assert moved(client, other, lambda: client.get("/agneta")) == 1
    assert not re.search("agneta|members/1", client.get("/metrics").text)


def test_the_time_of_a_closing_is_counted(council, client, sign_in):
    with council.app_context():
        opened = factories.an_open_division()
    chair = sign_in("ordforande")

    def close():
        answer = chair.send(
            f"/voteringar/{opened.division}/stang", headers={"Accept": "application/json"}
        )
        assert answer.status_code == 200, answer.text

    assert moved(client, "klubbslag_close_seconds_count[]", close) == 1


def test_waiting_at_the_gate_is_counted(council, client):
    def write():
        with council.app_context():
            factories.a_meeting()

    assert moved(client, "klubbslag_write_lock_wait_seconds_count[]", write) == 1


def test_several_services_in_one_process_count_each_wait_once(council):
    metrics.listen()
    metrics.listen()

    assert len(gate.told) == 1


def test_the_head_of_each_chain_is_shown(council, client):
    with council.app_context():
        opened = factories.an_open_division()

    shown = figures(client)

    assert shown["klubbslag_journal_head[('meeting', 'body')]"] == 0
    assert shown[f"klubbslag_journal_head[('meeting', 'm{opened.meeting}')]"] > 0


def test_presses_move_no_head(council, client):
    with council.app_context():
        opened = factories.an_open_division()
    name = f"klubbslag_journal_head[('meeting', 'm{opened.meeting}')]"

    def press():
        with council.app_context():
            factories.press(opened.division, "agneta", Choice.YES)

    assert moved(client, name, press) == 0


def test_open_streams_are_shown_by_who_may_watch(council, client):
    shown = figures(client)

    assert shown["klubbslag_sse_clients[('pool', 'hall')]"] == 0
    assert shown["klubbslag_sse_clients[('pool', 'public')]"] == 0


def test_what_was_counted_is_told_when_the_database_is_gone(council, client, monkeypatch):
    def gone(*_args):
        raise OperationalError("", {}, Exception("gone"))

    monkeypatch.setattr(views, "heads", gone)

    shown = figures(client)

    assert "klubbslag_votes_accepted_total[]" in shown
    assert not [name for name in shown if "journal_head" in name]


@pytest.mark.parametrize("word", ["Agneta", "choice", "member", "party"])
def test_no_label_is_about_people(council, client, word):
    metrics.accepted(0.01)
    labels = re.findall(r"\{([^}]*)\}", client.get("/metrics").text)

    names = {part.split("=")[0] for label in labels for part in label.split(",")}
    assert names <= {"le", "why", "meeting", "route", "status", "pool"}
    assert word not in names


def test_the_last_backup_the_journal_and_the_disk_are_told(council, client):
    data = Path(council.instance_path)
    never = figures(client)
    marks.put(data, marks.BACKUP, "kopia.zip", now=now() - timedelta(hours=30))
    marks.put(data, marks.JOURNAL, "m1:4", ok=False, now=now())
    broken = figures(client)
    marks.put(data, marks.JOURNAL, "", now=now())

    assert never["klubbslag_backup_age_seconds[]"] == inf
    assert isnan(never["klubbslag_journal_verify_ok[]"])
    assert broken["klubbslag_backup_age_seconds[]"] == pytest.approx(30 * 3600, abs=60)
    assert broken["klubbslag_journal_verify_ok[]"] == 0
    assert figures(client)["klubbslag_journal_verify_ok[]"] == 1
    assert never["klubbslag_disk_free_bytes[]"] > 0


def test_a_clock_that_went_back_is_counted(council, client):
    def entry(moment):
        with council.app_context(), writing() as session:
            journal.append(session, journal.BODY, "prov", {}, actor=journal.SYSTEM, now=moment)

    name = "klubbslag_clock_back_total[]"
    entry(factories.NOON)

    assert moved(client, name, lambda: entry(factories.NOON)) == 0
    assert moved(client, name, lambda: entry(factories.NOON - timedelta(minutes=1))) == 1


def test_a_request_that_the_database_could_not_serve_is_counted(council, client, monkeypatch):
    def busy(*_args, **_names):
        raise gate.Busy

    monkeypatch.setitem(council.view_functions, "public.meetings", busy)

    name = "klubbslag_db_busy_total[]"
    assert moved(client, name, lambda: client.get("/sammantraden")) == 1
