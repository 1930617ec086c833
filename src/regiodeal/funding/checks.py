"""Prove the ledger: recount it and follow its chain."""

from collections.abc import Iterator
from typing import Any

from regiodeal.common import chains
from regiodeal.common.hashing import link
from regiodeal.funding import where
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Place, Total, Transfer, Turnover
from regiodeal.funding.queries import STRAYED, content, recount, transfers
from regiodeal.programme.models import Deal


def faults(deal: Deal) -> Iterator[str]:
    """Yield a sentence for each transfer that was changed, removed or inserted, and each balance or total that is
    wrong."""
    yield from _chain_faults(deal)
    held = recount(deal)
    if sum(held.values()) != 0:
        yield f"the places of {deal.code} do not add up to zero"
    for place in Place.objects.filter(deal=deal):
        counted = held.get(place.pk, 0)
        if counted != place.cents:
            yield f"place {place.key} says {place.cents} cents, but its transfers add up to {counted}"
        if counted < 0 and place.kind != PlaceKind.PLEDGED:
            yield f"place {place.key} holds less than nothing: {counted} cents"
    yield from _total_faults(deal)
    yield from _pledge_faults(deal)


def _total_faults(deal: Deal) -> Iterator[str]:
    """What is kept must be what the transfers add up to, and what projects hold must count in their own pillar."""
    every = Transfer.objects.filter(deal=deal)
    fields = ["kind", "source__code", "pillar__code"]
    totals = {row[:-1]: row[-1] for row in Total.objects.filter(deal=deal).values_list(*fields, "cents")}
    for kind, source, pillar, kept, added_up in _differences(totals, where.counted(every, fields)):
        yield f"total {kind}/{source or pillar or '-'} says {kept} cents, but its transfers add up to {added_up}"
    ways = Turnover.objects.filter(deal=deal).values_list("year", "origin", "destination", "corrects", "cents")
    turnovers = {row[:-1]: row[-1] for row in ways}
    for year, origin, destination, corrects, kept, added_up in _differences(turnovers, where.counted_by_way(every)):
        way = f"{origin} to {destination}{' as a correction' if corrects else ''}"
        yield f"turnover of {year} from {way} says {kept} cents, but its transfers add up to {added_up}"
    for place in Place.objects.filter(STRAYED, deal=deal).select_related("pillar", "project__pillar"):
        pillar = place.project.pillar if place.project else None
        yield f"place {place.key} counts in pillar {place.pillar or '-'}, but its project is in {pillar or '-'}"


def _differences(kept: where.Sums, counted: where.Sums) -> Iterator[tuple[Any, ...]]:
    for by in sorted(kept.keys() | counted.keys(), key=str):
        if kept.get(by, 0) != counted.get(by, 0):
            yield *by, kept.get(by, 0), counted.get(by, 0)


def _pledge_faults(deal: Deal) -> Iterator[str]:
    """What the register says of sources and budgets must be what the agreement booked."""
    opening = Transfer.objects.filter(deal=deal, basis__kind=BasisKind.AGREEMENT)
    pledged = dict(opening.filter(origin__kind=PlaceKind.PLEDGED).values_list("origin__source__code", "cents"))
    divided = dict(opening.filter(origin__kind=PlaceKind.FREE).values_list("destination__pillar__code", "cents"))
    for source in deal.sources.all():
        if pledged.get(source.code) != source.cents:
            yield f"source {source.code} says {source.cents} cents, but the agreement booked {pledged.get(source.code)}"
    for pillar in deal.pillars.all():
        if divided.get(pillar.code) != pillar.budget_cents:
            booked = divided.get(pillar.code)
            yield f"pillar {pillar.code} says {pillar.budget_cents} cents, but the agreement booked {booked}"


def _chain_faults(deal: Deal) -> Iterator[str]:
    yield from chains.faults(
        transfers(deal),
        key="sequence",
        name=lambda sequence: f"transfer {sequence} of {deal.code}",
        own=lambda one: (
            None if link(content(one), one.previous) == one.sha256 else f"{one.origin} to {one.destination}"
        ),
    )
