"""A server that is killed without warning, and started again, many times in a test.

Half of a start is Python reading its modules, which tells nothing of the service. So most starts
are forks of a process that has read them and done nothing else; what runs is Flask's own command
in a process of its own. Where several workers are wanted, each start is an ordinary one.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from tests.support.served import FLASK, ROOT, environment

MODULES = ["council.application", "council.cli", "council.web.serving"]
Spoil = Callable[[], None]
PATIENCE = 20.0
"""Seconds for what a server has to do in time."""


class Running(Protocol):
    """A process that leads a session of its own."""

    pid: int

    def gone(self) -> None:
        """Wait until it is no more."""


class Killable:
    """``flask serve`` in a session of its own, so that all of it can be killed at once."""

    def __init__(
        self, folder: Path, database_url: str, *options: str, spoil: Spoil | None = None
    ) -> None:
        self.environ = environment(folder, database_url)
        # Who is killed does not tell what it ran.
        for name in [name for name in self.environ if name.startswith("COVERAGE_")]:
            del self.environ[name]
        self.options = options
        self.spoil = spoil
        self.log = folder / "server.log"
        self.address = f"http://127.0.0.1:{self.environ['PORT']}"
        self.running: Running | None = None

    def start(self, *, anew: bool = False) -> float:
        """Start it, and wait until it says that it answers; the seconds that took.

        Args:
            anew: from the very beginning, as an operator does.
        """
        began = time.monotonic()
        with self._launch(anew=anew) as said:
            for line in said:
                if line.startswith("ready "):
                    return time.monotonic() - began
        self.kill()
        raise RuntimeError(f"ended before it was ready:\n{self.log.read_text()[-2000:]}")

    def start_and_kill(self, after: float) -> None:
        """Start it, and kill it so many seconds later, wherever it has got to."""
        with self._launch(anew=False):
            time.sleep(after)
            self.kill()

    def start_when_free(self) -> float:
        """Start it again and again while its port is taken, as a supervisor does; the seconds."""
        began = time.monotonic()
        while True:
            try:
                self.start()
            except RuntimeError:
                if time.monotonic() > began + PATIENCE:
                    raise
            else:
                return time.monotonic() - began

    def kill(self) -> None:
        """Kill all of it, and see it gone."""
        if self.running is not None:
            try:
                os.killpg(self.running.pid, signal.SIGKILL)
            except ProcessLookupError:  # so new that it has no session of its own yet
                with suppress(ProcessLookupError):
                    os.kill(self.running.pid, signal.SIGKILL)
            self.running.gone()
            self.running = None

    def kill_only(self, pid: int) -> None:
        """Kill one process of it."""
        os.kill(pid, signal.SIGKILL)
        if self.running is not None and pid == self.running.pid:
            self.running.gone()
            self.running = None

    def _launch(self, *, anew: bool) -> Any:
        """Start it; gives what it says."""
        start = _forked if self.spoil or not (anew or self.options) else _ordinary
        self.running, said = start(self)
        return said

    def workers(self) -> list[int]:
        """The processes that answer, of a server with several."""
        assert self.running is not None
        children = Path(f"/proc/{self.running.pid}/task/{self.running.pid}/children").read_text()
        return [pid for pid in map(int, children.split()) if "spawn_main" in _command(pid)]


@contextmanager
def running(
    folder: Path, database_url: str, *options: str, spoil: Spoil | None = None
) -> Iterator[Killable]:
    """A server for a ``with`` block, killed at its end.

    Args:
        spoil: is done in the server's process before it serves: a fault that has to be found.
    """
    server = Killable(folder, database_url, *options, spoil=spoil)
    try:
        server.start(anew=True)
        yield server
    finally:
        server.kill()


class _Ordinary:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.pid = process.pid

    def gone(self) -> None:
        self._process.wait(PATIENCE)


class _Fork:
    def __init__(self, process: Any) -> None:
        self._process = process
        self.pid = process.pid

    def gone(self) -> None:
        self._process.join(PATIENCE)


def _ordinary(server: Killable) -> tuple[Running, Any]:
    with server.log.open("a") as log:
        process = subprocess.Popen(
            [*FLASK, "serve", *server.options], cwd=ROOT, env=server.environ, text=True,
            stdout=subprocess.PIPE, stderr=log, start_new_session=True,
        )  # fmt: skip
    return _Ordinary(process), process.stdout


def _forked(server: Killable) -> tuple[Running, Any]:
    from_server, to_test = _starter().Pipe(duplex=False)
    facts = (to_test, str(server.log), server.environ, server.spoil)
    process = _starter().Process(target=_serve, args=facts, daemon=True)
    with _without_coverage():
        process.start()
    to_test.close()
    return _Fork(process), os.fdopen(os.dup(from_server.fileno()))


def _starter() -> Any:
    starter = multiprocessing.get_context("forkserver")
    starter.set_forkserver_preload(MODULES)
    return starter


@contextmanager
def _without_coverage() -> Iterator[None]:
    measured = {name: os.environ.pop(name) for name in list(os.environ) if "COVERAGE_" in name}
    try:
        yield
    finally:
        os.environ.update(measured)


def _serve(said: Connection, log: str, environ: dict[str, str], spoil: Spoil | None) -> None:
    """What the fork does: become Flask's command."""
    os.setsid()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environ)
    os.dup2(said.fileno(), 1)
    os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
    sys.argv = ["flask", "--app", "app", "serve"]
    from flask.cli import main

    if spoil is not None:
        spoil()
    main()


def _command(pid: int) -> str:
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""
