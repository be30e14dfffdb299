"""What the big screen shows at each moment: one scene, chosen by where the meeting stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.law.proposals import Proposal as Put
from council.law.proposals import proposed_order
from council.services import wording_questions
from council.services.wording import counts, sentence
from council.store.models import (
    Division,
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
from council.web.public.going import Going, going
from council.web.screen.results import result_heading

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
