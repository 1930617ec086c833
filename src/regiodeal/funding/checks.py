"""Prove the ledger: recount it and follow its chain."""

from collections.abc import Iterator

from regiodeal.common import chains
from regiodeal.common.hashing import link
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Place
from regiodeal.funding.queries import content, recount, transfers
from regiodeal.programme.models import Deal


def faults(deal: Deal) -> Iterator[str]:
    """Yield a sentence for each transfer that was changed, removed or inserted, and each balance that is wrong."""
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


def _chain_faults(deal: Deal) -> Iterator[str]:
    yield from chains.faults(
        transfers(deal),
        key="sequence",
        name=lambda sequence: f"transfer {sequence} of {deal.code}",
        own=lambda one: (
            None if link(content(one), one.previous) == one.sha256 else f"{one.origin} to {one.destination}"
        ),
    )
