"""Where the documents of these tests are, and how to read them."""

import os
from pathlib import Path
from typing import Any

import pytest

from regiodeal.reading import output, reader

DOCUMENTS = Path(__file__).parent / "documents"
SHARED = Path(os.environ.get("REGIODEAL_SHARED", Path(__file__).parents[3] / "shared"))
SEED = SHARED / "seed" / "besluitenlijst-regio-deal-zuid-en-oost-drenthe.txt"


def seed() -> bytes:
    """The decision list that started this product; it is not ours to publish."""
    if not SEED.exists():
        pytest.skip(f"the seed document is not here: {SEED} (set REGIODEAL_SHARED)")
    return SEED.read_bytes()


def document(name: str) -> bytes:
    return (DOCUMENTS / name).read_bytes()


def read(data: bytes, name: str = "document") -> dict[str, Any]:
    return output.as_json(reader.read(data, name))


def money(found: dict[str, Any]) -> dict[str, list[tuple[str, int | None]]]:
    """The amounts per project: kind and cents."""
    return {p["name"]: [(a["kind"], a["cents"]) for a in p["amounts"]] for p in found["proposals"]}


def names(found: dict[str, Any], project: str, what: str) -> list[str]:
    return next([each["name"] for each in p[what]] for p in found["proposals"] if p["name"] == project)


def values(found: dict[str, Any], what: str) -> list[str]:
    return [each["value"] for each in found["contacts"][what]]


def unread(found: dict[str, Any]) -> list[int]:
    return [line["line"] for line in found["unread"]]
