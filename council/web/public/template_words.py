"""Words that the public templates ask for."""

from flask_babel import gettext as _

from council.law.proposals import Group, group
from council.services import wording_matters, wording_questions, wording_shares
from council.services.protocol_aside import stepped_aside
from council.services.protocol_divisions import method_words as words_of
from council.services.record_words import checksum
from council.services.wording import listed, named, title_of_kind
from council.store.base import db
from council.store.models import (
    Division,
    DivisionKind,
    DivisionState,
    Item,
    Meeting,
    Proposal,
    ProposalState,
    Question,
    Role,
)
from council.store.queries import adjournments
from council.store.queries.public_decisions import Decided
from council.store.queries.public_items import ItemWhole
from council.web import put_now
from council.web.frame import body
from council.web.public import (
    added,
    decision_steps,
    headlines,
    how_decided,
    pictures,
    remarks,
    secret,
    telling,
)
from council.web.public.blueprint import bp
from council.web.public.filters import ADDRESS_WORDS
from council.web.words import NBSP, vote_word


@bp.app_template_filter()
def capitalize_first(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


@bp.app_template_global()
def headline(row: Decided) -> str:
    """A decision as a sentence, with the figures where there was a division."""
    told = headlines.of_item(row.item)
    return told if row.division is None else f"{told}, {headlines.figures(row.division)}"


@bp.app_template_global()
def method_words(division: Division) -> str:
    """Through what votes are given, in the words of the protocol: "genom upprop"."""
    return words_of(division)


@bp.app_template_global()
def by_what_method(division: Division) -> str:
    """ "Omröstningen sker genom upprop." """
    return _("Omröstningen sker %(how)s.", how=words_of(division))


@bp.app_template_global()
def division_line(division: Division) -> str:
    """A division in a few words: "Omröstning: 38 ja, 31 nej, 2 avstår"."""
    name = _("Omröstning")
    if division.kind is DivisionKind.PREPARATORY:
        name = _("Förberedande omröstning")
    if division.secret:
        name = _("Sluten omröstning")
    if division.state is DivisionState.OPEN:
        return _("%(name)s pågår", name=name)
    if division.state is DivisionState.ANNULLED:
        return _("%(name)s, förklarad ogiltig", name=name)
    if division.votes_yes is None:
        return name
    figures = [
        f"{count}{NBSP}{vote_word(position).lower()}"
        for position, count in pictures.totals(division).items()
        if count or position in ("yes", "no")
    ]
    return f"{name}: {', '.join(figures)}"


@bp.app_template_global()
def movers(proposal: Proposal) -> str:
    """Who moved a proposal, and who joined: "A (V), med instämmande av B (V)"."""
    first = listed([named(mover) for mover in proposal.movers if not mover.seconds])
    seconds = listed([named(mover) for mover in proposal.movers if mover.seconds])
    if not seconds:
        return first
    return _("%(first)s, med instämmande av %(seconds)s", first=first, seconds=seconds)


@bp.app_template_filter()
def role_word(role: Role) -> str:
    """What a member is beside that: of the presidium, or nothing."""
    return {
        Role.CHAIR: _("Ordförande"),
        Role.FIRST_VICE: _("Förste vice ordförande"),
        Role.SECOND_VICE: _("Andre vice ordförande"),
    }.get(role, "")


@bp.app_template_filter()
def outcome_word(state: ProposalState) -> str:
    """What became of a proposal."""
    return {
        ProposalState.MOVED: _("Framlagt"),
        ProposalState.WITHDRAWN: _("Återkallat"),
        ProposalState.CARRIED: _("Bifölls"),
        ProposalState.LOST: _("Avslogs"),
        ProposalState.NOT_PUT: _("Prövades inte"),
    }[state]


@bp.app_template_global()
def proposal_groups(item: Item) -> list[tuple[str, list[Proposal]]]:
    """The proposals of an item by how the law treats them, each group with its heading."""
    headings = {
        Group.FORMAL: _("Formella yrkanden"),
        Group.MATERIAL: _("Förslag i sak"),
        Group.ADDITION: _("Tillägg"),
    }
    groups = (
        (words, [one for one in item.proposals if group(one.kind) is kind])
        for kind, words in headings.items()
    )
    return [(words, proposals) for words, proposals in groups if proposals]


@bp.app_template_global("stepped_aside")
def aside_told(whole: ItemWhole) -> list[str]:
    """The recusals of an item, in the record's sentences."""
    return stepped_aside(body(), whole.recusals, whole.lifted)


@bp.app_template_global()
def pauses_told(meeting: Meeting) -> str:
    """ "Ajournering kl. 10.15–10.35"; empty where there was none."""
    return wording_matters.pauses(adjournments.pauses(db.session(), meeting.id))


@bp.app_template_global()
def share_told(division: Division) -> str:
    """The number needed, the number had, the section, and what follows."""
    return wording_shares.explained(body(), division)


@bp.app_template_global()
def found_clause(question: Question | None) -> str:
    """What the chair finds, after "Ordföranden finner att"."""
    return wording_questions.found(body(), question)


put_now.add_to(bp)
bp.add_app_template_global(title_of_kind, "kind_word")
bp.add_app_template_global(pictures.of_division, "picture")
bp.add_app_template_global(pictures.totals, "division_counts")
bp.add_app_template_global(headlines.figures, "division_figures")
bp.add_app_template_global(checksum, "checksum")
bp.add_app_template_global(remarks.remarks, "remarks")
bp.add_app_template_global(remarks.name, "seat_name")
bp.add_app_template_global(added.added_to, "added_to")
bp.add_app_template_global(how_decided.decided_how, "decided_how")
bp.add_app_template_global(secret.told, "secret_result")
bp.add_app_template_global(decision_steps.of_item, "decision_steps")
for told in (
    telling.headline,
    telling.lead,
    telling.party_lines,
    telling.meaning,
    telling.kind,
    telling.abstained,
    telling.split_lines,
    telling.seen,
):
    bp.add_app_template_global(told, f"division_{told.__name__}")
bp.record(lambda setup: setup.app.jinja_env.globals.update(vote_addresses=ADDRESS_WORDS))
