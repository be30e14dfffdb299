"""The canonical form: one way of writing each value, and none for what has no one way."""

import hashlib
import json
import unicodedata
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.store.canonical import LARGEST, NotCanonical, canonical, digest, normalised

keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=("Cs",)))
numbers = st.integers(-LARGEST, LARGEST)
plain = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
)


@given(values)
def test_what_is_written_reads_back_as_the_same(value):
    assert json.loads(canonical(value)) == normalised(value)


@given(values)
def test_writing_again_what_was_read_gives_the_same_bytes(value):
    written = canonical(value)

    assert canonical(json.loads(written)) == written


@given(st.dictionaries(keys, plain, min_size=2, max_size=6), st.randoms())
def test_the_order_of_keys_does_not_matter(value, random):
    shuffled = list(value.items())
    random.shuffle(shuffled)

    assert canonical(dict(shuffled)) == canonical(value)


@given(texts)
def test_two_ways_of_writing_the_same_letters_are_one(text):
    apart = unicodedata.normalize("NFD", text)
    together = unicodedata.normalize("NFC", text)

    assert canonical({"name": apart}) == canonical({"name": together})
    assert unicodedata.is_normalized("NFC", canonical({"name": apart}))


@given(values)
def test_there_is_no_space_between_things(value):
    written = canonical(value)

    assert json.dumps(json.loads(written), separators=(",", ":"), ensure_ascii=False) == written


def test_a_written_entry_looks_so():
    value = {"seat": "12", "b": [True, None, -3], "a": {"name": 'Åsa \u2028 \x1f " \\ \x7f'}}

    assert canonical(value) == (
        '{"a":{"name":"Åsa \u2028 \\u001f \\" \\\\ \x7f"},"b":[true,null,-3],"seat":"12"}'
    )


class Word(StrEnum):
    YES = "yes"


def test_a_word_of_ours_is_written_as_its_text():
    assert canonical({"choice": Word.YES, "pair": (1, 2)}) == '{"choice":"yes","pair":[1,2]}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        LARGEST + 1,
        -LARGEST - 1,
        "\ud800",
        "a\udfff",
        b"bytes",
        {"Name": 1},
        {"1st": 1},
        {"å": 1},
        {"a\n": 1},
        {"": 1},
        {1: 1},
        {"a": {"b": [0.5]}},
        {1, 2},
    ],
    ids=repr,
)
def test_what_has_no_one_way_of_being_written_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)


@pytest.mark.parametrize("value", [LARGEST, -LARGEST, 0, True, "", {}, []], ids=repr)
def test_the_limits_themselves_are_written(value):
    assert json.loads(canonical(value)) == value


def test_a_hash_covers_its_domain_and_the_written_form():
    expected = hashlib.sha256(b'one\n{"a":"\xc3\xa5"}').hexdigest()

    assert digest(b"one\n", {"a": "a\u030a"}) == expected
    assert digest(b"two\n", {"a": "å"}) != expected
