"""What happened around a closing, as everybody saw it, and whether it can be true.

Each client writes down what it asked and what it was told, with the time before and after by one
monotonic clock. The record is read when all is over. What must hold between the two is the
promise that councillors are given: exactly once, none late, none lost.

The judge shares no code with the service: what is wrong there cannot be wrong here too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Told(StrEnum):
    """What a client was told of its press."""

    ACCEPTED = "accepted"
    AGAIN = "again"  # the receipt of a press that was known
    CLOSED = "closed"  # refused: the division is not open
    FAILED = "failed"  # neither a receipt nor a refusal
    NOTHING = "nothing"  # no answer yet: the press may be kept or not


@dataclass(frozen=True, slots=True)
class Tried:
    """One press as its client saw it; ``asked_at`` is the first time it was sent."""

    seat: int
    key: str
    choice: str
    told: Told
    receipt: str | None
    asked_at: float
    told_at: float
    why: str = ""
    sent: int = 1
    """How many times it was sent before it was answered."""


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing as its chair saw it."""

    asked_at: float
    told_at: float
    why: str = ""
    """What went wrong; empty where the chair was told that it is closed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A press as it stands in the record."""

    place: int  # in the order of the database
    seat: int
    key: str
    choice: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the database says of a division when all is over."""

    presses: Sequence[Kept]
    sealed: Sequence[tuple[int, str]]  # seat and choice
    counts: dict[str, int]
    closings: Sequence[dict[str, Any]]  # the payloads of its entries division.closed
    seat_numbers: dict[int, str]


@dataclass(slots=True)
class History:
    """What everybody saw of one division."""

    tries: list[Tried] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    asked: list[tuple[int, str]] = field(default_factory=list)
    """Seat and key of what was sent, where that is written down before it is sent."""

    def until_now(self) -> "History":
        """The answers that have come; what is sent from here on is known to it still."""
        return History(list(self.tries), list(self.closings), self.asked)

    def of(self, *told: Told) -> list[Tried]:
        """The presses that were answered so."""
        return [one for one in self.tries if one.told in told]


def faults(history: History, record: Record) -> list[str]:
    """Everything that cannot be true. Nothing: the promise was kept."""
    return [
        *_unanswered(history),
        *_not_kept_as_told(history, record),
        *_kept_though_refused(history, record),
        *_out_of_order(history, record),
        *_across_the_gavel(history),
        *_sealed_otherwise(record),
        *_told_otherwise_in_the_journal(record),
    ]


def faults_while_open(history: History, record: Record) -> list[str]:
    """As ``faults``, of a division that nobody has closed: the presses alone are judged.

    ``history`` is from before the record was read: what it tells must stand there.
    """
    return [
        *_unanswered(history),
        *_not_kept_as_told(history, record),
        *_kept_though_refused(history, record),
        *_out_of_order(history, record),
        *(f"a press was refused before anybody closed: {one}" for one in history.of(Told.CLOSED)),
        *(f"a vote is sealed in an open division: seat {seat}" for seat, _ in record.sealed),
    ]


def _unanswered(history: History) -> Iterator[str]:
    for one in history.of(Told.FAILED):
        yield f"a press got neither a receipt nor a refusal: {one.why}"
    for closing in history.closings:
        if closing.why:
            yield f"a closing failed: {closing.why}"


def _not_kept_as_told(history: History, record: Record) -> Iterator[str]:
    kept = {(press.seat, press.key): press for press in record.presses}
    for one in history.of(Told.ACCEPTED, Told.AGAIN):
        press = kept.get((one.seat, one.key))
        if press is None:
            yield f"an acknowledged press is gone: {one}"
        elif (press.choice, press.receipt) != (one.choice, one.receipt):
            yield f"an acknowledged press is kept as another: {one} {press}"
    for receipt, times in Counter(press.receipt for press in record.presses).items():
        if times > 1:
            yield f"one receipt for several presses: {receipt}"
    for (seat, key), times in Counter((one.seat, one.key) for one in record.presses).items():
        if times > 1:
            yield f"one press is kept several times: seat {seat}, key {key}"


def _kept_though_refused(history: History, record: Record) -> Iterator[str]:
    kept = {(press.seat, press.key) for press in record.presses}
    for one in history.of(Told.CLOSED):
        if (one.seat, one.key) in kept:
            yield f"a refused press is kept: {one}"
    tried = {(one.seat, one.key) for one in history.tries} | set(history.asked)
    for seat, key in kept - tried:
        yield f"a press that nobody made is kept: seat {seat}, key {key}"


def _out_of_order(history: History, record: Record) -> Iterator[str]:
    """Who was answered before the other asked comes before the other."""
    place = {(press.seat, press.key): press.place for press in record.presses}
    by_seat: dict[int, list[Tried]] = {}
    for one in history.of(Told.ACCEPTED):
        if (one.seat, one.key) in place:  # that it is gone is told elsewhere
            by_seat.setdefault(one.seat, []).append(one)
    for tries in by_seat.values():
        for then in tries:
            earlier = [one for one in tries if one.told_at < then.asked_at]
            first = max(earlier, key=lambda one: place[one.seat, one.key], default=then)
            if place[first.seat, first.key] > place[then.seat, then.key]:
                yield f"an older press overturns a newer: {first} {then}"


def _across_the_gavel(history: History) -> Iterator[str]:
    done = [closing for closing in history.closings if not closing.why]
    if not done:
        yield "nobody was told that it is closed"
        return
    closed_by = min(closing.told_at for closing in done)
    open_until = min(closing.asked_at for closing in done)
    for one in history.of(Told.ACCEPTED):
        if one.asked_at > closed_by:
            yield f"a press was accepted after the gavel: {one}"
    for one in history.of(Told.CLOSED):
        if one.told_at < open_until:
            yield f"a press was refused before anybody closed: {one}"


def _sealed_otherwise(record: Record) -> Iterator[str]:
    last: dict[int, Kept] = {}
    for press in sorted(record.presses, key=lambda press: press.place):
        last[press.seat] = press
    sealed = dict(record.sealed)
    if len(sealed) < len(record.sealed):
        yield "a seat has two sealed votes"
    for seat, press in last.items():
        if sealed.get(seat) != press.choice:
            yield f"a vote is lost: seat {seat} pressed {press.choice}, sealed {sealed.get(seat)}"
    for seat in sealed.keys() - last.keys():
        yield f"a vote is sealed that nobody gave: seat {seat}"


def _told_otherwise_in_the_journal(record: Record) -> Iterator[str]:
    if len(record.closings) != 1:
        yield f"the journal tells of the closing {len(record.closings)} times"
        return
    payload = record.closings[0]
    recount = Counter(choice for _, choice in record.sealed)
    figures = {choice: recount[choice] for choice in ("yes", "no", "abstain")}
    if any(record.counts[choice] != figure for choice, figure in figures.items()):
        yield f"the figures are not the votes': {record.counts} for {figures}"
    if any(payload["counts"][choice] != figure for choice, figure in figures.items()):
        yield f"the journal's figures are not the votes': {payload['counts']} for {figures}"
    votes = sorted((record.seat_numbers.get(seat, ""), choice) for seat, choice in record.sealed)
    if sorted((vote["seat"], vote["choice"]) for vote in payload["votes"]) != votes:
        yield "the journal's votes are not those sealed"
    if payload["presses_n"] != len(record.presses):
        yield f"the journal says {payload['presses_n']} presses, {len(record.presses)} are kept"
