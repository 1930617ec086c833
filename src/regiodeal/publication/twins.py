"""Compressed twins of text files: `page.html.br` beside `page.html`, for a server to hand out as they are.

A twin says nothing of its own: it is right when it opens to its file, and a copy of a record may do without.
"""

import gzip
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

import brotli  # type: ignore[import-untyped]  # ships no types

SMALLEST = 1024
"""Bytes from which a file has twins: smaller ones travel in one packet anyway."""

_TEXT = frozenset(
    {".atom", ".css", ".csv", ".geojson", ".html", ".ics", ".js", ".json", ".jsonld", ".svg", ".ttl", ".txt", ".xml"}
)
_BROTLI_QUALITY = 6  # as fast as 5 on our pages; 11 saves 8% more and takes fifty times as long
_GZIP_LEVEL = 6
_GZIP_HEADER = gzip.compress(b"", _GZIP_LEVEL, mtime=0)[:10]
_GZIP_WINDOW = 31  # zlib's number for a stream with the header and the check of gzip


class TwinDamaged(Exception):
    """A twin does not open to a file of the size that it should have."""


def wanted(path: str, size: int) -> bool:
    """Tell whether a file of this size in bytes has twins."""
    return size >= SMALLEST and PurePosixPath(path).suffix in _TEXT


def names(path: str) -> tuple[str, ...]:
    """Return the paths of the twins that a file may have."""
    return tuple(f"{path}.{suffix}" for suffix in SUFFIXES)


def of(path: str, content: bytes) -> dict[str, bytes]:
    """Return the twins of a file by their suffix: both, or none for a file that is small or no text.

    The same content gives the same bytes each time.
    """
    if not wanted(path, len(content)):
        return {}
    return {
        "br": brotli.compress(content, quality=_BROTLI_QUALITY),
        "gz": gzip.compress(content, _GZIP_LEVEL, mtime=0),
    }


def opened(suffix: str, data: bytes, size: int) -> bytes:
    """Return what a twin holds, which should be `size` bytes and is never read much further.

    Raises TwinDamaged.
    """
    try:
        content = _OPEN[suffix](data, size)
    except (brotli.error, zlib.error) as error:
        raise TwinDamaged(str(error)) from error
    if len(content) != size:
        raise TwinDamaged(f"it opens to other than {size} bytes")
    return content


def _from_brotli(data: bytes, size: int) -> bytes:
    stream = brotli.Decompressor()
    content = bytearray(stream.process(data, output_buffer_limit=size + 1))
    while not stream.is_finished() and len(content) <= size:
        more = stream.process(b"", output_buffer_limit=size + 1)
        if not more:
            break
        content += more
    if not stream.is_finished() and len(content) <= size:
        raise TwinDamaged("it stops before its end")
    return bytes(content)


def _from_gzip(data: bytes, size: int) -> bytes:
    if not data.startswith(_GZIP_HEADER):
        raise TwinDamaged("it does not begin as we begin it")
    stream = zlib.decompressobj(_GZIP_WINDOW)
    content = stream.decompress(data, size + 1)
    if len(content) <= size and (not stream.eof or stream.unused_data):
        raise TwinDamaged("it does not end where it should")
    return content


_OPEN: dict[str, Callable[[bytes, int], bytes]] = {"br": _from_brotli, "gz": _from_gzip}
SUFFIXES = tuple(_OPEN)
"""What the name of a twin adds to the name of its file, after a point."""
