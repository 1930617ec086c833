"""Open an uploaded spreadsheet: told by its content, measured before anything is unpacked, and read into plain rows."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import python_calamine
from lxml import etree

from regiodeal.common.cell_names import column_letters
from regiodeal.projects.register_sheet.cells import Odd
from regiodeal.projects.register_sheet.reading import Grid

MOST_BYTES = 10_000_000
"""Of the file itself."""
_MOST_UNPACKED = 80_000_000  # bytes of all parts together
_MOST_PARTS = 2_000
_MOST_CELLS = 1_000_000  # in one sheet, from A1 to the last cell that holds something


class Trouble(StrEnum):
    """Why a file cannot be opened."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    PASSWORD = "password"  # noqa: S105 - the file asks for one
    OLD_EXCEL = "old_excel"
    BINARY_EXCEL = "binary_excel"
    PDF = "pdf"
    TEXT = "text"
    OTHER_DOCUMENT = "other_document"
    DAMAGED = "damaged"


class CannotOpen(Exception):
    """The file is no spreadsheet that can be read."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble)


def grids(content: bytes) -> list[Grid]:
    """Return the sheets of a spreadsheet. Raises CannotOpen."""
    if not content:
        raise CannotOpen(Trouble.EMPTY)
    if len(content) > MOST_BYTES:
        raise CannotOpen(Trouble.TOO_LARGE)
    if not content.startswith(b"PK\x03\x04"):
        raise CannotOpen(_other_than_a_package(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            noticed = _inspected(package)
        return list(_read(content, noticed))
    except CannotOpen:
        raise
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, python_calamine.CalamineError, EOFError) as error:
        raise CannotOpen(Trouble.DAMAGED) from error
    except (OSError, ValueError, KeyError, IndexError, NotImplementedError, RuntimeError) as error:
        raise CannotOpen(Trouble.DAMAGED) from error  # what the readers of packages and sheets raise beside their own


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _other_than_a_package(content: bytes) -> Trouble:
    if content.startswith(_OLE):
        return Trouble.PASSWORD if _ENCRYPTED in content else Trouble.OLD_EXCEL
    if content.lstrip().startswith(b"%PDF"):
        return Trouble.PDF
    return Trouble.OTHER_DOCUMENT if b"\x00" in content[:2000] else Trouble.TEXT


@dataclass
class Noticed:
    """What the fast reader leaves out of a sheet: errors and formulas that no program has calculated, by their row and
    column from 0, and in OpenDocument the merged cells."""

    odd: dict[tuple[int, int], Odd | str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)


def _inspected(package: zipfile.ZipFile) -> dict[str, Noticed]:
    """Look at what is in the package before it is read. Raises CannotOpen."""
    parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise CannotOpen(Trouble.UNPACKS_TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise CannotOpen(Trouble.PASSWORD)
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise CannotOpen(Trouble.DAMAGED)  # neither format allows another
    names = set(package.namelist())
    if "xl/workbook.bin" in names:
        raise CannotOpen(Trouble.BINARY_EXCEL)
    if "xl/workbook.xml" in names:
        return _inspected_xlsx(package)
    if "content.xml" in names and b"opendocument.spreadsheet" in _part(package, "mimetype"):
        if b"encryption-data" in _part(package, "META-INF/manifest.xml"):
            raise CannotOpen(Trouble.PASSWORD)
        return _inspected_ods(package)
    raise CannotOpen(Trouble.OTHER_DOCUMENT)


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a part; `file_size` is what the package says, so what comes out is measured too."""
    if name not in package.NameToInfo:
        return b""
    with package.open(name) as part:
        content = part.read(_MOST_UNPACKED + 1)
    if len(content) > _MOST_UNPACKED:
        raise CannotOpen(Trouble.UNPACKS_TOO_LARGE)
    return content


def _elements(content: bytes, *names: str) -> Iterator[tuple[str, Any]]:
    """Yield the elements with these local names and forget them again; nothing outside the part is read."""
    if b"<!DOCTYPE" in content[:2000]:
        raise CannotOpen(Trouble.DAMAGED)
    tags = [f"{{*}}{name}" for name in names]
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    for event, element in etree.iterparse(io.BytesIO(content), events=("start", "end"), tag=tags, **options):
        yield event, element
        if event == "end":
            element.clear(keep_tail=False)


