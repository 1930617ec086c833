"""The picture "Waar elke euro is": from who brings it in, through the pillars, to the projects."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    columns = (
        picture.Column(gettext("Van")),
        picture.Column(gettext("Naar")),
        picture.Column(gettext("Stand")),
        picture.Column(gettext("Bedrag"), amount=True),
    )
    rows = picture.listed(_rows(sources, holding, shares, pages))
    if not _adds_up(brought_in, sources, holding, shares):
        nothing = gettext("De bedragen zijn niet te tekenen: zij tellen niet op, of er staat er een onder nul.")
        return Picture(key=key, title=title, nothing=nothing, columns=columns, rows=rows, notes=notes)
    nodes, bands = _columns(sources, holding, shares, pages)

    def draw(sheet: Sheet) -> Drawing:
        return _drawn(sheet, f"{key}-{sheet.name}", nodes, bands, _totals(holding))

    linked = any(node.href for column in nodes for node in column)
    svg = picture.drawn(key, title, _description(brought_in, len(sources), holding), draw, linked=linked)
    return Picture(key=key, title=title, caption=_caption(), svg=svg, columns=columns, rows=rows, notes=notes)


def _caption() -> str:
    return gettext(
        "Hoe breder een band, hoe meer geld. Een euro draagt geen naam: wat de bronnen inleggen, wordt eerst één som."
    )


def _description(brought_in: int, sources: int, pillars: Sequence[Pillar]) -> str:
    words = ngettext("%(amount)s van %(number)s bron.", "%(amount)s van %(number)s bronnen.", sources)
    whole = words % {"amount": euros(brought_in), "number": formatting.number(sources)}
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
    ends: dict[int, list[_Share]] = {}
    for share in shares:
        ends.setdefault(id(share.end), []).append(share)
    places = {end: place for place, end in enumerate(ends)}
    nodes = [
        [_node(one.name, (("bar", one.cents),), one.href, pages) for one in given],
        [_node(gettext("Regio Deal"), (("bar", sum(one.cents for one in given)),), "", pages, dutch=False)],
        [_node(one.name, _states(one), one.href, pages) for one in pillars],
        [_end(of_end, pages) for of_end in ends.values()],
    ]
    bands = [
        [Band(place, 0, one.cents) for place, one in enumerate(given)],
        [Band(0, place, one.held) for place, one in enumerate(pillars)],
        [
            Band(share.pillar, places[id(share.end)], share.cents[look], _BANDS[look])
            for look in _BANDS
            for share in shares
            if share.cents.get(look)
        ],
    ]
    return nodes, bands


def _end(shares: Sequence[_Share], pages: str) -> Node:
    end = shares[0].end
    parts = tuple((look, sum(share.cents.get(look, 0) for share in shares)) for look in _BANDS)
    return _node(end.name, parts, end.href, pages, dutch=end.dutch)


def _states(pillar: Pillar) -> tuple[tuple[str, int], ...]:
    return tuple((state, pillar.cents.get(state, 0)) for state in _FROM_THE_TOP)


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
    for columns, between in _panels(sheet, nodes, bands):
        content, height = sankey.draw(columns, between, drawing, tall=300 if sheet is picture.WIDE else 200)
        parts.append(element("g", content, transform=f"translate(0 {number(y + 24)})"))
        y += height + 32
    return Drawing(picture.join(parts), y)


def _panels(
    sheet: Sheet, nodes: list[list[Node]], bands: list[list[Band]]
) -> Iterator[tuple[list[sankey.Column], list[list[Band]]]]:
    """Yield all columns beside each other on a wide sheet, and on a narrow one step by step below each other."""
    sources, deal, pillars, ends = (tuple(column) for column in nodes)
    if sheet is picture.WIDE:
        columns = [
            sankey.Column(sources, 158, "before", 150),
            sankey.Column(deal, 284, "above", 130),
            sankey.Column(pillars, 400, "after", 128),
            sankey.Column(ends, 588, "after", 192),
        ]
        yield columns, bands
        return
    for (left, right), between in zip(pairwise((sources, deal, pillars, ends)), bands, strict=True):
        yield [sankey.Column(left, 120, "before", 112), sankey.Column(right, 188, "after", 112)], [between]
