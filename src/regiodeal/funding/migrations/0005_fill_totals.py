"""Fill the totals from the ledger that is there, and let places of projects count in the pillar of their project."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import ExtractYear


def fill(apps: Any, _: Any) -> None:
    """Add up each ledger once; from here on totals are kept with every transfer."""
    place, transfer = apps.get_model("funding", "Place"), apps.get_model("funding", "Transfer")
    of_project = apps.get_model("projects", "Project").objects.filter(pk=OuterRef("project")).values("pillar")
    place.objects.filter(project__isnull=False).update(pillar=Subquery(of_project))
    total, turnover = apps.get_model("funding", "Total"), apps.get_model("funding", "Turnover")
    total.objects.bulk_create(
        total(deal_id=deal, key=f"{kind}/{source_code or pillar_code or '-'}", kind=kind, source_id=source,
              pillar_id=pillar, cents=cents)
        for deal, kind, source, source_code, pillar, pillar_code, cents in place.objects.order_by()
        .values_list("deal", "kind", "source", "source__code", "pillar", "pillar__code").annotate(Sum("cents"))
    )  # fmt: skip
    turnover.objects.bulk_create(
        turnover(deal_id=deal, year=year, origin=origin, destination=destination, corrects=corrects, cents=cents)
        for deal, year, origin, destination, corrects, cents in transfer.objects.order_by()
        .annotate(year=ExtractYear("counts_from"), is_correction=Q(corrects__isnull=False))
        .values_list("deal", "year", "origin__kind", "destination__kind", "is_correction").annotate(Sum("cents"))
    )  # fmt: skip


def empty(apps: Any, _: Any) -> None:
    """Leave the totals, which go with their tables; places of projects had no pillar of their own before."""
    apps.get_model("funding", "Place").objects.filter(project__isnull=False).update(pillar=None)


class Migration(migrations.Migration):
    """Fills what 0004 made; apart from it, since PostgreSQL does not change a table with rows in waiting."""

    dependencies = [("funding", "0004_totals")]
    operations = [migrations.RunPython(fill, empty)]
