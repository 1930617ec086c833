"""Where every euro is: now, on a day, or as it was known at a moment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Sum, When

from regiodeal.common.errors import Refusal
from regiodeal.common.moments import utc_text
from regiodeal.common.sentences import Named, Sentence
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.programme.models import Deal

_KINDS = list(PlaceKind)
"""In the order in which money flows."""

STRAYED = (
    Q(pillar=None, project__pillar__isnull=False)
    | Q(project__isnull=False, pillar__isnull=False, project__pillar=None)
    | Q(pillar__isnull=False, project__pillar__isnull=False) & ~Q(pillar=F("project__pillar"))
)
"""Places that count in another pillar than the one that their project is in."""


@dataclass(frozen=True)
class Balance:
    """What a place holds, in cents."""

    key: str
    kind: str
    label: str
    pillar: str | None
    project: str | None
    phase: int | None
    cents: int


def balances(deal: Deal, *, on: date | None = None, known_at: datetime | None = None) -> list[Balance]:
    """Return what each place of a deal holds, with all that counts on the day `on` and was recorded by `known_at`.

    Without either this reads the balances that are kept; with one of them it adds up the transfers.
    """
    places = Place.objects.filter(deal=deal).select_related("source", "pillar", "project")
    places = places.prefetch_related("project__names")
    recounted = None if on is None and known_at is None else recount(deal, on=on, known_at=known_at)
    return [
        _balance(place, place.cents if recounted is None else recounted.get(place.pk, 0))
        for place in sorted(places, key=lambda place: (_KINDS.index(PlaceKind(place.kind)), place.pk))
    ]


def recount(deal: Deal, *, on: date | None = None, known_at: datetime | None = None) -> dict[int, int]:
    """Return the cents of each place, by its primary key, added up from the transfers alone."""
    transfers = Transfer.objects.filter(deal=deal)
    if on is not None:
        transfers = transfers.filter(counts_from__lte=on)
    if known_at is not None:
        transfers = transfers.filter(recorded_at__lte=known_at)
    held: dict[int, int] = {}
    for place, cents in transfers.values_list("destination").annotate(Sum("cents")).order_by():
        held[place] = held.get(place, 0) + cents
    for place, cents in transfers.values_list("origin").annotate(Sum("cents")).order_by():
        held[place] = held.get(place, 0) - cents
    return held


def lowest_from(place: Place, day: date) -> int:
    """Return the least that a place holds at the end of `day` or of any later day, in cents.

    What the place holds now is walked back over the transfers that count from later days, mostly none.
    """
    later = Transfer.objects.filter(Q(origin=place) | Q(destination=place), counts_from__gt=day)
    change = Sum(Case(When(destination=place, then=F("cents")), default=-F("cents")))
    held = lowest = place.cents
    for _, cents in later.values_list("counts_from").annotate(change=change).order_by("-counts_from"):
        held -= cents
        lowest = min(lowest, held)
    return lowest


def free_place(deal: Deal, pillar_code: str | None) -> str:
    """Return the key of the place with the free money for a pillar; a pillar without a budget of its own draws on
    what the deal has not divided."""
    pillar = deal.pillars.filter(code=pillar_code, budget_cents__isnull=False).first()
    return f"{PlaceKind.FREE}/{pillar.code if pillar else '-'}"


class UnknownBasis(Refusal):
    """The deal has nothing of this kind with this reference that money can rest on."""


def basis(deal: Deal, kind: BasisKind, reference: str) -> Basis:
    """Return what transfers can rest on, by its kind and reference. Raises UnknownBasis, naming what there is."""
    bases = Basis.objects.filter(deal=deal, kind=kind)
    found = bases.filter(reference=reference).first()
    if found is None:
        known = ", ".join(bases.values_list("reference", flat=True))
        raise UnknownBasis(
            "there is no {kind} {reference!r} with money in {deal}; there is: {known}",
            kind=BasisKind(kind),
            reference=reference,
            deal=Named(deal.code, deal.name),
            known=known or Sentence("none"),
        )
    return found


def transfers(deal: Deal, *, after: int = 0) -> "QuerySet[Transfer]":
    """Return the transfers of a deal behind sequence number `after`, in order, with all that describes them."""
    return (
        Transfer.objects.filter(deal=deal, sequence__gt=after)
        .select_related("deal", "origin", "destination", "basis", "corrects")
        .order_by("sequence")
    )


def content(transfer: Transfer) -> dict[str, Any]:
    """Return what the hash of a transfer covers, beside the hash of the one before it."""
    basis = transfer.basis
    return {
        "sequence": transfer.sequence,
        "counts_from": transfer.counts_from.isoformat(),
        "recorded_at": utc_text(transfer.recorded_at),
        "from": transfer.origin.key,
        "to": transfer.destination.key,
        "cents": transfer.cents,
        "basis": {
            "kind": basis.kind,
            "reference": basis.reference,
            "title": basis.title,
            "on": basis.on.isoformat(),
        },
        "corrects": transfer.corrects.sequence if transfer.corrects else None,
    }


def label(place: Place) -> str:
    """Return what a Dutch reader calls a place."""
    match place.kind:
        case PlaceKind.PLEDGED:
            return f"toegezegd door {place.source}"
        case PlaceKind.FREE:
            return f"vrij in {place.pillar}" if place.pillar else "vrij, niet verdeeld over pijlers"
    name = place.project.name if place.project else ""
    phase = f", fase {place.phase}" if place.phase else ""
    return f"{PlaceKind(place.kind).label} {'voor' if place.kind == PlaceKind.RESERVED else 'aan'} {name}{phase}"


def _balance(place: Place, cents: int) -> Balance:
    return Balance(
        key=place.key,
        kind=place.kind,
        label=label(place),
        pillar=place.pillar.code if place.pillar else None,
        project=place.project.code if place.project else None,
        phase=place.phase,
        cents=cents,
    )
