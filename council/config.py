"""Every setting, its default and its meaning. Read once at start; a bad one stops the start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from sqlalchemy import make_url

PREFIX = "COUNCIL_"
TESTS_ONLY = "COUNCIL_TEST_"
"""Names that only the test suite reads; the service passes them by."""


class BadSettings(Exception):
    """One line per setting that cannot be used: its name, what stood there, what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may decide. Each is read from ``COUNCIL_`` + the name in capitals."""

    database_url: str = "sqlite:///council.db"
    """``sqlite:///FILE`` (relative to ``data_dir``) or ``postgresql+psycopg://…``."""
    data_dir: Path = Path("instance")
    """Folder for the embedded database, the secret key's file and lock files."""
    secret_key: str = ""
    """Signs the session cookie; 32 characters or more. Empty: the file made by ``flask init``."""
    secret_key_fallbacks: str = ""
    """Former keys, separated by spaces, that still open sessions while a key is changed."""
    session_ends: str = "04.00"
    """Local time at which sign-ins of the day end: one meeting day, whatever its length."""
    trusted_proxies: int = 0
    """How many proxies in front may tell the client's address; 0 ignores ``X-Forwarded-*``."""
    trusted_hosts: str = ""
    """Host names that are answered, separated by spaces. Empty: any."""
    allow_http: bool = False
    """Serve plain HTTP on another address than loopback (a proxy on another host ends TLS)."""
    demo_password: str = "klubbslag-demo"  # noqa: S105 - public by design, demonstration data only
    """Password of every person in the demonstration council."""
    log_level: str = "info"
    """``debug``, ``info``, ``warning`` or ``error``."""
    max_streams: int = 15000
    """Live streams that one process holds open before it answers 503."""
    public_threads: int = 4
    """Threads for readers without sign-in; the hall has its own."""
    hall_threads: int = 24
    """Threads for signed-in requests."""
    postgresql_bin: str = ""
    """Folder of ``pg_dump`` and ``pg_restore``. Empty: PATH, then ``/usr/lib/postgresql/*/bin``."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read all settings and tell all faults at once; a misspelt name is a fault.

        Raises:
            BadSettings: with one line per fault.
        """
        given = {
            name: text
            for name, text in environ.items()
            if name.startswith(PREFIX) and not name.startswith(TESTS_ONLY)
        }
        read: dict[str, Any] = {}
        problems: list[str] = []
        for field in fields(cls):
            name = PREFIX + field.name.upper()
            text = given.pop(name, None)
            if text is None:
                continue
            reader, expected = READERS.get(field.name) or READERS_BY_DEFAULT[type(field.default)]
            try:
                read[field.name] = reader(text)
            except (ValueError, KeyError):
                shown = "…" if field.name.startswith("secret") else repr(text)
                problems.append(f"{name}={shown}: expected {expected}")
        problems += [f"{name}: no such setting" for name in sorted(given)]
        if problems:
            raise BadSettings("\n".join(problems))
        return cls(**read)


def secret_key_file(data: Path) -> Path:
    """Where ``flask init`` keeps the key that signs session cookies."""
    return data / "secret_key"


Reader = Callable[[str], Any]


def _database(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError(text)
    make_url(text)  # several hosts are written as ?host=…&host=…, never before the name
    return text


def _clock(text: str) -> str:
    hours, minutes = text.split(".")
    if len(text) != 5 or not (0 <= int(hours) < 24 and 0 <= int(minutes) < 60):
        raise ValueError(text)
    return text


def _key(text: str) -> str:
    if len(text) < 32 or "changeme" in text.lower():
        raise ValueError(text)
    return text


def _level(text: str) -> str:
    if text not in ("debug", "info", "warning", "error"):
        raise ValueError(text)
    return text


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)


def _positive(text: str) -> int:
    if (number := _count(text)) < 1:
        raise ValueError(text)
    return number


def _switch(text: str) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text]


READERS: dict[str, tuple[Reader, str]] = {
    "database_url": (_database, "sqlite:///… or postgresql+psycopg://…"),
    "session_ends": (_clock, "a time of day such as 04.00"),
    "secret_key": (_key, "at least 32 characters, made by chance"),
    "log_level": (_level, "debug, info, warning or error"),
    "max_streams": (_positive, "a number from 1"),
    "public_threads": (_positive, "a number from 1"),
    "hall_threads": (_positive, "a number from 1"),
}
READERS_BY_DEFAULT: dict[type, tuple[Reader, str]] = {
    bool: (_switch, "1 or 0"),
    int: (_count, "a number from 0"),
    str: (str, "text"),
    type(Path()): (Path, "a folder"),
}
