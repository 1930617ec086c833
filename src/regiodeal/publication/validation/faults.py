"""What is wrong in a record, and the record as a check reads it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from regiodeal.publication.rendering import paths


@dataclass(frozen=True)
class Fault:
    """Something that is not as a standard has it: in which file, where in it, and what."""

    path: str
    place: str
    what: str

    def __str__(self) -> str:
        """Return the fault as a line."""
        return f"{self.path}: {self.place}: {self.what}" if self.place else f"{self.path}: {self.what}"


@dataclass(frozen=True)
class Unreadable(Exception):
    """A file is not there or is not what its name says; `fault` tells which and why."""

    fault: Fault


@dataclass(frozen=True)
class Record:
    """A built record on disk."""

    folder: Path

    def has(self, path: str) -> bool:
        """Tell whether there is a file at a path."""
        return (self.folder / path).is_file()

    def file(self, path: str) -> Path:
        """Return a file. Raises Unreadable where it is not there."""
        if not self.has(path):
            raise Unreadable(Fault(path, "", "the file is not there"))
        return self.folder / path

    def read(self, path: str) -> bytes:
        """Return the content of a file. Raises Unreadable where it is not there."""
        return self.file(path).read_bytes()

    def json(self, path: str) -> Any:
        """Return what a JSON file says. Raises Unreadable where it is not there or is not JSON."""
        try:
            return json.loads(self.read(path))
        except ValueError as error:
            raise Unreadable(Fault(path, "", f"this is not JSON: {error}")) from error

    def files(self, pattern: str) -> Iterator[str]:
        """Yield the paths that match a pattern, in order."""
        for found in sorted(self.folder.glob(pattern)):
            yield found.relative_to(self.folder).as_posix()

    @cached_property
    def about(self) -> dict[str, Any]:
        """What the newest edition with content says of the deal; nothing where there is none."""
        for path in reversed(list(self.files(f"{paths.EDITIONS}*.json"))):
            snapshot = self.json(path).get("snapshot")
            if snapshot is not None:
                told: dict[str, Any] = snapshot["deal"]
                return told
        return {}

    @property
    def root(self) -> str:
        """The address of the record in the world; empty where nobody said."""
        return self.about.get("address") or ""

    def leads_nowhere(self, address: str) -> str:
        """Return why an address inside this record leads to nothing; nothing where it leads somewhere, or outside."""
        if not address.startswith(self.root or "/"):
            return ""
        parts = urlsplit(address.removeprefix(self.root))
        path = unquote(parts.path)
        path = f"{path}index.html" if path.endswith("/") or not path else path
        if not self.has(path):
            return f"{address} leads to {path}, which is not there"
        if parts.fragment and path.endswith(".html") and f'id="{parts.fragment}"'.encode() not in self.read(path):
            return f"{address} leads to #{parts.fragment}, which is not in {path}"
        return ""
