"""The journal's lines on the roll in words: substitutes, recusal, links. Never a private reason."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from council.store.queries.events import Event

if TYPE_CHECKING:
    from council.web.secretary.log import Teller


def entered(teller: "Teller", event: Event) -> str:
    """Who came; one by one where it matters on which seat."""
    lines = event.payload["entered"]
    if len(lines) != 1:
        return _("%(n)s registrerade på plats", n=len(lines))
    (one,) = lines
    told = {"name": teller.name(one["member"]), "seat": one.get("waits") or one["seat"]}
    if one.get("yields"):
        return _(
            "%(name)s på plats, tar över plats\u00a0%(seat)s från %(other)s",
            other=teller.name(one["yields"]),
            **told,
        )
    if one.get("waits"):
        return _("%(name)s på plats, tar över plats\u00a0%(seat)s vid nästa ärende", **told)
    if one.get("remote"):
        return _("%(name)s deltar på distans", **told)
    return _("%(name)s på plats", **told)


def _called(teller: "Teller", event: Event) -> str:
    told = event.payload
    parts = [
        _(
            "%(name)s tjänstgör på plats\u00a0%(seat)s",
            name=teller.name(told["member"]),
            seat=told["seat"],
        )
        if told["for"] is None
        else _(
            "%(name)s tjänstgör för %(other)s, plats\u00a0%(seat)s",
            name=teller.name(told["member"]),
            other=teller.name(told["for"]),
            seat=told["seat"],
        )
    ]
    if told["passed"]:
        names = ", ".join(map(teller.name, told["passed"]))
        parts.append(
            _("%(names)s förbigången med skäl", names=names)
            if told["out_of_turn"]
            else _("%(names)s ej tillgänglig; behörig ersättare närvarande", names=names)
        )
    return "; ".join(parts)


def _taken(teller: "Teller", event: Event) -> str:
    return "; ".join(
        _(
            "%(name)s tar över plats\u00a0%(seat)s",
            name=teller.name(one["member"]),
            seat=one["seat"],
        )
        for one in event.payload["taken"]
    )


def _lost(teller: "Teller", event: Event) -> str:
    name = teller.name(event.payload["member"])
    what = {
        "picture": _("bilden föll bort"),
        "sound": _("ljudet föll bort"),
        "both": _("bild och ljud föll bort"),
    }[str(event.payload["lost"])]
    if event.payload["present"]:
        return _("%(name)s: %(what)s, räknas som närvarande", name=name, what=what)
    return _("%(name)s: %(what)s, inte närvarande", name=name, what=what)


def _recused(teller: "Teller", event: Event) -> str:
    name = teller.name(event.payload["member"])
    if event.payload["declared"]:
        return _("%(name)s anmäler jäv", name=name)
    return _("jäv antecknat för %(name)s", name=name)


WORDS: Mapping[str, Callable[["Teller", Event], str]] = {
    "roll.checked_in": entered,
    "roll.substitute_called": _called,
    "roll.seat_taken": _taken,
    "roll.link_lost": _lost,
    "roll.link_regained": lambda teller, event: _(
        "%(name)s: förbindelsen är tillbaka",
        name=teller.name(event.payload["entered"][0]["member"]),
    ),
    "recusal.noted": _recused,
    "recusal.stood_in": lambda teller, event: _(
        "%(name)s tjänstgör för %(other)s i ärendet",
        name=teller.name(event.payload["substitute"]),
        other=teller.name(event.payload["member"]),
    ),
    "recusal.lifted": lambda teller, event: _(
        "fullmäktige fann att %(name)s inte är jävig", name=teller.name(event.payload["member"])
    ),
    "item.not_taking_part": lambda teller, event: _(
        "%(name)s deltar inte i beslutet", name=teller.name(event.payload["member"])
    ),
}
"""What each kind of entry is called."""
