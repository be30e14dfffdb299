"""Calling a substitute: the next in turn, never of another party."""

from sqlalchemy import select

from council.law.proposals import Kind
from council.services import rules_of_order
from council.store.engine import reading, writing
from council.store.journal import SYSTEM
from council.store.models import Presence, Seat, SubstituteList
from tests.cases import texts
from tests.cases.agenda import matter, proposal
from tests.cases.door import Answer
from tests.cases.form import UnknownForm
from tests.cases.hall import SECRETARY, Council, Hall
from tests.cases.scene import Says, Scene, act
from tests.cases.settings import set_rules

ALONE = "Ensam ledamot"
ELSEWHERE = "Övriga"


def serving(hall: Hall, member: str) -> str | None:
    """Who serves on a member's seat now."""
    with reading() as session:
        person = session.scalar(
            select(Presence.person_id).where(
                Presence.meeting_id == hall.meeting,
                Presence.seat_id == hall.seat(member),
                Presence.left_at.is_(None),
            )
        )
    return hall.name_of(person)


@act("call_substitute")
def call_substitute(scene: Scene) -> None:
    """The chair calls a substitute to an absent member's seat: the next in turn, or one named."""
    if "substitutes_for" in scene.given:
        hall, member = _lists_of_members(scene)
    else:
        hall, member = _lists_of_parties(scene)
    scene.hall = hall
    proposed = scene.when.get("proposed")
    answer = scene.hears(call_to(hall, member, proposed))
    serves = serving(hall, member)
    scene.gives(serves=serves, seat="empty" if serves is None else "taken")
    assert answer.allowed is (serves is not None)
    if answer.allowed and scene.asks("reason_logged"):
        scene.gives(reason_logged=Says(hall.reads(f"/sekreterare/{hall.meeting}", SECRETARY)))


def call_to(hall: Hall, member: str, proposed: str | None, reason: str = "") -> Answer:
    return hall.posts(
        hall.chair,
        f"/sammantraden/{hall.meeting}/inkallning",
        seat=hall.seat(member),
        substitute="" if proposed is None else hall.person(proposed),
        reason=reason,
    )


def _lists_of_parties(scene: Scene) -> tuple[Hall, str]:
    """One list of substitutes for each party."""
    given = scene.given
    absent = texts.named(given["absent"])
    assert texts.named(scene.when["for"]).name == absent.name
    own = absent.party or next(iter(given.get("substitutes", {"S": []})))
    subs = [
        (texts.named(text), party)
        for party, listed in _listed(scene, own).items()
        for text in listed
    ]
    council = Council(
        members={absent.name: own},
        substitutes={one.name: party for one, party in subs},
    )
    for party in {party for _, party in subs} - {own}:
        council.members[f"{ALONE} ({party})"] = party
    hall = Hall(scene.app, council)
    set_rules(scene, hall)
    there = [one.name for one, _ in subs if one.present]
    hall.convene([matter(proposal(Kind.BOARD))], absent=[absent.name], also=there)
    return hall, absent.name


def _listed(scene: Scene, party: str) -> dict[str, list[str]]:
    given = scene.given
    if "substitutes" in given:
        listed = {letters: list(names) for letters, names in given["substitutes"].items()}
    else:
        listed = {party: [given["next_in_order"], *given["present"]]}
    for letters, names in given.get("other_constituencies", {}).items():
        listed[letters] = [*listed.get(letters, []), *names]
    return listed


def _lists_of_members(scene: Scene) -> tuple[Hall, str]:
    """A list of substitutes for each member, within a constituency."""
    given = scene.given
    given.told("body")
    party, members = given["party"], given["seats_in_order"]
    lists: dict[str, list[str]] = given["substitutes_for"]
    if set(lists) - set(members):
        raise UnknownForm(f"substitutes for {sorted(set(lists) - set(members))}, who hold no seat")
    away = set(given["absent"])
    busy = _seats_for_those_who_serve(scene, members, away)
    elsewhere = [seat for seat in busy.values() if seat not in members]
    away |= set(elsewhere)
    council = Council(
        members=dict.fromkeys([*members, *elsewhere], party),
        substitutes={name: party for names in lists.values() for name in names},
        chair_party="M" if party != "M" else "C",
    )
    hall = Hall(scene.app, council)
    _write_lists(hall, lists, given["constituency"])
    _write_lists(
        hall, {seat: [name] for name, seat in busy.items() if seat in elsewhere}, ELSEWHERE
    )
    rules_of_order.change("call_up", "member", SYSTEM, now=hall.tick())
    there = [name for name in council.substitutes if name not in away]
    hall.convene(
        [matter(proposal(Kind.BOARD))],
        absent=[name for name in council.members if name in away],
        also=there,
    )
    member = scene.when["for"]
    for name, seat in busy.items():
        assert call_to(hall, seat, name, "kan tjänstgöra nu").allowed
    return hall, member


def _seats_for_those_who_serve(scene: Scene, members: list[str], away: set[str]) -> dict[str, str]:
    """Whose seats those serve on who serve already: absent members' whose lists they stand on, or
    seats of the party in another constituency."""
    lists = scene.given["substitutes_for"]
    free = [name for name in members if name in away and name != scene.when["for"]]
    seats: dict[str, str] = {}
    for number, name in enumerate(scene.given.get("already_serving", []), start=1):
        own = next((one for one in free if name in lists.get(one, [])), None)
        if own is not None:
            free.remove(own)
        seats[name] = own or f"Annan plats {number}"
    return seats


def _write_lists(hall: Hall, lists: dict[str, list[str]], constituency: str) -> None:
    with writing() as session:
        for member, names in lists.items():
            seat = session.get_one(Seat, hall.seat(member))
            seat.constituency = constituency
            session.add_all(
                SubstituteList(seat_id=seat.id, person_id=hall.person(name), place=place)
                for place, name in enumerate(names, start=1)
            )
