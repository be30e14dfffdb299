"""What the last backup and the last look through the journal found, kept in the data folder.

Beside the database and not in it: a mark is no part of the record, and a restored database
does not bring along when its predecessor was last copied.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from council.store.base import moment, written


@dataclass(frozen=True, slots=True)
class Mark:
    """When something was last done, whether it went well, and a word about it."""

    at: str
    ok: bool
    told: str

    def age(self, now: datetime) -> float:
        """Seconds since."""
        return (now - moment(self.at)).total_seconds()


BACKUP, JOURNAL = "backup.json", "journal.json"
"""The last backup: its file; the last verification of every chain: where it broke."""


def put(data: Path, name: str, told: str, *, ok: bool = True, now: datetime) -> None:
    """Keep a mark; a reader sees the old one or the new one."""
    mark = Mark(written(now), ok, told)
    fresh = data / f".{name}.{os.getpid()}"
    fresh.write_text(json.dumps(asdict(mark), ensure_ascii=False) + "\n", "utf-8")
    fresh.replace(data / name)


def last(data: Path, name: str) -> Mark | None:
    """The last mark; None where there is none that can be read."""
    try:
        mark = Mark(**json.loads((data / name).read_text("utf-8")))
        mark.age(moment(mark.at))
    except (OSError, ValueError, TypeError):
        return None
    return mark
