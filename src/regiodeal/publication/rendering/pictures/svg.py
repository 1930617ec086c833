"""Elements of SVG as text: escaped, with short numbers, the same bytes each time."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from regiodeal.publication.rendering.pictures import lettering

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"[ \t\r\n]+")
LINE = 1.3
"""The height of a line of text, by the size of its letters."""


@dataclass(frozen=True)
class Box:
    """A rectangle: where something stands."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles share any room."""
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        above = self.y + self.height <= other.y or other.y + other.height <= self.y
        return not (beside or above)

    def holds(self, other: "Box") -> bool:
        """Tell whether the other rectangle lies wholly within this one."""
        wide = self.x <= other.x and other.x + other.width <= self.x + self.width
        return wide and self.y <= other.y and other.y + other.height <= self.y + self.height


def element(name: str, *inside: str, **attributes: object) -> SafeString:
    """Return an element. `class_` becomes class and `text_anchor` text-anchor; an attribute of None is left out.

    What is inside is escaped, unless it is an element already.
    """
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    content = "".join(part if isinstance(part, SafeString) else _clean(part) for part in inside)
    if not content:
        return mark_safe(f"<{name}{written}/>")  # noqa: S308 - all of it was escaped above
    return mark_safe(f"<{name}{written}>{content}</{name}>")  # noqa: S308 - all of it was escaped above


def text(
    words: str, x: float, y: float, size: float, *, anchor: str = "start", look: str = "", dutch: bool = False
) -> SafeString:
    """Return a line of text with its foot at `y`. `dutch` marks what people wrote, which no page translates."""
    return element(
        "text",
        words,
        class_=f"rd-pic-text {look}".strip(),
        x=x,
        y=y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        lang=language_of_people() if dutch else None,
    )


def room_of(words: str, x: float, y: float, size: float, anchor: str = "start") -> Box:
    """Return the room that a line of text takes at most, with its foot at `y`."""
    wide = lettering.width(words, size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Box(left, y - size, wide, size * LINE)


def language_of_people() -> str | None:
    """Return "nl" on a page in another language, for what people wrote in Dutch."""
    return None if (get_language() or "nl").startswith("nl") else "nl"


def number(value: float) -> str:
    """Return a number with at most one decimal: fine enough for any screen."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def points(line: list[tuple[float, float]], *, closed: bool = False) -> str:
    """Return a path through points."""
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in line) + ("Z" if closed else "")


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    return number(value) if isinstance(value, int | float) else _clean(str(value))


def _clean(words: str) -> str:
    return escape(_SPACES.sub(" ", _NOT_IN_XML.sub("", words)))
