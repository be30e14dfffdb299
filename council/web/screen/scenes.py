"""What the big screen shows at each moment: one scene, chosen by where the meeting stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.proposals import Proposal as Put
from council.law.proposals import proposed_order
from council.law.questions import steps_left
from council.services import wording_questions, wording_shares
from council.services.wording import counts, listed, sentence
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    Meeting,
    MeetingState,
    Proposal,
    ProposalState,
)
from council.store.queries import public_divisions, public_items
from council.store.queries.public_divisions import DivisionWhole
from council.store.queries.public_items import ItemWhole
from council.web.frame import body, house_rules
from council.web.public import headlines, secret, telling
from council.web.public.going import Going, going
from council.web.words import vote_word

MEETINGS: Mapping[MeetingState, str] = {
    MeetingState.DRAFT: "nothing",
    MeetingState.PUBLISHED: "welcome",
    MeetingState.ADJOURNED: "pause",
    MeetingState.CLOSED: "closed",
    MeetingState.ATTESTED: "closed",
}
STEPS: Mapping[Step, str] = {
    Step.WAITING: "roll",
    Step.DEBATE: "item",
    Step.PROPOSALS: "proposals",
    Step.ORDER: "proposals",
    Step.QUESTION: "question",
    Step.FOUND: "found",
    Step.REQUESTED: "requested",
    Step.DIVISION: "voting",
    Step.TIE: "result",
    Step.RESULT: "result",
    Step.DECIDED: "decision",
    Step.LEFT: "decision",
}
"""The scene of each step of an item."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: its template's name, and what stands in it."""

    name: str
    now: Going | None = None
    whole: ItemWhole | None = None
    division: DivisionWhole | None = None

    @property
    def item(self) -> Item | None:
        """The item that the head of the screen names."""
        return self.whole.item if self.whole else None


def scene(session: Session, meeting: Meeting | None) -> Scene:
    """What the screen shows of a meeting now."""
    if meeting is None:
        return Scene("nothing")
    now = going(session, meeting)
    if meeting.state is not MeetingState.OPEN:
        return Scene(MEETINGS[meeting.state], now)
    if now.item is None:
        return Scene("roll", now)
    name = _name(now.item, now.division)
    if name == "item" and now.floor.speaking is not None:
        name = "speaker"
    division = now.division if name in ("voting", "result", "decision", "requested") else None
    if division is not None and division.secret and name in ("voting", "result"):
        name = "secret"
    return Scene(
        name,
        now,
        public_items.item(session, now.item.id),
        public_divisions.division(session, division.id) if division else None,
    )


def _name(item: Item, division: Division | None) -> str:
    """After a preparatory division its result stands until the next one is opened."""
    counted = division is not None and division.state is DivisionState.CLOSED
    return "result" if item.step is Step.REQUESTED and counted else STEPS[item.step]


def in_order(item: Item) -> list[Proposal]:
    """The proposals as they are put, or as they are proposed to be."""
    standing = [
        one
        for one in item.proposals
        if one.state is not ProposalState.WITHDRAWN and one.refused is None
    ]
    proposed = proposed_order(
        [Put(one.id, one.kind) for one in standing],
        tabling_first=house_rules().tabling_before_referral,
    )
    return sorted(standing, key=lambda one: (one.put_as or 0, proposed.index(one.id)))


def proposals_heading(item: Item) -> str:
    """What is done with the proposals at this step."""
    return {
        Step.PROPOSALS: _("Yrkanden"),
        Step.ORDER: _("Propositionsordning"),
    }[item.step]


def found_sentence(item: Item) -> str:
    """What the chair has found."""
    question = item.question
    if question is not None and question.found_proposal is not None and question.clause is None:
        what = question.found_proposal.phrase.removeprefix("bifall till ")
        return _("Ordföranden finner bifall till %(what)s.", what=what)
    return _("Ordföranden finner att %(what)s.", what=wording_questions.found(body(), question))


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
        if _last_preparatory(whole):
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
        if _last_preparatory(whole):
            return _("I huvudomröstningen ställs det mot huvudförslaget.")
        return _("Det ställs mot nästa förslag i en ny förberedande omröstning.")
    if wording_shares.tells(division):
        return wording_shares.explained(body(), division)
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


def spoken(shown: Scene) -> str:
    """The scene in one sentence, for who cannot see the screen."""
    if shown.name == "result" and shown.division is not None and shown.whole is not None:
        division = shown.division.division
        return (
            f"{_('Resultat:')} {counts(division)} {sentence(result_heading(division, shown.whole))}"
        )
    if shown.name == "decision" and shown.item is not None:
        return f"{_('Beslut:')} {shown.item.decision}"
    return shown.now.spoken if shown.now else ""


def _last_preparatory(whole: ItemWhole) -> bool:
    """Whether the main division comes next."""
    winners = [
        one
        for one in whole.divisions
        if one.kind is DivisionKind.PREPARATORY and one.state is DivisionState.CLOSED
    ]
    return steps_left(len(in_order(whole.item)), len(winners)) == 0


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
