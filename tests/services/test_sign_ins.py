"""Signing in: tokens that are kept nowhere, patience with guessing per account, the day's end."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.services import sign_ins
from council.services.sign_ins import TooManyGuesses, WrongPassword, expiry, wait_after, who
from council.store.engine import reading, writing
from council.store.models import Person, Role, SignIn, Throttle
from tests.factories import NOON, PASSWORD, later, password_hash, person
from tests.support.changes import nothing_changes

HALL = ZoneInfo("Europe/Stockholm")
FOUR = time(4)


class Quick:
    """Hashing takes its time by design; here it only has to say yes or no."""

    def __init__(self, fits=None):
        self.fits = fits or (lambda kept, password: (kept, password) == (password_hash(), PASSWORD))

    def verify(self, kept, password):
        password.encode()
        if not self.fits(kept, password):
            raise sign_ins.VerificationError
        return True


@pytest.fixture
def council(council, monkeypatch):
    monkeypatch.setattr(sign_ins, "HASHER", Quick())
    return council


def sign_in(username="agneta", password=PASSWORD, now=NOON):
    return sign_ins.sign_in(username, password, device="surfplatta", session_ends=FOUR, now=now)


def opens(token, now=NOON):
    return who(token, now=now)


def seconds(count):
    return NOON + timedelta(seconds=count)


def test_a_password_that_fits_opens_a_sign_in(council):
    signed_in = opens(sign_in())

    assert (signed_in.person_id, signed_in.username, signed_in.name) == (
        person("agneta"),
        "agneta",
        "Agneta",
    )
    assert (signed_in.role, signed_in.party, signed_in.seat, signed_in.auth) == (
        Role.MEMBER,
        "S",
        5,
        "password",
    )
    assert signed_in.ref == f"p{person('agneta')}"


def test_who_holds_no_seat_signs_in_too(council):
    signed_in = opens(sign_in("sekreterare"))

    assert (signed_in.role, signed_in.party, signed_in.seat) == (Role.SECRETARY, None, None)


def test_the_token_itself_is_kept_nowhere(council):
    token = sign_in()

    with reading() as session:
        kept = session.query(SignIn).one()
        assert kept.token_hash == hashlib.sha256(token.encode()).hexdigest()
        assert token not in repr(vars(kept))
        assert kept.device == "surfplatta"


def test_every_sign_in_has_a_token_of_its_own(council):
    first, second = sign_in(), sign_in()

    assert first != second
    assert opens(first)
    assert opens(second)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("agneta", "fel"),
        ("agneta", ""),
        ("agneta", PASSWORD + " "),
        ("Agneta", PASSWORD),
        ("ingen", PASSWORD),
        ("", ""),
        ("agneta", "\ud800"),
    ],
)
def test_nothing_is_opened_by_what_does_not_fit(council, username, password):
    with pytest.raises(WrongPassword):
        sign_in(username, password)

    with reading() as session:
        assert session.query(SignIn).count() == 0


def test_a_password_is_read_to_its_end(council, monkeypatch):
    """Longer than what is hashed is refused, not cut: two long ones may begin alike."""
    monkeypatch.setattr(sign_ins, "HASHER", Quick(lambda _kept, _password: True))

    with pytest.raises(WrongPassword):
        sign_in(password="k" * (sign_ins.LONGEST_PASSWORD + 1))


def test_a_person_without_a_password_does_not_sign_in(council):
    change("agneta", password_hash=None)

    with pytest.raises(WrongPassword):
        sign_in()


def test_an_account_that_is_closed_opens_nothing_and_ends_what_is_open(council):
    token = sign_in()
    change("agneta", active=False)

    assert opens(token) is None
    with pytest.raises(WrongPassword):
        sign_in()


def change(username, **columns):
    with writing() as session:
        row = session.query(Person).where(Person.username == username).one()
        for name, value in columns.items():
            setattr(row, name, value)


def test_signing_out_ends_it_on_the_server(council):
    token, other = sign_in(), sign_in()
    sign_ins.sign_out(token, now=later(1))

    assert opens(token) is None
    assert opens(other)


def test_signing_out_twice_or_with_nothing_changes_nothing(council):
    token = sign_in()
    sign_ins.sign_out(token, now=later(1))

    for again in (token, "", "nothing", "\ud800"):
        with nothing_changes():
            sign_ins.sign_out(again, now=later(2))


def test_a_sign_in_opens_nothing_from_its_last_moment_on(council):
    token = sign_in()
    end = expiry(NOON, FOUR)

    assert opens(token, end - timedelta(microseconds=1))
    assert opens(token, end) is None


@pytest.mark.parametrize("token", ["", "nothing", "\ud800", "x" * 10_000])
def test_a_token_of_nobody_opens_nothing(council, token):
    assert opens(token) is None


def guess(times, username="agneta", now=NOON):
    for _ in range(times):
        with pytest.raises(WrongPassword):
            sign_in(username, "fel", now)


def test_four_wrong_guesses_cost_nothing(council):
    guess(4)

    assert sign_in()


def test_after_the_fifth_one_has_to_wait_a_second(council):
    guess(5)

    with pytest.raises(TooManyGuesses) as caught:
        sign_in()
    assert caught.value.until == seconds(1)
    assert sign_in(now=seconds(1))


def test_who_has_to_wait_is_not_told_whether_the_password_fits(council):
    guess(5)

    for password in (PASSWORD, "fel"):
        with pytest.raises(TooManyGuesses), nothing_changes():
            sign_in(password=password)


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (10**6, 60)]
)
def test_the_wait_doubles_up_to_a_minute(failures, wait):
    assert wait_after(failures) == wait


def test_nobody_is_ever_locked_out_for_more_than_a_minute(council):
    now = NOON
    for _ in range(40):
        guess(1, now=now)
        now += timedelta(seconds=60)

    assert sign_in(now=now)


def test_guessing_at_one_account_hinders_no_other(council):
    guess(5, "agneta")

    assert sign_in("cia")


def test_an_account_is_the_same_however_its_name_is_written(council):
    guess(3, "AGNETA")
    guess(2, "agneta")

    with pytest.raises(TooManyGuesses):
        sign_in()


def test_names_that_nobody_has_are_counted_like_others(council):
    """Else the waiting would tell which names exist."""
    guess(5, "ingen")

    with pytest.raises(TooManyGuesses):
        sign_in("ingen")


def test_signing_in_forgets_the_failures(council):
    guess(4)
    sign_in()
    guess(4)

    assert sign_in()


def test_what_is_kept_of_guesses_names_no_one(council):
    guess(1, "agneta")

    with reading() as session:
        kept = session.query(Throttle).one()
        assert kept.account == hashlib.sha256(b"agneta").hexdigest()


def test_a_clock_that_was_set_back_locks_nobody_out(council):
    guess(5)

    assert sign_in(now=NOON - timedelta(hours=1))


def test_guesses_at_the_same_time_are_all_counted(council):
    def guess_once(_):
        with council.app_context(), pytest.raises((WrongPassword, TooManyGuesses)):
            sign_in(password="fel")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess_once, range(4)))

    with reading() as session:
        assert session.query(Throttle.failures).scalar() == 4


def test_signing_in_beside_somebody_who_guesses_does_not_fail(council):
    def try_once(number):
        with council.app_context(), suppress(WrongPassword, TooManyGuesses):
            sign_in(password=PASSWORD if number % 2 else "fel")

    for _ in range(5):
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(try_once, range(6)))


def at(*parts, fold=0):
    return datetime(*parts, tzinfo=HALL, fold=fold)


@pytest.mark.parametrize(
    ("signed_in", "ends"),
    [
        (at(2025, 3, 5, 9), at(2025, 3, 6, 1)),  # 16 hours come first
        (at(2025, 3, 5, 18), at(2025, 3, 6, 4)),
        (at(2025, 3, 5, 3, 59), at(2025, 3, 5, 4)),
        (at(2025, 3, 5, 4), at(2025, 3, 5, 20)),
        (at(2025, 12, 31, 20), at(2026, 1, 1, 4)),
    ],
)
def test_a_sign_in_ends_at_four_or_after_sixteen_hours(signed_in, ends):
    assert expiry(signed_in.astimezone(UTC), FOUR) == ends.astimezone(UTC)


@pytest.mark.parametrize(
    ("signed_in", "ends", "hours"),
    [
        (at(2025, 3, 29, 20), at(2025, 3, 30, 4), 7),  # the night that lacks an hour
        (at(2025, 10, 25, 20), at(2025, 10, 26, 4), 9),  # the night that has one more
        (at(2025, 10, 26, 2, 30), at(2025, 10, 26, 4), 2.5),
        (at(2025, 10, 26, 2, 30, fold=1), at(2025, 10, 26, 4), 1.5),
    ],
)
def test_four_is_four_by_the_clock_on_the_wall_in_both_nights(signed_in, ends, hours):
    end = expiry(signed_in.astimezone(UTC), FOUR)

    assert end == ends.astimezone(UTC)
    assert end - signed_in.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize("evening", [at(2025, 3, 29, 20), at(2025, 10, 25, 20)])
def test_sixteen_hours_are_sixteen_hours_in_both_nights(evening):
    end = expiry(evening.astimezone(UTC), time(19))

    assert end - evening.astimezone(UTC) == timedelta(hours=16)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_a_sign_in_always_ends_later_and_within_sixteen_hours(now, ends):
    assert timedelta(0) < expiry(now, ends) - now <= timedelta(hours=16)


def test_a_hashed_password_is_argon2id_at_owasp_s_floor():
    assert sign_ins.hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
