"""The transfers behind a figure: each figure on a screen is a `Selection`, and the sum of what it selects."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, Sum, When, Window
from django.db.models.functions import Coalesce

from regiodeal.funding.choices import Flow, PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.where import NO_PILLAR, NOW, AsOf, by_source, way
from regiodeal.programme.models import Deal

ANY_PROJECT = "*"
"""Stands for what all projects hold together, without what is free."""


INSIDE = "inside"
"""Stands for all kinds of place inside the deal."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which figure: what places of a kind, pillar, project, phase or source hold; or, with a flow, what happened.

    `year` is the year from which transfers count. A pillar or project without a kind means all that it holds. What
    says neither where nor what happened selects every transfer, and is no figure.
    """

    as_of: AsOf = NOW
    kind: str = ""
    pillar: str = ""
    project: str = ""
    phase: int | None = None
    source: str = ""
    flow: str = ""
    year: int | None = None
    basis: Basis | None = None

    @property
    def is_figure(self) -> bool:
        """Whether the transfers add up to anything that has a meaning."""
        return any([self.kind, self.pillar, self.project, self.phase, self.source, self.flow])

    @property
    def of_one_source(self) -> bool:
        """Whether this is the calculated part of one source, which no transfer carries."""
        return bool(self.source) and self.kind != PlaceKind.PLEDGED


def transfers(deal: Deal, selection: Selection) -> "QuerySet[Transfer]":
    """Return the transfers behind a figure, newest first, each with `signed`: what it adds to the figure, in cents."""
    found = selection.as_of.transfers(deal)
    if selection.year is not None:
        found = found.filter(counts_from__year=selection.year)
    if selection.basis is not None:
        found = found.filter(basis=selection.basis)
    return described(_chosen(found, deal, selection)).order_by("-sequence")


def total(deal: Deal, selection: Selection) -> int:
    """Return the sum of the transfers behind a figure."""
    summed = transfers(deal, selection).order_by().aggregate(sum=Coalesce(Sum("signed"), 0))
    return int(summed["sum"])


def part_of_source(deal: Deal, selection: Selection) -> int:
    """Return the calculated part of one source in what a kind of place holds, or in all that the deal holds."""
    rows = {row.code: row for row in by_source(deal, selection.as_of)}
    row = rows[selection.source]
    return row.cents.get(selection.kind, row.total)


def statement(place: Place, as_of: AsOf = NOW) -> "QuerySet[Transfer]":
    """Return the transfers of a place by the day from which they count, each with `signed` and `running`: what the
    place held after it. The outside is told the other way round: what it pledged."""
    sign = -1 if place.kind == PlaceKind.PLEDGED else 1
    found = as_of.transfers(place.deal).filter(Q(origin=place) | Q(destination=place))
    signed = found.annotate(signed=Case(When(destination=place, then=sign * F("cents")), default=-sign * F("cents")))
    order = [F("counts_from").asc(), F("sequence").asc()]
    running = Window(Sum("signed"), order_by=order)
    return described(signed.annotate(running=running)).order_by("counts_from", "sequence")


def described(found: "QuerySet[Transfer]") -> "QuerySet[Transfer]":
    """Return transfers with all that a list of them shows, in a fixed number of queries."""
    ends = [f"{end}__{field}" for end in ("origin", "destination") for field in ("project", "pillar", "source")]
    return found.select_related(*ends, "basis__deal", "corrects", "corrected_by").prefetch_related(
        "origin__project__names", "destination__project__names"
    )


def _chosen(found: "QuerySet[Transfer]", deal: Deal, selection: Selection) -> "QuerySet[Transfer]":
    if not selection.is_figure:
        return found.annotate(signed=F("cents"))
    return _with_flow(found, deal, selection) if selection.flow else _into_places(found, deal, selection)


def _into_places(found: "QuerySet[Transfer]", deal: Deal, selection: Selection) -> "QuerySet[Transfer]":
    """Choose what goes into or out of the places that are meant; what stays among them adds nothing."""
    inside = places(deal, selection).values("pk")
    into = Q(destination__in=inside) & ~Q(origin__in=inside)
    out = Q(origin__in=inside) & ~Q(destination__in=inside)
    sign = -1 if selection.kind == PlaceKind.PLEDGED else 1
    return found.filter(into | out).annotate(
        signed=Case(When(into, then=sign * F("cents")), default=-sign * F("cents"))
    )


def places(deal: Deal, selection: Selection) -> "QuerySet[Place]":
    """Return the places that a figure is about."""
    found = Place.objects.filter(deal=deal).order_by()
    inside = selection.kind in {"", INSIDE}
    found = found.exclude(kind=PlaceKind.PLEDGED) if inside else found.filter(kind=selection.kind)
    if selection.pillar:
        found = found.filter(_of_pillar(selection.pillar))
    if selection.project == ANY_PROJECT:
        found = found.filter(project__isnull=False)
    elif selection.project:
        found = found.filter(project__code=selection.project)
    if selection.phase is not None:
        found = found.filter(phase=selection.phase)
    if selection.source and selection.kind == PlaceKind.PLEDGED:
        found = found.filter(source__code=selection.source)
    return found


def _of_pillar(code: str) -> Q:
    return Q(pillar=None) if code == NO_PILLAR else Q(pillar__code=code)


def _with_flow(found: "QuerySet[Transfer]", deal: Deal, selection: Selection) -> "QuerySet[Transfer]":
    """Choose what went the way of a flow, and what corrects that, which counts against it."""
    origins, ends = way(Flow(selection.flow))
    first = Q(corrects=None, origin__kind__in=origins, destination__kind__in=ends)
    back = Q(corrects__isnull=False, origin__kind__in=ends, destination__kind__in=origins)
    if selection.project or selection.pillar:
        of_project = places(deal, Selection(project=selection.project, pillar=selection.pillar)).values("pk")
        found = found.filter(Q(origin__in=of_project) | Q(destination__in=of_project))
    return found.filter(first | back).annotate(signed=Case(When(first, then=F("cents")), default=-F("cents")))
