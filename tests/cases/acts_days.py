"""Acts whose subject is a day: attestation, notice, appeal, legal force, announcing."""

from datetime import date, timedelta

from council.law import deadlines, legal_force
from council.law.deadlines import Timing
from council.law.legal_force import Appeal, Gap, Notice
from council.law.refusals import Refused
from council.law.rules import RULES
from tests.cases import door, texts
from tests.cases.door import DONE, Answer
from tests.cases.form import UnknownForm
from tests.cases.scene import Day, OneOf, Says, Scene, act

TOLD_TIMING = {
    Timing.IN_TIME: OneOf(["in time"]),
    Timing.ON_MOVED_DAY: OneOf(["in time", "late: warn and record, do not refuse"]),
    Timing.LATE: OneOf(["late: warn and record, do not refuse"]),
}
CARRIED_OUT = "appeal_stops_nothing"


def refused_by(scene: Scene, rule: object, *args: object, **named: object) -> Answer:
    """What a rule of law says, as the doors would tell it."""
    try:
        rule(*args, **named)  # type: ignore[operator]
    except Refused as refusal:
        return scene.hears(door.of_refusal(scene.app, refusal))
    return scene.hears(DONE)


@act("attest")
def attest(scene: Scene) -> None:
    """The protocol is attested on one of several days."""
    limit = deadlines.attestation_limit(texts.day(scene.given["meeting"]))
    scene.gives(last_day=Day(limit.nominal, limit.last))
    for told in scene.when["dates"]:
        scene.gives(**{told: TOLD_TIMING[limit.timing(texts.day(told))]})


@act("notice_deadline")
def notice_deadline(scene: Scene) -> None:
    """How long the announcing of the attestation may wait, and what it tells."""
    limit = deadlines.notice_limit(texts.day(scene.given["attested"]))
    demands = Says(RULES["notice"].text)
    scene.gives(last_day=Day(limit.nominal, limit.last), must_say=[demands] * 2)


@act("appeal_last_day")
def appeal_last_day(scene: Scene) -> None:
    """Three weeks from the notice, with what follows from it."""
    notice = Notice(texts.day(scene.given["notice_posted"]))
    limit = notice.limit
    force = legal_force.legal_force([notice], limit.last)
    assert force.since is not None
    assert not force.in_force
    scene.gives(
        nominal=Day(limit.nominal),
        last_day=Day(limit.last),
        legal_force_if_none=Day(force.since),
        notice_may_come_down=Day(notice.may_come_down),
    )


@act("legal_force_dates")
def legal_force_dates(scene: Scene) -> None:
    """Each group of §§ with a notice of its own."""
    scene.given.told("meeting")
    for name in scene.given:
        if name == "meeting":
            continue
        group = dict(scene.given[name])
        texts.day(group.pop("attested"))
        notice = Notice(texts.day(group.pop("notice")))
        told = {
            "last_day": Day(notice.limit.last),
            "legal_force": Day(notice.may_come_down),
        }
        for paragraph in [name, *group.pop("§§")]:
            scene.gives(**{paragraph: told})
        if group:
            raise UnknownForm(f"given.{name}: no rule here reads {sorted(group)}")


@act("legal_force")
def in_force(scene: Scene) -> None:
    """Whether decisions are in force on a day: after a gap, or with an appeal pending."""
    if "off_board" in scene.given:
        _after_a_gap(scene)
    elif "appeals_received" in scene.given:
        _appealed(scene)
    else:
        notice = Notice(texts.day(scene.given["notice_posted"]))
        today = texts.day(scene.given["today"])
        scene.gives(in_force=legal_force.legal_force([notice], today).in_force)


def _after_a_gap(scene: Scene) -> None:
    since, until = map(texts.moment, scene.given["off_board"])
    notice = Notice(texts.day(scene.given["notice_posted"]), (Gap(since, until),))
    today = texts.day(scene.given["today"])
    force = legal_force.legal_force([notice], today)
    scene.gives(in_force=force.in_force)
    scene.answers.append(_rule("appeal"))
    anew = Notice(today)
    again = legal_force.legal_force([notice, anew], anew.may_come_down)
    if again.since == anew.may_come_down and again.in_force:
        scene.gives(next="post anew; the time is counted from the new day")


def _appealed(scene: Scene) -> None:
    notice = _notice_ending(texts.day(scene.given["last_day"]))
    today = texts.day(scene.when["on"])
    free = legal_force.legal_force([notice], today)
    scene.gives(others="in force" if free.in_force else "not in force")
    for told in scene.given["appeals_received"]:
        facts = dict(told)
        paragraph = facts.pop("§")
        appeal = Appeal(texts.day_of(facts.pop("at")))
        facts.pop("by"), facts.pop("to")
        if facts:
            raise UnknownForm(f"appeals_received: no rule here reads {sorted(facts)}")
        force = legal_force.legal_force([notice], today, [appeal])
        scene.gives(
            **{paragraph: "in force" if force.in_force else "not in force"},
            appeal_in_time=legal_force.in_time(notice, appeal),
        )
    if CARRIED_OUT in RULES:
        assert "13 kap. 14 §" in RULES[CARRIED_OUT].section
        scene.gives(may_be_carried_out_before="yes, unless special reasons (13:14)")


def _notice_ending(last: date) -> Notice:
    """The notice whose time for appeal ends on a day."""
    for back in range(30):
        notice = Notice(last - timedelta(days=back))
        if notice.limit.last == last:
            return notice
    raise UnknownForm(f"no time for appeal ends on {last}")


@act("take_down_notice")
def take_down_notice(scene: Scene) -> None:
    """The notice is taken off the board."""
    notice = Notice(texts.day(scene.given["notice_posted"]))
    refused_by(scene, legal_force.require_down, notice, texts.day_of(scene.given["now"]))
    scene.gives(earliest=Day(notice.may_come_down))


@act("publish_notice_of_meeting")
def publish_notice_of_meeting(scene: Scene) -> None:
    """The meeting is announced on a day."""
    meeting, day = texts.day(scene.given["meeting"]), texts.day(scene.given["announced"])
    latest = deadlines.announcing_limit(meeting)
    how = deadlines.announced(meeting, day)
    scene.gives(
        latest=Day(latest),
        in_time=how is deadlines.Announced.IN_TIME,
        consequence={
            deadlines.Announced.IN_TIME: OneOf(["none", None]),
            deadlines.Announced.URGENT_ONLY: "items may be decided only under 5:14 or 5:52",
            deadlines.Announced.ALL_PRESENT: OneOf(
                [
                    "items may be decided only under 5:52",
                    "items may be decided only under 5:14 or 5:52",
                ]
            ),
        }[how],
    )


@act("attest_immediately")
def attest_immediately(scene: Scene) -> None:
    """A § is attested at once."""
    texts.paragraph(scene.given["§"])
    if scene.given["meeting"] != "open":
        raise UnknownForm("a § is attested at once while its meeting is open")
    refused_by(scene, legal_force.require_text, put_up=scene.given["text_written"])


def _rule(key: str) -> Answer:
    return Answer(allowed=False, message=RULES[key].text, page=RULES[key].section)
