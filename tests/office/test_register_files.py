"""Uploaded spreadsheets of every kind: opened by their content, and refused before they can do harm."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import odfdo
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.office.projects.register import workbook
from regiodeal.office.projects.register.workbook import CannotOpen, Trouble, grids
from regiodeal.projects.register_sheet.cells import Odd
from regiodeal.web.sheets import Form, Sheet, text, written

SMALL = Sheet("Een", [text("Kop"), text("B")], [("a", "b"), ("c", None)])
WHOLE = {form: written(SMALL, form) for form in (Form.XLSX, Form.ODS)}


def xlsx(**sheets: dict[str, Any]) -> bytes:
    """Give a workbook with these cells."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for place, value in cells.items():
            sheet[place] = value
    return saved(book)


def saved(book: Any) -> bytes:
    """Give the bytes of a workbook or a document."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(table: odfdo.Table) -> bytes:
    """Give a spreadsheet with one table."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    document.body.append(table)
    return saved(document)


def package(**parts: bytes) -> bytes:
    """Give a package with these parts; two underscores in a name stand for a slash, one for a point."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Give a package of which one part says something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            assert entry.filename != name or old in part
            target.writestr(entry.filename, part.replace(old, new) if entry.filename == name else part)
    return file.getvalue()


X = "<text:p>x</text:p></table:table-cell>"


def row(cells: str, times: int | str = 1) -> bytes:
    """Give a row of an OpenDocument table, so many times."""
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'.encode()


def trouble(content: bytes) -> Trouble:
    """Give why a file cannot be opened."""
    with pytest.raises(CannotOpen) as refused:
        grids(content)
    return refused.value.trouble


def test_excel_errors_formulas_merged_and_hidden_sheets() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx(Een={"A1": "Kop", "C5": "=1+1", "A6": "#N/A", "B6": 3}, Twee={"A1": 1}))
    )
    book["Een"].merge_cells("A1:B2")
    book["Twee"].sheet_state = "hidden"
    one, two = grids(saved(book))
    assert (one.title, one.hidden, one.merged, one.rows[0][0]) == ("Een", False, ("A1:B2",), "Kop")
    assert one.rows[4][2] is Odd.NOT_CALCULATED
    assert one.rows[5][:2] == ["#N/A", 3]
    assert (two.title, two.hidden) == ("Twee", True)


def test_a_formula_with_its_value_is_that_value() -> None:
    content = replaced(xlsx(Een={"A1": "=1+1"}), "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2</v>")
    (grid,) = grids(content)
    assert grid.rows == [[2]]


def test_libreoffice_errors_formulas_and_merged_cells() -> None:
    table = odfdo.Table("Een")
    table.set_value("A1", "Kop")
    table.set_span("A1:B1")
    table.set_cell("C3", odfdo.Cell(formula="of:=1+1"))
    wrong = odfdo.Cell("#N/A", cell_type="string")
    wrong.set_attribute("calcext:value-type", "error")
    table.set_cell("A5", wrong)
    (grid,) = grids(ods(table))
    assert grid.merged == ("A1:B1",)
    assert grid.rows[2][2] is Odd.NOT_CALCULATED
    assert grid.rows[4][0] == "#N/A"


def test_rows_keep_their_numbers_below_empty_ones() -> None:
    for content in (xlsx(Een={"B3": "x"}), ods_with("B3", "x")):
        (grid,) = grids(content)
        assert grid.rows[2][1] == "x"
        assert not any(value for row in grid.rows[:2] for value in row)


def ods_with(place: str, value: str) -> bytes:
    """Give a spreadsheet with one cell."""
    table = odfdo.Table("Een")
    table.set_value(place, value)
    return ods(table)


def test_empty_rows_that_libreoffice_counts_to_the_end_of_the_sheet_are_no_trouble() -> None:
    tail = row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_000)
    (grid,) = grids(replaced(ods_with("A1", "x"), "content.xml", b"</table:table>", tail + b"</table:table>"))
    assert grid.rows == [["x"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Trouble.EMPTY),
        (b"x" * (workbook.MOST_BYTES + 1), Trouble.TOO_LARGE),
        (b"\n%PDF-1.7\n", Trouble.PDF),
        (b"Code;Naam\r\n", Trouble.TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Trouble.OTHER_DOCUMENT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, Trouble.OLD_EXCEL),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Trouble.PASSWORD),
        (b"PK\x03\x04" + b"\x00" * 50, Trouble.DAMAGED),
        (package(xl__workbook_bin=b"x"), Trouble.BINARY_EXCEL),
        (package(word__document_xml=b"<x/>"), Trouble.OTHER_DOCUMENT),
        (package(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>"), Trouble.OTHER_DOCUMENT),
        (package(xl__workbook_xml=b"<x"), Trouble.DAMAGED),
        (package(xl__workbook_xml=b"<x/>"), Trouble.DAMAGED),
        (
            package(
                mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
                content_xml=b"\x00\x01",
                META_INF__manifest_xml=b"",
            ),
            Trouble.DAMAGED,
        ),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_spreadsheet_is_named_for_what_it_is(content: bytes, expected: Trouble) -> None:
    assert trouble(content) is expected


def test_a_password_on_an_ods() -> None:
    content = written(Sheet("Een", [text("Kop")], []), Form.ODS)
    locked = replaced(
        content, "META-INF/manifest.xml", b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )
    assert trouble(locked) is Trouble.PASSWORD


def test_a_package_that_unpacks_to_far_more_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_UNPACKED", 100_000)
    assert trouble(package(xl__workbook_xml=b"0" * 200_000)) is Trouble.UNPACKS_TOO_LARGE


def test_a_package_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytearray(package(xl__workbook_xml=b"0" * 200_000))
    size = (200_000).to_bytes(4, "little")
    assert content.count(size) == 2
    with pytest.raises(CannotOpen):
        grids(bytes(content.replace(size, (10).to_bytes(4, "little"))))


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576"])
def test_one_cell_far_away_does_not_fill_the_memory(place: str) -> None:
    content = replaced(xlsx(Een={"A1": 1, "B2": 2}), "xl/worksheets/sheet1.xml", b'r="B2"', f'r="{place}"'.encode())
    assert trouble(content) is Trouble.UNPACKS_TOO_LARGE


@pytest.mark.parametrize(
    "repeated",
    [
        row(f'<table:table-cell office:value-type="string" table:number-columns-repeated="16384">{X}', 1_048_576),
        row("<table:table-cell/>", 1_048_575)
        + row(f'<table:table-cell/><table:table-cell office:value-type="string">{X}'),
        row("<table:table-cell/>", -5),
        row("<table:table-cell/>", "veel"),
    ],
)
def test_cells_that_are_repeated_do_not_fill_the_memory(repeated: bytes) -> None:
    content = written(Sheet("Een", [text("Kop")], []), Form.ODS)
    assert trouble(replaced(content, "content.xml", b"</table:table>", repeated + b"</table:table>")) in {
        Trouble.UNPACKS_TOO_LARGE,
        Trouble.DAMAGED,
    }


def test_entities_are_refused() -> None:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet'
    content = replaced(xlsx(Een={"A1": 1}), "xl/worksheets/sheet1.xml", b"<worksheet", declared)
    assert trouble(content) is Trouble.DAMAGED


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim"
    secret.write_text("geheim")
    declared = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{secret}">]><office:document-content'.encode()
    content = written(Sheet("Een", [text("Kop")], []), Form.ODS)
    assert trouble(replaced(content, "content.xml", b"<office:document-content", declared)) is Trouble.DAMAGED


@pytest.mark.parametrize("form", [Form.XLSX, Form.ODS])
@given(data=st.data())
def test_a_damaged_file_is_refused_and_never_breaks_anything(form: Form, data: st.DataObject) -> None:
    content = bytearray(WHOLE[form])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    kept = data.draw(st.integers(1, len(content)))
    with suppress(CannotOpen):
        grids(bytes(content[:kept]))


@pytest.mark.parametrize("form", [Form.XLSX, Form.ODS])
@given(data=st.data())
def test_parts_with_anything_in_them_never_break_anything(form: Form, data: st.DataObject) -> None:
    """The package is whole, the parts are not."""
    content = WHOLE[form]
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(file, "w") as target:
        spoilt = data.draw(st.sampled_from([name for name in source.namelist() if name != "mimetype"]))
        for name in source.namelist():
            part = bytearray(source.read(name))
            if name == spoilt and part:
                for _ in range(data.draw(st.integers(1, 4))):
                    part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.integers(32, 126))
            target.writestr(name, bytes(part))
    with suppress(CannotOpen):
        grids(file.getvalue())
