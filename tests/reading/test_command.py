"""The command: what it prints, and what it says when a file cannot be read."""

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
import typst
from click.testing import CliRunner, Result

from regiodeal.config.cli import cli
from regiodeal.reading.documents import SIZE_LIMIT
from tests.reading import examples


def run(tmp_path: Path, data: bytes, *options: str) -> Result:
    file = tmp_path / "lijst"
    file.write_bytes(data)
    return CliRunner().invoke(cli, ["read", str(file), *options])


def encrypted_pdf() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(typst.compile(b"Besluitenlijst"))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="geheim", user="geheim"))
    return stream.getvalue()


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return stream.getvalue()


def mail_without_text() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.example", "Lijst", "Fri, 13 May 2022 10:00:00 +0200"
    message["MIME-Version"] = "1.0"
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="scan.png")
    return bytes(message)


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n", "empty"),
    "no words in html": (b"<html><body><p> </p></body></html>", "no words"),
    "nul bytes": (b"Besluit\x00\x01\x02 lijst" * 9, "NUL|control"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(99), "image"),
    "docx": (zipped(), "zip"),
    "random bytes": (bytes(range(256)) * 20, "NUL|encoding|control"),
    "encrypted pdf": (encrypted_pdf(), "password"),
    "scanned pdf": (typst.compile(b"#rect(width: 5cm, height: 5cm, fill: gray)"), "no text layer"),
    "corrupt pdf": (b"%PDF-1.7\nkapot", "damaged"),
    "cut pdf": (typst.compile(b"= Besluitenlijst")[:400], "damaged"),
    "mojibake": ("De deal draagt â‚¬ 5.000 bij.".encode(), "converted wrongly"),
    "mixed encodings": ("Café én ruïne, coördinatie\n".encode() * 5 + "Café".encode("latin-1"), "mixed"),
    "broken utf-16": (b"\xff\xfeB\x00e\x00s", "utf-16"),
    "mail without text": (mail_without_text(), "no text"),
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_bad_input_is_refused_with_a_reason(tmp_path: Path, kind: str, options: tuple[str, ...]) -> None:
    data, reason = BAD[kind]
    result = run(tmp_path, data, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert any(word in result.stderr for word in reason.split("|")), result.stderr
    assert "Traceback" not in result.stderr


def test_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "groot.txt"
    with file.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    result = CliRunner().invoke(cli, ["read", str(file)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the limit is 20 MB" in result.stderr


def test_standard_input_over_the_limit_is_refused() -> None:
    result = CliRunner().invoke(cli, ["read", "-"], input=b"a" * (SIZE_LIMIT + 10))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "limit" in result.stderr


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "niets.txt", tmp_path):
        result = CliRunner().invoke(cli, ["read", str(path)])
        assert (result.exit_code, result.stdout) == (2, "")
        assert "cannot be opened" in result.stderr


def test_deeply_nested_page_is_read_or_refused(tmp_path: Path) -> None:
    result = run(tmp_path, b"<html>" + b"<div>" * 50_000 + b"diep" + b"</div>" * 50_000)
    assert result.exit_code in {0, 2}
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_json_has_the_agreed_shape(tmp_path: Path) -> None:
    result = run(tmp_path, examples.document("achterhoek.md"), "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(found) == ["document", "proposals", "contacts", "events", "unread"]
    assert found["proposals"][0]["amounts"][0]["cents"] == 120_000_000
    assert {"name", "summary", "amounts", "parties", "places"} <= set(found["proposals"][0])
    assert {"name", "media_type", "encoding", "sha256", "lines"} <= set(found["document"])


def test_report_for_people(tmp_path: Path) -> None:
    shown = run(tmp_path, examples.document("achterhoek.md")).stdout
    assert "3 projects" in shown
    assert "  contribution        € 1.200.000,00  line 13: “€ 1,2 miljoen”" in shown
    assert "  amount: unknown" in shown
    assert "Unread: 2 lines" in shown


def test_document_without_projects_is_no_error(tmp_path: Path) -> None:
    result = run(tmp_path, examples.document("recept.txt"))
    assert result.exit_code == 0
    assert "No projects found." in result.stdout


def test_standard_input() -> None:
    result = CliRunner().invoke(cli, ["read", "-", "--json"], input=examples.document("kustregio.txt"))
    assert [p["name"] for p in json.loads(result.stdout)["proposals"]] == ["Duinpoort", "Leren van de Zee"]
