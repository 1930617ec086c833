"""Plain text: which encoding it is in, and its lines."""

import codecs
import re

from regiodeal.reading.documents import Extract, Line
from regiodeal.reading.errors import BinaryDocument, UndecodableText

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
# What UTF-8 looks like after somebody read it as Windows-1252 and saved the result.
MOJIBAKE = re.compile(r"â‚¬|â€[\u0090-\uffff]|Ã[\u00a0-\u00bf©«¶¼]|Â[\u00a0€£©]")
ODD_SHARE = 0.02  # of the characters: one stray control character is dirt, one in fifty is not text
EIGHT_BIT = ("windows-1252", "latin-1")
C1_CONTROL = re.compile(r"[\x80-\x9f]")


def extract(data: bytes) -> Extract:
    """Return the lines of a text file.

    Raises `UndecodableText` when the encoding is mixed or was wrongly converted, `BinaryDocument` when it is no text.
    """
    text, encoding = decode(data)
    return Extract("text/plain", split_lines(text), encoding)


def split_lines(text: str) -> list[Line]:
    """Return the lines with their 1-based numbers; a form feed starts a new page."""
    lines, page = [], 1
    paged = "\f" in text
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", re.sub(r"(?:\r\n|\r|\n)\Z", "", text)), start=1):
        page += raw.count("\f")
        lines.append(Line(number, raw.replace("\f", ""), page=page if paged else None))
    return lines


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding, tried from the certain to the likely.

    A byte order mark decides; then UTF-8, which other encodings hardly ever imitate; then what the file declares;
    then Windows-1252 if it gives Dutch text. Raises `UndecodableText` or `BinaryDocument`.
    """
    text, encoding = _decoded(data, declared)
    _refuse_binary(text)
    _refuse_mojibake(text, encoding)
    return text.lstrip("\ufeff"), encoding


def _decoded(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken_at = error.start
    if b"\x00" in data:
        raise BinaryDocument("This is not a text file: it holds NUL bytes. Save the document as PDF or as text first.")
    return _in_eight_bits(data, declared, broken_at)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            "The file says that it is {encoding}, but byte {byte} does not fit. Save it as UTF-8 again.",
            encoding=encoding,
            byte=error.start + 1,
        ) from error


def _in_eight_bits(data: bytes, declared: str | None, broken_at: int) -> tuple[str, str]:
    line = data.count(b"\n", 0, broken_at) + 1
    if _mostly_utf8(data):
        raise UndecodableText(
            "The encoding is mixed: most of the file is UTF-8, but line {line} is not. Save it as UTF-8 again.",
            line=line,
        )
    for encoding in (*_known(declared), *EIGHT_BIT):
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):  # a page may declare "rot13", which is no encoding of text
            continue
        if not C1_CONTROL.search(text) and _likely(text):
            return text, encoding
    return _guessed(data, line)


def _known(declared: str | None) -> tuple[str, ...]:
    try:
        return (codecs.lookup(declared).name,) if declared else ()
    except LookupError:
        return ()


def _mostly_utf8(data: bytes) -> bool:
    return len(re.findall(rb"[\xc3\xe2][\x80-\xbf]{1,2}", data)) > len(re.findall(rb"[\x80-\xff]", data)) / 4


def _likely(text: str) -> bool:
    """Whether the letters outside ASCII are those that Dutch text uses, mostly inside words."""
    odd = re.findall(r"[^\x00-\x7f]", text)
    usual = re.findall(r"[€‘’“”„–—…•·«»©®°²³½¼\u00a0\u00adà-öø-üÀ-ÖØ-Ü§×´]", text)
    return len(usual) >= 0.9 * len(odd) and len(odd) <= 0.2 * len(text)


def _guessed(data: bytes, line: int) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # inline: slow library

    guess = from_bytes(data).best()
    if guess is None or guess.chaos > ODD_SHARE or not _likely(str(guess)):
        raise UndecodableText(
            "The encoding cannot be told (first doubt in line {line}). Save the file as UTF-8 again.", line=line
        )
    return str(guess), guess.encoding


def _refuse_binary(text: str) -> None:
    controls = len(CONTROL.findall(text))
    if "\x00" in text or controls > ODD_SHARE * len(text):
        raise BinaryDocument(
            "This is not a text file: it holds control characters. Save the document as PDF or as text first."
        )


def _refuse_mojibake(text: str, encoding: str) -> None:
    if damage := MOJIBAKE.search(text):
        line = text.count("\n", 0, damage.start()) + 1
        raise UndecodableText(
            "The text was converted wrongly before it was saved: line {line} has “{damage}” (read as {encoding}), "
            "where a euro sign or an accented letter stood. Export the document again as UTF-8.",
            line=line,
            damage=damage.group(),
            encoding=encoding,
        )
