"""Refuses a test run that left too much of the product untried.

Reads coverage's JSON report: every line and branch of the law, and nine branches in ten of all.
"""

import json
import sys
from pathlib import Path
from typing import Any

LAW = "council/law/"
LEAST_BRANCHES = 90.0


def untried_in_the_law(files: dict[str, Any]) -> list[str]:
    """One line for each file of the law that has lines or branches which no test reached."""
    found = []
    for name, file in sorted(files.items()):
        if not Path(name).as_posix().startswith(LAW):
            continue
        lines = ", ".join(str(line) for line in file["missing_lines"])
        branches = ", ".join(f"{a}→{'ut' if b < 0 else b}" for a, b in file["missing_branches"])
        if lines or branches:
            found.append(f"{name}: rader [{lines}], grenar [{branches}]")
    return found


def main(report: str) -> int:
    coverage = json.loads(Path(report).read_text("utf-8"))
    totals, files = coverage["totals"], coverage["files"]
    taken, all_branches = totals["covered_branches"], totals["num_branches"]
    branches = 100.0 * taken / all_branches if all_branches else 100.0
    law = [name for name in files if Path(name).as_posix().startswith(LAW)]
    untried = untried_in_the_law(files)

    print(f"Prövade grenar: {taken} av {all_branches} = {branches:.1f} %.")
    failed = False
    if not law:
        print("FEL: lagen (council/law) finns inte i mätningen.", file=sys.stderr)
        failed = True
    for line in untried:
        print(f"FEL: lagen ska vara prövad helt. {line}", file=sys.stderr)
        failed = True
    if branches < LEAST_BRANCHES:
        print(
            f"FEL: {branches:.1f} % av grenarna är prövade, minst {LEAST_BRANCHES:.0f} % krävs.",
            file=sys.stderr,
        )
        failed = True
    if not failed:
        print("Lagen (council/law) är prövad till 100 %.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
