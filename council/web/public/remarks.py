"""What is told of a seat beside its vote, in the words of the voting list."""

from flask_babel import gettext as _

from council.law.roll import Standing
from council.services.wording_after import announced_wrong
from council.store.models import Division
from council.store.queries.public_divisions import SeatVote
from council.web.words import exact_clock, vote_word, whom


def remarks(vote: SeatVote, division: Division) -> list[str]:
    """The remarks on a seat, in the order in which they are read; often none."""
    told = []
    if vote.substitute_for:
        told.append(_("Ersätter %(name)s", name=whom(vote.substitute_for, vote.party)))
    if vote.clerk_at is not None:
        told.append(
            _(
                "Registrerad av sekreteraren på ledamotens begäran kl.\u00a0%(time)s",
                time=exact_clock(vote.clerk_at),
            )
        )
    if vote.casting and division.casting_vote is not None:
        told.append(_("Utslagsröst: %(vote)s", vote=vote_word(division.casting_vote).lower()))
    if vote.remote:
        told.append(_("På distans"))
    if vote.why_not is Standing.RECUSED:
        told.append(_("Jäv"))
    if vote.why_not is Standing.ABSTAINS:
        told.append(_("Deltar inte i beslutet"))
    if vote.position == "absent" and vote.served:
        told.append(_("Närvarande, lämnade ingen röst"))
    if vote.meant is not None:
        told.append(announced_wrong(vote.meant))
    return told


def name(vote: SeatVote) -> str:
    """Who sits there; a seat without a holder is vacant."""
    return vote.name or _("Vakant plats")
