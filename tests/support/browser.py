"""A real Chromium for tests: the machine's own, or a pinned one kept in the user's cache."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import brotli
from playwright.sync_api import Browser, Playwright

PACKAGE = "@sparticuz/chromium"
VERSION = "153.0.0"
SHA256 = "20e5656fcdcf4118ede85edfb9d6bb9cc1bbb7ffb8b75622fffbcf36a835c3c0"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}/fonts</dir>
  <cachedir>{folder}/fonts-cache</cachedir>
</fontconfig>
"""


class Absent(Exception):
    """There is no browser on this machine, and none could be fetched."""


@dataclass(frozen=True)
class Chromium:
    executable: Path
    environment: dict[str, str] = field(default_factory=dict)


def chromium() -> Chromium:
    """The named one, the one on PATH, or the pinned one."""
    if named := os.environ.get("COUNCIL_TEST_CHROMIUM"):
        return Chromium(Path(named))
    if on_path := shutil.which("chromium"):
        return Chromium(Path(on_path))
    return _pinned()


def launch(playwright: Playwright) -> Browser:
    """Start it. Raises Absent where there is none."""
    found = chromium()
    return playwright.chromium.launch(
        executable_path=found.executable,
        args=FLAGS,
        env={**os.environ, **found.environment},
    )


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "klubbslag"


def _pinned() -> Chromium:
    """The pinned browser, fetched and unpacked once for all workers and all later runs."""
    folder = _cache() / f"chromium-{VERSION}"
    with _alone(folder.with_name(f"{folder.name}.lock")):
        if not folder.exists():
            _fetch(folder)
    libraries = f"{folder / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":")
    return Chromium(
        folder / "chromium",
        {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(folder: Path) -> None:
    """Unpack beside its place and rename: what stands there is always whole."""
    with tempfile.TemporaryDirectory(prefix="chromium-", dir=folder.parent) as name:
        work = Path(name)
        pack = _download(work)
        ready = work / "ready"
        ready.mkdir()
        _unpack(pack, ready)
        (ready / "fonts.conf").write_text(FONTS.format(folder=folder), "utf-8")
        ready.rename(folder)


def _download(work: Path) -> Path:
    if shutil.which("npm") is None:
        raise Absent("webbläsare saknas: varken chromium eller npm finns på maskinen")
    done = subprocess.run(
        ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}", "--pack-destination", str(work)],
        check=False, text=True, capture_output=True, timeout=100,
    )  # fmt: skip
    if done.returncode:
        raise Absent(f"webbläsare saknas: {PACKAGE} gick inte att hämta ({done.stderr.strip()})")
    [pack] = work.glob("*.tgz")
    with pack.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise RuntimeError(f"{PACKAGE} {VERSION} har fel kontrollsumma: {found}")
    return pack


def _unpack(pack: Path, ready: Path) -> None:
    with tarfile.open(pack) as outer:
        _brotli(outer, "chromium.br", ready / "chromium")
        (ready / "chromium").chmod(0o755)
        for name in ("al2023.tar", "fonts.tar", "swiftshader.tar"):
            inner = ready / name
            _brotli(outer, f"{name}.br", inner)
            with tarfile.open(inner) as archive:
                archive.extractall(ready)  # noqa: S202 - its checksum is pinned
            inner.unlink()


def _brotli(archive: tarfile.TarFile, name: str, target: Path) -> None:
    packed = archive.extractfile(f"package/bin/{name}")
    assert packed, name
    decompressor = brotli.Decompressor()
    with target.open("wb") as file:
        while chunk := packed.read(1 << 20):
            file.write(decompressor.process(chunk))
