"""Keep the borders of the municipalities of a deal."""

from datetime import datetime
from typing import Any

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.programme.models import Deal, Outline
from regiodeal.programme.queries import lock


def keep(*, deal: Deal, content: dict[str, Any], by: trail.Actor, at: datetime) -> bool:
    """Keep an outline, as `programme.boundaries.outlining` made it, in the place of the one before.

    Returns whether it says anything new; keeping the same one twice changes nothing.
    """
    with transaction.atomic():
        lock(deal)
        outline = Outline.objects.filter(deal=deal).first() or Outline(deal=deal)
        if outline.content == content:
            return False
        outline.content = content
        outline.save()
        trail.write(
            scope=deal.code,
            act="deal.outline",
            subject=deal.code,
            by=by,
            at=at,
            year=content["year"],
            municipalities=[one["identifier"] for one in content["municipalities"]],
        )
    return True
