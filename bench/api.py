"""The API under a long list: how long a filtered and sorted page takes, of 500 and of 50,000 projects.

Run as `python -m bench.api`; prints figures. The reference is the p95 of the same
page of 500 projects, so the ratio says how the time grows with the list.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tests.conftest  # noqa: F401 - sets Django up for nobody's home
from tests.api import small_record
from tests.web.records import Reader

from bench.figures import Figure, tell

SIZES = (500, 50_000)
TIMES = 60
_ADDRESS = "/api/v1/projecten"
_ASKED = {
    "a page of a pillar, sorted": "?pijler=natuur&sort=-bijdrageCent&page=2",
    "a page of a municipality in a year": "?gemeente=emmen&jaar=2024",
    "a page with two words": "?zoek=brug+7",
}


def main() -> None:
    """Measure, and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        readers = {size: _reader(Path(folder) / str(size), size) for size in SIZES}
        tell(figure for name, query in _ASKED.items() for figure in _figures(name, query, readers))


def _figures(name: str, query: str, readers: dict[int, Reader]) -> Iterator[Figure]:
    few = min(readers)
    reference, against = _p95(readers[few], query), f"{few} projects"
    for size, reader in readers.items():
        value = _p95(reader, query)
        yield Figure(name=f"{name}, {size:,} projects", value=value, unit="s", reference=reference, against=against)


def _reader(folder: Path, size: int) -> Reader:
    folder.mkdir()
    small_record.write(folder, 1, _projects(size))
    return small_record.reader(folder, [0.0])


def _projects(size: int) -> Iterator[dict[str, Any]]:
    for number in range(size):
        yield {
            "project": f"project-{number}", "naam": f"Project {number}", "samenvatting": "Over een brug en water. " * 8,
            "pijler": ("werken", "wonen", "natuur")[number % 3], "gemeenten": [("emmen", "hoogeveen")[number % 2]],
            "partijen": [], "stand": "decided", "einddatum": f"{2020 + number % 9}-12-31",
            "bijdrage_cent": number * 7919 % 100_000_000,
        }  # fmt: skip


def _p95(reader: Reader, query: str) -> float:
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        answer = reader.get(_ADDRESS + query)
        taken.append(time.perf_counter() - started)
        if answer.status != 200 or answer.body == b"[]":  # noqa: PLR2004 - what HTTP calls it
            raise SystemExit(f"{query} has no answer to measure: {answer.text}")
    return sorted(taken)[int(TIMES * 0.95)]


if __name__ == "__main__":
    main()
