"""The picture "Waar de projecten zijn": municipalities by their outlines, or as tiles where there are no outlines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from regiodeal.publication.rendering import formatting
from regiodeal.publication.rendering.formatting import count, euros
from regiodeal.publication.rendering.pictures import lettering, looks, outlines, picture
from regiodeal.publication.rendering.pictures.outlines import Plane, Shape
from regiodeal.publication.rendering.pictures.picture import Cell, Drawing, Picture, Sheet
from regiodeal.publication.rendering.pictures.svg import LINE, Box, element, room_of, text

_NAME, _FIGURE, _PLACE = 14.0, 13.0, 13.0
_TALLEST = {picture.WIDE: 640.0, picture.NARROW: 420.0}
_SHADES = 4
_TILE = 110.0
_MARGIN = 4
_BESIDE = sorted(
    ((x, y) for y in range(-54, 55, 9) for x in range(-48, 49, 12)),
    key=lambda away: (away[0] ** 2 + away[1] ** 2, away),
)
"""Where the name of a municipality can stand, seen from its centre: the nearest first."""


@dataclass(frozen=True)
class Municipality:
    """A municipality: how many projects work in it, and what those were granted together, in cents.

    A project that works in several municipalities counts in each. The amount is over the projects of which it is known,
    None where that is none of them; of `unknown` projects it is not. Degrees, where the municipality has no outline.
    """

    code: str
    name: str
    projects: int
    contribution_cents: int | None = None
    unknown: int = 0
    href: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Place:
    """A town or village with how many projects work in it; degrees (WGS84)."""

    name: str
    latitude: float
    longitude: float
    projects: int = 0
    href: str = ""


Measure = Literal["projects", "contribution"]


@dataclass(frozen=True)
class _Scale:
    """What the shades stand for: steps up to the largest value, in projects or in cents."""

    measure: Measure
    steps: tuple[int, ...]

    def value(self, one: Municipality) -> int | None:
        return one.projects if self.measure == "projects" else one.contribution_cents

    def look(self, one: Municipality) -> str:
        value = self.value(one)
        if value is None:
            return "unknown"
        return "shade-0" if not value else f"shade-{_SHADES - sum(value <= step for step in self.steps[:-1])}"

    def told(self, one: Municipality) -> str:
        return _projects(one.projects) if self.measure == "projects" else _amount(one)

    def entries(self, those: Sequence[Municipality]) -> list[looks.Entry]:
        """Return the key: every shade that occurs, with the values that it stands for."""
        found = []
        used = {self.look(one) for one in those}
        before = 0
        for at, step in enumerate(self.steps):
            look = f"shade-{_SHADES - len(self.steps) + 1 + at}"
            if look in used:
                found.append(looks.Entry(look, self._between(before + 1, step)))
            before = step
        if "shade-0" in used:
            none = gettext("geen projecten") if self.measure == "projects" else euros(0)
            found.insert(0, looks.Entry("shade-0", none))
        if "unknown" in used:
            found.append(looks.Entry("unknown", formatting.unknown()))
        return found

    def _between(self, least: int, most: int) -> str:
        if self.measure == "contribution":
            return gettext("tot en met %(amount)s") % {"amount": euros(most)}
        if least == most:
            return _projects(most)
        return gettext("%(least)s tot en met %(most)s projecten") % {
            "least": formatting.number(least),
            "most": formatting.number(most),
        }


def of(
    municipalities: Sequence[Municipality],
    *,
    outline: Mapping[str, Any] | None = None,
    places: Sequence[Place] = (),
    measure: Measure = "projects",
    marked: str = "",
    pages: str = "",
    key: str = "map",
) -> Picture:
    """Return the map, shaded by the number of projects or by what was granted to them.

    `outline` is what `programme.queries.outline` gave and a snapshot froze; without it the map is one of tiles.
    `marked` is the code of the municipality that the map is about, if it is about one: it gets a thick edge.
    `pages` stands before each link.
    """
    chosen = next((one for one in municipalities if one.code == marked), None)
    title = _title(chosen)
    if not municipalities:
        return Picture(key=key, title=title, nothing=gettext("Er zijn geen gemeenten in deze deal."))
    numbered = {one.code: place for place, one in enumerate(municipalities, start=1)}
    rows = picture.listed(_rows(municipalities, places, numbered, pages))
    columns = (
        picture.Column(gettext("Nr."), amount=True),
        picture.Column(gettext("Gemeente of plaats")),
        picture.Column(gettext("Projecten"), amount=True),
        picture.Column(gettext("Bijdragen aan die projecten"), amount=True),
    )
    scale = _Scale(measure, _steps([value for one in municipalities if (value := _value(one, measure))]))
    shapes = {shape.code: shape for shape in outlines.of(outline)} if outline else {}
    shapes = {code: shape for code, shape in shapes.items() if code in numbered}

    def draw(sheet: Sheet) -> Drawing:
        drawing = _Drawing(sheet, f"{key}-{sheet.name}", scale, pages, numbered, chosen=chosen)
        return drawing.of_outlines(municipalities, shapes, places) if shapes else drawing.of_tiles(municipalities)

    svg = picture.drawn(
        key, title, _description(municipalities, scale), draw, linked=any(one.href for one in municipalities)
    )
    notes = tuple(_notes(municipalities, shapes, outline))
    caption = _caption(measure, chosen)
    return Picture(key=key, title=title, caption=caption, svg=svg, columns=columns, rows=rows, notes=notes)


def _title(chosen: Municipality | None) -> str:
    if chosen is None:
        return gettext("Waar de projecten zijn")
    return gettext("Waar de projecten van %(name)s zijn") % {"name": chosen.name}


def _value(one: Municipality, measure: Measure) -> int | None:
    return one.projects if measure == "projects" else one.contribution_cents


def _steps(values: Sequence[int]) -> tuple[int, ...]:
    """Return at most four equal steps up to the largest value."""
    most = max(values, default=0)
    count_of = min(_SHADES, most)
    return tuple(-(-most * step // count_of) for step in range(1, count_of + 1))


def _caption(measure: Measure, chosen: Municipality | None) -> str:
    told = (
        gettext("Hoe voller de kleur, hoe meer projecten. Een project in meer gemeenten telt in elk daarvan mee.")
        if measure == "projects"
        else gettext(
            "Hoe voller de kleur, hoe meer geld. De bijdrage aan een project in meer gemeenten telt in elk daarvan mee."
        )
    )
    if chosen is None:
        return told
    about = gettext("Om %(name)s staat een dikke rand; alleen de projecten die deze gemeente raken, tellen hier.")
    return f"{told} {about % {'name': chosen.name}}"


def _description(municipalities: Sequence[Municipality], scale: _Scale) -> str:
    return "; ".join(f"{one.name}: {scale.told(one)}" for one in municipalities) + "."


def _notes(
    municipalities: Sequence[Municipality], shapes: Mapping[str, Shape], outline: Mapping[str, Any] | None
) -> Iterator[str]:
    if not shapes:
        yield gettext("Dit is een schema: elke gemeente is een tegel, het noorden is boven.")
        return
    missing = [one.name for one in municipalities if one.code not in shapes]
    if missing:
        yield gettext("Zonder grenzen, dus niet op de kaart: %(names)s.") % {"names": formatting.listing(missing)}
    year, source = (outline or {}).get("year"), (outline or {}).get("source")
    told = ", ".join(str(part) for part in (source, year) if part)
    if told:
        yield gettext("Gemeentegrenzen: %(source)s.") % {"source": told}


def _rows(
    municipalities: Sequence[Municipality], places: Sequence[Place], numbered: Mapping[str, int], pages: str
) -> Iterator[tuple[Cell, ...]]:
    for one in municipalities:
        yield (
            Cell(formatting.number(numbered[one.code])),
            Cell(one.name, f"{pages}{one.href}" if one.href else "", dutch=True),
            Cell(formatting.number(one.projects)),
            Cell(_amount(one)),
        )
    named = {one.name for one in municipalities}
    for place in places:
        href = f"{pages}{place.href}" if place.href else ""
        told = gettext("%(name)s, de plaats") % {"name": place.name} if place.name in named else place.name
        name = Cell(told, href, dutch=place.name not in named)
        yield (Cell(""), name, Cell(formatting.number(place.projects)), Cell(""))


def _amount(one: Municipality) -> str:
    """Return what is known to be granted, and never as if it were all where it is not."""
    if one.contribution_cents is None or not one.unknown:
        return euros(one.contribution_cents)
    return gettext("ten minste %(amount)s") % {"amount": euros(one.contribution_cents)}


def _projects(number_of: int) -> str:
    return count(number_of, ngettext("%(number)s project", "%(number)s projecten", number_of))


class _Drawing:
    """A sheet that fills up: what stands on it is not written over."""

    def __init__(
        self,
        sheet: Sheet,
        name: str,
        scale: _Scale,
        pages: str,
        numbered: Mapping[str, int],
        *,
        chosen: Municipality | None,
    ) -> None:
        self.sheet, self.name, self.scale, self.pages, self.numbered = sheet, name, scale, pages, numbered
        self.chosen = chosen
        self.taken: list[Box] = []

    def of_outlines(
        self, municipalities: Sequence[Municipality], shapes: Mapping[str, Shape], places: Sequence[Place]
    ) -> Drawing:
        """Return the municipalities that have an outline, their names, and the places among them."""
        shown = [one for one in municipalities if one.code in shapes]
        key, top = self._key(shown)
        there = [place for shape in shapes.values() for ring in shape.rings for place in ring]
        there += [(place.longitude, place.latitude) for place in places]
        on, height = outlines.plane(there, self.sheet.width - 2 * _MARGIN, _TALLEST[self.sheet])
        paper = Box(-_MARGIN, -8, self.sheet.width, height + 24)
        drawn = {one.code: _path(outlines.path(shapes[one.code], on)) for one in shown}
        surfaces = [self._linked(one, self._surface(one, "path", **drawn[one.code])) for one in shown]
        dots = [self._dot(place, on) for place in places]
        labels = [self._label(one, shapes[one.code], on, paper) for one in shown]
        labels += [self._place(place, on, paper, {one.name for one in shown}) for place in places]
        edges = [_edge("path", **drawn[one.code]) for one in shown if one == self.chosen]
        moved = element("g", *surfaces, *edges, *dots, *labels, transform=f"translate({_MARGIN} {round(top + 12)})")
        return Drawing(picture.join([key, moved]), top + height + 28)

    def of_tiles(self, municipalities: Sequence[Municipality]) -> Drawing:
        """Return a tile for each municipality: in rows from north to south, in a row from west to east."""
        key, top = self._key(municipalities)
        tall, gap = 72.0, 6.0
        most = int((self.sheet.width + gap) // (_TILE + gap))
        across = min(most, max(1, round((len(municipalities) * 1.4) ** 0.5)))
        wide = min((self.sheet.width - gap * (across - 1)) / across, 190.0)
        drawn: list[str] = [key]
        y = top + 16
        for row in _in_rows(municipalities, across):
            for at, one in enumerate(row):
                drawn.append(self._tile(one, Box(at * (wide + gap), y, wide, tall)))
            y += tall + gap
        return Drawing(picture.join(drawn), y)

    def _key(self, shown: Sequence[Municipality]) -> tuple[SafeString, float]:
        entries = self.scale.entries(shown)
        if self.chosen and self.chosen in shown:
            entries.append(looks.Entry("chosen", self.chosen.name))
        return looks.key(entries, self.name, self.sheet.width)

    def _tile(self, one: Municipality, box: Box) -> SafeString:
        x = box.x + box.width / 2
        name = lettering.lines(one.name, box.width - 10, _NAME, 2)
        words = [*((line, _NAME, "rd-pic-strong") for line in name), (self.scale.told(one), _FIGURE, "rd-pic-figure")]
        fitting = [(lettering.shortened(line, box.width - 6, size), size, look) for line, size, look in words]
        drawn = [_middle(line, at) for line, at in _block(fitting, x, box.y + box.height / 2)]
        whole = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        edge = _edge("rect", **whole) if one == self.chosen else picture.NOTHING
        surface = self._linked(one, self._surface(one, "rect", **whole))
        return picture.join([surface, edge, element("g", *drawn, aria_hidden="true")])

    def _surface(self, one: Municipality, name: str, **shape: object) -> SafeString:
        filled = looks.surface(name, self.name, self.scale.look(one), **shape)
        return picture.join([filled, element(name, class_="rd-pic-border", **shape)])

    def _linked(self, one: Municipality, surface: SafeString) -> SafeString:
        told = f"{one.name}: {self.scale.told(one)}"
        title = element("title", told)
        if not one.href:
            return element("g", title, surface)
        return element("a", title, surface, href=f"{self.pages}{one.href}", aria_label=told)

    def _label(self, one: Municipality, shape: Shape, on: Plane, paper: Box) -> SafeString:
        """Return the name with its figure where the municipality has room for both, else the name alone, or the number
        that the table explains."""
        named = [(one.name, _NAME, "rd-pic-strong"), (self.scale.told(one), _FIGURE, "rd-pic-figure")]
        numbered = [(str(self.numbered[one.code]), _NAME, "rd-pic-strong")]
        own, centre = outlines.box(shape, on), on.at(shape.centre)
        for words, within in ((named, own), (named[:1], own), (named[:1], paper), (numbered, paper)):
            for away in _BESIDE:
                block = _block(words, centre[0] + away[0], centre[1] + away[1])
                boxes = [room_of(line, x, foot, size, "middle") for (line, size, _), (x, foot) in block]
                if self._free(boxes, paper) and all(within.holds(box) for box in boxes):
                    self.taken += boxes
                    return element("g", *(_middle(line, at) for line, at in block), aria_hidden="true")
        return picture.NOTHING

    def _dot(self, place: Place, on: Plane) -> SafeString:
        x, y = on.at((place.longitude, place.latitude))
        self.taken.append(Box(x - 4, y - 4, 8, 8))
        told = f"{place.name}: {_projects(place.projects)}"
        return element("circle", element("title", told), class_="rd-pic-place", cx=x, cy=y, r=3.5)

    def _place(self, place: Place, on: Plane, paper: Box, named: set[str]) -> SafeString:
        """Return the name of a place beside its dot; none where there is no room, or where its municipality has it."""
        if place.name in named:
            return picture.NOTHING
        x, y = on.at((place.longitude, place.latitude))
        for left, foot, anchor in (
            (x + 7, y + 4, "start"),
            (x - 7, y + 4, "end"),
            (x, y - 8, "middle"),
            (x, y + 17, "middle"),
        ):
            box = room_of(place.name, left, foot, _PLACE, anchor)
            if self._free([box], paper):
                self.taken.append(box)
                look = "rd-pic-quiet rd-pic-halo rd-pic-label"
                return text(place.name, left, foot, _PLACE, anchor=anchor, look=look, dutch=True)
        return picture.NOTHING

    def _free(self, boxes: Sequence[Box], paper: Box) -> bool:
        return all(paper.holds(box) and not any(box.meets(other) for other in self.taken) for box in boxes)


def _path(d: str) -> dict[str, object]:
    return {"d": d, "fill_rule": "evenodd"}


def _edge(name: str, **shape: object) -> SafeString:
    """Return the thick edge of the municipality that a map is about: over what lies beside it, and no colour."""
    return element(name, class_="rd-pic-chosen", **shape)


_Line = tuple[str, float, str]
"""Words, the size of their letters, and their look."""


def _block(words: Sequence[_Line], x: float, middle: float) -> list[tuple[_Line, tuple[float, float]]]:
    """Return where each line stands when all of them stand around a point."""
    y = middle - sum(size * LINE for _, size, _ in words) / 2
    found = []
    for line in words:
        found.append((line, (x, y + line[1])))
        y += line[1] * LINE
    return found


def _middle(line: _Line, at: tuple[float, float]) -> SafeString:
    words, size, look = line
    return text(words, *at, size, anchor="middle", look=f"{look} rd-pic-halo rd-pic-label")


def _in_rows(municipalities: Sequence[Municipality], across: int) -> Iterator[list[Municipality]]:
    """Yield rows of tiles: from north to south and west to east, as far as it is known where each one is."""
    known = [one for one in municipalities if one.latitude is not None and one.longitude is not None]
    others = [one for one in municipalities if one not in known]
    southward = sorted(known, key=_by(lambda one: -(one.latitude or 0)))
    for start in range(0, len(southward), across):
        yield sorted(southward[start : start + across], key=_by(lambda one: one.longitude or 0))
    for start in range(0, len(others), across):
        yield others[start : start + across]


def _by(measure: Callable[[Municipality], float]) -> Callable[[Municipality], tuple[float, str]]:
    return lambda one: (measure(one), one.code)
