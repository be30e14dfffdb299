"""``python -m bench [NAME …] [--quick] [--database NAME]``: measure, keep, show."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import burst, machine, readings, sign_in, starting, watchers, years
from bench.rows import Row, table

RESULTS = Path(__file__).parent / "results.json"
MEASURES: Mapping[str, Callable[..., list[Row]]] = {
    "burst": burst.measure,
    "watchers": watchers.measure,
    "sign-in": sign_in.measure,
    "readings": readings.measure,
    "years": years.measure,
    "starting": starting.measure,
}
"""In the order in which they are run and shown."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run some benchmarks, or all; keep the figures of full runs, and print them."""
    asked = _asked(arguments)
    for name in asked.names or MEASURES:
        chosen = {"databases": tuple(asked.database)} if asked.database else {}
        rows = MEASURES[name](quick=asked.quick, **chosen)
        if asked.quick:
            rows = [replace(row, most=None, limit=None) for row in rows]
        elif not asked.database:
            keep(name, rows)
        sys.stdout.write(table(name, rows))
        sys.stdout.flush()
    if asked.quick:
        sys.stdout.write("\nA quick run shows that all can be measured, and keeps nothing.\n")
    return 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description="What is measured: bench/README.md")
    parser.add_argument("names", nargs="*", choices=[*MEASURES, []], metavar="NAME")
    parser.add_argument("--quick", action="store_true", help="small, one round, nothing kept")
    parser.add_argument(
        "--database",
        action="append",
        choices=["sqlite", "postgresql"],
        help="only on this one; nothing kept",
    )
    return parser.parse_args(arguments)


def keep(name: str, rows: Sequence[Row]) -> None:
    """Put the figures in the place of the last ones of the same name; others stay."""
    kept: dict[str, Any] = {}
    if RESULTS.exists():
        found = json.loads(RESULTS.read_text())
        kept = {old: found[old] for old in MEASURES if "rows" in (found.get(old) or ())}
    kept[name] = {**machine.facts(), "rows": [row.kept() for row in rows]}
    RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
