"""One § drafted from the record: the headings of the protocol in their order."""

from collections.abc import Iterable

from council.law import paragraph as law
from council.services import wording
from council.services.protocol_divisions import division_sections, sealed
from council.services.protocol_parts import Lack, ParagraphDraft, Section, VotingList
from council.services.protocol_service import person_in_record, took_part
from council.services.record_words import NBSP
from council.services.voting_lists import voting_list
from council.store.models import DivisionState, Item, Proposal, ProposalState
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
        held=frozenset(key for key, _ in law.DEMANDS if getattr(held, key)),
        lacks=() if number is None else tuple(_lacks(item, number, held)),
    )


def demands_held(record: Record, item: Item) -> law.Held:
    """Which demands of KL 5 kap. 67 § an item meets so far."""
    proposals = _standing(item)
    divisions = record.divisions.get(item.id, ())
    return law.Held(
        proposals=all(proposal.movers for proposal in proposals),
        question_order=bool(item.found_at)
        and all(proposal.put_as is not None for proposal in proposals),
        divisions_with_result=all(
            division.state is DivisionState.ANNULLED or division.outcome is not None
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
    if item.summary:
        yield Section("summary", "Sammanfattning av ärendet", item.summary, prose=True)
    if item.documents:
        titles = tuple(_document(document.kind, document.title) for document in item.documents)
        yield Section("documents", "Beslutsunderlag", points=titles)
    if proposals := _standing(item):
        moved = " ".join(wording.moved(item, proposal) for proposal in proposals)
        yield Section("proposals", "Yrkanden", moved)
    if item.found_at:
        yield _question_order(record, item)
    yield from division_sections(record, item)
    if item.recipients:
        yield Section("recipients", "Beslutet skickas till", item.recipients)
    if lists := sealed(record.divisions.get(item.id, ())):
        annexes = tuple(f"Bilaga {annex}: Omröstningslista" for annex in range(1, len(lists) + 1))
        yield Section("annexes", "Bilagor", points=annexes)


def _standing(item: Item) -> list[Proposal]:
    return [one for one in item.proposals if one.state is not ProposalState.WITHDRAWN]


def _document(kind: str, title: str) -> str:
    if kind.casefold() in title.casefold():
        return title
    return f"{kind[:1].upper()}{kind[1:]}: {title}"


def _question_order(record: Record, item: Item) -> Section:
    order = sorted(_standing(item), key=lambda proposal: proposal.put_as or 0)
    sentences = [wording.put(record.body, order, item.found)]
    if item.requested_by is not None:
        sentences.append(wording.requested(person_in_record(item.requested_by)))
    elif item.found is not None and not record.divisions.get(item.id):
        sentences.append(wording.requested(None))
    if item.found is not None and record.divisions.get(item.id):
        sentences.append(wording.chain(order, item.found))
    times = (item.order_approved_at, item.found_at, item.requested_at)
    return Section(
        "question_order",
        "Propositionsordning",
        " ".join(filter(None, sentences)),
        times=tuple(time for time in times if time is not None),
    )


def _voting_lists(record: Record, item: Item, number: int | None) -> Iterable[VotingList]:
    for annex, division in enumerate(sealed(record.divisions.get(item.id, ())), start=1):
        yield voting_list(division, record, number, annex)
