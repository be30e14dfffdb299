"""The question order on the chair's desk: as proposed, as moved by hand, and what it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from council.law.proposals import Group, group, is_permutation, keeps_groups, proposed_order
from council.law.proposals import Proposal as Put
from council.law.questions import Kind, next_question, steps_left
from council.services import wording, wording_questions
from council.store.models import Proposal
from council.web.frame import house_rules


@dataclass(frozen=True, slots=True)
class Sides:
    """What Yes and No would mean in one division; empty where it depends on the one before."""

    heading: str
    yes: str
    yes_effect: str
    no: str
    no_effect: str


def arranged(proposals: Sequence[Proposal], wanted: Sequence[int] | None) -> list[Proposal]:
    """The proposals in the wanted order, if it holds each once, else in the proposed one."""
    known = [Put(one.id, one.kind) for one in proposals]
    fits = wanted is not None and is_permutation(wanted, known) and keeps_groups(wanted, known)
    chosen = wanted if fits else None
    by_id = {one.id: one for one in proposals}
    tabling_first = house_rules().tabling_before_referral
    return [
        by_id[number] for number in chosen or proposed_order(known, tabling_first=tabling_first)
    ]


def as_put(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals in the approved order; before the approval in the proposed one."""
    if any(one.put_as is None for one in proposals):
        return arranged(proposals, None)
    return sorted(proposals, key=lambda one: one.put_as or 0)


def moved(order: Sequence[Proposal], place: int, step: int) -> str:
    """The order with one proposal moved a step up or down, as an address carries it."""
    numbers = [str(one.id) for one in order]
    numbers[place], numbers[place + step] = numbers[place + step], numbers[place]
    return ",".join(numbers)


def parse(text: str | None) -> list[int] | None:
    """An order from an address or a form; None for what is none."""
    parts = (text or "").split(",")
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return None
    return [int(part) for part in parts]


def preview(proposals: Sequence[Proposal]) -> list[Sides]:
    """The divisions that the order leads to, if the first is found and a division asked for:
    formal questions, the matter itself, additions."""
    formal = [
        Sides(_("Först"), *wording_questions.formal(one))
        for one in proposals
        if group(one.kind) is Group.FORMAL
    ]
    additions = [
        Sides(_("Därefter"), *wording_questions.addition(one))
        for one in proposals
        if group(one.kind) is Group.ADDITION
    ]
    material = [one for one in proposals if group(one.kind) is Group.MATERIAL]
    return [*formal, *(_material(material) if material else []), *additions]


def _material(order: Sequence[Proposal]) -> list[Sides]:
    by_id = {one.id: one for one in order}
    first = next_question([one.id for one in order], order[0].id, [])
    if first.kind is Kind.MAIN:
        no = None if first.no is None else by_id[first.no]
        return [_main(order[0], no)]
    return [
        *_preparatory(order),
        Sides(
            _("Huvudomröstning"),
            order[0].phrase,
            order[0].effect,
            _("motförslaget"),
            _("det förslag som vann den förberedande omröstningen"),
        ),
    ]


def _preparatory(order: Sequence[Proposal]) -> list[Sides]:
    others = list(order[1:])
    total = steps_left(len(order), 0)
    sides = []
    for place in range(total):
        effect = wording.preparatory_effect(total - place - 1)
        last = others[-1].phrase if place == 0 else _("det förslag som vann")
        heading = _("Förberedande omröstning %(n)s av %(m)s", n=place + 1, m=total)
        sides.append(Sides(heading, others[-2 - place].phrase, effect, last, effect))
    return sides


def _main(yes: Proposal, no: Proposal | None) -> Sides:
    if no is None:
        phrase, effect = wording.rejection(yes), wording.REJECTION_EFFECT
    else:
        phrase, effect = no.phrase, no.effect
    return Sides(_("Huvudomröstning"), yes.phrase, yes.effect, phrase, effect)
