"""The canonical form of what is hashed: RFC 8785, restricted.

Objects, arrays, strings, true, false, null and whole numbers up to 2^53-1; no floats; keys of
lower-case ASCII; strings in NFC. On that ground Python's own ``json`` writes the same bytes.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

LARGEST = 2**53 - 1
KEY = re.compile(r"[a-z][a-z0-9_]*")

JOURNAL_DOMAIN = b"klubbslag/journal/1\n"
GENESIS_DOMAIN = b"klubbslag/genesis/1\n"


class NotCanonical(ValueError):
    """Something that has no one way of being written."""


def normalised(value: Any) -> Any:
    """The value with every string in NFC, or a refusal.

    Raises:
        NotCanonical: a float, a large number, a strange key, a lone surrogate, another type.
    """
    match value:
        case None | bool():
            return value
        case int() if abs(value) <= LARGEST:
            return value
        case str():
            if any("\ud800" <= sign <= "\udfff" for sign in value):
                raise NotCanonical("a lone surrogate")
            return unicodedata.normalize("NFC", value)
        case Mapping():
            for key in value:
                if not isinstance(key, str) or not KEY.fullmatch(key):
                    raise NotCanonical(f"key {key!r}")
            return {key: normalised(inner) for key, inner in value.items()}
        case list() | tuple():
            return [normalised(inner) for inner in value]
    raise NotCanonical(f"{type(value).__name__}: {value!r}")


def canonical(value: Any) -> str:
    """The one way of writing a value."""
    return json.dumps(
        normalised(value),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def digest(domain: bytes, value: Any) -> str:
    """SHA-256 in hex over a domain and the canonical form."""
    return hashlib.sha256(domain + canonical(value).encode()).hexdigest()
