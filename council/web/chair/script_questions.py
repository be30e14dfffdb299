"""What the chair says when a question is put and when it has been found, by what kind it is."""

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _

from council.law.questions import Kind
from council.law.rules import RULES
from council.services import wording, wording_questions
from council.store.models import Body, Proposal, Question
from council.web.chair.script import Line


def question(put: Question, competing: Sequence[Proposal], main: Question | None) -> Line:
    """Putting a question."""
    if put.kind is Kind.MAIN:
        return _main(put, competing)
    return ASKED[put.kind](put, main)


def found(body: Body, put: Question | None) -> Line:
    """The gavel waits: somebody may still ask for a division."""
    if put is None:
        council = wording.definite(body)
        return Line(
            _("Jag finner att %(council)s lägger ärendet till handlingarna.", council=council)
        )
    text = _("Jag finner att %(what)s.", what=wording_questions.found(body, put))
    return Line(text, RULES["division_on_request"], _("Omröstning på begäran"))


def counter(main: Question, left: int) -> Line:
    """A division is asked for, and the counter-proposal has to be found first."""
    text = _(
        "Omröstning är begärd. Huvudförslag är %(what)s. Först utses motförslag.",
        what=main.yes_phrase,
    )
    if left > 1:
        text += " " + _("Det sker i %(n)s steg.", n=left)
    return Line(text, RULES["division_on_request"], _("Omröstning på begäran"))


def _main(put: Question, competing: Sequence[Proposal]) -> Line:
    phrases = wording.listed([_("på %(what)s", what=one.phrase) for one in competing])
    if put.clause is None:
        text = _("Jag ställer proposition %(all)s.", all=phrases)
    else:
        text = _("I punkt\u00a0%(n)s ställer jag proposition %(all)s.", n=put.clause, all=phrases)
    return Line(text, RULES["yes_no_question"], _("Propositioner"))


def _formal(put: Question, _main_question: Question | None) -> Line:
    yes, no = put.yes_phrase.removeprefix("att "), put.no_phrase.removeprefix("att ")
    text = _("Jag ställer först frågan: %(yes)s, eller %(no)s?", yes=yes, no=no)
    return Line(text, RULES["minority_referral"], _("Återremiss och bordläggning"))


def _preparatory(put: Question, main: Question | None) -> Line:
    text = _(
        "Vilket förslag ska bli motförslag till %(main)s: %(yes)s eller %(no)s?",
        main=main.yes_phrase if main else _("huvudförslaget"),
        yes=put.yes_phrase,
        no=put.no_phrase,
    )
    return Line(text, RULES["yes_no_question"], _("Propositioner"))


def _addition(put: Question, _main_question: Question | None) -> Line:
    text = _(
        "Jag ställer proposition på %(yes)s och på %(no)s.", yes=put.yes_phrase, no=put.no_phrase
    )
    return Line(text, RULES["yes_no_question"], _("Propositioner"))


def _leave(_put: Question, _main_question: Question | None) -> Line:
    return Line(_("Får interpellationen ställas?"), RULES["interpellation"], _("Interpellationer"))


ASKED: Mapping[Kind, Callable[[Question, Question | None], Line]] = {
    Kind.FORMAL: _formal,
    Kind.PREPARATORY: _preparatory,
    Kind.ADDITION: _addition,
    Kind.LEAVE: _leave,
}
"""The line of each kind of question but the main one."""
