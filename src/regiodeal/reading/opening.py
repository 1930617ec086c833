"""From the bytes of a file to a document: which format it is, and whether it can be read at all."""

import hashlib
import re

from regiodeal.common.sentences import Sentence
from regiodeal.reading import marks
from regiodeal.reading.documents import Document, Extract, check_size
from regiodeal.reading.errors import BinaryDocument, EmptyDocument

SIGNATURES = (
    (b"PK\x03\x04", Sentence("an office file or a zip archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Sentence("an old office file (Word, Excel or Outlook)")),
    (b"{\\rtf", Sentence("a rich text file (RTF)")),
    (b"\x89PNG", Sentence("an image (PNG)")),
    (b"\xff\xd8\xff", Sentence("an image (JPEG)")),
    (b"GIF8", Sentence("an image (GIF)")),
    (b"II*\x00", Sentence("an image (TIFF)")),
    (b"MM\x00*", Sentence("an image (TIFF)")),
    (b"BM", Sentence("an image (BMP)")),
    (b"\x1f\x8b", Sentence("a compressed file (gzip)")),
    (b"7z\xbc\xaf", Sentence("an archive (7z)")),
    (b"Rar!", Sentence("an archive (RAR)")),
    (b"\x7fELF", Sentence("a program")),
    (b"MZ", Sentence("a program")),
)
TEXTUAL_SIGNATURES = {b"BM", b"MZ"}  # two letters that a text may begin with as well
PDF_HEAD = 1024  # bytes in which the mark of a PDF must stand
HTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[a-z!?]|<(?:html|body)\b|</(?:p|div|td|h[1-6])>", re.IGNORECASE)


def open_document(data: bytes, name: str) -> Document:
    """Return the document in these bytes; `name` is how the user knows the file.

    Raises a subclass of `UnreadableDocument` that says what is wrong and what to do.
    """
    check_size(len(data))
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise EmptyDocument("The file is empty: there is nothing to read.")
    found = _extract(data)
    if not any(line.text.strip() for line in found.lines):
        raise EmptyDocument("The file holds no words: there is nothing to read.")
    return Document(
        name=name,
        media_type=found.media_type,
        encoding=found.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        lines=marks.marked(found.lines),
    )


def _extract(data: bytes) -> Extract:
    """Read the bytes in the format that they themselves show: the name of a file says little.

    The readers of the formats are imported here because each is slow to load and one run needs one of them.
    """
    if b"%PDF-" in data[:PDF_HEAD]:
        from regiodeal.reading.formats import pdf  # inline: slow library

        return pdf.extract(data)
    _refuse_other_formats(data)
    from regiodeal.reading.formats import text  # inline: slow library

    if _opens_with_headers(data):
        from regiodeal.reading.formats import mail  # inline: slow library

        if mail.looks_like_mail(data):
            return mail.extract(data)
    if HTML.search(data[:65536]):
        from regiodeal.reading.formats import html  # inline: slow library

        return html.extract(data)
    return text.extract(data)


def _opens_with_headers(data: bytes) -> bool:
    return bool(re.match(rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:|From )", data[:200]))


def _refuse_other_formats(data: bytes) -> None:
    for signature, what in SIGNATURES:
        if data.startswith(signature) and (signature not in TEXTUAL_SIGNATURES or b"\x00" in data[:512]):
            raise BinaryDocument(
                "This is {what}, which cannot be read. Save the document as PDF or as text first.", what=what
            )
