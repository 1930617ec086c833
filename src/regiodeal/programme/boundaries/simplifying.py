"""Leave out what no map shows, so that neighbours keep one and the same border.

Rings are cut where three or more lines meet. Between two such points a border is one line, whoever it belongs to, and
is thinned once: with the method of Douglas and Peucker, which keeps the point that lies farthest from a chord.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

Point = tuple[int, int]
Ring = tuple[Point, ...]
_FEWEST = 3
_PLAIN = 2


def thinned(rings: Iterable[Ring], tolerance: float, squeeze: float) -> dict[Ring, Ring]:
    """Return for each ring its thinned form, empty where nothing of it remains.

    `tolerance` is the largest distance between a point that is left out and its line, in the unit of the points'
    height; `squeeze` is how much narrower a step to the side is than one up.
    """
    clean = {ring: _without_doubles(ring) for ring in rings}
    meeting = _meeting_points(clean.values())

    @cache
    def of_line(line: tuple[Point, ...]) -> tuple[Point, ...]:
        return _douglas_peucker(line, tolerance, squeeze)

    def of_ring(ring: Ring) -> Ring:
        found: list[Point] = []
        for line in _cut(ring, meeting, squeeze):
            forward = line[0] <= line[-1]
            kept = of_line(line if forward else line[::-1])
            found += (kept if forward else kept[::-1])[:-1]
        return tuple(found) if len(found) >= _FEWEST else ()

    return {ring: of_ring(tidy) if len(tidy) >= _FEWEST else () for ring, tidy in clean.items()}


def area(ring: Sequence[Point], squeeze: float) -> float:
    """Return the surface within a ring."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) * squeeze / 2


def _without_doubles(ring: Ring) -> Ring:
    return tuple(point for before, point in zip((ring[-1], *ring[:-1]), ring, strict=True) if point != before)


def _meeting_points(rings: Iterable[Ring]) -> set[Point]:
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point in zip((ring[-1:] + ring[:-1]), ring, strict=True):
            beside[point].add(before)
            beside[before].add(point)
    return {point for point, others in beside.items() if len(others) > _PLAIN}


def _cut(ring: Ring, meeting: set[Point], squeeze: float) -> list[tuple[Point, ...]]:
    """Return the lines of a ring between the points where others meet it; a ring on its own is cut at two ends."""
    at = [place for place, point in enumerate(ring) if point in meeting]
    if len(at) < _PLAIN:
        first = at[0] if at else ring.index(min(ring))
        farthest = max(range(len(ring)), key=lambda place: (_apart(ring[place], ring[first], squeeze), ring[place]))
        at = sorted({first, farthest})
    turned = (*ring[at[0] :], *ring[: at[0]], ring[at[0]])
    ends = [*(place - at[0] for place in at), len(ring)]
    return [turned[start : end + 1] for start, end in pairwise(ends)]


def _apart(one: Point, other: Point, squeeze: float) -> float:
    return ((one[0] - other[0]) * squeeze) ** 2 + (one[1] - other[1]) ** 2


def _douglas_peucker(line: tuple[Point, ...], tolerance: float, squeeze: float) -> tuple[Point, ...]:
    kept = {0, len(line) - 1}
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        start, end = open_parts.pop()
        off = [(from_chord(line[at], line[start], line[end], squeeze), at) for at in range(start + 1, end)]
        distance, farthest = max(off, default=(0.0, 0))
        if distance > tolerance:
            kept.add(farthest)
            open_parts += [(start, farthest), (farthest, end)]
    return tuple(point for at, point in enumerate(line) if at in kept)


def from_chord(point: Point, start: Point, end: Point, squeeze: float) -> float:
    """Return the distance from a point to the stretch between two others."""
    x, y = (point[0] - start[0]) * squeeze, float(point[1] - start[1])
    along_x, along_y = (end[0] - start[0]) * squeeze, float(end[1] - start[1])
    length = along_x**2 + along_y**2
    share = min(max((x * along_x + y * along_y) / length, 0.0), 1.0) if length else 0.0
    return float(((x - share * along_x) ** 2 + (y - share * along_y) ** 2) ** 0.5)
