"""Answer the API before Django: from the files of the record, without a query, without a cookie."""

import gzip
import hashlib
import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.utils.http import http_date

from regiodeal.publication.rendering.data import resources
from regiodeal.publication.rendering.data.columns import Table
from regiodeal.web.api import asked, openapi, problems, totals
from regiodeal.web.api.problems import Problem
from regiodeal.web.api.tables import Rows, Tables
from regiodeal.web.public import labels, wishes
from regiodeal.web.public.server import API_AT_WORK, API_PLACES, Application, Environ, Start
from regiodeal.web.public.shelf import Shelf
from regiodeal.web.public.turns import LATER, Busy, Turns

METHODS = "GET, HEAD, OPTIONS"
_JSON = "application/json"
_WELCOME = {_JSON, "application/*", "*/*", problems.MEDIA_TYPE}
_WORTH_PACKING = 1_000  # bytes
_SAID = [
    *labels.headers_of("/data/"),
    ("API-Version", resources.VERSION),
    ("Vary", "Accept-Encoding"),
    ("Access-Control-Expose-Headers", "API-Version, ETag, Link, Retry-After, X-Total-Count"),
]
_WHAT_IS_THERE = ", ".join([*resources.BY_NAME, resources.TOTALS, resources.ITSELF])

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Told:
    """An answer: its content as JSON will have it, since when it is so (in seconds since 1970), and its headers."""

    content: Any
    modified: int
    headers: list[tuple[str, str]] = field(default_factory=list)


class ApiFirst:
    """Answers for the addresses of the API, and leaves all others to the application behind it."""

    def __init__(self, shelf: Shelf, behind: Application) -> None:
        self._shelf = shelf
        self._tables = Tables(shelf)
        self._behind = behind
        self._turns = Turns(API_AT_WORK, API_PLACES)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        if environ["PATH_INFO"] != "/api" and not environ["PATH_INFO"].startswith("/api/"):
            return self._behind(environ, start)
        try:
            if environ["REQUEST_METHOD"] == "OPTIONS":
                return _allowed(environ, start)
            return self._turns.take(lambda: _answer(environ, start, self._told(environ)))
        except Problem as problem:
            return _refuse(environ, start, problem)
        except Busy:
            detail = f"Er worden te veel vragen tegelijk gesteld. Probeer het over {LATER} seconden opnieuw."
            return _refuse(environ, start, Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, Retry_After=LATER))
        except Exception:
            _log.exception("the API could not answer %s", environ["PATH_INFO"])
            detail = "Het ligt niet aan de vraag. Probeer het later opnieuw."
            return _refuse(environ, start, Problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail))

    def _told(self, environ: Environ) -> _Told:
        if environ["REQUEST_METHOD"] not in METHODS.split(", "):
            raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, f"Gebruik een van {METHODS}.", Allow=METHODS)
        if not _takes_json(environ.get("HTTP_ACCEPT", "*/*")):
            raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"Vraag om {_JSON}, of laat Accept weg.")
        deal = self._shelf.deal(environ.get("HTTP_HOST", "").partition(":")[0].rstrip(".").lower())
        if deal is None:
            raise Problem(HTTPStatus.NOT_FOUND, "Er is nog niets gepubliceerd. Probeer het later opnieuw.")
        return self._at(deal, _segments(environ["PATH_INFO"]), environ.get("QUERY_STRING", ""))

    def _at(self, deal: str, segments: list[str], query: str) -> _Told:
        if segments == [resources.ITSELF]:
            asked.nothing(query)
            editions = self._rows(deal, resources.EDITIONS.table)
            return _Told(openapi.document(self._tables.catalogue(deal)), editions.modified)
        if segments == [resources.TOTALS]:
            asked.nothing(query)
            transfers = self._rows(deal, resources.TRANSFERS.table)
            return _Told(totals.of(transfers.all), transfers.modified)
        resource = resources.BY_NAME.get(segments[0])
        if resource is None or len(segments) not in {1, 1 + len(resource.key)}:
            raise Problem(HTTPStatus.NOT_FOUND, f"Onder {openapi.ROOT}/ staan: {_WHAT_IS_THERE}.")
        rows = self._rows(deal, resource.table)
        wanted = resource, rows.of(resource), query
        return _listed(*wanted, rows.modified) if len(segments) == 1 else _one(*wanted, rows.modified, segments[1:])

    def _rows(self, deal: str, table: Table) -> Rows:
        rows = self._tables.rows(deal, table)
        if rows is None:
            raise Problem(HTTPStatus.NOT_FOUND, "Deze gegevens zijn nog niet gepubliceerd. Probeer het later opnieuw.")
        return rows


