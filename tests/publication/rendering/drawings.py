"""Reads pictures as a browser would: their elements, and the room that their words take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from lxml import etree

from regiodeal.publication.rendering.pictures.picture import SHEETS, Picture, Sheet
from regiodeal.publication.rendering.pictures.svg import Box, room_of

_MOVED = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)")
_ROUNDING = 0.1
"""Coordinates have one decimal."""


@dataclass(frozen=True)
class Words:
    """A line of text with the room that it takes at most."""

    text: str
    box: Box


def sheets(picture: Picture) -> dict[Sheet, etree._Element]:
    """Return the drawing on each sheet; reading it proves that it is XML."""
    both = etree.fromstring(f"<both>{picture.svg}</both>")
    return dict(zip(SHEETS, both, strict=True))


def words(drawing: etree._Element) -> list[Words]:
    """Return all lines of text of a drawing."""
    return list(_words(drawing, 0, 0))


def check(picture: Picture) -> None:
    """Assert what holds for each picture: words stand on the paper and not on each other, and names are unique."""
    assert picture.svg
    assert "style=" not in picture.svg
    assert "<script" not in picture.svg
    ids = re.findall(r' id="([^"]+)"', picture.svg)
    assert len(ids) == len(set(ids))
    for sheet, drawing in sheets(picture).items():
        _, _, width, height = map(float, drawing.get("viewBox", "").split())
        assert width == sheet.width
        said = words(drawing)
        paper = Box(-_ROUNDING, -_ROUNDING, width + 2 * _ROUNDING, height + 2 * _ROUNDING)
        outside = [one for one in said if not paper.holds(one.box)]
        assert not outside, (sheet, paper, outside)
        over = [(one, other) for one, other in combinations(said, 2) if _smaller(one.box).meets(_smaller(other.box))]
        assert not over, (sheet, over)
        named = drawing.get("aria-labelledby", "").split()
        assert named == [drawing[0].get("id"), drawing[1].get("id")]
        assert drawing[0].text
        assert drawing[1].text
        links = [link for link in drawing.iter("a") if link.get("href")]
        assert drawing.get("role") == ("group" if links else "img")
        for filled in drawing.iter():
            if (fill := filled.get("fill") or "").startswith("url("):
                assert fill[5:-1] in ids


def _words(element: etree._Element, x: float, y: float) -> Iterator[Words]:
    if match := _MOVED.fullmatch(element.get("transform") or ""):
        x, y = x + float(match[1]), y + float(match[2])
    if element.tag == "text":
        text, size = element.text or "", float(element.get("font-size", "0"))
        left, foot = x + float(element.get("x", "0")), y + float(element.get("y", "0"))
        yield Words(text, room_of(text, left, foot, size, element.get("text-anchor", "start")))
    for child in element:
        yield from _words(child, x, y)


def _smaller(box: Box) -> Box:
    return Box(box.x + _ROUNDING, box.y + _ROUNDING, box.width - 2 * _ROUNDING, box.height - 2 * _ROUNDING)
