"""Amounts beside the contribution, never without the words that say what they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regiodeal.publication.rendering.formatting import euros

CONTRIBUTION = "Bijdrage van de Regio Deal"
CONTRIBUTION_IN_PHASE = "Bijdrage van de Regio Deal in deze fase"

_LABELS = {
    "deal_reservation": "Gereserveerd binnen de Regio Deal voor het hele project",
    "total_cost": "Totale kosten van het project, uit alle bronnen",
    "requested": "Gevraagde bijdrage",
}


@dataclass(frozen=True)
class OtherAmount:
    """An amount that is not a contribution: its label, the amount in words, and what the source says about it."""

    label: str
    amount: str
    note: str
    source: str = ""


def others(figures: Iterable[dict[str, Any]], contribution_cents: int | None) -> tuple[OtherAmount, ...]:
    """Return the figures of a snapshot as amounts with their labels; cents compare with the contribution."""
    return tuple(_other(figure, contribution_cents) for figure in figures)


def _other(figure: dict[str, Any], contribution_cents: int | None) -> OtherAmount:
    note = f"de bron zegt: ‘{figure['words']}’" if figure["words"] else ""
    if figure["kind"] == "unclassified":
        label = _unclassified(figure["cents"], contribution_cents)
        note = f"{figure['kind_label']} ({note})" if note else figure["kind_label"]
    else:
        label = _LABELS.get(figure["kind"], figure["kind_label"])
    return OtherAmount(label, euros(figure["cents"]), note, figure.get("source_url") or "")


def _unclassified(cents: int | None, contribution_cents: int | None) -> str:
    if cents is None or contribution_cents is None:
        return "Bedrag in de bron"
    return "Groter bedrag in de bron" if cents > contribution_cents else "Ander bedrag in de bron"
