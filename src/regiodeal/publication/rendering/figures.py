"""The figure "Waar staat elke euro?": a bar per pillar, each with the same data in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.rendering.catalogue import STATES
from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.languages import gettext_noop, said

_LABELS = {
    "free": gettext_noop("vrij"),
    "reserved": gettext_noop("gereserveerd"),
    "awarded": gettext_noop("toegekend"),
    "advanced": gettext_noop("bevoorschot"),
    "settled": gettext_noop("vastgesteld"),
}

_FILLS = {"reserved": "url(#rd-hatch)", "advanced": "url(#rd-dots)"}
_WHOLE = 100_000  # thousandths of a per cent: fine enough for any screen


@dataclass(frozen=True)
class Segment:
    """A part of a bar; `x` and `width` in per cents of the figure. `fill` names a pattern or is empty."""

    state: str
    label: str
    x: str
    width: str
    fill: str


@dataclass(frozen=True)
class Bar:
    """The euros of one pillar: all bars have one scale. `words` says the same as the bar.

    `dutch` marks a name that people gave, which no page translates.
    """

    name: str
    total: str
    width: str
    words: str
    segments: tuple[Segment, ...]
    dutch: bool


def states() -> tuple[tuple[str, str], ...]:
    """Return the places of a euro with their labels, in the order in which it goes through them."""
    return tuple((state, gettext(_LABELS[state])) for state in STATES)


def bars(rows: Sequence[dict[str, Any]]) -> tuple[Bar, ...]:
    """Return a bar per row that holds any euros; a row has `name` and cents as `free_cents`, `reserved_cents`, …"""
    scale = max((_positive_total(row) for row in rows), default=0)
    if scale == 0:
        return ()
    return tuple(_bar(row, scale) for row in rows if _positive_total(row))


def total_cents(row: dict[str, Any]) -> int:
    """Return what a row holds over all states, in cents."""
    return sum(row[f"{state}_cents"] for state in STATES)


def name_of(row: dict[str, Any]) -> str:
    """Return what a row of pillars is called; what stands under no pillar has no code."""
    return str(row["name"]) if row.get("code") else said(row["name"])


def _bar(row: dict[str, Any], scale: int) -> Bar:
    segments, before = [], 0
    for state, label in states():
        cents = max(row[f"{state}_cents"], 0)
        if cents:
            segments.append(Segment(state, label, _share(before, scale), _share(cents, scale), _FILLS.get(state, "")))
        before += cents
    words = ", ".join(f"{label} {euros(row[f'{state}_cents'])}" for state, label in states() if row[f"{state}_cents"])
    return Bar(
        name_of(row),
        euros(total_cents(row)),
        _share(before, scale),
        words,
        tuple(segments),
        dutch=bool(row.get("code")),
    )


def _positive_total(row: dict[str, Any]) -> int:
    return sum(max(row[f"{state}_cents"], 0) for state in STATES)


def _share(cents: int, scale: int) -> str:
    whole, part = divmod(cents * _WHOLE // scale, 1000)
    return f"{whole}.{part:03d}%"
