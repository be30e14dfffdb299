"""Two database hosts, set up with the very files of ``deploy/postgresql``: what is documented is
what the tests start. Only addresses, ports and folders are put in place of the sample's.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.support import postgres
from tests.support.served import ROOT, free_port
from tests.support.until import until

SAMPLE = ROOT / "deploy" / "postgresql"
NETWORK = "10.0.0.0/24"
"""The network of the sample's hosts."""
PASSWORD = "prov-losenord"
ROLES = ("klubbslag", "klubbslag_standby")


@dataclass
class Node(postgres.Server):
    """One database host, on loopback with a port and a password as hosts have on a network."""

    port: int = 0

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """As the operator on the host itself."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, user="council", dbname=database, autocommit=True
        )

    def ask(self, statement: str) -> Any:
        """The one value that the operator asks for."""
        with self.connect() as connection:
            row = connection.execute(statement).fetchone()  # type: ignore[arg-type]
            return None if row is None else row[0]

    def run(self, script: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Run a script of the sample as the user who owns the folder."""
        whom = postgres._ordinary_user()
        whom["env"] |= environ | {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "PGDATA": str(self.folder / "data"),
            "PGHOST": str(self.folder),
            "PGPORT": str(self.port),
            "PGUSER": "council",
            "PGPASSFILE": str(_passwords(self.folder)),
        }
        copy = shutil.copy(SAMPLE / script, self.folder / script)
        command = ["sh", str(copy)]
        return subprocess.run(command, check=False, text=True, capture_output=True, **whom)

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = [
            *(self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder),
            *("-p", str(self.port), "-c", "listen_addresses=127.0.0.1"),
        ]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, **postgres._ordinary_user())


@dataclass
class Pair:
    """A primary and the standby that every vote waits for."""

    primary: Node
    standby: Node

    @property
    def settings(self) -> dict[str, str]:
        """What a web host is told of them: the sample's address with these ports."""
        return {
            "COUNCIL_DATABASE_URL": address(self.primary.port, self.standby.port),
            "PGPASSFILE": str(_passwords(self.primary.folder)),
        }

    def promote(self) -> subprocess.CompletedProcess[str]:
        """What the operator does when the primary is lost."""
        return self.standby.run(
            "promote.sh", PRIMARY_HOST="127.0.0.1", PRIMARY_PORT=str(self.primary.port)
        )


def address(*ports: int) -> str:
    """The database's address as ``deploy/klubbslag.env`` has it."""
    lines = (ROOT / "deploy" / "klubbslag.env").read_text().splitlines()
    [url] = [line for line in lines if line.startswith("COUNCIL_DATABASE_URL=")]
    url = url.removeprefix("COUNCIL_DATABASE_URL=")
    for host, port in zip(("10.0.0.21:5432", "10.0.0.22:5432"), ports, strict=True):
        url = url.replace(host, f"127.0.0.1:{port}")
    return url


@contextmanager
def pair() -> Iterator[Pair]:
    """Both hosts for as long as the block runs. Raises Absent where there is no PostgreSQL."""
    with _node() as primary, _node(primary) as standby:
        found = Pair(primary, standby)
        until(lambda: primary.ask("SELECT sync_state FROM pg_stat_replication") == "sync")
        yield found


@contextmanager
def _node(primary: Node | None = None) -> Iterator[Node]:
    programs = postgres.binaries()
    folder = Path(tempfile.mkdtemp(prefix="klubbslag-pg-", dir=postgres.short_tmp()))
    try:
        postgres._hand_over(folder)
        node = Node(folder, postgres._reachable(programs, folder), fsync=True, port=free_port())
        if primary is None:
            _make_primary(node)
        else:
            _follow(node, primary)
        try:
            node.launch()
            yield node
        finally:
            node.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_primary(node: Node) -> None:
    """A cluster with the sample's settings, rights, roles and database."""
    postgres._initdb(node.programs, node.folder)
    data = node.folder / "data"
    (data / "conf.d").mkdir(mode=0o700)
    shutil.copy(SAMPLE / "klubbslag.conf", data / "conf.d")
    with (data / "postgresql.conf").open("a") as conf:
        conf.write("include_dir 'conf.d'\n")
    rights = (SAMPLE / "pg_hba.conf").read_text().replace(NETWORK, "127.0.0.1/32")
    operator = "local all council trust\n"
    (data / "pg_hba.conf").write_text(operator + rights)
    _own(data)
    node.launch()
    with node.connect() as connection:
        for statement in (SAMPLE / "roles.sql").read_text().split(";"):
            if statement.strip():
                connection.execute(statement)  # type: ignore[arg-type]
        for role in ROLES:
            connection.execute(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'")  # type: ignore[arg-type]
    node.stop()
    shutil.copy(SAMPLE / "primary.conf", data / "conf.d")
    _own(data)


def _follow(node: Node, primary: Node) -> None:
    done = node.run("standby.sh", PRIMARY_HOST="127.0.0.1", PRIMARY_PORT=str(primary.port))
    assert done.returncode == 0, done.stderr


def _own(data: Path) -> None:
    """What was put in as root has to be the database user's."""
    if postgres._is_root():
        for path in (data / "conf.d", *(data / "conf.d").iterdir(), data / "pg_hba.conf"):
            shutil.chown(path, "nobody", "nogroup")


def _passwords(folder: Path) -> Path:
    file = folder / "pgpass"
    if not file.exists():
        file.write_text(f"*:*:*:*:{PASSWORD}\n")
        file.chmod(0o600)
        if postgres._is_root():
            shutil.chown(file, "nobody", "nogroup")
    return file
