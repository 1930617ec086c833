"""The picture "Waar elke euro is": from who brings it in, through the pillars, to the projects; or of one pillar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext, ngettext

from regiodeal.publication.rendering import formatting
from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.pictures import looks, picture, sankey
from regiodeal.publication.rendering.pictures.picture import Cell, Drawing, Picture, Sheet
from regiodeal.publication.rendering.pictures.sankey import Band, Node
from regiodeal.publication.rendering.pictures.svg import element, number

_CONTRIBUTED = ("settled", "advanced", "awarded")
_FROM_THE_TOP = (*_CONTRIBUTED, "reserved", "free")
_BANDS = {"bar": "flow", "reserved": "flow-reserved", "free": "flow-free"}
"""The parts of where money ends up, with the look of the bands that lead there."""

_TALLEST = {picture.WIDE: 300.0, picture.NARROW: 200.0}
"""How high a column is without its gaps; half of it where there is nothing to compare."""

_Beside = tuple[float, Literal["before", "after", "above"], float]
_PLACES: dict[tuple[int, Sheet], tuple[_Beside, ...]] = {
    (4, picture.WIDE): ((158, "before", 150), (284, "above", 130), (400, "after", 128), (588, "after", 192)),
    (4, picture.NARROW): ((120, "before", 112), (188, "after", 112)),
    (2, picture.WIDE): ((158, "before", 150), (440, "after", 340)),
    (2, picture.NARROW): ((92, "before", 84), (164, "after", 136)),
}
"""Where so many columns stand, on which side of them words are, and how much room those have."""


@dataclass(frozen=True)
class Source:
    """Who brings in money, in cents."""

    name: str
    cents: int
    href: str = ""


@dataclass(frozen=True)
class Project:
    """What a project was granted, None where nobody knows it, and what is reserved for it, in cents."""

    name: str
    contribution_cents: int | None
    reserved_cents: int = 0
    href: str = ""

    @property
    def held(self) -> int:
        """What is known to be with the project."""
        return (self.contribution_cents or 0) + self.reserved_cents


@dataclass(frozen=True)
class Pillar:
    """What a pillar holds in each of `looks.STATES`, in cents, and its projects."""

    name: str
    cents: Mapping[str, int]
    projects: tuple[Project, ...] = ()
    href: str = ""

    @property
    def held(self) -> int:
        """What the pillar holds in all states."""
        return sum(self.cents.get(state, 0) for state in looks.STATES)

    @property
    def contributed(self) -> int:
        """What was granted to its projects, whether or not it was paid yet."""
        return sum(self.cents.get(state, 0) for state in _CONTRIBUTED)


@dataclass(frozen=True)
class _End:
    """Where money ends up: with a project, with the other projects, or nowhere yet."""

    name: str
    href: str = ""
    dutch: bool = True


@dataclass(frozen=True)
class _Share:
    """What of a pillar ends up where: granted, reserved and free, in cents."""

    pillar: int
    end: _End
    cents: Mapping[str, int]


def of(
    sources: Sequence[Source], pillars: Sequence[Pillar], *, pages: str = "", most: int = 8, key: str = "flow"
) -> Picture:
    """Return the picture, with the `most` largest projects by name. All values must come from one edition.

    `pages` stands before each link. What is below nothing cannot be drawn, and neither can parts that are more than
    their whole: then a sentence says so, and the table still tells every amount.
    """
    title, notes = gettext("Waar elke euro is"), tuple(_notes(pillars))
    holding = [pillar for pillar in pillars if pillar.held]
    brought_in = sum(source.cents for source in sources)
    if not brought_in:
        return Picture(key=key, title=title, nothing=gettext("Er is nog geen geld toegezegd."), notes=notes)
    shares = _shares(holding, most)
    words = Picture(
        key=key,
        title=title,
        caption=gettext(
            "Hoe breder een band, hoe meer geld. Een euro draagt geen naam: wat de bronnen inleggen, wordt eerst één "
            "som."
        ),
        columns=_headings(),
        rows=picture.listed(_rows(sources, holding, shares, pages)),
        notes=notes,
    )
    if not _adds_up(brought_in, sources, holding, shares):
        return _without_drawing(words)
    given = ngettext("%(amount)s van %(number)s bron.", "%(amount)s van %(number)s bronnen.", len(sources))
    whole = given % {"amount": euros(brought_in), "number": formatting.number(len(sources))}
    nodes, bands = _columns(sources, holding, shares, pages)
    return _with_drawing(words, whole, holding, nodes, bands)


def of_pillar(pillar: Pillar, *, pages: str = "", most: int = 12, key: str = "flow") -> Picture:
    """Return the picture of one pillar: what it holds, and with which of its projects, the `most` largest by name.

    Without any money there is nothing to draw, and a sentence says so.
    """
    title = gettext("Waar het geld van de pijler %(name)s is") % {"name": pillar.name}
    notes = tuple(_notes([pillar]))
    if not pillar.held:
        return Picture(key=key, title=title, nothing=gettext("Hierin staat nog geen geld."), notes=notes)
    shares = _shares([pillar], most)
    words = Picture(
        key=key,
        title=title,
        caption=gettext("Hoe breder een band, hoe meer geld."),
        columns=_headings(),
        rows=picture.listed(_rows((), [pillar], shares, pages)),
        notes=notes,
    )
    if not _adds_up(pillar.held, (), [pillar], shares):
        return _without_drawing(words)
    ends, bands = _last_step(shares, pages)
    return _with_drawing(words, f"{euros(pillar.held)}.", [pillar], [[_of_pillar(pillar, pages)], ends], [bands])


def _headings() -> tuple[picture.Column, ...]:
    return (
        picture.Column(gettext("Van")),
        picture.Column(gettext("Naar")),
        picture.Column(gettext("Stand")),
        picture.Column(gettext("Bedrag"), amount=True),
    )


def _without_drawing(words: Picture) -> Picture:
    nothing = gettext("De bedragen zijn niet te tekenen: zij tellen niet op, of er staat er een onder nul.")
    return replace(words, caption="", nothing=nothing)


def _with_drawing(
    words: Picture, whole: str, pillars: Sequence[Pillar], nodes: list[list[Node]], bands: list[list[Band]]
) -> Picture:
    """Return the picture with its drawing, described by the whole and what of it is in which state."""

    def draw(sheet: Sheet) -> Drawing:
        return _drawn(sheet, f"{words.key}-{sheet.name}", nodes, bands, _totals(pillars))

    linked = any(node.href for column in nodes for node in column)
    return replace(words, svg=picture.drawn(words.key, words.title, _description(whole, pillars), draw, linked=linked))


def _description(whole: str, pillars: Sequence[Pillar]) -> str:
    parts = ", ".join(f"{looks.label(state)} {euros(cents)}" for state, cents in _totals(pillars).items() if cents)
    return f"{whole} {gettext('Daarvan is')} {parts}."


def _totals(pillars: Sequence[Pillar]) -> dict[str, int]:
    return {state: sum(pillar.cents.get(state, 0) for pillar in pillars) for state in looks.STATES}


def _notes(pillars: Sequence[Pillar]) -> Iterator[str]:
    unknown = sum(project.contribution_cents is None for pillar in pillars for project in pillar.projects)
    if unknown:
        words = ngettext(
            "Van %(number)s project is de bijdrage niet bekend. Dat is iets anders dan nul, dus het is niet getekend.",
            "Van %(number)s projecten is de bijdrage niet bekend. Dat is iets anders dan nul, dus zij zijn niet "
            "getekend.",
            unknown,
        )
        yield formatting.count(unknown, words)
        if any(pillar.cents.get("free") for pillar in pillars):
            yield gettext("Wat hier vrij heet, kan dus voor een deel al zijn toegezegd.")


def _shares(pillars: Sequence[Pillar], most: int) -> list[_Share]:
    """Return what ends up where: first with each of the largest projects, then with all others, then what is free."""
    with_money = [
        (one.held, place, one) for place, one in enumerate(p for of in pillars for p in of.projects) if one.held
    ]
    ranked = sorted(with_money, key=lambda one: (-one[0], one[1]))
    shown = {place for _, place, _ in (ranked if len(ranked) <= most + 1 else ranked[:most])}
    others, free = _End(gettext("overige projecten"), dutch=False), _End(gettext("nog vrij"), dutch=False)
    named, rest, left, place = [], [], [], 0
    for at, pillar in enumerate(pillars):
        own = [one for where, one in enumerate(pillar.projects, place) if where in shown]
        place += len(pillar.projects)
        named += [
            _Share(at, _End(one.name, one.href), {"bar": one.contribution_cents or 0, "reserved": one.reserved_cents})
            for one in sorted(own, key=lambda one: -one.held)
        ]
        granted = pillar.contributed - sum(one.contribution_cents or 0 for one in own)
        reserved = pillar.cents.get("reserved", 0) - sum(one.reserved_cents for one in own)
        rest.append(_Share(at, others, {"bar": granted, "reserved": reserved}))
        left.append(_Share(at, free, {"free": pillar.cents.get("free", 0)}))
    return [share for share in (*named, *rest, *left) if any(share.cents.values())]


def _adds_up(brought_in: int, sources: Sequence[Source], pillars: Sequence[Pillar], shares: Sequence[_Share]) -> bool:
    amounts = [source.cents for source in sources]
    amounts += [cents for pillar in pillars for cents in pillar.cents.values()]
    amounts += [cents for share in shares for cents in share.cents.values()]
    return brought_in == sum(pillar.held for pillar in pillars) and min(amounts) >= 0


def _rows(
    sources: Sequence[Source], pillars: Sequence[Pillar], shares: Sequence[_Share], pages: str
) -> Iterator[tuple[Cell, ...]]:
    deal = Cell(gettext("Regio Deal"))
    for source in sources:
        yield (_cell(source.name, source.href, pages), deal, Cell(""), Cell(euros(source.cents)))
    for pillar in pillars:
        for state in looks.STATES:
            if cents := pillar.cents.get(state, 0):
                name = _cell(pillar.name, pillar.href, pages)
                yield (deal, name, Cell(looks.label(state)), Cell(euros(cents)))
    for share in shares:
        pillar, end = pillars[share.pillar], share.end
        for look, cents in share.cents.items():
            if cents:
                state = gettext("bijdrage") if look == "bar" else looks.label(look)
                name = _cell(end.name, end.href, pages, dutch=end.dutch)
                yield (_cell(pillar.name, pillar.href, pages), name, Cell(state), Cell(euros(cents)))


def _cell(name: str, href: str, pages: str, *, dutch: bool = True) -> Cell:
    return Cell(name, f"{pages}{href}" if href else "", dutch)


def _columns(
    sources: Sequence[Source], pillars: Sequence[Pillar], shares: Sequence[_Share], pages: str
) -> tuple[list[list[Node]], list[list[Band]]]:
    given = [source for source in sources if source.cents]
    ends, last = _last_step(shares, pages)
    nodes = [
        [_node(one.name, (("bar", one.cents),), one.href, pages) for one in given],
        [_node(gettext("Regio Deal"), (("bar", sum(one.cents for one in given)),), "", pages, dutch=False)],
        [_of_pillar(one, pages) for one in pillars],
        ends,
    ]
    bands = [
        [Band(place, 0, one.cents) for place, one in enumerate(given)],
        [Band(0, place, one.held) for place, one in enumerate(pillars)],
        last,
    ]
    return nodes, bands


def _last_step(shares: Sequence[_Share], pages: str) -> tuple[list[Node], list[Band]]:
    """Return where money ends up, and the bands from the pillars to there."""
    ends: dict[int, list[_Share]] = {}
    for share in shares:
        ends.setdefault(id(share.end), []).append(share)
    places = {end: place for place, end in enumerate(ends)}
    bands = [
        Band(share.pillar, places[id(share.end)], share.cents[look], _BANDS[look])
        for look in _BANDS
        for share in shares
        if share.cents.get(look)
    ]
    return [_end(of_end, pages) for of_end in ends.values()], bands


def _end(shares: Sequence[_Share], pages: str) -> Node:
    end = shares[0].end
    parts = tuple((look, sum(share.cents.get(look, 0) for share in shares)) for look in _BANDS)
    return _node(end.name, parts, end.href, pages, dutch=end.dutch)


def _of_pillar(pillar: Pillar, pages: str) -> Node:
    states = tuple((state, pillar.cents.get(state, 0)) for state in _FROM_THE_TOP)
    return _node(pillar.name, states, pillar.href, pages)


def _node(name: str, parts: tuple[tuple[str, int], ...], href: str, pages: str, *, dutch: bool = True) -> Node:
    amounts = dict(parts)
    told = [euros(sum(amounts.values()))]
    if amounts.get("reserved") and amounts.get("bar"):
        told.append(gettext("%(amount)s gereserveerd") % {"amount": euros(amounts["reserved"])})
    return Node(name, parts, tuple(told), f"{pages}{href}" if href else "", dutch)


def _drawn(
    sheet: Sheet, drawing: str, nodes: list[list[Node]], bands: list[list[Band]], totals: Mapping[str, int]
) -> Drawing:
    entries = [looks.Entry(state, f"{looks.label(state)} {euros(cents)}") for state, cents in totals.items() if cents]
    drawn, y = looks.key(entries, drawing, sheet.width)
    parts: list[str] = [drawn]
    tall = _TALLEST[sheet] * min(1, max(map(len, nodes)) / 2)
    for columns, between in _panels(sheet, nodes, bands):
        content, height = sankey.draw(columns, between, drawing, tall=tall)
        parts.append(element("g", content, transform=f"translate(0 {number(y + 24)})"))
        y += height + 32
    return Drawing(picture.join(parts), y)


def _panels(
    sheet: Sheet, nodes: list[list[Node]], bands: list[list[Band]]
) -> Iterator[tuple[list[sankey.Column], list[list[Band]]]]:
    """Yield all columns beside each other, or step by step below each other where the sheet has fewer places."""
    places = _PLACES[len(nodes), sheet]
    for first in range(len(nodes) - len(places) + 1):
        shown = zip(nodes[first:], places, strict=False)
        columns = [sankey.Column(tuple(column), *place) for column, place in shown]
        yield columns, bands[first : first + len(places) - 1]
