"""Lines to blocks: headings, paragraphs, list items and rows of tables.

Formats that mark their headings are believed. Plain text has none, so there a heading is a short line that was broken
off on purpose: the first word of the next line would still have fitted behind it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from regiodeal.reading import amounts, vocabulary
from regiodeal.reading.documents import Line
from regiodeal.reading.passages import Passage, join

BOLD_LEVEL, LABEL_LEVEL, NUMBERED_LEVEL, PLAIN_LEVEL = 7, 8, 9, 13
LONGEST_HEADING = 120  # characters, over all its lines
LONGEST_LINE = 90
LONGEST_AMOUNT, LONGEST_HEDGE = 40, 14  # characters of a line that is only an amount, and of "maximaal" before it
SHEET_COLUMNS = 2
MOST_HEADING_LINES = 3
LOOK_AHEAD = 5  # lines that show how wide the text is
ENOUGH_HEADINGS = 3  # marked headings after which unmarked ones are no longer looked for
ENDS_SENTENCE = re.compile(r"[.!?…:][\"'’”)]*$")
ENDS_CONTACT = re.compile(r"(?:\S+@\S+|www\.\S+|https?://\S+|\d{5,})$")
HEADING_END = re.compile(
    r"(?:[.,;:!…-]|\b(?:de|het|een|van|in|en|of|voor|met|aan|op|te|tot|door|bij|naar|uit|om|dat|die|is))$",
    re.IGNORECASE,
)
SENTENCE_INSIDE = re.compile(r"[a-z)][.!?]\s+[A-Z]")
OPENS_SENTENCE = re.compile(
    r"(?:De|Het|Een|Dit|Deze|Die|In|Met|Binnen|Voor|Om|Wij|We|Er|Als|Door|Via|Hier|Op|Onder|Samen|Wilt|U)\b"
)
FIELD = re.compile(r"^(?P<label>[A-Za-zÀ-ÿ][\w\sÀ-ÿ./()€-]{1,45}?)\s?:\s*(?P<value>\S.*)?$")
PROJECT_LABEL = re.compile(
    r"^(?:(?:naam|titel)(?: van het)?(?: project)?|project(?:naam|titel)?|projectvoorstel|initiatief"
    r"|(?:project|besluit|agendapunt|voorstel)\s?(?:nr\.?\s?)?\d{1,3})$",
    re.IGNORECASE,
)
NUMBERED_PROJECT = re.compile(
    r"^(?:project|besluit|agendapunt|voorstel)\s?(?:nr\.?\s?)?\d{1,3}\s?[:.)–—-]\s*(?=\S)", re.IGNORECASE
)


class Shape(StrEnum):
    """How a block looks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True)
