"""A division in sentences, before its figures and its picture."""

from collections.abc import Sequence

from flask_babel import gettext as _

from council.law.tally import Choice
from council.services import wording_shares
from council.services.protocol_divisions import method_words
from council.services.wording import NUMBERS, listed, number, sentence
from council.store.models import Division, DivisionKind, DivisionState, Item
from council.store.queries.public_divisions import DivisionWhole
from council.store.queries.public_parties import PartyCount
from council.web.frame import body
from council.web.public import headlines


def headline(whole: DivisionWhole) -> str:
    """The page's heading."""
    division, item = whole.division, whole.division.item
    if division.state is not DivisionState.CLOSED or division.secret:
        return item.title
    figures = headlines.figures(division)
    if division.outcome is None:
        return _("%(title)s: lika röstetal, %(figures)s", title=item.title, figures=figures)
    if division.kind is DivisionKind.PREPARATORY:
        return _(
            "%(title)s: förberedande omröstning, %(figures)s", title=item.title, figures=figures
        )
    if division.kind is DivisionKind.PROCEDURAL:
        return f"{item.title}: {wording_shares.outcome_phrase(division)}, {figures}"
    return f"{headlines.of_division(item, division)}, {figures}"


def lead(whole: DivisionWhole) -> str:
    """Who won by how much, and how many stood aside."""
    division = whole.division
    told = [*_outcome(division, division.item), *_aside(division)]
    return " ".join(told)


def party_lines(whole: DivisionWhole) -> list[str]:
    """Which parties stood on which side: "alla i X", "n av m i Y"."""
    division = whole.division
    sides = (("yes", division.yes_phrase, _("ja")), ("no", division.no_phrase, _("nej")))
    told = []
    for position, phrase, word in sides:
        who = side(whole.parties, position)
        if who:
            told.append(
                sentence(_("För %(what)s (%(vote)s): %(who)s", what=phrase, vote=word, who=who))
            )
    return told


def side(parties: Sequence[PartyCount], position: str) -> str:
    """ "alla i SJVP, M, C och SD samt tre av fyra i KD"."""
    whole = [one.letters for one in parties if one.counts[position] == one.seats]
    parts = [
        _part(one.counts[position], one.seats, one.letters)
        for one in parties
        if 0 < one.counts[position] < one.seats
    ]
    told = _("alla i %(parties)s", parties=listed(whole)) if whole else ""
    if not told or not parts:
        return told or listed(parts)
    if len(whole) == len(parts) == 1:
        return _("%(all)s och %(some)s", all=told, some=parts[0])
    return _("%(all)s samt %(some)s", all=told, some=listed(parts))


def meaning(division: Division) -> str:
    """What Ja and Nej stood for."""
    return _("Ja betydde %(yes)s, Nej %(no)s.", yes=division.yes_phrase, no=division.no_phrase)


def split_lines(whole: DivisionWhole) -> list[str]:
    """Which parties stood on both sides, and which abstained in part."""
    split = [one.letters for one in whole.parties if one.split]
    partly = [one.letters for one in whole.parties if one.partly_abstaining]
    told = []
    if split:
        told.append(_("Röstade både ja och nej: %(parties)s.", parties=listed(split)))
    if partly:
        told.append(_("Avstod till en del: %(parties)s.", parties=listed(partly)))
    return told


def seen(division: Division) -> str:
    """What a link to the page of a closed division promises."""
    if division.secret:
        return _("Se resultatet av den slutna omröstningen")
    if division.kind is DivisionKind.PREPARATORY:
        return _("Se hur alla röstade i den förberedande omröstningen")
    if division.kind is DivisionKind.PROCEDURAL:
        return _("Se hur alla röstade i den formella frågan")
    return _("Se hur alla röstade i huvudomröstningen")


def kind(division: Division) -> str:
    """What kind of division it was: "Öppen huvudomröstning", or that "genom upprop"."""
    if division.secret:
        return _("Sluten omröstning")
    told = _of_what(division)
    return f"{told} {method_words(division)}" if division.by_name else told


