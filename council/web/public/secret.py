"""A closed secret ballot as every reader sees it: figures, comparison numbers, slips, lots."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from council.services.slip_counting import Result, result
from council.services.slip_papers import Marks
from council.services.wording import listed
from council.store.base import db
from council.store.models import Division, DivisionState, Item, Method
from council.store.queries import elections as reading


@dataclass(frozen=True, slots=True)
class ShownSlip:
    """A slip under its code; ``words``: what stands on it, nothing on a blank one."""

    code: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of a closed ballot; ``ticked``: how many were ticked off."""

    ended: Result
    slips: Sequence[ShownSlip]
    ticked: int
    lead: str


def told(division: Division) -> Told | None:
    """What a secret ballot came to; None while it is open, or if it was declared void."""
    if not division.secret or division.state is not DivisionState.CLOSED:
        return None
    session = db.session()
    ended = result(session, division)
    slips = [
        ShownSlip(one.code, ended.papers.read(one.content))
        for one in reading.slips(session, division.id)
    ]
    paper = division.method is Method.PAPER
    ticked = reading.papers(session, division.id).get("ticked", 0) if paper else len(slips)
    return Told(ended, slips, ticked, lead(division, ended))


def lead(division: Division, ended: Result) -> str:
    """Who was elected, or what waits."""
    if ended.due is not None:
        between = listed(ended.due.between)
        return _("Lika röstetal mellan %(between)s. Lotten avgör.", between=between)
    if ended.papers.marks is Marks.CHOICE:
        return _("%(yes)s röstade ja och %(no)s nej.", yes=division.votes_yes, no=division.votes_no)
    names = [name for name, _label in ended.elected]
    if not names:
        return _("Ingen fick någon röst.")
    return _("%(names)s valdes.", names=listed(names))


def elected(item: Item) -> list[str]:
    """Who was elected in an item, in the order of the places."""
    return [one.name for one in reading.elected(db.session(), item.id)]
