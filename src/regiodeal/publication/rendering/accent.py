"""The one accent colour of a deal, made readable on light and on dark paper."""

import re
from dataclasses import dataclass

from regiodeal.common.errors import Refusal

ENOUGH = 4.5
"""The contrast that WCAG 2.2 AA asks of text (success criterion 1.4.3)."""

LIGHT_PAPER = (245, 244, 239)
"""The darker of our two light grounds: what can be read on this one can be read on white as well."""
DARK_PAPER = (30, 34, 36)
"""The lighter of our two dark grounds."""
INK = (27, 27, 26)
WHITE = (255, 255, 255)
_STEPS = 50
_LINEAR_BELOW = 0.04045  # where the curve of sRGB begins
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Colour = tuple[int, int, int]


class NotAColour(Refusal):
    """The accent of a deal is not a colour written as #rrggbb."""


@dataclass(frozen=True)
class Accent:
    """The colours of a deal as #rrggbb: surfaces, the text on them, and text on light and on dark paper."""

    surface: str
    on_surface: str
    light_text: str
    dark_text: str


def of(value: str) -> Accent:
    """Return the readable forms of an accent colour. Raises NotAColour for anything but #rrggbb."""
    if not _HEX.fullmatch(value):
        raise NotAColour("{value!r} is not a colour such as #00664f", value=value)
    colour = (int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16))
    on_surface = max((WHITE, INK), key=lambda text: contrast(text, colour))
    return Accent(
        surface=_written(colour),
        on_surface=_written(on_surface),
        light_text=_written(_until_readable(colour, LIGHT_PAPER, (0, 0, 0))),
        dark_text=_written(_until_readable(colour, DARK_PAPER, WHITE)),
    )


def style_sheet(value: str) -> bytes:
    """Return the style sheet that gives the record of a deal its accent."""
    accent = of(value)
    light = f"--rd-accent:{accent.surface};--rd-on-accent:{accent.on_surface};--rd-accent-text:{accent.light_text}"
    dark = f"--rd-accent-text:{accent.dark_text}"
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n".encode()


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast between two colours by WCAG: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _until_readable(colour: Colour, paper: Colour, towards: Colour) -> Colour:
    for step in range(_STEPS + 1):
        red, green, blue = ((a * (_STEPS - step) + b * step) // _STEPS for a, b in zip(colour, towards, strict=True))
        if contrast((red, green, blue), paper) >= ENOUGH:
            return (red, green, blue)
    return towards


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else float(((part + 0.055) / 1.055) ** 2.4)


def _written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
