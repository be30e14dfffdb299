"""What is refused after the decision, in words: reservations, notes, the notice."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from council.law import refusals as law
from council.law.refusals import Refused
from council.web.words import clock, long_date

STATUS: Mapping[type[Refused], int] = {
    law.ReservationTooLate: 409,
    law.DidNotDecide: 403,
    law.NoReservation: 409,
    law.ReasonsTooLate: 409,
    law.TextMissing: 422,
    law.NoteTooLate: 409,
    law.NoWrongPress: 409,
    law.AlreadyNoted: 409,
    law.NoticeStaysUp: 409,
    law.TextNotPutUp: 409,
}


def closed_at(facts: Mapping[str, Any]) -> str:
    """ " kl. 16.42", where it is known."""
    text = str(facts.get("closed") or "")
    if not text:
        return ""
    return _(" kl.\u00a0%(time)s", time=clock(datetime.fromisoformat(text)))


def _did_not_decide(facts: Mapping[str, Any]) -> str:
    if facts.get("who"):
        return _(
            "%(name)s deltog inte i beslutet och kan inte reservera sig. "
            "Det går att begära en protokollsanteckning.",
            name=facts["who"],
        )
    return _(
        "Du deltog inte i beslutet och kan inte reservera dig. "
        "Du kan begära en protokollsanteckning."
    )


def _reasons_too_late(facts: Mapping[str, Any]) -> str:
    if facts.get("by") == "meeting":
        return _(
            "Sammanträdet är avslutat. Motiveringen skulle ha lämnats före. Reservationen står "
            "kvar utan motivering."
        )
    return _(
        "Protokollet är justerat. Motiveringen skulle ha lämnats före. Reservationen står kvar "
        "utan motivering."
    )


def _note_too_late(facts: Mapping[str, Any]) -> str:
    if facts.get("closed"):
        return _(
            "Sammanträdet är avslutat%(at)s. En protokollsanteckning skulle ha anmälts före.",
            at=closed_at(facts),
        )
    return _("Protokollet är justerat. Inget mer kan antecknas i det.")


def _no_wrong_press(facts: Mapping[str, Any]) -> str:
    return {
        "not_closed": _(
            "Omröstningen är inte avslutad med ett resultat. Så länge den är öppen ändrar du din "
            "röst med ett nytt tryck."
        ),
        "secret": _("Omröstningen var sluten. Ingen vet hur du röstade, så inget kan antecknas."),
        "not_on_roll": _("Du stod inte på röstlängden och har ingen röst att anmäla som fel."),
        "same": _("Så står din röst antecknad redan. Välj det du avsåg att rösta."),
        "not_said": _("Välj det du avsåg att rösta: Ja, Nej eller Avstår."),
    }[str(facts["why"])]


SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.ReservationTooLate: lambda facts: _(
        "Sammanträdet är avslutat%(at)s. Reservation skulle ha anmälts före.", at=closed_at(facts)
    ),
    law.DidNotDecide: _did_not_decide,
    law.NoReservation: lambda facts: _(
        "Du har inte reserverat dig mot beslutet. Anmäl reservationen först."
    ),
    law.ReasonsTooLate: _reasons_too_late,
    law.TextMissing: lambda facts: _("Skriv texten. Inget har sparats."),
    law.NoteTooLate: _note_too_late,
    law.NoWrongPress: _no_wrong_press,
    law.AlreadyNoted: lambda facts: _("Det är redan antecknat. Inget har ändrats."),
    law.NoticeStaysUp: lambda facts: _(
        "Tillkännagivandet får inte tas bort före överklagandetidens utgång. Det kan tas ned "
        "tidigast den %(day)s.",
        day=long_date(date.fromisoformat(str(facts["earliest"]))),
    ),
    law.TextNotPutUp: lambda facts: _(
        "Paragrafens lydelse måste redovisas innan den kan justeras omedelbart."
    ),
}
