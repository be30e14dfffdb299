"""What a member proposes: what M5 shows of it, and why not where it cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from council.law.proposing import OWN_TEXT, Change
from council.law.refusals import ProposalsClosed, Refused
from council.services.proposal_parts import Held, require_time, stands, who_says
from council.services.proposal_words import typed
from council.services.sign_ins import SignedIn
from council.store.models import Item, ItemState, Meeting, Proposal
from council.store.queries import proposals as reading
from council.web import refusals
from council.web.proposing import Form, form, shown_again


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal as one member sees it. ``text`` and ``motive``: its words, fit to be changed;
    ``fault``: what was wrong with them when they were sent."""

    proposal: Proposal
    own: bool
    seconding: bool
    may_second: bool
    may_withdraw: bool
    may_amend: bool
    text: str
    motive: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Yrka:
    """What somebody may propose now, and what has been proposed so far.

    ``why_not``: why nothing can be proposed; ``passed``: the proposals have been gone through.
    A form that was refused is shown again in any case, for what was typed in it.
    """

    item: Item | None
    form: Form | None
    rows: Sequence[Row]
    why_not: str
    passed: bool


def facts(session: Session, meeting: Meeting, item: Item | None, me: SignedIn) -> dict[str, Any]:
    """What the part ``begar_yrka.html`` shows."""
    if item is None or item.state is not ItemState.OPEN:
        return {"yrka": Yrka(None, None, (), "", passed=False)}
    made = reading.of_item(session, item.id)
    held = Held(meeting, item, made)
    refusal = _refusal(session, held, me.person_id, Change.PUT)
    return {
        "yrka": Yrka(
            item=item,
            form=form(session, item, made),
            rows=_rows(session, held, me.person_id),
            why_not="" if refusal is None else refusals.sentence(refusal),
            passed=_is_late(_refusal(session, held, me.person_id, Change.ALTER)),
        )
    }


def again(known: dict[str, Any], *, fault: dict[str, Any]) -> dict[str, Any]:
    """The same with the form as it was sent, and what was wrong with it."""
    yrka: Yrka = known["yrka"]
    sent = None if yrka.form is None else shown_again(yrka.form, fault)
    return known | {"yrka": replace(yrka, form=sent)}


def changed_again(
    known: dict[str, Any], *, proposal_id: int, given: Mapping[str, str], fault: str
) -> dict[str, Any]:
    """The same with a change as it was sent, and what was wrong with it."""
    yrka: Yrka = known["yrka"]
    rows = [
        row if row.proposal.id != proposal_id else _sent(row, given, fault) for row in yrka.rows
    ]
    return known | {"yrka": replace(yrka, rows=rows)}


def _sent(row: Row, given: Mapping[str, str], fault: str) -> Row:
    return replace(row, text=given["text"], motive=given["motive"], fault=fault)


def _refusal(session: Session, held: Held, person_id: int, change: Change) -> Refused | None:
    """Why somebody may not do something now; None: it may be done."""
    try:
        who_says(session, held, person_id, None)
        require_time(session, held, person_id, change, None)
    except Refused as refusal:
        return refusal
    return None


def _is_late(refusal: Refused | None) -> bool:
    return isinstance(refusal, ProposalsClosed)


def _rows(session: Session, held: Held, person_id: int) -> list[Row]:
    alter = _refusal(session, held, person_id, Change.ALTER) is None
    back = _refusal(session, held, person_id, Change.SECOND) is None
    return [_row(one, person_id, alter, back) for one in held.proposals if _shown(one)]


def _shown(proposal: Proposal) -> bool:
    return stands(proposal) or proposal.refused is not None


def _row(proposal: Proposal, person_id: int, alter: bool, back: bool) -> Row:
    mine = next((one for one in proposal.movers if one.person_id == person_id), None)
    own = mine is not None and not mine.seconds
    to_be_put = proposal.refused is None
    return Row(
        proposal=proposal,
        own=own,
        seconding=mine is not None and mine.seconds,
        may_second=back and mine is None and to_be_put,
        may_withdraw=alter and mine is not None and to_be_put,
        may_amend=alter and own and to_be_put and _has_words(proposal),
        text=typed(proposal.kind, proposal.decision) if proposal.kind in OWN_TEXT else "",
        motive=proposal.motive,
    )


def _has_words(proposal: Proposal) -> bool:
    """Whether there is anything to change in it: its text or its reasons."""
    return proposal.kind in OWN_TEXT or bool(proposal.motive)