class Block:
    """Lines that belong together; `level` orders headings, 1 being the highest."""

    shape: Shape
    lines: tuple[Line, ...]
    level: int = 0
    passage: Passage = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "passage", join(self.lines))

    @property
    def text(self) -> str:
        """The words of the block on one line."""
        return self.passage.text


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a document, in order; blank lines and page furniture are in none."""
    return list(_Builder(lines).blocks())


def label_of(text: str) -> tuple[str, str] | None:
    """Return the label and the value of a line such as "Bijdrage: € 250.000", or None."""
    match = FIELD.match(text)
    return (match["label"].strip(), (match["value"] or "").strip()) if match else None


def _starts_high(text: str) -> bool:
    first = text.lstrip("\"'‘’“„(")[:1]
    return first.isupper() or first.isdigit()


def _only_money(words: str) -> bool:
    """Whether a line is an amount and nothing else."""
    found = amounts.find(words) if len(words) <= LONGEST_AMOUNT else ()
    return len(found) == 1 and not re.search(r"\w", words[found[0].end :]) and found[0].start <= LONGEST_HEDGE


def _known_heading(line: Line) -> bool:
    """Whether the whole line is a heading that stands above a side box in any layout: "Noot voor de redactie"."""
    words = line.words
    known = (vocabulary.CONTACT, vocabulary.BOX, vocabulary.GREETING)
    return _starts_high(words) and not line.bullet and any(heading.match(words) for heading in known)


class _Builder:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if not line.blank and not line.furniture]
        gaps = _blank_before(lines)
        slack = 1 if _double_spaced(self.lines, gaps) else 0
        self.gaps = [max(0, gaps[line.number] - slack) for line in self.lines]
        marked = sum(1 for line in self.lines if line.level or self._bold_heading(line))
        self.look_for_plain = marked < ENOUGH_HEADINGS

    def blocks(self) -> Iterator[Block]:
        index = 0
        while index < len(self.lines):
            block = self._block_at(index)
            yield block
            index += len(block.lines)

    def _block_at(self, index: int) -> Block:
        line = self.lines[index]
        if len(line.cells) > 1:
            names = self._names_project(index)
            return Block(Shape.HEADING, (line,), LABEL_LEVEL) if names else Block(Shape.ROW, (line,))
        level, length = self._heading_at(index)
        if length:
            return Block(Shape.HEADING, tuple(self.lines[index : index + length]), level)
        shape = Shape.ITEM if line.bullet or line.numbered else Shape.PARAGRAPH
        end = index + 1
        while end < len(self.lines) and self._goes_on(end, shape):
            end += 1
        return Block(shape, tuple(self.lines[index:end]))

    def _names_project(self, index: int) -> bool:
        """Whether a row is the first of a sheet with labels on the left: "Project | Kanaalzone", "Bijdrage | € 5"."""
        sheet = [line.cells for line in self.lines[index : index + 2] if len(line.cells) == SHEET_COLUMNS]
        if len(sheet) < SHEET_COLUMNS or not all(cell for cells in sheet for cell in cells):
            return False
        (label, name), (next_label, _) = sheet
        heads = any(vocabulary.COLUMN[use].search(name) for use in ("contribution", "total"))
        return (
            bool(PROJECT_LABEL.match(label.rstrip(" :")))
            and not heads
            and bool(vocabulary.BUDGET_PART.match(next_label))
        )

    def _goes_on(self, index: int, shape: Shape) -> bool:
        line, before = self.lines[index], self.lines[index - 1]
        if len(line.cells) > 1 or line.bullet or line.numbered or self._heading_at(index)[1]:
            return False
        broken_off = not ENDS_SENTENCE.search(before.words) and line.words[:1].islower()
        if self.gaps[index]:
            return broken_off
        if self._labelled(line) and (self._labelled(before) or ENDS_SENTENCE.search(before.words)):
            return False
        if shape is Shape.ITEM:
            return broken_off or line.text[:1].isspace() or not self._broken_on_purpose(index - 1)
        return True

    def _labelled(self, line: Line) -> bool:
        return bool(FIELD.match(line.words)) and _starts_high(line.words)

    def _heading_at(self, index: int) -> tuple[int, int]:
        """Return the level of the heading that begins here and its number of lines, or (0, 0)."""
        line = self.lines[index]
        if line.level:
            return line.level, self._same_heading(index)
        if self._bold_heading(line):
            return BOLD_LEVEL, self._same_heading(index)
        label = label_of(line.words)
        named = (label and label[1] and PROJECT_LABEL.match(label[0])) or self._numbered_project(line)
        if named and not amounts.find(line.words):
            return LABEL_LEVEL, 1
        if _known_heading(line):
            return PLAIN_LEVEL, 1
        if self.look_for_plain and self._boundary(index):
            return (NUMBERED_LEVEL + line.numbered - 1 if line.numbered else PLAIN_LEVEL), self._plain_heading(index)
        return 0, 0

    def _same_heading(self, index: int) -> int:
        first, end = self.lines[index], index + 1
        while (
            first.page is not None
            and end < len(self.lines)
            and end - index < MOST_HEADING_LINES
            and not self.gaps[end]
            and (self.lines[end].level, self.lines[end].bold) == (first.level, first.bold)
            and not self.lines[end].numbered
        ):
            end += 1
        return end - index

    def _bold_heading(self, line: Line) -> bool:
        words = line.words
        return line.bold and len(words) <= LONGEST_HEADING and not re.search(r"[.,;]$", words) and _starts_high(words)

    def _numbered_project(self, line: Line) -> bool:
        """Whether a line is a heading such as "Project 2 – Zonnewende"."""
        short = len(line.words) <= LONGEST_LINE and not HEADING_END.search(line.words)
        return short and bool(NUMBERED_PROJECT.match(line.words))

    def _boundary(self, index: int) -> bool:
        if index == 0 or self.gaps[index] or self.lines[index].numbered:
            return True
        before = self.lines[index - 1]
        return bool(
            before.cells or ENDS_SENTENCE.search(before.words) or ENDS_CONTACT.search(before.words) or before.level
        )

    def _broken_on_purpose(self, index: int) -> bool:
        """Whether the next line's first word would have fitted on this line."""
        ahead = self.lines[index + 1 : index + 1 + LOOK_AHEAD]
        if not ahead:
            return True
        if self._of_a_sheet(ahead[0]):
            return True
        width = max(len(line.text.strip()) for line in ahead)
        needed = len(self.lines[index].text.strip()) + 1 + len(ahead[0].words.partition(" ")[0])
        return needed <= 0.97 * width or bool(self.gaps[index + 1])

    def _of_a_sheet(self, line: Line) -> bool:
        """Whether a line is one below the name of a project: "Bijdrage: € 5", or an amount alone."""
        if self._labelled(line):
            return bool(vocabulary.BUDGET_PART.match(line.words))
        return _only_money(line.words)

    def _plain_heading(self, index: int) -> int:
        """Return how many lines the unmarked heading here has; 0 when there is none."""
        first = self.lines[index].words
        if not _starts_high(first) or self.lines[index].bullet:
            return 0
        run = 0
        while run <= MOST_HEADING_LINES and index + run < len(self.lines) and self._could_be_heading(index + run):
            if run and (OPENS_SENTENCE.match(self.lines[index + run].words) or self.lines[index + run].numbered):
                break
            run += 1
            if index + run < len(self.lines) and self.gaps[index + run]:
                break
        for length in range(min(run, MOST_HEADING_LINES), 0, -1):
            if self._heading_of(index, length, run):
                return length
        return 0

    def _could_be_heading(self, index: int) -> bool:
        line = self.lines[index]
        words = line.words
        return (
            len(words) <= LONGEST_LINE
            and not line.cells
            and not line.bullet
            and not SENTENCE_INSIDE.search(words)
            and not re.search(r"[.,;:!…]$|@", words)
            and not self._labelled(line)
            and not amounts.find(words)
            and self._broken_on_purpose(index)
        )

    def _heading_of(self, index: int, length: int, run: int) -> bool:
        last = self.lines[index + length - 1].words
        total = sum(len(line.words) for line in self.lines[index : index + length])
        if HEADING_END.search(last) or total > LONGEST_HEADING:
            return False
        after = index + length
        if after >= len(self.lines) or self.gaps[after]:
            return run <= MOST_HEADING_LINES
        if self.lines[index].numbered and self.lines[after].numbered == self.lines[index].numbered:
            return False
        follows = self.lines[after]
        if run > MOST_HEADING_LINES:
            return False
        return _starts_high(follows.words) or follows.bullet or bool(follows.cells) or _only_money(follows.words)


def _blank_before(lines: Sequence[Line]) -> dict[int, int]:
    gaps, blank = {}, 0
    for line in lines:
        if line.blank:
            blank += 1
        elif not line.furniture:
            gaps[line.number], blank = blank, 0
    return gaps


def _double_spaced(content: Sequence[Line], gaps: dict[int, int]) -> bool:
    """Whether sentences run on over blank lines, as in text that was copied out of a mail."""
    pairs = list(pairwise(content))
    run_on = sum(
        1
        for before, line in pairs
        if gaps[line.number] == 1 and line.words[:1].islower() and not ENDS_SENTENCE.search(before.words)
    )
    return run_on > 0.3 * len(pairs)
