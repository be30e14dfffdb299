"""The refusals of proposals in words: their statuses and their sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from council.law import refusals as law
from council.law.refusals import Refused

STATUS: Mapping[type[Refused], int] = {
    law.NotYours: 403,
    law.ProposalTextMissing: 422,
    law.MotiveMissing: 422,
    law.ProposalTooLong: 422,
    law.ProposalUnfit: 422,
    law.ProposalsClosed: 409,
    law.ProposalRefused: 409,
    law.AlreadySeconded: 409,
    law.RefusalStands: 409,
}


def _closed(facts: Mapping[str, Any]) -> str:
    if facts.get("way_out") == "over":
        return _("Klubban har fallit. Yrkanden kan inte längre läggas fram, ändras eller återtas.")
    if facts.get("act") == "second_proposal":
        return _("Yrkandena är genomgångna. Det går inte längre att instämma.")
    if facts.get("way_out") == "nothing":
        return _(
            "Överläggningen är avslutad. Enligt arbetsordningen får yrkanden då inte läggas till, "
            "ändras eller återtas."
        )
    sentence = _(
        "Överläggningen är avslutad; yrkanden får bara ändras eller läggas till om fullmäktige "
        "enhälligt medger det."
    )
    if facts.get("way_out") == "step_back":
        return sentence + " " + _("Gå först tillbaka till propositionsordningen.")
    return sentence


def _refused(facts: Mapping[str, Any]) -> str:
    if facts.get("ground") == "new_item":
        return _(
            "Yrkandet väcker ett nytt ärende och får inte ställas under proposition. Väck det som "
            "ett eget ärende, till exempel i en motion."
        )
    return _(
        "Ordföranden vägrar att ställa proposition på yrkandet, eftersom det skulle leda till ett "
        "olagligt beslut. Fullmäktige kan besluta att det ändå ska ställas."
    )


SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.ProposalsClosed: _closed,
    law.ProposalRefused: _refused,
    law.ProposalTextMissing: lambda facts: _(
        "Skriv vad du yrkar, till exempel ”Bifall till motionen”."
    ),
    law.MotiveMissing: lambda facts: _(
        "Skriv en motivering. Den krävs vid återremiss, och den är din egen."
    ),
    law.ProposalTooLong: lambda facts: _(
        "Texten har %(given)s tecken. Högst %(most)s får plats. Inget har sparats: korta den.",
        given=facts.get("given"),
        most=facts.get("most"),
    ),
    law.ProposalUnfit: lambda facts: _(
        "Ett sådant yrkande kan inte läggas fram i det här ärendet. Välj ett av dem som visas."
    ),
    law.NotYours: lambda facts: _(
        "Yrkandet är inte ditt. Bara den som står bakom det kan ändra det eller ta tillbaka det."
    ),
    law.AlreadySeconded: lambda facts: _("Du står redan bakom yrkandet."),
    law.RefusalStands: lambda facts: _(
        "Yrkandet väcker ett nytt ärende och får inte ställas under proposition, vad fullmäktige "
        "än beslutar. Väck det som ett eget ärende, till exempel i en motion."
    ),
}