_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _inspected_xlsx(package: zipfile.ZipFile) -> dict[str, Noticed]:
    targets = {
        element.get("Id"): str(element.get("Target", ""))
        for event, element in _elements(_part(package, "xl/_rels/workbook.xml.rels"), "Relationship")
        if event == "start"
    }
    sheets = [
        (str(element.get("name")), targets.get(element.get(f"{_LINKS}id"), ""))
        for event, element in _elements(_part(package, "xl/workbook.xml"), "sheet")
        if event == "start"
    ]
    return {name: _noticed_xlsx(_part(package, _inside(target))) for name, target in sheets if target}


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _noticed_xlsx(content: bytes) -> Noticed:
    """Look at each cell of a sheet. Raises CannotOpen where the cells would fill the memory."""
    noticed = Noticed()
    last_row = last_column = 0
    for event, cell in _elements(content, "c") if content else ():
        match = _CELL.fullmatch(cell.get("r", ""))
        if event == "start" or match is None:
            continue
        row, column = int(match[2]) - 1, _number(match[1])
        last_row, last_column = max(last_row, row), max(last_column, column)
        _measure(last_row, last_column)
        value = cell.findtext("{*}v")
        if cell.get("t") == "e" and value:
            noticed.odd[row, column] = value
        elif cell.find("{*}f") is not None and not value:
            noticed.odd[row, column] = Odd.NOT_CALCULATED
    return noticed


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _measure(last_row: int, last_column: int) -> None:
    if (last_row + 1) * (last_column + 1) > _MOST_CELLS:
        raise CannotOpen(Trouble.UNPACKS_TOO_LARGE)


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _inspected_ods(package: zipfile.ZipFile) -> dict[str, Noticed]:
    found: dict[str, Noticed] = {}
    row = column = last_row = last_column = 0
    noticed, filled = Noticed(), False
    content = _part(package, "content.xml")
    for event, element in _elements(content, "table", "table-row", "table-cell", "covered-table-cell"):
        match event, etree.QName(element).localname:
            case "start", "table":
                row = last_row = last_column = 0
                noticed = found.setdefault(str(element.get(f"{_TABLE}name")), Noticed())
            case "start", "table-row":
                column, filled = 0, False
            case "end", "table-row":
                row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                last_row = row if filled else last_row
                _measure(last_row, last_column)
            case "end", "table-cell" | "covered-table-cell":
                says = _notice_ods(element, row, column, noticed)
                column += int(element.get(f"{_TABLE}number-columns-repeated", "1"))
                filled, last_column = filled or says, max(last_column, column) if says else last_column
    return found


def _notice_ods(cell: Any, row: int, column: int, noticed: Noticed) -> bool:
    """Note what is odd about a cell; return whether it says something."""
    says = len(cell) > 0 or cell.get(f"{_OFFICE}value-type") is not None
    if cell.get(f"{_TABLE}formula") and not says:
        noticed.odd[row, column] = Odd.NOT_CALCULATED
    elif cell.get(f"{_CALC}value-type") == "error":
        noticed.odd[row, column] = "".join(cell.itertext()) or "#N/A"
    wide, high = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("columns", "rows"))
    if wide > 1 or high > 1:
        noticed.merged.append(_range(row, column, row + high - 1, column + wide - 1))
    return says


def _range(row: int, column: int, last_row: int, last_column: int) -> str:
    return f"{column_letters(column)}{row + 1}:{column_letters(last_column)}{last_row + 1}"


def _read(content: bytes, noticed: dict[str, Noticed]) -> Iterator[Grid]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            rows = sheet.to_python(skip_empty_area=False)
            about_cells = noticed.get(about.name, Noticed())
            _mark(rows, about_cells)
            hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
            merged = [_range(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            yield Grid(about.name, rows, hidden, tuple(merged or about_cells.merged))


def _mark(rows: list[list[Any]], noticed: Noticed) -> None:
    """Put what is odd into the rows, which the reader leaves empty there, or leaves out."""
    for (row, column), value in noticed.odd.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = value
