"""What an uploaded file is: decided by its content, and then by whether its name says the same.

Plain Python. A zip archive is never unpacked: of a document of an office suite only its small list of parts is read.
"""

import codecs
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import puremagic

from regiodeal.common.errors import Refusal

MOST_BYTES = 20 * 1024 * 1024
_HEAD = 8192  # bytes that tell what a file is
_LIST_OF_PARTS = 1024 * 1024  # bytes; real ones are a few thousand
_MOST_PARTS = 20_000

_OFFICE = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": f"{_ODF}.text",
    "ods": f"{_ODF}.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
    "eml": "message/rfc822",
}
"""The kinds of file that are taken as a document of a project, by their extension."""
READABLE = {kind: MEDIA_TYPES[kind] for kind in ("pdf", "txt", "eml")} | {"md": "text/markdown", "html": "text/html"}
"""Those of an old decision list that is read; a web page is kept and given back, and never shown."""

_SAME = {"jpeg": "jpg", "htm": "html"}
_MAIN_PARTS = {f"{MEDIA_TYPES[kind]}.main+xml": kind for kind in ("docx", "xlsx", "pptx")}
_TEXTS = ("txt", "csv", "eml", "md", "html")
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
_TAG = re.compile(rb"<[a-z!]", re.IGNORECASE)
_MAIL = re.compile(rb"^(?:from|to|date|subject|received|return-path|message-id|mime-version):\s", re.I | re.M)
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})


class RefusedFile(Refusal):
    """A file that is not taken, with the reason."""


def kind_of(path: Path, name: str, kinds: Iterable[str] = tuple(MEDIA_TYPES)) -> str:
    """Return the kind of a file, one of `kinds`. Raises RefusedFile where it is none, or its name lies."""
    said = PurePosixPath(name).suffix.removeprefix(".").lower()
    said = _SAME.get(said, said)
    taken = tuple(kinds)
    if said not in taken:
        raise RefusedFile(
            "a file of the kind {kind} is not taken; these are: {kinds}", kind=said or "?", kinds=", ".join(taken)
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    found = _found(path, head, said)
    if found != said:
        raise RefusedFile(
            "the content of this file is not {kind}, but {content}; save it again as {kind}, or give it its own name",
            kind=said,
            content=found or _guess(head),
        )
    return found


def clean_name(name: str) -> str:
    """Return a name that every system can show and keep: without folders, control or invisible characters.

    It keeps its extension, and has at most 150 characters. Raises RefusedFile where nothing is left.
    """
    base = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    shown = "".join(character for character in base if unicodedata.category(character)[0] != "C")
    shown = re.sub(r'[<>:"|?*]+', "-", re.sub(r"\s+", " ", shown)).strip(" .")
    stem, dot, extension = shown.rpartition(".")
    if not stem.strip(" ."):
        raise RefusedFile("this file has no usable name; give it one, with its extension")
    return f"{stem[: 149 - len(extension)].rstrip()}{dot}{extension[:20]}"


def _found(path: Path, head: bytes, said: str) -> str:
    """Return the kind that the content shows, or nothing."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"PK"):
        return _suite(path)
    return said if said in _TEXTS and _is_text(path, said) else ""


def _suite(path: Path) -> str:
    """Return which document of an office suite a zip archive is, or nothing. Raises RefusedFile for macros."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > _MOST_PARTS:
                return ""
            if "mimetype" in names:
                return _open_document(archive, names)
            if "[Content_Types].xml" in names:
                return _open_xml(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return ""  # damaged, encrypted or made to confuse: none of ours
    return ""


def _open_xml(archive: zipfile.ZipFile, names: list[str]) -> str:
    parts = _read(archive, "[Content_Types].xml")
    if b"macroEnabled" in parts or any("vbaproject" in name.lower() for name in names):
        raise RefusedFile("this document has macros in it; save it without macros and send that")
    return next((kind for main, kind in _MAIN_PARTS.items() if main.encode() in parts), "")


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise RefusedFile("this document has macros in it; save it without macros and send that")
    stated = _read(archive, "mimetype").strip().decode("ascii", "replace")
    return next((kind for kind in ("odt", "ods") if MEDIA_TYPES[kind] == stated), "")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a small part, and no more of it than a real one has."""
    with archive.open(name) as part:
        return part.read(_LIST_OF_PARTS)


def _is_text(path: Path, said: str) -> bool:
    content = _in_utf8(path.read_bytes())
    if content.startswith((b"MZ", b"#!", b"\x7fELF")) or len(content.translate(None, _CONTROL)) < len(content):
        return False
    start = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if said == "eml":
        return _MAIL.search(start.partition(b"\n\n")[0].replace(b"\r", b"")) is not None
    if said == "html":
        return _TAG.search(start) is not None and _decodes(content)
    return not _MARKUP.search(start) and _decodes(content)


def _in_utf8(content: bytes) -> bytes:
    """Return a text in UTF-16, as some editors write it, in UTF-8; anything else as it is."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    return content.decode("utf-16", "replace").encode("utf-8", "replace")


def _decodes(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return all(byte not in content for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))  # bytes that Windows-1252 has not
    return True


def _guess(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head)).removeprefix(".") or "?"
    except (puremagic.PureError, ValueError):
        return "?"
