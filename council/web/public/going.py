"""What goes on in a meeting at this moment, in one sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from council.law.procedure import Step
from council.services import wording_questions
from council.store.base import moment
from council.store.journal import head
from council.store.models import Division, DivisionKind, DivisionState, Item, Meeting, MeetingState
from council.store.queries import current, public_meetings, speeches
from council.store.queries.public_meetings import Attendance
from council.store.queries.speeches import Floor
from council.web.frame import body
from council.web.pausing import paused_until
from council.web.public import headlines
from council.web.speaking import speaker_name


@dataclass(frozen=True, slots=True)
class Going:
    """A meeting at this moment. ``voted`` and ``entitled`` only while a division is open."""

    meeting: Meeting
    item: Item | None
    division: Division | None
    attendance: Attendance
    changed_at: datetime | None
    floor: Floor
    voted: int = 0
    entitled: int = 0

    @property
    def treated(self) -> Item | None:
        """The item under treatment."""
        return self.item if self.item is not None and self.item.decided_at is None else None

    @property
    def open_division(self) -> Division | None:
        """The division that takes presses."""
        division = self.division
        return division if division is not None and _is_open(division) else None

    @property
    def sentence(self) -> str:
        """What goes on."""
        return sentence(self)

    @property
    def spoken(self) -> str:
        """What goes on, without figures that change with each who comes: for who hears the page."""
        roll = self.meeting.state is MeetingState.OPEN and self.item is None
        return _("Upprop pågår.") if roll else sentence(self)


def going(session: Session, meeting: Meeting) -> Going:
    """What goes on in a meeting."""
    what = current.now(session, meeting)
    voted, entitled = (0, 0)
    if what.division is not None and _is_open(what.division):
        voted, entitled = current.turnout(session, what.division)
    last = head(session, meeting.chain)
    return Going(
        meeting=meeting,
        item=what.item,
        division=what.division,
        attendance=public_meetings.attendance(session, meeting),
        changed_at=moment(last.at) if last else None,
        floor=speeches.floor(session, what.item),
        voted=voted,
        entitled=entitled,
    )


def is_live(meeting: Meeting, today: date) -> bool:
    """Whether a page about the meeting should follow it by itself."""
    if meeting.state in (MeetingState.OPEN, MeetingState.ADJOURNED):
        return True
    return meeting.state is MeetingState.PUBLISHED and meeting.date == today


def sentence(now: Going) -> str:
    """One sentence, for every state of a meeting and of an item."""
    if now.meeting.state is not MeetingState.OPEN:
        return MEETING[now.meeting.state](now.meeting)
    if now.item is None:
        return _(
            "Upprop pågår. %(n)s av %(m)s är på plats.",
            n=now.attendance.serving,
            m=now.attendance.seats,
        )
    told = STEPS[now.item.step](now.item, now.division)
    if now.floor.speaking is None:
        return told
    return _("%(what)s Talare: %(name)s.", what=told, name=speaker_name(now.floor.speaking))


MEETING: Mapping[MeetingState, Callable[[Meeting], str]] = {
    MeetingState.DRAFT: lambda meeting: "",
    MeetingState.PUBLISHED: lambda meeting: _(
        "Sammanträdet börjar kl.\u00a0%(time)s.", time=meeting.starts
    ),
    MeetingState.ADJOURNED: lambda meeting: _("Paus till %(until)s.", until=paused_until(meeting)),
    MeetingState.CLOSED: lambda meeting: _("Sammanträdet är avslutat."),
    MeetingState.ATTESTED: lambda meeting: _("Sammanträdet är avslutat."),
}


def _is_open(division: Division) -> bool:
    return division.state is DivisionState.OPEN


def _found(item: Item) -> str:
    return _(
        "Ordföranden finner att %(what)s.", what=wording_questions.found(body(), item.question)
    )


def _requested(division: Division | None) -> str:
    if division is not None and division.state is DivisionState.ANNULLED:
        return _("Omröstningen är ogiltig. En ny omröstning genomförs.")
    if division is not None and division.state is DivisionState.CLOSED:
        return _("Den förberedande omröstningen är avgjord. Nästa omröstning förbereds.")
    return _("Omröstning är begärd och ska genomföras.")


def _result(division: Division | None) -> str:
    if division is not None and division.kind is DivisionKind.PREPARATORY:
        return _("Den förberedande omröstningen är avgjord. Nästa omröstning förbereds.")
    if division is not None and division.secret:
        return _("Den slutna omröstningen är stängd. Beslutet klubbas.")
    figures = headlines.figures(division) if division else ""
    return _("Omröstningen är stängd: %(figures)s. Beslutet klubbas.", figures=figures)


def _tie(division: Division | None) -> str:
    if division is not None and division.rule == "minority_referral":
        return _("Ordföranden avgör om en tredjedel av de närvarande har begärt det.")
    if division is not None and division.secret:
        return _("Röstetalen är lika. Lotten avgör.")
    figures = headlines.figures(division) if division else ""
    return _("Röstetalen är lika, %(figures)s. Ordföranden har utslagsröst.", figures=figures)


STEPS: Mapping[Step, Callable[[Item, Division | None], str]] = {
    Step.WAITING: lambda item, division: "",
    Step.DEBATE: lambda item, division: _("Överläggning pågår."),
    Step.PROPOSALS: lambda item, division: _("Ordföranden går igenom yrkandena."),
    Step.ORDER: lambda item, division: _("Propositionsordningen läggs fram."),
    Step.QUESTION: lambda item, division: _("Ordföranden ställer proposition."),
    Step.FOUND: lambda item, division: _found(item),
    Step.REQUESTED: lambda item, division: _requested(division),
    Step.DIVISION: lambda item, division: _(
        "Omröstning pågår. Resultatet visas när den är stängd."
    ),
    Step.TIE: lambda item, division: _tie(division),
    Step.RESULT: lambda item, division: _result(division),
    Step.DECIDED: lambda item, division: _("Nästa ärende förbereds."),
    Step.LEFT: lambda item, division: _("Ärendet avgörs inte i dag: för få är närvarande."),
}
