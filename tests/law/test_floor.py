"""The law stands alone: no framework, no clock, no chance, no number that is not whole."""

import ast
from pathlib import Path

import pytest

import council.law

MODULES = sorted(Path(council.law.__file__).parent.glob("*.py"))

MAY_IMPORT = {
    "collections",
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "fractions",
    "hashlib",
    "typing",
}
CLOCK = {"now", "today", "utcnow"}
FLOATING = {"float", "round", "complex", "fsum"}


def faults(source: str) -> list[str]:
    """What a piece of the law must not contain, in the words of the report."""
    return [fault for node in ast.walk(ast.parse(source)) for fault in faults_of(node)]


def faults_of(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [f"imports {a.name}" for a in names if a.name not in MAY_IMPORT]
        case ast.ImportFrom(level=level, module=module):
            ours = (module or "").startswith("council.law.")
            return [] if level == 0 and (ours or module in MAY_IMPORT) else [f"imports {module}"]
        case ast.Attribute(attr=attr) if attr in CLOCK:
            return [f"reads the clock: {attr}"]
        case ast.Name(id=name) if name in FLOATING:
            return [f"uses {name}"]
        case ast.Constant(value=float() | complex()):
            return ["holds a number that is not whole"]
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return ["divides with /"]
        case _:
            return []


def test_the_floor_is_found():
    assert {"roll.py", "tally.py"} <= {path.name for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_law_knows_no_framework_no_clock_no_chance_and_no_float(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import flask",
        "from sqlalchemy import text",
        "import random",
        "import time",
        "from time import monotonic",
        "from council.store import models",
        "from . import tally",
        "datetime.now(UTC)",
        "date.today()",
        "need = seats / 2",
        "seats /= 2",
        "need = 0.5 * seats",
        "need = float(seats)",
        "need = round(seats)",
    ],
)
def test_a_planted_fault_is_seen(planted):
    assert faults(planted)


@pytest.mark.parametrize(
    "sound",
    ["from council.law.refusals import NotNow", "import enum", "need = seats // 2 + 1"],
)
def test_what_is_sound_is_let_through(sound):
    assert faults(sound) == []
