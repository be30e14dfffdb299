"""What was asked for is not here."""

from typing import TypeVar

from sqlalchemy.orm import Session

from council.store.base import Base

T = TypeVar("T", bound=Base)
R = TypeVar("R")


class Missing(Exception):
    """No such thing."""


def found(row: R | None) -> R:
    """The row, or a refusal where there is none.

    Raises:
        Missing: the row is None.
    """
    if row is None:
        raise Missing
    return row


def find(session: Session, kind: type[T], number: int) -> T:
    """A row by its number.

    Raises:
        Missing: there is none.
    """
    return found(session.get(kind, number))
