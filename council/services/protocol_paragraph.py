"""One § drafted from the record: the headings of the protocol in their order."""

from collections.abc import Iterable

from council.law import paragraph as law
from council.services import wording, wording_chain, wording_matters
from council.services.protocol_after import after_sections, reasons
from council.services.protocol_aside import aside_sections
from council.services.protocol_divisions import division_sections, sealed
from council.services.protocol_elections import elected_section, nominated_section
from council.services.protocol_moved import moved_sections
from council.services.protocol_parts import Lack, ParagraphDraft, Section, VotingList
from council.services.protocol_service import person_in_record, took_part
from council.services.record_words import NBSP, spans
from council.services.voting_lists import voting_list
from council.store.models import (
    Division,
    DivisionState,
    Item,
    ItemState,
    Proposal,
    ProposalState,
    Question,
)
from council.store.queries.protocol import Record


def draft(record: Record, item: Item) -> ParagraphDraft:
    """An item as the protocol tells it, so far as it has come."""
    number = None if item.paragraph is None else item.paragraph.number
    held = demands_held(record, item)
    return ParagraphDraft(
        item_id=item.id,
        item_number=item.number,
        number=number,
        title=item.title,
        reference=item.reference,
        sections=tuple(_sections(record, item)),
        voting_lists=tuple(_voting_lists(record, item, number)),
        reasons=tuple(reasons(record, item, len(_lists(record, item)))),
        held=frozenset(key for key, _ in law.DEMANDS if getattr(held, key)),
        lacks=() if number is None else tuple(_lacks(item, number, held)),
    )


def demands_held(record: Record, item: Item) -> law.Held:
    """Which demands of KL 5 kap. 67 § an item meets so far."""
    proposals = _standing(item)
    divisions = record.divisions.get(item.id, ())
    return law.Held(
        proposals=all(proposal.movers for proposal in proposals),
        question_order=all(proposal.put_as is not None for proposal in proposals),
        divisions_with_result=all(
            division.state is DivisionState.ANNULLED
            or division.outcome is not None
            or (division.secret and item.decided_at is not None)
            for division in divisions
        ),
        decision=bool(item.decision),
        participants=bool(took_part(record, item)),
    )


def _lacks(item: Item, number: int, held: law.Held) -> Iterable[Lack]:
    known = dict(law.DEMANDS)
    for key in law.missing(held):
        yield Lack(key, f"§{NBSP}{number} saknar uppgift om {known[key]}.")
    if not item.summary.strip():
        yield Lack("summary", f"§{NBSP}{number} saknar sammanfattning av ärendet.")


def _sections(record: Record, item: Item) -> Iterable[Section]:
    if item.decision and item.decided_at:
        heading = f"{record.body.name}s beslut"
        yield Section("decision", heading, item.decision, times=(item.decided_at,))
    yield from elected_section(item)
    if item.summary:
        yield Section("summary", "Sammanfattning av ärendet", item.summary, prose=True)
    if item.documents:
        titles = tuple(_document(document.kind, document.title) for document in item.documents)
        yield Section("documents", "Beslutsunderlag", points=titles)
    yield from wording_matters.matter_sections(item)
    yield from moved_sections(record, item)
    yield from nominated_section(item)
    if wording_chain.was_put(item) or item.question_id is None:
        yield from _question_order(record, item)
    yield from division_sections(record, item)
    yield from aside_sections(record, item)
    yield from after_sections(record, item, len(_lists(record, item)))
    if item.recipients:
        yield Section("recipients", "Beslutet skickas till", item.recipients)
    if annexes := tuple(_annexes(record, item)):
        yield Section("annexes", "Bilagor", points=annexes)


def _standing(item: Item) -> list[Proposal]:
    return [
        one
        for one in item.proposals
        if one.state is not ProposalState.WITHDRAWN and one.refused is None
    ]


def _document(kind: str, title: str) -> str:
    if kind.casefold() in title.casefold():
        return title
    return f"{kind[:1].upper()}{kind[1:]}: {title}"


def _question_order(record: Record, item: Item) -> Iterable[Section]:
    """What was put, what was found; without proposals, that the item was put to the documents."""
    put = wording_chain.was_put(item)
    if not put:
        if item.decided_at is not None and item.state is ItemState.DECIDED and not _standing(item):
            text = wording_matters.ENDS.get(item.kind) or wording.put(record.body, (), None)
            if item.block is not None:
                text += f" {wording_chain.in_one_blow(_together(record, item))}"
            yield Section("question_order", HEADING, text)
        return
    sentences = [
        sentence
        for question in put
        for sentence in wording_chain.told(
            record.body,
            item,
            question,
            _requester(question),
            held=_held(record, question),
            together=_together(record, item),
        )
    ]
    times = [item.order_approved_at]
    for question in put:
        times += [question.found_at, question.requested_at]
    yield Section(
        "question_order",
        HEADING,
        " ".join(sentences),
        times=tuple(sorted(time for time in times if time is not None)),
    )


HEADING = "Propositionsordning"


def _together(record: Record, item: Item) -> str:
    """The other §§ of a block."""
    others = [
        one.paragraph.number
        for one in record.items
        if one.block == item.block and one is not item and one.paragraph is not None
    ]
    return spans(others) if others else "andra ärenden"


def _held(record: Record, question: Question) -> bool:
    divisions = record.divisions.get(question.item_id, ())
    return any(one.question_id == question.id for one in divisions)


def _requester(question: Question) -> str | None:
    return None if question.requested_by is None else person_in_record(question.requested_by)


def _lists(record: Record, item: Item) -> list[Division]:
    """The divisions whose voting lists are annexes."""
    return sealed(record.divisions.get(item.id, ()))


def _annexes(record: Record, item: Item) -> Iterable[str]:
    lists = len(_lists(record, item))
    for annex in range(1, lists + 1):
        yield f"Bilaga {annex}: Omröstningslista"
    for one in reasons(record, item, lists):
        yield one.heading


def _voting_lists(record: Record, item: Item, number: int | None) -> Iterable[VotingList]:
    for annex, division in enumerate(_lists(record, item), start=1):
        yield voting_list(division, record, number, annex)
