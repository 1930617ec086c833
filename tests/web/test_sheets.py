"""Spreadsheets out: read back with other programs than the one that wrote them."""

import csv
import io
from datetime import date
from typing import Any

import odfdo
import openpyxl
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from regiodeal.web import sheets
from regiodeal.web.sheets import Form, Sheet, day, euros, number, text, written

COLUMNS = [text("Naam"), euros("Toegekend"), day("Einde"), number("Fase")]
ROWS: list[tuple[Any, ...]] = [
    ("Café ’t Veen", 37480050, date(2023, 6, 4), 1),
    ("Onbekend", None, None, None),
    ("Rond", 37480000, date(1999, 12, 31), 2000),
]
SHEET = Sheet("Projecten", COLUMNS, ROWS)
WORKBOOKS = [Form.XLSX, Form.ODS]


def read(content: bytes, title: str | int = 0) -> list[list[Any]]:
    """Read a sheet with calamine."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheet = workbook.get_sheet_by_name(title) if isinstance(title, str) else workbook.get_sheet_by_index(title)
    return sheet.to_python(skip_empty_area=False)


def read_csv(sheet: Sheet) -> list[list[str]]:
    """Read a CSV the way a Dutch Excel does."""
    content = written(sheet, Form.CSV)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("form", WORKBOOKS)
def test_values_are_numbers_and_days_and_what_is_unknown_is_empty(form: Form) -> None:
    assert read(written(SHEET, form)) == [
        ["Naam", "Toegekend", "Einde", "Fase"],
        ["Café ’t Veen", 374800.5, date(2023, 6, 4), 1],
        ["Onbekend", "", "", ""],
        ["Rond", 374800, date(1999, 12, 31), 2000],
    ]


def test_csv_has_a_decimal_comma_and_days_that_sort() -> None:
    assert read_csv(SHEET) == [
        ["Naam", "Toegekend", "Einde", "Fase"],
        ["Café ’t Veen", "374800,50", "2023-06-04", "1"],
        ["Onbekend", "", "", ""],
        ["Rond", "374800,00", "1999-12-31", "2000"],
    ]


def test_excel_shows_it_as_an_office_would() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(SHEET, Form.XLSX)))["Projecten"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet["B2"].number_format == '"€ "#,##0.00;"€ "-#,##0.00'
    assert sheet["B4"].number_format == '"€ "#,##0;"€ "-#,##0'
    assert sheet["C2"].number_format == "dd-mm-yyyy"
    assert sheet["B3"].value is None
    assert sheet.column_dimensions["A"].width == len("Café ’t Veen") + 3


def test_libreoffice_shows_it_as_an_office_would() -> None:
    document = odfdo.Document(io.BytesIO(written(SHEET, Form.ODS)))
    (table,) = document.body.tables
    amount = table.get_cell("B2")
    assert (amount.type, str(amount.value)) == ("currency", "374800.50")
    assert "VerticalSplitPosition" in document.get_part("settings.xml").serialize().decode()  # type: ignore[union-attr]


@pytest.mark.parametrize("form", WORKBOOKS)
@pytest.mark.parametrize(
    "typed", ["=1+1", "+31 6", "-5", "@SUM(A1)", "\tx", "_x0041_", "=cmd|' /C calc'!A0", "#N/A", "0012", "1E5"]
)
def test_what_looks_like_a_formula_stays_text(form: Form, typed: str) -> None:
    content = written(Sheet("Blad", [text("Kop")], [(typed,)]), form)
    assert read(content)[1] == [typed.replace("\t", " ") if form is Form.ODS else typed]
    if form is Form.XLSX:
        cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]  # type: ignore[index]
        assert (cell.data_type, cell.value) == ("s", typed.replace("_x0041", "_x005F_x0041"))
        assert bool(cell.quotePrefix) is (typed[0] in "=+-@\t")
    else:
        assert "formula" not in odfdo.Document(io.BytesIO(content)).body.serialize()


@pytest.mark.parametrize("typed", ["=1+1", "+31 6", "-5", "@SUM(A1)", "\tx"])
def test_csv_puts_an_apostrophe_before_what_looks_like_a_formula(typed: str) -> None:
    sheet = Sheet("Blad", [text(typed), euros("Bedrag")], [(typed, -500)])
    assert read_csv(sheet) == [[f"'{typed}", "Bedrag"], [f"'{typed}", "-5,00"]]


@pytest.mark.parametrize("form", WORKBOOKS)
@given(
    typed=st.text(st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff", exclude_categories=["Cc", "Cs"]))
)
def test_any_text_comes_back(form: Form, typed: str) -> None:
    assert read(written(Sheet("Blad", [text("a"), text("b")], [(typed, "x")]), form))[1] == [typed, "x"]


@pytest.mark.parametrize("form", WORKBOOKS)
def test_lines_spaces_and_signs_that_no_file_can_hold(form: Form) -> None:
    sheet = Sheet("Blad", [text("a")], [("een\r\ntwee\n\n drie  vier ",), ("bel\x07 \x00nul \ufffe",)])
    assert read(written(sheet, form))[1:] == [["een\ntwee\n\n drie  vier "], ["bel nul "]]


@pytest.mark.parametrize("form", WORKBOOKS)
def test_several_sheets_with_titles_that_every_program_accepts(form: Form) -> None:
    titles = ["Namen", "namen", "Wat/waar: [1]?", "x" * 40, "x" * 41, "'", "A & <B>"]
    content = written([Sheet(title, [text("Kop")], [(title,)]) for title in titles], form)
    found = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert found == ["Namen", "namen (2)", "Wat waar   1", "x" * 31, "x" * 27 + " (2)", "Blad", "A & <B>"]
    assert read(content, "namen (2)")[1] == ["namen"]


def test_a_csv_has_one_sheet() -> None:
    with pytest.raises(ValueError, match="too many values"):
        written([SHEET, SHEET], Form.CSV)


@pytest.mark.parametrize("form", list(Form))
def test_the_same_list_gives_the_same_cells_and_an_empty_one_its_headings(form: Form) -> None:
    if form is not Form.XLSX:  # which holds the moment of writing
        assert written(SHEET, form) == written(SHEET, form)
    empty = written(Sheet("Leeg", COLUMNS, []), form)
    if form is not Form.CSV:
        assert read(empty) == [["Naam", "Toegekend", "Einde", "Fase"]]


def test_the_answer_is_a_file_with_a_safe_name() -> None:
    response = sheets.respond(SHEET, Form.XLSX, 'Projecten "2026"\r\n/é')
    assert response["Content-Disposition"] == 'attachment; filename="projecten-2026-e.xlsx"'
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_links_keep_the_question_and_the_question_names_the_form() -> None:
    request = RequestFactory().get("/", {"q": "brug & dijk", "pagina": "3"})
    assert sheets.asked(request) is None
    page = render_to_string("web/exports.html", request=request)
    assert 'href="?q=brug+%26amp%3B+dijk' in page or "?q=brug+%26+dijk&amp;formaat=xlsx" in page
    assert "pagina" not in page
    assert sheets.asked(RequestFactory().get("/", {"formaat": "ods"})) is Form.ODS
    assert sheets.asked(RequestFactory().get("/", {"formaat": "exe"})) is None
