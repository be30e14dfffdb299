"""``flask set-password``: a person's password, typed or taken from the environment."""

import os

import click
from flask_babel import gettext as _

from council.commands.ready import require_schema, with_database
from council.commands.saying import refuse
from council.services import accounts
from council.services.missing import Missing
from council.web import clock


@click.command("set-password")
@click.argument("username")
@click.option("--from-env", "variable", help="Ta lösenordet ur den här miljövariabeln.")
@with_database
def set_password(username: str, variable: str | None) -> None:
    """Ge en person ett lösenord. Personens inloggningar avslutas."""
    require_schema()
    try:
        accounts.set_password(username, _password(variable), now=clock.now())
    except accounts.BadPassword:
        refuse(
            _(
                "Lösenordet ska ha minst %(least)s tecken och högst 256. Inget har ändrats.",
                least=accounts.SHORTEST_PASSWORD,
            )
        )
    except Missing:
        refuse(_("Användarnamnet ”%(name)s” finns inte.", name=username))
    click.echo(_("Lösenordet är bytt för %(name)s.", name=username))


def _password(variable: str | None) -> str:
    if variable is None:
        typed: str = click.prompt(
            _("Lösenord"), hide_input=True, confirmation_prompt=_("En gång till")
        )
        return typed
    if variable not in os.environ:
        refuse(_("Miljövariabeln %(name)s finns inte.", name=variable))
    return os.environ[variable]
