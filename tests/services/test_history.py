"""The race's own judge: each thing that cannot be true is found, and nothing else."""

from dataclasses import replace

import pytest

from tests.support.history import (
    Closing,
    History,
    Kept,
    Record,
    Told,
    Tried,
    faults,
    faults_while_open,
)

ANNA, BERIT = 1, 2


def tried(seat, key, choice, told, at, receipt=None):
    return Tried(seat, key, choice, told, receipt or f"r{seat}{key}", at, at + 0.1)


def a_history():
    """Anna changes her vote, Berit is too late with the second press; one gavel is the second."""
    return History(
        tries=[
            tried(ANNA, "a", "yes", Told.ACCEPTED, 1.0),
            tried(ANNA, "b", "no", Told.ACCEPTED, 2.0),
            tried(BERIT, "a", "yes", Told.ACCEPTED, 1.0),
            tried(BERIT, "b", "no", Told.CLOSED, 4.0),
            tried(BERIT, "a", "yes", Told.AGAIN, 5.0),
        ],
        closings=[Closing(3.0, 3.5), Closing(3.1, 3.6)],
    )


def a_record():
    counts = {"yes": 1, "no": 1, "abstain": 0}
    votes = [{"seat": "1", "choice": "no"}, {"seat": "2", "choice": "yes"}]
    return Record(
        presses=[
            Kept(1, ANNA, "a", "yes", "r1a"),
            Kept(2, BERIT, "a", "yes", "r2a"),
            Kept(3, ANNA, "b", "no", "r1b"),
        ],
        sealed=[(ANNA, "no"), (BERIT, "yes")],
        counts=counts,
        closings=[{"counts": counts, "votes": votes, "presses_n": 3}],
        seat_numbers={ANNA: "1", BERIT: "2"},
    )


def test_what_can_be_true_is_no_fault():
    assert faults(a_history(), a_record()) == []


def test_a_press_of_which_nobody_was_told_may_be_kept_or_not():
    history, record = a_history(), a_record()
    history.tries.append(tried(BERIT, "c", "no", Told.FAILED, 2.5))

    assert len(faults(history, record)) == 1
    assert "neither a receipt nor a refusal" in faults(history, record)[0]


IN_WHAT_WAS_SEEN = {
    "an acknowledged press is gone": tried(BERIT, "c", "yes", Told.ACCEPTED, 2.0),
    "an acknowledged press is kept as another": tried(ANNA, "a", "yes", Told.AGAIN, 6.0, "other"),
    "a refused press is kept": tried(ANNA, "a", "yes", Told.CLOSED, 6.0),
    "a press was accepted after the gavel": tried(ANNA, "b", "no", Told.ACCEPTED, 7.0),
    "a press was refused before anybody closed": tried(BERIT, "d", "no", Told.CLOSED, 1.0),
}


@pytest.mark.parametrize(("fault", "also"), IN_WHAT_WAS_SEEN.items(), ids=IN_WHAT_WAS_SEEN)
def test_a_fault_in_what_somebody_saw_is_found(fault, also):
    history = a_history()
    history.tries.append(also)

    assert any(fault in one for one in faults(history, a_record()))


def test_an_older_press_that_overturns_a_newer_is_found():
    record = a_record()
    presses = [replace(record.presses[0], place=9), *record.presses[1:]]

    found = faults(a_history(), replace(record, presses=presses, sealed=[(1, "yes"), (2, "yes")]))
    assert any("an older press overturns a newer" in one for one in found)


def test_an_older_press_that_overturns_a_newer_is_found_behind_one_that_was_long_under_way():
    """The slow one in the middle may stand anywhere; the first and the last may not change."""
    tries = [
        Tried(ANNA, key, "yes", Told.ACCEPTED, f"r{key}", asked_at, told_at)
        for key, asked_at, told_at in (("a", 0, 1), ("b", 0.5, 5), ("c", 2, 3))
    ]
    presses = [Kept(place, ANNA, key, "yes", f"r{key}") for place, key in enumerate("cba", start=1)]
    record = replace(a_record(), presses=presses, sealed=[])

    [fault] = faults_while_open(History(tries), record)
    assert "an older press overturns a newer" in fault


@pytest.mark.parametrize(
    ("closings", "fault"),
    [
        ([], "nobody was told that it is closed"),
        ([Closing(3.0, 3.5), Closing(3.1, 3.6, "timeout")], "a closing failed: timeout"),
    ],
)
def test_a_closing_that_fails_is_found(closings, fault):
    history = a_history()
    history.closings = closings

    assert fault in faults(history, a_record())


def changed(**facts):
    return replace(a_record(), **facts)


def told(**facts):
    return changed(closings=[a_record().closings[0] | facts])


IN_THE_RECORD = {
    "a vote is lost": changed(sealed=[(BERIT, "yes")]),
    "a vote is lost: seat 1 pressed no, sealed yes": changed(sealed=[(ANNA, "yes"), (2, "yes")]),
    "a seat has two sealed votes": changed(sealed=[(1, "no"), (2, "yes"), (2, "yes")]),
    "a vote is sealed that nobody gave": changed(sealed=[(1, "no"), (2, "yes"), (3, "no")]),
    "one receipt for several presses": changed(
        presses=[*a_record().presses, Kept(4, ANNA, "c", "no", "r1b")]
    ),
    "one press is kept several times": changed(
        presses=[*a_record().presses, Kept(4, ANNA, "b", "no", "r")]
    ),
    "a press that nobody made is kept": changed(
        presses=[*a_record().presses, Kept(4, BERIT, "z", "yes", "r")]
    ),
    "the journal tells of the closing 0 times": changed(closings=[]),
    "the journal tells of the closing 2 times": changed(closings=a_record().closings * 2),
    "the figures are not the votes'": changed(counts={"yes": 2, "no": 0, "abstain": 0}),
    "the journal's figures are not the votes'": told(counts={"yes": 2, "no": 0, "abstain": 0}),
    "the journal's votes are not those sealed": told(votes=[{"seat": "1", "choice": "no"}]),
    "the journal says 2 presses, 3 are kept": told(presses_n=2),
}


@pytest.mark.parametrize(("fault", "record"), IN_THE_RECORD.items(), ids=IN_THE_RECORD)
def test_a_fault_in_the_record_is_found(fault, record):
    assert any(fault in one for one in faults(a_history(), record))
