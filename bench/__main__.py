"""`make bench`: how fast the product is, as a ratio against a reference in the same run.

Prints a table and writes var/bench.json: {name: {"value", "unit", "reference", "against", "ratio", …}}. Whoever wants a
part alone names it: `python -m bench record serving`.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from tests.throwaway_postgresql import Server

from bench import figures
from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "record": "records of any size",
    "start": "from an empty home to a page",
    "acts": "what the office does, 200 projects",
    "serving": "the public record, answers",
    "api": "the read API, p95 of a page",
    "document": "a large document",
    "mail": "mail to 20,000 people",
    "office": "30 people at work, 500 projects, p95 of a screen",
    "ledger": "totals of ledgers",
}
ON_BOTH_DATABASES = {"office", "ledger"}


def main(parts: list[str]) -> None:
    """Measure parts, each in a process and a data home of its own that is thrown away; show and keep what was found.

    Records come first and all homes go last: a disk that has just removed many files is slow to make new ones.
    """
    kept: dict[str, dict[str, object]] = {}
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for part in parts:
            print(f"\n{PARTS[part]}\n{figures.HEAD}", flush=True)
            for figure in _measured(part, Path(folder)):
                print(figure, flush=True)
                kept[figure.name] = asdict(figure)
            target.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")


def _measured(part: str, folder: Path) -> Iterator[Figure]:
    yield from _apart(part, folder / part)
    if part in ON_BOTH_DATABASES:
        with _postgresql() as address:
            yield from _apart(part, folder / f"{part}-postgresql", REGIODEAL_DATABASE_URL=address)


def _apart(part: str, folder: Path, **env: str) -> list[Figure]:
    (folder / "tmp").mkdir(parents=True)
    own = {"REGIODEAL_HOME": str(folder / "home"), "REGIODEAL_SECOND_FACTOR": "optional", "TMPDIR": str(folder / "tmp")}
    command = [sys.executable, "-m", f"bench.{part}"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **own, **env}, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return figures.told(done.stdout)


@contextmanager
def _postgresql() -> Iterator[str]:
    server = Server()
    server.start()
    try:
        server.create("bench")
        yield server.address("bench")
    finally:
        server.stop()


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - PARTS.keys():
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    main(sys.argv[1:] or list(PARTS))
