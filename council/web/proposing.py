"""The form of a proposal, wherever it is filled in: what can be chosen, what was typed, read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import UnprocessableEntity

from council.law import refusals as law
from council.law.proposals import Group, Kind, group
from council.law.refusals import Refused
from council.services.proposal_making import kinds_for
from council.services.proposal_parts import stands
from council.services.proposals import NewProposal
from council.store.models import Clause, Item, ItemKind, Proposal
from council.store.queries import proposals as reading
from council.web import refusals
from council.web.forms import body, fields

FIELDS: Mapping[type[Refused], str] = {
    law.ProposalTextMissing: "text",
    law.ProposalTooLong: "text",
    law.MotiveMissing: "motive",
    law.ProposalUnfit: "kind",
    law.UnknownProposal: "kind",
}
"""Which field of the form a refusal is about."""


@dataclass(frozen=True, slots=True)
class Option:
    """One kind that can be chosen; ``formal``: about the treatment, not the matter."""

    kind: Kind
    label: str
    formal: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The form with what was typed in it, and what was wrong with that."""

    item: Item
    options: Sequence[Option]
    clauses: Sequence[Clause]
    given: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    at: str = ""

    def typed(self, name: str) -> str:
        """What was typed in a field."""
        return self.given.get(name, "")


def form(session: Session, item: Item, proposals: Sequence[Proposal]) -> Form:
    """An empty form for an item."""
    standing = [one for one in proposals if stands(one)]
    board = next((one.phrase for one in standing if one.kind is Kind.BOARD), "")
    options = [
        Option(kind, label(kind, item.kind, board), group(kind) is Group.FORMAL)
        for kind in kinds_for(item, standing)
    ]
    return Form(item, options, reading.clauses(session, item.id))


def shown_again(form: Form, fault: Mapping[str, Any]) -> Form:
    """A form as it was sent, and what was wrong with it."""
    return replace(form, **fault)


def label(kind: Kind, item: ItemKind, board: str) -> str:
    """What a kind is called in the form."""
    motion = item is ItemKind.MOTION
    return {
        Kind.BOARD: _("Bifall till %(what)s", what=board),
        Kind.APPROVAL: _("Bifall till motionen") if motion else _("Bifall till förslaget"),
        Kind.REJECTION: _("Avslag"),
        Kind.AMENDMENT: _("Ändring"),
        Kind.COUNTER: _("Motförslag"),
        Kind.ADDITION: _("Tillägg"),
        Kind.OTHER: _("Eget yrkande"),
        Kind.REFERRAL: _("Återremiss"),
        Kind.TABLING: _("Bordläggning"),
        Kind.ADJOURNMENT: _("Ajournering"),
        Kind.DISMISSAL: _("Avvisning"),
    }[kind]


def given() -> dict[str, str]:
    """What the form holds, as text.

    Raises:
        UnprocessableEntity: something else than text.
    """
    known = {name: str(value) for name, value in body().items() if isinstance(value, int)}
    texts = fields(*(name for name in NAMES if name not in known))
    return {name: value.replace("\r\n", "\n") for name, value in (texts | known).items()}


NAMES = ("kind", "text", "motive", "clause", "mover", "unanimous", "next")


def proposal(given: Mapping[str, str]) -> NewProposal:
    """The proposal that a form holds.

    Raises:
        UnprocessableEntity: no such kind, or a point that is no number.
    """
    if given["kind"] not in set(Kind):
        raise UnprocessableEntity
    clause = None if given["clause"] == "" else number(given["clause"])
    return NewProposal(Kind(given["kind"]), given["text"], given["motive"], clause)


def number(text: str) -> int:
    """A whole number from 1.

    Raises:
        UnprocessableEntity: it is none.
    """
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise UnprocessableEntity
    return int(text)


def mover(given: Mapping[str, str]) -> int | None:
    """For whom it is written down; None: for whoever writes."""
    return number(given["mover"]) if given.get("mover") else None


def unanimous(given: Mapping[str, str]) -> bool | None:
    """What the council said, if it was asked."""
    return {"1": True, "0": False, "True": True, "False": False}.get(given.get("unanimous", ""))


def faults(refusal: Refused, given: Mapping[str, str]) -> dict[str, Any]:
    """What a form that is shown again tells: the words typed, what was wrong, and where."""
    too_long = type(refusal) is law.ProposalTooLong
    motive = too_long and len(given.get("motive", "")) > len(given.get("text", ""))
    return {
        "given": given,
        "fault": refusals.sentence(refusal),
        "at": "motive" if motive else FIELDS.get(type(refusal), ""),
    }
