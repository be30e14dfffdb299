"""The picture of the hall: every seat once, none overlapping, the same each time."""

from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.web import hall
from council.web.hall import Place, Wing, draw, plan

SVG = "{http://www.w3.org/2000/svg}"
sizes = st.lists(st.integers(1, 60), min_size=1, max_size=9).map(tuple)


def seats_of(laid):
    return [seat for party in laid.seats for seat in party]


def picture(**rest):
    wings = [
        Wing("V", "V: 1 ja", [Place("Plats 1, Cia (V): ja", "yes")]),
        Wing("S", "S: 1 nej", [Place("Plats 2, <Bo> & Co (S): nej", "no")]),
    ]
    return draw(wings, title="Salen", description="Två platser", **rest)


def parsed(text):
    return ElementTree.fromstring(  # noqa: S314 - our own picture
        str(text).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    )


@given(sizes)
def test_every_party_gets_its_seats(parties):
    assert tuple(len(party) for party in plan(parties).seats) == parties


@given(sizes)
def test_no_two_seats_overlap(parties):
    laid = plan(parties)
    for one, other in combinations(seats_of(laid), 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) > 2 * laid.radius


@given(sizes)
def test_all_seats_stand_in_the_picture(parties):
    laid = plan(parties)
    for x, y in seats_of(laid):
        assert abs(x) + laid.radius <= 520
        assert y - laid.radius >= -510
        assert y <= 0


@given(sizes)
def test_the_parties_stand_from_left_to_right(parties):
    middles = plan(parties).middles
    assert list(middles) == sorted(middles, reverse=True)


@pytest.mark.parametrize(("seats", "rows"), [(21, 3), (31, 3), (71, 5), (149, 7), (349, 10)])
def test_a_larger_council_has_more_rows(seats, rows):
    radii = {round(hypot(x, y)) for x, y in seats_of(plan((seats,)))}
    assert len(radii) == rows


def test_the_same_council_sits_in_the_same_spots():
    hall.plan.cache_clear()
    before = plan((8, 24, 13, 6, 4, 10, 6))
    hall.plan.cache_clear()
    assert plan((8, 24, 13, 6, 4, 10, 6)) == before


def test_the_council_of_71_as_it_was_drawn():
    laid = plan((8, 24, 13, 6, 4, 10, 6))
    assert laid.seats[0][0] == (-429.0, -28.8)
    assert laid.seats[-1][-1] == (429.0, -28.8)
    assert f"{laid.radius / 10:.3f}" == "2.477"


def test_a_seat_says_who_sits_there_and_how_they_voted():
    root = parsed(picture())
    titles = [use.find(f"{SVG}title").text for use in root.iter(f"{SVG}use")]
    assert titles == ["Plats 1, Cia (V): ja", "Plats 2, <Bo> & Co (S): nej"]


def test_a_party_is_one_image_with_its_figures():
    root = parsed(picture())
    images = [g.get("aria-label") for g in root.iter(f"{SVG}g") if g.get("role") == "img"]
    assert images == ["V: 1 ja", "S: 1 nej"]


def test_two_pictures_may_stand_on_one_page():
    first, second = parsed(picture()), parsed(picture(uid="andra"))
    ids = [{one.get("id") for one in root.iter() if one.get("id")} for root in (first, second)]
    assert not ids[0] & ids[1]


def test_what_stands_in_the_middle_is_not_read_twice():
    root = parsed(picture(centre=("38–31", "2 avstod")))
    hidden = [g for g in root.iter(f"{SVG}g") if g.get("aria-hidden") == "true"]
    assert [text.text for text in hidden[-1]] == ["38–31", "2 avstod"]


def test_a_party_without_seats_is_left_out():
    drawn = draw(
        [Wing("S", "S", [Place("1", "yes")]), Wing("C", "C", [])], title="", description=""
    )
    assert ">C<" not in drawn


def test_a_picture_has_no_style_and_no_script():
    drawn = picture()
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_the_signs_are_those_of_the_tables(app):
    """One shape for each vote, in the picture and beside the words."""
    with app.test_request_context("/"):
        signs = app.jinja_env.get_template("parts/signs.html").module
        assert {key: str(shape) for key, shape in hall.SHAPES.items()} == signs.SHAPES
