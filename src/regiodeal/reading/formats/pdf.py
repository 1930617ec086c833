"""PDF: lines with their place on the page, so that headings, tables and page furniture can be told apart."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # idem

from regiodeal.reading.columns import Cell, in_columns
from regiodeal.reading.documents import Extract, Line
from regiodeal.reading.errors import DamagedDocument, EncryptedPdf, ScannedPdf

BOLD_WEIGHT = 600
BIGGER = 1.12  # of the body size: a heading in a bigger font, not a rounding difference
CELL_GAP = 0.85  # of the font size: wider than a justified space
PARAGRAPH_GAP = 0.75  # of the font size, between the feet of one line and the head of the next
LONGEST_HEADING = 120  # characters
CELL_LINES = 3  # a cell of a table that has more lines than this is a column of text
HYPHENATED = "\ufffe"  # how PDFium marks a word that was broken at a line end
NO_SIZE = 1.0  # points: some makers scale the page and leave the font at 1
PASSWORD_NEEDED = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of text on a page; the measures are points, from the lower left corner."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    cells: tuple[Cell, ...] = ()


def extract(data: bytes) -> Extract:
    """Return the lines of a PDF. Raises `EncryptedPdf`, `DamagedDocument` or `ScannedPdf` (no text layer)."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
            placed = [piece for number in range(pages) for piece in _placed_on(document, number)]
    except pypdfium2.PdfiumError as error:
        raise _reason(error) from error
    if not any(piece.text.strip() for piece in placed):
        raise ScannedPdf(
            "The PDF has no text layer: its {pages} page(s) are pictures, probably scans. Run text recognition "
            "(OCR) first.",
            pages=pages,
        )
    return Extract("application/pdf", _as_lines(_with_rows(placed)))


def _reason(error: pypdfium2.PdfiumError) -> Exception:
    if error.err_code == PASSWORD_NEEDED:
        return EncryptedPdf("The PDF is protected with a password. Save a copy without password and read that.")
    return DamagedDocument(
        "The PDF is damaged and cannot be opened ({error}). Ask for the file again.", error=str(error)
    )


def _placed_on(document: pypdfium2.PdfDocument, number: int) -> Iterator[Placed]:
    page = document[number]
    textpage = page.get_textpage()
    try:
        offset = 0
        for written in textpage.get_text_range().split("\r\n"):
            if written.strip():
                yield from _pieces(textpage, number + 1, offset, written)
            offset += len(written) + 2
    finally:
        textpage.close()
        page.close()


def _pieces(textpage: pypdfium2.PdfTextPage, page: int, offset: int, written: str) -> Iterator[Placed]:
    count = pdfium.FPDFText_CountRects(textpage.raw, offset, len(written))
    boxes = [textpage.get_rect(index) for index in range(min(count, 60))]
    size = pdfium.FPDFText_GetFontSize(textpage.raw, offset) or 10.0
    weight = pdfium.FPDFText_GetFontWeight(textpage.raw, offset)
    if not boxes:
        return
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    size = size if size > NO_SIZE else top - bottom
    cells = _cells(textpage, boxes, size) if HYPHENATED not in written else ()
    for part in _unhyphenated(written):
        yield Placed(part, page, left, bottom, right, top, round(size, 1), weight >= BOLD_WEIGHT, cells)


def _unhyphenated(written: str) -> list[str]:
    parts = written.split(HYPHENATED)
    return [f"{part}-" for part in parts[:-1]] + parts[-1:]


def _cells(
    textpage: pypdfium2.PdfTextPage, boxes: list[tuple[float, float, float, float]], size: float
) -> tuple[Cell, ...]:
    """Return the parts of a line that stand wide apart; nothing when it is one part."""
    groups: list[list[tuple[float, float, float, float]]] = []
    for box in boxes:
        if groups and box[0] - groups[-1][-1][2] < CELL_GAP * size:
            groups[-1].append(box)
        else:
            groups.append([box])
    if len(groups) == 1:
        return ()
    return tuple(Cell(group[0][0], group[-1][2], _text_in(textpage, group)) for group in groups)


