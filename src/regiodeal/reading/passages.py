"""Running text made of lines, in which every word still knows its line."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from regiodeal.reading.documents import Line

SOFT_HYPHEN = "\u00ad"
SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u3000]+")
WRAPPED_WORD = re.compile(r"[a-zà-ÿ]-$")
JOINED_LIST = re.compile(r"(?:en|of|tot|en/of|dan)\b", re.IGNORECASE)
SPLIT_FIGURE = re.compile(r"\d\.$")
SENTENCE_END = re.compile(r"[.!?…][\"'’”)]*\s+(?=[\"'‘“(]?[A-ZÀ-Þ0-9€•])")
ABBREVIATION = re.compile(
    r"(?:\b(?:ca|max|min|mln|mld|dr|drs|ir|ing|mr|mw|dhr|mevr|nr|st|bijv|o\.a|m\.n|i\.s\.m|p\.m|n\.t\.b"
    r"|incl|excl|resp|tel"
    r"|[A-Z])|\b[A-Z]\.[A-Z])\.$",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return the text on one line, with single plain spaces."""
    return SPACES.sub(" ", text.replace(SOFT_HYPHEN, "")).strip()


@dataclass(frozen=True, slots=True)
class Passage:
    """Joined lines; `starts` are the offsets in `text` at which each of `lines` begins."""

    text: str
    lines: tuple[Line, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    def line_at(self, offset: int) -> Line:
        """Return the line that the character at `offset` (0-based) came from."""
        return self.lines[bisect_right(self.starts, offset) - 1]

    def sentences(self) -> list[tuple[int, int]]:
        """Return the (start, end) offsets of the sentences, in order."""
        found, start = [], 0
        for stop in SENTENCE_END.finditer(self.text):
            before = self.text[max(start, stop.start() - 12) : stop.start() + 1]
            if not ABBREVIATION.search(before):
                found.append((start, stop.end()))
                start = stop.end()
        if start < len(self.text):
            found.append((start, len(self.text)))
        return found


def join(lines: Iterable[Line]) -> Passage:
    """Join lines to running text: words that were broken off at a line end are made whole again."""
    return _joined(tuple(line for line in lines if not line.blank))


def _joined(lines: Sequence[Line]) -> Passage:
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        words = tidy(line.words or line.text)
        if parts:
            parts[-1], gap = _seam(parts[-1], words)
            length = starts[-1] + len(parts[-1]) + len(gap)
            parts[-1] += gap
        starts.append(length)
        parts.append(words)
    return Passage("".join(parts), tuple(lines), tuple(starts))


def _seam(before: str, after: str) -> tuple[str, str]:
    """Return the earlier line as it joins the next, and what stands between them."""
    if before.endswith("-") and not before.endswith((" -", ",-", "--")):
        if JOINED_LIST.match(after):
            return before, " "
        if WRAPPED_WORD.search(before) and after[:1].islower():
            return before[:-1], ""
        return before, "" if after[:1].isalnum() else " "
    if SPLIT_FIGURE.search(before) and re.match(r"\d{3}\b", after):
        return before, ""
    return before, " "
