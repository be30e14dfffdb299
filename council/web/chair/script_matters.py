"""What the chair says of late and unprepared items, of what is received, asked and answered."""

from flask_babel import gettext as _

from council.law.rules import RULES
from council.store.models import Body, Item, ItemKind
from council.web.chair.script import Line


def take_up(item: Item) -> Line:
    """All who are present are asked whether an unannounced item may be decided."""
    return Line(
        _(
            "Ärende\u00a0%(n)s, %(title)s, är inte kungjort. Det får avgöras bara om alla är "
            "ense om det. Har någon något att invända?",
            n=item.number,
            title=item.title,
        ),
        RULES["announced_items_only"],
        _("Bara kungjorda ärenden"),
    )


def agree() -> Line:
    """All who are present are asked whether they agree on the decision itself."""
    return Line(
        _(
            "Ärendet är inte berett. Beslutet får fattas bara om alla är ense om det. Har någon "
            "något att invända mot beslutet?"
        ),
        RULES["unprepared"],
        _("Ärenden som inte är beredda"),
    )


def received(body: Body, item: Item) -> Line:
    """What is only received is done with in one go."""
    what = {
        ItemKind.MOTION_RECEIVED: _(
            "Motionen remitteras till %(board)s för beredning.",
            board=body.board[:1].lower() + body.board[1:],
        ),
        ItemKind.ANNOUNCEMENT: _("Anmälan läggs till handlingarna."),
    }.get(item.kind, _("Informationen läggs till handlingarna."))
    return Line(
        _("Vi går till ärende\u00a0%(n)s, %(title)s.", n=item.number, title=item.title) + " " + what
    )


def answering(item: Item, asker: str) -> Line:
    """An interpellation or a question is put and answered."""
    if item.kind is ItemKind.QUESTION:
        return Line(
            _(
                "%(asker)s frågar %(answerer)s. Bara de två deltar i överläggningen.",
                asker=asker,
                answerer=item.answerer,
            ),
            RULES["question_speakers"],
            _("Frågor"),
        )
    return Line(
        _(
            "%(asker)s har ställt en interpellation till %(answerer)s. Ordet går först till den "
            "som svarar.",
            asker=asker,
            answerer=item.answerer,
        ),
        RULES["interpellation"],
        _("Interpellationer"),
    )
