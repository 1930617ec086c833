"""Outlines of municipalities as a deal keeps them, on a flat sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from regiodeal.publication.rendering.pictures.svg import Box, points

Point = tuple[float, float]
UNIT = 100_000
"""How many units of an outline go in a degree (WGS84)."""


@dataclass(frozen=True)
class Shape:
    """The outline of a municipality: its rings, holes among them, and a point well within it; longitude, latitude."""

    code: str
    rings: tuple[tuple[Point, ...], ...]
    centre: Point


@dataclass(frozen=True)
class Plane:
    """Turns degrees into points on a sheet, true to scale in the middle of the region."""

    west: float
    north: float
    squeeze: float
    scale: float

    def at(self, place: Point) -> Point:
        """Return where a longitude and a latitude are on the sheet."""
        return ((place[0] - self.west) * self.squeeze * self.scale, (self.north - place[1]) * self.scale)


def of(content: Mapping[str, Any]) -> tuple[Shape, ...]:
    """Return the shapes in an outline, as `programme.boundaries` made it."""
    return tuple(
        Shape(
            one["code"],
            tuple(_degrees(ring) for ring in one["rings"]),
            (one["centre"][0] / UNIT, one["centre"][1] / UNIT),
        )
        for one in content["municipalities"]
    )


def plane(places: Sequence[Point], width: float, height: float) -> tuple[Plane, float]:
    """Return the plane on which places fill a width, but not more than a height, and how high it then is.

    It is the equirectangular projection with its standard parallel through the middle of the region, which for a
    region of some tens of kilometres is as true as any.
    """
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    squeeze = round(cos(radians((south + north) / 2)), 4)
    across, down = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    scale = min(width / across, height / down)
    return Plane(west - (width / scale - across) / 2 / squeeze, north, squeeze, scale), down * scale


def path(shape: Shape, on: Plane) -> str:
    """Return the outline as a path; holes show by the rule that an even number of borders means outside."""
    return "".join(points([on.at(place) for place in ring], closed=True) for ring in shape.rings)


def box(shape: Shape, on: Plane) -> Box:
    """Return the rectangle around an outline on the sheet."""
    there = [on.at(place) for ring in shape.rings for place in ring]
    left, top = min(x for x, _ in there), min(y for _, y in there)
    return Box(left, top, max(x for x, _ in there) - left, max(y for _, y in there) - top)


def _degrees(ring: Sequence[int]) -> tuple[Point, ...]:
    return tuple((x / UNIT, y / UNIT) for x, y in zip(ring[::2], ring[1::2], strict=True))
