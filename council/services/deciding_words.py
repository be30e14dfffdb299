"""The decision of an item in the words of the record, from what its questions came to."""

from sqlalchemy.orm import Session

from council.law.questions import Kind
from council.law.tally import Choice
from council.services import putting, wording, wording_questions
from council.services.missing import found
from council.store.models import Body, Clause, Item, ItemKind, Proposal, Question

WITHOUT_PROPOSALS = {
    ItemKind.INTERPELLATION: "Interpellationen är besvarad.",
    ItemKind.QUESTION: "Frågan är besvarad.",
    ItemKind.MOTION_RECEIVED: "Motionen remitteras till {board} för beredning.",
    ItemKind.ANNOUNCEMENT: "{body} lägger anmälan till handlingarna.",
    ItemKind.INFORMATION: "{body} lägger informationen till handlingarna.",
}
"""What is decided where nothing has been proposed; else the item is put to the documents."""
NO_LEAVE = "{body} beslutar att interpellationen inte får ställas."


def decision(
    session: Session, body: Body, item: Item, formal: Proposal | None, elected: str = ""
) -> str:
    """What the council has decided in an item, as the § says it.

    ``elected``: who was elected, after "beslutar att", where the item elects somebody.
    """
    if formal is not None:
        return _formal(body, formal)
    if elected:
        return wording.decides_all(body, [elected])
    settled = [one for one in putting.questions_of(session, item) if one.settled_at is not None]
    if any(one.kind is Kind.LEAVE and one.outcome is Choice.NO for one in settled):
        return NO_LEAVE.format(body=body.name)
    clauses = {clause.number: clause for clause in putting.clauses_of(session, item)}
    parts = [part for one in settled for part in _parts(session, one, clauses)]
    if parts:
        return wording.decides_all(body, parts)
    text = WITHOUT_PROPOSALS.get(item.kind)
    if text is None:
        return wording.decides(body, None)
    return text.format(body=body.name, board=body.board[:1].lower() + body.board[1:])


def _formal(body: Body, formal: Proposal) -> str:
    text = wording.decides_all(body, [wording_questions.DECIDED[formal.kind]])
    if formal.kind in wording_questions.WITH_REASONS and formal.motive.strip():
        return f"{text} {wording.sentence(f'Motivering: {formal.motive.strip()}')}"
    return text


def _parts(session: Session, question: Question, clauses: dict[int, Clause]) -> list[str]:
    """What a settled question adds to the decision, after "beslutar att"."""
    if question.kind not in (Kind.MAIN, Kind.ADDITION):
        return []
    yes = found(session.get(Proposal, question.yes_id))
    if question.winner_id is None:
        return [] if question.kind is Kind.ADDITION else [wording.rejecting(yes)]
    winner = found(session.get(Proposal, question.winner_id))
    if question.clause is None:
        return [winner.decision]
    clause = clauses.get(question.clause)
    own = winner.clause is None and clause is not None
    text = clause.text if own and clause is not None else winner.decision
    if own and winner.kind.value == "rejection":
        text = f"avslå punkt {question.clause}"
    return [f"i punkt {question.clause} {text}"]
