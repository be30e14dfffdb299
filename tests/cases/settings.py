"""The council's own rules of order as the cases tell them: ``setting_…`` with yes or no."""

from council.law.house_rules import SETTINGS
from council.services import rules_of_order
from council.store.journal import SYSTEM
from tests.cases.form import UnknownForm
from tests.cases.hall import Hall
from tests.cases.scene import Scene

PREFIX = "setting_"
CALLED = {"chair_may_call_present_substitute": "call_present_substitute"}
"""Rules that the cases call by another name than the settings page does."""


def set_rules(scene: Scene, hall: Hall) -> None:
    """Set what the case tells, before anything happens."""
    for key in scene.given:
        if not key.startswith(PREFIX):
            continue
        name, value = key.removeprefix(PREFIX), scene.given[key]
        known = CALLED.get(name, name)
        if known not in SETTINGS:
            raise UnknownForm(f"no rule of order is called {name!r}")
        text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        rules_of_order.change(known, text, SYSTEM, now=hall.tick())
