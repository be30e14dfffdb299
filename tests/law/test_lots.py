"""A lot: fixed by what was shown before and what was said in the hall, and checked by anyone."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.law.lots import Drawing, commitment, draw, lines, number_of, one_line, verify
from council.law.refusals import LotBroken

SEED = "ab" * 32
DRAWING = Drawing(SEED, "snö över älven", 1)
BETWEEN = ("Ada", "Bix", "Cleo")


def test_the_commitment_is_the_hash_of_two_lines():
    assert commitment(SEED) == sha256(f"klubbslag/lot/1\n{SEED}".encode()).hexdigest()


def test_a_candidates_number_is_the_hash_of_five_lines():
    text = f"klubbslag/lot/1\n{SEED}\nsnö över älven\n1\nAda"
    assert "\n".join(lines(DRAWING, "Ada")) == text
    assert number_of(DRAWING, "Ada") == sha256(text.encode()).hexdigest()


def test_the_lot_falls_on_the_smallest_number():
    numbers = {name: number_of(DRAWING, name) for name in BETWEEN}
    assert draw(DRAWING, BETWEEN) == min(numbers, key=numbers.__getitem__)


def test_what_is_said_is_hashed_on_one_line():
    assert one_line(" snö \n över\tälven ") == "snö över älven"
    assert draw(Drawing(SEED, " snö\növer älven", 1), BETWEEN) == draw(DRAWING, BETWEEN)


def test_a_lot_that_was_drawn_rightly_is_verified():
    verify(commitment(SEED), DRAWING, BETWEEN, draw(DRAWING, BETWEEN))


def test_another_seed_than_the_one_shown_is_found():
    with pytest.raises(LotBroken) as broken:
        verify(commitment("cd" * 32), DRAWING, BETWEEN, draw(DRAWING, BETWEEN))
    assert broken.value.facts == {"what": "commitment"}


@pytest.mark.parametrize("between", [BETWEEN, ()])
def test_another_result_is_found(between):
    wrong = next(name for name in BETWEEN if name != draw(DRAWING, BETWEEN))
    with pytest.raises(LotBroken) as broken:
        verify(commitment(SEED), DRAWING, between, wrong)
    assert broken.value.facts == {"what": "result"}


words = st.text(max_size=20)
names = st.lists(st.text("ABCDEFÅÄÖ ", min_size=1, max_size=8), min_size=1, max_size=6, unique=True)


@given(words, st.integers(1, 20), names)
def test_the_order_of_the_candidates_does_not_matter(said, number, between):
    drawing = Drawing(SEED, said, number)
    assert draw(drawing, between) == draw(drawing, sorted(between))
    verify(commitment(SEED), drawing, between, draw(drawing, between))


@given(st.lists(words, min_size=60, max_size=60, unique=True))
def test_what_is_said_decides(said):
    assert {draw(Drawing(SEED, one, 1), BETWEEN) for one in said} <= set(BETWEEN)


def test_the_lot_is_fair_over_many_seeds():
    fallen = [draw(Drawing(f"{seed:064x}", "ord", 1), BETWEEN) for seed in range(3000)]
    assert all(900 < fallen.count(name) < 1100 for name in BETWEEN)
