"""The picture "Wie werkt met wie": parties around a ring, with a line between two that share a project."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from regiodeal.publication.rendering import formatting
from regiodeal.publication.rendering.formatting import count
from regiodeal.publication.rendering.pictures import lettering, picture
from regiodeal.publication.rendering.pictures.picture import Cell, Drawing, Picture, Sheet
from regiodeal.publication.rendering.pictures.svg import element, number, text

_SIZE = 13.0
_ROW = 19.0
_LABELS = {picture.WIDE: 220.0, picture.NARROW: 180.0}
"""How much room a name has on each sheet."""
_DOTS = (2.5, 7.0)
_NAMED_PROJECTS = 3


@dataclass(frozen=True)
class Party:
    """A party by its code."""

    code: str
    name: str
    href: str = ""


@dataclass(frozen=True)
class Project:
    """A project with the codes of those who take part in it."""

    name: str
    parties: tuple[str, ...]


_Pair = tuple[str, str]


@dataclass(frozen=True)
class _Ties:
    """Who is drawn, in the order of the ring, and the projects that each two of them share."""

    parties: tuple[Party, ...]
    projects: Mapping[str, int]
    shared: Mapping[_Pair, tuple[str, ...]]

    def partners(self, code: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return with whom a party works in which projects, those of most projects first."""
        found = [
            (one if code == other else other, names)
            for (one, other), names in self.shared.items()
            if code in (one, other)
        ]
        return sorted(found, key=lambda one: (-len(one[1]), one[0]))


def of(
    parties: Sequence[Party], projects: Iterable[Project], *, pages: str = "", most: int = 60, key: str = "network"
) -> Picture:
    """Return the picture of the `most` parties that share most with others; a sentence counts those left out.

    The layout follows from the values alone, so the same values give the same bytes. `pages` stands before each link.
    """
    title = gettext("Wie werkt met wie")
    ties, working, alone = _ties(parties, list(projects), most)
    if not ties.parties:
        return Picture(key=key, title=title, nothing=gettext("Er zijn nog geen partijen die een project delen."))
    columns = (
        picture.Column(gettext("Partij")),
        picture.Column(gettext("Projecten"), amount=True),
        picture.Column(gettext("Werkt samen met")),
    )
    names = {party.code: party.name for party in ties.parties}
    rows = picture.listed(
        (
            Cell(party.name, f"{pages}{party.href}" if party.href else "", dutch=True),
            Cell(formatting.number(ties.projects[party.code])),
            Cell(_partners(ties, names, party.code), dutch=True),
        )
        for party in sorted(ties.parties, key=lambda one: (one.name.casefold(), one.code))
    )

    def draw(sheet: Sheet) -> Drawing:
        return _drawn(sheet, ties, pages)

    linked = any(party.href for party in ties.parties)
    svg = picture.drawn(key, title, _description(ties), draw, linked=linked)
    notes = tuple(_notes(working - len(ties.parties), alone))
    return Picture(key=key, title=title, caption=_caption(), svg=svg, columns=columns, rows=rows, notes=notes)


def _caption() -> str:
    return gettext("Een lijn verbindt twee partijen die samen in een project zitten; hoe dikker, hoe meer projecten.")


def _notes(left_out: int, alone: int) -> Iterator[str]:
    if left_out:
        words = ngettext(
            "En %(number)s andere partij die minder deelt.", "En %(number)s andere partijen die minder delen.", left_out
        )
        yield count(left_out, words)
    if alone:
        words = ngettext(
            "%(number)s partij deelt met niemand een project.",
            "%(number)s partijen delen met niemand een project.",
            alone,
        )
        yield count(alone, words)


def _description(ties: _Ties) -> str:
    parties = count(len(ties.parties), ngettext("%(number)s partij", "%(number)s partijen", len(ties.parties)))
    lines = count(len(ties.shared), ngettext("%(number)s verbinding", "%(number)s verbindingen", len(ties.shared)))
    return f"{parties}, {lines}."


def _partners(ties: _Ties, names: Mapping[str, str], code: str) -> str:
    return "; ".join(f"{names[other]} ({_listed(projects)})" for other, projects in ties.partners(code))


def _listed(projects: Sequence[str]) -> str:
    shown, more = projects[:_NAMED_PROJECTS], len(projects) - _NAMED_PROJECTS
    if more <= 0:
        return formatting.listing(list(shown))
    return gettext("%(names)s en %(number)s andere") % {"names": ", ".join(shown), "number": formatting.number(more)}


def _ties(parties: Sequence[Party], projects: Sequence[Project], most: int) -> tuple[_Ties, int, int]:
    """Return the ties to draw, how many parties have any, and how many take part without sharing with anybody."""
    known = {party.code: party for party in parties}
    taking_part: Counter[str] = Counter()
    meeting: Counter[str] = Counter()
    for project in projects:
        there = [code for code in dict.fromkeys(project.parties) if code in known]
        taking_part.update(there)
        meeting.update({code: len(there) - 1 for code in there if len(there) > 1})
    strongest = sorted(meeting, key=lambda code: (-meeting[code], -taking_part[code], known[code].name, code))[:most]
    shared = _shared(projects, set(strongest))
    drawn = [code for code in strongest if any(code in pair for pair in shared)]
    ring = tuple(known[code] for code in _around(drawn, shared))
    return _Ties(ring, taking_part, shared), len(meeting), len(taking_part) - len(meeting)


