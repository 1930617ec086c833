"""The record of a deal of 500 projects and of 50,000: how much memory a build takes, and how soon one publication is
public.

Run as `python -m bench.record`, with other sizes behind it where wanted; prints figures.
Each size is measured in a process and a home of its own, so that its memory is its own.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure, tell

SIZES = (500, 50_000)
GIB = 2**30
PUBLICATIONS = 15
Found = dict[str, float]
"""What was found for one size: memory in bytes, the rest in seconds."""


def main(sizes: tuple[int, ...]) -> None:
    """Measure each size, and hold what one publication takes in the largest against that in the smallest."""
    taken, few = {size: _apart(size) for size in sizes}, min(sizes)
    tell(figure for size in sizes for figure in _figures(size, taken[size], few, taken[few]))


def _figures(size: int, taken: Found, few: int, reference: Found) -> Iterator[Figure]:
    against = f"{few:,} projects"
    yield Figure(
        name=f"memory of building {size:,} projects",
        value=taken["memory"],
        unit="bytes",
        reference=GIB,
        against="1 GiB",
        most=1,
    )
    yield Figure(
        name=f"building {size:,} projects, per project",
        value=taken["build"] / size,
        unit="s",
        reference=reference["build"] / few,
        against=against,
    )
    yield Figure(
        name=f"one publication shown, {size:,} projects",
        value=taken["publication"],
        unit="s",
        reference=reference["publication"],
        against=against,
        within=0.05,
    )


def measured(projects: int) -> Found:
    """Build the record of a deal, and show publications in it; memory in bytes, the rest in seconds."""
    from regiodeal.config.database import prepare  # inline: slow library

    prepare()
    from bench import large_records  # inline: django must be set up first
    from regiodeal.config import records  # inline: django must be set up first

    at = datetime.now(UTC)
    deal = large_records.made("groot", projects)
    started = time.perf_counter()
    records.build_record(deal, at=at, full=True)
    build = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    publication = large_records.Publication(deal, projects)
    shown = []
    for _ in range(PUBLICATIONS):
        publication.write()
        started = time.perf_counter()
        added = records.show_new(deal, at=at)
        shown.append(time.perf_counter() - started)
        if added is None or len(added.numbers) != 3:  # noqa: PLR2004 - a list, an excerpt and a page
            raise AssertionError("the publication was not shown")
    return {"build": build, "memory": memory, "publication": statistics.median(shown)}


def _apart(projects: int) -> Found:
    command = [sys.executable, "-m", "bench.record", "--one", str(projects)]
    env = {**os.environ, "REGIODEAL_HOME": tempfile.mkdtemp()}  # goes with all others, see bench.__main__
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(command, cwd=root, env=env, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    taken: Found = json.loads(done.stdout.splitlines()[-1])
    print(f"{projects:,} projects: {taken}", file=sys.stderr)
    return taken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(int(sys.argv[2]))))
    else:
        main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
