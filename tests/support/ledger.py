"""The record of a council as a stranger reads it: plain SQL, and the journal's documented form.

Nothing of the service is imported here: what is wrong in its own code cannot hide itself.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from typing import Any

import psycopg

from tests.support import history as judge
from tests.support.history import History, Kept, Record

Row = tuple[Any, ...]
Ask = Callable[..., list[Row]]
"""A statement with ``?`` for its facts; gives its rows, all of one and the same moment."""

DOMAIN = b"klubbslag/journal/1\n"
COVERED = ("actor", "at", "kind", "meeting", "payload", "prev", "seq", "v")
"""What an entry's hash covers, in the canonical form's order (decision 1)."""
CHOICES = ("yes", "no", "abstain")
COLUMNS = ("meeting", "seq", "v", "kind", "at", "actor", "payload", "prev", "hash")

PRESSES = "SELECT id, seat_id, key, choice, receipt FROM press WHERE division_id = ? ORDER BY id"
SEALED = "SELECT seat_id, choice FROM vote WHERE division_id = ? ORDER BY seat_id"
DIVISION = "SELECT meeting_id, votes_yes, votes_no, votes_abstain, seal FROM division WHERE id = ?"
BY_NAME = (
    "SELECT name, choice FROM vote LEFT JOIN division_seat"
    " ON division_seat.division_id = vote.division_id AND division_seat.seat_id = vote.seat_id"
    " WHERE vote.division_id = ?"
)
NUMBERS = "SELECT seat_id, number FROM division_seat WHERE division_id = ?"
CLOSINGS = "SELECT payload, hash FROM journal_entry WHERE chain = ? AND kind = 'division.closed'"
ENTRIES = (
    "SELECT chain, seq, v, kind, at, actor, payload, prev, hash FROM journal_entry"
    " ORDER BY chain, seq"
)
HEADS = "SELECT chain, seq, at, hash FROM journal_head"


@contextmanager
def asking(url: str) -> Iterator[Ask]:
    """Ask a database that others write to; everything asked is of one moment."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10)) as file:
            file.isolation_level = None
            file.execute("BEGIN")
            yield lambda statement, *facts: file.execute(statement, facts).fetchall()
        return
    with psycopg.connect(url.replace("+psycopg", "", 1)) as server:
        server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield lambda statement, *facts: server.execute(
            statement.replace("?", "%s").encode(), facts
        ).fetchall()


def faults(url: str, division: int, history: History) -> list[str]:
    """Everything that cannot be true of a closed division, of the journal and of the file."""
    return [*division_faults(url, division, history), *whole_faults(url)]


def division_faults(url: str, division: int, history: History) -> list[str]:
    """The same of the division alone, for who judges many and the journal and the file once."""
    with asking(url) as ask:
        record = read(ask, division)
        return [*judge.faults(history, record), *seal_faults(ask, division)]


def faults_while_open(url: str, division: int, history: History) -> list[str]:
    """The same of a division that is open, and that people press in meanwhile."""
    so_far = history.until_now()
    with asking(url) as ask:
        record = read(ask, division)
    return [*judge.faults_while_open(so_far, record), *whole_faults(url, "quick_check")]


def read(ask: Ask, division: int) -> Record:
    """What the database says of a division."""
    [[meeting, yes, no, abstain, _]] = ask(DIVISION, division)
    return Record(
        presses=[Kept(*row) for row in ask(PRESSES, division)],
        sealed=[(seat, choice) for seat, choice in ask(SEALED, division)],
        counts={"yes": yes or 0, "no": no or 0, "abstain": abstain or 0},
        closings=[payload for payload, _ in _closings(ask, meeting, division)],
        seat_numbers={seat: str(number) for seat, number in ask(NUMBERS, division)},
    )


def seal_faults(ask: Ask, division: int) -> Iterator[str]:
    """A division's seal is the hash of the entry that closed it."""
    [[meeting, *_, seal]] = ask(DIVISION, division)
    if [digest for _, digest in _closings(ask, meeting, division)] != [seal]:
        yield f"the seal of division {division} is not its closing's hash"


def whole_faults(url: str, check: str = "integrity_check") -> list[str]:
    """Whatever is wrong with the journal's chains, or with an SQLite file in SQLite's own eyes.

    Args:
        check: how SQLite looks; ``quick_check`` passes the indexes by.
    """
    with asking(url) as ask:
        found = list(chain_faults(ask))
        if url.startswith("sqlite"):
            found += [f"the file: {told}" for (told,) in ask(f"PRAGMA {check}") if told != "ok"]
    return found


def chain_faults(ask: Ask) -> Iterator[str]:
    """Recompute every chain from its first entry to its head."""
    ends: dict[str, Row] = {}
    for chain, rows in groupby(ask(ENTRIES), key=lambda row: row[0]):
        entries = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        ends[chain] = tuple(entries[-1][name] for name in ("seq", "at", "hash"))
        yield from _links(chain, entries)
    heads = {chain: tuple(end) for chain, *end in ask(HEADS)}
    for chain in sorted(ends.keys() | heads.keys()):
        if ends.get(chain) != heads.get(chain):
            yield f"the journal {chain}: its last entry is not its head"


def published_faults(url: str, answer: dict[str, Any]) -> list[str]:
    """A closed division as the public data shows it has each member's sealed vote, once."""
    with asking(url) as ask:
        sealed = Counter((name, choice) for name, choice in ask(BY_NAME, answer["id"]))
    listed = [(vote["member"], vote["position"]) for vote in answer["votes"]]
    votes = Counter(vote for vote in listed if vote[1] in CHOICES)
    recount = Counter(choice for _, choice in sealed.elements())
    found = []
    if votes != sealed:
        found.append(f"the list of division {answer['id']} shows {votes}, sealed are {sealed}")
    if any(answer["counts"][choice] != recount[choice] for choice in CHOICES):
        found.append(
            f"the figures of division {answer['id']} are {answer['counts']}, sealed are {recount}"
        )
    return found


def _closings(ask: Ask, meeting: int, division: int) -> list[tuple[dict[str, Any], str]]:
    found = [(json.loads(text), digest) for text, digest in ask(CLOSINGS, f"m{meeting}")]
    return [one for one in found if one[0]["division"] == f"d{division}"]


def _links(chain: str, entries: list[dict[str, Any]]) -> Iterator[str]:
    before: dict[str, Any] | None = None
    for place, entry in enumerate(entries):
        where = f"the journal {chain}:{entry['seq']}"
        if entry["seq"] != place:
            yield f"{where}: it is number {place} of its chain"
        if before is not None and entry["prev"] != before["hash"]:
            yield f"{where}: it does not follow the entry before it"
        if before is not None and entry["at"] < before["at"]:
            yield f"{where}: it is older than the entry before it"
        if entry["hash"] != _hash(entry):
            yield f"{where}: its hash is not its content's"
        before = entry


def _hash(entry: dict[str, Any]) -> str:
    """Over the very letters that are kept: actor and payload stand in the canonical form."""
    kept = {name: json.dumps(entry[name], ensure_ascii=False) for name in COVERED}
    kept |= {"actor": entry["actor"], "payload": entry["payload"]}
    letters = ",".join(f'"{name}":{kept[name]}' for name in COVERED)
    return hashlib.sha256(DOMAIN + f"{{{letters}}}".encode()).hexdigest()
