"""Rows of the list of decision lists."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import decision_list, paths
from regiodeal.publication.rendering.formatting import count, day, euros


@dataclass(frozen=True)
class DecisionListRow:
    """A decision list in the list of lists."""

    title: str
    href: str
    held_on: str
    iso_day: str
    decisions: str
    total: str
    version: int

    @classmethod
    def of(cls, envelope: Envelope) -> "DecisionListRow":
        """Return the row of a decision list whose snapshot is public."""
        snapshot = envelope.snapshot or {}
        taken = snapshot["totals"]["items"]
        return cls(
            title=decision_list.title_of(snapshot),
            href=paths.decision_list(envelope.subject),
            held_on=day(snapshot["meeting"]["held_on"]),
            iso_day=snapshot["meeting"]["held_on"],
            decisions=count(taken, ngettext("%(number)s besluit", "%(number)s besluiten", taken)),
            total=euros(snapshot["totals"]["contribution_cents"]),
            version=envelope.version,
        )
