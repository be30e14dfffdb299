"""A page that is read anew, where nothing is pushed, renews all that would have been pushed."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
PUSHED = re.compile(r'<hx-partial hx-target="#([\w{} -]+)"')
AS_THE_OTHERS = re.compile(r"\{\{ las \}\}")


def pushed(template: str) -> set[str]:
    """The regions a template pushes; on the chair's desk once more to read (``-las``)."""
    parts = PUSHED.findall((TEMPLATES / template).read_text())
    return {AS_THE_OTHERS.sub(form, part) for part in parts for form in ("", "-las")}


@pytest.mark.parametrize(
    ("page", "templates"),
    [
        ("secretary/desk.html", ["secretary/live.html"]),
        ("member/now.html", ["member/live.html"]),
        ("chair/cockpit.html", ["chair/live.html", "chair/list_progress.html"]),
    ],
)
def test_every_region_that_is_pushed_is_renewed_from_the_page(page, templates):
    [named] = re.findall(r'data-delar="([\w -]+)"', (TEMPLATES / page).read_text())

    for template in templates:
        assert pushed(template)
        assert pushed(template) - set(named.split()) == set()
