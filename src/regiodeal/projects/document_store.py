"""The folder with the bytes of documents, each file under the hash of its content."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

_ARRIVING = "arriving"
_PATIENCE = timedelta(hours=1)
"""How long a file that nothing refers to stays: an upload may be between its file and its row."""


def place_of(sha256: str) -> Path:
    """Return where the bytes with this hash stand."""
    folder: Path = settings.DOCUMENTS
    return folder / sha256[:2] / sha256


@contextmanager
def arriving(chunks: Iterable[bytes], most: int) -> Iterator[tuple[Path, int, str]]:
    """Give a temporary file with the chunks, its size and its hash; it is gone afterwards unless it was kept.

    Stops reading when it has more than `most` bytes; the size then says so.
    """
    folder: Path = settings.DOCUMENTS / _ARRIVING
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    path, size, digest = Path(name), 0, hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    break
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        yield path, size, digest.hexdigest()
    finally:
        path.unlink(missing_ok=True)


def keep(path: Path, sha256: str, at: datetime) -> None:
    """Put a whole file in its place by one rename; bytes that are there already are marked as wanted again."""
    place = place_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    os.utime(path, (at.timestamp(), at.timestamp()))
    path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def forget(wanted: Iterable[str], at: datetime) -> int:
    """Remove the files that are not wanted and have not been for a while; return how many."""
    known, gone = set(wanted), 0
    last = (at - _PATIENCE).timestamp()
    for path in settings.DOCUMENTS.glob("*/*"):
        with suppress(FileNotFoundError):  # another process was first
            if path.name not in known and path.stat().st_mtime < last:
                path.unlink()
                gone += 1
    return gone
