"""Amounts beside the contribution, never without the label that says what they mean."""

from typing import Any

from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure


def freeze_figure(figure: Figure) -> dict[str, Any]:
    """Return a figure in cents with its kind, the words of its source and where that stands."""
    return {
        "kind": figure.kind,
        "kind_label": FigureKind(figure.kind).label,
        "cents": figure.cents,
        "words": figure.words,
        "source_url": figure.source_url or None,
    }
