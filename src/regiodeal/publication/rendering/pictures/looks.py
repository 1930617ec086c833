"""What a surface looks like: a colour by its class, and a pattern beside it, so that nobody needs the colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from regiodeal.publication.rendering.pictures import lettering
from regiodeal.publication.rendering.pictures.svg import LINE, element, text

STATES = ("free", "reserved", "awarded", "advanced", "settled")
"""The places of a euro in the order in which it goes through them."""

SIZE = 14.0
"""The size of the letters in a key."""

_PATTERNED = {"reserved": "hatch", "advanced": "dots", "unknown": "cross", "shade-2": "thin", "shade-4": "dense"}
_SWATCH, _BETWEEN, _GAP = 26.0, 8.0, 20.0


@dataclass(frozen=True)
class Entry:
    """A line of a key: a look, and what it means."""

    look: str
    label: str


def label(state: str) -> str:
    """Return the word for a place of a euro."""
    return {
        "free": gettext("vrij"),
        "reserved": gettext("gereserveerd"),
        "awarded": gettext("toegekend"),
        "advanced": gettext("bevoorschot"),
        "settled": gettext("vastgesteld"),
    }[state]


def surface(name: str, drawing: str, look: str, **attributes: object) -> SafeString:
    """Return an element with a look. `drawing` names the drawing whose patterns it is filled with."""
    pattern = _PATTERNED.get(look)
    filled = element(name, class_=f"rd-pic-{look}", **attributes)
    if pattern is None:
        return filled
    return SafeString(filled + element(name, fill=f"url(#{drawing}-{pattern})", **attributes))


def patterns(drawing: str) -> SafeString:
    """Return the patterns of a drawing. Each has its own: a pattern in a drawing that is not shown fills nothing."""

    def pattern(name: str, side: float, *inside: SafeString, turn: int | None = None) -> SafeString:
        return element(
            "pattern",
            *inside,
            id=f"{drawing}-{name}",
            width=side,
            height=side,
            patternUnits="userSpaceOnUse",
            patternTransform=None if turn is None else f"rotate({turn})",
        )

    def line(side: float, look: str = "rd-pic-hatching") -> SafeString:
        return element("line", class_=look, x1=0, y1=0, x2=0, y2=side)

    across = element("line", class_="rd-pic-hatching", x1=0, y1=0, x2=7, y2=0)
    return SafeString(
        pattern("hatch", 7, line(7), turn=45)
        + pattern("cross", 7, line(7), across, turn=45)
        + pattern("dots", 7, element("circle", class_="rd-pic-dot", cx=3.5, cy=3.5, r=1.6))
        + pattern("thin", 9, line(9, "rd-pic-shading"), turn=45)
        + pattern("dense", 5, line(5, "rd-pic-shading"), turn=45)
    )


def key(entries: Sequence[Entry], drawing: str, width: float) -> tuple[SafeString, float]:
    """Return the key of a drawing, over as many lines as it needs, and how high it is."""
    x, y, drawn = 0.0, 0.0, []
    for entry in entries:
        words = lettering.shortened(entry.label, width - _SWATCH - _BETWEEN, SIZE)
        wide = _SWATCH + _BETWEEN + lettering.width(words, SIZE)
        if x and x + wide > width:
            x, y = 0.0, y + SIZE * LINE + 6
        box = {"x": x + 0.5, "y": y + 2.5, "width": _SWATCH - 1, "height": SIZE}
        drawn += [
            surface("rect", drawing, entry.look, **box),
            element("rect", class_="rd-pic-edge", **box),
            text(words, x + _SWATCH + _BETWEEN, y + SIZE, SIZE),
        ]
        x += wide + _GAP
    return SafeString("".join(drawn)), (y + SIZE * LINE) if entries else 0.0
