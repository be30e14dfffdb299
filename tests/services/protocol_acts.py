"""What tests of the protocol share: the chair's acts, and reading the draft."""

from datetime import datetime

from sqlalchemy import select

from council.services import divisions, items, protocol, questions
from council.services.protocol_parts import ParagraphDraft, Protocol
from council.store.engine import reading
from council.store.journal import Actor
from council.store.models import Proposal
from tests import factories

NBSP = "\u00a0"


def draft(meeting: int) -> Protocol:
    with reading() as session:
        return protocol.draft(session, meeting)


def the_paragraph(meeting: int) -> ParagraphDraft:
    [paragraph] = draft(meeting).paragraphs
    return paragraph


def texts(paragraph: ParagraphDraft) -> dict[str, str]:
    return {section.heading: section.text.replace(NBSP, " ") for section in paragraph.sections}


def chair() -> int:
    return factories.person("ordforande")


def the_chair() -> Actor:
    return factories.actor("ordforande")


def close(division: int) -> None:
    divisions.close_division(division, chair(), the_chair(), now=factories.later(7))


AFTER = factories.later(8)
"""When the gavel falls, unless a test says otherwise."""


def gavel(item: int, now: datetime = AFTER) -> None:
    items.gavel(item, chair(), the_chair(), now=now)


def found(item: int, now: datetime) -> None:
    """The short way to what the chair finds, without a division."""
    questions.close_debate(item, chair(), the_chair(), now=now)
    questions.review_proposals(item, chair(), the_chair(), now=now)
    questions.approve_order(item, chair(), None, the_chair(), now=now)
    with reading() as session:
        first = session.scalars(
            select(Proposal.id).where(Proposal.item_id == item, Proposal.put_as == 1)
        ).one()
    questions.declare(item, chair(), first, the_chair(), now=now)


def decide(meeting: int, now: datetime) -> None:
    """An item from its opening to the gavel, all at once."""
    _meeting, item = factories.an_open_item(meeting=meeting, now=now)
    found(item, now)
    gavel(item, now)
