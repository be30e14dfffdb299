"""M5: what a councillor may ask for now, put together from its parts."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from council.services.sign_ins import SignedIn
from council.store.base import db
from council.store.models import Item, Meeting
from council.store.queries import current
from council.web.asking import person
from council.web.clock import now
from council.web.member import jav, omrostning, ordet, presence, reservation, val, yrka
from council.web.words import day

Change = Callable[[dict[str, Any]], dict[str, Any]]


class Part(Protocol):
    """One part of the page, with a template of its own."""

    def facts(
        self, session: Session, meeting: Meeting, item: Item | None, me: SignedIn
    ) -> dict[str, Any]:
        """What its template shows."""


PARTS: Mapping[str, Part] = {
    "ordet": ordet,
    "yrka": yrka,
    "omrostning": omrostning,
    "jav": jav,
    "val": val,
    "reservation": reservation,
}
"""Every part of the page, in its order: ``begar_<name>.html``."""


def page(*, change: Change | None = None, status: int = 200) -> ResponseReturnValue:
    """The whole page; ``change``: what a form that is shown again tells instead."""
    session, me = db.session(), person()
    meeting = current.current_meeting(session, day(now()))
    if meeting is None:
        return render_template("member/none.html", meeting=None)
    what = current.now(session, meeting)
    facts: dict[str, Any] = {}
    for part in PARTS.values():
        facts |= part.facts(session, meeting, what.item, me)
    answer = render_template(
        "member/requests.html",
        meeting=meeting,
        now=what,
        parts=[f"member/begar_{name}.html" for name in PARTS],
        presence=(mine := presence.mine(session, meeting, what.item, me)).presence,
        steps_in=mine.steps_in,
        **(facts if change is None else change(facts)),
    )
    return make_response(answer, status)
