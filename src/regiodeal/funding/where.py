"""Where every euro is, added up by the database: per pillar, source, project and year, on any day, as known then.

What is asked of now is read from the totals that are kept, so it costs the same with five projects as with two
million; any other moment is added up from the transfers. A figure is named by a `Selection`; `funding.behind` gives the
transfers that it is the sum of. All amounts in cents.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from regiodeal.common.money import allocate
from regiodeal.funding.choices import Flow, PlaceKind
from regiodeal.funding.models import Place, Total, Transfer, Turnover
from regiodeal.programme.models import Deal, Source

HELD = (PlaceKind.FREE, PlaceKind.RESERVED, PlaceKind.AWARDED, PlaceKind.ADVANCED, PlaceKind.SETTLED)
"""The kinds of place inside the deal, in the order in which money flows."""

NO_PILLAR = "-"
"""Stands for what is not divided over pillars, and for projects of which the pillar is not known."""

_FROM_FREE = {PlaceKind.FREE, PlaceKind.RESERVED}
_WAYS: dict[Flow, tuple[set[PlaceKind], set[PlaceKind]]] = {
    Flow.PLEDGED: ({PlaceKind.PLEDGED}, {PlaceKind.FREE}),
    Flow.RESERVED: ({PlaceKind.FREE}, {PlaceKind.RESERVED}),
    Flow.AWARDED: (_FROM_FREE, {PlaceKind.AWARDED}),
    Flow.ADVANCED: ({PlaceKind.AWARDED}, {PlaceKind.ADVANCED}),
    Flow.RECOVERED: ({PlaceKind.ADVANCED}, {PlaceKind.AWARDED}),
    Flow.SETTLED: ({PlaceKind.AWARDED, PlaceKind.ADVANCED}, {PlaceKind.SETTLED}),
    Flow.RELEASED: ({PlaceKind.AWARDED, PlaceKind.RESERVED}, {PlaceKind.FREE}),
}


Sums = Mapping[tuple[Any, ...], int]
"""Cents by what they were added up by."""


@dataclass(frozen=True)
class AsOf:
    """What is asked: what counts on the day `on`, as it was recorded by the moment `known_at`; None is now."""

    on: date | None = None
    known_at: datetime | None = None

    @property
    def now(self) -> bool:
        """Whether the balances that are kept answer this, without adding up transfers."""
        return self.on is None and self.known_at is None

    def transfers(self, deal: Deal) -> "QuerySet[Transfer]":
        """Return the transfers that count."""
        found = Transfer.objects.filter(deal=deal)
        if self.on is not None:
            found = found.filter(counts_from__lte=self.on)
        if self.known_at is not None:
            found = found.filter(recorded_at__lte=self.known_at)
        return found


NOW = AsOf()
"""What counts today, as it is known today."""


@dataclass(frozen=True)
class Holding:
    """What one pillar, source or project holds, per kind of place."""

    code: str
    name: str
    cents: Mapping[str, int]

    @property
    def total(self) -> int:
        """What it holds over all kinds."""
        return sum(self.cents.values())


@dataclass(frozen=True)
class Year:
    """What happened in a year, per flow, all that happened until its end, and what each kind of place then held."""

    year: int
    within: Mapping[str, int]
    until: Mapping[str, int]
    held: Mapping[str, int]


def pledged(deal: Deal, as_of: AsOf = NOW) -> dict[int, int]:
    """Return what each source pledged, by the primary key of the source."""
    held = _held(deal, as_of, ["kind", "source_id"])
    return {source: -cents for (kind, source), cents in held.items() if kind == PlaceKind.PLEDGED}


def by_kind(deal: Deal, as_of: AsOf = NOW) -> dict[str, int]:
    """Return what the deal holds in each kind of place inside it; together that is what was pledged."""
    held = _held(deal, as_of, ["kind"])
    return {str(kind): held.get((str(kind),), 0) for kind in HELD}


def by_pillar(deal: Deal, as_of: AsOf = NOW) -> list[Holding]:
    """Return what each pillar holds, in their order; what has no pillar is last, under the code NO_PILLAR."""
    sums: dict[int | None, dict[str, int]] = defaultdict(_nothing)
    for (kind, pillar), cents in _held(deal, as_of, ["kind", "pillar_id"]).items():
        if kind != PlaceKind.PLEDGED:
            sums[pillar][kind] = cents
    rows = [Holding(pillar.code, pillar.name, sums[pillar.pk]) for pillar in deal.pillars.all()]
    return [*rows, Holding(NO_PILLAR, "", sums[None])]


def by_project(deal: Deal, as_of: AsOf = NOW) -> dict[int, dict[str, int]]:
    """Return what each project that ever held money holds, per kind, by the primary key of the project."""
    sums: dict[int, dict[str, int]] = defaultdict(_nothing)
    for (kind, project), cents in _held(deal, as_of, ["kind", "project_id"]).items():
        if project is not None:
            sums[project][kind] += cents
    return dict(sums)


def by_source(deal: Deal, as_of: AsOf = NOW) -> list[Holding]:
    """Return what of each source is free, awarded, spent …: a calculation, since no euro carries a name.

    Every euro is drawn from the sources in proportion to what they pledged. What is free is divided first, and each
    next kind over what the sources then have left, so that the parts of a source add up to its pledge and the parts
    of a kind to that kind.
    """
    sources = list(deal.sources.all())
    given = pledged(deal, as_of)
    left = [given.get(source.pk, 0) for source in sources]
    parts = divided(by_kind(deal, as_of), left)
    return [_of_source(source, part) for source, part in zip(sources, parts, strict=True)]


def divided(kinds: Mapping[str, int], pledges: list[int]) -> list[dict[str, int]]:
    """Divide what each kind of place holds over sources, by the rule of `by_source`; a row per pledge."""
    left = list(pledges)
    rows = [_nothing() for _ in pledges]
    for kind in HELD:
        if not kinds[kind]:
            continue
        for index, cents in enumerate(allocate(kinds[kind], left)):
            rows[index][kind] = cents
            left[index] -= cents
    return rows


def by_year(deal: Deal, as_of: AsOf = NOW) -> list[Year]:
    """Return each year from which transfers count, with what happened in it and until its end, in one query."""
    within: dict[int, dict[str, int]] = defaultdict(_still)
    change: dict[int, dict[str, int]] = defaultdict(_nothing)
    for (year, origin, destination, corrects), cents in _went(deal, as_of).items():
        for flow in flows_of(destination, origin) if corrects else flows_of(origin, destination):
            within[year][flow] += -cents if corrects else cents
        change[year][destination] += cents
        if origin != PlaceKind.PLEDGED:
            change[year][origin] -= cents
    return list(_cumulated(within, change))


def flows_of(origin: str, destination: str) -> list[Flow]:
    """Return the flow that a move from one kind of place to another belongs to: one, or none."""
    return [flow for flow, (origins, ends) in _WAYS.items() if origin in origins and destination in ends]


def way(flow: Flow) -> tuple[list[str], list[str]]:
    """Return the kinds of place from which and to which a flow goes."""
    origins, ends = _WAYS[flow]
    return sorted(origins), sorted(ends)


def _cumulated(within: dict[int, dict[str, int]], change: dict[int, dict[str, int]]) -> Iterator[Year]:
    until, held = _still(), _nothing()
    for year in range(min(change, default=0), max(change, default=-1) + 1):  # a year in which nothing happened too
        until = {flow: until[flow] + within[year][flow] for flow in until}
        held = {kind: held[kind] + change[year][kind] for kind in held}
        yield Year(year, within[year], until, held)


def counted(transfers: "QuerySet[Transfer]", fields: Iterable[str]) -> Sums:
    """Return what transfers leave in places, in cents, added up by fields of the places: one query a side."""
    held: dict[tuple[Any, ...], int] = defaultdict(int)
    for side, sign in (("destination", 1), ("origin", -1)):
        names = [f"{side}__{field}" for field in fields]
        for row in transfers.order_by().values_list(*names).annotate(Sum("cents")):
            held[row[:-1]] += sign * row[-1]
    return held


def counted_by_way(transfers: "QuerySet[Transfer]") -> Sums:
    """Return what went in each year from one kind of place to another, in cents, what corrects apart: one query."""
    told = transfers.order_by().annotate(year=ExtractYear("counts_from"), is_correction=Q(corrects__isnull=False))
    rows = told.values_list("year", "origin__kind", "destination__kind", "is_correction")
    return {(*way, bool(corrects)): cents for *way, corrects, cents in rows.annotate(Sum("cents"))}


def _held(deal: Deal, as_of: AsOf, fields: list[str]) -> Sums:
    if not as_of.now:
        return counted(as_of.transfers(deal), fields)
    kept = Place.objects.filter(deal=deal) if "project_id" in fields else Total.objects.filter(deal=deal)
    return {row[:-1]: row[-1] for row in kept.order_by().values_list(*fields).annotate(Sum("cents"))}


def _went(deal: Deal, as_of: AsOf) -> Sums:
    if not as_of.now:
        return counted_by_way(as_of.transfers(deal))
    kept = (
        Turnover.objects.filter(deal=deal).order_by().values_list("year", "origin", "destination", "corrects", "cents")
    )
    return {row[:-1]: row[-1] for row in kept}


def _of_source(source: Source, part: dict[str, int]) -> Holding:
    return Holding(source.code, source.name, part)


def _nothing() -> dict[str, int]:
    return {str(kind): 0 for kind in HELD}


def _still() -> dict[str, int]:
    return {str(flow): 0 for flow in Flow}
