"""Whether the lock files were made from the dependencies that pyproject.toml now names.

`stamp` writes the fingerprint of those dependencies on the first line of each lock file given;
`check` compares it. Neither needs a network.
"""

import hashlib
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARK = "# dependencies: sha256:"


def fingerprint() -> str:
    """Over what decides the locks: the supported Python and every dependency, in order of name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    decides = [
        project["requires-python"],
        sorted(project["dependencies"]),
        {name: sorted(extra) for name, extra in project["optional-dependencies"].items()},
    ]
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def stamp(lock: Path) -> None:
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(MARK)]
    lock.write_text(f"{MARK}{fingerprint()}\n" + "".join(kept), "utf-8")


def is_fresh(lock: Path) -> bool:
    with lock.open(encoding="utf-8") as lines:
        return lines.readline().strip() == MARK + fingerprint()


def main(verb: str, *names: str) -> int:
    locks = [ROOT / name for name in names]
    if verb == "stamp":
        for lock in locks:
            stamp(lock)
        return 0
    stale = [lock.name for lock in locks if not is_fresh(lock)]
    for name in stale:
        print(f"{name} passar inte längre till pyproject.toml. Kör: make lock", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
