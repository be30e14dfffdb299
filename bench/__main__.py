"""Run every benchmark, write ``bench/results.json`` and print the table."""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import burst

RESULTS = Path(__file__).parent / "results.json"
SIZES = (71, 149)


def main() -> None:
    """Measure, keep, show."""
    rows = [
        burst.measure(database, seats) for seats in SIZES for database in ("sqlite", "postgresql")
    ]
    RESULTS.write_text(json.dumps(_report(rows), indent=2, ensure_ascii=False) + "\n")
    sys.stdout.write(_table(rows))


def _report(rows: list[dict[str, Any]]) -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "unit": "milliseconds; median of the rounds",
        "burst": rows,
    }


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{'database':11} {'seats':>5} {'press wall':>11} {'p50':>7} {'p99':>7} "
        f"{'empty wall':>11} {'ratio':>6} {'counted':>8}"
    ]
    lines += [
        f"{row['database']:11} {row['seats']:>5} {row['press']['wall']:>11} "
        f"{row['press']['p50']:>7} {row['press']['p99']:>7} {row['empty']['wall']:>11} "
        f"{row['ratio']:>6} {row['counted']:>8}"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
