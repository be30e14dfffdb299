"""Why no backup was made or nothing was restored, in words, and what to do instead."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask_babel import gettext as _

from council.commands.saying import refuse
from council.store.backup import refusals

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SENTENCES: Mapping[type[refusals.NotDone], Callable[..., str]] = {
    refusals.SecretBallotOpen: lambda: _(
        "En sluten omröstning pågår. En kopia av den skulle kunna visa vem som har röstat hur, och "
        "därför görs ingen (kommunallagen 5 kap. 54 §). Kör flask backup igen när omröstningen är "
        "stängd."
    ),
    refusals.NoCouncil: lambda: _(
        "Databasen innehåller inget fullmäktige, så det finns inget att kopiera. Troligen är det "
        "inte tjänstens databas. Ingen säkerhetskopia är gjord. Kör flask backup med tjänstens "
        "egna inställningar (COUNCIL_DATABASE_URL och COUNCIL_DATA_DIR)."
    ),
    refusals.FileInTheWay: lambda: _(
        "Där finns redan en fil som inte är en säkerhetskopia. Den är orörd. Ange en annan fil."
    ),
    refusals.BackupUnderWay: lambda: _(
        "En annan körning håller på med samma fil. Vänta tills den är klar och kör igen."
    ),
    refusals.NotABackup: lambda: _(
        "Filen är ingen säkerhetskopia av Klubbslag, eller är gjord av en nyare version. Inget har "
        "ändrats. Ange en fil som flask backup har gjort."
    ),
    refusals.Damaged: lambda what: _(
        "Säkerhetskopian är skadad (%(what)s). Inget har ändrats. Använd en äldre kopia, eller en "
        "från ett annat ställe.",
        what=what,
    ),
    refusals.JournalBroken: lambda where: _(
        "Journalens kedja håller inte: %(where)s. Inget har ändrats. Ring den som sköter driften: "
        "något har ändrats efteråt, eller så är filen en annan än den som väntades.",
        where=where,
    ),
    refusals.OtherDatabase: lambda has, needed: _(
        "Säkerhetskopian är gjord av %(has)s, och databasen här är %(needed)s. Inget har ändrats. "
        "Läs in den i samma slags databas (COUNCIL_DATABASE_URL).",
        has=KINDS[has],
        needed=KINDS.get(needed, needed),
    ),
    refusals.TooNew: lambda schema: _(
        "Säkerhetskopian är gjord av en nyare version (schema %(schema)s). Inget har ändrats. "
        "Installera den versionen och läs in kopian där.",
        schema=schema,
    ),
    refusals.NotEmpty: lambda: _(
        "Databasen är inte tom. En säkerhetskopia läses bara in i en tom databas, så att inget "
        "skrivs över. Inget har ändrats. Ange en ny databas i COUNCIL_DATABASE_URL."
    ),
    refusals.ServerRunning: lambda: _(
        "En server använder databasen. Inget har ändrats. Stäng servern och kör igen."
    ),
    refusals.NoProgram: lambda name, needed: _(
        "Programmet %(name)s saknas, eller är äldre än databasens server. Inget har ändrats. "
        "Installera postgresql-client-%(needed)s eller nyare, eller ange dess mapp i "
        "COUNCIL_POSTGRESQL_BIN.",
        name=name,
        needed=needed,
    ),
    refusals.CopyFailed: lambda why: _(
        "Databasen gick inte att kopiera: %(why)s. Ingen säkerhetskopia är gjord. Se efter om "
        "disken är full, eller ange en annan plats.",
        why=why,
    ),
    refusals.ProgramFailed: lambda name, told: _(
        "%(name)s avbröt: %(told)s. Inget har ändrats.", name=name, told=told
    ),
}


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Turn why something was not done into a sentence, and end the command with it."""
    try:
        yield
    except refusals.NotDone as why:
        refuse(SENTENCES[type(why)](*why.args))
    except OSError as error:
        refuse(
            _(
                "%(file)s: disken svarade ”%(why)s”. Inget har ändrats. Se efter om den är full "
                "eller skrivskyddad, eller ange en annan plats.",
                file=error.filename or file,
                why=os.strerror(error.errno or 0),
            )
        )
