"""Prove the editions in the database: each snapshot, each header, and the chain."""

from collections.abc import Iterator

from regiodeal.common.hashing import GENESIS, sha256
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
    previous, number = GENESIS, 0
    for edition in Edition.objects.filter(deal=deal).select_related("corrects", "deal").order_by("number"):
        number += 1
        if edition.number != number:
            yield f"edition {number} of {deal.code} is missing"
            number = edition.number
        yield from _own_faults(edition, previous)
        previous = edition.sha256
    yield from _ledger_faults(deal)
    yield from _unpublished_meetings(deal)


def _own_faults(edition: Edition, previous: str) -> Iterator[str]:
    name = (
        f"edition {edition.number} of {edition.deal.code} ({edition.kind} {edition.subject}, version {edition.version})"
    )
    if edition.previous != previous:
        yield f"{name} does not follow the edition before it"
    if sha256(edition.snapshot.encode()) != edition.snapshot_sha256:
        yield f"{name}: its snapshot was changed"
        return
    if hash_of(queries.envelope(edition).header()) != edition.sha256:
        yield f"{name}: its header was changed"


def _ledger_faults(deal: Deal) -> Iterator[str]:
    """What was published of the ledger must stand in the ledger, to the letter."""
    standing = {
        transfer.sequence: {**content(transfer), "previous": transfer.previous, "sha256": transfer.sha256}
        for transfer in Transfer.objects.filter(deal=deal).select_related("origin", "destination", "basis", "corrects")
    }
    for edition in Edition.objects.filter(deal=deal, kind=EditionKind.LEDGER):
        try:
            snapshot = queries.snapshot_of(edition) or {}
        except ValueError:
            continue  # not JSON any more: named above as a changed snapshot
        for row in snapshot.get("transfers", []):
            if standing.get(row["sequence"]) != row:
                published = f"edition {edition.number}"
                yield f"transfer {row['sequence']} of {deal.code} differs from what was published in {published}"


def _unpublished_meetings(deal: Deal) -> Iterator[str]:
    """A published list must still have its meeting."""
    lists = Edition.objects.filter(deal=deal, kind=EditionKind.DECISION_LIST).values_list("subject", flat=True)
    known = set(Meeting.objects.filter(body__deal=deal).values_list("reference", flat=True))
    for subject in sorted(set(lists) - known):
        yield f"the published list {subject} of {deal.code} has no meeting any more"
