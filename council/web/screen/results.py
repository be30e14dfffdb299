"""What the big screen says of a result and of a decision."""

from flask_babel import gettext as _

from council.law.procedure import Step
from council.services import wording_chain, wording_shares
from council.services.wording import listed
from council.store.models import Division, DivisionKind, Item
from council.store.queries.public_items import ItemWhole
from council.web.public import headlines, secret, telling
from council.web.words import vote_word


def result_heading(division: Division, whole: ItemWhole) -> str:
    """What the figures mean, in three words or so."""
    if division.outcome is None:
        doubt = division.rule == "minority_referral"
        return _("En tredjedel?") if doubt else _("Lika röstetal")
    if division.kind is DivisionKind.PROCEDURAL:
        return _first_large(wording_shares.outcome_phrase(division))
    won = division.outcome.value == "yes"
    if division.kind is DivisionKind.PREPARATORY:
        phrase = division.yes_phrase if won else division.no_phrase
        if _last_preparatory(division, whole):
            return _first_large(_("%(what)s blir motförslag", what=phrase))
        return _first_large(_("%(what)s går vidare", what=phrase))
    return _first_large(division.yes_effect if won else division.no_effect)


def result_sentence(division: Division, whole: ItemWhole) -> str:
    """What the chair says of the figures."""
    yes, no = division.votes_yes or 0, division.votes_no or 0
    if division.outcome is None:
        if division.rule == "minority_referral":
            return _("Ordföranden avgör om en tredjedel av de närvarande har begärt det.")
        return _("Ordföranden har utslagsröst.")
    if division.casting_vote is not None:
        vote = vote_word(division.casting_vote).lower()
        return _("Ordföranden avgör med sin utslagsröst: %(vote)s.", vote=vote)
    if division.kind is DivisionKind.PREPARATORY:
        if _last_preparatory(division, whole):
            return _("I huvudomröstningen ställs det mot huvudförslaget.")
        return _("Det ställs mot nästa förslag i en ny förberedande omröstning.")
    if wording_shares.tells(division):
        return wording_shares.in_short(division)
    facts = {"yes": yes, "no": no, "what": telling.decision(division)}
    if aside := division.votes_abstain:
        return _(
            "Med %(yes)s ja mot %(no)s nej, %(abstain)s avstår, har fullmäktige beslutat att "
            "%(what)s.",
            abstain=aside,
            **facts,
        )
    return _("Med %(yes)s ja mot %(no)s nej har fullmäktige beslutat att %(what)s.", **facts)


def decision_heading(item: Item) -> str:
    """The decision in three words or so: "Motionen avslås"."""
    if elected := secret.elected(item):
        return _("%(names)s väljs", names=listed(elected))
    if item.step is Step.LEFT:
        return _("Ärendet avgörs inte i dag")
    carried = headlines.decisive(item)
    if carried is not None:
        return _first_large(carried.effect or carried.phrase)
    return _("Förslaget avslås") if item.proposals else _("Ärendet läggs till handlingarna")


def _last_preparatory(division: Division, whole: ItemWhole) -> bool:
    """Whether the main division comes next."""
    put = {one.id: one for one in whole.item.questions}
    return wording_chain.is_last(whole.item, put.get(division.question_id or 0))


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
