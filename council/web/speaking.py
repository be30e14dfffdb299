"""How those on the speakers' list are told: by name, and by what they ask for."""

from flask import Blueprint
from flask_babel import gettext as _

from council.law.speaking import Kind
from council.store.models import Speech
from council.web.words import whom


def speaker_name(speech: Speech) -> str:
    """ "Ledamot 33 (V)", or a guest's name."""
    if speech.person is None:
        return speech.guest
    return whom(speech.person.name, speech.person.party.letters if speech.person.party else None)


def kind_word(kind: Kind) -> str:
    """What the floor is asked for."""
    return {
        Kind.SPEECH: _("Anförande"),
        Kind.REPLY: _("Replik"),
        Kind.ORDER: _("Ordningsfråga"),
    }[kind]


def about(speech: Speech) -> str:
    """What is asked for, and of a reply whom it answers."""
    if speech.reply_to is None:
        return kind_word(speech.kind)
    return _(
        "%(kind)s på %(name)s", kind=kind_word(speech.kind), name=speaker_name(speech.reply_to)
    )


def add_to(bp: Blueprint) -> None:
    """Give the templates these words."""
    bp.add_app_template_global(speaker_name)
    bp.add_app_template_global(about, "speech_about")
