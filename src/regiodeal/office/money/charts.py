"""Bars that are drawn on the server and stand beside a table with the same figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.web.formatting import euros

Rows = Iterable[tuple[str, Mapping[str, int]]]
"""A name for each bar, with the cents of each part by its look."""

_FILLS = {"reserved": "url(#rd-hatch)", "advanced": "url(#rd-dots)"}
_WHOLE = 100_000  # thousandths of a per cent: fine enough for any screen


@dataclass(frozen=True)
class Segment:
    """A part of a bar; `look` names its pattern, `x` and `width` are per cents of the figure."""

    look: str
    fill: str
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """One bar: its name, what it comes to, and in words what its parts are."""

    name: str
    total: str
    words: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Chart:
    """Bars on one scale, and what each look means."""

    key: tuple[tuple[str, str, str], ...]
    bars: tuple[Bar, ...]


def chart(looks: Mapping[str, str], rows: Rows) -> Chart:
    """Draw a bar for each row that comes to anything. `looks` has the label of each part, by its look, in order."""
    drawn = [(name, parts) for name, parts in rows if any(parts.get(look, 0) > 0 for look in looks)]
    scale = max((sum(max(parts.get(look, 0), 0) for look in looks) for _, parts in drawn), default=0)
    key = tuple((look, label, _FILLS.get(look, "")) for look, label in looks.items())
    return Chart(key, tuple(_bar(name, parts, looks, scale) for name, parts in drawn))


def _bar(name: str, parts: Mapping[str, int], looks: Mapping[str, str], scale: int) -> Bar:
    segments, before, words = [], 0, []
    for look, label in looks.items():
        cents = max(parts.get(look, 0), 0)
        if cents:
            segments.append(Segment(look, _FILLS.get(look, ""), _share(before, scale), _share(cents, scale)))
            words.append(gettext("%(what)s %(amount)s") % {"what": label, "amount": euros(cents)})
        before += cents
    return Bar(name, euros(before), ", ".join(words), tuple(segments))


def _share(cents: int, scale: int) -> str:
    whole, part = divmod(cents * _WHOLE // scale, 1000)
    return f"{whole}.{part:03d}%"
