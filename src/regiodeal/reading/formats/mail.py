"""E-mail: the text of the message, or else of what is attached to it."""

import re
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from regiodeal.reading.documents import Extract, Line
from regiodeal.reading.errors import DamagedDocument, MailWithoutText
from regiodeal.reading.formats import html, text

HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:|From )")
KNOWN_HEADERS = re.compile(rb"^(?:from|date|subject|mime-version|received|return-path|delivered-to):", re.I | re.M)
QUOTE = re.compile(r"^(?:> ?)+")
ENOUGH = 3  # headers that make a message


def looks_like_mail(data: bytes) -> bool:
    """Whether the file opens with the headers of a message."""
    head = re.split(rb"\r?\n\r?\n", data[:65536].lstrip(), maxsplit=1)[0]
    return bool(HEADER.match(head)) and len(KNOWN_HEADERS.findall(head)) >= ENOUGH


def extract(data: bytes) -> Extract:
    """Return the lines of a message, its subject first.

    The part with the most structure is read: HTML, then plain text, then an attached PDF, page or text.
    Raises `MailWithoutText`, or what the format of the part raises.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data.lstrip())
        body = _body(message)
    except RecursionError as error:
        raise DamagedDocument(
            "The e-mail holds messages in messages without end. Save the inner one itself."
        ) from error
    if body is None:
        raise MailWithoutText(
            "The e-mail has no text and no attachment that can be read (PDF, HTML or text). Save the decision"
            " list itself."
        )
    return _under_subject(body, _subject(message))


def _subject(message: EmailMessage) -> str | None:
    subject = message.get("subject")
    return " ".join(str(subject).split()) or None if subject else None


def _body(message: EmailMessage) -> Extract | None:
    parts = [part for part in message.walk() if not part.is_multipart()]
    inline = [part for part in parts if not part.is_attachment() and not part.get_filename()]
    ranked = [part for kind in ("text/html", "text/plain") for part in inline if part.get_content_type() == kind]
    attached = [part for part in parts if part not in inline]
    best: Extract | None = None
    for part in ranked:
        found = _read(part)
        if found and _words(found) > 2 * (_words(best) if best else 0):
            best = found
    if best and (_words(best) > 60 or not attached):  # noqa: PLR2004  # "see the attachment" is shorter
        return best
    longer = [found for part in attached if (found := _read(part)) and _words(found) > (_words(best) if best else 0)]
    return max(longer, key=_words) if longer else best


def _words(found: Extract) -> int:
    return sum(len(line.text.split()) for line in found.lines)


def _read(part: EmailMessage) -> Extract | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    kind, name = part.get_content_type(), (part.get_filename() or "").lower()
    if payload.startswith(b"%PDF"):
        from regiodeal.reading.formats import pdf  # inline: slow library

        return pdf.extract(payload)
    if kind == "text/html" or name.endswith((".html", ".htm")):
        return html.extract(payload, part.get_content_charset())
    if kind == "text/plain" or name.endswith((".txt", ".md")):
        return _plain(payload, part)
    return None


def _plain(payload: bytes, part: EmailMessage) -> Extract:
    words, encoding = text.decode(payload, part.get_content_charset())
    lines = [Line(line.number, QUOTE.sub("", line.text)) for line in text.split_lines(words)]
    return Extract("text/plain", lines, encoding)


def _under_subject(body: Extract, subject: str | None) -> Extract:
    lines: list[Line] = []
    if subject and not any(line.text.strip() == subject for line in body.lines[:5]):
        lines = [Line(1, subject, level=1), Line(2, "")]
    lines += [_moved(line, len(lines)) for line in body.lines]
    return Extract("message/rfc822", lines, body.encoding, subject)


def _moved(line: Line, by: int) -> Line:
    return replace(line, number=line.number + by)
