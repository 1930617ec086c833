"""An edition in a file of a record; its snapshot is read when it is asked for."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from regiodeal.common.errors import Refusal
from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.visibility import Sealed


class NotARecord(Refusal):
    """A folder holds no record."""


def edition(path: Path) -> Envelope | Sealed:
    """Return the edition in a file. Raises ValueError where it is none."""
    content = _read(path)
    try:
        if content.pop("sealed", False):
            return Sealed(**content)
        public = content.pop("snapshot") is not None
        return Envelope(**content, content=partial(_snapshot, path) if public else None)
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"not an edition: {error}") from error


def _snapshot(path: Path) -> Snapshot:
    snapshot: Snapshot = _read(path)["snapshot"]
    return snapshot


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content
