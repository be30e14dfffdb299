"""What is counted for the operator; never by member, party or choice.

Each process counts for itself. A route that takes secret ballots must never be counted here:
what moves with each press tells, beside a clock, who pressed.
"""

import math
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import perf_counter

from flask import Response, g, request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from council.store import gate, journal
from council.store.backup import marks

STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds in seconds; a press is promised its answer within one."""

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
ACCEPTED = Counter("klubbslag_votes_accepted", "Presses recorded.", registry=REGISTRY)
REFUSED = Counter("klubbslag_votes_refused", "Presses refused.", ["why"], registry=REGISTRY)
VOTE_SECONDS = Histogram(
    "klubbslag_vote_seconds", "From a press to its record.", buckets=STEPS, registry=REGISTRY
)
CLOSE_SECONDS = Histogram(
    "klubbslag_close_seconds", "Closing a division.", buckets=STEPS, registry=REGISTRY
)
LOCK_WAIT_SECONDS = Histogram(
    "klubbslag_write_lock_wait_seconds",
    "How long a writer waited for its turn (SQLite).",
    buckets=STEPS,
    registry=REGISTRY,
)
HEAD = Gauge(
    "klubbslag_journal_head", "The last entry of each chain.", ["meeting"], registry=REGISTRY
)
STREAMS = Gauge("klubbslag_sse_clients", "Live streams that are open.", ["pool"], registry=REGISTRY)
SIGN_IN_FAILED = Counter("klubbslag_signin_failed", "Sign-ins that failed.", registry=REGISTRY)
REQUESTS = Counter(
    "klubbslag_http_requests", "Requests answered.", ["route", "status"], registry=REGISTRY
)
BUSY = Counter(
    "klubbslag_db_busy", "Requests that the database could not serve in time.", registry=REGISTRY
)
CLOCK_BACK = Counter(
    "klubbslag_clock_back",
    "Entries whose clock stood before the entry before them.",
    registry=REGISTRY,
)
JOURNAL_OK = Gauge(
    "klubbslag_journal_verify_ok",
    "Whether every chain held when they were last verified; NaN: never on this host.",
    registry=REGISTRY,
)
BACKUP_AGE = Gauge(
    "klubbslag_backup_age_seconds",
    "Since this host's last backup; infinite where there is none.",
    registry=REGISTRY,
)
DISK_FREE = Gauge(
    "klubbslag_disk_free_bytes", "Free where the data folder lies.", registry=REGISTRY
)

SLIPS = ("member.ballot_paper", "member.hand_in")
ELSEWHERE = "other"
"""The route of what has none: addresses that people make up must not become labels."""


def accepted(seconds: float) -> None:
    """A press was recorded, in so many seconds."""
    ACCEPTED.inc()
    VOTE_SECONDS.observe(seconds)


def refused(why: str) -> None:
    """A press was refused, for this reason."""
    REFUSED.labels(why).inc()


def busy() -> None:
    """The database did not serve a request in time."""
    BUSY.inc()


def listen() -> None:
    """Be told how long each writer waits at the gate, and when the clock went back."""
    gate.told[:] = [LOCK_WAIT_SECONDS.observe]
    journal.clock_back[:] = [lambda _seconds: CLOCK_BACK.inc()]


def begin() -> None:
    """Note when a request came."""
    g.began = perf_counter()


def count(response: Response) -> Response:
    """Count an answer by its route, never by its address; secret slips not at all."""
    if request.endpoint in SLIPS:
        return response
    route = ELSEWHERE if request.url_rule is None else request.url_rule.rule
    REQUESTS.labels(route, response.status_code).inc()
    if request.endpoint == "auth.log_in" and response.status_code in (401, 429):
        SIGN_IN_FAILED.inc()
    if request.endpoint == "chair.close_division" and response.status_code < 400:
        CLOSE_SECONDS.observe(perf_counter() - g.began)
    return response


def look(data: Path, now: datetime) -> None:
    """Read what is not counted but lies in the data folder: its disk, the last backup's mark."""
    backup, verified = marks.last(data, marks.BACKUP), marks.last(data, marks.JOURNAL)
    BACKUP_AGE.set(math.inf if backup is None else backup.age(now))
    JOURNAL_OK.set(math.nan if verified is None else verified.ok)
    with suppress(OSError):  # what has been counted is wanted most when a disk is gone
        DISK_FREE.set(shutil.disk_usage(data).free)


def text(heads: Iterable[tuple[str, int, str]], streams: Mapping[str, int]) -> bytes:
    """Everything that is counted, in Prometheus' text form."""
    HEAD.clear()
    for chain, seq, _ in heads:
        HEAD.labels(chain).set(seq)
    for pool, held in streams.items():
        STREAMS.labels(pool).set(held)
    return generate_latest(REGISTRY)
