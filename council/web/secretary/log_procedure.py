"""The journal's kinds of the wider procedure in words: questions, elections, late items, blocks."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from council.store.queries.events import Event


def _settled(event: Event) -> str:
    if event.payload["by"] == "acclamation":
        return _("frågan avgjord med acklamation")
    return _("frågan avgjord med omröstning")


def _third(event: Event) -> str:
    needed = event.payload["needed"]
    if event.payload["met"]:
        return _("en tredjedel är uppnådd, %(n)s krävs", n=needed)
    return _("en tredjedel är inte uppnådd, %(n)s krävs", n=needed)


def _basis(event: Event) -> str:
    if event.payload["basis"] == "minority":
        return _("beslutat på begäran av en minoritet")
    return _("beslutat med majoritet")


WORDS: Mapping[str, Callable[[Event], str]] = {
    "meeting.announced": lambda event: _("dagen då sammanträdet kungjordes antecknad"),
    "item.announced": lambda event: _("dagen då ärendet kungjordes antecknad"),
    "item.added": lambda event: _("ärendet lagt till på dagordningen"),
    "item.taken_up": lambda event: _("alla närvarande är med på att ärendet avgörs"),
    "item.agreed": lambda event: _("alla närvarande är ense om beslutet"),
    "item.left_undecided": lambda event: _("ärendet lämnat oavgjort, för få närvarande"),
    "item.brought_back": lambda event: _("ärendet är tillbaka på dagordningen"),
    "question.put": lambda event: _("frågan om motförslag ställd"),
    "question.settled": _settled,
    "question.sides_swapped": lambda event: _("ja och nej bytte plats"),
    "division.third_settled": _third,
    "division.basis_declared": _basis,
    "referral.reasons_set": lambda event: _("motiveringen till återremissen fastställd"),
    "block.decided": lambda event: _(
        "%(n)s ärenden avgörs i ett sammanhang", n=len(event.payload["items"])
    ),
    "election.nominated": lambda event: _("nominering"),
    "election.demanded": lambda event: _("proportionellt val begärt"),
    "election.demand_withdrawn": lambda event: _("begäran om proportionellt val återtagen"),
    "election.list_registered": lambda event: _("lista lämnad"),
    "election.list_withdrawn": lambda event: _("lista borttagen"),
    "election.decided": lambda event: _("valet avgjort"),
    "ballot.counted": lambda event: _("sedlarna räknade för hand och införda"),
    "lot.committed": lambda event: _("lottens kontrollsumma visad"),
    "lot.drawn": lambda event: _("lott dragen"),
}
"""What each of these tells, in a few words."""
