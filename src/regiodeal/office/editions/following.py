"""What follows from all that stands in the register, worked out once for as long as nobody does anything.

Freezing a whole register takes a while, and somebody who is about to publish looks at it several times. Every act
leaves a line in the trail, so the newest line and the newest edition together say whether it is still the same.
"""

from django.core.cache import caches

from regiodeal.audit.models import AuditLine
from regiodeal.programme.models import Deal
from regiodeal.publication import drafts
from regiodeal.publication.drafts import Draft
from regiodeal.publication.models import Edition

_MINUTES = 10 * 60  # seconds


def following(deal: Deal) -> list[Draft]:
    """Return what publishing now would add to the list of a meeting, or publish without one."""
    line = AuditLine.objects.filter(scope=deal.code).order_by("-number").values_list("sha256", flat=True).first()
    edition = Edition.objects.filter(deal=deal).order_by("-number").values_list("sha256", flat=True).first()
    key = f"following-{deal.pk}-{line}-{edition}"
    cache = caches["process"]
    found: list[Draft] | None = cache.get(key)
    if found is None:
        found = drafts.following(deal)
        cache.set(key, found, _MINUTES)
    return found
