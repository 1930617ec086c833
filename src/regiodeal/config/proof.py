"""The proof from the database, deal by deal, with that of the record in the data home."""

from collections.abc import Iterator

from regiodeal.audit.trail import broken_lines
from regiodeal.config.home import records
from regiodeal.funding import checks as funding_checks
from regiodeal.programme.models import Deal
from regiodeal.publication import checks as publication_checks
from regiodeal.publication.record_check import check


def faults(deal: Deal) -> Iterator[str]:
    """Yield a sentence for everything about a deal that was changed, removed or inserted."""
    yield from funding_checks.faults(deal)
    yield from publication_checks.faults(deal)
    yield from broken_lines(deal.code)
    folder = records() / deal.code
    if folder.exists():
        yield from (f"record: {finding}" for finding in check(folder))


def summary(deal: Deal) -> str:
    """Return what was counted and where the chains end; who keeps these hashes elsewhere can prove more later."""
    transfers = deal.transfers.order_by("-sequence").first()
    editions = deal.editions.order_by("-number").first()
    parts = [f"{deal.code}:"]
    parts.append(f"{transfers.sequence} transfers, head {transfers.sha256}" if transfers else "no transfers")
    parts.append(f"{editions.number} editions, head {editions.sha256}" if editions else "no editions")
    return "\n  ".join(parts)
