"""In which order the workers take the files: those that take longest first.

A worker takes a whole file at a time. Taken last, a file of browsers keeps one worker busy for
minutes while the other has nothing left to do.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
SECONDS = {
    "browser/": 15.0,
    "faults/": 6.0,
    "properties/": 9.0,
    "services/test_voting_stateful": 9.0,
    "services/test_races": 2.0,
    "web/test_live_server": 15.0,
    "web/test_live_page": 10.0,
    "web/test_live": 1.5,
    "web/test_rights": 1.5,
    "demo/": 0.4,
    "law/": 0.05,
    "": 0.15,
}
"""What a test takes by how its file's name begins, as measured on two busy cores; the first
that fits. Only the order of the files comes from it: a name that is missing is no fault."""


def slowest_files_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests, file by file; within a file as they were."""
    seconds: Counter[str] = Counter()
    for item in items:
        seconds[_file(item)] += expected(_file(item))
    return sorted(items, key=lambda item: (-seconds[_file(item)], _file(item)))


def expected(file: str) -> float:
    """How many seconds a test of a file may take."""
    return next(cost for start, cost in SECONDS.items() if file.startswith(start))


def _file(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).as_posix()
