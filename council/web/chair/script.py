"""What the chair says at each step, and the rule it rests on.

The words are read aloud in the hall; facts fill them. Phrases of proposals are used letter by
letter, as on the ballots and in the protocol.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from council.law.roll import Quorum
from council.law.rules import RULES, Rule
from council.services import wording
from council.store.models import Item, Proposal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the script. ``about``: what the rule is about, before its section."""

    text: str
    rule: Rule | None = None
    about: str = ""


def opening() -> Line:
    """Before the meeting."""
    return Line(_("Jag förklarar sammanträdet öppnat."))


def roll(quorum: Quorum) -> Line:
    """The roll call, and what it gave."""
    if not quorum.met:
        return Line(_("Vi förrättar upprop."), RULES["quorum"], _("Beslutförhet"))
    return Line(
        _(
            "%(n)s av %(m)s platser är besatta. Fullmäktige är beslutfört.",
            n=quorum.serving,
            m=quorum.seats,
        ),
        RULES["quorum"],
        _("Beslutförhet"),
    )


def item(one: Item) -> Line:
    """Going to an item."""
    return Line(
        _(
            "Vi går till ärende\u00a0%(n)s%(title)s. Ordet är fritt.",
            n=one.number,
            title=spoken_title(one),
        )
    )


def debate() -> Line:
    """Ending the debate."""
    return Line(_("Då är överläggningen avslutad."))


def review(proposals: Sequence[Proposal]) -> Line:
    """Going through what has been proposed."""
    if len(proposals) == 1:
        return Line(
            _(
                "Jag har uppfattat att det bara finns ett förslag: %(what)s. "
                "Är det rätt uppfattat?",
                what=wording.put_as(proposals[0]),
            )
        )
    return Line(
        _(
            "Jag har uppfattat följande yrkanden: %(all)s. Är de rätt uppfattade?",
            all=wording.listed([wording.put_as(one) for one in proposals]),
        )
    )


def order(proposals: Sequence[Proposal], *, approved: bool = True) -> Line:
    """Presenting the question order; ``approved``: by the council, and not the chair alone."""
    if len(proposals) == 1:
        what = _("proposition ställs på %(what)s", what=proposals[0].phrase)
    else:
        what = _(
            "först %(first)s, därefter %(then)s",
            first=proposals[0].phrase,
            then=wording.listed([one.phrase for one in proposals[1:]]),
        )
    if approved:
        said = _(
            "Jag föreslår följande propositionsordning: %(order)s. Kan den godkännas?", order=what
        )
    else:
        said = _("Jag ställer propositionerna i följande ordning: %(order)s.", order=what)
    return Line(
        said,
        RULES["yes_no_question"],
        _("Propositioner"),
    )


def left() -> Line:
    """Laying an item aside that too few are there to decide."""
    return Line(
        _("Ärendet kan inte avgöras i dag. Det kommer åter vid ett senare sammanträde."),
        RULES["quorum"],
        _("Beslutförhet"),
    )


def decided() -> Line:
    """After the gavel."""
    return Line(_("Reservationer?"), RULES["reservation"], _("Reservation"))


def ending() -> Line:
    """Closing the meeting."""
    return Line(_("Jag förklarar sammanträdet avslutat."))


def spoken_title(one: Item) -> str:
    """A title inside a sentence: ", motion om …" where it begins with the item's kind."""
    kind = wording.title_of_kind(one.kind)
    if one.title.startswith(kind):
        return f", {kind.lower()}{one.title.removeprefix(kind)}"
    return f": {one.title}"  # what it begins with may be a name
