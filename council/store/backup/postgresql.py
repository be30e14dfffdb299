"""PostgreSQL: a dump of one snapshot, and a restore that happens whole or not at all."""

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from council.store.backup import chains, programs, secrecy
from council.store.backup.manifest import Head


def dump(engine: Engine, to: Path, programs_in: str) -> list[Head]:
    """Dump what one snapshot holds, the same in which the journal is verified; gives its ends.

    It takes no lock that a vote waits for.

    Raises:
        SecretBallotOpen, JournalBroken, NoProgram, ProgramFailed: nothing usable was dumped.
    """
    program = programs.fitting("pg_dump", engine, programs_in)
    with Session(engine) as session:
        session.connection(
            execution_options={
                "isolation_level": "REPEATABLE READ",
                "postgresql_readonly": True,
            }
        )
        snapshot = session.scalar(text("SELECT pg_export_snapshot()"))
        secrecy.require_none_open(session)
        ends = chains.verify(session)
        left_out = [f"--exclude-table-data={table}" for table in secrecy.LEFT_OUT]
        words = ["--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=10s"]
        programs.run(program, engine, [*words, *left_out, f"--snapshot={snapshot}", f"--file={to}"])
    return ends


def load(engine: Engine, part: Path, programs_in: str) -> None:
    """Read a dump into a database without tables, in one transaction.

    Raises:
        NoProgram, ProgramFailed: the database is as it was.
    """
    program = programs.fitting("pg_restore", engine, programs_in)
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    programs.run(program, engine, [*words, part])
