"""A file of the record as readers are given it: its bytes, plain and compressed, and all that is said with them."""

import os
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from django.utils.http import http_date

from regiodeal.web.public import labels

LARGEST = 4_000_000
"""The size in bytes up to which a file is kept in memory; a larger one is read for each reader."""
_OVERHEAD = 4_000
"""The bytes that a file costs in memory besides its own, about."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file in one coding, with all that is said with it.

    `said` is what its address says, `size` in bytes, `modified` in seconds since 1970; `content` is None where it is
    too large to keep.
    """

    path: str
    said: list[tuple[str, str]]
    kind: str
    coding: str
    size: int
    modified: int
    content: bytes | None
    etag: str = field(init=False)
    whole: list[tuple[str, str]] = field(init=False)
    unchanged: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Write out the headers once, for all who ask: those with the whole content, and those with none of it."""
        etag = f'"{self.modified:x}-{self.size:x}"'  # as nginx writes it, so that both can stand beside each other
        unchanged = [*self.said, ("ETag", etag), ("Last-Modified", http_date(self.modified))]
        more = ("Content-Encoding", self.coding) if self.coding else ("Accept-Ranges", "bytes")
        whole = [("Content-Type", self.kind), ("Content-Length", str(self.size)), more, *unchanged]
        for name, value in (("etag", etag), ("unchanged", unchanged), ("whole", whole)):
            object.__setattr__(self, name, value)

    def opened(self) -> tuple["Copy", BinaryIO]:
        """Open the file, and return with it what is to be said: another one may have come in its place. OSError."""
        file = _open(self.path)
        there = os.fstat(file.fileno())
        return replace(self, size=there.st_size, modified=int(there.st_mtime)), file


@dataclass(slots=True)
class Found:
    """What stands at an address, as it was at the look of that number: the file, and its twins by their coding."""

    state: tuple[tuple[int, ...] | None, ...]
    look: int
    plain: Copy
    twins: dict[str, Copy]
    codings: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """List the codings once."""
        self.codings = tuple(self.twins)

    @property
    def weight(self) -> int:
        """The bytes that it takes in memory, about."""
        return sum(len(copy.content or b"") + _OVERHEAD for copy in (self.plain, *self.twins.values()))


def read(path: str, name: str, *, coding: str = "", varies: bool) -> Copy:
    """Read the copy of a file, in the record called `name`, that stands at a path. Raises OSError."""
    said = [*labels.headers_of(f"/{name}"), *([("Vary", "Accept-Encoding")] if varies else [])]
    with _open(path) as file:
        there = os.fstat(file.fileno())
        content = file.read() if there.st_size <= LARGEST else None
    size = there.st_size if content is None else len(content)
    return Copy(path, said, labels.media_type(name), coding, size, int(there.st_mtime), content)


def _open(path: str) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")
