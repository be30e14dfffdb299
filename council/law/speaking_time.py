"""Replies and speaking times, as the council's rules of order have them. The law knows neither."""

from dataclasses import dataclass
from enum import StrEnum

from council.law.refusals import NothingToAnswer, OwnSpeech, TooManyReplies
from council.law.speaking import Kind

MINUTE = 60
"""Seconds; the last one of a speech is told."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the rules of order allow; 0 is no limit. ``replies_each``: how many replies each may
    make to one and the same speech."""

    speech_minutes: int = 0
    reply_minutes: int = 0
    replies_each: int = 0

    def seconds(self, kind: Kind) -> int | None:
        """How long somebody may speak; a point of order is not timed."""
        match kind:
            case Kind.SPEECH:
                return self.speech_minutes * MINUTE or None
            case Kind.REPLY:
                return self.reply_minutes * MINUTE or None
            case Kind.ORDER:
                return None


def require_may_reply(answered: str | None, by: str, had: int, limits: Limits) -> None:
    """Whether somebody may reply to a speech.

    Args:
        answered: who held the speech; None where nobody has spoken yet.
        by: who wants to reply; both by the caller's own names for people.
        had: how many replies to the speech this one has asked for before, struck ones left out.

    Raises:
        NothingToAnswer, OwnSpeech.
        TooManyReplies: with how many are allowed.
    """
    if answered is None:
        raise NothingToAnswer
    if answered == by:
        raise OwnSpeech
    if limits.replies_each and had >= limits.replies_each:
        raise TooManyReplies(allowed=limits.replies_each)


class Stage(StrEnum):
    """How a speech's time stands; told in words, never by colour alone."""

    RUNNING = "running"
    LAST_MINUTE = "last_minute"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Clock:
    """A speech under way, in whole seconds; ``allowed`` is None where there is no limit."""

    spoken: int
    allowed: int | None

    @property
    def left(self) -> int | None:
        """How much is left, never less than nothing."""
        return None if self.allowed is None else max(0, self.allowed - self.spoken)

    @property
    def stage(self) -> Stage:
        """How it stands."""
        if self.left is None or self.left > MINUTE:
            return Stage.RUNNING
        return Stage.LAST_MINUTE if self.left else Stage.OVER
