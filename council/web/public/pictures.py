"""A division as a picture of the hall, in words that say the same."""

from collections.abc import Mapping

from flask_babel import gettext as _
from markupsafe import Markup

from council.services.wording import listed
from council.store.models import Division
from council.store.queries.public_divisions import DivisionWhole, SeatVote
from council.store.queries.public_parties import PartyCount
from council.web import hall
from council.web.public.remarks import name
from council.web.words import NBSP, vote_word, whom


def of_division(whole: DivisionWhole, *, uid: str = "sal") -> Markup:
    """The hall as it voted. Only for a division whose votes may be told."""
    parties = sorted(whole.parties, key=lambda party: (party.hall_order, party.letters))
    wings = [
        hall.Wing(
            letters=party.letters,
            label=f"{party.letters}: {_figures(party.counts)}",
            places=[_place(vote) for vote in whole.votes if vote.party == party.letters],
        )
        for party in parties
    ]
    division = whole.division
    return hall.draw(
        wings,
        title=_("Så röstade salen: %(figures)s", figures=_figures(totals(whole.division))),
        description=_description(parties),
        uid=uid,
        centre=(
            f"{division.votes_yes}–{division.votes_no}",
            _("%(n)s avstod", n=division.votes_abstain) if division.votes_abstain else "",
        ),
    )


def totals(division: Division) -> dict[str, int]:
    """A division's figures by position."""
    return {
        "yes": division.votes_yes or 0,
        "no": division.votes_no or 0,
        "abstain": division.votes_abstain or 0,
        "absent": division.votes_absent or 0,
    }


def _place(vote: SeatVote) -> hall.Place:
    label = _(
        "Plats %(number)s, %(name)s: %(vote)s",
        number=vote.number,
        name=whom(name(vote), vote.party),
        vote=vote_word(vote.position).lower(),
    )
    return hall.Place(label, vote.position)


def _figures(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{count}{NBSP}{vote_word(position).lower()}" for position, count in counts.items()
    )


def _description(parties: list[PartyCount]) -> str:
    return _(
        "Platserna i salen, partierna från vänster: %(parties)s. Cirkel med bock är ja, romb med "
        "kryss är nej, ring med streck är avstår, prickad ring är frånvarande. Samma uppgifter "
        "står i tabellerna.",
        parties=listed([party.letters for party in parties]),
    )
