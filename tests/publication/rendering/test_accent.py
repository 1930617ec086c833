"""The accent of a deal stays readable whatever colour it is."""

import pytest

from regiodeal.publication.rendering import accent
from regiodeal.publication.rendering.accent import Colour


def _colour(value: str) -> Colour:
    return (int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16))


@pytest.mark.parametrize("value", ["#00664f", "#ffdd00", "#000000", "#ffffff", "#777777", "#E5007D"])
def test_text_in_the_accent_is_readable(value: str) -> None:
    """On paper and on the accent itself, in light and in dark, text reaches the contrast of WCAG AA."""
    made = accent.of(value)
    assert accent.contrast(_colour(made.light_text), accent.LIGHT_PAPER) >= accent.ENOUGH
    assert accent.contrast(_colour(made.dark_text), accent.DARK_PAPER) >= accent.ENOUGH
    assert accent.contrast(_colour(made.on_surface), _colour(made.surface)) >= accent.ENOUGH * 0.9


@pytest.mark.parametrize("value", ["green", "#fff", "#00664f;}body{display:none", "", "#00664g"])
def test_anything_but_a_colour_is_refused(value: str) -> None:
    """What goes into a style sheet is a colour and nothing else."""
    with pytest.raises(accent.NotAColour):
        accent.style_sheet(value)
