"""The question that is put now, as the hall's screen and the tablets show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint
from flask_babel import gettext as _

from council.law.questions import Kind
from council.services import wording_chain
from council.services.wording_shares import noun
from council.store.models import Item, Question


@dataclass(frozen=True, slots=True)
class Side:
    """One answer that may be called out: for what, what follows, and who wants it."""

    phrase: str
    effect: str
    of: str = ""


def sides(item: Item) -> Sequence[Side]:
    """What is put: the proposals that compete, or the two sides of a yes/no question."""
    question = item.question
    if question is None:
        return ()
    if question.kind is Kind.MAIN:
        return [
            Side(one.phrase, one.effect, one.movers[0].name if one.movers else "")
            for one in wording_chain.competing(item, question)
        ]
    return [
        Side(question.yes_phrase, question.yes_effect),
        Side(question.no_phrase, question.no_effect),
    ]


def asked(question: Question | None) -> str:
    """What kind of question it is, in a few words; empty where the whole matter is put."""
    if question is None:
        return ""
    match question.kind:
        case Kind.LEAVE:
            return _("Får interpellationen ställas?")
        case Kind.FORMAL:
            return _("Formell fråga: %(what)s", what=noun(question))
        case Kind.PREPARATORY:
            return _("Vilket förslag ska bli motförslag?")
        case Kind.ADDITION:
            return _("Tillägg")
    return "" if question.clause is None else _("Punkt\u00a0%(n)s", n=question.clause)


def add_to(bp: Blueprint) -> None:
    """Give the templates these words."""
    bp.add_app_template_global(sides, "put_sides")
    bp.add_app_template_global(asked, "put_asked")
