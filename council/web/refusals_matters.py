"""What is refused of matters, pauses, motions and the rules of order, in words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from council.law import refusals as law
from council.law.refusals import Refused
from council.web.words import clock, long_date

STATUS: Mapping[type[Refused], int] = {
    law.BadRuleOfOrder: 422,
    law.BadPause: 422,
    law.MeetingAdjourned: 409,
    law.NotAnnounced: 409,
    law.TakingUpRefused: 409,
    law.NotAgreed: 409,
    law.OnlyAskerAndAnswerer: 403,
    law.NotReported: 409,
    law.MotionEnded: 409,
    law.BadMotion: 422,
    law.BadItem: 422,
    law.VoteStands: 409,
}


def _bad_rule_of_order(facts: Mapping[str, Any]) -> str:
    if not facts.get("expected"):
        return _("Det finns ingen regel ”%(name)s”. Inget är ändrat.", name=facts.get("name"))
    return _(
        "%(name)s: välj %(expected)s. Inget är ändrat.",
        name=facts.get("name"),
        expected=facts.get("expected"),
    )


def _adjourned(facts: Mapping[str, Any]) -> str:
    return _(
        "Sammanträdet är ajournerat till kl.\u00a0%(time)s. Inget har ändrats. Återuppta det "
        "först.",
        time=clock(datetime.fromisoformat(str(facts["until"]))),
    )


def _not_agreed(facts: Mapping[str, Any]) -> str:
    objections = int(facts.get("objections") or 0)
    if not objections:
        return _(
            "Ärendet är inte berett. Alla %(n)s närvarande måste vara ense om beslutet innan "
            "klubban faller. Fråga om någon har något att invända, eller återremittera.",
            n=facts["needed"],
        )
    return ngettext(
        "En av %(needed)s närvarande är inte ense om beslutet. Ärendet är inte berett, så alla "
        "måste vara ense. Inget är beslutat. Återremittera eller bordlägg.",
        "%(num)s av %(needed)s närvarande är inte ense om beslutet. Ärendet är inte berett, så "
        "alla måste vara ense. Inget är beslutat. Återremittera eller bordlägg.",
        objections,
        needed=facts["needed"],
    )


def _bad_motion(facts: Mapping[str, Any]) -> str:
    return {
        "title": _("Skriv vad motionen handlar om."),
        "movers": _("Skriv vem som lämnar motionen, en på varje rad."),
        "received": _(
            "Skriv dagen då motionen kom in, till exempel 2026-11-25; inte senare än i dag."
        ),
        "report": _("Skriv vad som har kommit fram under beredningen."),
    }[str(facts.get("field"))]


def _bad_item(facts: Mapping[str, Any]) -> str:
    return {
        "title": _("Skriv vad ärendet handlar om."),
        "kind": _("Välj vad det är för ärende."),
        "asked_by": _("Välj vem som frågar."),
        "answerer": _("Skriv till vem interpellationen eller frågan ställs."),
        "motion": _("Välj en motion som inte är slutligt behandlad."),
    }[str(facts.get("field"))]


SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.BadRuleOfOrder: _bad_rule_of_order,
    law.BadPause: lambda facts: _(
        "Skriv ett klockslag som är senare än nu, till exempel 13.00. Sammanträdet är inte "
        "ajournerat."
    ),
    law.MeetingAdjourned: _adjourned,
    law.NotAnnounced: lambda facts: _(
        "Ärendet är inte kungjort. Det får avgöras bara om alla %(n)s närvarande beslutar det. "
        "Fråga om någon har något att invända, eller ta upp det vid nästa sammanträde.",
        n=facts["needed"],
    ),
    law.TakingUpRefused: lambda facts: _(
        "Alla %(n)s närvarande måste besluta att ärendet får avgöras; %(agree)s är för. Det tas "
        "inte upp. Kungör det till nästa sammanträde.",
        n=facts["needed"],
        agree=facts["agree"],
    ),
    law.NotAgreed: _not_agreed,
    law.OnlyAskerAndAnswerer: lambda facts: _(
        "Bara den som frågar och den som svarar deltar när en fråga besvaras."
    ),
    law.NotReported: lambda facts: _(
        "Motionen kan inte skrivas av än. Anmäl först till fullmäktige vad som har kommit fram, "
        "senast den %(due)s.",
        due=long_date(date.fromisoformat(str(facts["due"]))),
    ),
    law.MotionEnded: lambda facts: _("Motionen är redan slutligt behandlad. Inget har ändrats."),
    law.BadMotion: _bad_motion,
    law.BadItem: _bad_item,
    law.VoteStands: lambda facts: _(
        "Din röst är redan mottagen. Enligt arbetsordningen kan den inte ändras. Säg till "
        "ordföranden om den blev fel."
    ),
}
