"""The sections that are quoted on screen, by key. No template holds a section number.

Sources: kommunallagen (2017:725), "KL", in the wording in force on 1 July 2025.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it stands and what it says, in plain Swedish fit for gettext."""

    key: str
    section: str
    text: str


RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            "council_size",
            "KL 5 kap. 5 §",
            "Antalet ledamöter i fullmäktige ska vara udda och minst 21.",
        ),
        Rule(
            "no_rotation",
            "KL 5 kap. 20 §",
            "En ledamot som har avbrutit sin tjänstgöring av något annat skäl än jäv får inte "
            "tjänstgöra igen samma dag.",
        ),
        Rule(
            "quorum",
            "KL 5 kap. 45 §",
            "Fullmäktige får handlägga ett ärende bara om mer än hälften av ledamöterna är "
            "närvarande.",
        ),
        Rule(
            "recusal",
            "KL 5 kap. 47 §",
            "En ledamot får inte delta i handläggningen av ett ärende som personligen rör "
            "ledamoten eller någon närstående.",
        ),
        Rule(
            "yes_no_question",
            "KL 5 kap. 53 §",
            "Ordföranden lägger fram förslag till beslut så att de kan besvaras med ja eller nej, "
            "säger vad som enligt hans eller hennes uppfattning har beslutats och bekräftar det "
            "med klubbslag, om inte omröstning begärs.",
        ),
        Rule(
            "division_on_request",
            "KL 5 kap. 53 §",
            "Omröstning ska genomföras om någon begär det innan klubban har fallit. En ledamot "
            "räcker.",
        ),
        Rule(
            "open_vote",
            "KL 5 kap. 54 §",
            "Omröstningen är öppen, utom i ärenden om val eller anställning av personal. Där är "
            "den sluten.",
        ),
        Rule(
            "simple_majority",
            "KL 5 kap. 55 §",
            "Den mening som får mer än hälften av rösterna blir beslutet. Den som avstår räknas "
            "inte med.",
        ),
        Rule(
            "casting_vote",
            "KL 5 kap. 56 §",
            "Vid lika röstetal har ordföranden utslagsröst.",
        ),
        Rule(
            "chair_must_vote",
            "KL 4 kap. 25 §",
            "Ordföranden är skyldig att rösta när det behövs för att ärendet ska kunna avgöras.",
        ),
        Rule(
            "lot",
            "KL 5 kap. 56 § andra stycket",
            "Vid lika röstetal i ärenden om val eller anställning av personal avgör lotten.",
        ),
        Rule(
            "abstention",
            "KL 4 kap. 25 §",
            "Var och en får avstå från att delta i en omröstning eller ett beslut.",
        ),
        Rule(
            "minority_referral",
            "KL 5 kap. 50 §",
            "Ett ärende ska bordläggas eller återremitteras om minst en tredjedel av de närvarande "
            "ledamöterna begär det. I ärenden om val, och om ärendet tidigare har bordlagts eller "
            "återremitterats på begäran av en minoritet, krävs enkel majoritet.",
        ),
        Rule(
            "reservation",
            "KL 4 kap. 27 §",
            "Den som har deltagit i ett beslut får reservera sig mot det. Reservationen ska "
            "anmälas innan sammanträdet avslutas.",
        ),
        Rule(
            "protocol_content",
            "KL 5 kap. 67 §",
            "För varje ärende ska protokollet redovisa förslagen, ordningen för propositionerna, "
            "omröstningarna, besluten, vilka som deltog och hur de röstade, och reservationerna.",
        ),
        Rule(
            "attestation",
            "KL 5 kap. 69 §",
            "Protokollet ska justeras senast 14 dagar efter sammanträdet.",
        ),
        Rule(
            "notice",
            "KL 8 kap. 12 §",
            "Senast andra dagen efter justeringen ska den tillkännages på anslagstavlan, med "
            "uppgift om var protokollet finns och vilken dag det tillkännagavs. Tillkännagivandet "
            "får inte tas bort före överklagandetidens utgång.",
        ),
        Rule(
            "appeal",
            "KL 13 kap. 5 §",
            "Ett överklagande ska ha kommit in inom tre veckor från den dag då justeringen "
            "tillkännagavs på anslagstavlan. Tiden löper bara om tillkännagivandet är uppsatt hela "
            "tiden.",
        ),
        Rule(
            "announced_items_only",
            "KL 5 kap. 52 §",
            "Ordföranden ser till att bara ärenden som har kungjorts avgörs.",
        ),
    )
}
"""Every rule that is quoted, by key."""
