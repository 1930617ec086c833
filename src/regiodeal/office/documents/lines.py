"""The words of a document as the review shows them: by line, with what was found in them marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regiodeal.office.documents.labels import LABELS
from regiodeal.reading.reviews import Part, Value

_AROUND = 2
"""How many lines around a project are shown with it."""


@dataclass(frozen=True)
class Piece:
    """Words of a line; `key` names the value that was found in them."""

    text: str
    key: str = ""


@dataclass(frozen=True)
class ShownLine:
    """A line with its 1-based number; `key` and `label` name the first value that was found on it."""

    number: int
    pieces: Sequence[Piece]
    key: str = ""
    label: str = ""
    inside: bool = False


@dataclass(frozen=True)
class Words:
    """The lines of a document: those of the part, and those before and behind it."""

    before: list[ShownLine] = field(default_factory=list)
    lines: list[ShownLine] = field(default_factory=list)
    behind: list[ShownLine] = field(default_factory=list)


def words_of(lines: Sequence[Mapping[str, Any]], part: Part | None = None) -> Words:
    """Return the lines of a document, with those of a part apart from the others."""
    found: dict[int, list[Value]] = {}
    for value in part.asked if part else ():
        if value.line:
            found.setdefault(value.line, []).append(value)
    span = part.lines if part else None
    shown = [_line(line, found.get(line["number"], []), span) for line in lines]
    if span is None:
        return Words(lines=shown)
    first, last = span[0] - _AROUND, span[1] + _AROUND
    return Words(
        before=[line for line in shown if line.number < first],
        lines=[line for line in shown if first <= line.number <= last],
        behind=[line for line in shown if line.number > last],
    )


def _line(line: Mapping[str, Any], values: Sequence[Value], span: tuple[int, int] | None) -> ShownLine:
    number, text = line["number"], line["text"]
    inside = span is not None and span[0] <= number <= span[1]
    if not values:
        return ShownLine(number, (Piece(text),), inside=inside)
    first = values[0]
    return ShownLine(number, _pieces(text, values), first.key, str(LABELS[first.field]), inside)


def _pieces(text: str, values: Iterable[Value]) -> list[Piece]:
    """Cut a line where the words stand that values were found in; words that run on to the next line are not marked."""
    spots: dict[tuple[int, int], str] = {}
    for value in values:
        if value.words and value.words in text:
            start = text.index(value.words)
            spots.setdefault((start, start + len(value.words)), value.key)
    pieces: list[Piece] = []
    end = 0
    for (start, stop), key in sorted(spots.items()):
        if start >= end:
            pieces += [Piece(text[end:start]), Piece(text[start:stop], key)]
            end = stop
    return [piece for piece in (*pieces, Piece(text[end:])) if piece.text]
