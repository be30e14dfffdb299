"""The register of motions for every reader: what is being prepared, and since when."""

from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from council.law.deadlines import MotionDue, motion_due
from council.services.motions import status
from council.store.base import db
from council.store.models import Motion
from council.store.queries import motions as reading
from council.store.queries.motions import Entry
from council.web.public.blueprint import bp
from council.web.public.meetings import today
from council.web.validators import conditional, etag_for


@dataclass(frozen=True, slots=True)
class Row:
    """A motion in the register, with where it stands in its year."""

    entry: Entry
    due: date
    status: MotionDue

    @property
    def motion(self) -> Motion:
        """The motion itself."""
        return self.entry.motion

    @property
    def movers(self) -> list[str]:
        """Who moves it."""
        return self.motion.movers.splitlines()

    @property
    def late(self) -> bool:
        """Whether its year has run out with nothing decided or told."""
        return self.status is MotionDue.OVERDUE

    @property
    def going_on(self) -> bool:
        """Whether it is still to be decided."""
        return self.motion.decided_on is None and self.motion.written_off_on is None

    @property
    def told(self) -> str:
        """Where it stands, in a word or two."""
        if self.motion.written_off_on is not None:
            return _("Avskriven")
        if self.motion.decided_on is not None:
            return _("Beslutad")
        return {
            MotionDue.RUNNING: _("Bereds") if self.motion.remitted_on else _("Inkommen"),
            MotionDue.DUE: _("Ska avgöras i dag"),
            MotionDue.OVERDUE: _("Över ett år"),
        }.get(self.status, _("Anmäld till fullmäktige"))


@bp.get("/motioner")
def motions() -> ResponseReturnValue:
    """Every motion: those not decided first, the one whose year ends first at the top."""
    return conditional(
        etag_for(also=today().isoformat()),
        lambda: render_template(
            "public/motions.html",
            going_on=[one for one in reversed(rows()) if one.going_on],
            ended=[one for one in rows() if not one.going_on],
        ),
    )


def rows() -> list[Row]:
    """The register as it stands today, the newest first."""
    return [
        Row(entry, motion_due(entry.motion.received_on), status(entry.motion, today()))
        for entry in reading.register(db.session())
    ]
