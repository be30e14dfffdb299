"""Who is signed in where, and how often somebody has guessed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.store.base import Base
from council.store.models.people import Person


class SignIn(Base):
    """One signed-in device. The token itself is never kept, only its SHA-256."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    method: Mapped[str]  # password
    device: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")


class Throttle(Base):
    """Failed guesses at one account, known or not. Never one per address."""

    __tablename__ = "throttle"

    account: Mapped[str] = mapped_column(primary_key=True)  # SHA-256 of the user name given
    failures: Mapped[int]
    free_at: Mapped[datetime]
