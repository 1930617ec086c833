"""Columns of nodes with bands between them, each as thick as its amount. Knows nothing about money but its size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal

from django.utils.safestring import SafeString

from regiodeal.publication.rendering.pictures import lettering, looks
from regiodeal.publication.rendering.pictures.picture import join
from regiodeal.publication.rendering.pictures.svg import LINE, element, number, text

SIZE = 14.0
BAR = 12.0
_GAP = 10.0
_BESIDE = 8.0
_THINNEST = 1.0
"""What is there can be seen, however small it is."""


@dataclass(frozen=True)
class Node:
    """A place where an amount is: its `parts` are looks with their amounts, from top to bottom."""

    name: str
    parts: tuple[tuple[str, int], ...]
    told: tuple[str, ...]
    href: str = ""
    dutch: bool = True

    @property
    def amount(self) -> int:
        """What the node holds."""
        return sum(amount for _, amount in self.parts)


@dataclass(frozen=True)
class Band:
    """What goes from a node to a node of the next column, by their positions."""

    origin: int
    target: int
    amount: int
    look: str = "flow"


@dataclass(frozen=True)
class Column:
    """Nodes one below the other: where their bars are, and on which side of them there is how much room for words."""

    nodes: tuple[Node, ...]
    x: float
    side: Literal["before", "after", "above"]
    room: float

    @property
    def size(self) -> float:
        """The size of the letters: smaller than usual where an amount would not fit in the room."""
        words = [word for node in self.nodes for told in node.told for word in told.split(" ")]
        widest = max(lettering.width(word, SIZE) for word in words)
        return floor(10 * SIZE * min(1, self.room / widest)) / 10

    @property
    def row(self) -> float:
        """The height of a line."""
        return self.size * LINE


@dataclass(frozen=True)
class _Standing:
    """A node in its place, with its words broken into lines."""

    node: Node
    top: float
    height: float
    words: tuple[tuple[str, bool], ...]


def draw(
    columns: Sequence[Column], bands: Sequence[Sequence[Band]], drawing: str, *, tall: float
) -> tuple[SafeString, float]:
    """Return the columns with the bands between them, and their height. The largest column is `tall` without gaps."""
    most = max(sum(node.amount for node in column.nodes) for column in columns)
    unit = tall / most
    blocks = [_blocks(column, unit) for column in columns]
    height = max(sum(blocks_of) + _GAP * (len(blocks_of) - 1) for blocks_of in blocks)
    standing = [
        list(_standing(column, of_column, unit, height)) for column, of_column in zip(columns, blocks, strict=True)
    ]
    drawn: list[str] = []
    for index, between in enumerate(bands):
        sides = (columns[index].x + BAR, columns[index + 1].x)
        drawn += _bands(sides, standing[index], standing[index + 1], between, unit)
    for column, nodes in zip(columns, standing, strict=True):
        for one in nodes:
            drawn += [*_bar(column.x, one, unit, drawing), *_words(column, one)]
    return join(drawn), height


def _blocks(column: Column, unit: float) -> list[float]:
    """Return how much height each node of a column needs: for its bar, and for its words beside it or above it."""
    found = []
    for node in column.nodes:
        words = len(_lines(column, node)) * column.row
        bar = max(node.amount * unit, _THINNEST)
        found.append(words + bar if column.side == "above" else max(words, bar))
    return found


def _standing(column: Column, blocks: list[float], unit: float, height: float) -> Iterator[_Standing]:
    y = (height - sum(blocks) - _GAP * (len(blocks) - 1)) / 2
    for node, block in zip(column.nodes, blocks, strict=True):
        bar = max(node.amount * unit, _THINNEST)
        top = y + block - bar if column.side == "above" else y + (block - bar) / 2
        yield _Standing(node, top, bar, _lines(column, node))
        y += block + _GAP


def _lines(column: Column, node: Node) -> tuple[tuple[str, bool], ...]:
    """Return the words of a node, each line with whether it is of the name. What a node tells is never cut short."""
    name = lettering.lines(node.name, column.room, column.size, 2)
    told = [line for words in node.told for line in lettering.broken(words, column.room, column.size)]
    return (*((line, True) for line in name), *((line, False) for line in told))


def _bar(x: float, one: _Standing, unit: float, drawing: str) -> Iterator[SafeString]:
    y = one.top
    for look, amount in one.node.parts:
        if amount:
            yield looks.surface("rect", drawing, look, x=x, y=y, width=BAR, height=max(amount * unit, _THINNEST))
            y += amount * unit
    yield element("rect", class_="rd-pic-edge", x=x, y=one.top, width=BAR, height=one.height)


def _words(column: Column, one: _Standing) -> Iterator[SafeString]:
    block = len(one.words) * column.row
    x, anchor, top = {
        "before": (column.x - _BESIDE, "end", one.top + (one.height - block) / 2),
        "after": (column.x + BAR + _BESIDE, "start", one.top + (one.height - block) / 2),
        "above": (column.x + BAR / 2, "middle", one.top - block - 2),
    }[column.side]
    lines = [
        text(
            line,
            x,
            top + index * column.row + column.size,
            column.size,
            anchor=anchor,
            look=f"rd-pic-halo {'rd-pic-strong' if is_name else 'rd-pic-figure'}",
            dutch=is_name and one.node.dutch,
        )
        for index, (line, is_name) in enumerate(one.words)
    ]
    if one.node.href:
        yield element("a", element("title", one.node.name), *lines, href=one.node.href)
    else:
        yield from lines


def _bands(
    sides: tuple[float, float], origins: list[_Standing], targets: list[_Standing], bands: Sequence[Band], unit: float
) -> Iterator[SafeString]:
    """Bands leave a node in the order in which they are given, and arrive in the order of where they come from."""
    leaves = [one.top for one in origins]
    starts = []
    for band in bands:
        starts.append(leaves[band.origin])
        leaves[band.origin] += band.amount * unit
    arrives = [one.top for one in targets]
    for start, band in zip(starts, bands, strict=True):
        thick = max(band.amount * unit, _THINNEST)
        end = arrives[band.target]
        arrives[band.target] += band.amount * unit
        yield element("path", class_=f"rd-pic-{band.look}", d=_ribbon(sides, start, end, thick))


def _ribbon(sides: tuple[float, float], y0: float, y1: float, thick: float) -> str:
    left, half, right = (number(x) for x in (sides[0], sum(sides) / 2, sides[1]))
    top, bottom, end_top, end_bottom = (number(y) for y in (y0, y0 + thick, y1, y1 + thick))
    there = f"M{left},{top}C{half},{top} {half},{end_top} {right},{end_top}"
    return f"{there}V{end_bottom}C{half},{end_bottom} {half},{bottom} {left},{bottom}Z"
