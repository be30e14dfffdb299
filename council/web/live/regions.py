"""Which parts of which pages each channel is sent. Every part of the web brings its own.

A renderer takes the meeting and, where the channel is about one thing of it, which; it gives a
set of ``<hx-partial>`` at the state of this moment. It runs in a worker thread, in a context
without a signed-in person and without a cookie: what it gives is the same for all who watch.
Only the members' channel has two forms, ``entitled`` or not: on the open division's roll or not.
"""

from collections.abc import Callable, Mapping
from functools import partial

import structlog
from flask import Flask
from sqlalchemy.exc import OperationalError

from council.web.chair import live as chair
from council.web.live.channels import Channel
from council.web.member import live as member
from council.web.public import live as public
from council.web.screen import live as screen
from council.web.secretary import live as secretary

Renderer = Callable[[int, int | None], str]

REGIONS: Mapping[str, Renderer] = {
    "public": public.live_regions,
    "item": public.item_regions,
    "division": public.division_regions,
    "screen": screen.live_regions,
    "chair": chair.live_regions,
    "secretary": secretary.live_regions,
}
"""All but the members' tablets, which have two forms."""
PROGRESS: Mapping[str, Renderer] = {
    "public": public.live_progress,
    "item": public.item_progress,
    "division": public.division_progress,
    "screen": screen.live_progress,
    "chair": chair.live_progress,
}
"""What moves with the count while a division is open; nothing on the tablets does."""

log = structlog.get_logger("klubbslag")


def render(app: Flask, meeting_id: int, channel: Channel, *, dividing: bool) -> dict[bool, str]:
    """A channel's regions at this moment, in each of their forms (one: ``True``)."""
    if channel.name in REGIONS:
        renderer = partial(REGIONS[channel.name], meeting_id, channel.object_id)
        return {True: _within(app, channel, renderer)}
    return {
        entitled: _within(app, channel, partial(member.live_regions, meeting_id, entitled=entitled))
        for entitled in ((True, False) if dividing else (True,))
    }


def progress(app: Flask, meeting_id: int, channel: Channel) -> str:
    """What moves with the count on a channel, at this moment."""
    return _within(app, channel, partial(PROGRESS[channel.name], meeting_id, channel.object_id))


def counts(channel: Channel) -> bool:
    """Whether a channel shows how many have voted."""
    return channel.name in PROGRESS


def _within(app: Flask, channel: Channel, renderer: Callable[[], str]) -> str:
    """Run a renderer; one that fails leaves its watchers with the facts, and a fault in the log."""
    with app.test_request_context("/"):
        try:
            return renderer()
        except OperationalError:  # not the page's fault: the feed tries again
            raise
        except Exception as error:  # one broken page must not silence the others
            log.error(
                "live regions", channel=channel.name, error=type(error).__name__, exc_info=error
            )
            return ""
