"""Which question is put next, and in what words: from an item's proposals to its Question rows."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.law import questions as law
from council.law.majorities import Special
from council.law.proposals import Kind as ProposalKind
from council.law.proposals import Proposal as Put
from council.law.questions import Kind, Round
from council.law.tally import Choice
from council.services import wording, wording_questions
from council.services.item_parts import proposal_ref, proposals_of
from council.store.models import Clause, Item, Proposal, Question


def questions_of(session: Session, item: Item) -> list[Question]:
    """All that has been put of an item, in turn."""
    return list(
        session.scalars(
            select(Question).where(Question.item_id == item.id).order_by(Question.sequence)
        )
    )


def current(session: Session, item: Item) -> Question | None:
    """The question that is put now, or was put last."""
    return None if item.question_id is None else session.get(Question, item.question_id)


def clauses_of(session: Session, item: Item) -> list[Clause]:
    """The points of an item, in order."""
    return list(
        session.scalars(select(Clause).where(Clause.item_id == item.id).order_by(Clause.number))
    )


def as_put(proposal: Proposal) -> Put:
    """A proposal as the law sees it."""
    return Put(proposal.id, proposal.kind, proposal.clause)


def rounds_of(session: Session, item: Item) -> list[Round]:
    """Everything that is to be put, as the approved question order has it."""
    proposals = proposals_of(session, item)
    order = sorted(proposals, key=lambda proposal: (proposal.put_as or 0, proposal.position))
    return law.rounds(
        [one.id for one in order], [as_put(one) for one in order], len(clauses_of(session, item))
    )


def put_next(session: Session, item: Item) -> Question | None:
    """Put the first round that is not settled; None where nothing is left to put."""
    settled = [one for one in questions_of(session, item) if one.settled_at is not None]
    for one in rounds_of(session, item):
        if not any(is_of(question, one) for question in settled):
            return _put(session, item, _framed(session, item, one))
    return None


def put_leave(session: Session, item: Item) -> Question:
    """Put whether an interpellation may be put (KL 5 kap. 62 §)."""
    question = Question(kind=Kind.LEAVE)
    _say(question, wording_questions.LEAVE)
    return _put(session, item, question)


def put_chain(session: Session, item: Item, main: Question) -> Question:
    """The next of the chain: a preparatory question, or again the main one, both sides known."""
    by_id = {proposal.id: proposal for proposal in proposals_of(session, item)}
    next_one = law.next_question(
        competing(session, item, main), _main(main), winners(session, main)
    )
    if next_one.kind is Kind.MAIN:
        frame_main(main, by_id, next_one)
        item.question_id = main.id
        return main
    left = chain_left(session, item, main)
    yes, no = by_id[next_one.yes or 0], by_id[next_one.no or 0]
    question = Question(kind=Kind.PREPARATORY, main_id=main.id, clause=main.clause)
    question.yes_id, question.no_id = yes.id, no.id
    effect = wording.preparatory_effect(left - 1)
    _say(question, (yes.phrase, effect, no.phrase, effect))
    return _put(session, item, question)


def frame_main(main: Question, by_id: dict[int, Proposal], question: law.Question) -> None:
    """Give the main question its two sides, word for word."""
    yes = by_id[question.yes or 0]
    no = None if question.no is None else by_id[question.no]
    main.yes_id, main.no_id = yes.id, None if no is None else no.id
    _say(main, wording_questions.main(yes, no, main.clause))


def competing(session: Session, item: Item, main: Question) -> tuple[int, ...]:
    """The proposals that compete in a main question, in the approved order."""
    return next(one.refs for one in rounds_of(session, item) if is_of(main, one))


def winners(session: Session, main: Question) -> list[int]:
    """What each preparatory question so far gave, in turn."""
    rows = session.scalars(
        select(Question)
        .where(Question.main_id == main.id, Question.settled_at.is_not(None))
        .order_by(Question.sequence)
    )
    return [question.winner_id for question in rows if question.winner_id is not None]


def chain_left(session: Session, item: Item, main: Question) -> int:
    """How many preparatory questions remain before the main one can be voted on."""
    return law.steps_left(len(competing(session, item, main)), len(winners(session, main)))


def ends_with(session: Session, item: Item, question: Question, outcome: Choice | None) -> bool:
    """Whether the item is finished when a question is settled so."""
    side = question.yes_id if outcome is Choice.YES else question.no_id
    if question.kind is Kind.LEAVE:
        return outcome is Choice.NO
    if question.kind is Kind.PREPARATORY:
        return False
    if question.kind is Kind.FORMAL and side is not None:
        proposal = session.get(Proposal, side)
        return proposal is not None and proposal.kind is not ProposalKind.ADJOURNMENT
    done = [one for one in questions_of(session, item) if one.settled_at is not None]
    return all(
        any(is_of(one, left) for one in [*done, question]) for left in rounds_of(session, item)
    )


def is_of(question: Question, one: Round) -> bool:
    """Whether a question is the one that settles a round."""
    if question.kind is not one.kind:
        return False
    if one.kind is Kind.MAIN:
        return question.clause == one.clause
    return one.refs[0] in (question.yes_id, question.no_id)


def _framed(session: Session, item: Item, one: Round) -> Question:
    question = Question(kind=one.kind, clause=one.clause)
    if one.kind is Kind.MAIN:
        _say(question, ("", "", "", ""))  # known when the chair has found one
        return question
    (ref,) = one.refs
    proposal = next(proposal for proposal in proposals_of(session, item) if proposal.id == ref)
    if one.kind is Kind.FORMAL:
        asked, words = law.formal_question(ref), wording_questions.formal(proposal)
    else:
        asked, words = law.addition_question(ref), wording_questions.addition(proposal)
    question.yes_id, question.no_id = asked.yes, asked.no
    _say(question, words)
    return question


def _say(question: Question, words: wording_questions.Words) -> None:
    question.yes_phrase, question.yes_effect, question.no_phrase, question.no_effect = words


def _main(main: Question) -> int:
    if main.found_id is None:
        raise ValueError("nothing has been found yet")
    return main.found_id


def told(question: Question | None) -> dict[str, Any] | None:
    """What the journal tells of the question that an act has put."""
    if question is None:
        return None
    return {
        "question": question.ref,
        "kind": question.kind.value,
        "clause": question.clause,
        "yes": {"proposal": proposal_ref(question.yes_id), "means": question.yes_phrase},
        "no": {"proposal": proposal_ref(question.no_id), "means": question.no_phrase},
    }


FRAMED = (
    "kind", "clause", "main_id", "yes_id", "no_id",
    "yes_phrase", "yes_effect", "no_phrase", "no_effect",
)  # fmt: skip
"""What a question is before anything is found."""


def _put(session: Session, item: Item, framed: Question) -> Question:
    """Make the question the one that is put now. One that was put and gone back from is taken
    up again: the journal has named it, and no other question may ever have its name."""
    rows = questions_of(session, item)
    kept = [one for one in rows if one.found_at is None and one.id != item.question_id]
    if kept and kept[-1] is rows[-1]:
        for name in FRAMED:
            setattr(kept[-1], name, getattr(framed, name))
        framed = kept[-1]
    else:
        framed.item_id, framed.sequence = item.id, len(rows) + 1
        session.add(framed)
        session.flush()
    item.question_id = framed.id
    return framed


def formal_side(question: Question) -> Choice:
    """The side of a formal question that stands for the formal proposal."""
    return Choice.YES if question.yes_id is not None else Choice.NO


def counted_side(session: Session, item: Item, question: Question) -> Choice | None:
    """The side on which another share than the simple majority is counted, if any."""
    if question.kind is Kind.FORMAL:
        return formal_side(question)
    if question.kind is not Kind.MAIN or item.special is None:
        return None
    by_id = {proposal.id: proposal for proposal in proposals_of(session, item)}
    yes = None if question.yes_id is None else by_id[question.yes_id]
    # No side without a proposal of its own rejects what yes stands for.
    yes_rejects = yes is not None and rejects(yes)
    wanted = yes_rejects if item.special is Special.PEOPLES_INITIATIVE else not yes_rejects
    return Choice.YES if wanted else Choice.NO


def rejects(proposal: Proposal) -> bool:
    """Whether a proposal is that nothing be done."""
    return proposal.kind is ProposalKind.REJECTION or proposal.decision.startswith(REJECTING)


REJECTING = ("avslå", "inte ")
"""How the decision of a proposal begins that rejects."""
