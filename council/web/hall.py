"""The hall as a picture: seats in rows, cut into parties, coloured by what each seat said.

Pure: the same council gives the same places, so that a person sits in the same spot in every
picture. Colour is the vote's, never the party's; shape and mark differ too, so that colour is
never alone. All words come from the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from math import cos, hypot, pi, sin, sqrt

from markupsafe import Markup, escape

OUTER, INNER = 430.0, 190.0
"""Radii of the last and of the first row."""
AISLE = 0.35
"""Width of the aisle between two parties, in seats."""
FILL = 0.44
"""A seat's radius as a share of the distance between the two seats that stand closest."""
FARTHEST = 90.0
"""More room than this makes a seat no larger: few seats stay within the picture."""

SHAPES: Mapping[str, Markup] = {
    "yes": Markup('<circle class="fyll" r="10"/><path class="mark" d="M-4.6.4-1.3 3.7 4.8-3.6"/>'),
    "no": Markup(
        '<path class="fyll" d="M0-11.4 11.4 0 0 11.4-11.4 0z"/>'
        '<path class="mark" d="M-3.5-3.5 3.5 3.5M-3.5 3.5 3.5-3.5"/>'
    ),
    "abstain": Markup('<circle class="ring" r="8.6"/><path class="mark" d="M-4 0H4"/>'),
    "absent": Markup('<circle class="prick" r="7.4"/>'),
}
"""Drawn in a box of 20 units; the same as the icons in templates/parts/signs.html."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat: what is said of it in words, and what it said: a key of ``SHAPES``."""

    label: str
    position: str


@dataclass(frozen=True, slots=True)
class Wing:
    """A party's seats in the order of the hall, its letters, and its figures in words."""

    letters: str
    label: str
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands: a seat's radius, each party's seats, and its middle angle."""

    radius: float
    seats: tuple[tuple[tuple[float, float], ...], ...]
    middles: tuple[float, ...]


@lru_cache(maxsize=32)
def plan(sizes: tuple[int, ...]) -> Plan:
    """Lay the seats of parties of these sizes, from left to right."""
    radii, order = _rows(sum(sizes))
    aisle = AISLE * pi * len(radii) / max(1, sum(sizes))
    width = pi - aisle * (len(sizes) - 1)
    ends = list(accumulate(sizes, initial=0))
    seats, middles = [], []
    for party, (start, end) in enumerate(pairwise(ends)):
        polar = [(pi - width * at - aisle * party, radii[row]) for at, row in order[start:end]]
        seats.append(tuple((round(r * cos(a), 1), round(-r * sin(a), 1)) for a, r in polar))
        rim = [a for a, r in polar if r == max(radius for _, radius in polar)]
        middles.append(sum(rim) / len(rim))
    return Plan(_radius([seat for party in seats for seat in party]), tuple(seats), tuple(middles))


def draw(
    wings: Sequence[Wing],
    *,
    title: str,
    description: str,
    uid: str = "sal",
    centre: tuple[str, str] = ("", ""),
) -> Markup:
    """The picture as SVG, each party an image with a name, each seat with a title.

    Args:
        wings: the parties from left to right; one without seats is left out.
        title: what the picture shows. description: how it is read, and where the table is.
        uid: begins every id within, so that two pictures may stand on one page.
        centre: what stands in the middle, large and small.
    """
    wings = [wing for wing in wings if wing.places]
    laid = plan(tuple(len(wing.places) for wing in wings))
    parts = [
        Markup(
            '<svg class="sal" viewBox="-520 -510 1040 540" role="group" '
            'aria-labelledby="{0}-t {0}-d"><title id="{0}-t">{1}</title>'
            '<desc id="{0}-d">{2}</desc>'
        ).format(uid, title, description),
        _shapes(uid, laid.radius),
    ]
    parts += [
        _wing(wing, seats, middle, laid.radius, uid)
        for wing, seats, middle in zip(wings, laid.seats, laid.middles, strict=True)
    ]
    parts.append(_centre(centre))
    return Markup("\n").join(parts)


def _rows(seats: int) -> tuple[list[float], list[tuple[float, int]]]:
    """The rows' radii, and every seat as (how far round the hall, row), as a hand sweeps it."""
    rows = max(2, round(0.5 + sqrt(0.25 + 0.27 * seats)))
    radii = [INNER + (OUTER - INNER) * row / (rows - 1) for row in range(rows)]
    ends = [round(seats * length / sum(radii)) for length in accumulate(radii)]
    filled = [end - start for start, end in pairwise([0, *ends])]
    order = sorted(
        ((place + 0.5) / size, row) for row, size in enumerate(filled) for place in range(size)
    )
    return radii, order


def _radius(seats: Sequence[tuple[float, float]]) -> float:
    apart = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(seats, 2)]
    return FILL * min([*apart, FARTHEST])


def _shapes(uid: str, radius: float) -> Markup:
    drawn = [
        Markup('<g id="{}-{}" class="plats-{}" transform="scale({})">{}</g>').format(
            uid, position, position, f"{radius / 10:.3f}", shape
        )
        for position, shape in SHAPES.items()
    ]
    return Markup("<defs>{}</defs>").format(Markup("").join(drawn))


def _wing(
    wing: Wing, seats: Sequence[tuple[float, float]], middle: float, radius: float, uid: str
) -> Markup:
    x = (OUTER + radius + 36) * cos(middle)
    y = 12 - (OUTER + radius + 26) * sin(middle)
    drawn = [
        Markup('<use href="#{}-{}" x="{}" y="{}"><title>{}</title></use>').format(
            uid, place.position, *spot, place.label
        )
        for place, spot in zip(wing.places, seats, strict=True)
    ]
    return Markup(
        '<g role="img" aria-label="{}"><text class="partinamn" x="{}" y="{}">{}</text>{}</g>'
    ).format(wing.label, f"{x:.0f}", f"{y:.0f}", wing.letters, Markup("\n").join(drawn))


def _centre(centre: tuple[str, str]) -> Markup:
    large, small = map(escape, centre)
    return Markup(
        '<g aria-hidden="true"><text class="mitt" y="-42">{}</text>'
        '<text class="mitt-liten" y="0">{}</text></g></svg>'
    ).format(large, small)
