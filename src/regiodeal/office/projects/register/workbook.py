"""Open an uploaded spreadsheet: told by its content, measured before anything is unpacked, and read into plain rows."""

import io
import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import python_calamine
from lxml import etree

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
    PASSWORD = "password"
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
            uncalculated = _inspected(package)
        return list(_read(content, uncalculated))
    except CannotOpen:
        raise
    except (zipfile.BadZipFile, etree.XMLSyntaxError, python_calamine.CalamineError, EOFError) as error:
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


Places = dict[str, set[tuple[int, int]]]
"""By sheet the rows and columns, from 0, of formulas that no program has calculated."""


def _inspected(package: zipfile.ZipFile) -> Places:
    """Look at what is in the package before it is read. Raises CannotOpen."""
    parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise CannotOpen(Trouble.UNPACKS_TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise CannotOpen(Trouble.PASSWORD)
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


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _inspected_xlsx(package: zipfile.ZipFile) -> Places:
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
    return {name: _formulas_xlsx(_part(package, _inside(target))) for name, target in sheets if target}


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _formulas_xlsx(content: bytes) -> set[tuple[int, int]]:
    """Return where formulas without a value stand. Raises CannotOpen where the cells would fill the memory."""
    found: set[tuple[int, int]] = set()
    last_row = last_column = 0
    for event, cell in _elements(content, "c") if content else ():
        match = _CELL.fullmatch(cell.get("r", ""))
        if event == "start" or match is None:
            continue
        row, column = int(match[2]) - 1, _number(match[1])
        last_row, last_column = max(last_row, row), max(last_column, column)
        _measure(last_row, last_column)
        if cell.find(f"{_MAIN}f") is not None and not cell.findtext(f"{_MAIN}v"):
            found.add((row, column))
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _measure(last_row: int, last_column: int) -> None:
    if (last_row + 1) * (last_column + 1) > _MOST_CELLS:
        raise CannotOpen(Trouble.UNPACKS_TOO_LARGE)


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _inspected_ods(package: zipfile.ZipFile) -> Places:
    found: Places = {}
    row = column = last_row = last_column = 0
    here: set[tuple[int, int]] = set()
    filled = False
    content = _part(package, "content.xml")
    for event, element in _elements(content, "table", "table-row", "table-cell", "covered-table-cell"):
        kind = etree.QName(element).localname
        match event, kind:
            case "start", "table":
                row = last_row = last_column = 0
                here = found.setdefault(str(element.get(f"{_TABLE}name")), set())
            case "start", "table-row":
                column, filled = 0, False
            case "end", "table-row":
                row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                last_row = row if filled else last_row
                _measure(last_row, last_column)
            case "end", "table-cell" | "covered-table-cell":
                says = len(element) > 0 or element.get(f"{_OFFICE}value-type") is not None
                if element.get(f"{_TABLE}formula") and not says:
                    here.add((row, column))
                column += int(element.get(f"{_TABLE}number-columns-repeated", "1"))
                if says:
                    filled, last_column = True, max(last_column, column)
    return found


def _read(content: bytes, uncalculated: Places) -> Iterator[Grid]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            rows = sheet.to_python(skip_empty_area=False)
            _mark(rows, uncalculated.get(about.name, set()))
            hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
            yield Grid(about.name, rows, hidden, tuple(_merged(sheet)))


def _mark(rows: list[list[Any]], places: set[tuple[int, int]]) -> None:
    """Put what was not calculated into the rows, which the reader leaves empty there, or leaves out."""
    for row, column in places:
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = Odd.NOT_CALCULATED


def _merged(sheet: Any) -> Iterator[str]:
    from_to = sheet.merged_cell_ranges or []
    for (row, column), (last_row, last_column) in from_to:
        yield f"{_letters(column)}{row + 1}:{_letters(last_column)}{last_row + 1}"
