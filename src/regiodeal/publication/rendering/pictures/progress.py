"""The picture "Hoe het geld zijn weg vindt": what was granted, paid and settled by the end of each period."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from regiodeal.publication.rendering import languages
from regiodeal.publication.rendering.formatting import day, euros
from regiodeal.publication.rendering.pictures import lettering, looks, picture
from regiodeal.publication.rendering.pictures.picture import Cell, Drawing, Picture, Sheet
from regiodeal.publication.rendering.pictures.svg import LINE, element, points, text

_LAYERS = ("settled", "advanced", "awarded")
"""From the ground up: what is settled was granted before, so the top of all layers is what was granted."""
_SIZE = 13.0
_QUARTERS_AT_MOST = 24
_IN_A_YEAR = 4
_TICKS = 4


@dataclass(frozen=True)
class Movement:
    """A positive number of cents that counts from an ISO day: from one kind of place (`awarded`, …) to another."""

    on: str
    origin: str
    destination: str
    cents: int


@dataclass(frozen=True)
class _Period:
    """A quarter, or a year where `quarter` is 0, with what each layer holds at its end."""

    year: int
    quarter: int
    held: tuple[int, ...]

    @property
    def name(self) -> str:
        if not self.quarter:
            return str(self.year)
        first = date(self.year, 3 * self.quarter - 2, 1)
        return str(format_date(first, "QQQQ y", locale=languages.active().locale))


def of(movements: Iterable[Movement], *, until: str, key: str = "progress") -> Picture:
    """Return the picture of all movements up to and including the ISO day `until`: by quarter, or by year when long.

    A movement back, such as a release, lowers what counts from its day on.
    """
    title = gettext("Hoe het geld zijn weg vindt")
    quarters = _by_quarter(movements, until)
    periods = list(_periods(quarters, until))
    if not any(sum(period.held) for period in periods):
        nothing = gettext("Tot en met %(day)s is er geen geld toegekend.") % {"day": day(until)}
        return Picture(key=key, title=title, nothing=nothing)
    columns = (
        picture.Column(gettext("Aan het einde van")),
        picture.Column(gettext("Toegekend in totaal"), amount=True),
        picture.Column(gettext("waarvan bevoorschot of vastgesteld"), amount=True),
        picture.Column(gettext("waarvan vastgesteld"), amount=True),
    )
    rows = picture.listed(
        (Cell(period.name), *(Cell(euros(cents)) for cents in reversed(_tops(period)))) for period in periods
    )
    below = min(cents for period in periods for cents in period.held) < 0
    if below:
        nothing = gettext("De bedragen zijn niet te tekenen: er staat er een onder nul.")
        return Picture(key=key, title=title, nothing=nothing, columns=columns, rows=rows)

    def draw(sheet: Sheet) -> Drawing:
        return _drawn(sheet, f"{key}-{sheet.name}", periods)

    told = {"day": day(until), "amount": euros(sum(periods[-1].held))}
    caption = gettext("De hoogte is alles wat is toegekend: tot en met %(day)s samen %(amount)s.") % told
    svg = picture.drawn(key, title, _description(periods[-1], until), draw)
    return Picture(key=key, title=title, caption=caption, svg=svg, columns=columns, rows=rows)


def _description(last: _Period, until: str) -> str:
    settled, paid, granted = _tops(last)
    words = gettext(
        "Tot en met %(day)s is %(granted)s toegekend. Daarvan is %(paid)s bevoorschot of vastgesteld, en %(settled)s "
        "vastgesteld."
    )
    return words % {"day": day(until), "granted": euros(granted), "paid": euros(paid), "settled": euros(settled)}


def _tops(period: _Period) -> list[int]:
    """Return the top of each layer, from the ground up."""
    return [sum(period.held[: place + 1]) for place in range(len(_LAYERS))]


def _by_quarter(movements: Iterable[Movement], until: str) -> dict[tuple[int, int], list[int]]:
    """Return what each quarter adds to each layer, for all quarters in which anything moved at all."""
    found: dict[tuple[int, int], list[int]] = {}
    for one in movements:
        if one.on > until:
            continue
        added = found.setdefault(_quarter(one.on), [0] * len(_LAYERS))
        for place, layer in enumerate(_LAYERS):
            added[place] += one.cents * ((one.destination == layer) - (one.origin == layer))
    return found


def _quarter(iso: str) -> tuple[int, int]:
    return int(iso[:4]), (int(iso[5:7]) + 2) // 3


def _periods(quarters: dict[tuple[int, int], list[int]], until: str) -> Iterator[_Period]:
    first, last = min(quarters, default=_quarter(until)), _quarter(until)
    by_year = (last[0] - first[0]) * _IN_A_YEAR + last[1] - first[1] >= _QUARTERS_AT_MOST
    held, at = [0] * len(_LAYERS), first
    while at <= last:
        held = [one + more for one, more in zip(held, quarters.get(at, [0] * len(_LAYERS)), strict=True)]
        if not by_year or at[1] == _IN_A_YEAR or at == last:
            yield _Period(at[0], 0 if by_year else at[1], tuple(held))
        at = (at[0], at[1] + 1) if at[1] < _IN_A_YEAR else (at[0] + 1, 1)


def _drawn(sheet: Sheet, drawing: str, periods: Sequence[_Period]) -> Drawing:
    last = dict(zip(_LAYERS, periods[-1].held, strict=True))
    entries = [looks.Entry(look, f"{looks.label(look)} {euros(last[look])}") for look in reversed(_LAYERS)]
    key, key_height = looks.key(entries, drawing, sheet.width)
    top, tall = key_height + 24, 280.0 if sheet is picture.WIDE else 200.0
    bottom = top + tall
    highest = max(sum(period.held) for period in periods)
    unit, step = tall / highest, sheet.width / len(periods)
    layers = [
        looks.surface("path", drawing, look, d=_layer(periods, place, (step, unit, bottom)))
        for place, look in enumerate(_LAYERS)
        if any(period.held[place] for period in periods)
    ]
    edges = [
        element("path", class_="rd-pic-line", d=points(_steps(periods, place, (step, unit, bottom))))
        for place in range(len(_LAYERS))
        if any(period.held[place] for period in periods)
    ]
    ground = element("path", class_="rd-pic-axis", d=points([(0, bottom), (float(sheet.width), bottom)]))
    scale = _scale(highest, sheet.width, (unit, bottom))
    return Drawing(
        picture.join([key, *layers, *edges, *scale, ground, *_years(periods, step, bottom)]),
        bottom + 8 + _SIZE * LINE,
    )


_Frame = tuple[float, float, float]
"""The width of a period, the height of a cent, and where the ground is."""


def _steps(periods: Sequence[_Period], place: int, frame: _Frame) -> list[tuple[float, float]]:
    """Return the top of a layer as a staircase: each period is a step."""
    step, unit, bottom = frame
    found = []
    for at, period in enumerate(periods):
        y = bottom - _tops(period)[place] * unit
        found += [(at * step, y), ((at + 1) * step, y)]
    return found


def _layer(periods: Sequence[_Period], place: int, frame: _Frame) -> str:
    step, _, bottom = frame
    below = _steps(periods, place - 1, frame) if place else [(0.0, bottom), (len(periods) * step, bottom)]
    return points([*_steps(periods, place, frame), *reversed(below)], closed=True)


def _scale(highest: int, width: float, frame: tuple[float, float]) -> Iterator[SafeString]:
    """Yield lines at round amounts, each with its amount above its left end."""
    unit, bottom = frame
    rung = _round_part(highest)
    for cents in range(rung, highest + 1, rung):
        y = bottom - cents * unit
        yield element("path", class_="rd-pic-rung", d=points([(0, y), (width, y)]))
        yield text(euros(cents), 0, y - 4, _SIZE, look="rd-pic-figure rd-pic-halo")


def _round_part(highest: int) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, … euros that goes at most four times into an amount in cents."""
    size = 100
    while True:
        for part in (1, 2, 5):
            if highest // (part * size) <= _TICKS:
                return part * size
        size *= 10


def _years(periods: Sequence[_Period], step: float, bottom: float) -> Iterator[SafeString]:
    """Yield a mark where each year begins, and the years by name as far as there is room for them."""
    starts = [at for at, period in enumerate(periods) if at == 0 or period.year != periods[at - 1].year]
    free_from = 0.0
    for at in starts:
        x = at * step
        yield element("path", class_="rd-pic-axis", d=points([(x, bottom), (x, bottom + 6)]))
        name = str(periods[at].year)
        if x >= free_from and x + 4 + lettering.width(name, _SIZE) <= len(periods) * step:
            yield text(name, x + 4, bottom + 6 + _SIZE, _SIZE)
            free_from = x + lettering.width(name, _SIZE) + 12
