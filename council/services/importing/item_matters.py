"""What a meeting's file may say of an item beside its papers: points, elections, questions."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from council.law.majorities import Special
from council.services.drafts import NewCandidate, NewElection, NewItem, NewProposal
from council.services.importing.json_file import Object
from council.services.importing.shape import Shape
from council.store.models import Electing, ItemKind, Person

FIELDS = (
    "clauses",
    "election",
    "special",
    "announced",
    "prepared",
    "budget_year",
    "answerer",
    "asked_by",
    "answered_by",
)
"""The fields of an item that are read here."""
MOST_CLAUSES = 100
MOST_CANDIDATES = 500


def matters(
    shape: Shape,
    given: Object,
    path: str,
    kind: ItemKind,
    people: Mapping[str, Person],
    parties: Collection[str],
) -> dict[str, Any]:
    """The fields of an item that its kind brings with it, as NewItem takes them."""
    return {
        "clauses": _clauses(shape, given, path),
        "election": _election(shape, given, path, kind, people, parties),
        "special": shape.word(given, path, "special", Special, Special.EXTRA_ELECTION)
        if "special" in given
        else None,
        "announced": shape.flag(given, path, "announced", default=True),
        "prepared": shape.flag(given, path, "prepared", default=True),
        "budget_year": shape.number(given, path, "budget_year", least=2000, most=2200),
        "answerer": shape.line(given, path, "answerer", default=""),
        "asked_by": _person(shape, given, path, "asked_by", people),
        "answered_by": _person(shape, given, path, "answered_by", people),
    }


def require_clauses(
    shape: Shape, path: str, clauses: Sequence[str], proposals: Sequence[NewProposal]
) -> None:
    """A proposal on one point names a point that there is."""
    for number, proposal in enumerate(proposals):
        if proposal.clause is not None and proposal.clause > len(clauses):
            expected = _("numret på en punkt i clauses, högst %(most)s", most=len(clauses))
            shape.wrong(f"{path}.proposals[{number}]", "clause", proposal.clause, expected)


def require_members_items(shape: Shape, items: Sequence[NewItem]) -> None:
    """An election of substitutes names the members' election, and no other item."""
    for place, item in enumerate(items):
        number = None if item.election is None else item.election.members_item
        if number is None:
            continue
        named = items[number - 1].election if number <= len(items) else None
        if named is None or named.electing is Electing.SUBSTITUTES or number == place + 1:
            expected = _("numret på ärendet där ledamöterna väljs")
            shape.wrong(f"items[{place}].election", "members_item", number, expected)


def _clauses(shape: Shape, given: Object, path: str) -> list[str]:
    return [
        shape.line({"clause": one}, inner, "clause", most=2000)
        for inner, one in shape.many(given, path, "clauses", MOST_CLAUSES)
    ]


def _election(
    shape: Shape,
    given: Object,
    path: str,
    kind: ItemKind,
    people: Mapping[str, Person],
    parties: Collection[str],
) -> NewElection | None:
    if "election" not in given:
        return None
    inner = f"{path}.election"
    if kind is not ItemKind.ELECTION:
        shape.wrong(path, "election", given["election"], _("bara i ett ärende av slaget election"))
    election = shape.fields(
        given["election"],
        inner,
        ("seats",),
        ("electing", "proportional", "candidates", "members_item"),
    )
    return NewElection(
        electing=shape.word(election, inner, "electing", Electing, Electing.OTHER),
        seats=shape.number(election, inner, "seats", most=200) or 1,
        proportional_allowed=shape.flag(election, inner, "proportional", default=False),
        candidates=[
            _candidate(shape, one_path, one, people, parties)
            for one_path, one in shape.many(election, inner, "candidates", MOST_CANDIDATES)
        ],
        members_item=shape.number(election, inner, "members_item", most=500),
    )


def _candidate(
    shape: Shape,
    path: str,
    value: Any,
    people: Mapping[str, Person],
    parties: Collection[str],
) -> NewCandidate:
    given = shape.fields(value, path, (), ("name", "party", "username"))
    username = _person(shape, given, path, "username", people)
    if username is not None:
        return NewCandidate(username=username)
    name = shape.line(given, path, "name", default=None)
    if "name" not in given:
        shape.wrong(path, "name", "", _("ett namn, eller ett username"))
    party = shape.line(given, path, "party", default="")
    if party and party not in parties:
        shape.wrong(path, "party", party, _("ett känt parti"))
    return NewCandidate(name, party or None)


def _person(
    shape: Shape, given: Object, path: str, name: str, people: Mapping[str, Person]
) -> str | None:
    if name not in given:
        return None
    username = shape.line(given, path, name)
    if username in people:
        return username
    shape.wrong(path, name, given[name], _("ett användarnamn som finns"))
    return None
