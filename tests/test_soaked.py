"""What ``make soak`` tells at its end."""

import pytest

from tests.support.soaked import Figures, kind, table

ROWS = [
    ("one", Figures(500, 81_234, ["the journal m1: its last entry is not its head"]), "quick"),
    ("the other", Figures(501, 9, ["an acknowledged press is gone: …", "strange"]), ""),
]


def test_it_adds_up_and_tells_every_fault():
    assert table(ROWS).splitlines() == [
        "          kills acknowledged    lost doubled  broken   other",
        "one         500       81,234       0       0       1       0  quick",
        "the other   501            9       1       0       0       1",
        "all       1,001       81,243       1       0       1       1",
        "one: the journal m1: its last entry is not its head",
        "the other: an acknowledged press is gone: …",
        "the other: strange",
    ]


@pytest.mark.parametrize(
    ("fault", "column"),
    [
        ("an acknowledged press is gone: seat 1", "lost"),
        ("a vote is lost: seat 1", "lost"),
        ("one press is kept several times: seat 1", "doubled"),
        ("a seat has two sealed votes", "doubled"),
        ("the file: row 3 missing from index", "broken"),
        ("something nobody thought of", "other"),
    ],
)
def test_every_fault_has_its_column(fault, column):
    assert kind(fault) == column
