"""The list of every file of a record, with its hash and what it was made from.

`manifest.json` is written with each generation; `manifest-1.json` and on are amendments: the files that were added to
that generation since, each chained to the one before it. All are JSON with a file a line, so that a record of any size
is written and read line by line, and the head of one can be read without the rest.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256 as hasher
from pathlib import Path
from typing import Any

from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256
from regiodeal.publication.rendering import paths

_OPENS = b',"files":{\n'
_CLOSES = b'\n},"sha256":"%s"}'
_TAIL = len(_CLOSES % (b"0" * 64))


class ManifestDamaged(Refusal):
    """A manifest is not what we wrote: it cannot be read, or its own hash differs. `path` says which."""

    path = paths.MANIFEST


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: its SHA-256, its size in bytes, and the key of what it was made from.

    `twins` are the sizes of its compressed twins by their suffix.
    """

    sha256: str
    size: int
    key: str
    twins: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, content: bytes, key: str) -> "Entry":
        """Return the entry of a file with this content, as long as it has no twins."""
        return cls(sha256(content), len(content), key)

    def with_twins(self, twins: Mapping[str, bytes]) -> "Entry":
        """Return the entry of the file with these twins, each by its suffix."""
        return replace(self, twins=tuple((suffix, len(data)) for suffix, data in sorted(twins.items())))

    def sizes(self, path: str) -> Iterator[tuple[str, int]]:
        """Yield the file that stands at a path and its twins, each with its size in bytes."""
        yield path, self.size
        yield from ((f"{path}.{suffix}", size) for suffix, size in self.twins)

    def names(self, path: str) -> Iterator[str]:
        """Yield the file that stands at a path and its twins."""
        yield from (name for name, _ in self.sizes(path))


Files = Mapping[str, Entry]


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """Files that were added to a generation, or took the place of others, for editions by their `numbers`.

    Of those in `sealed` no more than their place in the chain was added. `previous` is the own hash of the manifest or
    amendment before it.
    """

    previous: str
    numbers: tuple[int, ...]
    sealed: tuple[int, ...] = ()
    files: Files

    def written(self) -> bytes:
        """Return the amendment as it stands in the record."""
        head = {"form": 1, "numbers": list(self.numbers), "previous": self.previous, "sealed": list(self.sealed)}
        return b"".join(_lines(head, self.files))

    @property
    def opened(self) -> frozenset[int]:
        """The numbers of the editions of which the content was added."""
        return frozenset(self.numbers) - frozenset(self.sealed)

    @property
    def sha256(self) -> str:
        """The own hash of the amendment."""
        return _own_hash(self.written())


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """All files of the record of a deal by their path, manifests excepted, as they stand after all amendments.

    `rendering` is the fingerprint of the code, templates and fonts that made the pages. The pages over several editions
    tell of those up to `last`, apart from `sealed`, which were under embargo, and not of what the amendments added.
    """

    deal: str
    rendering: str
    last: int
    sealed: tuple[int, ...] = ()
    files: Files
    amendments: tuple[Amendment, ...] = ()
    overtaken: frozenset[str] = field(default=frozenset())
    """Keys of which not all files stand any more, since an amendment replaced one."""

    def lines(self) -> Iterator[bytes]:
        """Yield the parts of the manifest as it stands in the record; without amendments, which it takes in."""
        head = {
            "deal": self.deal,
            "form": 1,
            "last": self.last,
            "rendering": self.rendering,
            "sealed": list(self.sealed),
        }
        yield from _lines(head, self.files)

    def write(self, folder: Path) -> str:
        """Write the manifest into a record, and return its own hash."""
        last = b""
        with (folder / paths.MANIFEST).open("wb") as file:
            for last in self.lines():
                file.write(last)
        return _own_hash(last)

    def keys(self) -> set[str]:
        """Return the keys of all files."""
        return {entry.key for entry in self.files.values()}


@dataclass(frozen=True, kw_only=True)
class Tip:
    """How far a record is, read without its list of files.

    `shown` is the highest number of an edition in it, `sealed` are those of which it tells no more than their place.
    `sha256` is what the next amendment chains to, and `amendments` how many there are.
    """

    deal: str
    rendering: str
    shown: int
    sealed: frozenset[int]
    sha256: str
    amendments: int


def amendment_name(number: int) -> str:
    """Return the path of an amendment; they are numbered from 1."""
    stem, _, suffix = paths.MANIFEST.rpartition(".")
    return f"{stem}-{number}.{suffix}"


def is_manifest(path: str) -> bool:
    """Tell whether a path is that of a manifest or could be that of an amendment."""
    stem, _, suffix = paths.MANIFEST.rpartition(".")
    number = path.removeprefix(f"{stem}-").removesuffix(f".{suffix}")
    return path == paths.MANIFEST or (number.isdecimal() and path == amendment_name(int(number)))


def read(folder: Path) -> Manifest:
    """Return the manifest of a record with its amendments. Raises FileNotFoundError or ManifestDamaged."""
    with (folder / paths.MANIFEST).open("rb") as file:
        head, files, tip = _parsed(file)
    amendments, overtaken = [], set()
    for amendment, _ in _amendments(folder, tip):
        amendments.append(amendment)
        for path, entry in amendment.files.items():
            if path in files and files[path].key != entry.key:
                overtaken.add(files[path].key)
            files[path] = entry
    try:
        return Manifest(
            deal=head["deal"],
            rendering=head["rendering"],
            last=head["last"],
            sealed=tuple(head["sealed"]),
            files=files,
            amendments=tuple(amendments),
            overtaken=frozenset(overtaken),
        )
    except (KeyError, TypeError) as error:
        raise ManifestDamaged("the manifest cannot be read") from error


