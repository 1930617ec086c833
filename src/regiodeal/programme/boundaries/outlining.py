"""Turn boundaries into an outline: what a snapshot freezes, and a map is drawn from."""

from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any

from regiodeal.programme.boundaries import simplifying
from regiodeal.programme.boundaries.files import Polygons
from regiodeal.programme.boundaries.simplifying import Point, Ring, Weighed

UNIT = 100_000
"""How many units of an outline go in a degree: each is about a metre."""
MOST_POINTS = 4_000
_STEPS = 1_500  # a map shows no more of the region than this many parts of its height
_SMALLEST_PART = 4  # the surface of an island that can be seen, in those that a map shows at all
_FEWEST_POINTS = 12
_GRID = 12
_LAYINGS = 3


def outline(
    shapes: Mapping[str, Polygons], names: Mapping[str, str], *, year: int | None, source: str
) -> dict[str, Any]:
    """Return the outlines of municipalities as plain JSON without floats: rings of longitude, latitude, longitude, …

    `shapes` are the polygons by TOOI code, and `names` the codes that the deal uses for the same municipalities. Small
    islands and bends that no map shows are left out, until at most MOST_POINTS are left.
    """
    whole = {code: _rings(polygons) for code, polygons in shapes.items()}
    heights = [y for rings in whole.values() for ring in rings for _, y in ring]
    squeeze = cos(radians((min(heights) + max(heights)) / 2 / UNIT))
    weighed = simplifying.weighed((ring for rings in whole.values() for ring in rings), squeeze)
    least = ((max(heights) - min(heights)) / _STEPS) ** 2
    thin = _thinned(whole, weighed, least, squeeze)
    while sum(len(ring) for rings in thin.values() for ring in rings) > MOST_POINTS and least < UNIT**2:
        least *= 2
        thin = _thinned(whole, weighed, least, squeeze)
    return {
        "year": year,
        "source": source or None,
        "municipalities": [
            {
                "code": names[code],
                "identifier": code,
                "centre": list(_centre(rings, squeeze)),
                "rings": [[number for point in ring for number in point] for ring in rings],
            }
            for code, rings in sorted(thin.items())
        ],
    }


def _rings(polygons: Polygons) -> list[Ring]:
    return [tuple((round(x * UNIT), round(y * UNIT)) for x, y in ring) for polygon in polygons for ring in polygon]


def _thinned(
    whole: Mapping[str, Sequence[Ring]], weighed: Mapping[Ring, Weighed], least: float, squeeze: float
) -> dict[str, list[Ring]]:
    """Return what remains of each municipality; of one that nothing would remain of, the shape of its largest ring."""
    found = {}
    for code, rings in whole.items():
        thin = [simplifying.thinned(weighed[ring], least) for ring in rings]
        kept = [ring for ring in thin if ring and simplifying.area(ring, squeeze) > _SMALLEST_PART * least]
        largest = max(rings, key=lambda ring: simplifying.area(ring, squeeze))
        found[code] = kept or [simplifying.heaviest(weighed[largest], _FEWEST_POINTS)]
    return found


def _centre(rings: Sequence[Ring], squeeze: float) -> Point:
    """Return a point well within the largest ring: of a grid of points, one far from any border and near the middle.

    The grid is laid again around what the one before found.
    """
    largest = max(rings, key=lambda ring: simplifying.area(ring, squeeze))
    left, right = float(min(x for x, _ in largest)), float(max(x for x, _ in largest))
    low, high = float(min(y for _, y in largest)), float(max(y for _, y in largest))
    middle = (round((left + right) / 2), round((low + high) / 2))

    def fit(point: Point) -> float:
        return _from_border(point, rings, squeeze) - simplifying.apart(point, middle, squeeze) / 10

    best = largest[0]
    for _ in range(_LAYINGS):
        across, up = (right - left) / _GRID, (high - low) / _GRID
        grid = [
            (round(left + (column + 0.5) * across), round(low + (row + 0.5) * up))
            for row in range(_GRID)
            for column in range(_GRID)
        ]
        within = [point for point in grid if _inside(point, rings)]
        best = max(within, key=fit, default=best)
        left, right, low, high = best[0] - across, best[0] + across, best[1] - up, best[1] + up
    return best


def _inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Tell whether a point is within, by the number of borders between it and the far right."""
    x, y = point
    crossed = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                crossed += 1
    return crossed % 2 == 1


def _from_border(point: Point, rings: Sequence[Ring], squeeze: float) -> float:
    return min(
        simplifying.from_chord(point, start, end, squeeze)
        for ring in rings
        for start, end in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
