"""Where a refusal becomes an answer: its status, its sentence, its form."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import Flask, Response, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from council.law import refusals as law
from council.law.refusals import Refused
from council.law.rules import RULES, Rule
from council.services.missing import Missing
from council.web import (
    refusals_after,
    refusals_core,
    refusals_elections,
    refusals_lists,
    refusals_matters,
    refusals_proposals,
    refusals_roll,
)
from council.web.asking import wants_fragment, wants_json
from council.web.words import exact_clock, vote_word

STATUS: Mapping[type[Refused], int] = {
    law.UnknownChoice: 422,
    law.BadKey: 422,
    law.UnknownProposal: 422,
    law.UnknownPerson: 422,
    law.ReasonMissing: 422,
    law.BadCouncilSize: 422,
    law.MayNotVote: 403,
    law.NotPresiding: 403,
    law.NotServing: 403,
    law.NotRehearsal: 403,
    law.DivisionNotOpen: 409,
    law.KeyReused: 409,
    law.NotQuorate: 409,
    law.NotNow: 409,
    law.AnotherItemOpen: 409,
    law.DivisionOpen: 409,
    law.GavelAfterRequest: 409,
    law.RequestTooLate: 409,
    law.SecretVoteRequired: 409,
    law.NoCastingVote: 409,
    law.CastingVoteDue: 409,
    law.NoRotation: 409,
    law.MeetingNotOpen: 409,
    law.AlreadyThere: 409,
    law.StaleText: 409,
    law.MayNotSpeak: 403,
    law.DebateNotOpen: 409,
    law.LineDrawn: 409,
    law.NothingToAnswer: 409,
    law.OwnSpeech: 409,
    law.TooManyReplies: 409,
    law.GuestUnnamed: 422,
    **refusals_after.STATUS,
    **refusals_core.STATUS,
    **refusals_elections.STATUS,
    **refusals_lists.STATUS,
    **refusals_matters.STATUS,
    **refusals_roll.STATUS,
    **refusals_proposals.STATUS,
}


def sentence(refusal: Refused) -> str:
    """What happened, and what to do instead."""
    return SENTENCES[type(refusal)](refusal.facts)


def rule(refusal: Refused) -> Rule | None:
    """The section that the refusal rests on, if any."""
    if isinstance(refusal, law.MayNotVote) and not refusal.facts.get("decides"):
        return RULES.get(BARRED.get(str(refusal.facts.get("reason")), ""))
    return RULES.get(str(refusal.facts.get("decides") or refusal.rule))


BARRED = {
    "substitute_not_serving": "substitutes",
    "replaced": "begun_keeps_place",
    "arrived_late": "entry",
    "recused": "recusal",
    "left": "no_rotation",
    "link_lost": "remote",
    "abstains_from_decision": "abstention",
    "no_vote": "right_to_speak",
}
"""The key of the rule behind each reason why somebody may not vote."""


def code(refusal: Refused) -> str:
    """The code for programs; of a vote, the reason."""
    return str(refusal.facts.get("reason", refusal.code))


def _at(facts: Mapping[str, Any], name: str) -> str:
    text = str(facts.get(name) or "")
    return exact_clock(datetime.fromisoformat(text)) if text else ""


def _may_not_vote(facts: Mapping[str, Any]) -> str:
    if facts.get("decides") == "accountable":
        return _("Den som är redovisningsskyldig får delta i överläggningen men inte i beslutet.")
    reasons = {
        "substitute_not_serving": _("Du är ersättare och tjänstgör inte i det här ärendet."),
        "replaced": _("En ersättare tjänstgör på din plats i det här ärendet."),
        "not_checked_in": _("Du är inte incheckad."),
        "arrived_late": _(
            "Du checkade in när ärendet redan behandlades. Du tjänstgör från och med nästa ärende."
        ),
        "recused": _("Du har anmält jäv i det här ärendet."),
        "left": _("Du har lämnat sammanträdet."),
        "link_lost": _(
            "Bilden eller ljudet är borta. Du räknas inte som närvarande förrän förbindelsen är "
            "tillbaka."
        ),
        "abstains_from_decision": _("Du har anmält att du inte deltar i beslutet."),
        "no_vote": _("Ditt konto har ingen rösträtt."),
        "other_body": _("Omröstningen gäller ett annat organ."),
    }
    return reasons[str(facts["reason"])]


def _not_presiding(facts: Mapping[str, Any]) -> str:
    if facts.get("presiding"):
        return _(
            "%(name)s leder sammanträdet. Bara den som leder kan göra det här. "
            "En vice ordförande kan ta över ordförandeskapet.",
            name=facts["presiding"],
        )
    return _("Bara ordföranden eller en vice ordförande kan göra det här.")


def _not_now(facts: Mapping[str, Any]) -> str:
    return {
        "add_item": _("Sammanträdet är slut. Lägg ärendet på nästa dagordning."),
        "announce": _("Det har redan börjat behandlas, eller är slut. Inget har antecknats."),
        "settle": _(
            "Ärendet kan inte avslutas så: det har yrkanden, eller är av ett annat slag. "
            "Gå vidare steg för steg."
        ),
        "list_motions": _("Alla motioner är avgjorda, eller sammanträdet är slut."),
        "take_up": _("Ärendet behöver inte tas upp särskilt."),
        "agree": _("Det finns inget beslut att vara ense om än."),
        "resume": _("Sammanträdet är inte ajournerat."),
        "postpone": _("Sammanträdet är inte ajournerat."),
        "open_meeting": _("Sammanträdet är redan öppnat eller avslutat."),
        "check_in": _("Det går inte att checka in: sammanträdet är inte kungjort eller är slut."),
        "leave": _("Du är inte incheckad."),
        "open": _("Ärendet är redan öppnat."),
        **dict.fromkeys(
            ("put_proposal", "alter_proposal", "second_proposal", "refuse_proposal"),
            _("Ärendet är inte öppnat än. Yrkanden läggs fram när det behandlas."),
        ),
        **refusals_elections.not_now(),
        **refusals_roll.not_now(),
        **refusals_lists.not_now(),
        "edit_summary": _("Protokollet är justerat. Texten kan inte ändras."),
        "reserve": _("Ärendet är inte avgjort. Du kan reservera dig när beslutet har fattats."),
        "note": _("Ärendet har inte börjat behandlas. Anmäl anteckningen då."),
        "withdraw_request": _("Det finns ingen begäran från dig att ta tillbaka."),
    }.get(
        str(facts.get("act")),
        _("Läget har ändrats sedan sidan visades. Inget har sparats."),
    )


def _too_late(facts: Mapping[str, Any]) -> str:
    if facts.get("step") == "decided":
        return _("Klubban har fallit. Omröstning kan inte längre begäras.")
    return _("Omröstning kan begäras när ordföranden har sagt vad som beslutas.")


def _may_not_speak(facts: Mapping[str, Any]) -> str:
    return {
        "recused": _("Den som är jävig i ärendet får inte delta i överläggningen."),
        "substitute_not_serving": _(
            "Den som är ersättare och inte tjänstgör får inte yttra sig. Inget har sparats."
        ),
    }.get(
        str(facts.get("reason")),
        _(
            "Bara den som är incheckad och tjänstgör kan begära ordet själv. Ordföranden kan ge "
            "ordet åt andra som får yttra sig."
        ),
    )


def _debate_not_open(facts: Mapping[str, Any]) -> str:
    if facts.get("step") == "waiting":
        return _("Ärendet är inte öppnat än. Ordet kan begäras när det behandlas.")
    if facts.get("step") in ("decided", "left"):
        return _("Ärendet är inte längre under behandling. Ordet kan inte begäras i det.")
    return _("Överläggningen är avslutad. Bara en ordningsfråga kan tas upp nu.")


def _too_many_replies(facts: Mapping[str, Any]) -> str:
    return _(
        "Arbetsordningen ger var och en %(n)s repliker på samma anförande. Begär ordet för ett "
        "nytt anförande i stället.",
        n=facts.get("allowed"),
    )


SENTENCES: Mapping[type[Refused], Callable[[Mapping[str, Any]], str]] = {
    law.UnknownChoice: lambda facts: _("Välj Ja, Nej eller Avstår."),
    law.BadKey: lambda facts: _("Nyckeln ska ha mellan 1 och 64 tecken. Tryck igen."),
    law.UnknownProposal: lambda facts: _(
        "Förslaget finns inte bland yrkandena. Inget har ändrats. Välj bland dem som visas."
    ),
    law.UnknownPerson: lambda facts: _(
        "Användarnamnet ”%(name)s” finns inte. Ingen har registrerats.",
        name=facts.get("username", ""),
    ),
    law.ReasonMissing: lambda facts: _("Skriv ett skäl. Det blir offentligt."),
    law.BadCouncilSize: lambda facts: _(
        "Fullmäktige kan inte ha %(seats)s ledamöter. Antalet ska vara udda och minst 21.",
        seats=facts.get("seats"),
    ),
    law.MayNotVote: _may_not_vote,
    law.NotPresiding: _not_presiding,
    law.NotServing: lambda facts: _(
        "Bara den som är incheckad och tjänstgör kan göra det här. Checka in eller fråga "
        "sekreteraren."
    ),
    law.NotRehearsal: lambda facts: _(
        "Övningsröster släpps bara in i ett sammanträde som är märkt som demonstration "
        "eller övning."
    ),
    law.DivisionNotOpen: refusals_lists.not_open,
    law.KeyReused: lambda facts: _(
        "Samma nyckel har redan använts för ett annat val. Din mottagna röst är %(vote)s.",
        vote=vote_word(str(facts.get("recorded"))).upper(),
    ),
    law.NotQuorate: refusals_roll.not_quorate,
    law.NotNow: _not_now,
    law.AnotherItemOpen: lambda facts: _(
        "Ärende %(number)s, %(title)s, är inte avgjort. Avgör det först.",
        number=facts.get("number"),
        title=facts.get("title"),
    ),
    law.DivisionOpen: lambda facts: _("En omröstning pågår. Vänta tills den är stängd."),
    law.GavelAfterRequest: lambda facts: _(
        "Omröstning begärdes %(at)s av %(by)s, före klubbslaget. Beslutet är inte fattat. "
        "Genomför omröstningen.",
        at=_at(facts, "at"),
        by=facts.get("by", ""),
    ),
    law.RequestTooLate: _too_late,
    law.SecretVoteRequired: lambda facts: _(
        "Vid val ska omröstningen vara sluten. Öppen omröstning kan inte hållas i det här ärendet."
    ),
    law.NoCastingVote: lambda facts: _(
        "Vid lika röstetal i val avgör lotten."
        if facts.get("decides") == "lot"
        else "Röstetalen är inte lika. Det finns inget för en utslagsröst att avgöra."
    ),
    law.CastingVoteDue: lambda facts: _(
        "Ordföranden är skyldig att rösta när det behövs för att ärendet ska kunna avgöras. "
        "Välj Ja eller Nej."
    ),
    law.NoRotation: lambda facts: _(
        "Den som har lämnat sammanträdet av annat skäl än jäv får inte tjänstgöra igen samma dag."
    ),
    law.MeetingNotOpen: lambda facts: _("Sammanträdet är inte öppnat, eller är avslutat."),
    law.AlreadyThere: lambda facts: _("Du är redan incheckad."),
    law.StaleText: lambda facts: _(
        "Någon annan har ändrat texten. Inget har sparats. Din text är kvar nedan."
    ),
    law.MayNotSpeak: _may_not_speak,
    law.DebateNotOpen: _debate_not_open,
    law.LineDrawn: lambda facts: _(
        "Streck i debatten är satt. Talarlistan är stängd. Replik och ordningsfråga går "
        "fortfarande att begära."
    ),
    law.NothingToAnswer: lambda facts: _(
        "Ingen har talat i ärendet än. Replik begärs på ett anförande som har hållits eller pågår."
    ),
    law.OwnSpeech: lambda facts: _(
        "Replik begärs på någon annans anförande. Begär ordet för ett nytt anförande i stället."
    ),
    law.TooManyReplies: _too_many_replies,
    law.GuestUnnamed: lambda facts: _("Välj en ledamot eller skriv gästens namn."),
    **refusals_after.SENTENCES,
    **refusals_core.SENTENCES,
    **refusals_elections.SENTENCES,
    **refusals_lists.SENTENCES,
    **refusals_matters.SENTENCES,
    **refusals_roll.SENTENCES,
    **refusals_proposals.SENTENCES,
}


def install(app: Flask) -> None:
    """Answer every refusal and every missing thing."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Missing, missing)


def refused(refusal: Refused) -> ResponseReturnValue:
    """A refusal for people, for a part of a page, or for a program."""
    status = STATUS[type(refusal)]
    message = sentence(refusal)
    if wants_json():
        return jsonify(error=code(refusal), message=message), status
    template = "parts/refusal.html" if wants_fragment() else "errors/refusal.html"
    page = render_template(template, message=message, rule=rule(refusal), code=code(refusal))
    response: Response = make_response(page, status)
    return response


def missing(error: Missing) -> ResponseReturnValue:
    """What is not here is told as for any unknown address."""
    from council.web import errors

    return errors.answer(404)
