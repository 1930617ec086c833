"""The public record under load: how many answers a second nginx gives with our configuration, and our own process.

Run as `python -m bench.serving`; prints figures. The reference is nginx with the least
configuration that sends the same bytes. Each turn is followed by one of the reference, so that a busy moment of the
machine touches both, and the median of the ratios of the turns counts.
"""

import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import throwaway_nginx
from tests.installations import fetch, free_port

from bench.figures import Figure, tell

PAGE = "/besluitenlijsten/2021-06-04-stuurgroep/"
"""The page that people read most: the list of a meeting, with all its decisions."""
TURNS = 11
SECONDS = 1
READERS = 32
_COMMAND = [sys.executable, "-m", "regiodeal.config.cli"]
_PLAIN = """
sendfile on;
server {{ listen 127.0.0.1:{port}; root {folder}; }}
"""


def main() -> None:
    """Measure, and print what was found."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder) / "home"
        env = {**os.environ, "REGIODEAL_HOME": str(home), "REGIODEAL_SECOND_FACTOR": "optional"}
        _run(env, "demo", "--build-only", "--by", "bench")
        page = next((home / "record").glob(f"*{PAGE}index.html"))
        own = stack.enter_context(_own_process(env))
        shipped = stack.enter_context(_shipped(env, Path(folder) / "shipped", own))
        plain = stack.enter_context(_plain(Path(folder) / "plain", page))
        ways = {
            "the record from nginx": (shipped, "", 0.9),
            "the record from nginx, compressed": (shipped, "gzip", 0.9),
            "the record from our own process": (own, "", 0.2),
            "the record from our own process, compressed": (own, "gzip", 0.2),
        }
        tell(_in_turns(plain, ways))


def _in_turns(plain: int, ways: dict[str, tuple[int, str, float]]) -> list[Figure]:
    """Return how each way fares: its port, the coding that is asked for, and the ratio that is asked of it."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(TURNS):
        for name, (port, coding, _least) in ways.items():
            taken[name].append((_answers(port, PAGE, coding), _answers(plain, f"/page{coding}.html")))
    return [_figure(name, taken[name], least) for name, (_, _, least) in ways.items()]


def _figure(name: str, pairs: list[tuple[float, float]], least: float) -> Figure:
    value, reference = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(
        name=name,
        value=value,
        unit="answers/s",
        reference=reference,
        against="nginx with a plain file",
        ratio=statistics.median(one / other for one, other in pairs),
        least=least,
    )


def _answers(port: int, address: str, coding: str = "") -> float:
    """Return how many answers a second an address gives to readers who ask again at once."""
    asked = ["-H", f"Accept-Encoding: {coding}"] if coding else []
    wrk = ["wrk", "-t1", f"-c{READERS}", f"-d{SECONDS}s", *asked, f"http://127.0.0.1:{port}{address}"]
    said = subprocess.run(wrk, check=True, capture_output=True, encoding="utf-8").stdout
    if "Non-2xx" in said or re.search(r"Socket errors: .*(?:connect|read|write) [1-9]", said):
        raise RuntimeError(f"{address} on port {port}:\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None:
        raise RuntimeError(f"wrk says no rate:\n{said}")
    return float(found[1])


@contextmanager
def _own_process(env: dict[str, str]) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([*_COMMAND, "serve", "--port", str(port), "--no-worker"], env=env, stdout=sys.stderr)
    try:
        fetch(port, PAGE)
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _shipped(env: dict[str, str], folder: Path, application: int) -> Iterator[int]:
    folder.mkdir()
    port = free_port()
    site = _run(env, "nginx", "--listen", f"127.0.0.1:{port}", "--application", f"127.0.0.1:{application}")
    with throwaway_nginx.running(folder, site):
        yield port


@contextmanager
def _plain(folder: Path, page: Path) -> Iterator[int]:
    """Serve the bytes of a page, and those of its compressed twin, as files like any other; all have their twin."""
    folder.mkdir()
    port = free_port()
    shutil.copy(page, folder / "page.html")
    twin = page.with_name(f"{page.name}.gz")
    if not twin.exists():
        twin.write_bytes(gzip.compress(page.read_bytes()))
    shutil.copy(twin, folder / "pagegzip.html")
    with throwaway_nginx.running(folder, _PLAIN.format(port=port, folder=folder)):
        yield port


def _run(env: dict[str, str], *args: str) -> str:
    return subprocess.run([*_COMMAND, *args], env=env, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


if __name__ == "__main__":
    main()
