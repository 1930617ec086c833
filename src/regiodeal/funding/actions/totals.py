"""Keep the totals: with every transfer that is booked, and when a project moves to another pillar."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db.models import F

from regiodeal.funding.models import Place, Total, Transfer, Turnover
from regiodeal.funding.queries import STRAYED
from regiodeal.programme.models import Deal, Pillar, Source

_Slot = tuple[str, Source | None, Pillar | None]
"""What a total is of: a kind of place, and the source or the pillar."""


def count(deal: Deal, booked: Iterable[Transfer]) -> None:
    """Add transfers to the totals. The caller has locked the deal, and counts each transfer once."""
    held: Counter[_Slot] = Counter()
    went: Counter[tuple[int, str, str, bool]] = Counter()
    for one in booked:
        held[_slot(one.origin)] -= one.cents
        held[_slot(one.destination)] += one.cents
        went[one.counts_from.year, one.origin.kind, one.destination.kind, one.corrects_id is not None] += one.cents
    _add_to_totals(deal, held)
    for (year, origin, destination, corrects), cents in went.items():
        way = {"deal": deal, "year": year, "origin": origin, "destination": destination, "corrects": corrects}
        if not Turnover.objects.filter(**way).update(cents=F("cents") + cents):
            Turnover.objects.create(**way, cents=cents)


def follow(deal: Deal, projects: Collection[str]) -> None:
    """Let what these projects hold count in the pillar that each is in now; `projects` are their codes.

    The caller has locked the deal. No euro moves: a pillar says of which part of the deal it is told.
    """
    strayed = Place.objects.filter(STRAYED, deal=deal, project__code__in=projects)
    held: Counter[_Slot] = Counter()
    for place in strayed.select_related("source", "pillar", "project__pillar"):
        held[_slot(place)] -= place.cents
        place.pillar = place.project.pillar if place.project else None
        held[_slot(place)] += place.cents
        place.save(update_fields=["pillar"])
    _add_to_totals(deal, held)


def _slot(place: Place) -> _Slot:
    return place.kind, place.source, place.pillar


def _add_to_totals(deal: Deal, held: Counter[_Slot]) -> None:
    for (kind, source, pillar), cents in held.items():
        if not cents:
            continue
        owner = source or pillar
        key = f"{kind}/{owner.code if owner else '-'}"
        if not Total.objects.filter(deal=deal, key=key).update(cents=F("cents") + cents):
            Total.objects.create(deal=deal, key=key, kind=kind, source=source, pillar=pillar, cents=cents)
