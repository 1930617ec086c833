"""Boundaries of municipalities: read from public files, thinned without gaps, kept with the deal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiodeal.audit.models import AuditLine
from regiodeal.common.hashing import canonical
from regiodeal.programme import queries
from regiodeal.programme.actions import outlines
from regiodeal.programme.boundaries import files, outlining, simplifying
from regiodeal.programme.boundaries.errors import NotBoundaries
from regiodeal.programme.boundaries.simplifying import Ring
from regiodeal.programme.models import Deal
from tests.factories.programme import AT, SECRETARY, a_deal

WEST = [[6.0, 52.0], [6.1, 52.0], [6.1, 52.05], [6.1, 52.1], [6.0, 52.1], [6.0, 52.0]]
EAST = [[6.1, 52.0], [6.2, 52.0], [6.2, 52.1], [6.1, 52.1], [6.1, 52.05], [6.1, 52.0]]
HOLE = [[6.02, 52.02], [6.02, 52.04], [6.04, 52.04], [6.04, 52.02], [6.02, 52.02]]
ISLAND = [[6.3, 52.0], [6.34, 52.0], [6.34, 52.04], [6.3, 52.04], [6.3, 52.0]]
BOTH = frozenset({"gm0001", "gm0002"})

Written = Callable[[Any], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return what writes content to a file."""

    def write(content: Any) -> Path:
        path = tmp_path / "grenzen.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def feature(code: str, *polygons: Any, **properties: str) -> dict[str, Any]:
    """Return a municipality as GeoJSON."""
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    if len(polygons) == 1:
        geometry = {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "Feature", "properties": {"statcode": code, **properties}, "geometry": geometry}


