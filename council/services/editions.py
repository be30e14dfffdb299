"""Which software and which edition of the rules wrote the record."""

import hashlib
import unicodedata

from council.law.rules import RULES
from council.store.canonical import digest

SOFTWARE = "0.1.0"
RULES_EDITION = "KL 2025-07-01"
"""The wording of kommunallagen that ``law/`` applies."""

RULES_DOMAIN = b"klubbslag/rules/1\n"
DOCUMENT_DOMAIN = b"klubbslag/doc/1\n"
PERSON_DOMAIN = b"klubbslag/person/1\n"


def rules_hash() -> str:
    """SHA-256 over every rule that is quoted: key, section, text."""
    return digest(
        RULES_DOMAIN,
        [
            {"key": rule.key, "section": rule.section, "text": rule.text}
            for rule in sorted(RULES.values(), key=lambda rule: rule.key)
        ],
    )


def commitment(nonce: str, text: str) -> str:
    """What binds the record to a text that may have to be erased: without the nonce, which goes
    with it, nobody can test a guess at what it said."""
    content = unicodedata.normalize("NFC", text).encode()
    return hashlib.sha256(DOCUMENT_DOMAIN + bytes.fromhex(nonce) + content).hexdigest()


def name_hash(ref: str, name: str) -> str:
    """What binds a reference in the journal to a name, without the name standing there."""
    return digest(PERSON_DOMAIN, {"ref": ref, "name": name})
