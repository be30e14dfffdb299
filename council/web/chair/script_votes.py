"""What the chair says from the request for a division to its result."""

from flask_babel import gettext as _

from council.law.rules import RULES
from council.law.tally import Choice
from council.services import wording
from council.store.models import Body, Division, DivisionKind, Method
from council.web.chair.script import Line


def requested(draft: Division) -> Line:
    """Presenting what is voted on and what Yes and No mean."""
    begin = _("Omröstning är begärd och ska genomföras.")
    if draft.sequence > 1 and draft.kind is DivisionKind.MAIN:
        begin = _("Vi går till huvudomröstningen.")
    if draft.kind is DivisionKind.PREPARATORY:
        begin += " " + _("Först väljs motförslag i en förberedande omröstning.")
    return Line(
        f"{begin} {wording.voting_proposition(draft)} "
        + _("Kan voteringspropositionen godkännas?"),
        RULES["division_on_request"],
        _("Omröstning på begäran"),
    )


def secret_requested() -> Line:
    """An election: the division that is asked for must be secret."""
    return Line(
        _("Omröstning är begärd. Vid val ska den vara sluten."),
        RULES["open_vote"],
        _("Sluten omröstning"),
    )


def division(one: Division) -> Line:
    """While votes are given, and before closing."""
    return Line(
        _("Omröstningen är öppen.") + f" {wording.question(one)} " + _("Har alla röstat?"),
        RULES["open_vote"],
        _("Öppen omröstning"),
    )


def on_list(one: Division, *, chair_last: bool) -> Line:
    """While votes are given by name, and before closing."""
    how = _("Rösterna lämnas på röstsedlar, en för varje plats, med namn.")
    if one.method is Method.ROLL_CALL:
        how = _("Omröstningen sker genom upprop. Svara ja, nej eller avstår när namnet ropas upp.")
        if chair_last:
            how = f"{how} {_('Ordföranden röstar sist.')}"
    return Line(
        f"{how} {wording.question(one)}",
        RULES["open_vote"],
        _("Öppen omröstning"),
    )


def tie(one: Division, *, by_lot: bool) -> Line:
    """Equal votes."""
    figures = _(
        "Röstetalen är lika: %(yes)s\u00a0ja, %(no)s\u00a0nej.",
        yes=one.votes_yes,
        no=one.votes_no,
    )
    if by_lot:
        return Line(figures + " " + _("Lotten avgör."), RULES["lot"], _("Lottning"))
    return Line(
        figures + " " + _("Ordföranden har utslagsröst."),
        RULES["casting_vote"],
        _("Utslagsröst"),
    )


def result(body: Body, one: Division) -> Line:
    """Announcing what the votes have decided."""
    if one.casting_vote is not None:
        return Line(
            _(
                "Röstetalen är lika. Med ordförandens utslagsröst har %(council)s %(what)s.",
                council=wording.definite(body),
                what=_decided(one),
            ),
            RULES["casting_vote"],
            _("Utslagsröst"),
        )
    return Line(
        _(
            "Med %(figures)s har %(council)s %(what)s.",
            figures=_figures(one),
            council=wording.definite(body),
            what=_decided(one),
        ),
        RULES["simple_majority"],
        _("Enkel majoritet"),
    )


def _figures(one: Division) -> str:
    yes, no = f"{one.votes_yes}\u00a0ja", f"{one.votes_no}\u00a0nej"
    first, then = (yes, no) if one.outcome is Choice.YES else (no, yes)
    text = _("%(first)s mot %(then)s", first=first, then=then)
    if one.votes_abstain:
        text += _(", %(n)s\u00a0avstår,", n=one.votes_abstain)
    return text


def _decided(one: Division) -> str:
    if one.kind is DivisionKind.PREPARATORY:
        yes = one.outcome is Choice.YES
        phrase, effect = (one.yes_phrase, one.yes_effect) if yes else (one.no_phrase, one.no_effect)
        return _("beslutat att %(what)s %(goes_on)s", what=phrase, goes_on=effect)
    if one.outcome is Choice.NO and one.no_id is None:
        return _("beslutat %(what)s", what=one.no_phrase.replace("avslag på", "avslå", 1))
    phrase = one.yes_phrase if one.outcome is Choice.YES else one.no_phrase
    if phrase.startswith(wording.BARE):
        phrase = _("yrkandet om %(what)s", what=phrase)
    return _("beslutat enligt %(what)s", what=phrase)
