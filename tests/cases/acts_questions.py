"""Acts of putting questions: the order, the wording of yes and no, what is not put."""

import re
from dataclasses import dataclass
from typing import Any

from council.law.procedure import Step
from council.law.proposals import Ground, Group, Kind, group
from council.law.questions import Kind as Put
from council.law.tally import Choice
from council.services import items, proposals, questions
from council.services.proposals import NewProposal
from council.store.models import ItemKind, Question
from tests.cases import chairing
from tests.cases.agenda import KINDS, matter, proposal
from tests.cases.chairing import find, find_side, question_of, to_first_question
from tests.cases.form import UnknownForm
from tests.cases.hall import Council, Hall
from tests.cases.reading import YesAndNo, as_read
from tests.cases.scene import Agrees, Scene, act

WHAT_IT_DOES = {
    Kind.REFERRAL: "refer_back",
    Kind.TABLING: "table",
    Kind.DISMISSAL: "dismiss",
    Kind.ADJOURNMENT: "adjourn",
}


# The order and the words


@act("order_proposals")
def order_proposals(scene: Scene) -> None:
    """Proposals are put from the hall, and the system proposes their order."""
    told = scene.given["proposals"]
    members = {one["id"]: f"Yrkande {one['id']}" for one in told}
    hall = scene.hall = Hall(scene.app, Council(members=dict.fromkeys(members.values())))
    (item,) = hall.convene([matter(kind=ItemKind.MOTION)])
    hall.does(hall.chair, items.open_item, item)
    ids: dict[int, int] = {}
    for one in told:
        if set(one) != {"id", "kind"} or one["kind"] not in KINDS:
            raise UnknownForm(f"no proposal: {one}")
        new = NewProposal(KINDS[one["kind"]], f"Text {one['id']}", motive=f"Skäl {one['id']}")
        ids[hall.does(members[one["id"]], proposals.put_proposal, item, new)] = one["id"]
    question = to_first_question(hall, item)
    by_group: dict[Group, list[int]] = {}
    for ref in hall.as_put(item):
        if ref in ids:
            by_group.setdefault(group(hall.proposal(ref).kind), []).append(ids[ref])
    scene.gives(groups=[[one.value, by_group[one]] for one in Group if one in by_group])
    _formal_ones(scene, hall, item, question)


def _formal_ones(scene: Scene, hall: Hall, item: int, question: Question) -> None:
    """Every formal question by itself, yes for deciding today."""
    put = []
    while question.kind is Put.FORMAL:
        assert question.yes_id is None, "a formal proposal against another"
        put.append(hall.proposal(question.no_id).kind)
        find_side(hall, item, Choice.YES)
        hall.does(hall.chair, items.gavel, item)
        question = question_of(hall, item)
    scene.gives(formal_put=EachByItself(tuple(put)), never=NeverTogether(tuple(put)))


VERBS = {
    Kind.TABLING: ("table", "tabling"),
    Kind.REFERRAL: ("refer back", "referral"),
    Kind.DISMISSAL: ("dismiss", "dismissal"),
    Kind.ADJOURNMENT: ("adjourn", "adjournment"),
}


@dataclass(frozen=True)
class EachByItself(Agrees):
    """Formal questions, one by one, no for the formal proposal, in this order."""

    kinds: tuple[Kind, ...]

    def agrees(self, told: Any) -> bool:
        noes = re.findall(r"no = ([a-z ]+)", str(told))
        return str(told).startswith("each by itself") and [one.strip() for one in noes] == [
            VERBS[kind][0] for kind in self.kinds
        ]


@dataclass(frozen=True)
class NeverTogether(Agrees):
    """No formal proposal was put against another."""

    kinds: tuple[Kind, ...]

    def agrees(self, told: Any) -> bool:
        names = {name for name, _ in re.findall(r"([a-z]+)(?: against |$)()", str(told))}
        return bool(names) and names <= {VERBS[kind][1] for kind in self.kinds}


@act("frame_question")
def frame_question(scene: Scene) -> None:
    """What yes and no mean of one question, as the voter reads it."""
    if "formal" in scene.given:
        kind = KINDS[scene.given["formal"]]
        hall = scene.hall = Hall(scene.app, Council())
        (item,) = hall.convene([matter(proposal(Kind.BOARD), proposal(kind))])
        question = to_first_question(hall, item)
        find_side(hall, item, Choice.YES)
        scene.gives(
            yes_is="decide_today" if question.yes_id is None else WHAT_IT_DOES[kind],
            no_is=WHAT_IT_DOES[hall.proposal(question.no_id).kind],
        )
    else:
        hall, item = _board_against_another(scene)
    chairing.ask_for_division(hall, item)
    division = hall.division(chairing.open_division(hall, item))
    scene.gives(text=YesAndNo(as_read(division)))
    if "formal" not in scene.given:
        scene.gives(yes_means=division.yes_effect, no_means=division.no_effect)