def collection(*features: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a GeoJSON file."""
    return {"type": "FeatureCollection", "features": features, **more}


TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [6.0, 52.0]},
    "arcs": [
        [[10, 0], [0, 5], [0, 5]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 0], [10, 0], [0, 10], [-10, 0]],
    ],
    "objects": {
        "gemeenten": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"GM_CODE": "GM0001", "GM_NAAM": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"GM_CODE": "GM0002", "GM_NAAM": "Oost"}},
            ],
        },
        "namen": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Point", "coordinates": [1, 1], "properties": {"GM_CODE": "GM0001"}}],
        },
    },
}


def test_geojson_and_topojson_say_the_same(written: Written) -> None:
    """Holes, parts, and labels in a layer of their own; a border between two is one arc, walked both ways."""
    flat = files.read(written(collection(feature("GM0001", [WEST]), feature("GM0002", [EAST]))), BOTH)
    arcs = files.read(written(TOPOLOGY), BOTH)
    assert set(flat) == set(arcs) == BOTH
    for code in BOTH:
        ((one,),), ((other,),) = flat[code], arcs[code]
        assert {(round(x, 6), round(y, 6)) for x, y in one} == {(round(x, 6), round(y, 6)) for x, y in other}


def test_holes_and_islands_are_kept(written: Written) -> None:
    found = files.read(written(collection(feature("GM0001", [WEST, HOLE], [ISLAND]))), BOTH)
    assert [[len(ring) for ring in polygon] for polygon in found["gm0001"]] == [[5, 4], [4]]


def test_only_what_is_wanted_is_looked_at(written: Written) -> None:
    """A fault in the borders of somebody else keeps nobody from a map."""
    path = written(collection(feature("GM0001", [WEST]), feature("GM9999", [[[0, 0]]])))
    assert set(files.read(path, BOTH)) == {"gm0001"}


def _changed(**changes: Any) -> dict[str, Any]:
    return {**TOPOLOGY, **changes}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Gemeenten", "is no GeoJSON or TopoJSON"),
        ("[" * 100_000, "is no GeoJSON or TopoJSON"),
        ('{"type": "Topology", "arcs": [[[NaN, 1]]], "objects": {}}', "NaN is no number"),
        ([], "neither a FeatureCollection"),
        ({"type": "Feature"}, "neither a FeatureCollection"),
        ({"type": "FeatureCollection"}, "holds no list of outlines"),
        ({"type": "Topology", "objects": {}}, "the arcs are not written as TopoJSON prescribes"),
        (_changed(arcs=[["x"]]), "the arcs are not written as TopoJSON prescribes"),
        (_changed(arcs=[]), "the outline of gm0001 is not written well"),
        (collection(feature("Emmen", [WEST])), "no outline carries the code of a municipality"),
        (collection(feature("BU00010001", [WEST], gemeente="GM0001"), feature("GM0001", [WEST])), "more than once"),
        (collection(feature("GM0001", None)), "the outline of gm0001 is not written well"),
        (collection(feature("GM0001", [[["a", "b"]]])), "the outline of gm0001 is not written well"),
        (collection(feature("GM0001", [])), "the outline of gm0001 is empty"),
        (collection(feature("GM0001", [WEST[:-1]])), "an outline of gm0001 is not closed"),
        (collection(feature("GM0001", [[[6, 52], [6.1, 52], [6, 52]]])), "an outline of gm0001 is not closed"),
        (
            collection(feature("GM0001", [[[y, x] for x, y in WEST]])),
            "has its latitude before its longitude (52, 6)",
        ),
        (
            collection(feature("GM0001", [[[x * 40_000, y * 10_000] for x, y in WEST]])),
            "has a point (240000, 520000) outside the Netherlands in degrees",
        ),
        (
            collection(
                feature("GM0001", [WEST]), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
            ),
            "is in urn:ogc:def:crs:EPSG::28992, and degrees",
        ),
    ],
)
def test_a_wrong_file_says_what_is_wrong(written: Written, content: Any, told: str) -> None:
    with pytest.raises(NotBoundaries) as refused:
        files.read(written(content), BOTH)
    assert told in str(refused.value)
    assert "grenzen.json" in str(refused.value)


def test_a_file_that_names_degrees_is_read(written: Written) -> None:
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert files.read(written(collection(feature("GM0001", [WEST]), crs=named)), BOTH)


def test_a_large_file_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "groot.json"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    with pytest.raises(NotBoundaries, match="at most 64 MB is read; use the generalised boundaries"):
        files.read(path, BOTH)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotBoundaries, match="cannot be read: No such file or directory"):
        files.read(tmp_path / "nergens.json", BOTH)


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[Ring, Ring]:
    """Return two rings with a crooked border between them, each walked in its own direction from its own start."""
    height = draw(st.integers(2, 40))
    border = [(draw(st.integers(-40, 40)) + 1000, y * 50) for y in range(height + 1)]
    left = [(0, 0), *border, (0, height * 50)]
    right = [(2000, height * 50), *reversed(border), (2000, 0)]
    if draw(st.booleans()):
        right.reverse()
    turn = draw(st.integers(0, len(left) - 1))
    return tuple(left[turn:] + left[:turn]), tuple(right)


@given(neighbours(), st.floats(0, 2000), st.floats(0.4, 1))
@settings(max_examples=80)
def test_neighbours_keep_one_border(rings: tuple[Ring, Ring], least: float, squeeze: float) -> None:
    """No gap and no overlap: what is kept of the border is kept on both sides, so what one loses the other gains."""
    weighed = simplifying.weighed(rings, squeeze)
    left, right = (simplifying.thinned(weighed[ring], least) for ring in rings)
    border = set(rings[0]) & set(rings[1])
    assert set(left) & border == set(right) & border
    assert simplifying.area(left, 1) + simplifying.area(right, 1) == sum(simplifying.area(ring, 1) for ring in rings)


@given(neighbours(), st.floats(0, 2000), st.floats(0, 2000))
@settings(max_examples=40)
def test_the_lightest_points_go_first(rings: tuple[Ring, Ring], one: float, other: float) -> None:
    weighed = simplifying.weighed(rings, 1.0)[rings[0]]
    assert [point for point, _ in weighed] in [list(rings[0][at:] + rings[0][:at]) for at in range(len(rings[0]))]
    fewer, more = (simplifying.thinned(weighed, least) for least in (max(one, other), min(one, other)))
    assert set(fewer) <= set(more)


def test_a_point_weighs_the_triangle_that_is_lost_without_it() -> None:
    line = ((0, 0), (50, 10), (100, 0), (100, 100), (0, 100))
    weights = dict(simplifying.weighed([line], 1.0)[line])
    assert weights[50, 10] == 500
    assert weights[100, 0] == 5000


def test_an_enclave_fits_its_hole() -> None:
    """A ring that nobody else meets but the hole around it."""
    bends = (*((100 + x, 100 + x * 7 % 13) for x in range(0, 200, 5)), (300, 400), (100, 400))
    outer = ((0, 0), (0, 1000), (1000, 1000), (1000, 0))
    weighed = simplifying.weighed([outer, bends, bends[::-1], (*bends[9:], *bends[:9])], 0.6)
    kept = {frozenset(simplifying.thinned(ring, 200)) for name, ring in weighed.items() if name != outer}
    assert len(kept) == 1
    assert 3 <= len(kept.pop()) < len(bends)


def test_an_outline_is_small_whole_and_of_whole_numbers(written: Written) -> None:
    """Ready to be frozen: canonical JSON refuses floats."""
    shapes = files.read(written(collection(feature("GM0001", [WEST, HOLE], [ISLAND]), feature("GM0002", [EAST]))), BOTH)
    names = {"gm0001": "gemeente-west", "gm0002": "gemeente-oost"}
    made = outlining.outline(shapes, names, year=2016, source="CBS")
    assert canonical(made)
    assert [one["code"] for one in made["municipalities"]] == ["gemeente-west", "gemeente-oost"]
    west, east = made["municipalities"]
    assert [len(ring) // 2 for ring in west["rings"]] == [4, 4, 4], "a point on a straight border is no corner"
    x, y = west["centre"]
    assert 600_000 < x < 610_000
    assert 5_200_000 < y < 5_210_000
    assert not (602_000 < x < 604_000 and 5_202_000 < y < 5_204_000), "not in the hole"
    assert east["centre"] == pytest.approx([615_000, 5_205_000], abs=1000)


def test_a_coast_of_many_points_is_thinned_until_it_fits() -> None:
    """Ten municipalities of a thousand saw teeth each."""
    shapes = {}
    for at in range(10):
        south = 52.0 + at * 0.1
        teeth = [(6.0 + x / 1000, south + (0.04 if x % 2 else 0.0)) for x in range(1000)]
        shapes[f"gm{at:04d}"] = (((*teeth, (7.0, south + 0.09), (6.0, south + 0.09)),),)
    made = outlining.outline(shapes, {code: code for code in shapes}, year=None, source="")
    points = sum(len(ring) // 2 for one in made["municipalities"] for ring in one["rings"])
    assert 40 <= points <= outlining.MOST_POINTS
    assert all(one["rings"] for one in made["municipalities"])


def test_a_very_small_municipality_does_not_disappear() -> None:
    large = (((3.5, 51.0), (7.0, 51.0), (7.0, 53.4), (3.5, 53.4)),)
    shore = [(6.0 + x / 1e6, 52.0 + (x % 2) / 1e5) for x in range(0, 10_000, 10)]
    tiny = ((*shore, (6.01, 52.0002), (6.0, 52.0002)),)
    made = outlining.outline({"gm0001": (large,), "gm0002": (tiny,)}, {"gm0001": "a", "gm0002": "b"}, year=1, source="")
    assert [[len(ring) // 2 for ring in one["rings"]] for one in made["municipalities"]] == [[4], [12]]


@pytest.fixture
def deal(db: None) -> Deal:
    """Return a deal of two municipalities."""
    return a_deal()


@pytest.mark.django_db
def test_an_outline_is_kept_once_and_replaced_by_another(deal: Deal) -> None:
    first: dict[str, Any] = {"year": 2016, "source": None, "municipalities": []}
    second: dict[str, Any] = {"year": 2024, "source": None, "municipalities": []}
    assert queries.outline(deal) is None
    assert outlines.keep(deal=deal, content=first, by=SECRETARY, at=AT)
    assert not outlines.keep(deal=deal, content=first, by=SECRETARY, at=AT)
    assert queries.outline(deal) == first
    assert outlines.keep(deal=deal, content=second, by=SECRETARY, at=AT)
    assert queries.outline(deal) == second
    lines = AuditLine.objects.filter(scope=deal.code, act="deal.outline")
    assert [line.details["year"] for line in lines] == [2016, 2024]


@pytest.mark.django_db
def test_the_municipalities_of_a_deal_are_its_parties(deal: Deal) -> None:
    assert queries.municipalities(deal) == {"gemeente-a": "", "gemeente-b": ""}
