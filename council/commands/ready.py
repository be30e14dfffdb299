"""What must be in order before a command can work."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from council.commands.saying import refuse
from council.store import schema
from council.store.base import db
from council.store.gate import Busy

P = ParamSpec("P")


def with_database(command: Callable[P, None]) -> Callable[P, None]:
    """Run a command within the application; a database that does not answer is told in words."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except Busy:
            refuse(_("Någon annan har skrivit för länge. Inget har ändrats. Försök igen."))
        except OperationalError as error:
            told = str(error.orig).strip().partition("\n")[0]
            refuse(
                _(
                    "Databasen svarar inte: %(told)s. Inget har ändrats. "
                    "Kontrollera COUNCIL_DATABASE_URL och försök igen.",
                    told=told,
                )
            )

    return with_appcontext(guarded)


def require_schema() -> None:
    """Stop unless the database is at this version's schema."""
    if not schema.is_current(db.engine):
        refuse(_("Databasen är inte i ordning. Kör först: flask init"))
