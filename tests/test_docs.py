"""Documentation is tested: what an operator or a maintainer meets has its heading or its row."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from council.config import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def headings(page: str) -> set[str]:
    return set(re.findall(r"^#+ (.+)$", (DOCS / page).read_text(), re.MULTILINE))


def journal_kinds() -> set[str]:
    """Every kind that the code appends: the third argument of append, or begin's."""
    source = "\n".join(path.read_text() for path in (ROOT / "council").rglob("*.py"))
    calls = re.findall(r"journal\.(?:append|begin)\((.*?)\)\n", source, re.DOTALL)
    return {kind for call in calls for kind in re.findall(r'"([a-z]+\.[a-z_]+)"', call)}


def test_every_setting_has_its_heading():
    names = {PREFIX + field.name.upper() for field in fields(Settings)}

    assert names <= headings("settings.md")
    assert {name for name in headings("settings.md") if name.startswith(PREFIX)} <= names


def test_every_journal_kind_has_its_heading():
    kinds = journal_kinds()

    assert len(kinds) > 15
    assert kinds == {name for name in headings("journal.md") if "." in name}


@pytest.mark.parametrize("term", ["division", "proposal", "roll", "press", "paragraph", "chair"])
def test_the_glossary_binds_the_terms(term):
    assert term in (DOCS / "glossary.md").read_text()


def test_every_environment_name_in_the_readme_is_a_setting():
    named = set(re.findall(r"`(COUNCIL_\w+)`", (ROOT / "README.md").read_text()))

    assert named <= {PREFIX + field.name.upper() for field in fields(Settings)}


def test_every_link_between_pages_leads_somewhere():
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
    broken = [
        (page.name, target)
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_readme_names_every_command_of_the_makefile():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()

    assert [name for name in targets if f"make {name}" not in readme] == []
