"""Serve the public record in one-process mode: plain files, without a query."""

import json
import mimetypes
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import http_date
from django.views.decorators.http import require_safe

HOSTS = "hosts.json"
"""In the folder of the records: which host name shows which deal, and which one any other name shows."""

_TYPES = {".atom": "application/atom+xml", ".woff2": "font/woff2", ".csv": "text/csv", ".json": "application/json"}
_TEXT = ("text/", "application/json", "application/atom+xml")


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Answer that the process is there."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def record(request: HttpRequest, address: str) -> HttpResponseBase:
    """Answer with the file of the record that stands at this address, for the deal that this host name shows."""
    folder = _folder(request.get_host().partition(":")[0].lower())
    if folder is None:
        return HttpResponse(
            "Er is nog niets gepubliceerd.\n", status=HTTPStatus.NOT_FOUND, content_type="text/plain; charset=utf-8"
        )
    found = _found(folder, address)
    if found is None:
        return _not_found(folder)
    if found.is_dir():
        return HttpResponseRedirect(f"/{address}/")
    return _answer(request, found)


def _found(folder: Path, address: str) -> Path | None:
    """Find what stands at an address inside the folder: a file, or a folder whose address lacks its last slash."""
    try:
        path = (folder / address).resolve()
        if not path.is_relative_to(folder):
            return None
        if path.is_dir() and (not address or address.endswith("/")):
            path /= "index.html"
        return path if path.is_file() or path.is_dir() else None
    except (OSError, ValueError):  # an address that no file can have: too long, or with a zero byte
        return None


def _folder(host: str) -> Path | None:
    """Find the record; the link to its present generation is followed once, so that one answer reads one generation."""
    try:
        hosts = json.loads((settings.RECORDS / HOSTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    folder: Path = (settings.RECORDS / hosts["hosts"].get(host, hosts["default"])).resolve()
    return folder if folder.is_dir() else None


def _answer(request: HttpRequest, file: Path) -> HttpResponseBase:
    stat = file.stat()
    tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    response = FileResponse(file.open("rb"), content_type=_type(file))
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(stat.st_mtime)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _not_found(folder: Path) -> HttpResponseBase:
    page = folder / "404.html"
    if not page.is_file():
        return HttpResponse("Niet gevonden.\n", status=HTTPStatus.NOT_FOUND, content_type="text/plain; charset=utf-8")
    return FileResponse(page.open("rb"), status=HTTPStatus.NOT_FOUND, content_type="text/html; charset=utf-8")


def _type(file: Path) -> str:
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind
