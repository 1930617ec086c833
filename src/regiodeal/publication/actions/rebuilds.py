"""The record as due work: ordered with the edition that needs it, claimed by one worker at a time, done idempotently.

No person acts here and nothing is decided, so these acts write no line in the trail. What a worker that was killed had
claimed is free again when its lease has passed; doing the same work twice does no harm.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from regiodeal.programme.models import Deal
from regiodeal.publication.models import Rebuild

LEASE = timedelta(seconds=60)
"""How long a claim holds without a sign of life; a sign is given with every part that is finished."""

_FIRST_DELAY = timedelta(seconds=5)
_LONGEST_DELAY = timedelta(minutes=10)


def order(*, deal: Deal, at: datetime, embargo_until: datetime | None = None) -> Rebuild:
    """Order a build of the record now, and another for the moment at which an embargo ends; return the first.

    To be called in the transaction that writes the editions: then either both stand or neither.
    """
    if embargo_until is not None:
        Rebuild.objects.create(deal=deal, due_at=embargo_until)
    return Rebuild.objects.create(deal=deal, due_at=at)


def claim(*, at: datetime, lease: timedelta = LEASE) -> Rebuild | None:
    """Take the build that has been due longest, if any; no other worker gets it while its lease lasts.

    On PostgreSQL a row that another worker is just taking is skipped; on SQLite workers take turns.
    """
    if not _free(at, lease).exists():
        return None  # so that looking takes no lock
    with transaction.atomic():
        rebuild = _free(at, lease).select_for_update(skip_locked=True).first()
        if rebuild is None:
            return None
        rebuild.claimed_at, rebuild.attempts = at, rebuild.attempts + 1
        rebuild.done = rebuild.total = 0
        rebuild.save(update_fields=["claimed_at", "attempts", "done", "total"])
    return rebuild


def progress(*, rebuild: Rebuild, done: int, total: int, at: datetime) -> None:
    """Note how far a build is, which also shows that its worker is alive."""
    Rebuild.objects.filter(pk=rebuild.pk, finished_at=None).update(done=done, total=total, claimed_at=at)


def finish(*, rebuild: Rebuild, at: datetime) -> None:
    """Note that a build is done."""
    Rebuild.objects.filter(pk=rebuild.pk).update(finished_at=at, error="")


def settle(*, known: list[int], at: datetime) -> None:
    """Note that builds, by their keys, are done with another that saw the same editions or newer ones."""
    Rebuild.objects.filter(pk__in=known, finished_at=None).update(finished_at=at, error="")


def fail(*, rebuild: Rebuild, error: str, at: datetime) -> None:
    """Keep why a build failed, and try it again after a while; a little later after each attempt."""
    delay = min(_FIRST_DELAY * 2 ** min(rebuild.attempts - 1, 10), _LONGEST_DELAY)
    Rebuild.objects.filter(pk=rebuild.pk, finished_at=None).update(error=error, claimed_at=None, due_at=at + delay)


def release(*, rebuild: Rebuild) -> None:
    """Give a claim back, where a worker stops before it is done."""
    Rebuild.objects.filter(pk=rebuild.pk, finished_at=None).update(claimed_at=None)


def _free(at: datetime, lease: timedelta) -> "QuerySet[Rebuild]":
    unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=at - lease)
    return Rebuild.objects.filter(unclaimed, finished_at=None, due_at__lte=at)
