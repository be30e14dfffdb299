"""``flask import-members``, ``import-meeting``, ``import-divisions``: a whole file, or nothing."""

from pathlib import Path
from typing import NoReturn

import click
from flask_babel import gettext as _
from flask_babel import ngettext

from council.commands.ready import require_schema, with_database
from council.commands.saying import refuse
from council.law.refusals import Refused
from council.services.founding import NewBody
from council.services.importing import divisions, meetings, members
from council.services.importing.faults import Fault, FaultyFile
from council.services.importing.members import DEFAULT_BODY
from council.web import clock, refusals

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("import-members")
@click.argument("file", type=FILE)
@click.option("--name", default=DEFAULT_BODY.name, show_default=True, help="Organets namn.")
@click.option("--organisation", default=DEFAULT_BODY.organisation, show_default=True)
@click.option("--board", default=DEFAULT_BODY.board, show_default=True, help="Styrelsens namn.")
@with_database
def import_members(file: Path, name: str, organisation: str, board: str) -> None:
    """Läs in ledamöter, ersättare och sekreterare från en CSV-fil."""
    require_schema()
    founding = NewBody(name=name, organisation=organisation, board=board)
    try:
        summary = members.load(_bytes(file), now=clock.now(), founding=founding)
    except FaultyFile as faulty:
        _refuse_faulty(faulty)
    except Refused as refusal:
        refuse(refusals.sentence(refusal) + " " + _("Inget är inläst."))
    click.echo(
        _(
            "%(members)s ledamöter, %(substitutes)s ersättare, %(added)s nya, "
            "%(changed)s ändringar, %(removed)s borttagna.",
            members=summary.members,
            substitutes=summary.substitutes,
            added=summary.added,
            changed=summary.changed,
            removed=summary.removed,
        )
    )
    if summary.founded:
        click.echo(
            _("%(name)s i %(organisation)s är inrättat.", name=name, organisation=organisation)
        )
    if summary.added:
        click.echo(_("Nya personer har inget lösenord än: flask set-password ANVÄNDARNAMN"))
    if summary.founded:
        click.echo(_("Administratörens konto heter admin: flask set-password admin"))


@click.command("import-meeting")
@click.argument("file", type=FILE)
@with_database
def import_meeting(file: Path) -> None:
    """Läs in ett sammanträde med ärenden, handlingar och förslag från en JSON-fil."""
    require_schema()
    try:
        meeting = meetings.load(_bytes(file), now=clock.now())
    except meetings.NoCouncil:
        refuse(_("Här finns inget fullmäktige än. Kör först: flask import-members FIL.csv"))
    except FaultyFile as faulty:
        _refuse_faulty(faulty)
    click.echo(
        _(
            "Sammanträde %(id)s är inläst och kungjort: %(title)s %(date)s, %(items)s ärenden.",
            id=meeting.id,
            title=meeting.title,
            date=meeting.date.isoformat(),
            items=meeting.items,
        )
    )


@click.command("import-divisions")
@click.argument("file", type=FILE)
@with_database
def import_divisions(file: Path) -> None:
    """Räkna om historiska omröstningar från en CSV-fil och läs in dem i arkivet."""
    require_schema()
    try:
        with file.open("rb") as opened:
            summary = divisions.load(opened, now=clock.now())
    except divisions.MeetingUnderWay:
        refuse(
            _(
                "Ett sammanträde pågår, och filen är så stor att inga röster kan sparas medan den "
                "läses in. Läs in den när sammanträdet är avslutat. Inget är inläst."
            )
        )
    except FaultyFile as faulty:
        _refuse_faulty(faulty)
    click.echo(
        _(
            "%(divisions)s omröstningar med %(votes)s rader är omräknade, stämmer med det som är "
            "publicerat och är inlästa.",
            divisions=summary.divisions,
            votes=summary.votes,
        )
    )
    if summary.known:
        click.echo(_("%(known)s omröstningar fanns redan.", known=summary.known))


def _bytes(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with file.open("rb") as opened:
        return opened.read(meetings.MOST_BYTES + 1)


def _refuse_faulty(faulty: FaultyFile) -> NoReturn:
    count = len(faulty.faults) + faulty.beyond
    heading = ngettext(
        "Filen är inte inläst. Ett fel:", "Filen är inte inläst. %(num)s fel:", count
    )
    lines = [heading, *table(faulty.faults)]
    if faulty.beyond:
        lines.append(_("… och %(count)s fel till.", count=faulty.beyond))
    refuse("\n".join(lines))


def table(faults: tuple[Fault, ...]) -> list[str]:
    """The faults in aligned columns: Rad, Kolumn, Står, Väntat."""
    heads = (_("Rad"), _("Kolumn"), _("Står"), _("Väntat"))
    lines = [heads, *((str(f.row), f.column, f.stood, f.expected) for f in faults)]
    widths = [max(len(line[place]) for line in lines) for place in range(3)]
    return [" | ".join([*map(str.ljust, line[:3], widths), line[3]]) for line in lines]
