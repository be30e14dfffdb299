"""The ground of all models: one metadata, names for every constraint, moments with a zone."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Dialect, Enum, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""Signs in a text that PostgreSQL, or UTF-8, has no place for: JSON can name half a sign."""


class NaiveMoment(TypeError):
    """A moment without a time zone was about to be stored."""


def written(moment: datetime) -> str:
    """A moment as the record writes it: UTC, six decimals, ``Z`` (fixed width, so it sorts)."""
    if moment.tzinfo is None:
        raise NaiveMoment("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """The moment that ``written`` wrote."""
    return datetime.fromisoformat(text)


class Moment(TypeDecorator[datetime]):
    """A moment kept as text, alike on both databases and equal to what the journal hashes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


class Day(TypeDecorator[date]):
    """A calendar day in the hall, kept as ``YYYY-MM-DD``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


def words(kind: type[StrEnum], name: str | None = None) -> Enum:
    """An enum kept as its words with a CHECK, alike on SQLite and PostgreSQL."""
    return Enum(
        kind,
        name=name or kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """What every model inherits."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: Moment, date: Day, str: Text}


db = SQLAlchemy(metadata=Base.metadata)
"""Flask-SQLAlchemy's engine and its session for reading; writing goes through ``writing()``."""
