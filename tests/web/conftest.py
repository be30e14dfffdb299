"""What several tests of the doors ask for: a service before its database, a council's record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from council.application import create_app
from council.config import Settings
from council.store.base import db
from tests import factories
from tests.support import open_data


@pytest.fixture
def seven(council: Flask) -> list[int]:
    """Seven ordinary meetings a week apart, beside a draft and a rehearsal."""
    with council.app_context():
        return open_data.seven_meetings()


@pytest.fixture
def three_decided(council: Flask) -> list[factories.Opened]:
    """Three items of one meeting, each decided by a division."""
    with council.app_context():
        meeting = open_data.a_listed_meeting()
        return [open_data.decide(meeting, place) for place in range(3)]


@pytest.fixture
def listed(council: Flask) -> factories.Opened:
    """An open division of a meeting that stands in the lists."""
    with council.app_context():
        return factories.an_open_division(meeting=open_data.a_listed_meeting())


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Flask]:
    """A service whose database and key have not been made."""
    app = create_app(Settings(data_dir=tmp_path, log_level="error"))
    yield app
    with app.app_context():
        db.engine.dispose()
