"""Web pages: one line per block of text, with the headings, lists and tables that the page marks."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree, html

from regiodeal.reading.documents import Extract, Line
from regiodeal.reading.errors import DamagedDocument
from regiodeal.reading.formats.text import decode

DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
HIDDEN = {"script", "style", "head", "template", "noscript", "svg", "title", "select", "option", "button"}
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
CELLS = {"td", "th"}
BOLD = {"b", "strong"}
LONGEST_FIELD = 200  # characters: the explanation of a term that is longer is a text under a heading
TABLE_OF_TEXT = 400  # characters: a cell that holds more is there for the layout of the page


def extract(data: bytes, declared: str | None = None) -> Extract:
    """Return the lines of a web page. Raises `UndecodableText` or `DamagedDocument` (no HTML in it at all)."""
    found = DECLARED.search(data[:4096])
    text, encoding = decode(data, declared or (found.group(1).decode("ascii") if found else None))
    return Extract("text/html", lines_of(text), encoding)


def lines_of(text: str) -> list[Line]:
    """Return the blocks of an HTML text as lines, with a blank line between blocks."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument(
            "The web page cannot be read ({error}). Save it again, or copy its text to a file.", error=str(error)
        ) from error
    return list(_numbered(_Blocks(root).lines()))


def _numbered(blocks: Iterator[Line]) -> Iterator[Line]:
    number = 0
    for block in blocks:
        if number:
            number += 1
            yield Line(number, "")
        number += 1
        yield Line(number, block.text, "", None, block.level, block.bold, bullet=block.bullet, cells=block.cells)


class _Blocks:
    """One walk over the tree, without recursion: pages nest as deep as their makers like."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root = root
        self.text: list[str] = []
        self.bold_length = 0
        self.ready: list[Line] = []
        self.open_bold = 0
        self.level = 0
        self.bullet = False
        self.term: Line | None = None
        self.row: list[str] | None = None

    def lines(self) -> Iterator[Line]:
        """Return the blocks in document order, not yet numbered."""
        skipped: html.HtmlElement | None = None
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._add(element.tail)
                continue
            if event == "start" and _hidden(element):
                skipped = element
            elif event == "start":
                self._open(element)
            else:
                self._close(element)
            yield from self.ready
            self.ready.clear()
        self._flush()
        yield from self.ready
        if self.term is not None:
            yield self.term

    def _open(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS and not (self.row is not None and tag != "table"):
            self._flush()
        if tag == "tr" and _is_data(element):
            self._flush()
            self.row = []
        elif tag in HEADINGS:
            self.level = HEADINGS[tag]
        elif tag == "li":
            self.bullet = True
        elif tag in BOLD:
            self.open_bold += 1
        elif self.row is not None and tag in BLOCKS:
            self._add(" ")
        self._add(element.text)

    def _close(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in BOLD:
            self.open_bold -= 1
        if self.row is not None:
            self._close_in_row(tag)
        elif tag == "dt":
            self._close_term()
        elif tag in BLOCKS:
            self._flush()
        if tag in HEADINGS:
            self.level = 0
        if tag == "li":
            self.bullet = False
        self._add(element.tail)

    def _close_in_row(self, tag: str) -> None:
        row = self.row if self.row is not None else []
        if tag in CELLS:
            row.append(self._taken())
        elif tag == "tr":
            self.row = None
            if any(row):
                self.ready.append(Line(0, " | ".join(row), cells=tuple(row)))
        elif tag in BLOCKS:
            self._add(" ")

    def _close_term(self) -> None:
        """Hold a term back until its explanation is there: together they are a field, "Bijdrage: € 5"."""
        start = len(self.ready)
        self._flush()
        if len(self.ready) > start:
            self.term = replace(self.ready.pop(), bold=True)

    def _explained(self, term: Line, words: str) -> str:
        self.term = None
        if len(words) <= LONGEST_FIELD and not words.endswith("."):
            return f"{term.text.rstrip(' :')}: {words}"
        self.ready.append(term)
        return words

    def _add(self, text: str | None) -> None:
        if text:
            self.text.append(text)
            if self.open_bold > 0:
                self.bold_length += len("".join(text.split()))

    def _taken(self) -> str:
        words = " ".join("".join(self.text).split())
        self.text.clear()
        self.bold_length = 0
        return words

    def _flush(self) -> None:
        if self.row is not None:
            return
        bold = self.bold_length
        words = self._taken()
        if words and self.term is not None:
            words = self._explained(self.term, words)
            bold = 0
        if words:
            whole = bold >= len(words.replace(" ", ""))
            self.ready.append(Line(0, words, level=self.level, bold=whole, bullet=self.bullet))
            self.bullet = False


def _hidden(element: html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.tag in HIDDEN or "display:none" in style or element.get("hidden") is not None


def _is_data(row: html.HtmlElement) -> bool:
    """Whether a row is one of a table with data: several short cells and no table inside."""
    cells = [cell for cell in row if cell.tag in CELLS]
    if len(cells) < 2 or next(row.iter("table", "h1", "h2", "h3"), None) is not None:  # noqa: PLR2004  # a row of one is text
        return False
    return all(len(cell.text_content()) < TABLE_OF_TEXT for cell in cells) or cells[0].tag == "th"
