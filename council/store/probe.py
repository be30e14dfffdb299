"""What shows whether the database would take a vote now."""

from contextlib import nullcontext

from sqlalchemy import Engine, func, select

from council.store.engine import gate_of
from council.store.models import JournalHead


def try_to_write(engine: Engine) -> bool:
    """Begin a transaction that may write, as every use case does, and roll it back.

    False: the database only lends itself for reading (a PostgreSQL standby).
    """
    gate = gate_of(engine)
    turn = nullcontext() if gate is None else gate.pass_through()
    with turn, engine.connect().execution_options(writes=True) as connection:
        transaction = connection.begin()
        writable = engine.dialect.name == "sqlite" or (
            connection.scalar(select(func.current_setting("transaction_read_only"))) == "off"
        )
        transaction.rollback()
    return writable


def last_moment(engine: Engine) -> str | None:
    """When the last entry of any chain was written, as the record writes it."""
    with engine.connect() as connection:
        return connection.scalar(select(func.max(JournalHead.at)))
