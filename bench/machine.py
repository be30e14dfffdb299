"""On what, of what and when: figures from another machine are no baseline."""

import os
import platform
import resource
import subprocess
from datetime import UTC, datetime
from pathlib import Path


def facts() -> dict[str, str | int | float]:
    """Date, commit, Python, processors and memory of this run."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "python": platform.python_version(),
        "processor": _told("/proc/cpuinfo", "model name"),
        "processors": os.cpu_count() or 0,
        "memory": _told("/proc/meminfo", "MemTotal"),
        "load at the end": round(os.getloadavg()[0], 2),
    }


def open_files() -> int:
    """Let this process and those it starts hold as many files open as the system allows."""
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def _commit() -> str:
    """The checkout's, with a plus where something in it is not committed."""
    asked = ("git", "describe", "--always", "--dirty=+", "--exclude=*")
    done = subprocess.run(
        asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _told(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return "unknown"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith(name)), "unknown"
    )
