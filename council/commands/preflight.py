"""``flask preflight``: whether the hall will hold, before anybody sits down in it."""

from contextlib import suppress

import click
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import SQLAlchemyError

from council.commands.ready import with_database
from council.commands.saying import refuse
from council.web import clock
from council.web.preflight import checks, server
from council.web.preflight.findings import Finding, Level, word


@click.command("preflight")
@click.option("--url", default="", help="Den körande tjänstens adress (annars HOST och PORT).")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    help="Antal processer på alla värdar (PostgreSQL).",
)
@with_database
def preflight(url: str, workers: int) -> None:
    """Pröva om tjänsten håller för ett sammanträde. Slutar med 0, eller 1 och det som är fel."""
    try:
        address = server.require_address(url or server.own_address())
    except server.BadAddress:
        refuse(_("%(url)s är ingen adress. Ange till exempel http://127.0.0.1:5000.", url=url))
    asked = checks.Asked(address, workers)
    with suppress(SQLAlchemyError):  # the first check tells it in words
        checks.verify_journal(clock.now())
    # The clock anew: what was written during the verification is no sign of a clock that is behind.
    findings = checks.of_the_host(asked, clock.now()) + checks.of_the_server(asked)
    for line in _lines(findings):
        click.echo(line)
    amiss = sum(one.level is Level.WRONG for one in findings)
    if amiss:
        refuse(ngettext("En sak att åtgärda.", "%(num)s saker att åtgärda.", amiss))
    click.echo(_("Salen håller."))


def _lines(findings: list[Finding]) -> list[str]:
    """One line a check: the word for how it went, what was looked at, what was found."""
    wide = max(len(word(level)) for level in Level)
    return [f"{word(one.level):<{wide}}  {one.name}: {one.told}" for one in findings]
