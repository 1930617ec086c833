"""The ledger as a page shows it: every transfer with the words of its places and what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths, references
from regiodeal.publication.rendering.formatting import day, euros
from regiodeal.publication.rendering.references import Link


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """A transfer; `corrects` links to the transfer that it puts right."""

    sequence: int
    anchor: str
    day: str
    origin: str
    destination: str
    amount: str
    basis: Link
    corrects: Link | None


def of(envelope: Envelope) -> tuple[Transfer, ...]:
    """Return the transfers in an excerpt whose snapshot is public, oldest first."""
    snapshot = envelope.snapshot or {}
    places = snapshot["places"]
    return tuple(_transfer(transfer, places) for transfer in snapshot["transfers"])


def joined(envelopes: Iterable[Envelope]) -> tuple[Transfer, ...]:
    """Return the transfers of several excerpts in the order of the ledger."""
    transfers = [transfer for envelope in envelopes for transfer in of(envelope)]
    return tuple(sorted(transfers, key=lambda transfer: transfer.sequence))


def _transfer(transfer: dict[str, Any], places: dict[str, str]) -> Transfer:
    corrects = transfer["corrects"]
    return Transfer(
        sequence=transfer["sequence"],
        anchor=paths.transfer_anchor(transfer["sequence"]),
        day=day(transfer["counts_from"]),
        origin=places.get(transfer["from"], transfer["from"]),
        destination=places.get(transfer["to"], transfer["to"]),
        amount=euros(transfer["cents"]),
        basis=references.basis(transfer["basis"]),
        corrects=Link(f"boeking {corrects}", paths.transfer(corrects)) if corrects else None,
    )
