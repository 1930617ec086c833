"""What the ledger holds for each project, in one query."""

from dataclasses import dataclass

from django.db.models import Sum

from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Place
from regiodeal.programme.models import Deal

_GRANTED = {PlaceKind.AWARDED, PlaceKind.ADVANCED, PlaceKind.SETTLED}


@dataclass(frozen=True)
class Held:
    """Cents that were granted to a project, paid already or not, and cents set apart for it; None: never booked."""

    granted: int | None = None
    reserved: int | None = None


def held(deal: Deal) -> dict[int, Held]:
    """Return what is held for each project with any booking, by its primary key."""
    places = Place.objects.filter(deal=deal, project__isnull=False).order_by()
    sums: dict[int, dict[str, int]] = {}
    for project, kind, cents in places.values_list("project_id", "kind").annotate(Sum("cents")):
        what = "granted" if kind in _GRANTED else "reserved"
        of_project = sums.setdefault(project, {})
        of_project[what] = of_project.get(what, 0) + cents
    return {project: Held(**of_project) for project, of_project in sums.items()}
