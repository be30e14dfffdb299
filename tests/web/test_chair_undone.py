"""What is said of the budget before a meeting is closed: the days and the section."""

from datetime import date

import pytest

from council.law.budget import decided_too_early, undecided
from council.web.chair.undone import budget

LAST = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("warning", "said"),
    [
        (
            undecided(2027, LAST),
            "Budgeten är inte fastställd. Skattesatsen ska fastställas före november månads "
            "utgång även om budgeten dröjer, senast den 30 november 2026 (KL 11 kap. 11 §). "
            "Budgeten ska då fastställas senast den 31 december 2026, och skattesatsen får ändras "
            "samtidigt.",
        ),
        (
            undecided(2027, LAST, special_reasons=False),
            "Budgeten är inte fastställd. Skattesatsen ska fastställas före november månads "
            "utgång även om budgeten dröjer, senast den 30 november 2026 (KL 11 kap. 11 §).",
        ),
        (
            undecided(2027, date(2026, 12, 16), tax_rate_set=True),
            "Budgeten är inte fastställd. Det ska den vara senast den 31 december 2026 "
            "(KL 11 kap. 11 §).",
        ),
        (
            decided_too_early(2027, date(2026, 6, 10)),
            "Valår: budgeten ska fastställas av nyvalda fullmäktige, från den 15 oktober 2026 "
            "(KL 11 kap. 10 §).",
        ),
    ],
)
def test_a_warning_says_the_days_and_the_section(app, warning, said):
    with app.test_request_context("/"):
        assert budget(warning) == said
