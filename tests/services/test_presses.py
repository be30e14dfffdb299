"""A press is written once, whatever the network does; who may not vote changes nothing."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from council.law.refusals import (
    BadKey,
    DivisionNotOpen,
    KeyReused,
    MayNotVote,
    Refused,
    VoteStands,
)
from council.law.tally import Choice
from council.services import attendance, divisions, presses, rules_of_order
from council.services.missing import Missing
from council.store.base import db
from council.store.engine import line_of, reading
from council.store.journal import SYSTEM
from council.store.models import MeetingState, Press, Vote
from tests.factories import (
    NOON,
    a_meeting,
    actor,
    an_open_division,
    does,
    holders,
    later,
    person,
    press,
    seat,
)
from tests.support.changes import entries, nothing_changes, refused, whole
from tests.support.until import until

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


@pytest.fixture
def opened(council):
    return an_open_division()


def pressed(division):
    """Who pressed what, in order."""
    with reading() as session:
        rows = session.query(Press).where(Press.division_id == division).order_by(Press.id)
        return [(row.person_id, row.choice, row.key) for row in rows]


def sealed(division):
    with reading() as session:
        rows = session.query(Vote.seat_id, Vote.choice).where(Vote.division_id == division)
        return dict(rows.all())


def close(opened):
    does("ordforande", divisions.close_division, opened.division, now=later(5))


def test_a_press_gives_a_receipt_of_what_was_recorded(opened):
    receipt = press(opened.division, "agneta", YES, "k1", now=later(1))

    assert (receipt.division_id, receipt.choice, receipt.recorded_at, receipt.again) == (
        opened.division,
        YES,
        later(1),
        False,
    )
    assert re.fullmatch("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", receipt.code)
    assert pressed(opened.division) == [(person("agneta"), "yes", "k1")]


def test_a_press_keeps_how_it_came_and_how_the_person_signed_in(opened):
    press(opened.division, "agneta", YES)

    with reading() as session:
        row = session.query(Press).one()
        assert (row.seat_id, row.by, row.auth) == (seat("agneta"), "device", "password")


def test_a_press_is_no_entry_of_the_journal(opened):
    with entries(f"m{opened.meeting}") as appended:
        press(opened.division, "agneta", YES)

    assert appended == []


def test_the_same_press_again_gives_the_same_receipt(opened):
    first = press(opened.division, "agneta", YES, "k1", now=later(1))

    with nothing_changes():
        again = press(opened.division, "agneta", YES, "k1", now=later(2))

    assert again.again is True
    assert (again.code, again.choice, again.recorded_at) == (first.code, YES, later(1))


def test_a_known_press_has_its_receipt_also_after_the_closing(opened):
    first = press(opened.division, "agneta", YES, "k1")
    close(opened)

    with nothing_changes():
        assert press(opened.division, "agneta", YES, "k1", now=later(9)).code == first.code


def test_a_known_press_has_its_receipt_also_when_the_division_is_void(opened):
    first = press(opened.division, "agneta", YES, "k1")
    does("ordforande", divisions.annul_division, opened.division, "Fel fråga ställdes")

    assert press(opened.division, "agneta", YES, "k1").code == first.code


@pytest.mark.parametrize("after", [False, True], ids=["open", "closed"])
def test_a_key_that_was_used_for_another_choice_is_refused(opened, after):
    press(opened.division, "agneta", YES, "k1")
    if after:
        close(opened)

    with refused(KeyReused, recorded="yes"):
        press(opened.division, "agneta", NO, "k1")


def test_two_members_may_use_the_same_key(opened):
    press(opened.division, "agneta", YES, "k1")
    press(opened.division, "cia", NO, "k1")

    assert len(pressed(opened.division)) == 2


def test_a_vote_may_be_changed_until_the_closing(opened):
    press(opened.division, "agneta", YES, "k1")
    press(opened.division, "agneta", NO, "k2")
    press(opened.division, "agneta", ABSTAIN, "k3")
    close(opened)

    assert sealed(opened.division) == {seat("agneta"): ABSTAIN}


def test_a_late_repeat_of_an_older_press_does_not_overturn_a_newer(opened):
    press(opened.division, "agneta", YES, "k1")
    press(opened.division, "agneta", NO, "k2")
    press(opened.division, "agneta", YES, "k1")
    close(opened)

    assert sealed(opened.division) == {seat("agneta"): NO}


def test_the_same_choice_with_a_new_key_is_a_press_of_its_own(opened):
    press(opened.division, "agneta", YES, "k1")
    press(opened.division, "agneta", YES, "k2")

    assert len(pressed(opened.division)) == 2


def test_a_press_after_the_closing_is_refused(opened):
    close(opened)

    with refused(DivisionNotOpen):
        press(opened.division, "agneta", YES)


def test_a_press_in_a_void_division_is_refused(opened):
    does("ordforande", divisions.annul_division, opened.division, "Fel fråga ställdes")

    with refused(DivisionNotOpen):
        press(opened.division, "agneta", YES)


def test_that_it_is_closed_is_told_before_who_may_vote(opened):
    close(opened)

    with refused(DivisionNotOpen):
        press(opened.division, "dag", YES)


def test_a_press_needs_a_division_and_a_person(opened):
    with refused(Missing):
        press(99, "agneta", YES)
    with refused(Missing):
        presses.cast(opened.division, 9999, YES, "k", auth="password", now=NOON)


@pytest.mark.parametrize("who", ["dag", "sekreterare", "admin"])
def test_who_has_no_vote_is_told_so(opened, who):
    with refused(MayNotVote, reason="no_vote"):
        press(opened.division, who, YES)


def test_a_substitute_who_does_not_serve_has_no_vote(opened):
    with refused(MayNotVote, reason="substitute_not_serving"):
        press(opened.division, "bo", YES)

    does("bo", attendance.check_in, opened.meeting)
    with refused(MayNotVote, reason="substitute_not_serving"):
        press(opened.division, "bo", YES)


@pytest.fixture
def without_agneta(council):
    """An open division for which Agneta was not there."""
    meeting = a_meeting(state=MeetingState.OPEN)
    others = [one for one in holders() if one != "agneta"]
    attendance.record_present(meeting, others, SYSTEM, now=NOON)
    return an_open_division(meeting=meeting, now=later(1))


def test_who_has_not_checked_in_does_not_vote(without_agneta):
    with refused(MayNotVote, reason="not_checked_in"):
        press(without_agneta.division, "agneta", YES)


def test_who_came_after_the_item_was_opened_does_not_vote_in_it(without_agneta):
    does("agneta", attendance.check_in, without_agneta.meeting, now=later(2))

    with refused(MayNotVote, reason="arrived_late"):
        press(without_agneta.division, "agneta", YES)


UNKEEPABLE = {
    "empty": "",
    "too long": "k" * 65,
    "a nul": "\x00",
    "with a nul": "k\x00",
    "half a sign": "\ud800",
    "with half a sign": "k\udfff",
}


@pytest.mark.parametrize("key", UNKEEPABLE.values(), ids=UNKEEPABLE)
def test_a_key_that_cannot_be_kept_is_refused(opened, key):
    with refused(BadKey):
        presses.cast(opened.division, person("agneta"), YES, key, auth="password", now=NOON)


@pytest.mark.parametrize("key", ["k", "k" * 64, "å" * 64, "🗳" * 64, " ", "a\nb", "'; --"])
def test_any_other_text_of_up_to_64_characters_is_a_key(opened, key):
    first = press(opened.division, "agneta", YES, key)

    assert press(opened.division, "agneta", YES, key).code == first.code


def test_keys_that_begin_alike_are_different_keys(opened):
    press(opened.division, "agneta", YES, "k" * 63 + "a")
    press(opened.division, "agneta", NO, "k" * 63 + "b")

    assert len(pressed(opened.division)) == 2


def test_a_receipt_that_is_taken_is_drawn_again(opened, monkeypatch):
    codes = iter(["AAAA-AAAA", "AAAA-AAAA", "BBBB-BBBB"])
    monkeypatch.setattr(presses, "receipt_code", lambda: next(codes))
    press(opened.division, "agneta", YES)

    assert press(opened.division, "cia", YES).code == "BBBB-BBBB"


def test_where_no_receipt_is_free_nothing_is_recorded(opened, monkeypatch):
    monkeypatch.setattr(presses, "receipt_code", lambda: "AAAA-AAAA")
    press(opened.division, "agneta", YES)

    with nothing_changes(), pytest.raises(presses.NoReceipt):
        press(opened.division, "cia", YES)


def test_equal_presses_at_the_same_moment_are_one(opened, council):
    together = Barrier(6)

    def press_at_once(_):
        with council.app_context():
            agneta = person("agneta")
            together.wait()
            return presses.cast(opened.division, agneta, YES, "k1", auth="password", now=NOON)

    with ThreadPoolExecutor(6) as pool:
        receipts = list(pool.map(press_at_once, range(6)))

    assert len({receipt.code for receipt in receipts}) == 1
    assert sorted(receipt.again for receipt in receipts) == [False] + [True] * 5
    assert len(pressed(opened.division)) == 1


def waiting_together(council, opened, wanted):
    """Let presses wait for the same transaction, in this order; what each was told."""
    asking = [(person(who), choice, key) for who, choice, key in wanted]

    def ask(number, choice, key):
        with council.app_context():
            try:
                return presses.cast(opened.division, number, choice, key, auth="x", now=NOON)
            except Refused as refusal:
                return refusal

    line = line_of(db.engine)
    with ThreadPoolExecutor(len(asking)) as pool:
        with line.in_line():
            answers = []
            for place, one in enumerate(asking, start=1):
                answers.append(pool.submit(ask, *one))
                until(lambda: len(line._lock._waiting) == place)  # noqa: B023
        return [answer.result() for answer in answers]


def test_who_may_not_vote_takes_nobody_s_press_along(opened, council):
    """Those who wait share one transaction; a refusal must not take it back."""
    people = ["agneta", "dag", "cia", "bo", "ordforande"]

    told = waiting_together(council, opened, [(who, NO, "k") for who in people])

    refused_people = {
        who for who, answer in zip(people, told, strict=True) if isinstance(answer, MayNotVote)
    }
    assert refused_people == {"dag", "bo"}
    assert {number for number, _, _ in pressed(opened.division)} == {
        person(who) for who in ("agneta", "cia", "ordforande")
    }


def test_presses_that_wait_together_keep_their_order(opened, council):
    wanted = [
        ("agneta", YES, "k1"),
        ("cia", NO, "k1"),
        ("agneta", NO, "k2"),
        ("agneta", YES, "k1"),
        ("agneta", ABSTAIN, "k3"),
    ]

    told = waiting_together(council, opened, wanted)

    assert [answer.again for answer in told] == [False, False, False, True, False]
    assert told[3].code == told[0].code
    assert [
        (choice, key)
        for number, choice, key in pressed(opened.division)
        if number == person("agneta")
    ] == [("yes", "k1"), ("no", "k2"), ("abstain", "k3")]


def test_of_presses_that_wait_together_the_first_stands_where_votes_may_not_change(council):
    rules_of_order.change("votes_may_change", "no", actor("admin"), now=NOON)
    opened = an_open_division()

    told = waiting_together(council, opened, [("agneta", YES, "k1"), ("agneta", NO, "k2")])

    assert isinstance(told[1], VoteStands)
    assert pressed(opened.division) == [(person("agneta"), "yes", "k1")]


def test_two_who_draw_the_same_receipt_at_once_get_one_each(opened, council, monkeypatch):
    codes = iter(["AAAA-AAAA", "AAAA-AAAA", "BBBB-BBBB"])
    monkeypatch.setattr(presses, "receipt_code", lambda: next(codes))

    told = waiting_together(council, opened, [("agneta", YES, "k"), ("cia", YES, "k")])

    assert [answer.code for answer in told] == ["AAAA-AAAA", "BBBB-BBBB"]
    assert len(pressed(opened.division)) == 2


def test_one_key_with_two_choices_at_the_same_moment_is_one_press(opened, council):
    together = Barrier(2)

    def press_at_once(choice):
        with council.app_context():
            agneta = person("agneta")
            together.wait()
            try:
                return presses.cast(
                    opened.division, agneta, choice, "k1", auth="password", now=NOON
                )
            except KeyReused as refusal:
                return refusal

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press_at_once, [YES, NO]))

    refusals = [answer for answer in answers if isinstance(answer, KeyReused)]
    receipts = [answer for answer in answers if not isinstance(answer, KeyReused)]
    assert (len(refusals), len(receipts)) == (1, 1)
    assert refusals[0].facts["recorded"] == receipts[0].choice.value
    assert len(pressed(opened.division)) == 1


def test_receipts_are_read_aloud_without_mistaking_one_sign_for_another():
    signs = {sign for _ in range(200) for sign in presses.receipt_code()}

    assert signs <= set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789-")


def test_the_seal_holds_roll_votes_and_figures(opened):
    press(opened.division, "agneta", YES, "k1")
    press(opened.division, "agneta", NO, "k2")
    press(opened.division, "cia", YES, "k1")
    close(opened)

    payload = json.loads(whole(f"m{opened.meeting}")[-1].payload)
    assert payload["division"] == f"d{opened.division}"
    assert payload["votes"] == [
        {"seat": "1", "choice": "yes", "by": "device", "auth": "password"},
        {"seat": "5", "choice": "no", "by": "device", "auth": "password"},
    ]
    assert payload["counts"] == {"yes": 1, "no": 1, "abstain": 0, "absent": 19}
    assert (payload["presses_n"], payload["outcome"], payload["rule"]) == (3, None, "casting_vote")
    assert [one["seat"] for one in payload["roll"]] == [str(number) for number in range(1, 22)]
    assert payload["roll"][4] == {
        "seat": "5",
        "member": f"p{person('agneta')}",
        "serving_for": False,
        "present": True,
        "jav": False,
    }


def test_the_seal_tells_who_was_not_there(without_agneta):
    close(without_agneta)

    payload = json.loads(whole(f"m{without_agneta.meeting}")[-1].payload)
    agneta = payload["roll"][4]
    assert (agneta["member"], agneta["present"]) == (None, False)
    assert payload["counts"]["absent"] == 21


def test_no_name_and_no_superseded_choice_gets_into_the_seal(opened):
    press(opened.division, "agneta", YES, "first")
    press(opened.division, "agneta", NO, "second")
    close(opened)

    text = whole(f"m{opened.meeting}")[-1].payload
    assert "Agneta" not in text
    assert '"choice":"yes"' not in text
