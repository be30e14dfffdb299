"""The pages about the law name every function that applies it, every rule and every setting."""

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

import council.law
from council.law.rules import RULES
from council.law.rules_of_order import RulesOfOrder

LAW = Path(council.law.__file__).parent
ROOT = LAW.parent.parent
PAGES = {page.name: page.read_text() for page in sorted((ROOT / "docs" / "law").glob("*.md"))}
THEMES = {name: text for name, text in PAGES.items() if name != "README.md"}
TEXT = "\n".join(THEMES.values())
NAMED = set(re.findall(r"`council/(law/\w+\.py:\w+)`", TEXT))


def functions() -> set[str]:
    """Every public function of the law, as the pages name it."""
    return {
        f"law/{module.name}:{node.name}"
        for module in LAW.glob("*.py")
        for node in ast.parse(module.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_every_function_that_a_page_names_is_there():
    assert NAMED - functions() == set()


def test_every_function_of_the_law_is_on_a_page():
    assert functions() - NAMED == set()


@pytest.mark.parametrize("key", RULES)
def test_every_rule_that_is_quoted_is_on_a_page(key):
    assert f"`{key}`" in TEXT


@pytest.mark.parametrize("setting", [field.name for field in fields(RulesOfOrder)])
def test_every_rule_of_order_is_on_a_page(setting):
    assert f"`{setting}`" in TEXT


@pytest.mark.parametrize("name", THEMES)
def test_every_page_is_reached_and_has_its_table(name):
    assert f"({name})" in PAGES["README.md"]
    assert "| rule | section | function | setting |" in THEMES[name]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(council/[\w/]+\.py)", TEXT))))
def test_every_file_that_a_page_names_is_there(path):
    assert (ROOT / path).exists()
