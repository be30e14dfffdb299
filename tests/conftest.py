"""What every folder of tests may ask for: a real PostgreSQL and a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.support import browser as browsers
from tests.support import postgres
from tests.support.left_out import in_ci, leave_out


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One cluster per worker, started when the first test asks for it."""
    try:
        postgres.binaries()
    except postgres.Absent as absent:
        leave_out(str(absent))
    with postgres.start() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser per worker; a test makes its own context (`browser.new_context()`)."""
    with sync_playwright() as playwright:
        chromium = _launch(playwright)
        yield chromium
        chromium.close()


def _launch(playwright: Playwright) -> Browser:
    try:
        return browsers.launch(playwright)
    except browsers.Absent as absent:
        leave_out(str(absent))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test that was left out is a failure, whoever left it out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if in_ci() and reporter and reporter.stats.get("skipped"):
        reporter.ensure_newline()
        reporter.write_line("CI får inte utelämna något: se de överhoppade proven.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
