"""The record's sentences on results where another share than the simple majority is counted."""

from council.law.majorities import Basis
from council.law.rules import RULES
from council.law.tally import Choice
from council.services import wording
from council.services.record_words import NBSP
from council.store.models import Body, Division, DivisionKind, Question


def tells(division: Division) -> bool:
    """Whether a division is told of by its share, or as a formal question."""
    return division.kind is DivisionKind.PROCEDURAL or division.needed is not None


def explained(body: Body, division: Division) -> str:
    """The number needed, the number had, the section, and what follows."""
    if division.outcome is None:
        return ""
    if division.kind is DivisionKind.PROCEDURAL:
        return _formal(division)
    return _qualified(body, division)


def result(body: Body, division: Division, *, last: bool = True) -> str:
    """The figures, the number needed, the number had, the section; and what they mean."""
    if division.outcome is None:
        return wording.counts(division)
    if tells(division):
        return f"{_figures(division)} {explained(body, division)}"
    return wording.result(body, division, last=last)


def _figures(division: Division) -> str:
    text = wording.counts(division)
    if division.casting_vote is not None:
        vote = "ja" if division.casting_vote is Choice.YES else "nej"
        text += f" Ordföranden har utslagsröst och röstar {vote}."
    return text


def _formal(division: Division) -> str:
    effect = wording.sentence(outcome_phrase(division))
    if division.needed is None:
        return effect
    if division.rule == "minority_once":
        again = (
            "Ärendet har tidigare bordlagts eller återremitterats på begäran av en minoritet; nu "
            f"krävs enkel majoritet ({RULES['minority_once'].section})."
        )
        return f"{again} {effect}"
    share = f"{division.had} av {division.present} närvarande ledamöter röstar för"
    wanted = _wanted(division)
    section = RULES["minority_referral"].section
    if division.outcome is not division.counted_side:
        return f"{share} {wanted}. {division.needed} krävs ({section}). {effect}"
    if division.basis is Basis.MINORITY:
        return f"{share} {wanted}, vilket är minst en tredjedel ({section}). {effect}"
    return f"{share} {wanted}. {effect}"


def _qualified(body: Body, division: Division) -> str:
    side = division.yes_phrase if division.counted_side is Choice.YES else division.no_phrase
    section = RULES[division.rule or ""].section
    won = outcome_phrase(division)
    according = f"yrkandet om {won}" if won.startswith(wording.BARE) else won
    decided = wording.sentence(f"{body.name} har därmed beslutat enligt {according}")
    return (
        f"{division.had} av {division.present} närvarande ledamöter röstar för {side}. "
        f"Minst {division.needed} krävs ({section}). {decided}"
    )


def outcome_phrase(division: Division) -> str:
    """What the winning side stands for: "ärendet återremitteras"."""
    phrase = division.yes_phrase if division.outcome is Choice.YES else division.no_phrase
    return phrase.removeprefix("att ")


NOUNS = {
    "ärendet återremitteras": "återremiss",
    "ärendet bordläggs": "bordläggning",
    "ärendet avvisas": "avvisning",
    "sammanträdet ajourneras": "ajournering",
}
"""A formal proposal in one word."""


def third_settled(*, met: bool, reason: str) -> str:
    """What the chair made of a third that is met only if the recused do not count."""
    found = "har" if met else "inte har"
    return wording.sentence(
        f"Ordföranden finner att en tredjedel av de närvarande {found} begärt det: {reason}"
    )


def in_short(division: Division) -> str:
    """The number had and the number needed, for a screen that tells the outcome in its heading."""
    if division.needed is None:
        return wording.counts(division)
    section = RULES[division.rule or "minority_referral"].section.replace(" ", NBSP)
    for_what = f"{division.had} av {division.present} närvarande röstar för {_wanted(division)}."
    if division.rule == "minority_once":
        return f"{for_what} Nu krävs enkel majoritet ({section})."
    return f"{for_what} Minst {division.needed} krävs ({section})."


def noun(question: Question) -> str:
    """What a formal question is about, in one word: "återremiss"."""
    phrase = question.no_phrase if question.yes_id is None else question.yes_phrase
    phrase = phrase.removeprefix("att ")
    return NOUNS.get(phrase, phrase)


def _wanted(division: Division) -> str:
    phrase = division.yes_phrase if division.counted_side is Choice.YES else division.no_phrase
    phrase = phrase.removeprefix("att ")
    return NOUNS.get(phrase, phrase)
