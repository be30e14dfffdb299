"""What the tests of the open data set up alike, and how they read it."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from council.services import divisions, items
from council.store.models import MeetingKind, MeetingState
from tests import factories

LISTS = ("meetings", "divisions", "members", "decisions", "notices")
FIRST = date(2025, 1, 7)


def a_listed_meeting() -> int:
    """An ordinary meeting, open, with everybody there: it stands in the lists."""
    meeting = factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.OPEN)
    factories.everyone_present(meeting)
    return meeting


def seven_meetings() -> list[int]:
    """Seven ordinary meetings a week apart, beside a draft and a rehearsal."""
    factories.a_meeting(kind=MeetingKind.ORDINARY, state=MeetingState.DRAFT)
    factories.a_meeting(kind=MeetingKind.REHEARSAL)
    return [
        factories.a_meeting(kind=MeetingKind.ORDINARY, day=FIRST + timedelta(weeks=week))
        for week in range(7)
    ]


def decide(meeting: int, place: int) -> factories.Opened:
    """An item of a meeting, decided by a division so many minutes after noon."""
    opened = factories.an_open_division(meeting=meeting, now=factories.later(place))
    factories.vote(opened.division, yes=3, no=1)
    close(opened, minutes=place)
    chair = (factories.person("ordforande"), factories.actor("ordforande"))
    items.gavel(opened.item, *chair, now=factories.later(place))
    return opened


def close(opened: factories.Opened, *, minutes: float = 4) -> None:
    """The chair closes a division so many minutes after noon."""
    chair = (factories.person("ordforande"), factories.actor("ordforande"))
    divisions.close_division(opened.division, *chair, now=factories.later(minutes))


def pages(client: FlaskClient, address: str | None) -> Iterator[TestResponse]:
    """Every part of a list, by the addresses that each gives of the next."""
    while address is not None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        assert answer.json
        yield answer
        address = answer.json["next"]
