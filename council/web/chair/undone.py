"""What a meeting would leave undone if it were closed now: said before, never a hindrance."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from council.law.budget import BudgetWarning, Lateness
from council.law.rules import RULES
from council.services.budgets import budget_warning
from council.store.models import Meeting
from council.store.queries import afterwards
from council.web.clock import now
from council.web.words import day, long_date


def undone(session: Session, meeting: Meeting) -> list[str]:
    """Sentences: a budget that the law wants decided, notes that nobody has settled."""
    sentences = []
    if (warning := budget_warning(session, meeting, day(now()))) is not None:
        sentences.append(budget(warning))
    if unsettled := afterwards.unsettled(session, meeting.id):
        sentences.append(
            ngettext(
                "%(num)s protokollsanteckning är inte avgjord.",
                "%(num)s protokollsanteckningar är inte avgjorda.",
                unsettled,
            )
        )
    return sentences


def budget(warning: BudgetWarning) -> str:
    """What the law's days for the budget say, with the days."""
    days = warning.days
    if warning.lateness is Lateness.TOO_EARLY and warning.newly_elected_from is not None:
        return _(
            "Valår: budgeten ska fastställas av nyvalda fullmäktige, från den %(day)s "
            "(%(section)s).",
            day=long_date(warning.newly_elected_from),
            section=RULES["budget"].section,
        )
    if warning.lateness is Lateness.BUDGET_DUE:
        return _(
            "Budgeten är inte fastställd. Det ska den vara senast den %(day)s (%(section)s).",
            day=long_date(days.budget),
            section=RULES["tax_rate"].section,
        )
    sentence = _(
        "Budgeten är inte fastställd. Skattesatsen ska fastställas före november månads utgång "
        "även om budgeten dröjer, senast den %(day)s (%(section)s).",
        day=long_date(days.tax_rate),
        section=RULES["tax_rate"].section,
    )
    return f"{sentence} {_together(days.budget)}" if warning.tax_rate_may_be_changed else sentence


def _together(last: date) -> str:
    return _(
        "Budgeten ska då fastställas senast den %(day)s, och skattesatsen får ändras samtidigt.",
        day=long_date(last),
    )