def _board_against_another(scene: Scene) -> tuple[Hall, int]:
    """An item in which the board's proposal and another compete, found as the case tells."""
    given = scene.given
    texts = [given["board_proposal"], given["other_proposal"]]
    hall = scene.hall = Hall(scene.app, Council())
    (item,) = hall.convene(
        [
            matter(
                proposal(Kind.BOARD, "regionstyrelsens förslag", _effect(texts[0])),
                proposal(Kind.APPROVAL, texts[1], _effect(texts[1])),
                kind=ItemKind.MOTION,
                title=given["item"],
            )
        ]
    )
    to_first_question(hall, item)
    find(hall, item, hall.proposals(item)[texts.index(given["acclamation_found"])])
    return hall, item


def _effect(text: str) -> str:
    """ "avslag på motionen": the motion is rejected."""
    whole = re.fullmatch(r"(avslag på|bifall till) (.+)", text)
    if whole is None:
        raise UnknownForm(f"no proposal: {text!r}")
    return f"{whole[2]} {'avslås' if whole[1] == 'avslag på' else 'bifalls'}"


@act("questions_after_main")
def questions_after_main(scene: Scene) -> None:
    """The additions, each put by itself when the main question is decided."""
    given = scene.given
    material, additions = given["material"], given["additions"]
    hall = scene.hall = Hall(scene.app, Council())
    (item,) = hall.convene(
        [
            matter(
                *(proposal(KINDS[kind]) for kind in material),
                *(proposal(Kind.ADDITION, name) for name in additions),
            )
        ]
    )
    question = to_first_question(hall, item)
    assert question.kind is Put.MAIN
    find(hall, item, hall.proposals(item)[material.index(given["main_outcome"])])
    hall.does(hall.chair, items.gavel, item)
    put = []
    while hall.item(item).step is not Step.DECIDED:
        question = question_of(hall, item)
        assert question.kind is Put.ADDITION
        put.append({"yes_means": question.yes_phrase, "no_means": question.no_phrase})
        find_side(hall, item, Choice.YES)
        hall.does(hall.chair, items.gavel, item)
    scene.gives(questions=put)


# Proposals that are not put


@act("put_proposal")
def put_proposal(scene: Scene) -> None:
    """A proposal that comes too late, or that does not belong to the item."""
    if "debate" in scene.given:
        _in_or_after_the_debate(scene)
    else:
        _of_another_item(scene)


def _in_or_after_the_debate(scene: Scene) -> None:
    given = scene.given
    if given["debate"] not in ("open", "closed"):
        raise UnknownForm(f"no debate is {given['debate']!r}")
    hall = scene.hall = Hall(scene.app, Council())
    (item,) = hall.convene([matter(proposal(Kind.BOARD), proposal(Kind.REJECTION))])
    hall.does(hall.chair, items.open_item, item)
    if given["debate"] == "closed":
        hall.does(hall.chair, questions.close_debate, item)
    scene.hears(
        hall.posts(
            hall.chair,
            f"/arenden/{item}/yrkanden",
            kind=KINDS[given["new_proposal"]].value,
            text="en annan lydelse",
            motive="",
            mover=str(hall.person(hall.members[1])),
            unanimous="1" if given["objections"] == 0 else "0",
        )
    )


def _of_another_item(scene: Scene) -> None:
    """Who presides holds that the proposal raises a new item, and does not put it."""
    given = scene.given
    hall = scene.hall = Hall(scene.app, Council())
    (item,) = hall.convene([matter(proposal(Kind.BOARD), title=given["item"])])
    hall.does(hall.chair, items.open_item, item)
    wanted = {"kind": Kind.OTHER.value, "text": given["proposal"], "motive": ""}
    mover, path = hall.members[1], f"/arenden/{item}/yrkanden"
    moved = hall.posts(mover, path, **wanted).facts["proposal"]
    ground = Ground.UNLAWFUL if given.get("unlawful", False) else Ground.NEW_ITEM
    refusal = {"ground": ground.value, "reason": "Det hör inte hit"}
    assert hall.posts(hall.chair, f"/yrkanden/{moved}/vagra", **refusal).allowed
    scene.hears(hall.posts(mover, path, **wanted))
    overruled = hall.posts(hall.chair, f"/yrkanden/{moved}/stalls")
    scene.gives(council_may_overrule=overruled.allowed)
    scene.answers.append(overruled)
