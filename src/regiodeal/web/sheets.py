"""Export what you see: a list as a spreadsheet for Excel (.xlsx), LibreOffice (.ods) or as text (.csv).

    if form := sheets.asked(request):
        return sheets.respond(Sheet("Projecten", columns, rows), form, "projecten")

A view builds its columns once: `text("Naam")`, `euros("Toegekend")`, `day("Datum")`, `number("Fase")`. An amount is in
cents, a day is a date, and what is not known is None: its cell stays empty, and never holds 0.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from regiodeal.web import opendocument

PARAMETER = "formaat"
"""In the query string: which form of spreadsheet is asked."""


class Form(StrEnum):
    """A form of spreadsheet; the value ends the name of its file."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    EUROS = "euros"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """A column with its heading. Make one with `text`, `euros`, `day` or `number`."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """A table with a title; each row has a value for each column."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]


def text(title: Any) -> Column:
    """Return a column with text; None is an empty cell."""
    return Column(str(title))


def euros(title: Any) -> Column:
    """Return a column with amounts in cents; None, an amount that is not known, is an empty cell."""
    return Column(str(title), Kind.EUROS)


def day(title: Any) -> Column:
    """Return a column with dates."""
    return Column(str(title), Kind.DAY)


def number(title: Any) -> Column:
    """Return a column with whole numbers."""
    return Column(str(title), Kind.NUMBER)


def asked(request: HttpRequest) -> Form | None:
    """Return the form of spreadsheet that a reader asks for instead of the page, if any."""
    wanted = request.GET.get(PARAMETER, "")
    return Form(wanted) if wanted in set(Form) else None


_TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.ODS: opendocument.TYPE,
}


def respond(sheets: Sheet | Sequence[Sheet], form: Form, name: str) -> HttpResponse:
    """Answer with a file to download, named after `name`. Several sheets need a form that has sheets: not CSV."""
    response = HttpResponse(written(sheets, form), content_type=_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name) or "export"}.{form}"'
    return response


def written(sheets: Sheet | Sequence[Sheet], form: Form) -> bytes:
    """Return the bytes of a spreadsheet. Raises ValueError for several sheets in one CSV."""
    several = [sheets] if isinstance(sheets, Sheet) else list(sheets)
    tables = [
        opendocument.Table(title, [column.title for column in sheet.columns], _cells(sheet), _widths(sheet))
        for title, sheet in zip(safe_titles([sheet.title for sheet in several]), several, strict=True)
    ]
    match form:
        case Form.CSV:
            (table,) = tables
            return _csv(table)
        case Form.XLSX:
            return _xlsx(tables)
        case Form.ODS:
            return opendocument.written(tables)


_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_TITLE_LENGTH = 31  # what Excel allows


def safe_titles(titles: Sequence[str]) -> list[str]:
    """Return names for sheets that every program accepts: short, without special signs, each of them once."""
    found: list[str] = []
    for title in titles:
        plain = _NOT_IN_A_TITLE.sub(" ", title).strip(" '")[:_TITLE_LENGTH] or "Blad"
        safe, count = plain, 2
        while safe.casefold() in {one.casefold() for one in found}:
            safe, count = f"{plain[: _TITLE_LENGTH - 4]} ({count})", count + 1
        found.append(safe)
    return found


_NOT_IN_A_FILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # signs that XML cannot hold


def _cells(sheet: Sheet) -> list[list[opendocument.Value]]:
    kinds = [column.kind for column in sheet.columns]
    return [[_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in sheet.rows]


def _cell(value: Any, kind: Kind) -> opendocument.Value:
    """Return an amount as a decimal number of euros, a day and a number as they are, and all else as text."""
    if value is None or value == "":
        return None
    if kind is Kind.EUROS:
        return Decimal(value).scaleb(-2)
    if kind is Kind.TEXT or not isinstance(value, date | int):
        return _NOT_IN_A_FILE.sub("", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    return value


_NARROWEST, _WIDEST = 8, 60  # characters


def _widths(sheet: Sheet) -> list[int]:
    """Return a width in characters for each column, from what stands in it."""
    widths = [len(column.title) for column in sheet.columns]
    for row in sheet.rows:
        widths = [
            max(width, min(len(str(value)), _WIDEST) if value is not None else 0)
            for width, value in zip(widths, row, strict=True)
        ]
    return [min(max(width + 3, _NARROWEST), _WIDEST) for width in widths]


def _csv(table: opendocument.Table) -> bytes:
    """Write for a Dutch Excel: a semicolon between values, a decimal comma, and a mark that says that it is UTF-8."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(heading) for heading in table.headings])
    writer.writerows([[_in_csv(value) for value in row] for row in table.rows])
    return file.getvalue().encode("utf-8-sig")


def _in_csv(value: opendocument.Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case str():
            return _harmless(value)
        case date():
            return value.isoformat()[:10]
        case _:
            return str(value)


def _harmless(written: str) -> str:
    """Put an apostrophe before text that a spreadsheet program would otherwise calculate as a formula."""
    return f"'{written}" if written.startswith(("=", "+", "-", "@", "\t")) else written


_WHOLE_EUROS = '"€ "#,##0;"€ "-#,##0'
_EUROS_AND_CENTS = '"€ "#,##0.00;"€ "-#,##0.00'


def _xlsx(tables: Sequence[opendocument.Table]) -> bytes:
    workbook = Workbook(write_only=True)
    for table in tables:
        sheet: Any = workbook.create_sheet(table.title)  # its types know no widths of columns
        sheet.freeze_panes = "A2"
        for index, width in enumerate(table.widths, start=1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.append([_heading(sheet, heading) for heading in table.headings])
        for row in table.rows:
            sheet.append([_xlsx_cell(sheet, value) for value in row])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _heading(sheet: Any, heading: str) -> Any:
    cell = _xlsx_cell(sheet, heading)
    cell.font = Font(bold=True)
    return cell


_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # how the format writes a sign by its number: _x0041_ is A


def _xlsx_cell(sheet: Any, value: opendocument.Value) -> Any:
    written: Any = _LOOKS_ESCAPED.sub("_x005F_", value) if isinstance(value, str) else value
    cell: Any = WriteOnlyCell(sheet, value=written)
    match value:
        case str():
            cell.data_type = "s"  # openpyxl takes text that begins with = for a formula, and #N/A for an error
            cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))  # and so does Excel once it is edited
            cell.alignment = Alignment(vertical="top")
        case Decimal():
            cell.number_format = _WHOLE_EUROS if value == value.to_integral_value() else _EUROS_AND_CENTS
        case date():
            cell.number_format = "dd-mm-yyyy"
        case int():
            cell.number_format = "#,##0"
    return cell
