"""Canonical JSON and hash chains: the same content always gives the same bytes, and so the same hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64
"""What the first link of every chain names as the one before it."""


def canonical(content: Any) -> bytes:
    """Return `content` as UTF-8 JSON with sorted keys and no spare white space.

    Only what JSON itself knows may occur, and no floats: an amount is a whole number of cents.
    Raises TypeError or ValueError for anything else.
    """
    _refuse_floats(content)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def link(content: Mapping[str, Any], previous: str) -> str:
    """Return the hash of a link in a chain: its content together with the hash of the link before it."""
    return sha256(canonical({**content, "previous": previous}))


def _refuse_floats(content: Any) -> None:
    match content:
        case float():
            raise TypeError(f"{content!r}: a float has no one exact spelling; use whole numbers or text")
        case dict():
            for value in content.values():
                _refuse_floats(value)
        case list() | tuple():
            for value in content:
                _refuse_floats(value)
