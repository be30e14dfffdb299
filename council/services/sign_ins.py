"""Signing in and out: passwords, tokens, and patience with guessing, per account."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from council.services.attendance import HALL
from council.store import locks
from council.store.engine import reading, reading_rows, writing
from council.store.models import Party, Person, Role, Seat, SignIn, Throttle

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
"""Argon2id, 19 MiB and some 30 ms: OWASP's floor; the lane it runs in protects the votes."""
NOBODY = HASHER.hash(secrets.token_urlsafe(16))
"""Checked when nobody has the name, so that an unknown name takes as long as a wrong password."""

FREE_FAILURES = 5
LONGEST_WAIT = 60
"""Seconds. After five free guesses the wait is 1, 2, 4 … up to this; never a lock-out."""
LONGEST_DAY = timedelta(hours=16)
LONGEST_PASSWORD = 256


_WHO = (
    select(
        SignIn.id,
        SignIn.person_id,
        SignIn.method,
        SignIn.expires_at,
        SignIn.revoked_at,
        Person.username,
        Person.name,
        Person.role,
        Person.active,
        Party.letters,
        Seat.number,
    )
    .join(Person, SignIn.person_id == Person.id)
    .outerjoin(Party, Person.party_id == Party.id)
    .outerjoin(Seat, Seat.holder_id == Person.id)
    .where(SignIn.token_hash == bindparam("token"))
)
"""Asked at every request of who has signed in, so it is written once and maps no rows."""


class WrongPassword(Exception):
    """The name or the password is wrong; which, is not told."""


class TooManyGuesses(Exception):
    """Guessing at one account has to wait. ``until``: when it may go on."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many guesses")
        self.until = until


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is asking: a person on a device, with what doors and rules need to know."""

    sign_in_id: int
    person_id: int
    username: str
    name: str
    role: Role
    party: str | None
    seat: int | None
    auth: str

    @property
    def ref(self) -> str:
        """How the journal names the person."""
        return f"p{self.person_id}"


def hash_password(password: str) -> str:
    """The form in which a password is kept."""
    return HASHER.hash(password)


def sign_in(username: str, password: str, *, device: str, session_ends: time, now: datetime) -> str:
    """Check a password and open a sign-in. Gives the token, which is kept nowhere here.

    Raises:
        TooManyGuesses: this account has been guessed at; wait, others are not hindered.
        WrongPassword: the name or the password does not fit.
    """
    account = _digest(username.casefold())
    person, free_at = _look_up(username, account)
    # No wait is longer than the longest: a clock that was set back must not lock anybody out.
    if free_at is not None and now < free_at <= now + timedelta(seconds=LONGEST_WAIT):
        raise TooManyGuesses(free_at)
    if not _fits(person, password) or person is None:
        _count_failure(account, now)
        raise WrongPassword
    token = secrets.token_urlsafe(32)
    with writing() as session:
        locks.hold_account(session, account)
        _forget_failures(session, account)
        session.add(
            SignIn(
                person_id=person.id,
                token_hash=_digest(token),
                method="password",
                device=device[:200],
                created_at=now,
                last_seen_at=now,
                expires_at=expiry(now, session_ends),
            )
        )
    return token


def sign_out(token: str, *, now: datetime) -> None:
    """End a sign-in on the server, so that a copied cookie opens nothing."""
    with writing() as session:
        session.execute(
            update(SignIn)
            .where(SignIn.token_hash == _digest(token), SignIn.revoked_at.is_(None))
            .values(revoked_at=now)
        )


def who(token: str, *, now: datetime) -> SignedIn | None:
    """Who holds a token, if it still opens anything."""
    with reading_rows() as connection:
        row = connection.execute(_WHO, {"token": _digest(token)}).one_or_none()
    if row is None or row.revoked_at is not None or row.expires_at <= now or not row.active:
        return None
    return SignedIn(
        sign_in_id=row.id,
        person_id=row.person_id,
        username=row.username,
        name=row.name,
        role=row.role,
        party=row.letters,
        seat=row.number,
        auth=row.method,
    )


def expiry(now: datetime, session_ends: time) -> datetime:
    """When a sign-in ends: at the hour set, local time, or after 16 hours if that is sooner."""
    local = now.astimezone(HALL)
    end = local.replace(hour=session_ends.hour, minute=session_ends.minute, second=0, microsecond=0)
    if end <= local:
        end = (end.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=HALL)
    # Compared as moments: two times of one zone are compared by the clock on the wall.
    return min(end.astimezone(UTC), now.astimezone(UTC) + LONGEST_DAY)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _look_up(username: str, account: str) -> tuple[Person | None, datetime | None]:
    with reading() as session:
        person = session.scalars(
            select(Person).where(Person.username == username, Person.active.is_(True))
        ).one_or_none()
        throttle = session.get(Throttle, account)
        return person, throttle.free_at if throttle else None


def _fits(person: Person | None, password: str) -> bool:
    known = person.password_hash if person and person.password_hash else NOBODY
    try:
        HASHER.verify(known, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    whole = len(password) <= LONGEST_PASSWORD
    return whole and person is not None and person.password_hash is not None


def _count_failure(account: str, now: datetime) -> None:
    with writing() as session:
        locks.hold_account(session, account)
        throttle = session.get(Throttle, account)
        if throttle is None:
            throttle = Throttle(account=account, failures=0, free_at=now)
            session.add(throttle)
        throttle.failures += 1
        throttle.free_at = now + timedelta(seconds=wait_after(throttle.failures))


def wait_after(failures: int) -> int:
    """Seconds to wait after a number of failures in a row."""
    if failures < FREE_FAILURES:
        return 0
    return int(min(2 ** min(failures - FREE_FAILURES, 10), LONGEST_WAIT))


def _forget_failures(session: Session, account: str) -> None:
    throttle = session.get(Throttle, account)
    if throttle is not None:
        session.delete(throttle)
