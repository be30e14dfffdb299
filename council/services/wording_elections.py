"""What the record says of an election: nominations, demands, slips, comparison numbers, lots."""

from collections.abc import Sequence

from council.law.ballots import SlipCount
from council.law.elections import Allocation
from council.services.record_words import NBSP
from council.services.slip_counting import Result
from council.services.slip_papers import Marks
from council.services.wording import listed, number, sentence
from council.store.models import Division, Electing, Lot, Method

PROTECTED = (
    "Vilka som har lämnat sedel och vad som står på sedlarna förvaras var för sig, utan tider."
)


def decides(names: Sequence[str], electing: Electing) -> str:
    """The decision, after "beslutar att"; by a ballot whose result no proposal says."""
    if not names:
        return "konstatera att ingen har valts"
    to = " till ersättare" if electing is Electing.SUBSTITUTES else ""
    return f"välja {listed(names)}{to}"


def demanded(by: int, quota: int, present: int, seats: int) -> str:
    """ "Proportionellt val begärt av 12 ledamöter. 12 krävs (71 närvarande, 5 platser)."."""
    members = "1 ledamot" if by == 1 else f"{by} ledamöter"
    places = "1 plats" if seats == 1 else f"{seats} platser"
    return (
        f"Proportionellt val begärt av {members}. {quota} krävs ({present} närvarande, {places})."
    )


def handed_in(division: Division, count: SlipCount, ticked: int) -> str:
    """How the ballot was held and how many slips came in."""
    how = (
        "med valsedlar av papper"
        if division.method is Method.PAPER
        else "med röstningssystemet Klubbslag"
    )
    aside = f"{_slips(count.blank)} är blanka" if count.blank != 1 else "1 sedel är blank"
    if count.invalid:
        aside += f" och {count.invalid} ogiltiga" if count.invalid > 1 else " och 1 ogiltig"
    return (
        f"Omröstningen är sluten och sker {how}. {sentence(_slips(count.total))[:-1]} lämnas, "
        f"lika många som de avprickade ({ticked}). {aside[:1].upper()}{aside[1:]}."
    )


def _slips(count: int) -> str:
    return "1 sedel" if count == 1 else f"{number(count)} sedlar"


def votes(ended: Result) -> str:
    """The figures: "Röster: Ada 40, Bix 33."; of groups, their papers."""
    word = {Marks.GROUP: "Sedlar", Marks.NAMES: "Röster", Marks.CHOICE: "Röster"}
    ranked = sorted(ended.count.votes.items(), key=lambda one: -one[1])
    told = ", ".join(f"{name}{NBSP}{count}" for name, count in ranked)
    return f"{word[ended.papers.marks]}: {told}."


def seats_given(outcome: Allocation) -> list[str]:
    """Each seat with the comparison number that took it."""
    return [
        f"Plats{NBSP}{row.seat}: {row.group}, jämförelsetal {row.papers}/{row.divisor}"
        + (f" ({row.name})" if row.name else "")
        for row in outcome.rows
    ]


def lot_drawn(lot: Lot) -> str:
    """ "Lika röstetal mellan A och B. Lotten avgör och faller på A."."""
    between = listed(lot.between.split("\n"))
    return f"Lika röstetal mellan {between}. Lotten avgör och faller på {lot.falls_to}."


def lots_checked(ended: Result) -> str:
    """What the lots were drawn from, for who wants to draw them again."""
    lottery = ended.lottery
    if lottery is None or lottery.drawn_at is None:
        return ""
    return (
        f"Åtagande före lottningen: {lottery.commitment}. I salen sades: "
        f"”{lottery.contribution}”. Frö: {lottery.seed}."
    )


def ballot(division: Division, ended: Result, ticked: int) -> list[str]:
    """What a § tells of a closed secret ballot, in sentences."""
    said = [handed_in(division, ended.count, ticked), votes(ended)]
    if isinstance(ended.outcome, Allocation):
        said.append("; ".join(seats_given(ended.outcome)) + ".")
    said += [lot_drawn(lot) for lot in ended.lots]
    checked = lots_checked(ended)
    return [*said, checked] if checked else said
