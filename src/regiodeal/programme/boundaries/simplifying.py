"""Leave out what no map shows, so that neighbours keep one and the same border.

Rings are cut where three or more lines meet. Between two such points a border is one line, whoever it belongs to. Each
of its points is weighed once, by the method of Visvalingam and Whyatt: by the triangle that is lost without it, after
all lighter points have gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import hypot, inf

Point = tuple[int, int]
Ring = tuple[Point, ...]
Weighed = tuple[tuple[Point, float], ...]
_FEWEST = 3
_PLAIN = 2


def weighed(rings: Iterable[Ring], squeeze: float) -> dict[Ring, Weighed]:
    """Return the points of each ring with their weights; one where borders meet has an endless weight.

    A weight is a surface, in the square of the unit of the points' height; `squeeze` is how much narrower a step to the
    side is than one up. The work grows with the number of points, a little faster.
    """
    clean = {ring: _without_doubles(ring) for ring in rings}
    meeting = _meeting_points(clean.values())

    @cache
    def of_line(line: tuple[Point, ...]) -> Weighed:
        return tuple(zip(line, _weights(line, squeeze), strict=True))

    def of_ring(ring: Ring) -> Weighed:
        found: list[tuple[Point, float]] = []
        for line in _cut(ring, meeting, squeeze):
            forward = line[0] <= line[-1]
            points = of_line(line if forward else line[::-1])
            found += (points if forward else points[::-1])[:-1]
        return tuple(found)

    return {ring: of_ring(tidy) if len(tidy) >= _FEWEST else () for ring, tidy in clean.items()}


def thinned(ring: Weighed, least: float) -> Ring:
    """Return the points of a ring that weigh enough, none where that is no surface any more."""
    kept = tuple(point for point, weight in ring if weight > least)
    return kept if len(kept) >= _FEWEST else ()


def heaviest(ring: Weighed, number: int) -> Ring:
    """Return the points of a ring that weigh most, in their order."""
    ranked = sorted(range(len(ring)), key=lambda at: (-ring[at][1], at))
    return tuple(ring[at][0] for at in sorted(ranked[:number]))


def area(ring: Sequence[Point], squeeze: float) -> float:
    """Return the surface within a ring."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) * squeeze / 2


def apart(one: Point, other: Point, squeeze: float) -> float:
    """Return the distance between two points."""
    return hypot((one[0] - other[0]) * squeeze, one[1] - other[1])


def from_chord(point: Point, start: Point, end: Point, squeeze: float) -> float:
    """Return the distance from a point to the stretch between two others."""
    x, y = (point[0] - start[0]) * squeeze, float(point[1] - start[1])
    along_x, along_y = (end[0] - start[0]) * squeeze, float(end[1] - start[1])
    length = along_x**2 + along_y**2
    share = min(max((x * along_x + y * along_y) / length, 0.0), 1.0) if length else 0.0
    return hypot(x - share * along_x, y - share * along_y)


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
        farthest = max(range(len(ring)), key=lambda place: (apart(ring[place], ring[first], squeeze), ring[place]))
        at = sorted({first, farthest})
    turned = (*ring[at[0] :], *ring[: at[0]], ring[at[0]])
    ends = [*(place - at[0] for place in at), len(ring)]
    return [turned[start : end + 1] for start, end in pairwise(ends)]


def _weights(line: Sequence[Point], squeeze: float) -> list[float]:
    """Return the weight of each point: those that go first weigh least, and the two ends never go."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    weights = [inf] * len(line)

    def lost(at: int) -> float:
        return area((line[before[at]], line[at], line[after[at]]), squeeze)

    now = {at: lost(at) for at in range(1, len(line) - 1)}
    queue = [(loss, at) for at, loss in now.items()]
    heapify(queue)
    heaviest = 0.0
    while queue:
        loss, at = heappop(queue)
        if now.get(at) != loss:
            continue
        heaviest = weights[at] = max(heaviest, loss)
        del now[at]
        after[before[at]], before[after[at]] = after[at], before[at]
        for beside in (before[at], after[at]):
            if beside in now:
                now[beside] = lost(beside)
                heappush(queue, (now[beside], beside))
    return weights
