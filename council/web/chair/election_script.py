"""What the chair says at each step of an election."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.rules import RULES
from council.services.slip_papers import Marks
from council.store.models import Item
from council.web.chair.elections import Shown, shown
from council.web.chair.script import Line


def line(session: Session, item: Item) -> Line:
    """What the chair says at this step of an election."""
    return SAID[item.step](shown(session, item))


def _debate(one: Shown) -> Line:
    seats = 0 if one.election is None else one.election.seats
    text = _("Vi går till val av %(n)s.", n=_persons(seats))
    if one.candidates:
        text += " " + _("Finns det fler nomineringar?")
    return Line(text, RULES["majority_election"], _("Val"))


def _persons(seats: int) -> str:
    return _("en person") if seats == 1 else _("%(n)s personer", n=seats)


def _found(one: Shown) -> Line:
    if one.proportional:
        return Line(
            one.demanded + " " + _("Valet ska vara proportionellt och ske med slutna sedlar."),
            RULES["proportional_demand"],
            _("Proportionellt val"),
        )
    return Line(
        _("Jag finner att fullmäktige väljer enligt förslaget. Begärs omröstning?"),
        RULES["division_on_request"],
        _("Omröstning på begäran"),
    )


def _requested(one: Shown) -> Line:
    if one.proportional:
        return _found(one)
    return Line(
        _("Omröstning är begärd. Vid val ska den vara sluten."),
        RULES["open_vote"],
        _("Sluten omröstning"),
    )


def _division(one: Shown) -> Line:
    return Line(
        _("Den slutna omröstningen är öppen. Lämna er sedel.")
        + " "
        + _("Har alla lämnat sin sedel?"),
        RULES["open_vote"],
        _("Sluten omröstning"),
    )


def _tie(one: Shown) -> Line:
    due = one.ended.due if one.ended else None
    between = ", ".join(due.between) if due else ""
    return Line(
        _("Lika röstetal mellan %(between)s. Lotten avgör.", between=between)
        + " "
        + _("Jag ber någon i salen säga några ord högt."),
        RULES["lot"],
        _("Lottning"),
    )


def _result(one: Shown) -> Line:
    ended = one.ended
    if ended is not None and ended.papers.marks is Marks.CHOICE:
        yes, no = ended.count.votes.values()
        text = _("Rösterna är %(yes)s\u00a0ja och %(no)s\u00a0nej.", yes=yes, no=no)
        return Line(text, RULES["simple_majority"], _("Enkel majoritet"))
    names = ", ".join(name for name, _label in ended.elected) if ended else ""
    text = _("Fullmäktige har valt %(names)s.", names=names) if names else _("Ingen är vald.")
    if one.proportional:
        return Line(text, RULES["list_order"], _("Listans ordning"))
    return Line(text, RULES["majority_election"], _("Flest röster"))


SAID = {
    Step.DEBATE: _debate,
    Step.QUESTION: _found,
    Step.FOUND: _found,
    Step.REQUESTED: _requested,
    Step.DIVISION: _division,
    Step.TIE: _tie,
    Step.RESULT: _result,
}
"""The line of each step of an election."""
