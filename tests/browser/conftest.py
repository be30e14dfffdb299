"""A hall in real browsers: one server a test, people who come and sign in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.people import Someone, arrive
from tests.support.served import demonstrate, served

# Two cores that run a server and several browsers are slow by chance.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration council, made once a worker; tests take copies of it."""
    folder = tmp_path_factory.mktemp("demonstration")
    demonstrate(folder)
    return folder


@pytest.fixture
def base(demonstration: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server with a demonstration council of the test's own."""
    shutil.copytree(demonstration, tmp_path, dirs_exist_ok=True)
    with served(tmp_path) as address:
        yield address


@pytest.fixture
def come(browser: Browser, base: str) -> Iterator[Callable[..., Someone]]:
    """``come("ledamot001")``: somebody signs in; ``come()``: a citizen looks."""
    here: list[Someone] = []

    def coming(name: str = "", address: str = base, **rest: object) -> Someone:
        someone = arrive(browser, address, name, **rest)
        here.append(someone)
        return someone

    yield coming
    for someone in here:
        someone.context.close()
