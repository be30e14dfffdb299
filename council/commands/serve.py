"""``flask serve``: the production server, once everything is in order."""

import ipaddress
import os

import click
from flask import Flask, current_app
from flask_babel import gettext as _

from council.commands import demo, init
from council.commands.ready import require_schema, with_database
from council.commands.saying import refuse
from council.config import Settings
from council.store import probe
from council.store.base import db
from council.store.engine import reading
from council.store.models import Body


@click.command("serve")
@click.option("--workers", default=1, show_default=True, help="Antal processer (PostgreSQL).")
@click.option("--demo", "demonstrate", is_flag=True, help="Gör först flask init och flask demo.")
@with_database
def serve(workers: int, demonstrate: bool) -> None:
    """Starta tjänsten på HOST (127.0.0.1) och PORT (5000)."""
    from council.web import serving  # loads the server, which no other command needs

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    host, port = os.environ.get("HOST") or "127.0.0.1", _port()
    _require_workers(workers)
    if demonstrate:
        init.prepare()
        demo.load()
    _require_order(app)
    with reading() as session:
        body = session.get(Body, 1)
    demonstration = body is not None and body.demonstration
    _require_safe(app.config["SETTINGS"], host, demonstration)
    if demonstration:
        _greet(port)
    serving.run(app, host, port, workers)


def _port() -> int:
    text = os.environ.get("PORT") or "5000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        refuse(_("PORT=%(port)s är ingen port. Ange ett tal från 1 till 65535.", port=text))
    return int(text)


def _require_workers(workers: int) -> None:
    if workers < 1:
        refuse(_("Minst en process behövs."))
    if workers > 1 and db.engine.dialect.name == "sqlite":
        refuse(
            _(
                "SQLite har en enda skrivare, så en process betjänar hela fullmäktige. "
                "Kör utan --workers, eller använd PostgreSQL (COUNCIL_DATABASE_URL)."
            )
        )


def _require_order(app: Flask) -> None:
    if not app.config["SECRET_KEY"]:
        refuse(_("Den hemliga nyckeln saknas. Kör först: flask init"))
    require_schema()
    if not probe.try_to_write(db.engine):
        refuse(
            _(
                "Databasen tar bara emot läsning: den är en reserv (standby). Ange den primära, "
                "eller båda med target_session_attrs=read-write, i COUNCIL_DATABASE_URL."
            )
        )


def _require_safe(settings: Settings, host: str, demonstration: bool) -> None:
    if is_loopback(host):
        return
    if demonstration:
        refuse(
            _(
                "Demonstrationsdata har ett känt lösenord och visas bara på den egna datorn. "
                "HOST=%(host)s nås av andra. Kör utan HOST.",
                host=host,
            )
        )
    if not settings.allow_http and not settings.trusted_proxies:
        refuse(
            _(
                "HOST=%(host)s nås av andra, och här talas okrypterad HTTP. Sätt en proxy med "
                "TLS framför och ange COUNCIL_TRUSTED_PROXIES=1, eller COUNCIL_ALLOW_HTTP=1.",
                host=host,
            )
        )


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _greet(port: int) -> None:
    click.echo(_("Klubbslag visas på http://localhost:%(port)s", port=port))
    for line in demo.sign_ins():
        click.echo(line)
