"""The proof from the database, deal by deal, with that of the record in the data home."""

from collections.abc import Iterator

from regiodeal.audit.trail import broken_lines
from regiodeal.common.rows import UNREADABLE
from regiodeal.config.home import records
from regiodeal.decisions import checks as decision_checks
from regiodeal.funding import checks as funding_checks
from regiodeal.mailing import evidence
from regiodeal.programme.models import Deal
from regiodeal.publication import checks as publication_checks
from regiodeal.publication.record_check import check


def faults(deal: Deal) -> Iterator[str]:
    """Yield a sentence for everything about a deal that was changed, removed or inserted."""
    yield from _guarded("the ledger", funding_checks.faults(deal))
    yield from _guarded("the editions", publication_checks.faults(deal))
    yield from _guarded("the trail", broken_lines(deal.code))
    yield from _guarded("the evidence of mailing lists", evidence.broken_lines(deal.code))
    yield from _guarded("the resolutions", decision_checks.faults(deal))
    folder = records() / deal.code
    if folder.exists():
        yield from _guarded("the record", (f"record: {finding}" for finding in check(folder)))


def _guarded(what: str, found: Iterator[str]) -> Iterator[str]:
    """A changed byte can make rows unreadable that no check looks at by itself; that is a fault too."""
    try:
        yield from found
    except UNREADABLE as error:
        yield f"{what} cannot be read to the end: {error}"


def summary(deal: Deal) -> str:
    """Return what was counted and where the chains end; who keeps these hashes elsewhere can prove more later."""
    transfers = deal.transfers.order_by("-sequence").first()
    editions = deal.editions.order_by("-number").first()
    parts = [f"{deal.code}:"]
    parts.append(f"{transfers.sequence} transfers, head {transfers.sha256}" if transfers else "no transfers")
    parts.append(f"{editions.number} editions, head {editions.sha256}" if editions else "no editions")
    return "\n  ".join(parts)
