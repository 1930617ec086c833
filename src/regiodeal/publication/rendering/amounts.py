"""Amounts beside the contribution, never without the words that say what they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.languages import gettext_noop, said

_LABELS = {
    "deal_reservation": gettext_noop("Gereserveerd binnen de Regio Deal voor het hele project"),
    "total_cost": gettext_noop("Totale kosten van het project, uit alle bronnen"),
    "requested": gettext_noop("Gevraagde bijdrage"),
}


@dataclass(frozen=True)
class OtherAmount:
    """An amount that is not a contribution: its label, the amount in words, what is to be said about it, and `words`:
    what the source itself says, in the language of the source."""

    label: str
    amount: str
    note: str
    words: str
    source: str = ""


def others(figures: Iterable[dict[str, Any]], contribution_cents: int | None) -> tuple[OtherAmount, ...]:
    """Return the figures of a snapshot as amounts with their labels; cents compare with the contribution."""
    return tuple(_other(figure, contribution_cents) for figure in figures)


def contribution_label(*, in_phase: bool) -> str:
    """Return what the contribution of the deal is called."""
    if in_phase:
        return gettext("Bijdrage van de Regio Deal in deze fase")
    return gettext("Bijdrage van de Regio Deal")


def _other(figure: dict[str, Any], contribution_cents: int | None) -> OtherAmount:
    unclassified = figure["kind"] == "unclassified"
    return OtherAmount(
        label=_unclassified(figure["cents"], contribution_cents) if unclassified else _label(figure),
        amount=euros(figure["cents"]),
        note=said(figure["kind_label"]) if unclassified else "",
        words=figure["words"],
        source=figure.get("source_url") or "",
    )


def _label(figure: dict[str, Any]) -> str:
    return said(_LABELS.get(figure["kind"], figure["kind_label"]))


def _unclassified(cents: int | None, contribution_cents: int | None) -> str:
    if cents is None or contribution_cents is None:
        return gettext("Bedrag in de bron")
    return gettext("Groter bedrag in de bron") if cents > contribution_cents else gettext("Ander bedrag in de bron")
