"""Acclamation: what the chair finds, a division asked for, the gavel."""

from council.law.procedure import Step
from council.law.proposals import Kind
from council.services import divisions, items
from council.store.models import ItemKind
from tests.cases import chairing
from tests.cases.agenda import matter, proposal
from tests.cases.chairing import to_first_question
from tests.cases.form import UnknownForm
from tests.cases.hall import Council, Hall
from tests.cases.scene import Says, Scene, act


@act("request_division")
def request_division(scene: Scene) -> None:
    """Somebody asks for a division on what the chair has found."""
    given, when = scene.given, scene.when
    (by,) = when.get("by", ["Eva"])
    hall = scene.hall = Hall(scene.app, Council(members={by: None}))
    item = _found(scene, hall)
    if given["gavel"] is not None:
        hall.does(hall.chair, items.gavel, item)
    scene.when.told("at")
    scene.hears(hall.posts(by, f"/arenden/{item}/begaran"))
    if hall.item(item).step is Step.REQUESTED:
        opened = hall.tries(hall.chair, divisions.open_division, item)
        scene.gives(next="open_division" if opened.allowed else "gavel")
        question = chairing.question_of(hall, item)
        asked = hall.name_of(question.requested_by_id)
        scene.gives(recorded=f"omröstning begärd av {asked}")


def _found(scene: Scene, hall: Hall) -> int:
    """An item for which the chair has found what the case tells, by acclamation."""
    kinds = {"bifall": Kind.APPROVAL, "avslag": Kind.REJECTION}
    told = scene.given["acclamation_found"]
    (item,) = hall.convene(
        [matter(proposal(Kind.APPROVAL), proposal(Kind.REJECTION), kind=ItemKind.MOTION)]
    )
    to_first_question(hall, item)
    place = list(kinds).index(told)
    chairing.find(hall, item, hall.proposals(item)[place])
    return item


@act("gavel")
def gavel(scene: Scene) -> None:
    """The gavel falls on what was found, with nobody asking for a division."""
    hall = scene.hall = Hall(scene.app, Council())
    item = _found(scene, hall)
    given = scene.given
    if given["gavel"] is not None or given["requests"]:
        raise UnknownForm("the gavel falls where nobody has asked for a division")
    scene.hears(hall.posts(hall.chair, f"/arenden/{item}/klubba"))
    question = chairing.question_of(hall, item)
    carried = hall.proposal(question.winner_id)
    scene.gives(
        decided={Kind.APPROVAL: "bifall", Kind.REJECTION: "avslag"}[carried.kind],
        method=None if question.settled_by is None else question.settled_by.value,
    )
    assert hall.divisions(item) == []  # an acclamation has no figures
    scene.gives(protocol=Says(hall.reads(f"/sammantraden/{hall.meeting}/protokoll")))
