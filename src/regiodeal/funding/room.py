"""What a decision about a project can draw on, and what rests on a resolution."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from regiodeal.decisions.models import Resolution
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Place, Transfer
from regiodeal.funding.queries import free_place, lowest_from
from regiodeal.projects.models import Project


@dataclass(frozen=True)
class Room:
    """What there is for a project from a day on, in cents: `reserved` for it, `free` where it draws on, and what it
    holds that is awarded and unspent."""

    reserved: int
    free: int
    awarded: int

    @property
    def available(self) -> int:
        """What can be awarded: what is reserved goes first, free money fills up."""
        return self.reserved + self.free


def room_for(project: Project, on: date) -> Room:
    """Return what there is for a project, counted from a day on."""
    pot = Place.objects.filter(
        deal=project.deal, key=free_place(project.deal, project.pillar.code if project.pillar else None)
    ).first()
    held = Place.objects.filter(project=project, kind__in=[PlaceKind.RESERVED, PlaceKind.AWARDED])
    sums = dict(held.order_by().values_list("kind").annotate(Sum("cents")))
    return Room(
        reserved=sums.get(PlaceKind.RESERVED, 0),
        free=lowest_from(pot, on) if pot else 0,
        awarded=sums.get(PlaceKind.AWARDED, 0),
    )


def resting_on(resolution: Resolution) -> "QuerySet[Transfer]":
    """Return the transfers that rest on a resolution, in order, with all that describes them."""
    return (
        Transfer.objects.filter(basis__resolution=resolution)
        .select_related(
            "origin__source", "origin__pillar", "origin__project",
            "destination__source", "destination__pillar", "destination__project", "corrects",
        )
        .prefetch_related("origin__project__names", "destination__project__names")
        .order_by("sequence")
    )  # fmt: skip
