"""Serve the record before Django: the same answers that a web server gives from the same files, without a query."""

import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Any, BinaryIO

from regiodeal.web.public import labels, turns, wishes
from regiodeal.web.public.copies import Copy, Found
from regiodeal.web.public.shelf import Moved, Shelf
from regiodeal.web.public.turns import Busy, Turns
from regiodeal.web.public.wishes import NoSuchPart, Part

Environ = dict[str, Any]
Pairs = list[tuple[str, str]]
Start = Callable[[str, Pairs], object]
Application = Callable[[Environ, Any], Iterable[bytes]]

OFFICE = frozenset({"kantoor", "static", "healthz", "api", "post", "aanmelden"})
"""How the addresses begin that the application answers; all others are of the public record."""
METHODS = ("GET", "HEAD")
OFFICE_AT_WORK = 2
"""How many requests a process has in the application at a time: more would only be in each other's way."""
OFFICE_PLACES = 40
"""How many there can be with those that wait their turn: an office that comes in at once waits and is not sent away."""
API_AT_WORK = 2
"""How many questions to the API a process answers at a time, beside the office: neither can keep the other out."""
API_PLACES = 6
"""How many there can be with those that wait their turn."""
STREAMS = 4
"""How many large files a process sends at a time: each holds a thread for as long as its reader takes."""
THREADS = OFFICE_PLACES + API_PLACES + STREAMS + 2
"""How many threads a process needs, so that there is always one for the pages of the record."""

NOTHING_YET = "Er is nog niets gepubliceerd.\n"
READ_ONLY = "Dit is een openbaar dossier: het kan alleen gelezen worden.\n"
OFFICE_BUSY = "De werkruimte heeft het te druk. Probeer het over een paar seconden opnieuw.\n"
_BUSY = "Er worden te veel grote bestanden tegelijk opgehaald. Probeer het over een paar seconden opnieuw.\n"
_LATER = ("Retry-After", turns.LATER)
_CHUNK = 262_144  # bytes
_LINES = {status: f"{status.value} {status.phrase}" for status in HTTPStatus}


class RecordFirst:
    """Answers for the addresses of the record, and leaves those of the office to the application behind it."""

    def __init__(self, shelf: Shelf, office: Application) -> None:
        self._shelf = shelf
        self._office = office
        self._office_turns = Turns(OFFICE_AT_WORK, OFFICE_PLACES)
        self._streams = threading.BoundedSemaphore(STREAMS)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        address: str = environ["PATH_INFO"] or "/"
        if address[1:].partition("/")[0] in OFFICE:
            return self._in_the_office(environ, start)
        if environ["REQUEST_METHOD"] not in METHODS:
            return _told(environ, start, HTTPStatus.METHOD_NOT_ALLOWED, READ_ONLY, ("Allow", ", ".join(METHODS)))
        deal = self._shelf.deal(_host(environ.get("HTTP_HOST", "")))
        if deal is None:
            return _told(environ, start, HTTPStatus.NOT_FOUND, NOTHING_YET)
        found = self._shelf.find(deal, address)
        if isinstance(found, Found):
            return self._answer(environ, start, _welcome(environ, found))
        if isinstance(found, Moved):
            return _moved(environ, start, found)
        return _missing(environ, start, self._shelf.missing(deal, address))

    def _in_the_office(self, environ: Environ, start: Start) -> Iterable[bytes]:
        try:
            return self._office_turns.take(self._office, environ, start)
        except Busy:
            return _told(environ, start, HTTPStatus.SERVICE_UNAVAILABLE, OFFICE_BUSY, _LATER)

    def _answer(self, environ: Environ, start: Start, copy: Copy) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "HEAD":
            status, headers, _ = _reply(environ, copy)
            return _send(environ, start, status, headers)
        if copy.content is None:
            return self._stream(environ, start, copy)
        status, headers, part = _reply(environ, copy)
        return _send(environ, start, status, headers, copy.content[part.first : part.last + 1] if part else b"")

    def _stream(self, environ: Environ, start: Start, copy: Copy) -> Iterable[bytes]:
        if not self._streams.acquire(blocking=False):
            return _told(environ, start, HTTPStatus.SERVICE_UNAVAILABLE, _BUSY, _LATER)
        try:
            copy, file = copy.opened()
        except OSError:  # removed since the last look
            self._streams.release()
            return _told(environ, start, HTTPStatus.NOT_FOUND, NOTHING_YET)
        status, headers, part = _reply(environ, copy)
        _send(environ, start, status, headers)
        return _Stream(file, part, self._streams.release)


