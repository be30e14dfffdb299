"""``flask demo``: the demonstration council."""

import click
from flask import current_app
from flask_babel import gettext as _

from council.commands.ready import require_schema, with_database
from council.commands.saying import refuse
from council.config import Settings
from council.demo import council
from council.law.refusals import BadCouncilSize
from council.web import clock, refusals

SEATS = 71


@click.command("demo")
@click.option("--seats", type=int, help=f"Antal platser: udda, minst 21 ({SEATS}).")
@with_database
def demo(seats: int | None) -> None:
    """Läs in ett påhittat fullmäktige att pröva med."""
    load(seats)
    for line in sign_ins():
        click.echo(line)


def load(seats: int | None = None) -> None:
    """Load the demonstration council, or keep the one that is there."""
    settings: Settings = current_app.config["SETTINGS"]
    require_schema()
    try:
        loaded = council.load(
            SEATS if seats is None else seats, settings.demo_password, now=clock.now()
        )
    except BadCouncilSize as refusal:
        refuse(refusals.sentence(refusal))
    except council.OtherCouncil as other:
        refuse(
            _(
                "Databasen innehåller redan %(council)s, som inte är demonstrationsdata. "
                "Inget har ändrats. Ange en annan databas i COUNCIL_DATABASE_URL.",
                council=other.name,
            )
        )
    if not loaded.kept:
        click.echo(
            _("Demonstrationsfullmäktige är inläst, med %(seats)s platser.", seats=loaded.seats)
        )
        return
    click.echo(
        _("Demonstrationsfullmäktige finns redan, med %(seats)s platser.", seats=loaded.seats)
    )
    if seats not in (None, loaded.seats):
        click.echo(_("Vill du ha %(seats)s platser: ange en tom databas.", seats=seats))


def sign_ins() -> list[str]:
    """One sign-in for each role, and the password."""
    settings: Settings = current_app.config["SETTINGS"]
    roles = {
        "ordforande": _("ordförande"),
        "vice1": _("förste vice ordförande"),
        "vice2": _("andre vice ordförande"),
        "sekreterare": _("sekreterare"),
        "ledamot001": _("ledamot (ledamot001, ledamot002 …)"),
        "ersattare001": _("ersättare (ersattare001, ersattare002 …)"),
        "admin": _("administratör"),
    }
    return [
        _("Logga in som:"),
        *(f"  {username:<13}{role}" for username, role in roles.items()),
        _("Lösenord för alla: %(password)s", password=settings.demo_password),
    ]
