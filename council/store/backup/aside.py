"""A folder beside a file, where its next contents are made whole before they take its place."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from council.store.backup.refusals import BackupUnderWay


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """Lend a folder on the same disk as ``file``; it is gone afterwards, however it went.

    What a killed process left there is cleared away by the next: the folder is known by its
    name, and held by a lock that dies with the process.

    Raises:
        BackupUnderWay: another process is making the same file.
    """
    folder = file.parent / f".{file.name}.part"
    folder.mkdir(mode=0o700, exist_ok=True)
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupUnderWay from None
        for left in folder.iterdir():
            left.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(held)


def put_in_place(made: Path, file: Path) -> None:
    """Let a finished file take its place at once, so that it is there after a power cut."""
    sync(made)
    made.replace(file)
    sync(file.parent)


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
