"""What every folder of tests may ask for: the service on both databases, people who sign in,
a real PostgreSQL and a real browser.

``app`` is the service on SQLite, ``any_app`` the same test twice, on SQLite and on PostgreSQL;
``any_store`` is twice the database alone, without the doors, for the floors below them. Each
test has a database of its own, copied from one that was migrated once. The people and the
council in it come from ``tests/factories.py``.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from playwright.sync_api import Browser, Playwright, sync_playwright

from council.config import Settings
from council.store import engine as store_engine
from council.store import schema
from council.store.base import db
from tests import factories
from tests.support import browser as browsers
from tests.support import once, order, postgres, soaked
from tests.support.left_out import in_ci, leave_out, may_be
from tests.support.visitor import Visitor

SECRET_KEY = "k" * 40
NUMBERS = count(1)

# No deadlines: two cores that test beside a browser are slow by chance.
hypothesis.settings.register_profile(
    "klubbslag",
    deadline=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("klubbslag")


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
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """A migrated SQLite file: empty, and (True) with the standing council in it."""
    folder = tmp_path_factory.mktemp("template")
    files = {seeded: folder / f"{seeded}.db" for seeded in (False, True)}
    for seeded, file in files.items():
        _fill(_bare(f"sqlite:///{file}", folder), with_council=seeded)
    return files


@pytest.fixture(scope="session")
def postgres_templates(
    postgres_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory
) -> dict[bool, str]:
    """A migrated PostgreSQL database: empty, and (True) with the standing council in it."""
    names = {False: "template_empty", True: "template_council"}
    for seeded, name in names.items():
        url = postgres_server.create_database(name)
        _fill(_bare(url, tmp_path_factory.mktemp("template")), with_council=seeded)
    return names


@pytest.fixture
def seeded() -> None:
    """Who asks for this finds the standing council in the database, whichever it is."""


@pytest.fixture
def sqlite_url(
    request: pytest.FixtureRequest, sqlite_templates: dict[bool, Path], tmp_path: Path
) -> str:
    """The address of a migrated SQLite database of the test's own."""
    shutil.copyfile(sqlite_templates["seeded" in request.fixturenames], tmp_path / "council.db")
    return f"sqlite:///{tmp_path / 'council.db'}"


@pytest.fixture
def postgres_url(
    request: pytest.FixtureRequest,
    postgres_server: postgres.Server,
    postgres_templates: dict[bool, str],
) -> Iterator[str]:
    """The address of a migrated PostgreSQL database of the test's own."""
    name = f"test_{next(NUMBERS)}"
    template = postgres_templates["seeded" in request.fixturenames]
    yield postgres_server.create_database(name, template)
    postgres_server.drop_database(name)


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The service on an empty SQLite database; no application context is open."""
    yield from _lending(_app(sqlite_url, tmp_path))


@pytest.fixture
def postgres_app(postgres_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The service on an empty PostgreSQL database; no application context is open."""
    yield from _lending(_app(postgres_url, tmp_path))


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The service on an empty database, the test run once on each kind."""
    which = {"sqlite": "app", "postgresql": "postgres_app"}[request.param]
    return request.getfixturevalue(which)


@pytest.fixture
def sqlite_store(sqlite_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An empty SQLite database, opened as the service opens it."""
    yield from _lending(_bare(sqlite_url, tmp_path))


@pytest.fixture
def postgres_store(postgres_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An empty PostgreSQL database, opened as the service opens it."""
    yield from _lending(_bare(postgres_url, tmp_path))


@pytest.fixture(params=BOTH)
def any_store(request: pytest.FixtureRequest) -> Flask:
    """An empty database without the doors, the test run once on each kind."""
    which = {"sqlite": "sqlite_store", "postgresql": "postgres_store"}[request.param]
    return request.getfixturevalue(which)


@pytest.fixture
def client(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return _visitor(app)


@pytest.fixture
def sign_in(app: Flask) -> Callable[[str], Visitor]:
    """``sign_in("agneta")``: a visitor of her own, signed in."""

    def signed_in(username: str) -> Visitor:
        visitor = _visitor(app)
        answer = visitor.sign_in(username)
        assert answer.status_code == 200, answer.text
        return visitor

    return signed_in


@pytest.fixture
def council(app: Flask, seeded: None) -> Flask:
    """``app`` with the standing council of ``factories.a_council()`` in it."""
    return app


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


def _app(url: str, folder: Path) -> Flask:
    # Here, so that the tests of the floors below run while a door cannot be imported.
    from council.application import create_app

    settings = Settings(data_dir=folder, secret_key=SECRET_KEY, database_url=url, log_level="error")
    app = create_app(settings)
    app.testing = True
    once.share_templates(app)
    with app.app_context():
        once.share_statements(db.engine)
    return app


def _visitor(app: Flask) -> Visitor:
    return Visitor(app, app.response_class)


def _bare(url: str, folder: Path) -> Flask:
    app = Flask("prov", instance_path=str(folder))
    app.config.update(
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 20, "max_overflow": 20},
    )
    db.init_app(app)
    with app.app_context():
        store_engine.prepare(db.engine)
        once.share_statements(db.engine)
    return app


def _lending(app: Flask) -> Iterator[Flask]:
    yield app
    _let_go(app)


def _fill(app: Flask, *, with_council: bool) -> None:
    with app.app_context():
        schema.migrate(db.engine)
        if with_council:
            factories.a_council()
        if db.engine.dialect.name == "sqlite":
            store_engine.checkpoint(db.engine)  # one file holds it all
    _let_go(app)


def _let_go(app: Flask) -> None:
    """Close what a process keeps open for its whole life; the tests would run out of files."""
    with app.app_context():
        gate = store_engine._gates.pop(db.engine.url.database or "", None)
        db.engine.dispose()
    if gate is not None and gate._file is not None:
        os.close(gate._file)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A worker is handed files one by one: the slowest first."""
    if hasattr(config, "workerinput"):
        items[:] = order.slowest_files_first(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the long tests have been through."""
    if soaked.ROWS:
        terminalreporter.section("make soak")
        terminalreporter.write_line(soaked.table(soaked.ROWS))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a test that was left out is a failure, but for samples that others' programs read."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if in_ci() and reporter and not all(may_be(report) for report in skipped):
        reporter.ensure_newline()
        reporter.write_line("CI får inte utelämna något: se de överhoppade proven.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
