"""Documents: what is taken in, what is not, and that nothing half is ever kept."""

import io
import os
import signal
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.projects import arrivals, document_store
from regiodeal.projects.actions import documents
from regiodeal.projects.file_kinds import MEDIA_TYPES, MOST_BYTES, RefusedFile, clean_name, kind_of
from regiodeal.projects.models import Document, Project
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 32
MAIL = b"From: jan@example.nl\r\nSubject: Besluit\r\nMIME-Version: 1.0\r\n\r\n<html>Dag</html>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def archive(**parts: bytes) -> bytes:
    """Make a zip archive; `__` in a name stands for a slash."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/"), part)
    return content.getvalue()


def open_xml(kind: str, main: str = "main+xml", **more: bytes) -> bytes:
    types = f'<Types><Override ContentType="{MEDIA_TYPES[kind]}.{main}"/></Types>'.encode()
    return archive(**{"[Content_Types].xml": types, **more})


def open_document(kind: str, **more: bytes) -> bytes:
    return archive(**{"mimetype": MEDIA_TYPES[kind].encode(), "content.xml": b"<x/>", **more})


GOOD = {
    "rapport.pdf": PDF,
    "brief.docx": open_xml("docx"),
    "begroting.xlsx": open_xml("xlsx"),
    "beeld.pptx": open_xml("pptx"),
    "brief.odt": open_document("odt"),
    "begroting.ods": open_document("ods"),
    "foto.png": PNG,
    "foto.jpg": JPG,
    "FOTO.JPEG": JPG,
    "notitie.txt": "Één dorpshuis: € 5".encode(),
    "kladblok.txt": "Eén dorpshuis: € 5".encode("utf-16"),
    "oud.txt": "Eén dorpshuis: café".encode("cp1252"),
    "lijst.csv": b"naam;bedrag\r\nDorpshuis;5\r\n",
    "besluit.eml": MAIL,
}
MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
BAD = {
    "leeg.pdf": b"",
    "groot.pdf": PDF + b"\0" * MOST_BYTES,
    "programma.exe": b"MZ\x90\0",
    "programma.pdf": b"MZ\x90\0" + b"\0" * 64,
    "programma.txt": b"MZ gewoon tekst",
    "script.txt": b"#!/bin/sh\nrm -rf /\n",
    "rapport.pdf.exe": PDF,
    "rapport.docx": PDF,
    "foto.pdf": PNG,
    "pagina.html": b"<html></html>",
    "pagina.txt": b"\xef\xbb\xbf  <!DOCTYPE html><html></html>",
    "beeld.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "beeld.txt": b"<svg onload=alert(1)>",
    "beeld.png": b"<svg onload=alert(1)>",
    "brief.docm": open_xml("docx"),
    "macro.docx": archive(**{"[Content_Types].xml": MACRO}),
    "vba.xlsx": open_xml("xlsx", xl__vbaProject=b"x"),
    "basic.odt": open_document("odt", Basic__script=b"x"),
    "zip.zip": archive(a=b"a"),
    "zip.docx": archive(a=b"a"),
    "verkeerd.xlsx": open_xml("docx"),
    "stuk.docx": b"PK\x03\x04 en dan niets",
    "nul.txt": b"tekst\0tekst",
    "geen-mail.eml": b"gewoon een tekst",
    "zonder": PDF,
    ".pdf": PDF,
    "../../": PDF,
}


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of documents for this test alone."""
    settings.DOCUMENTS = tmp_path / "documents"
    settings.SCAN_COMMAND = ""
    return tmp_path / "documents"


@pytest.fixture
def project() -> Project:
    return a_project(a_deal())


def store(project: Project, name: str, content: bytes | Iterable[bytes]) -> Document:
    chunks = [content] if isinstance(content, bytes) else content
    return documents.store(project=project, name=name, chunks=chunks, by=SECRETARY, at=AT)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_taken_and_given_back_as_it_was(project: Project, folder: Path, name: str) -> None:
    document = store(project, name, GOOD[name])
    assert document.name == name
    assert document.size == len(GOOD[name])
    assert document.media_type in MEDIA_TYPES.values()
    assert document_store.place_of(document.sha256).read_bytes() == GOOD[name]
    assert AuditLine.objects.get(act="document.add").details["sha256"] == document.sha256
    assert len(files(folder)) == 1


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_to_be_trusted_is_refused_and_leaves_nothing(project: Project, folder: Path, name: str) -> None:
    lines = AuditLine.objects.count()
    with pytest.raises(RefusedFile):
        store(project, name, BAD[name])
    assert not Document.objects.exists()
    assert not files(folder)
    assert AuditLine.objects.count() == lines


def test_a_refusal_says_what_the_file_is(project: Project) -> None:
    with pytest.raises(RefusedFile, match="not docx, but pdf"):
        store(project, "rapport.docx", PDF)
    with pytest.raises(RefusedFile, match="macros"):
        store(project, "vba.xlsx", BAD["vba.xlsx"])
    with pytest.raises(RefusedFile, match="larger than 20 MB"):
        store(project, "groot.pdf", BAD["groot.pdf"])
    with pytest.raises(RefusedFile, match="empty"):
        store(project, "leeg.pdf", b"")


