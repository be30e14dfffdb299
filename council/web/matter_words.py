"""What kinds of items are called where people choose or read them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from council.store.models import ItemKind

KINDS: Mapping[ItemKind, str] = {
    ItemKind.DECISION: _l("Beslutsärende"),
    ItemKind.MOTION: _l("Motion att avgöra"),
    ItemKind.BUDGET: _l("Budget"),
    ItemKind.ELECTION: _l("Val"),
    ItemKind.APPOINTMENT: _l("Anställning"),
    ItemKind.INTERPELLATION: _l("Interpellation"),
    ItemKind.QUESTION: _l("Fråga"),
    ItemKind.MOTION_RECEIVED: _l("Inkommen motion"),
    ItemKind.ANNOUNCEMENT: _l("Anmälan"),
    ItemKind.INFORMATION: _l("Information"),
}
"""In the order in which they are offered."""
