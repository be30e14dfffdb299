"""What shows whether the database would take a vote now."""

from sqlalchemy import Engine, func, select

from council.store.engine import checkpointing, gate_of
from council.store.gate import Gate
from council.store.models import JournalHead


def try_to_write(engine: Engine) -> bool:
    """Begin a transaction that may write, as every use case does, and leave all as it was.

    On SQLite a number that says the same as before is written and committed: a full disk shows
    only there. False: the database only lends itself for reading (a PostgreSQL standby).
    """
    gate = gate_of(engine)
    if gate is not None:
        return _write_the_same(engine, gate)
    with engine.connect() as connection, connection.begin() as transaction:
        setting = connection.scalar(select(func.current_setting("transaction_read_only")))
        transaction.rollback()
    return setting == "off"


def _write_the_same(engine: Engine, gate: Gate) -> bool:
    with gate.pass_through(), checkpointing(engine, gate) as connection:
        number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version = {int(number)}")
    return True


def last_moment(engine: Engine) -> str | None:
    """When the last entry of any chain was written, as the record writes it."""
    with engine.connect() as connection:
        return connection.scalar(select(func.max(JournalHead.at)))