def test_a_file_that_never_ends_is_stopped(project: Project, folder: Path) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"\0" * 1024 * 1024

    with pytest.raises(RefusedFile, match="larger"):
        store(project, "groot.pdf", endless())
    assert taken == MOST_BYTES // (1024 * 1024) + 1
    assert not files(folder)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """The list of parts claims to be huge; no more than its beginning is read."""
    bomb = tmp_path / "bomb"
    bomb.write_bytes(archive(**{"[Content_Types].xml": b"\0" * 200_000_000}))
    assert bomb.stat().st_size < 1_000_000
    with pytest.raises(RefusedFile):
        kind_of(bomb, "bomb.docx")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\jan\\brief.docx", "brief.docx"),
        ("rap\u202efdp.exe\u200b.pdf", "rapfdp.exe.pdf"),
        ("regel\r\nSet-Cookie: x.txt", "regelSet-Cookie- x.txt"),
        ("..verborgen.pdf", "verborgen.pdf"),
        ("cafe\u0301 ’s-Gravenmoer.pdf", "café ’s-Gravenmoer.pdf"),
        ("a" * 400 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_the_same_bytes_are_kept_once(project: Project, folder: Path) -> None:
    one, other = store(project, "een.pdf", PDF), store(project, "twee.pdf", PDF)
    assert one.sha256 == other.sha256
    assert len(files(folder)) == 1


def test_a_removal_can_be_undone_for_a_while(project: Project, folder: Path) -> None:
    document = store(project, "een.pdf", PDF)
    documents.remove(document=document, by=SECRETARY, at=AT)
    documents.remove(document=document, by=SECRETARY, at=AT)
    assert AuditLine.objects.filter(act="document.remove").count() == 1
    documents.clear(at=AT + documents.UNDO_FOR - timedelta(days=1))
    assert documents.restore(document=document, by=SECRETARY, at=AT).removed_at is None
    documents.remove(document=document, by=SECRETARY, at=AT)
    assert documents.clear(at=AT + documents.UNDO_FOR + timedelta(days=1)) == 1
    assert not files(folder)
    with pytest.raises(Refusal, match="too long ago"):
        documents.restore(document=document, by=SECRETARY, at=AT)


def test_bytes_stay_as_long_as_one_document_has_them(project: Project, folder: Path) -> None:
    one, _other = store(project, "een.pdf", PDF), store(project, "twee.pdf", PDF)
    documents.remove(document=one, by=SECRETARY, at=AT)
    assert documents.clear(at=AT + timedelta(days=60)) == 0
    assert len(files(folder)) == 1


def test_a_scanner_has_the_last_word(project: Project, folder: Path, settings: Settings, tmp_path: Path) -> None:
    """A real program that looks for the test pattern of all scanners."""
    scanner = tmp_path / "scan me.sh"
    scanner.write_text('#!/bin/sh\ngrep -q EICAR-STANDARD "$1" && exit 1\nexit 0\n')
    scanner.chmod(0o755)
    settings.SCAN_COMMAND = f"'{scanner}'"
    with pytest.raises(RefusedFile, match="found something"):
        store(project, "eicar.txt", EICAR)
    assert not Document.objects.exists()
    assert not files(folder)
    store(project, "schoon.txt", b"niets aan de hand")


@pytest.mark.parametrize("command", ["/bestaat/niet", "/bin/sh -c 'exit 2'", "'half", "sleep 5"])
def test_without_a_clear_answer_nothing_is_taken(
    project: Project, folder: Path, settings: Settings, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_SCAN_SECONDS", 0.2)
    if command.startswith("sleep"):
        command = "/bin/sh -c 'sleep 5'"
    settings.SCAN_COMMAND = command
    with pytest.raises(arrivals.ScannerFails, match="administrator"):
        store(project, "een.pdf", PDF)
    assert not Document.objects.exists()
    assert not files(folder)


def test_a_process_that_is_killed_half_way_leaves_nothing_that_counts(project: Project, folder: Path) -> None:
    """Between the file and its place, and between its place and its row."""
    script = textwrap.dedent(
        f"""
        import os, signal, sys, django
        django.setup()
        from django.conf import settings
        from datetime import datetime, UTC
        from pathlib import Path
        settings.DOCUMENTS = Path({str(folder)!r})
        from regiodeal.projects import document_store as store
        with store.arriving([{PDF!r}], 1000) as (path, size, sha256):
            if sys.argv[1] == "placed":
                store.keep(path, sha256, datetime({AT.year}, {AT.month}, {AT.day}, tzinfo=UTC))
            os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    for moment in ("arriving", "placed"):
        done = subprocess.run([sys.executable, "-c", script, moment], env=os.environ, check=False)
        assert done.returncode == -signal.SIGKILL
    assert len(files(folder)) == 2
    assert not Document.objects.exists()
    for path in files(folder):
        os.utime(path, (AT.timestamp(), AT.timestamp()))
    document = documents.store(
        project=project, name="een.txt", chunks=[b"later"], by=SECRETARY, at=AT + timedelta(hours=2)
    )
    assert files(folder) == [document_store.place_of(document.sha256)]