class _Stream:
    """A part of a file, read piece by piece as its reader takes it."""

    def __init__(self, file: BinaryIO, part: Part | None, closed: Callable[[], None]) -> None:
        self._file = file
        self._left = part.size if part else 0
        self._closed = closed
        file.seek(part.first if part else 0)

    def __iter__(self) -> "_Stream":
        return self

    def __next__(self) -> bytes:
        piece = self._file.read(min(_CHUNK, self._left))
        if not piece:
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file, once."""
        if not self._file.closed:
            self._file.close()
            self._closed()

    def __del__(self) -> None:
        """Also where a server forgets to."""
        self.close()


def _reply(environ: Environ, copy: Copy) -> tuple[HTTPStatus, Pairs, Part | None]:
    """Decide what a reader is answered, and which part of the content goes with it."""
    if wishes.has_it(environ, copy.etag, copy.modified):
        return HTTPStatus.NOT_MODIFIED, copy.unchanged, None
    whole = Part(0, copy.size - 1)
    if "HTTP_RANGE" not in environ or copy.coding or environ["REQUEST_METHOD"] == "HEAD":
        return HTTPStatus.OK, copy.whole, whole
    try:
        part = wishes.part(environ, copy.etag, copy.modified, copy.size)
    except NoSuchPart:
        outside = [("Content-Range", f"bytes */{copy.size}"), ("Content-Type", copy.kind), ("Content-Length", "0")]
        return HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, [*outside, *copy.said], None
    if part is None:
        return HTTPStatus.OK, copy.whole, whole
    where = ("Content-Range", f"bytes {part.first}-{part.last}/{copy.size}")
    headers = [("Content-Type", copy.kind), ("Content-Length", str(part.size)), where, *copy.unchanged]
    return HTTPStatus.PARTIAL_CONTENT, headers, part


def _welcome(environ: Environ, found: Found) -> Copy:
    """Return the copy in the coding that the reader likes best."""
    accepted = environ.get("HTTP_ACCEPT_ENCODING")
    codings = wishes.preferred(accepted, found.codings) if accepted and found.codings else ()
    return found.twins[codings[0]] if codings else found.plain


def _moved(environ: Environ, start: Start, moved: Moved) -> Iterable[bytes]:
    query = environ.get("QUERY_STRING")
    location = f"{moved.to}?{query}" if query else moved.to
    return _told(environ, start, HTTPStatus.MOVED_PERMANENTLY, f"Dit staat op {location}\n", ("Location", location))


def _missing(environ: Environ, start: Start, page: Found | None) -> Iterable[bytes]:
    copy = _welcome(environ, page) if page else None
    if copy is None or copy.content is None:
        return _told(environ, start, HTTPStatus.NOT_FOUND, NOTHING_YET)
    coding = [("Content-Encoding", copy.coding)] if copy.coding else []
    headers = [("Content-Type", copy.kind), ("Content-Length", str(copy.size)), *coding, *copy.said]
    return _send(environ, start, HTTPStatus.NOT_FOUND, headers, copy.content)


def _told(environ: Environ, start: Start, status: HTTPStatus, words: str, *more: tuple[str, str]) -> Iterable[bytes]:
    content = words.encode()
    kind = ("Content-Type", labels.media_type("words.txt"))
    headers = [kind, ("Content-Length", str(len(content))), *more, *labels.headers_of(environ["PATH_INFO"])]
    return _send(environ, start, status, headers, content)


def _send(environ: Environ, start: Start, status: HTTPStatus, headers: Pairs, content: bytes = b"") -> list[bytes]:
    """Begin an answer with a list of headers of its own, since a server may add to it, and return its content."""
    safe = environ["wsgi.url_scheme"] == "https" or environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    start(_LINES[status], [*headers, labels.OVER_TLS] if safe else headers[:])
    return [content] if content and environ["REQUEST_METHOD"] != "HEAD" else []


@lru_cache(maxsize=1024)
def _host(written: str) -> str:
    """Return a host name as the map of the records has it: in lower case and without its port."""
    return written.partition(":")[0].rstrip(".").lower()
