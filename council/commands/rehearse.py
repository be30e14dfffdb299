"""``flask rehearse``: simulated councillors, so that one person can try a whole vote alone."""

import secrets

import click
from flask import current_app
from flask_babel import gettext as _

from council.commands.ready import require_schema, with_database
from council.commands.saying import refuse
from council.config import Settings
from council.demo.rehearsal import Councillor, NobodySignedIn, Plan, Rehearsal
from council.demo.tablet import BadAddress, Unreachable
from council.law.refusals import NotRehearsal
from council.store.engine import reading
from council.store.models import Meeting
from council.store.queries.seating import seat_holders
from council.web import refusals

HUMAN = "ordforande"
"""The account that is always left to the human."""


@click.command("rehearse")
@click.argument("meeting", type=click.IntRange(min=1))
@click.option("--url", default="http://127.0.0.1:5000", show_default=True, help="Tjänstens adress.")
@click.option("--keep", default="", help="Konton som du själv använder, med komma emellan.")
@click.option("--seed", type=int, help="Samma tal ger samma röster.")
@click.option("--within", default=8.0, show_default=True, help="Sekunder som rösterna sprids över.")
@click.option("--minutes", default=240, show_default=True, help="Längsta tid.")
@with_database
def rehearse(
    meeting: int, url: str, keep: str, seed: int | None, within: float, minutes: int
) -> None:
    """Låt påhittade ledamöter checka in och rösta i ett övningssammanträde."""
    require_schema()
    settings: Settings = current_app.config["SETTINGS"]
    cast = _cast(meeting, {HUMAN, *keep.replace(" ", "").split(",")})
    plan = Plan(
        url=url.rstrip("/"),
        meeting_id=meeting,
        password=settings.demo_password,
        seed=secrets.randbelow(10**6) if seed is None else seed,
        within=within,
        limit=minutes * 60,
    )
    try:
        Rehearsal(plan, cast, click.echo).run()
    except KeyboardInterrupt:
        click.echo(_("Övningen är avbruten. Avgivna röster står kvar."))
    except BadAddress:
        refuse(_("%(url)s är ingen adress. Ange till exempel http://127.0.0.1:5000.", url=url))
    except Unreachable:
        refuse(_("Ingen tjänst svarar på %(url)s. Starta den: flask serve", url=url))
    except NobodySignedIn:
        refuse(
            _(
                "Ingen kunde logga in. Övningen använder lösenordet i COUNCIL_DEMO_PASSWORD, "
                "samma som när demonstrationsfullmäktige lästes in."
            )
        )


def _cast(meeting_id: int, humans: set[str]) -> list[Councillor]:
    with reading() as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None:
            refuse(_("Sammanträde %(id)s finns inte.", id=meeting_id))
        if not meeting.rehearsable:
            refuse(refusals.sentence(NotRehearsal()))
        return [
            Councillor(username, party)
            for username, party in seat_holders(session)
            if username not in humans
        ]