def tip(folder: Path) -> Tip:
    """Return how far a record is, in a time that does not depend on its size.

    Raises FileNotFoundError or ManifestDamaged. What it reads of the manifest itself is not proved by its hash.
    """
    with (folder / paths.MANIFEST).open("rb") as file:
        head = _head(file.readline())
        file.seek(-_TAIL, os.SEEK_END)
        own = _own_hash(file.read())
    chained = list(_amendments(folder, own))
    amendments = [amendment for amendment, _ in chained]
    added = {number for amendment in amendments for number in amendment.numbers}
    sealed = {*head["sealed"], *(number for amendment in amendments for number in amendment.sealed)}
    try:
        return Tip(
            deal=head["deal"],
            rendering=head["rendering"],
            shown=max({head["last"], *added}),
            sealed=frozenset(sealed).difference(*(amendment.opened for amendment in amendments)),
            sha256=chained[-1][1] if chained else own,
            amendments=len(amendments),
        )
    except (KeyError, TypeError) as error:
        raise ManifestDamaged("the manifest cannot be read") from error


def amendments_after(folder: Path, number: int) -> Iterator[Amendment]:
    """Yield the amendments after the one with this number. Raises ManifestDamaged."""
    yield from (amendment for amendment, _ in _chained(folder, number))


def _amendments(folder: Path, previous: str) -> Iterator[tuple[Amendment, str]]:
    """Yield each amendment with its own hash, where they follow each other from `previous`."""
    for number, (amendment, own) in enumerate(_chained(folder, 0), start=1):
        with _naming(amendment_name(number)):
            if amendment.previous != previous:
                raise ManifestDamaged("the amendment does not follow the manifest that stands before it")
        previous = own
        yield amendment, own


def _chained(folder: Path, number: int) -> Iterator[tuple[Amendment, str]]:
    while (path := folder / amendment_name(number := number + 1)).is_file():
        with _naming(path.name):
            found = _amendment(path, _stamp(path))
        yield found


def _stamp(path: Path) -> tuple[int, int, int]:
    """Return what differs when there is another file under a name."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=256)
def _amendment(path: Path, _stamp: tuple[int, int, int]) -> tuple[Amendment, str]:
    with path.open("rb") as file:
        head, files, own = _parsed(file)
    try:
        numbers, sealed = tuple(head["numbers"]), tuple(head["sealed"])
        return Amendment(previous=head["previous"], numbers=numbers, sealed=sealed, files=files), own
    except (KeyError, TypeError) as error:
        raise ManifestDamaged("the manifest cannot be read") from error


@contextmanager
def _naming(path: str) -> Iterator[None]:
    try:
        yield
    except ManifestDamaged as error:
        error.path = path
        raise


def _lines(head: Mapping[str, Any], files: Files) -> Iterator[bytes]:
    own = hasher()
    for part in _unsigned(head, files):
        own.update(part)
        yield part
    yield _CLOSES % own.hexdigest().encode()


def _unsigned(head: Mapping[str, Any], files: Files) -> Iterator[bytes]:
    yield canonical(head)[:-1] + _OPENS
    between = b""
    for path in sorted(files):
        yield between + _line(path, files[path])
        between = b",\n"


def _line(path: str, entry: Entry) -> bytes:
    content = {"key": entry.key, "sha256": entry.sha256, "size": entry.size, **dict(entry.twins)}
    return canonical({path: content})[1:-1]


def _parsed(file: Iterable[bytes]) -> tuple[dict[str, Any], dict[str, Entry], str]:
    """Return the head, the files and the own hash of a manifest, where every byte of it is what we wrote."""
    lines = iter(file)
    own = hasher()
    own.update(first := next(lines, b""))
    head = _head(first)
    files: dict[str, Entry] = {}
    keys: dict[str, str] = {}
    held = b""  # a line ends with its comma when another follows
    for line in lines:
        if line.startswith(b"}"):
            break
        own.update(held)
        path, entry = _file(line.removesuffix(b"\n").removesuffix(b","), keys)
        files[path] = entry
        held = line
    else:
        raise ManifestDamaged("the manifest stops before its end")
    own.update(held.removesuffix(b"\n"))
    if b"\n" + line != _CLOSES % own.hexdigest().encode() or next(lines, None) is not None:
        raise ManifestDamaged("the manifest differs from what its own hash says")
    return head, files, own.hexdigest()


def _head(line: bytes) -> dict[str, Any]:
    if not line.endswith(_OPENS):
        raise ManifestDamaged("the manifest does not begin as we begin it")
    try:
        head: dict[str, Any] = json.loads(line.removesuffix(_OPENS) + b"}")
    except ValueError as error:
        raise ManifestDamaged("the manifest cannot be read") from error
    return head


def _file(line: bytes, keys: dict[str, str]) -> tuple[str, Entry]:
    try:
        ((path, found),) = json.loads(b"{" + line + b"}").items()
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError("a path that leads out of the record")
        key = keys.setdefault(found["key"], found["key"])  # one text for all files of a key
        sizes = tuple((name, found[name]) for name in sorted(found.keys() - {"key", "sha256", "size"}))
        return path, Entry(found["sha256"], found["size"], key, sizes)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ManifestDamaged("the manifest cannot be read") from error


def _own_hash(written: bytes) -> str:
    return written[-66:-2].decode(errors="replace")
