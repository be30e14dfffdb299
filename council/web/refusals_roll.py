"""The sentences of what is refused on the roll: substitutes, recusal, taking part at a distance."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from council.law import refusals as law
from council.law.refusals import Refused

STATUS: Mapping[type[Refused], int] = {
    law.KeepsPlace: 409,
    law.NotOfTheParty: 409,
    law.CannotBeCalled: 409,
    law.NoSubstitute: 409,
    law.OutOfTurn: 409,
    law.SeatTaken: 409,
    law.RecusedHere: 403,
    law.AlreadyRecused: 409,
    law.TooLateToStandAside: 409,
    law.NotAtADistance: 409,
}


def not_quorate(facts: Mapping[str, Any]) -> str:
    """Too few are there; with the recused counted in, where there are any."""
    told = {name: facts.get(name) for name in ("present", "seats", "needed")}
    if facts.get("recused"):
        return _(
            "Inte beslutfört: även med de jäviga inräknade är bara %(present)s av %(seats)s "
            "närvarande, minst %(needed)s krävs. Inget beslut kan fattas. Förrätta upprop eller "
            "ajournera.",
            **told,
        )
    return _(
        "Inte beslutfört: %(present)s av %(seats)s närvarande, minst %(needed)s krävs. "
        "Inget beslut kan fattas. Förrätta upprop eller ajournera.",
        **told,
    )


def not_now() -> dict[str, str]:
    """What acts on the roll say when the time for them is past, or not here."""
    return {
        "call_substitute": _(
            "Ersättare kan inte kallas in: sammanträdet är inte kungjort eller är slut."
        ),
        "record_left": _("Personen är inte incheckad. Inget har ändrats."),
        "recuse": _("Ärendet är avgjort. Jäv kan inte längre antecknas i det."),
        "take_no_part": _("Sammanträdet är inte öppnat, eller är avslutat."),
        "lose_link": _("Personen deltar inte på distans just nu. Inget har ändrats."),
        "regain_link": _("Ingen förbindelse är bruten. Inget har ändrats. Checka in i stället."),
    }


def _recused(facts: Mapping[str, Any]) -> str:
    if facts.get("ground") == "accountable":
        return _(
            "Den som är redovisningsskyldig får delta i överläggningen men inte i beslutet. Inget "
            "har ändrats. Begär ordet i stället."
        )
    return _(
        "Den som är jävig får inte delta i handläggningen av ärendet. Inget har ändrats. En "
        "ersättare får tjänstgöra. Gäller det den som leder tar en vice ordförande över."
    )


def _too_late_to_stand_aside(facts: Mapping[str, Any]) -> str:
    if facts.get("step") == "waiting":
        return _("Ärendet är inte öppnat än. Anmäl det när ärendet behandlas.")
    return _(
        "Det ska anmälas innan ordföranden lägger fram förslag till beslut. Du kan avstå när "
        "omröstning hålls."
    )


def _not_at_a_distance(facts: Mapping[str, Any]) -> str:
    if facts.get("why") == "secret":
        return _(
            "Den som deltar på distans får inte delta i slutna omröstningar: valhemligheten kan "
            "inte skyddas. Din sedel är inte mottagen."
        )
    if facts.get("why") == "presidium":
        return _(
            "Presidiet får inte delta på distans. Inget har registrerats. Checka in när du är på "
            "plats."
        )
    return _(
        "Fullmäktige har inte beslutat om deltagande på distans. Inget har registrerats. Checka "
        "in när du är på plats."
    )


SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.KeepsPlace: lambda facts: _(
        "%(name)s har börjat tjänstgöra och har företräde oberoende av turordningen. Bara "
        "ledamoten själv kan ta över platsen.",
        name=facts.get("serving"),
    ),
    law.NotOfTheParty: lambda facts: _(
        "%(name)s är inte ersättare för platsen. I fullmäktige får bara ersättare för samma parti "
        "tjänstgöra; finns ingen står platsen tom.",
        name=facts.get("person"),
    ),
    law.CannotBeCalled: lambda facts: _(
        "%(name)s kan inte kallas in: inte incheckad, tjänstgör redan, är jävig eller har lämnat i "
        "dag. Kalla in den som står på tur.",
        name=facts.get("person"),
    ),
    law.NoSubstitute: lambda facts: _(
        "Ingen ersättare för partiet är på plats. Platsen står tom tills ledamoten eller en "
        "ersättare kommer."
    ),
    law.OutOfTurn: lambda facts: _(
        "%(name)s står på tur och ska kallas in först. Arbetsordningen tillåter inte att någon "
        "annan väljs.",
        name=facts.get("next"),
    ),
    law.SeatTaken: lambda facts: _(
        "%(name)s är på plats och tjänstgör själv. Ingen ersättare behövs.",
        name=facts.get("serving"),
    ),
    law.RecusedHere: _recused,
    law.AlreadyRecused: lambda facts: _("Jävet är redan antecknat i ärendet."),
    law.TooLateToStandAside: _too_late_to_stand_aside,
    law.NotAtADistance: _not_at_a_distance,
}
