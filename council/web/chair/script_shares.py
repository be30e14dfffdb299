"""What the chair says of thirds and two thirds: the number needed, the number had, the rule."""

from flask_babel import gettext as _

from council.law.majorities import Basis, Special
from council.law.rules import RULES
from council.law.tally import Choice
from council.store.models import Division, Item, Proposal
from council.web.chair.script import Line


def formal(one: Division, proposal: Proposal) -> Line:
    """The result of a question on tabling, referral back or another formal proposal."""
    what, effect = proposal.phrase, _effect(one)
    carried = one.outcome is one.counted_side
    if one.needed is None:
        return Line(_("%(effect)s.", effect=effect), RULES["simple_majority"], _("Enkel majoritet"))
    facts = {
        "had": one.had,
        "present": one.present,
        "needed": one.needed,
        "what": what,
        "effect": effect,
    }
    if one.rule == "minority_once":
        text = _(
            "%(had)s av %(present)s närvarande har röstat för %(what)s. Ärendet har tidigare "
            "bordlagts eller återremitterats på begäran av en minoritet; nu krävs enkel majoritet. "
            "%(effect)s.",
            **facts,
        )
        return Line(text, RULES["minority_once"], _("Enkel majoritet"))
    if carried and one.basis is Basis.MINORITY:
        text = _(
            "%(had)s av %(present)s närvarande har röstat för %(what)s. Det är minst en tredjedel "
            "(%(needed)s krävs). %(effect)s.",
            **facts,
        )
    elif carried:
        text = _("Med %(had)s röster av %(present)s närvarande: %(effect)s.", **facts)
    else:
        text = _(
            "%(had)s av %(present)s närvarande har röstat för %(what)s. %(needed)s krävs. "
            "%(effect)s.",
            **facts,
        )
    return Line(text, RULES["minority_referral"], _("En tredjedel av de närvarande"))


def qualified(one: Division, item: Item) -> Line:
    """The result where two thirds of those present are needed."""
    rule = RULES[one.rule or "simple_majority"]
    against = item.special is Special.PEOPLES_INITIATIVE
    text = _(
        "%(had)s av %(present)s närvarande röstade för %(what)s. Minst %(needed)s krävs. "
        "%(effect)s.",
        had=one.had,
        present=one.present,
        needed=one.needed,
        what=_side_phrase(one),
        effect=_effect(one),
    )
    about = _("Två tredjedelar mot") if against else _("Två tredjedelar av de närvarande")
    return Line(text, rule, about)


def in_doubt(one: Division, with_recused: int) -> Line:
    """A third of those who serve, but not of all who are there."""
    return Line(
        _(
            "%(had)s har röstat för. %(needed)s krävs om de jäviga inte räknas som närvarande, "
            "%(more)s om de räknas. Lagen säger inte vilket. Ordföranden avgör.",
            had=one.had,
            needed=one.needed,
            more=with_recused,
        ),
        RULES["minority_referral"],
        _("En tredjedel av de närvarande"),
    )


def _effect(one: Division) -> str:
    phrase = one.yes_phrase if one.outcome is Choice.YES else one.no_phrase
    text = phrase.removeprefix("att ")
    return text[:1].upper() + text[1:]


def _side_phrase(one: Division) -> str:
    return one.yes_phrase if one.counted_side is Choice.YES else one.no_phrase
