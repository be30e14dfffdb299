"""PostgreSQL's own programs: which fit the server, and how one is run."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, text

from council.store.backup.refusals import NoProgram, ProgramFailed

INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian and Ubuntu keep one folder for each version."""
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


def fitting(name: str, engine: Engine, folder: str = "") -> Path:
    """The program of the server's own version, else the oldest newer one.

    A newer ``pg_dump`` reads an older server, never the other way round.

    Args:
        name: ``pg_dump`` or ``pg_restore``.
        folder: where the operator says that they are; empty: on PATH, or where Debian has them.

    Raises:
        NoProgram: there is none, or all are older than the server.
    """
    needed = _server(engine)
    found = [(version, path) for path in _candidates(name, folder) if (version := _version(path))]
    fits = [one for one in found if one[0] >= needed]
    if not fits:
        raise NoProgram(name, str(needed))
    return min(fits, key=lambda one: one[0])[1]


def run(program: Path, engine: Engine, words: Sequence[str | Path]) -> None:
    """Run a program on the engine's database; the password goes by the environment.

    Raises:
        ProgramFailed: with the first line that it said.
    """
    target, password = _address(engine)
    environ = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(  # noqa: S603 - a program of the operator's, no shell
        [program, f"--dbname={target}", "--no-password", *words],
        env=environ | {"LC_MESSAGES": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ProgramFailed(program.name, done.stderr.strip().partition("\n")[0])


def _candidates(name: str, folder: str) -> Iterator[Path]:
    if folder:
        yield Path(folder) / name
        return
    if on_path := shutil.which(name):
        yield Path(on_path)
    yield from INSTALLED.glob(f"*/bin/{name}")


def _version(program: Path) -> int:
    """The program's version; 0 where it does not say one."""
    try:
        told = subprocess.run(  # noqa: S603 - as above
            [program, "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    found = VERSION.search(told.stdout)
    return int(found[1]) if found else 0


def _server(engine: Engine) -> int:
    with engine.connect() as connection:
        number = connection.scalar(text("SHOW server_version_num"))
    return int(str(number)) // 10000


def _address(engine: Engine) -> tuple[str, str]:
    """The database's address as libpq reads it, and the password, which others could see there."""
    given: dict[str, Any] = dict(engine.dialect.create_connect_args(engine.url)[1])
    given.pop("context", None)  # the driver's own
    password = str(given.pop("password", "") or "")
    return make_conninfo(**{name: str(value) for name, value in given.items()}), password
