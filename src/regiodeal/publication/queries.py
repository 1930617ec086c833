"""Reads about editions."""

import json
from datetime import datetime
from typing import Any

from regiodeal.common.moments import utc_text
from regiodeal.programme.models import Deal
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.models import Edition, Rebuild


def envelopes(deal: Deal) -> list[Envelope]:
    """Return all editions of a deal, oldest first, as the world sees them once nothing is sealed or withdrawn."""
    return [envelope(edition) for edition in deal.editions.select_related("corrects", "deal").order_by("number")]


def envelope(edition: Edition) -> Envelope:
    """Return an edition as the world sees it."""
    return Envelope(
        deal=edition.deal.code,
        number=edition.number,
        kind=edition.kind,
        subject=edition.subject,
        version=edition.version,
        act=edition.act,
        corrects=edition.corrects.number if edition.corrects else None,
        reason=edition.reason,
        published_at=utc_text(edition.published_at),
        embargo_until=utc_text(edition.embargo_until) if edition.embargo_until else None,
        snapshot_sha256=edition.snapshot_sha256,
        previous=edition.previous,
        sha256=edition.sha256,
        snapshot=json.loads(edition.snapshot),
        form=edition.form,
    )


def latest(deal: Deal, kind: str, subject: str) -> Edition | None:
    """Return the newest edition about a subject, if any."""
    return Edition.objects.filter(deal=deal, kind=kind, subject=subject).order_by("-version").first()


def newest_hashes(deal: Deal, kind: str) -> dict[str, str]:
    """Return, for each subject of a kind, the hash of the snapshot of its newest edition."""
    rows = Edition.objects.filter(deal=deal, kind=kind).order_by("version")
    return dict(rows.values_list("subject", "snapshot_sha256"))


def snapshot_of(edition: Edition) -> dict[str, Any] | None:
    """Return the snapshot of an edition; None for a withdrawal, which has none."""
    content: dict[str, Any] | None = json.loads(edition.snapshot)
    return content


def due_builds(deal: Deal, at: datetime) -> list[int]:
    """Return the keys of the builds of the record that are due at a moment and not done."""
    return list(Rebuild.objects.filter(deal=deal, finished_at=None, due_at__lte=at).values_list("pk", flat=True))
