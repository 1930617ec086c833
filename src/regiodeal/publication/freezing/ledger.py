"""Excerpts of the ledger: they join into the whole, so that anyone can recount it."""

from typing import Any

from regiodeal.common.hashing import GENESIS
from regiodeal.funding.models import Transfer
from regiodeal.funding.queries import content, label, transfers
from regiodeal.programme.models import Deal
from regiodeal.publication.freezing.deals import freeze_deal


def freeze_ledger(deal: Deal, after: int) -> dict[str, Any] | None:
    """Return the transfers behind sequence number `after`, or None where there are none."""
    rows = list(
        transfers(deal, after=after)
        .select_related("origin__source", "origin__pillar", "origin__project", "destination__pillar",
                        "destination__source", "destination__project", "basis", "corrects", "deal")
        .prefetch_related("origin__project__names", "destination__project__names")
    )  # fmt: skip
    if not rows:
        return None
    places = {place.key: label(place) for row in rows for place in (row.origin, row.destination)}
    return {
        "deal": freeze_deal(deal),
        "first": rows[0].sequence,
        "last": rows[-1].sequence,
        "opening": rows[0].previous,
        "closing": rows[-1].sha256,
        "places": places,
        "transfers": [{**content(row), "previous": row.previous, "sha256": row.sha256} for row in rows],
    }


def ledger_head(deal: Deal) -> dict[str, Any]:
    """Return how far the ledger reaches: the last sequence number and its hash."""
    last = Transfer.objects.filter(deal=deal).order_by("-sequence").first()
    return {"sequence": last.sequence, "sha256": last.sha256} if last else {"sequence": 0, "sha256": GENESIS}
