"""What the office says of a frozen change in the language of the reader.

A snapshot is Dutch for good, with the labels of a closed list in it; the names and grounds that people wrote stay as
they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

LABELS = frozenset(
    {
        _("Bedrag ingedeeld"),
        _("Bijdrage gewijzigd"),
        _("Bijdrage toegekend"),
        _("Bijdrage verhoogd"),
        _("Gegevens van de deal gewijzigd"),
        _("In het programma opgenomen"),
        _("Kaart gewijzigd"),
        _("Looptijd verlengd"),
        _("Naam gewijzigd"),
        _("Penvoerder gewijzigd"),
        _("Pijler gewijzigd"),
        _("Project beëindigd"),
        _("Project gewijzigd"),
        _("Stand gewijzigd"),
        _("Vervolgfase toegekend"),
    }
)
"""The labels that `publication.freezing.changes` gives; a label of an older form stays Dutch."""


@dataclass(frozen=True)
class Change:
    """A change in the programme: of what, what happened, and the amount in cents where there is one."""

    name: str
    label: str
    cents: int | None


def changes(frozen: Iterable[dict[str, Any]]) -> list[Change]:
    """Return the changes of a snapshot as the office shows them."""
    return [Change(one["name"], _said(one["label"]), one["cents"]) for one in frozen]


def _said(label: str) -> str:
    return gettext(label) if label in LABELS else label