def _text_in(textpage: pypdfium2.PdfTextPage, boxes: list[tuple[float, float, float, float]]) -> str:
    bounds = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return " ".join(textpage.get_text_bounded(*bounds).split())


def _with_rows(placed: list[Placed]) -> list[Placed]:
    """Put the wrapped cells of a row of a table together again.

    A cell that continues on the right of the cells before it starts higher on the page than their last line ends.
    """
    rows: list[Placed] = []
    for piece in placed:
        row = _row_that_goes_on(rows, piece)
        if row is None:
            rows.append(piece)
            continue
        earlier = rows[row:]
        del rows[row:]
        first = earlier[0]
        head = " ".join(part.text.strip() for part in earlier)
        cells = (*(first.cells or (_whole(first, head),)), *(piece.cells or (_whole(piece, piece.text.strip()),)))
        text = "  ".join(cell.text for cell in cells)
        bottom = min(part.bottom for part in earlier)
        rows.append(replace(first, text=text, cells=cells, bottom=bottom, right=piece.right))
    return rows


def _whole(piece: Placed, text: str) -> Cell:
    return Cell(piece.left, piece.right, text)


def _row_that_goes_on(rows: list[Placed], piece: Placed) -> int | None:
    """Return where the row begins that this piece continues on the right, if it does."""
    for back in range(1, min(CELL_LINES, len(rows)) + 1):
        first = rows[-back]
        if first.page != piece.page or piece.left < max(part.right for part in rows[-back:]):
            return None
        middle = (piece.top + piece.bottom) / 2
        if middle <= first.top and piece.bottom >= rows[-1].bottom - 1 and len(piece.text) < LONGEST_HEADING:
            return len(rows) - back
    return None


def _as_lines(placed: list[Placed]) -> list[Line]:
    body = Counter[float]()
    for piece in placed:
        body[piece.size] += len(piece.text)
    size = body.most_common(1)[0][0]
    ranks = _heading_ranks(placed, size)
    mostly_bold = sum(len(p.text) for p in placed if p.bold) > 0.5 * body.total()
    rows = _columns_of(placed)
    lines: list[Line] = []
    previous: Placed | None = None
    for index, piece in enumerate(placed):
        if previous and _apart(previous, piece):
            lines.append(Line(len(lines) + 1, "", page=previous.page))
        cells = rows.get(index, ())
        bold = piece.bold and not mostly_bold
        lines.append(
            Line(len(lines) + 1, piece.text.strip(), "", piece.page, ranks.get(piece.size, 0), bold, cells=cells)
        )
        previous = piece
    return lines


def _columns_of(placed: list[Placed]) -> dict[int, tuple[str, ...]]:
    """Return the cells of the pieces that are rows; rows that follow each other share their columns."""
    cells: dict[int, tuple[str, ...]] = {}
    for tabular, run in groupby(range(len(placed)), key=lambda index: len(placed[index].cells) > 1):
        if tabular:
            indexes = list(run)
            cells.update(zip(indexes, in_columns([placed[index].cells for index in indexes]), strict=True))
    return cells


def _heading_ranks(placed: list[Placed], body: float) -> dict[float, int]:
    bigger = {
        p.size for p in placed if p.size > BIGGER * body and len(p.text) <= LONGEST_HEADING and re.search(r"\w", p.text)
    }
    return {size: rank for rank, size in enumerate(sorted(bigger, reverse=True), start=1)}


def _apart(previous: Placed, piece: Placed) -> bool:
    if previous.page != piece.page:
        return False
    if previous.size != piece.size or previous.bold != piece.bold:
        return True
    fallen = previous.bottom - piece.top
    return (
        fallen > PARAGRAPH_GAP * piece.size
        or fallen < -3 * piece.size
        or abs(previous.left - piece.left) > 6 * piece.size
    )
