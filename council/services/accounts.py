"""People's own keys to the service."""

from datetime import datetime

from sqlalchemy import select, update

from council.services.missing import found
from council.services.sign_ins import LONGEST_PASSWORD, hash_password
from council.store.engine import writing
from council.store.models import Person, SignIn

SHORTEST_PASSWORD = 15
"""The only factor there is: NIST 800-63B-4 asks for fifteen characters."""


class BadPassword(Exception):
    """A password that is too short or too long."""


def set_password(username: str, password: str, *, now: datetime) -> None:
    """Give a person a password. Whoever was signed in as that person is signed out.

    Raises:
        BadPassword: under 15 characters, or over 256.
        Missing: nobody has the name.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadPassword
    kept = hash_password(password)
    with writing() as session:
        person = found(
            session.scalars(
                select(Person).where(Person.username == username, Person.active.is_(True))
            ).one_or_none()
        )
        person.password_hash = kept
        session.execute(
            update(SignIn)
            .where(SignIn.person_id == person.id, SignIn.revoked_at.is_(None))
            .values(revoked_at=now)
        )