def _listed(resource: resources.Resource, rows: list[resources.Row], query: str, modified: int) -> _Told:
    question = asked.of_list(resource, query)
    found = question.rows(rows)
    links = question.links(f"{openapi.ROOT}/{resource.name}", len(found))
    return _Told(question.on_page(found), modified, [("Link", links), ("X-Total-Count", str(len(found)))])


def _one(resource: resources.Resource, rows: list[resources.Row], query: str, modified: int, key: list[str]) -> _Told:
    question = asked.of_one(resource, query)
    found = next((row for row in rows if [str(row[name]) for name in resource.key] == key), None)
    if found is None or any(found[name] is None for name in resource.key):
        where = f"{openapi.ROOT}/{resource.name}"
        raise Problem(HTTPStatus.NOT_FOUND, f"Dit is niet gepubliceerd. Wat er wel is, staat op {where}.")
    return _Told(question.told(found), modified)


def _segments(address: str) -> list[str]:
    inside = address.removeprefix(openapi.ROOT)
    if inside == address or not inside.startswith("/") or inside.endswith("/"):
        start = f"De API begint op {openapi.ROOT}{openapi.ITSELF}; een adres eindigt nooit op een schuine streep."
        raise Problem(HTTPStatus.NOT_FOUND, start)
    try:
        return inside[1:].encode("latin-1").decode().split("/")
    except UnicodeError as error:
        raise Problem(HTTPStatus.NOT_FOUND, "Het adres is niet te lezen: codeer het als UTF-8.") from error


def _takes_json(accept: str) -> bool:
    kinds = {kind.strip() for kind, weight in map(_kind, accept.lower().split(",")) if weight}
    return bool(kinds & _WELCOME)


def _kind(item: str) -> tuple[str, bool]:
    """Return a media type of an Accept, and whether it is welcome at all."""
    kind, *parameters = item.replace(" ", "").split(";")
    return kind, not any(re.fullmatch(r"q=0(\.0*)?", parameter) for parameter in parameters)


def _answer(environ: Environ, start: Start, told: _Told) -> Iterable[bytes]:
    content = _written(told.content)
    tag = hashlib.sha256(content).hexdigest()[:32]
    packed = len(content) >= _WORTH_PACKING and wishes.preferred(environ.get("HTTP_ACCEPT_ENCODING", ""), ("gzip",))
    etag = f'"{tag}-gzip"' if packed else f'"{tag}"'
    said = [("ETag", etag), ("Last-Modified", http_date(told.modified)), *told.headers]
    if wishes.has_it(environ, etag, told.modified):
        return _send(environ, start, HTTPStatus.NOT_MODIFIED, said)
    if packed:
        content = gzip.compress(content, 5, mtime=0)
        said.append(("Content-Encoding", "gzip"))
    return _send(environ, start, HTTPStatus.OK, [("Content-Type", _JSON), *said], content)


def _refuse(environ: Environ, start: Start, problem: Problem) -> Iterable[bytes]:
    said = [("Content-Type", problems.MEDIA_TYPE), *problem.headers.items()]
    return _send(environ, start, problem.status, said, _written(problem.content()))


def _allowed(environ: Environ, start: Start) -> Iterable[bytes]:
    said = [("Allow", METHODS), ("Access-Control-Allow-Methods", METHODS), ("Access-Control-Allow-Headers", "*")]
    return _send(environ, start, HTTPStatus.NO_CONTENT, said)


def _send(
    environ: Environ, start: Start, status: HTTPStatus, said: list[tuple[str, str]], content: bytes | None = None
) -> list[bytes]:
    safe = environ["wsgi.url_scheme"] == "https" or environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    length = [] if content is None else [("Content-Length", str(len(content)))]
    start(f"{status.value} {status.phrase}", [*said, *length, *_SAID, *([labels.OVER_TLS] if safe else [])])
    return [content] if content and environ["REQUEST_METHOD"] != "HEAD" else []


def _written(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
