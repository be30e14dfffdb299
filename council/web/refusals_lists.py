"""What a list of names refuses, where votes are given by roll call or on papers."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from council.law import refusals as law
from council.law.refusals import Refused

STATUS: Mapping[type[Refused], int] = {
    law.OtherMethod: 409,
    law.UnknownMark: 422,
    law.SeatNotOnList: 422,
    law.ListIncomplete: 422,
    law.ListsMissing: 409,
    law.ListsDiffer: 409,
    law.ListSealed: 409,
    law.SameReader: 409,
    law.OthersReading: 409,
}


def not_now() -> dict[str, str]:
    """What acts say when the time for them is past."""
    return {
        "break_off": _(
            "Omröstningen är inte öppen längre. Inget har ändrats. Se vad som pågår nu."
        ),
    }


def other_method(facts: Mapping[str, Any]) -> str:
    """Why a press does not count, or a list cannot be entered."""
    if facts.get("method") == "roll-call":
        return _(
            "Omröstningen sker genom upprop. Inget som trycks på en surfplatta räknas. Svara ja, "
            "nej eller avstår när ditt namn ropas upp."
        )
    if facts.get("method") == "paper":
        return _(
            "Omröstningen sker med röstsedlar. Inget som trycks på en surfplatta räknas. Lämna "
            "din röstsedel i salen."
        )
    return _(
        "Omröstningen sker på surfplattorna, och en omröstning har ett sätt att rösta. Ingen lista "
        "kan skrivas in. Ordföranden eller sekreteraren kan ersätta den med upprop."
    )


def not_open(facts: Mapping[str, Any]) -> str:
    """Why a press does not count, and where to vote when the division was replaced."""
    if facts.get("replaced_by") == "roll-call":
        return _(
            "Omröstningen har ersatts. Den sker nu genom upprop: svara ja, nej eller avstår när "
            "ditt namn ropas upp. Det du tryckte räknas inte."
        )
    if facts.get("replaced_by") == "paper":
        return _(
            "Omröstningen har ersatts. Den sker nu med röstsedlar: lämna din röstsedel i salen. "
            "Det du tryckte räknas inte."
        )
    return _("Omröstningen är inte öppen. Din röst har inte räknats.")


def _missing(facts: Mapping[str, Any]) -> str:
    if facts.get("read"):
        return _(
            "Röstlistan är inskriven en gång. Den ska skrivas in en gång till av någon annan, "
            "eller kontrolleras med en justerare, innan omröstningen stängs."
        )
    return _(
        "Röstlistan är inte färdigskriven. Sekreteraren skriver in den och markerar den som klar "
        "innan den kontrolleras och omröstningen stängs."
    )


def _others_reading(facts: Mapping[str, Any]) -> str:
    if facts.get("act") == "check":
        return _(
            "%(who)s skriver in eller har redan skrivit in listan en andra gång. En lista som "
            "läses upp för en justerare får inte ersätta den. Inget har ändrats. Skiljer sig de "
            "två åt, jämför med papperslistan och rätta den som är fel.",
            who=facts.get("who"),
        )
    return _(
        "Listan skrivs in två gånger, och inskrivning 2 är redan gjord eller påbörjad: "
        "%(who)s. Inget har sparats. Låt den inskrivningen stå, eller läs in sidan igen och välj "
        "Börja om med inskrivning 2.",
        who=facts.get("who"),
    )


SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.OtherMethod: other_method,
    law.UnknownMark: lambda facts: _(
        "Välj Ja, Nej, Avstår eller Frånvarande på varje rad. Inget har sparats."
    ),
    law.SeatNotOnList: lambda facts: _(
        "Plats %(seat)s har ingen röst i omröstningen: platsen är tom, eller den som sitter där "
        "är jävig eller deltar inte i beslutet. Inget har sparats. Stryk rösten på listan.",
        seat=facts.get("seat"),
    ),
    law.ListIncomplete: lambda facts: _(
        "%(left)s rader saknar röst, först plats %(seat)s. Välj Frånvarande för den som inte "
        "svarade. Listan är inte klar.",
        left=facts.get("left"),
        seat=facts.get("seat"),
    ),
    law.ListsMissing: _missing,
    law.ListsDiffer: lambda facts: _(
        "De två inskrivningarna skiljer sig åt på plats %(seats)s. Jämför med papperslistan och "
        "rätta den som är fel. Omröstningen är fortfarande öppen.",
        seats=facts.get("seats"),
    ),
    law.ListSealed: lambda facts: _(
        "Omröstningen är inte öppen längre, och röstlistan kan inte ändras. Inget har sparats. Är "
        "resultatet fel, be ordföranden förklara omröstningen ogiltig och hålla den på nytt innan "
        "klubban faller."
    ),
    law.OthersReading: _others_reading,
    law.SameReader: lambda facts: _(
        "Den som har skrivit in listan kan inte själv kontrollera den. Välj den justerare som har "
        "läst med, eller låt någon annan skriva in listan en gång till."
    ),
}
