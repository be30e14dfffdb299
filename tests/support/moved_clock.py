"""``flask serve`` by a clock that the test sets: as on a host whose clock is moved meanwhile.

Run as a program it is Flask's own command. What asks the system what time it is, in any thread
and any library of it, is told the moved time; how time passes (``monotonic``) stays true, as it
does where a clock is set. PostgreSQL has its own clock, which nothing of ours is asked by.
"""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Client, Listener
from pathlib import Path
from threading import Thread

import time_machine

from tests.support import streams
from tests.support.postgres import short_tmp

SOCKET = "COUNCIL_TEST_CLOCK"


class Server(streams.Server):
    """A server whose clock can be moved while it serves."""

    program = "tests.support.moved_clock"

    def __init__(self, folder: Path, database_url: str, *options: str, **settings: str):
        self._folder = tempfile.TemporaryDirectory(prefix="klubbslag-clock-", dir=short_tmp())
        own = {SOCKET: str(Path(self._folder.name, "clock"))}
        super().__init__(folder, database_url, *options, **(settings | own))

    def end(self) -> None:
        """Stop it if it still runs, and take its socket away."""
        super().end()
        self._folder.cleanup()

    def set_clock(self, moment: datetime) -> None:
        """Set it to a moment; it goes on from there."""
        with Client(self.environ[SOCKET]) as server:
            server.send(moment)
            server.recv()

    def move_clock(self, by: timedelta) -> None:
        """Move it so far from where it stands, back or forth."""
        with Client(self.environ[SOCKET]) as server:
            server.send(by)
            server.recv()


def main() -> None:
    """Serve as ``flask serve`` does, and listen for how the clock is to be moved."""
    from flask.cli import main as flask

    with time_machine.travel(datetime.now(UTC), tick=True) as clock:
        # Here, while it is made, so that whoever has seen the server ready finds it.
        listener = Listener(os.environ[SOCKET])
        Thread(target=_obey, args=(listener, clock), daemon=True).start()
        flask()


def _obey(listener: Listener, clock: time_machine.Traveller) -> None:
    while True:
        with listener.accept() as test:
            told = test.recv()
            if isinstance(told, timedelta):
                clock.shift(told)
            else:
                clock.move_to(told)
            test.send(None)


if __name__ == "__main__":
    main()
