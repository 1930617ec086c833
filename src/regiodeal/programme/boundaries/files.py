"""Read municipalities from a TopoJSON or GeoJSON file: one shape for each, by its code, in degrees (WGS84)."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any, NoReturn

from regiodeal.programme.boundaries.errors import NotBoundaries

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygons = tuple[tuple[Ring, ...], ...]

LARGEST = 64_000_000
"""The most bytes that are read: a file becomes about ten times as large in memory."""
_CODE = re.compile(r"GM\d{4}", re.IGNORECASE)
_DEGREES = ("CRS84", "4326")
_NOT_WRITTEN_WELL = (TypeError, ValueError, KeyError, IndexError, OverflowError)
_SHORTEST_RING = 4  # a triangle, with its first point once more at the end

# The European part of the Netherlands, with some room around it.
_WEST, _SOUTH, _EAST, _NORTH = 3.0, 50.5, 7.5, 53.8


def read(path: Path, wanted: frozenset[str]) -> dict[str, Polygons]:
    """Return the polygons of the wanted municipalities by their TOOI code (`gm0114`), as far as the file has them.

    Which property holds the code is found by what it looks like, since each publisher names it differently.
    Raises NotBoundaries for a file that is too large, is no GeoJSON or TopoJSON, holds no municipalities, holds one
    twice, is not in degrees, or has an outline that is none.
    """
    content = _content(path)
    _require_degrees_named(content, path)
    arcs = _arcs(content, path) if content["type"] == "Topology" else None
    found: dict[str, Polygons] = {}
    features = 0
    for code, geometry in _features(content, path):
        features += 1
        if code not in wanted:
            continue
        if code in found:
            raise NotBoundaries(
                "{path}: {code} stands in the file more than once; use a file with one outline a municipality, not one "
                "of neighbourhoods, and without its waters apart",
                path=str(path),
                code=code,
            )
        found[code] = _shape(geometry, arcs, code, path)
    if not features:
        raise NotBoundaries(
            "{path}: no outline carries the code of a municipality, such as GM0114; use a file of municipalities",
            path=str(path),
        )
    return found


def _content(path: Path) -> dict[str, Any]:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise NotBoundaries(
                "{path} is {size} MB, and at most {most} MB is read; use the generalised boundaries of the same year, "
                "which are precise enough for a map",
                path=str(path),
                size=size // 1_000_000,
                most=LARGEST // 1_000_000,
            )
        content = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except OSError as error:
        raise NotBoundaries("{path} cannot be read: {why}", path=str(path), why=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise NotBoundaries(
            "{path} is no GeoJSON or TopoJSON: {why}; other formats can be converted with ogr2ogr",
            path=str(path),
            why=str(error),
        ) from error
    if not isinstance(content, dict) or content.get("type") not in {"Topology", "FeatureCollection"}:
        raise NotBoundaries("{path} is neither a FeatureCollection (GeoJSON) nor a Topology (TopoJSON)", path=str(path))
    return content


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number")


def _require_degrees_named(content: Mapping[str, Any], path: Path) -> None:
    """A file that names another system of coordinates than degrees is believed."""
    system = content.get("crs")
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and not name.endswith(_DEGREES):
        raise NotBoundaries(
            "{path} is in {name}, and degrees (WGS84, EPSG:4326) are needed; convert it with "
            "ogr2ogr -t_srs EPSG:4326 -f GeoJSON new.geojson old.geojson",
            path=str(path),
            name=name,
        )


def _features(content: Mapping[str, Any], path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each surface that carries the code of a municipality."""
    for feature in _listed(content, path):
        geometry = feature if content["type"] == "Topology" else feature.get("geometry")
        properties = feature.get("properties")
        if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
            continue
        values = [feature.get("id"), *(properties.values() if isinstance(properties, dict) else ())]
        codes = {value.lower() for value in values if isinstance(value, str) and _CODE.fullmatch(value)}
        if len(codes) == 1:
            yield codes.pop(), geometry


def _listed(content: Mapping[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    if content["type"] == "FeatureCollection":
        listed = [content.get("features")]
    else:
        objects = content.get("objects")
        layers = objects.values() if isinstance(objects, dict) else ()
        listed = [layer.get("geometries") for layer in layers if isinstance(layer, dict)]
    if not listed or not all(isinstance(one, list) for one in listed):
        raise NotBoundaries("{path} holds no list of outlines", path=str(path))
    for one in listed:
        yield from (feature for feature in one or () if isinstance(feature, dict))


def _arcs(content: Mapping[str, Any], path: Path) -> list[list[Point]]:
    """Return the arcs of a topology in degrees; a quantised one holds whole steps, each from the point before."""
    try:
        transform = content.get("transform")
        if transform is None:
            return [[(point[0], point[1]) for point in line] for line in content["arcs"]]
        (across, up), (west, south) = transform["scale"], transform["translate"]
        found = []
        for line in content["arcs"]:
            steps = accumulate(line, lambda at, step: (at[0] + step[0], at[1] + step[1]))
            found.append([(point[0] * across + west, point[1] * up + south) for point in steps])
    except _NOT_WRITTEN_WELL as error:
        raise NotBoundaries("{path}: the arcs are not written as TopoJSON prescribes", path=str(path)) from error
    return found


def _shape(geometry: Mapping[str, Any], arcs: list[list[Point]] | None, code: str, path: Path) -> Polygons:
    try:
        parts = geometry["coordinates" if arcs is None else "arcs"]
        polygons = [parts] if geometry["type"] == "Polygon" else parts
        lines = [[part if arcs is None else _joined(part, arcs) for part in polygon] for polygon in polygons]
        rings = [[[(float(point[0]), float(point[1])) for point in line] for line in polygon] for polygon in lines]
    except _NOT_WRITTEN_WELL as error:
        raise NotBoundaries("{path}: the outline of {code} is not written well", path=str(path), code=code) from error
    if not any(rings):
        raise NotBoundaries("{path}: the outline of {code} is empty", path=str(path), code=code)
    return tuple(tuple(_ring(line, code, path) for line in polygon) for polygon in rings)


def _ring(line: list[Point], code: str, path: Path) -> Ring:
    """Return a ring without its last point, which is its first."""
    if len(line) < _SHORTEST_RING or line[0] != line[-1]:
        raise NotBoundaries("{path}: an outline of {code} is not closed", path=str(path), code=code)
    for point in line:
        _require_here(point, code, path)
    return tuple(line[:-1])


def _joined(numbers: Any, arcs: list[list[Point]]) -> list[Point]:
    """Return the arcs of a ring one after the other; a negative number is an arc the other way around."""
    line: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def _require_here(point: Point, code: str, path: Path) -> None:
    x, y = point
    if _WEST <= x <= _EAST and _SOUTH <= y <= _NORTH:
        return
    if _WEST <= y <= _EAST and _SOUTH <= x <= _NORTH:
        raise NotBoundaries(
            "{path}: the outline of {code} has its latitude before its longitude ({x}, {y}); the longitude comes first",
            path=str(path),
            code=code,
            x=f"{x:g}",
            y=f"{y:g}",
        )
    raise NotBoundaries(
        "{path}: the outline of {code} has a point ({x}, {y}) outside the Netherlands in degrees (WGS84, EPSG:4326); "
        "a file in another system, such as that of the Rijksdriehoek (EPSG:28992), is converted with "
        "ogr2ogr -t_srs EPSG:4326 -f GeoJSON new.geojson old.geojson",
        path=str(path),
        code=code,
        x=f"{x:g}",
        y=f"{y:g}",
    )
