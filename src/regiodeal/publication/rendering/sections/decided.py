"""Decisions as lines of the lists in the sections, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Decision
from regiodeal.publication.rendering.formatting import day, euros
from regiodeal.publication.rendering.languages import said


@dataclass(frozen=True)
class Line:
    """A decision: about what, when, of which kind, with which outcome and amount."""

    project: str
    href: str
    day: str
    kind: str
    outcome: str
    amount: str


def of(decisions: Iterable[Decision]) -> tuple[Line, ...]:
    """Return decisions as lines."""
    ordered = sorted(decisions, key=lambda one: (one.held_on, one.meeting, -one.number), reverse=True)
    return tuple(
        Line(
            project=one.project_name,
            href=paths.resolution(one.reference),
            day=day(one.held_on),
            kind=said(str(DecisionKind(one.kind).label)),
            outcome=said(str(Outcome(one.outcome).label)),
            amount=euros(one.contribution_cents) if one.granted and one.contribution_cents is not None else "",
        )
        for one in ordered
    )