def _shared(projects: Iterable[Project], shown: set[str]) -> dict[_Pair, tuple[str, ...]]:
    found: dict[_Pair, list[str]] = defaultdict(list)
    for project in projects:
        there = sorted(shown & set(project.parties))
        for pair in combinations(there, 2):
            found[pair].append(project.name)
    return {pair: tuple(sorted(names)) for pair, names in sorted(found.items())}


def _around(codes: Sequence[str], shared: Mapping[_Pair, Sequence[str]]) -> list[str]:
    """Return the order of the ring: next to each party the one that shares most with those last placed."""
    weights: dict[str, dict[str, int]] = {code: {} for code in codes}
    for (one, other), names in shared.items():
        weights[one][other] = weights[other][one] = len(names)
    left, ring = list(codes), list[str]()
    while left:
        recent = ring[-3:]
        best = max(left, key=lambda code: (_pull(weights[code], recent), _pull(weights[code], ring), -left.index(code)))
        left.remove(best)
        ring.append(best)
    return ring


def _pull(weights: Mapping[str, int], placed: Sequence[str]) -> int:
    """Return how much a party shares with those that are placed; the later they came, the more it counts."""
    return sum(place * weights.get(code, 0) for place, code in enumerate(placed, start=1))


@dataclass(frozen=True)
class _Spot:
    """Where the dot of a party is, and on which side its name."""

    x: float
    y: float
    after: bool


def _drawn(sheet: Sheet, ties: _Ties, pages: str) -> Drawing:
    spots, middle, height = _spots(sheet, len(ties.parties))
    place = {party.code: spot for party, spot in zip(ties.parties, spots, strict=True)}
    lines = [
        _line(place[one], place[other], middle, projects)
        for (one, other), projects in sorted(ties.shared.items(), key=lambda tie: len(tie[1]))
    ]
    most = max(ties.projects[party.code] for party in ties.parties)
    dots = [
        _party(party, place[party.code], ties.projects[party.code] / most, (_LABELS[sheet], pages))
        for party in ties.parties
    ]
    return Drawing(picture.join([*lines, *dots]), height)


def _spots(sheet: Sheet, number_of: int) -> tuple[list[_Spot], tuple[float, float] | None, float]:
    """Return the places around a ring with a name on the outside of each; on a narrow sheet, one below the other.

    Names keep a row for themselves, so they never overlap. Also returns the middle of the ring, and the height.
    """
    if sheet is picture.NARROW:
        height = number_of * _ROW + 12
        return [_Spot(_LABELS[sheet] + 8, 6 + (at + 0.5) * _ROW, after=False) for at in range(number_of)], None, height
    right = (number_of + 1) // 2
    rows = max(right, 1)
    tall = max(rows * _ROW, 220.0)
    middle = (sheet.width / 2, tall / 2 + 12)
    across = sheet.width / 2 - _LABELS[sheet] - 14
    spots = []
    for at in range(number_of):
        after = at < right
        row, of_side = (at, right) if after else (number_of - 1 - at, number_of - right)
        y = (row + 0.5) * tall / of_side - tall / 2
        x = across * sqrt(max(1 - (2 * y / tall) ** 2, 0.0))
        spots.append(_Spot(middle[0] + (x if after else -x), middle[1] + y, after))
    return spots, middle, tall + 24


def _line(one: _Spot, other: _Spot, middle: tuple[float, float] | None, projects: Sequence[str]) -> SafeString:
    """Return a line that bends towards the middle of the ring, or away from the names where there is none."""
    if middle is None:
        bend = min(20 + abs(one.y - other.y) * 0.6, 2 * (picture.NARROW.width - one.x) - 12)
        turn = (one.x + bend, (one.y + other.y) / 2)
    else:
        apart = sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2)
        pull = min(0.12 + apart / (4 * max(middle)), 0.7)
        across, down = ((a + b) / 2 for a, b in ((one.x, other.x), (one.y, other.y)))
        turn = (across + (middle[0] - across) * pull, down + (middle[1] - down) * pull)
    path = f"M{_at(one.x, one.y)}Q{_at(*turn)} {_at(other.x, other.y)}"
    thick = min(1 + 0.8 * (len(projects) - 1), 6)
    return element("path", element("title", _listed(projects)), class_="rd-pic-tie", d=path, stroke_width=thick)


def _party(party: Party, spot: _Spot, share: float, about: tuple[float, str]) -> SafeString:
    room, pages = about
    least, most = _DOTS
    radius = least + (most - least) * sqrt(share)
    x = spot.x + 12 if spot.after else spot.x - 12
    name = lettering.shortened(party.name, room - 12, _SIZE)
    dot = element("circle", class_="rd-pic-node", cx=spot.x, cy=spot.y, r=radius)
    label = text(name, x, spot.y + _SIZE / 3, _SIZE, anchor="start" if spot.after else "end", dutch=True)
    if not party.href:
        return picture.join([dot, label])
    return element("a", element("title", party.name), dot, label, href=f"{pages}{party.href}")


def _at(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"
