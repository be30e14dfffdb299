"""The stream where the server cannot hold it open: what has happened since, what is now, and
goodbye. The browser comes back by itself.
"""

from collections.abc import Iterator

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized

from council.store.base import db
from council.store.queries import own
from council.web.asking import maybe_person
from council.web.live import channels, messages, reading, regions
from council.web.live.channels import Channel
from council.web.live.reading import News

bp = Blueprint("live", __name__)

RETRY = 1000
"""Milliseconds, where this is the only way."""
RETRY_INSTEAD = 5000
"""Milliseconds, for a page that asks this way (``?kort``) because its stream does not get through:
with the browser's own jitter, three seconds and more."""


@bp.get("/live/<int:meeting_id>")
def stream(meeting_id: int) -> ResponseReturnValue:
    """What lies after ``Last-Event-ID`` (or ``?efter=``) on a channel (``?vy=``), and what is now.

    Raises:
        Unauthorized, NotFound, Forbidden: in this order.
    """
    channel = channels.parse(request.args.get("vy", channels.DEFAULT))
    if channel is not None and channel.signed and maybe_person() is None:
        raise Unauthorized
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    news = None if channel is None else reading.opening(app, meeting_id)
    if channel is None or news is None or not reading.holds(app, meeting_id, channel):
        raise NotFound
    _demand_role(channel)
    after = channels.place(request.headers.get("Last-Event-ID") or request.args.get("efter"))
    body = b"".join(_messages(app, meeting_id, channel, news, after))
    return Response(body, headers=messages.HEADERS)


def _demand_role(channel: Channel) -> None:
    someone = maybe_person() if channel.signed else None
    if channel.audience is not None and (someone is None or someone.role not in channel.audience):
        raise Forbidden


def _messages(
    app: Flask, meeting_id: int, channel: Channel, news: News, after: int | None
) -> Iterator[bytes]:
    yield messages.hello(RETRY_INSTEAD if "kort" in request.args else RETRY)
    told = reading.older(app, meeting_id, after) if after is not None else []
    for entry in told:
        yield messages.named(entry)
    if told and told[-1].seq < news.stand.seq:
        return  # more than one answer holds: the rest comes with the next
    dividing = news.stand.division_id is not None
    shown = regions.render(app, meeting_id, channel, dividing=dividing)
    someone = maybe_person() if channel.signed else None
    entitled = someone is not None and someone.person_id in news.stand.roll
    yield messages.parts(shown.get(entitled, shown[True]), news.stand.seq)
    if someone is not None and news.stand.division_id is not None:
        press = own.recorded(db.session(), news.stand.division_id, someone.person_id)
        yield messages.own(news.stand.division_id, press.receipt) if press else b""