def _of_what(division: Division) -> str:
    if division.kind is DivisionKind.PREPARATORY:
        return _("Öppen förberedande omröstning")
    if division.kind is DivisionKind.PROCEDURAL:
        return _("Öppen omröstning i en formell fråga")
    return _("Öppen huvudomröstning")


def _part(voted: int, of: int, letters: str) -> str:
    few = of < len(NUMBERS)
    shown, whole = (number(voted), number(of)) if few else (str(voted), str(of))
    return _("%(n)s av %(m)s i %(party)s", n=shown, m=whole, party=letters)


def _outcome(division: Division, item: Item) -> list[str]:
    yes, no = division.votes_yes or 0, division.votes_no or 0
    if division.outcome is None and division.rule == "minority_referral":
        return [_("Ordföranden avgör om en tredjedel av de närvarande har begärt det.")]
    if division.outcome is None:
        return [
            _("Röstetalen är lika, %(yes)s mot %(no)s.", yes=yes, no=no),
            _("Ordföranden har utslagsröst."),
        ]
    told = []
    if division.casting_vote is not None:
        told = [
            _("Röstetalen var lika, %(yes)s mot %(no)s.", yes=yes, no=no),
            _("Ordföranden avgjorde med sin utslagsröst."),
        ]
    if division.kind is DivisionKind.PREPARATORY:
        return [*told, _went_on(division)]
    if wording_shares.tells(division):
        return [*told, wording_shares.explained(body(), division)]
    if item.decided_at is None:
        return [*told, *_before_the_gavel(division)]
    return [*told, _decided(division)]


def _decided(division: Division) -> str:
    what = decision(division)
    if division.casting_vote is not None:
        return _("Fullmäktige beslutade att %(what)s.", what=what)
    won, lost = won_and_lost(division)
    votes = _("1 röst") if won == 1 else _("%(n)s röster", n=won)
    return _(
        "Fullmäktige beslutade med %(votes)s mot %(lost)s att %(what)s.",
        votes=votes,
        lost=lost,
        what=what,
    )


def _before_the_gavel(division: Division) -> list[str]:
    yes, no = division.votes_yes or 0, division.votes_no or 0
    told = [
        _(
            "%(yes)s röstade för %(yes_phrase)s och %(no)s för %(no_phrase)s.",
            yes=yes,
            yes_phrase=division.yes_phrase,
            no=no,
            no_phrase=division.no_phrase,
        )
    ]
    return [*told, _("Beslutet är fattat när ordförandens klubba har fallit.")]


def _went_on(division: Division) -> str:
    won, lost = won_and_lost(division)
    phrase = division.yes_phrase if division.outcome is Choice.YES else division.no_phrase
    return sentence(
        _("%(what)s gick vidare, %(won)s mot %(lost)s", what=phrase, won=won, lost=lost)
    )


def decision(division: Division) -> str:
    """What the winning side decides, after "beslutar att"."""
    won = division.yes if division.outcome is Choice.YES else division.no
    if won is None:
        return _("avslå %(what)s", what=division.yes_phrase.removeprefix("bifall till "))
    return won.decision


def won_and_lost(division: Division) -> tuple[int, int]:
    """The figures, the winner's first."""
    yes, no = division.votes_yes or 0, division.votes_no or 0
    return (no, yes) if division.outcome is Choice.NO else (yes, no)


def abstained(division: Division) -> str:
    """ "Två avstod."; nothing where nobody did."""
    count = division.votes_abstain or 0
    return sentence(_("%(n)s avstod", n=number(count))) if count else ""


def _aside(division: Division) -> list[str]:
    told = [abstained(division)]
    if absent := division.votes_absent:
        told.append(sentence(_("%(n)s var frånvarande", n=number(absent))))
    return [text for text in told if text]
