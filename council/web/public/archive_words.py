"""A historic division in sentences: who won, and what the recount has shown and not shown."""

from flask_babel import gettext as _

from council.law.tally import Choice
from council.store.models import ArchiveDivision
from council.store.queries import archive
from council.web.words import NBSP, figure, vote_word


def line(division: ArchiveDivision) -> str:
    """ "150 ja, 94 nej, 52 avstår, 53 frånvarande"."""
    return ", ".join(
        f"{figure(count)}{NBSP}{vote_word(position).lower()}"
        for position, count in archive.counts(division).items()
        if count or position in ("yes", "no")
    )


def lead(division: ArchiveDivision) -> str:
    """Which side became the decision, by how much, and how many stood aside."""
    told = [_outcome(division)]
    if division.votes_abstain:
        told.append(_("Avstod: %(n)s.", n=figure(division.votes_abstain)))
    if division.votes_absent:
        told.append(_("Frånvarande: %(n)s.", n=figure(division.votes_absent)))
    return " ".join(told)


def checked(division: ArchiveDivision) -> list[str]:
    """What was checked when the division was read in, and what nobody can check."""
    rows = sum(archive.counts(division).values())
    return [
        _(
            "Rösterna är räknade rad för rad, %(rows)s rader, och ingen står där två gånger.",
            rows=figure(rows),
        ),
        _("Antalet ja, nej, avstår och frånvarande är lika med det som är publicerat."),
        _result(division),
        _("Om var och en röstade så som det står kan inte kontrolleras härifrån."),
    ]


def _outcome(division: ArchiveDivision) -> str:
    yes, no = division.votes_yes, division.votes_no
    won, lost = (yes, no) if division.outcome is Choice.YES else (no, yes)
    words = {"side": vote_word(division.outcome), "won": figure(won), "lost": figure(lost)}
    match division.rule:
        case "casting_vote":
            return _("Röstetalen var lika, %(won)s mot %(lost)s. %(side)s blev beslutet.", **words)
        case "lot":
            return _("%(side)s blev beslutet genom lottning, %(won)s mot %(lost)s.", **words)
        case "minority_referral":
            return _("%(side)s blev beslutet, %(won)s mot %(lost)s: en minoritet räckte.", **words)
        case _rule:
            return _("%(side)s vann med %(won)s mot %(lost)s.", **words)


def _result(division: ArchiveDivision) -> str:
    side = vote_word(division.outcome)
    match division.rule:
        case "casting_vote":
            return _(
                "Röstetalen är lika: det publicerade resultatet, %(side)s, är taget som "
                "ordförandens utslagsröst.",
                side=side,
            )
        case "lot":
            return _("Den som har publicerat omröstningen uppger att lotten avgjorde.")
        case "minority_referral":
            return _(
                "Den som har publicerat omröstningen uppger att en minoritet räckte. Hur många "
                "som var närvarande är inte publicerat, så tredjedelen är inte omräknad."
            )
        case _rule:
            return _("%(side)s fick flest röster och är det publicerade resultatet.", side=side)
