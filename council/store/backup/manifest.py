"""What a backup says of itself: when, of what, and where every chain of the journal ended."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from council.store.backup.refusals import NotABackup

FORMAT = "klubbslag-backup"
VERSION = 1
PARTS = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
"""The database within the archive, by its kind: an SQLite file, or PostgreSQL's custom dump."""


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last entry of one chain."""

    chain: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The backup's own description."""

    made_at: str
    """When the copy was begun; all that was acknowledged before is in it."""
    product: str
    """The version of the service that made it."""
    schema: str
    """The revision of the database's schema."""
    kind: str
    """``sqlite`` or ``postgresql``."""
    size: int
    """Bytes of the database's part."""
    sha256: str
    """Of the database's part."""
    heads: Sequence[Head]
    format: str = FORMAT
    version: int = VERSION

    def text(self) -> str:
        """The manifest as it stands in the archive."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, text: bytes) -> Self:
        """The manifest that ``text`` wrote.

        Raises:
            NotABackup: it is something else, or of a later form.
        """
        try:
            given: dict[str, Any] = json.loads(text)
            if (given["format"], given["version"]) != (FORMAT, VERSION):
                raise NotABackup
            heads = sorted(Head(**one) for one in given["heads"])
            names = {field.name for field in fields(cls)}
            manifest = cls(**{name: given[name] for name in names} | {"heads": heads})
        except (ValueError, TypeError, KeyError, AttributeError):
            raise NotABackup from None
        if manifest.kind not in PARTS:
            raise NotABackup
        return manifest
