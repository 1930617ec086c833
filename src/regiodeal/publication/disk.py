"""Writing to a disk that may be full, closed, or without power a moment later."""

import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path

from regiodeal.common.errors import Refusal

_WRITERS = 16
_TOGETHER = 1024
"""Files that wait for each other: enough to keep all writers busy, and few enough to list."""


class RecordNotWritten(Refusal):
    """The new record could not be written (disk full, no permission); the old one is untouched."""


@contextmanager
def renewing(folder: Path) -> Iterator[None]:
    """Name the folder that could not be renewed. Raises RecordNotWritten for an OSError."""
    try:
        yield
    except OSError as error:
        raise RecordNotWritten(
            "the record in {folder} was not renewed: {error}", folder=str(folder), error=str(error)
        ) from error


def sync(paths: Iterable[str | Path]) -> None:
    """Wait until files and folders are on the disk. A disk that gets them together writes them together."""
    waiting = iter(paths)
    while batch := list(islice(waiting, _TOGETHER)):
        list(_writers(os.getpid()).map(_sync, batch))


def folders(root: Path, paths: Iterable[str]) -> set[str]:
    """Return the folders in `root` that paths lead through, `root` itself included."""
    found = {str(root)}
    for path in paths:
        inside = path.rpartition("/")[0]
        while inside and (folder := f"{root}/{inside}") not in found:
            found.add(folder)
            inside = inside.rpartition("/")[0]
    return found


def make_folders(root: Path, paths: Iterable[str]) -> None:
    """Make the folders in `root` that paths lead through, as far as they are not there."""
    for folder in folders(root, paths):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - a Path for each takes longer than making it


def link(source: str, target: str) -> None:
    """Let `target` be the same file as `source`; a copy where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:  # or between two file systems
        shutil.copy2(source, target)


def write(path: str | Path, content: bytes, *, instead_of: str | Path | None) -> None:
    """Write a file that is to take the place of another, if there is one, and is newer by a second at least."""
    Path(path).write_bytes(content)
    if instead_of is not None:
        date_after(path, instead_of)


def write_beside(path: str, suffix: str, content: bytes) -> None:
    """Write a twin of a file with the date of that file: where one is newer than the one before, so is the other."""
    twin, written = f"{path}.{suffix}", os.stat(path)  # noqa: PTH116 - a million times
    Path(twin).write_bytes(content)
    os.utime(twin, ns=(written.st_atime_ns, written.st_mtime_ns))


def date_after(path: str | Path, before: str | Path) -> None:
    """Let a file be newer, by a whole second at least, than the one that it takes the place of, if there is one.

    Servers tell one from the other by the second in which it was written and its size (`web.public.copies`, nginx):
    else whoever has the old one could be told that nothing changed.
    """
    try:
        soonest = int(os.stat(before).st_mtime) + 1  # noqa: PTH116 - a million times
    except FileNotFoundError:
        return
    if os.stat(path).st_mtime < soonest:  # noqa: PTH116
        os.utime(path, (soonest, soonest))


@cache
def _writers(_process: int) -> ThreadPoolExecutor:
    """Return the threads of a process that wait for the disk; they do not go along when it forks."""
    return ThreadPoolExecutor(_WRITERS)


def _sync(path: str | Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
