"""The record at one moment: every table's rows, to see that a refusal left them as they were."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from council.store.base import Base
from council.store.engine import reading

NOT_OF_THE_RECORD = {"sign_in", "throttle"}
"""Who is signed in and who has guessed: kept, but no part of what the council has done."""


def record_of(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables of the record, by table."""
    with app.app_context(), reading() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in NOT_OF_THE_RECORD
        }
