"""The list of every file of a record, with its hash and what it was made from."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256
from regiodeal.publication.rendering import paths


class ManifestDamaged(Refusal):
    """A manifest is not what we wrote: it cannot be read, or its own hash differs."""


@dataclass(frozen=True)
class Entry:
    """A file: its SHA-256, its size in bytes, and the key of what it was made from."""

    sha256: str
    size: int
    key: str


@dataclass(frozen=True)
class Manifest:
    """All files of the record of a deal by their path, the manifest itself excepted.

    `rendering` is the fingerprint of the code, templates and fonts that made the pages.
    """

    deal: str
    rendering: str
    files: dict[str, Entry]

    def written(self) -> bytes:
        """Return the manifest as it stands in the record, with its own hash over everything else."""
        content = self._content()
        return canonical({**content, "sha256": sha256(canonical(content))})

    def keys(self) -> set[str]:
        """Return the keys of all files."""
        return {entry.key for entry in self.files.values()}

    def _content(self) -> dict[str, Any]:
        files = {
            path: {"sha256": entry.sha256, "size": entry.size, "key": entry.key} for path, entry in self.files.items()
        }
        return {"form": 1, "deal": self.deal, "rendering": self.rendering, "files": files}


def parse(data: bytes) -> Manifest:
    """Return the manifest in `data`. Raises ManifestDamaged where a byte of it is not what we wrote."""
    try:
        found = json.loads(data)
        entries = {path: Entry(**entry) for path, entry in found["files"].items()}
        manifest = Manifest(found["deal"], found["rendering"], entries)
        same = manifest.written() == data
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ManifestDamaged("the manifest cannot be read") from error
    if not same:
        raise ManifestDamaged("the manifest differs from what its own hash says")
    return manifest


def read(folder: Path) -> Manifest:
    """Return the manifest of a record. Raises FileNotFoundError or ManifestDamaged."""
    return parse((folder / paths.MANIFEST).read_bytes())
