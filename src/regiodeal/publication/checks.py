"""Prove the editions in the database: each snapshot, each header, and the chain."""

from collections.abc import Iterator
from typing import Any

from regiodeal.common import chains
from regiodeal.common.hashing import sha256
from regiodeal.common.rows import UNREADABLE, each
from regiodeal.decisions.models import Meeting
from regiodeal.funding.models import Transfer
from regiodeal.funding.queries import content
from regiodeal.programme.models import Deal
from regiodeal.publication import queries
from regiodeal.publication.choices import EditionKind
from regiodeal.publication.envelope import hash_of
from regiodeal.publication.models import Edition


def faults(deal: Deal) -> Iterator[str]:
    """Yield a sentence for each edition that was changed, removed or inserted, or that the ledger contradicts."""
    yield from chains.faults(
        Edition.objects.filter(deal=deal).select_related("corrects", "deal"),
        key="number",
        name=lambda number: f"edition {number} of {deal.code}",
        own=_own_fault,
    )
    yield from _ledger_faults(deal)
    yield from _unpublished_meetings(deal)


def _own_fault(edition: Edition) -> str | None:
    what = f"{edition.kind} {edition.subject}, version {edition.version}"
    if sha256(edition.snapshot.encode()) != edition.snapshot_sha256:
        return f"the snapshot of {what}"
    return None if hash_of(queries.envelope(edition).header()) == edition.sha256 else f"the header of {what}"


def _ledger_faults(deal: Deal) -> Iterator[str]:
    """What was published of the ledger must stand in the ledger, to the letter."""
    rows = Transfer.objects.filter(deal=deal).select_related("origin", "destination", "basis", "corrects")
    standing = {sequence: _as_published(row) for sequence, row in each(rows, "sequence")}
    for number, edition in each(Edition.objects.filter(deal=deal, kind=EditionKind.LEDGER), "number"):
        for row in _transfers_in(edition):
            if standing.get(row["sequence"]) != row:
                yield f"transfer {row['sequence']} of {deal.code} differs from what was published in edition {number}"


def _as_published(transfer: Transfer | None) -> dict[str, Any] | None:
    if transfer is None:
        return None
    return {**content(transfer), "previous": transfer.previous, "sha256": transfer.sha256}


def _transfers_in(edition: Edition | None) -> list[dict[str, Any]]:
    """Return what an excerpt holds; one that cannot be read any more was named above, and holds nothing."""
    try:
        snapshot = queries.snapshot_of(edition) if edition else None
        return list(snapshot["transfers"]) if snapshot else []
    except UNREADABLE:
        return []


def _unpublished_meetings(deal: Deal) -> Iterator[str]:
    """A published list must still have its meeting."""
    lists = Edition.objects.filter(deal=deal, kind=EditionKind.DECISION_LIST).values_list("subject", flat=True)
    known = set(Meeting.objects.filter(body__deal=deal).values_list("reference", flat=True))
    for subject in sorted(set(lists) - known):
        yield f"the published list {subject} of {deal.code} has no meeting any more"
