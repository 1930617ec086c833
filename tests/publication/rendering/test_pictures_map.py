"""The map: municipalities by their borders, or as tiles, and names that never cover one another."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.pictures import map as maps
from regiodeal.publication.rendering.pictures import outlines
from regiodeal.publication.rendering.pictures.map import Municipality, Place
from regiodeal.publication.rendering.pictures.picture import NARROW, WIDE, Picture
from tests.publication.rendering import drawings
from tests.publication.rendering.sample_data import LONG, NASTY

_UNIT = outlines.UNIT


def square(code: str, west: float, south: float, side: float = 0.1, hole: float = 0) -> dict[str, Any]:
    """Return the outline of a square municipality, perhaps with a square hole in its middle."""

    def ring(x: float, y: float, side: float) -> list[int]:
        corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
        return [round(number * _UNIT) for corner in corners for number in corner]

    rings = [ring(west, south, side)]
    if hole:
        rings.append(ring(west + (side - hole) / 2, south + (side - hole) / 2, hole))
    centre = [round((west + side / 4) * _UNIT), round((south + side / 2) * _UNIT)]
    return {"code": code, "identifier": "gm0000", "centre": centre, "rings": rings}


def outline(*municipalities: dict[str, Any]) -> dict[str, Any]:
    """Return an outline as a snapshot holds it."""
    return {"year": 2016, "source": "CBS, Kadaster", "municipalities": list(municipalities)}


def said(told: Picture, sheet: Any = WIDE) -> list[str]:
    """Return the texts on a sheet."""
    return [one.text for one in drawings.words(drawings.sheets(told)[sheet])]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([LONG, NASTY, "Emmen", "Urk"]), st.floats(5, 6), st.floats(52, 53), st.integers(0, 99)
        ),
        min_size=1,
        max_size=14,
    ),
    st.lists(st.tuples(st.sampled_from([LONG, "Exloo"]), st.floats(5, 6), st.floats(52, 53)), max_size=8),
    st.sampled_from(["projects", "contribution"]),
    st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_names_never_cover_one_another(
    found: list[tuple[str, float, float, int]], places: list[tuple[str, float, float]], measure: Any, with_borders: bool
) -> None:
    """Wherever municipalities lie, however long their names, on both sheets, with borders and as tiles."""
    those = [
        Municipality(f"m{at}", name, many, many * 12_345_67 or None, many % 3, f"gemeenten/m{at}/", north, west)
        for at, (name, west, north, many) in enumerate(found)
    ]
    borders = outline(*(square(f"m{at}", west, north) for at, (_, west, north, _) in enumerate(found)))
    there = [Place(name, north, west) for name, west, north in places]
    told = maps.of(those, outline=borders if with_borders else None, places=there, measure=measure)
    drawings.check(told)
    assert told == maps.of(those, outline=borders if with_borders else None, places=there, measure=measure)
    links = [link.get("href") or "" for link in drawings.sheets(told)[WIDE].iter("a")]
    assert sorted(links) == sorted(one.href for one in those)


def test_north_is_up_and_east_is_right() -> None:
    borders = outline(square("sw", 6.0, 52.0), square("ne", 6.4, 52.4))
    told = maps.of([Municipality("sw", "Zuidwest", 1), Municipality("ne", "Noordoost", 1)], outline=borders)
    words = {one.text: one.box for one in drawings.words(drawings.sheets(told)[WIDE])}
    assert words["Zuidwest"].x < words["Noordoost"].x
    assert words["Zuidwest"].y > words["Noordoost"].y


def test_a_kilometre_is_as_long_both_ways() -> None:
    """A degree to the east is shorter than one to the north, by the cosine of the latitude."""
    plane, height = outlines.plane([(6.0, 52.0), (7.0, 53.0)], 1000, 2000)
    (left, top), (right, bottom) = plane.at((6.0, 53.0)), plane.at((7.0, 52.0))
    assert left == pytest.approx(0)
    assert top == 0
    assert right == pytest.approx(1000)
    assert height == pytest.approx(bottom)
    assert (right - left) / (bottom - top) == pytest.approx(0.6088, abs=1e-4)


def test_a_tall_region_stands_in_the_middle_of_its_sheet() -> None:
    plane, height = outlines.plane([(6.0, 52.0), (6.1, 53.0)], 1000, 500)
    assert height == pytest.approx(500)
    x, y = plane.at((6.05, 52.5))
    assert x == pytest.approx(500)
    assert y == pytest.approx(250)


def test_a_hole_stays_open() -> None:
    told = maps.of([Municipality("a", "Ring", 1)], outline=outline(square("a", 6, 52, hole=0.04)))
    (border,) = [one for one in drawings.sheets(told)[WIDE].iter("path") if one.get("class") == "rd-pic-border"]
    assert border.get("fill-rule") == "evenodd"
    assert (border.get("d") or "").count("Z") == 2


def test_shades_go_up_with_the_number_and_the_key_says_what_they_mean() -> None:
    those = [Municipality(f"m{many}", f"M{many}", many) for many in (0, 2, 5, 8)]
    told = maps.of(those)
    drawn = drawings.sheets(told)[WIDE]
    looks = [one.get("class") for one in drawn.iter("rect") if "shade" in (one.get("class") or "")]
    assert looks[4:] == ["rd-pic-shade-0", "rd-pic-shade-1", "rd-pic-shade-3", "rd-pic-shade-4"]
    assert [text for text in said(told) if not text.startswith("M")][:4] == [
        "geen projecten",
        "1 tot en met 2 projecten",
        "5 tot en met 6 projecten",
        "7 tot en met 8 projecten",
    ]


def test_an_amount_that_nobody_knows_is_no_zero() -> None:
    those = [
        Municipality("a", "Weet niet", 3, None, unknown=3),
        Municipality("b", "Deels", 2, 500_00, unknown=1),
        Municipality("c", "Geheel", 1, 900_00),
    ]
    told = maps.of(those, measure="contribution")
    texts = said(told)
    assert texts.count("niet bekend") == 2, "in the key and on the tile"
    assert f"ten minste {euros(500_00)}" in texts
    assert euros(900_00) in texts
    assert euros(0) not in texts
    assert [row[3].text for row in told.rows] == ["niet bekend", f"ten minste {euros(500_00)}", euros(900_00)]


def test_a_municipality_without_borders_is_named_below_the_map() -> None:
    those = [Municipality("a", "Aa en Hunze", 1), Municipality("b", "Nieuwveen", 2)]
    told = maps.of(those, outline=outline(square("a", 6, 52)))
    assert told.notes == (
        "Zonder grenzen, dus niet op de kaart: Nieuwveen.",
        "Gemeentegrenzen: CBS, Kadaster, 2016.",
    )
    assert [row[1].text for row in told.rows] == ["Aa en Hunze", "Nieuwveen"]


def test_borders_of_others_do_not_count() -> None:
    told = maps.of([Municipality("a", "Aa en Hunze", 1)], outline=outline(square("z", 6, 52)))
    assert told.notes[0].startswith("Dit is een schema")


def test_without_borders_there_is_a_tile_each_from_north_to_south() -> None:
    those = [
        Municipality("s", "Zuid", 1, latitude=52.0, longitude=6.5),
        Municipality("e", "Oost", 1, latitude=52.8, longitude=6.9),
        Municipality("w", "West", 1, latitude=52.9, longitude=6.1),
        Municipality("u", "Ergens", 1),
    ]
    told = maps.of(those)
    words = {one.text: one.box for one in drawings.words(drawings.sheets(told)[WIDE])}
    assert words["West"].x < words["Oost"].x
    assert words["West"].y == words["Oost"].y < words["Zuid"].y < words["Ergens"].y


def test_a_name_without_room_becomes_a_number_that_the_table_explains() -> None:
    """Twenty municipalities on top of one another."""
    those = [Municipality(f"m{at}", f"Gemeente {at}", 1) for at in range(20)]
    told = maps.of(those, outline=outline(*(square(f"m{at}", 6, 52) for at in range(20))))
    texts = said(told, NARROW)
    numbers = [text for text in texts if text.isdigit()]
    assert numbers
    rows = {row[0].text: row[1].text for row in told.rows}
    assert all(rows[number] == f"Gemeente {int(number) - 1}" for number in numbers)


def test_a_place_is_not_named_twice() -> None:
    told = maps.of(
        [Municipality("a", "Emmen", 1)],
        outline=outline(square("a", 6, 52)),
        places=[Place("Emmen", 52.05, 6.08), Place("Veenoord", 52.02, 6.02)],
    )
    assert said(told).count("Emmen") == 1
    assert "Veenoord" in said(told)


@pytest.mark.parametrize("with_borders", [True, False])
def test_a_municipality_that_the_map_is_about_has_a_thick_edge_and_stands_in_the_key(with_borders: bool) -> None:
    """It shows without colour: as a line over those of its neighbours, below the words, and in a sentence."""
    those = [Municipality("a", "Emmen", 3), Municipality("b", "Coevorden", 1, href="gemeenten/b/")]
    borders = outline(square("a", 6, 52), square("b", 6.1, 52)) if with_borders else None
    told = maps.of(those, outline=borders, marked="a")
    drawings.check(told)
    assert told.title == "Waar de projecten van Emmen zijn"
    assert "Om Emmen staat een dikke rand" in told.caption
    for drawing in drawings.sheets(told).values():
        elements = [one for one in drawing.iter() if one.get("class")]
        key, edge = [one for one in elements if one.get("class") == "rd-pic-chosen"]
        name = "path" if with_borders else "rect"
        surfaces = [one for one in drawing.iter(name) if one.get("class") == "rd-pic-border"]
        assert elements.index(key) < elements.index(surfaces[0])
        shape = "d" if with_borders else "x"
        assert edge.get(shape) == surfaces[0].get(shape) != surfaces[1].get(shape)
        assert [one.text for one in drawings.words(drawing)].count("Emmen") == 2, "in the key and on the map"
    assert "rd-pic-chosen" not in maps.of(those, outline=borders).svg


def test_a_town_that_is_called_as_its_municipality_is_told_apart_in_the_table() -> None:
    places = [Place("Emmen", 52.05, 6.08, 2), Place("Veenoord", 52.02, 6.02, 1)]
    told = maps.of([Municipality("a", "Emmen", 3)], places=places)
    assert [(row[1].text, row[2].text) for row in told.rows] == [
        ("Emmen", "3"),
        ("Emmen, de plaats", "2"),
        ("Veenoord", "1"),
    ]


def test_no_municipalities_is_a_sentence() -> None:
    assert maps.of([]).nothing == "Er zijn geen gemeenten in deze deal."
