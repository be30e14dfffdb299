"""What a person is asked once, in the words of the act, before what cannot be taken back."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from council.law.tally import Choice
from council.store.models import Division, DivisionKind, ItemState, Meeting
from council.store.queries import cockpit, current
from council.web import vote_list
from council.web.chair.undone import undone
from council.web.words import vote_word, whom


def close_division(session: Session, division: Division) -> dict[str, Any]:
    """Closing a division: who has not voted, and what becomes of them."""
    closes = {
        "act": _("Stäng omröstningen"),
        "action": url_for("chair.close_division", division_id=division.id),
    }
    if division.by_name:
        return {**closes, "sentences": vote_list.closing(vote_list.listed(session, division))}
    voted, entitled = current.turnout(session, division)
    return {
        **closes,
        "sentences": closing(
            voted,
            entitled,
            [whom(one.name, one.party) for one in cockpit.not_voted(session, division.id)],
        ),
    }


def closing(voted: int, entitled: int, names: list[str]) -> list[str]:
    """ "69 av 71 har röstat. Utan röst: …"."""
    sentences = [_("%(n)s av %(m)s har röstat.", n=voted, m=entitled)]
    if names:
        sentences.append(_("Utan röst: %(names)s.", names=", ".join(names)))
        sentences.append(
            ngettext(
                "Ledamoten antecknas som närvarande utan röst.",
                "De antecknas som närvarande utan röst.",
                len(names),
            )
        )
    return [*sentences, _("Det kan inte ångras.")]


def casting_vote(division: Division, choice: Choice, *, against: bool) -> dict[str, Any]:
    """Breaking a tie: what follows of it; ``against``: the chair's own vote, so why."""
    return {
        "act": _("Utslagsröst: %(vote)s", vote=vote_word(choice.value)),
        "action": url_for("chair.casting_vote", division_id=division.id),
        "fields": {"choice": choice.value},
        "sentences": [breaking(division, choice)],
        "against": against,
    }


def breaking(division: Division, choice: Choice) -> str:
    """ "Din utslagsröst avgör: motionen avslås. Den blir offentlig."."""
    if choice is Choice.YES:
        phrase, effect = division.yes_phrase, division.yes_effect
    else:
        phrase, effect = division.no_phrase, division.no_effect
    preparatory = division.kind is DivisionKind.PREPARATORY
    return _(
        "Din utslagsröst avgör: %(consequence)s. Den blir offentlig.",
        consequence=f"{phrase} {effect}" if preparatory else effect or phrase,
    )


def close_meeting(session: Session, meeting: Meeting) -> dict[str, Any]:
    """Closing the meeting: what can no longer be done, and what is left undone."""
    waiting = sum(one.state is ItemState.WAITING for one in cockpit.agenda(session, meeting.id))
    return {
        "act": _("Avsluta sammanträdet"),
        "action": url_for("chair.close_meeting", meeting_id=meeting.id),
        "sentences": ending(waiting, undone(session, meeting)),
    }


def ending(waiting: int, undone: Sequence[str] = ()) -> list[str]:
    """ "Reservationer kan inte anmälas efter detta."."""
    sentences = []
    if waiting:
        sentences.append(
            ngettext(
                "%(num)s ärende är inte behandlat.", "%(num)s ärenden är inte behandlade.", waiting
            )
        )
    return [*sentences, *undone, _("Reservationer kan inte anmälas efter detta.")]
