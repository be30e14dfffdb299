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
            "remote",
            "KL 5 kap. 16 §",
            "Ledamöter får delta på distans om fullmäktige har beslutat det, med ljud och bild i "
            "realtid, så att alla ser och hör varandra och deltar på lika villkor.",
        ),
        Rule(
            "substitutes",
            "KL 5 kap. 17 §",
            "Om en ledamot är förhindrad att komma eller att fortsätta tjänstgöra ska en ersättare "
            "tjänstgöra i stället.",
        ),
        Rule(
            "call_order",
            "KL 5 kap. 18 §",
            "Ersättarna tjänstgör i den ordning som är bestämd för dem.",
        ),
        Rule(
            "begun_keeps_place",
            "KL 5 kap. 18 §",
            "En ersättare som har börjat tjänstgöra har företräde oberoende av turordningen.",
        ),
        Rule(
            "member_takes_seat",
            "KL 5 kap. 19 §",
            "En ledamot som kommer under ett sammanträde har rätt att tjänstgöra även om en "
            "ersättare har trätt in.",
        ),
        Rule(
            "party_substitutes",
            "KL 5 kap. 21 §",
            "I fullmäktige tjänstgör bara ersättare för samma parti. Finns ingen står platsen tom.",
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
            "quorum_recusal",
            "KL 5 kap. 45–46 §§",
            "Om de närvarande är för få bara för att ledamöter är jäviga får ärendet ändå "
            "handläggas.",
        ),
        Rule(
            "recusal",
            "KL 5 kap. 47 §",
            "En ledamot får inte delta i handläggningen av ett ärende som personligen rör "
            "ledamoten eller någon närstående.",
        ),
        Rule(
            "accountable",
            "KL 5 kap. 48–49 §§",
            "Den som är redovisningsskyldig får inte delta i beslutet om ansvarsfrihet för "
            "verksamheten, men får delta i överläggningen.",
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
            "chair_leads",
            "KL 5 kap. 43 §",
            "Ordföranden leder fullmäktiges sammanträden och ansvarar för ordningen.",
        ),
        Rule(
            "one_at_a_time",
            "Arbetsordningen",
            "Fullmäktige behandlar ett ärende i taget. En omröstning avslutas innan något annat "
            "görs.",
        ),
        Rule(
            "entry",
            "Arbetsordningen",
            "Den som kommer när ett ärende behandlas tjänstgör från och med nästa ärende.",
        ),
        Rule(
            "minority_once",
            "KL 5 kap. 50 §",
            "Har ärendet tidigare bordlagts eller återremitterats på begäran av en minoritet krävs "
            "enkel majoritet.",
        ),
        Rule(
            "minority_reasons",
            "KL 5 kap. 50 § tredje stycket",
            "Motiveringen till en återremiss bestäms av de ledamöter som har begärt den.",
        ),
        Rule(
            "new_item",
            "KL 5 kap. 57 §",
            "Ordföranden får inte lägga fram ett förslag till beslut om det skulle väcka ett nytt "
            "ärende.",
        ),
        Rule(
            "unlawful_proposal",
            "KL 5 kap. 57 § andra stycket",
            "Ordföranden får vägra att lägga fram ett förslag som skulle leda till ett olagligt "
            "beslut, om inte fullmäktige beslutar att det ändå ska läggas fram.",
        ),
        Rule(
            "proposal_order",
            "Arbetsordningen",
            "Yrkanden om hur ärendet ska behandlas prövas först, sedan sakfrågan, sist tilläggen.",
        ),
        Rule(
            "late_proposals",
            "Arbetsordningen",
            "När överläggningen är avslutad får yrkanden läggas till, ändras eller återtas bara "
            "om fullmäktige enhälligt medger det.",
        ),
        Rule(
            "extra_election",
            "KL 5 kap. 10 §",
            "Extra val hålls om minst två tredjedelar av de närvarande ledamöterna röstar för det, "
            "tidigast sex månader efter det nyvalda fullmäktiges första sammanträde.",
        ),
        Rule(
            "extra_election_tabled",
            "KL 5 kap. 50 § andra stycket",
            "Ett ärende om extra val ska alltid bordläggas första gången det behandlas.",
        ),
        Rule(
            "peoples_initiative",
            "KL 5 kap. 37 §",
            "Folkomröstning ska hållas med anledning av ett folkinitiativ, om inte minst två "
            "tredjedelar av de närvarande ledamöterna röstar mot det.",
        ),
        Rule(
            "committee_part",
            "KL 5 kap. 58 § andra stycket",
            "En nämnd för en del av området får utses på annan grund än parti om minst två "
            "tredjedelar av de närvarande ledamöterna är för det.",
        ),
        Rule(
            "block",
            "KL 5 kap. 67 §",
            "Flera ärenden får avgöras i ett sammanhang om bara ett förslag finns i varje och "
            "ingen begär att något av dem behandlas för sig. Varje ärende får sin egen paragraf.",
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
            "Ordföranden ser till att bara ärenden som har kungjorts avgörs. Ett brådskande ärende "
            "som inte har kungjorts får avgöras om alla närvarande ledamöter beslutar det.",
        ),
        Rule(
            "unprepared",
            "KL 5 kap. 33 §",
            "Ett brådskande ärende får avgöras utan att ha beretts om alla närvarande ledamöter "
            "är ense om beslutet.",
        ),
        Rule(
            "interpellation",
            "KL 5 kap. 59–62 §§",
            "Fullmäktige beslutar utan överläggning om en interpellation får ställas.",
        ),
        Rule(
            "question_speakers",
            "KL 5 kap. 64 §",
            "När en fråga besvaras får bara den som frågar och den som svarar delta i "
            "överläggningen.",
        ),
        Rule(
            "answers",
            "KL 5 kap. 45 § andra stycket",
            "Fullmäktige får besluta att interpellationer och frågor får besvaras även om färre "
            "är närvarande.",
        ),
        Rule(
            "motion_year",
            "KL 5 kap. 35 §",
            "En motion ska om möjligt beredas så att fullmäktige kan besluta inom ett år. Annars "
            "ska det och vad som har kommit fram anmälas till fullmäktige inom samma tid. "
            "Fullmäktige får då skriva av motionen.",
        ),
        Rule(
            "slip_names",
            "Arbetsordningen",
            "En valsedel ska ta upp exakt så många namn som det finns platser, bara valbara och "
            "nominerade personer, och ingen två gånger. En blank sedel räknas inte.",
        ),
        Rule(
            "majority_election",
            "KL 5 kap. 54–56 §§",
            "Den eller de som får flest röster är valda. Vid lika röstetal avgör lotten.",
        ),
        Rule(
            "proportional_kinds",
            "KL 5 kap. 58 §",
            "Bara val av ledamöter och ersättare i nämnder och beredningar, av revisorer och till "
            "styrelser och revisorer i bolag, stiftelser och föreningar får vara proportionella. "
            "Andra val avgörs av flest röster.",
        ),
        Rule(
            "proportional_demand",
            "2 § lagen (2022:629)",
            "Ett val är proportionellt om det begärs av minst så många som de närvarande delade "
            "med antalet platser plus ett. Ett brutet tal höjs till närmast högre hela tal.",
        ),
        Rule(
            "proportional_substitutes",
            "3 § lagen (2022:629)",
            "Ersättare får väljas proportionellt bara om ledamöterna valdes så.",
        ),
        Rule(
            "returning_officer",
            "4 § lagen (2022:629)",
            "Ordföranden är valförrättare om de som väljer inte utser någon annan, och avgör ensam "
            "de frågor som uppkommer.",
        ),
        Rule(
            "ballot_group",
            "KL 5 kap. 58 § och lagen (2022:629)",
            "Valsedlar med samma gruppbeteckning och samma namn i samma ordning är en grupp. "
            "Platserna går en i taget till gruppen med störst jämförelsetal.",
        ),
        Rule(
            "list_order",
            "19 § lagen (2022:629)",
            "En grupps platser går till namnen på dess lista, uppifrån och ned.",
        ),
        Rule(
            "reservation_reasons",
            "Arbetsordningen",
            "Den skriftliga motiveringen till en reservation lämnas innan protokollet justeras. "
            "Annars antecknas bara att ledamoten har reserverat sig.",
        ),
        Rule(
            "note",
            "Arbetsordningen",
            "En protokollsanteckning eller ett särskilt yttrande anmäls innan sammanträdet "
            "avslutas. Ordföranden avgör om texten tas in.",
        ),
        Rule(
            "wrong_press",
            "Arbetsordningen",
            "En röst kan inte ändras sedan omröstningen har stängts. Den som har tryckt fel kan få "
            "det antecknat i protokollet. Resultatet ändras inte.",
        ),
        Rule(
            "immediate_attestation",
            "KL 5 kap. 69 § och arbetsordningen",
            "En paragraf får justeras omedelbart när dess lydelse har redovisats vid sammanträdet.",
        ),
        Rule(
            "time_counted",
            "1–2 §§ lagen (1930:173)",
            "En tid i veckor slutar på samma veckodag. Slutar den på en lördag, en helgdag, "
            "midsommarafton, julafton eller nyårsafton gäller nästa vardag.",
        ),
        Rule(
            "announcing",
            "KL 5 kap. 13 §",
            "Sammanträdet ska kungöras minst en vecka före sammanträdesdagen. Ett brådskande "
            "ärende får kungöras senast närmaste vardag före.",
        ),
        Rule(
            "appeal_stops_nothing",
            "KL 13 kap. 14 §",
            "Ett beslut får verkställas innan det har fått laga kraft, om inte särskilda skäl "
            "talar mot det.",
        ),
        Rule(
            "budget",
            "KL 11 kap. 10 §",
            "Budgeten ska fastställas före november månads utgång. Valår ska den fastställas av "
            "nyvalda fullmäktige.",
        ),
        Rule(
            "tax_rate",
            "KL 11 kap. 11 §",
            "Skattesatsen ska fastställas före november månads utgång även om budgeten dröjer. "
            "Budgeten ska då fastställas före december månads utgång, och skattesatsen får ändras "
            "samtidigt.",
        ),
        Rule(
            "discharge",
            "KL 5 kap. 25 §",
            "Frågan om ansvarsfrihet ska avgöras före utgången av juni månad året efter det år som "
            "revisionen gäller.",
        ),
        Rule(
            "right_to_speak",
            "KL 5 kap. 39–40 §§",
            "Ledamöter och tjänstgörande ersättare deltar i överläggningen. Ett kommunalråd eller "
            "regionråd som inte är ledamot får yttra sig, och fullmäktige får besluta att även "
            "andra får det, men de deltar inte i besluten.",
        ),
    )
}
"""Every rule that is quoted, by key."""
