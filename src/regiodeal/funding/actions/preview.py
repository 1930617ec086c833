"""What an act would do to the money, found by doing it and taking it back in the same breath."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from regiodeal.funding.models import Place, Transfer
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock


@dataclass(frozen=True)
class Change:
    """What a place holds before and after an act, in cents."""

    place: Place
    before: int
    after: int


def effect(deal: Deal, act: Callable[[], object]) -> list[Change]:
    """Return what an act does to each place that it touches; nothing of it stays. Raises what the act raises."""
    with transaction.atomic():
        lock(deal)
        transfers = Transfer.objects.filter(deal=deal)
        head = transfers.aggregate(head=Max("sequence", default=0))["head"]
        act()
        moved: dict[int, int] = defaultdict(int)
        for one in transfers.filter(sequence__gt=head).order_by("sequence"):
            moved[one.origin_id] -= one.cents
            moved[one.destination_id] += one.cents
        places = Place.objects.filter(pk__in=list(moved)).select_related("project", "pillar", "source")
        found = list(places.prefetch_related("project__names").order_by("pk"))
        transaction.set_rollback(True)
    return [Change(place, place.cents - moved[place.pk], place.cents) for place in found]
