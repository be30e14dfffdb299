"""``docs/arbetsordning.md`` as the rules themselves tell it: ``python -m`` this writes it."""

from itertools import groupby
from pathlib import Path

from council.law.house_rules import SETTINGS
from council.law.setting import Setting

PAGE = Path(__file__).parents[2] / "docs" / "arbetsordning.md"

HEAD = """# Rules of order (arbetsordning)

What the law leaves to the council, with what most councils write as the default. The
administrator sets them on `/admin/arbetsordning`; the presidium and the secretary read them
there. Kept in `house_rule`, read through `store/queries/rules_of_order.py`, told in
`law/house_rules.py`. This page is written by `python -m tests.support.house_rules_page`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for heading, group in groupby(SETTINGS.values(), key=lambda one: one.heading):
        parts.append(f"\n## {heading}\n")
        parts.extend(map(_told, group))
    return "".join(parts)


def _told(one: Setting) -> str:
    values = ", ".join(f"`{key}` ({name})" for key, name in one.ways.items())
    return (
        f"\n### {one.key}\n{one.name}. {one.meaning} {one.section}.\n"
        f"Values: {values or one.expected}. Default: {one.shown(one.default)}.\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page())
