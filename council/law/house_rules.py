"""Each of the council's rules of order as data: name, meaning, section, default, values.

The settings page, the documents and the services all tell the same from here. A value is kept
and sent as text: ``yes`` and ``no``, whole numbers, or one of a few named ways.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from council.law.refusals import BadRuleOfOrder
from council.law.rules_of_order import (
    USUAL,
    CallUp,
    LateProposals,
    ReasonsBy,
    Remote,
    RulesOfOrder,
)
from council.law.setting import OWN, YES_NO, Setting, Value, as_text

ROLL, ORDER, VOTES = "Närvaro och tjänstgöring", "Yrkanden och propositioner", "Omröstningar"
REMOTE, SPEECH, RECORD = "Deltagande på distans", "Talartider", "Svar och protokoll"


def _rule(
    key: str,
    name: str,
    meaning: str,
    heading: str,
    *,
    section: str = OWN,
    ways: Mapping[str, str] | None = None,
    least: int = 0,
    most: int = 0,
) -> Setting:
    default: Value = getattr(USUAL, key)
    if isinstance(default, bool):
        ways = YES_NO
    return Setting(key, name, meaning, section, heading, default, ways or {}, least, most)


SETTINGS: dict[str, Setting] = {
    one.key: one
    for one in (
        _rule(
            "entry_mid_item",
            "Inträde mitt i ett ärende",
            "Ja: den som kommer medan ett ärende behandlas tjänstgör genast. Nej: från och med "
            "nästa ärende. I en öppen omröstning går ingen in.",
            ROLL,
        ),
        _rule(
            "call_present_substitute",
            "Ersättare som redan är på plats",
            "Ja: ordföranden får kalla in en behörig ersättare som är på plats i stället för den "
            "som står i tur men inte är tillgänglig. Nej: den som står i tur kallas in.",
            ROLL,
            section="KL 5 kap. 18 §",
        ),
        _rule(
            "call_up",
            "Inkallelseordning",
            "Vilken lista ersättarna kallas in efter. Aldrig från ett annat parti.",
            ROLL,
            section="KL 5 kap. 18 och 21 §§",
            ways={CallUp.PARTY: "Partiets lista", CallUp.MEMBER: "Ledamotens egen lista"},
        ),
        _rule(
            "order_approved_by_council",
            "Fullmäktige godkänner propositionsordningen",
            "Ja: ordföranden frågar om ordningen godkänns. Nej: ordföranden bestämmer den.",
            ORDER,
        ),
        _rule(
            "tabling_before_referral",
            "Bordläggning före återremiss",
            "Ja: bordläggning prövas före återremiss. Nej: återremiss prövas först.",
            ORDER,
        ),
        _rule(
            "late_proposals",
            "Yrkanden när överläggningen är avslutad",
            "Om ett yrkande får läggas, ändras eller tas tillbaka när ordföranden har förklarat "
            "överläggningen avslutad.",
            ORDER,
            ways={LateProposals.UNANIMOUS: "Bara om alla är ense", LateProposals.NEVER: "Aldrig"},
        ),
        _rule(
            "chair_votes_last",
            "Ordföranden röstar sist vid upprop",
            "Ja: ordföranden ropas upp sist. Nej: ordföranden ropas upp i platsordning.",
            VOTES,
        ),
        _rule(
            "votes_may_change",
            "En röst får ändras tills omröstningen stängs",
            "Ja: den senaste rösten gäller. Nej: den första rösten gäller.",
            VOTES,
        ),
        _rule(
            "majority_ballot_exact",
            "Lika många namn som platser på valsedeln",
            "Ja: vid majoritetsval är en valsedel med fler eller färre namn än det ska väljas "
            "ogiltig. Nej: bara en med för många namn är ogiltig.",
            VOTES,
        ),
        _rule(
            "remote",
            "Deltagande på distans",
            "Om ledamöter får delta på distans, och efter vilka regler. Efter reglerna från 2018 "
            "ska alla se och höra varandra; efter prop. 2025/26:164 ska ordföranden förvissa sig "
            "om att den som är på distans kan följa och delta. Kontrollera vilken lydelse som "
            "gäller.",
            REMOTE,
            section="KL 5 kap. 16 §",
            ways={
                Remote.NONE: "Inte på distans",
                Remote.SINCE_2018: "Reglerna från 2018",
                Remote.BILL: "Reglerna enligt prop. 2025/26:164",
            },
        ),
        _rule(
            "presidium_remote_barred",
            "Presidiet deltar inte på distans",
            "Ja: ordföranden och vice ordförandena ska vara på plats. Nej: de får delta på "
            "distans; enligt prop. 2025/26:164 är det inte tillåtet.",
            REMOTE,
            section="KL 5 kap. 16 §",
        ),
        _rule(
            "remote_secret_ballots",
            "Sluten omröstning på distans",
            "Ja: den som deltar på distans får delta i slutna omröstningar. Nej: den får det inte,"
            " eftersom valhemligheten inte kan skyddas.",
            REMOTE,
            section="KL 5 kap. 16 och 54 §§",
        ),
        _rule(
            "speech_minutes",
            "Minuter för ett anförande",
            "När tiden är ute visas det för talaren och i salen. Ingen avbryts av systemet.",
            SPEECH,
            least=1,
            most=60,
        ),
        _rule(
            "reply_minutes",
            "Minuter för en replik",
            "Räknas som ett anförande.",
            SPEECH,
            least=1,
            most=30,
        ),
        _rule(
            "replies_each",
            "Repliker per person på ett anförande",
            "Så många repliker får var och en begära på samma anförande.",
            SPEECH,
            least=0,
            most=10,
        ),
        _rule(
            "answers_below_quorum",
            "Interpellationer besvaras även under beslutförhet",
            "Ja: interpellationer och frågor får besvaras fast för få är närvarande. Ett beslut om"
            " att en interpellation får ställas kräver alltid beslutförhet.",
            RECORD,
            section="KL 5 kap. 45 §",
        ),
        _rule(
            "attesters",
            "Antal justerare",
            "Så många justerar protokollet tillsammans med ordföranden.",
            RECORD,
            section="KL 5 kap. 69 §",
            least=1,
            most=6,
        ),
        _rule(
            "immediate_attestation",
            "Omedelbar justering",
            "Ja: en paragraf får justeras genast, när dess lydelse har redovisats. Nej: alla "
            "paragrafer justeras tillsammans.",
            RECORD,
            section="KL 5 kap. 69 §",
        ),
        _rule(
            "written_reasons_by",
            "Skriftlig reservation lämnas in senast",
            "Reservationen anmäls alltid innan sammanträdet avslutas; det här gäller motiveringen.",
            RECORD,
            section="KL 4 kap. 27 §",
            ways={
                ReasonsBy.ATTESTATION: "Före justeringen",
                ReasonsBy.MEETING: "Innan sammanträdet avslutas",
            },
        ),
    )
}
"""Every rule of order, by key, in the order of the page."""


def parse(key: str, text: str) -> Value:
    """A rule's value from text.

    Raises:
        BadRuleOfOrder: no such rule, or no such value of it.
    """
    if key not in SETTINGS:
        raise BadRuleOfOrder(key=key[:40], name=key[:40], given=text[:40], expected="")
    return SETTINGS[key].parse(text)


def from_texts(kept: Mapping[str, str]) -> RulesOfOrder:
    """The rules that hold where the council has set some of them.

    Raises:
        BadRuleOfOrder: no such rule, or no such value of it.
    """
    given: dict[str, Any] = {key: parse(key, text) for key, text in kept.items()}
    return replace(USUAL, **given)


def differing(rules: RulesOfOrder) -> dict[str, str]:
    """What is not as usual, as it is kept."""
    return {
        key: as_text(getattr(rules, key))
        for key, setting in SETTINGS.items()
        if getattr(rules, key) != setting.default
    }
