"""Open the ledger of a deal: what the sources pledged becomes free, on the basis of the agreement."""

from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.funding.actions.ledger import Move, book
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock


def open_ledger(deal: Deal, *, by: trail.Actor, at: datetime) -> bool:
    """Book the pledges of all sources, and the budgets of the pillars that have one; return False when that was done.

    Everything counts from the day of the agreement. Money without a pillar stays free and undivided.
    """
    with transaction.atomic():
        lock(deal)
        if deal.transfers.exists():
            return False
        basis = Basis.objects.create(
            deal=deal,
            kind=BasisKind.AGREEMENT,
            reference=deal.agreed_on.isoformat(),
            title=deal.agreement_title,
            on=deal.agreed_on,
        )
        undivided = f"{PlaceKind.FREE}/-"
        pledges = [
            Move(origin=f"{PlaceKind.PLEDGED}/{source.code}", destination=undivided, cents=source.cents)
            for source in deal.sources.all()
        ]
        budgets = [
            Move(origin=undivided, destination=f"{PlaceKind.FREE}/{pillar.code}", cents=pillar.budget_cents)
            for pillar in deal.pillars.all()
            if pillar.budget_cents is not None
        ]
        book(deal=deal, moves=[*pledges, *budgets], basis=basis, counts_from=deal.agreed_on, at=at)
        trail.write(scope=deal.code, act="ledger.open", subject=deal.code, by=by, at=at, moves=len(pledges + budgets))
    return True
