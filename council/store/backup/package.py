"""The one file of a backup: a ZIP with the database's part and the manifest, nothing else."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile
from zlib import error as BadDeflate  # noqa: N812 - it is raised as it is named here

from council.store.backup.manifest import PARTS, Manifest
from council.store.backup.refusals import Damaged, NotABackup

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 16 * 1024 * 1024
BLOCK = 1024 * 1024
FASTEST = 1
"""Of zlib's levels: the processor belongs to the votes, the disk is cheap."""


def write(file: Path, manifest: Manifest, part: Path) -> Manifest:
    """Pack the database's part; gives the manifest, now with its size and hash."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w+b") as opened, ZipFile(opened, "w", ZIP_STORED) as archive:
        with part.open("rb") as source, archive.open(_entry(manifest), "w", force_zip64=True) as to:
            size, sha256 = _copy(source, to)
        manifest = replace(manifest, size=size, sha256=sha256)
        archive.writestr(MANIFEST, manifest.text())
    return manifest


def _entry(manifest: Manifest) -> ZipInfo:
    entry = ZipInfo(PARTS[manifest.kind])
    entry.external_attr = 0o600 << 16
    if manifest.kind == "sqlite":  # PostgreSQL's dump is compressed already
        entry.compress_type = ZIP_DEFLATED
        entry._compresslevel = FASTEST  # type: ignore[attr-defined] # public from 3.13 on
    return entry


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself.

    Raises:
        NotABackup: the file is none.
    """
    try:
        with ZipFile(file) as archive:
            if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise NotABackup
            return Manifest.read(archive.read(MANIFEST))
    except (BadZipFile, BadDeflate, KeyError, NotImplementedError, RuntimeError, EOFError):
        raise NotABackup from None


def is_backup(file: Path) -> bool:
    """Whether a file is one of ours, so that the next may take its place."""
    if not is_zipfile(file):
        return False
    try:
        read_manifest(file)
    except NotABackup:
        return False
    return True


def unpack(file: Path, manifest: Manifest, to: Path) -> None:
    """Write the database's part where the caller says, and see that it is the one packed.

    Raises:
        Damaged: it is not, byte for byte.
    """
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as written, ZipFile(file) as archive:
            entry = archive.getinfo(PARTS[manifest.kind])
            if entry.file_size != manifest.size:
                raise Damaged(entry.filename)
            with archive.open(entry) as source:
                found = _copy(source, written)
    except (BadZipFile, BadDeflate, KeyError, NotImplementedError, RuntimeError, EOFError):
        raise Damaged(PARTS[manifest.kind]) from None
    if found != (manifest.size, manifest.sha256):
        raise Damaged(entry.filename)


def _copy(source: IO[bytes], to: IO[bytes]) -> tuple[int, str]:
    """Copy to the end; gives how many bytes, and their hash."""
    size, seen = 0, hashlib.sha256()
    while block := source.read(BLOCK):
        to.write(block)
        seen.update(block)
        size += len(block)
    return size, seen.hexdigest()
