"""The marks that writers put in plain lines: headings, underlining, bullets, tables, page numbers.

A mark is read the same way whichever format the line came from: a bullet typed in a web page is a bullet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from regiodeal.reading import columns
from regiodeal.reading.documents import Line
from regiodeal.reading.passages import tidy

HASHES = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
RULE = re.compile(r"^(?:[-=_*~—–]\s?){3,}$|^\[?(?:image|afbeelding|logo)\]?$", re.IGNORECASE)
UNDERLINE = re.compile(r"^(={3,}|-{3,}|~{3,}|_{3,}|\*{3,})$")
UNDERLINE_LEVEL = {"=": 1, "*": 1, "-": 2, "~": 3, "_": 2}
BULLET = re.compile(r"^(?:[-–—*•·▪●○◦‣⁃►➢→+]|o(?=\s{2,})|\uf0b7)\s+(?=\S)")
NUMBERED = re.compile(
    r"^(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?|[a-z]\)|[A-H]\.)\s+(?=[^\W_a-z\d]|[\"“‘'*\d])"
)
BOLD = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1[:.]?$")
STARS = re.compile(r"\*\*|__")
PAGE_NUMBER = re.compile(
    r"^(?:(?:pagina|blz\.?|bladzijde|pag\.?|page)\s*)?[-–|]?\s*\d{1,3}\s*(?:(?:van|/|of|-|–|\|)\s*\d{1,3})?\s*[-–|]?$",
    re.IGNORECASE,
)
TRAILING_PAGE = re.compile(r"\b(?:pagina|blz\.?)\s*\d{1,3}(?:\s*(?:van|/)\s*\d{1,3})?$", re.IGNORECASE)
TABLE_RULE = re.compile(r"^[|+][-=:|+ ]+$|^[-=:]{2,}(?:\s*[|+ ]\s*[-=:]{2,})+$")
SEPARATED = re.compile(r"^[^;]*(?:;(?!\s\S)[^;]*){2,}$")  # as a spreadsheet exports it; prose has a space behind
EDGE = 2  # lines at the head and the foot of a page where running headers stand
LONGEST_HEADING = 120  # characters


def marked(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with their marks read: `words` without them, and what they say as level, bullet or cells."""
    plain = [_words_of(line) for line in lines]
    return tuple(_furnished(_aligned(_underlined(plain))))


def _words_of(line: Line) -> Line:
    text = tidy(line.text)
    if line.cells:
        return replace(line, words=text, cells=tuple(tidy(STARS.sub("", cell)) for cell in line.cells))
    if not text or RULE.match(text) or TABLE_RULE.match(text):
        return replace(line, words="", furniture=bool(text))
    if PAGE_NUMBER.match(text):
        return replace(line, words=text, furniture=True)
    if text.startswith("|") and text.count("|") > 1:
        return replace(line, words=text, cells=tuple(tidy(STARS.sub("", c)) for c in text.strip("|").split("|")))
    if match := HASHES.match(text):
        return replace(line, words=STARS.sub("", match[2]), level=len(match[1]))
    return _listed(line, text)


def _listed(line: Line, text: str) -> Line:
    bullet, numbered = BULLET.match(text), NUMBERED.match(text)
    mark = bullet or numbered
    words = text[mark.end() :] if mark else text
    bold = line.bold or bool(BOLD.match(words))
    return replace(
        line,
        words=STARS.sub("", words),
        bold=bold,
        bullet=line.bullet or bool(bullet),
        numbered=len(re.findall(r"\w+", numbered.group())) if numbered else line.numbered,
    )


def _underlined(lines: Sequence[Line]) -> list[Line]:
    found = list(lines)
    for above, below in zip(range(len(found)), range(1, len(found)), strict=False):
        match = UNDERLINE.match(found[below].text.strip())
        heading = found[above]
        if not match or not heading.words or heading.cells or len(heading.words) > LONGEST_HEADING:
            continue
        if abs(len(found[below].text.strip()) - len(heading.text.strip())) <= max(4, len(heading.text.strip()) // 2):
            found[above] = replace(heading, level=heading.level or UNDERLINE_LEVEL[match[1][0]], furniture=False)
    return found


def _aligned(lines: Sequence[Line]) -> list[Line]:
    """Take neighbouring lines that are split by tabs or wide gaps as the rows of a table."""
    found = list(lines)
    run: list[int] = []
    for index, line in enumerate(lines):
        if line.blank:
            continue
        if not line.cells and not line.furniture and len(_parts(line.text)) > 1:
            run.append(index)
            continue
        _make_rows(found, run)
        run = []
    _make_rows(found, run)
    return found


def _make_rows(found: list[Line], run: Sequence[int]) -> None:
    if len(run) < 2:  # noqa: PLR2004  # one line with a gap is no table
        return
    cells = columns.in_columns([_parts(found[index].text) for index in run])
    for index, texts in zip(run, cells, strict=True):
        found[index] = replace(found[index], cells=texts)


def _parts(text: str) -> list[columns.Cell]:
    """Return the parts of a line; behind a tab or a semicolon their count is the place, whatever the parts' width."""
    separator = "\t" if "\t" in text.strip() else ";" if SEPARATED.match(text) else None
    if separator:
        return [columns.Cell(place, place, tidy(part)) for place, part in enumerate(text.strip().split(separator))]
    start = len(text) - len(text.lstrip())
    parts = []
    for match in re.finditer(r"\S+(?:\s{1,2}\S+)*", text[start:]):
        parts.append(columns.Cell(match.start() + start, match.end() + start, tidy(match.group())))
    return parts


def _furnished(lines: Sequence[Line]) -> list[Line]:
    """Mark headers and footers that return on several pages."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None and not line.blank:
            pages.setdefault(line.page, []).append(line)
    edges = Counter(
        _unnumbered(line) for page in pages.values() for line in {*page[:EDGE], *page[-EDGE:]} if not line.level
    )
    often = max(2, len(pages) // 2)
    running = {text for text, times in edges.items() if times >= often and text and len(text) <= LONGEST_HEADING}
    repeated = {
        number for page in pages.values() for order in (page, page[::-1]) for number in _from_edge(order, running)
    }
    return [
        replace(line, furniture=True) if line.number in repeated or TRAILING_PAGE.fullmatch(line.words) else line
        for line in lines
    ]


def _from_edge(page: Sequence[Line], running: set[str]) -> list[int]:
    """Return the numbers of the running lines from the edge of a page on; the first other line ends them."""
    found = takewhile(lambda line: not line.level and (line.furniture or _unnumbered(line) in running), page[:EDGE])
    return [line.number for line in found]


def _unnumbered(line: Line) -> str:
    return re.sub(r"\d+", "0", line.words or line.text.strip())
