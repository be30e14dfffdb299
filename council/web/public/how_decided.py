"""How a decision fell, in a few words, after the day and the time."""

from flask_babel import gettext as _

from council.law.majorities import Basis
from council.law.questions import Kind
from council.store.models import Division, SettledBy
from council.store.queries.public_items import ItemWhole
from council.web.public import headlines, telling


def decided_how(whole: ItemWhole) -> str:
    """ "utan omröstning.", "med 38 röster mot 31. Två avstod."."""
    held = whole.deciding
    if not held:
        return _without(whole)
    if len(held) > 1:
        return _("efter %(n)s omröstningar.", n=len(held))
    if _several(whole):
        return _("efter omröstning i en av frågorna.")
    return " ".join(filter(None, (_by(held[0]), telling.abstained(held[0]))))


def _several(whole: ItemWhole) -> bool:
    """Whether the decision has several parts: points, or what was added."""
    parts = (Kind.MAIN, Kind.ADDITION)
    return sum(one.kind in parts and one.settled_at is not None for one in whole.item.questions) > 1


def _without(whole: ItemWhole) -> str:
    if any(one.settled_by is SettledBy.BLOCK for one in whole.item.questions):
        return _("utan omröstning, i ett sammanhang med andra ärenden.")
    return _("utan omröstning.")


def _by(division: Division) -> str:
    if division.secret:
        return _("genom sluten omröstning.")
    shares = {"had": division.had, "present": division.present, "needed": division.needed}
    if division.basis is Basis.MINORITY:
        return _("på begäran av %(had)s av %(present)s närvarande; %(needed)s krävdes.", **shares)
    if division.casting_vote:
        figures = headlines.figures(division)
        return _("med ordförandens utslagsröst, %(figures)s.", figures=figures)
    if division.needed is not None and division.basis is None:
        return _("%(had)s av %(present)s närvarande röstade för; %(needed)s krävdes.", **shares)
    won, lost = telling.won_and_lost(division)
    return _("med %(won)s röster mot %(lost)s.", won=won, lost=lost)
