"""The steps bar: where an item stands on its way, and which steps it passed by."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from council.law.procedure import Step
from council.store.models import Division, DivisionState, Item

PLACES = {
    Step.WAITING: 0,
    Step.DEBATE: 1,
    Step.PROPOSALS: 2,
    Step.ORDER: 3,
    Step.QUESTION: 4,
    Step.REQUESTED: 5,
    Step.DIVISION: 5,
    Step.TIE: 5,
    Step.FOUND: 6,
    Step.RESULT: 6,
    Step.DECIDED: 7,
    Step.LEFT: 7,
}
"""Which of the eight steps of the bar each step of the law belongs to."""
DIVISION = 5


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step of the bar. ``state``: done, now, skipped or ahead."""

    name: str
    state: str


def way(item: Item, divisions: Sequence[Division], proposals: int) -> list[WayStep]:
    """The eight steps with how each stands."""
    here = PLACES[item.step]
    voted = any(one.state is not DivisionState.ANNULLED for one in divisions)
    return [
        WayStep(name, _state(place, here, voted=voted, proposals=proposals))
        for place, name in enumerate(names())
    ]


def names() -> list[str]:
    """What the eight steps are called; soft hyphens where a narrow bar may break them."""
    return [
        _("Öppna ärendet"),
        _("Över\u00adläggning"),
        _("Gå igenom yrkandena"),
        _("Propositions\u00adordning"),
        _("Ställ proposition"),
        _("Omröstning"),
        _("Klubba"),
        _("Efter beslutet"),
    ]


def _state(place: int, here: int, *, voted: bool, proposals: int) -> str:
    if place == here:
        return "now"
    if place > here:
        return "ahead"
    passed_by = (place == DIVISION and not voted) or (place in (2, 3, 4) and not proposals)
    return "skipped" if passed_by else "done"
