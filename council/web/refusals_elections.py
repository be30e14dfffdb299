"""The sentences of what is refused at elections, secret ballots and lots."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from council.law import refusals as law
from council.law.refusals import Refused

STATUS: Mapping[type[Refused], int] = {
    law.NotProportional: 409,
    law.SubstitutesNotProportional: 409,
    law.TooFewDemand: 409,
    law.ProportionalDemanded: 409,
    law.AlreadyElected: 409,
    law.SlipInvalid: 422,
    law.SlipsDiffer: 409,
    law.TooManyTicked: 422,
    law.PaperSumsDiffer: 422,
    law.LotBroken: 409,
    law.NoLotDue: 409,
    law.NothingSaid: 422,
    law.BadSlipCode: 422,
    law.SlipCodeTaken: 409,
    law.UnknownGroup: 422,
    law.NobodyNominated: 409,
    law.NamesMissing: 422,
    law.ListRegistered: 409,
    law.OtherBallotWay: 409,
    law.SecretBallot: 409,
}


def not_now() -> dict[str, str]:
    """What acts of an election say when the time for them is past, or nobody is elected here."""
    return {
        "nominate": _(
            "Nomineringar tas emot i ett ärende om val tills överläggningen är avslutad. "
            "Inget har sparats."
        ),
        "demand_proportional": _(
            "Proportionellt val begärs i ett ärende om val innan omröstningen öppnas. "
            "Inget har ändrats."
        ),
        "withdraw_demand": _("Det finns ingen sådan begäran att ta tillbaka."),
        "register_list": _(
            "Listor lämnas i ett ärende om val innan omröstningen öppnas. Inget har ändrats."
        ),
    }


def _slip_invalid(facts: Mapping[str, Any]) -> str:
    places = _seats(facts)
    told = {
        "same_twice": _("Samma namn står två gånger på sedeln."),
        "unknown_name": _("Sedeln har ett namn som inte är nominerat."),
        "too_many": _(
            "Sedeln har %(n)s namn, men valet gäller %(places)s.",
            n=facts.get("names"),
            places=places,
        ),
        "too_few": _(
            "Sedeln har %(n)s namn. Den ska innehålla exakt så många namn som platser: "
            "valet gäller %(places)s.",
            n=facts.get("names"),
            places=places,
        ),
        "empty": _("Sedeln har inga namn."),
        "no_group": _("Ingen lista är vald."),
    }[str(facts.get("fault"))]
    return _(
        "%(what)s Ingen sedel har lämnats. Ändra valet, eller lämna en blank sedel.", what=told
    )


def _seats(facts: Mapping[str, Any]) -> str:
    return _("1 plats") if facts.get("seats") == 1 else _("%(n)s platser", n=facts.get("seats"))


def _names_missing(facts: Mapping[str, Any]) -> str:
    if facts.get("name"):
        return _(
            "”%(name)s” står redan, eller står två gånger. Inget har sparats. Skriv varje namn "
            "en gång.",
            name=facts["name"],
        )
    return _("Skriv minst ett namn, ett på varje rad. En lista ska också ha en gruppbeteckning.")


def _secret_ballot(facts: Mapping[str, Any]) -> str:
    if facts.get("secret"):
        return _("Omröstningen är sluten. Lämna en valsedel i stället. Ingen röst har räknats.")
    return _(
        "Omröstningen i det här ärendet är öppen. Bara val och anställning avgörs med slutna "
        "sedlar. Inget har ändrats."
    )


def _other_way(facts: Mapping[str, Any]) -> str:
    if facts.get("method") == "paper":
        return _(
            "Valet sker med valsedlar av papper. Lägg sedeln i urnan; räkningen förs in när alla "
            "har röstat."
        )
    return _("Valet sker med sedlar på skärmen. Sedlar av papper kan inte föras in.")


def _lot_broken(facts: Mapping[str, Any]) -> str:
    if facts.get("what") == "commitment":
        return _("Fröet är inte det som åtagandet före lottningen gäller.")
    return _("Lotten har inte fallit så som fröet och orden i salen ger.")


SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.NotProportional: lambda facts: _(
        "Det här valet får inte vara proportionellt. Inget har ändrats. Begär omröstning i "
        "stället, så sker valet med slutna sedlar och flest röster vinner."
    ),
    law.SubstitutesNotProportional: lambda facts: _(
        "Ersättare får väljas proportionellt bara om ledamöterna valdes så. Inget har ändrats. "
        "Begär omröstning i stället."
    ),
    law.TooFewDemand: lambda facts: _(
        "Minst %(quota)s av %(present)s närvarande måste begära proportionellt val. "
        "Hittills har %(by)s begärt det.",
        quota=facts.get("quota"),
        present=facts.get("present"),
        by=facts.get("by"),
    ),
    law.ProportionalDemanded: lambda facts: _(
        "Proportionellt val är begärt av tillräckligt många (%(by)s). Valet kan inte avgöras med "
        "acklamation. Öppna den slutna omröstningen.",
        by=facts.get("by"),
    ),
    law.AlreadyElected: lambda facts: _(
        "%(name)s är redan vald. Samma person kan inte väljas två gånger. Inget har ändrats.",
        name=facts.get("name", ""),
    ),
    law.SlipInvalid: _slip_invalid,
    law.SlipsDiffer: lambda facts: _(
        "Sedlar %(slips)s, avprickade %(ticked)s. Resultatet kan inte fastställas. Valet görs om: "
        "förklara omröstningen ogiltig och öppna en ny.",
        slips=facts.get("slips"),
        ticked=facts.get("ticked"),
    ),
    law.TooManyTicked: lambda facts: _(
        "Avprickade är %(ticked)s, men bara %(entitled)s får rösta i omröstningen. "
        "Inget har sparats. Rätta siffrorna.",
        ticked=facts.get("ticked"),
        entitled=facts.get("entitled"),
    ),
    law.PaperSumsDiffer: lambda facts: _(
        "Rösterna är %(given)s, men %(valid)s giltiga sedlar kan inte ge det när valet gäller "
        "%(places)s. Inget har sparats. Räkna om.",
        given=facts.get("given"),
        valid=facts.get("valid"),
        places=_seats(facts),
    ),
    law.LotBroken: _lot_broken,
    law.NoLotDue: lambda facts: _("Det finns ingen lott att dra: inga röstetal är lika."),
    law.NothingSaid: lambda facts: _(
        "Skriv orden som sades högt i salen, högst 200 tecken. Lotten är inte dragen."
    ),
    law.BadSlipCode: lambda facts: _(
        "Sedelkoden ska vara två grupper om fyra tecken, till exempel 7F3K-92QD. Ingen sedel har "
        "lämnats. Läs in sidan igen, så får du en ny."
    ),
    law.SlipCodeTaken: lambda facts: _(
        "Sedelkoden är redan använd. Ingen sedel har lämnats. Läs in sidan igen, så får du en ny."
    ),
    law.UnknownGroup: lambda facts: _(
        "Gruppen har ingen lista i det här valet. Ingen sedel har lämnats. Välj en av listorna, "
        "eller lämna en blank sedel."
    ),
    law.NobodyNominated: lambda facts: _(
        "Det finns inget att rösta på: ingen är nominerad, eller ingen lista är lämnad. "
        "Omröstningen är inte öppnad."
    ),
    law.NamesMissing: _names_missing,
    law.ListRegistered: lambda facts: _(
        "Listan ”%(label)s” med samma namn är redan lämnad. Samma beteckning och samma namn är en "
        "och samma grupp.",
        label=facts.get("label", ""),
    ),
    law.OtherBallotWay: _other_way,
    law.SecretBallot: _secret_ballot,
}
