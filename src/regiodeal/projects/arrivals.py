"""The one gate for files that people send: name, size, kind and virus scan, before anybody reads or keeps them."""

import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from regiodeal.common.errors import Refusal
from regiodeal.projects import document_store
from regiodeal.projects.file_kinds import MEDIA_TYPES, MOST_BYTES, RefusedFile, clean_name, kind_of

_SCAN_SECONDS = 60
_FOUND_SOMETHING = 1  # what virus scanners end with, by custom


class ScannerFails(Refusal):
    """The scanner of this installation cannot say that a file is clean, so nothing is taken in."""


@dataclass(frozen=True)
class Arrival:
    """A file that may come in: where it stands for now, its clean name, its size in bytes and what it is."""

    path: Path
    name: str
    media_type: str
    size: int
    sha256: str


@contextmanager
def checked(name: str, chunks: Iterable[bytes], kinds: Mapping[str, str] = MEDIA_TYPES) -> Iterator[Arrival]:
    """Give a file that passed every check; it is gone afterwards unless it was put elsewhere.

    `kinds` has the media types that are taken, by their extension. Raises RefusedFile with what to do, and
    ScannerFails where the administrator must act.
    """
    cleaned = clean_name(name)
    with document_store.arriving(chunks, MOST_BYTES) as (path, size, sha256):
        if size == 0:
            raise RefusedFile("this file is empty; choose the file again")
        if size > MOST_BYTES:
            raise RefusedFile(
                "this file is larger than {most} MB; make it smaller, or split it", most=MOST_BYTES // 1024 // 1024
            )
        media_type = kinds[kind_of(path, cleaned, kinds)]
        _scan(path)
        yield Arrival(path, cleaned, media_type, size, sha256)


def _scan(path: Path) -> None:
    """Let the scanner of the installation look at a file; without a clear answer the file is refused."""
    if not settings.SCAN_COMMAND:
        return
    try:
        command = [*shlex.split(settings.SCAN_COMMAND), str(path)]
        done = subprocess.run(command, capture_output=True, timeout=_SCAN_SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ScannerFails(
            "the virus scanner of this installation does not work, so no files are taken; tell the administrator"
        ) from error
    if done.returncode == _FOUND_SOMETHING:
        raise RefusedFile(
            "the virus scanner found something in this file; do not send it on, and tell the administrator"
        )
    if done.returncode != 0:
        raise ScannerFails("the virus scanner could not look at this file, so it is not taken; tell the administrator")
