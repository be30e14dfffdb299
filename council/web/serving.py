"""The production server: uvicorn on one address, ended cleanly, alone on its SQLite file."""

import fcntl
import http.client
import inspect
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
import uvicorn
from flask import Flask
from flask_babel import gettext as _
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.supervisors import Multiprocess

from council.commands.saying import refuse
from council.store.base import db
from council.store.engine import checkpoint, gate_of
from council.web import one_core
from council.web.asgi import Service

BACKLOG = 4096
"""Connections that may wait: a hall and its visitors come in the same second."""
KEEP_ALIVE = 75
"""Seconds that a connection is held between two requests: a tablet's press needs no new one."""
GRACE = 2
"""Seconds that requests under way have to finish when the server is told to stop."""
SEND_BUFFER = 128 * 1024
"""Bytes that wait in the kernel for one reader. Left alone it grows to megabytes for each that
does not read, and such a reader would be let go only after minutes.
"""
FACTORY = "council.web.worker:make"
REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - the operator chose to listen there


def run(app: Flask, host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop (SIGTERM, Ctrl+C); within the application's context.

    Args:
        workers: processes; more than one only on PostgreSQL.
    """
    # The live stream hands its messages over by stepping this coroutine.
    if not inspect.iscoroutinefunction(RequestResponseCycle.send):
        raise RuntimeError("this release of uvicorn cannot carry the live stream")
    with _alone(), _listening(host, port) as listener:
        _raise_file_limit()
        threading.Thread(target=_announce, args=(host, port), daemon=True).start()
        if workers == 1:
            _serve(Service(app), listener)
        else:
            Multiprocess(_config(FACTORY, workers=workers, factory=True), [listener]).run()


@contextmanager
def _alone() -> Iterator[None]:
    """Be the only server on an SQLite file, and leave it whole in one file at the end."""
    gate, name = gate_of(db.engine), db.engine.url.database
    if gate is None or name is None:
        yield
        return
    handle = os.open(f"{name}.serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            refuse(
                _(
                    "En annan server använder redan databasen %(file)s. SQLite har en enda "
                    "skrivare. Stäng den andra först, eller använd PostgreSQL.",
                    file=name,
                )
            )
        yield
        with gate.pass_through():
            checkpoint(db.engine)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        refuse(
            _(
                "Det går inte att lyssna på %(host)s port %(port)s: %(why)s. "
                "Ange en annan port i PORT.",
                host=host,
                port=port,
                why=os.strerror(error.errno or 0),
            )
        )
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)  # each inherits it
        yield listener


def _config(app: Any, **rest: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        interface="asgi3",
        lifespan="on",
        backlog=BACKLOG,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # Flask judges them, by the setting
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
        **rest,
    )


def _serve(service: Service, listener: socket.socket) -> None:
    one_core.stay()
    server = uvicorn.Server(_config(service))
    # uvicorn raises the signal anew when it has ended; what should follow still has to run.
    with _hearing(server.handle_exit):
        server.run([listener])


@contextmanager
def _hearing(told: Callable[[int, Any], None]) -> Iterator[None]:
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, told) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _announce(host: str, port: int) -> None:
    """Say so when the address answers, whatever it answers."""
    address = f"[{host}]" if ":" in host else host
    while not _answers(REACHED_AT.get(host, host), port):
        time.sleep(0.05)
    click.echo(f"ready http://{address}:{port}")


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/health/live")
        connection.getresponse().read()
    except OSError:
        return False
    else:
        return True
    finally:
        connection.close()


def _raise_file_limit() -> None:
    """Every stream is an open file: take as many as the system lets this process have."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
