"""`make bench`: how fast the product is, as a ratio against a reference in the same run.

Prints a table and writes var/bench.json: {name: {"value", "unit", "reference", "ratio"}}, seconds where nothing else is
said. Only the ratio says something: the machine of today is not the machine of tomorrow.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.throwaway_postgresql import Server

ROOT = Path(__file__).resolve().parents[1]
Work = Callable[[], object]
Figures = dict[str, dict[str, float | str]]


@dataclass(frozen=True)
class Measure:
    """What is measured, against what, and how often; both are timed in turns, and the median counts."""

    name: str
    work: Work
    against: str
    reference: Work
    times: int = 7

    def taken(self) -> dict[str, float | str]:
        """Time both in turns, so that a busy moment of the machine touches both."""
        pairs = [(_seconds(self.work), _seconds(self.reference)) for _ in range(self.times)]
        value = statistics.median(pair[0] for pair in pairs)
        reference = statistics.median(pair[1] for pair in pairs)
        return {"value": value, "unit": "s", "reference": reference, "ratio": value / reference}


def main() -> None:
    """Measure everything in a data home that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REGIODEAL_HOME"] = str(Path(folder) / "home")
        from bench import measures  # inline: django must be set up first

        found = {measure.name: (measure, measure.taken()) for measure in measures.all_of(Path(folder))}
    serving, api, documents = _apart("serving"), _apart("api"), _apart("document")
    mail = _apart("mail")
    records = _apart("record")
    office = {**_apart("office"), **_apart_on_postgresql("office")}
    ledgers = {**_apart("ledger"), **_apart_on_postgresql("ledger")}
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    everything = {
        **{name: taken for name, (_, taken) in found.items()},
        **serving,
        **records,
        **api,
        **documents,
        **mail,
        **office,
        **ledgers,
    }
    target.write_text(json.dumps(everything, indent=1), encoding="utf-8")
    print(f"{'':<52}{'ms':>10}{'ratio':>9}  against")
    for name, (measure, taken) in found.items():
        print(f"{name:<52}{float(taken['value']) * 1000:>10.2f}{float(taken['ratio']):>9.2f}  {measure.against}")
    for name, taken in documents.items():
        print(
            f"{name:<52}{float(taken['value']) * 1000:>10.2f}{float(taken['ratio']):>9.2f}  Typst on the same document"
        )
    _print_mail(mail)
    _print_records(records)
    _print_serving(serving)
    _print_api(api)
    _print_office(office)
    _print_ledgers(ledgers)


def _print_mail(mail: Figures) -> None:
    print(f"\n{'mail to 20,000 people':<52}{'per s':>10}{'ratio':>9}  against what is named, or 300 MiB")
    for name, taken in mail.items():
        scale = 2**-20 if taken["unit"] == "bytes" else 1
        print(f"{name:<52}{float(taken['value']) * scale:>10.0f}{float(taken['ratio']):>9.2f}")


def _print_records(records: Figures) -> None:
    print(f"\n{'records of any size':<52}{'MiB or ms':>10}{'ratio':>9}  against 1 GiB, or the smallest")
    for name, taken in records.items():
        scale = 2**-20 if taken["unit"] == "bytes" else 1000
        print(f"{name:<52}{float(taken['value']) * scale:>10.1f}{float(taken['ratio']):>9.2f}")


def _print_serving(serving: Figures) -> None:
    print(f"\n{'the public record':<52}{'per s':>10}{'ratio':>9}  against nginx with a plain file")
    for name, taken in serving.items():
        print(f"{name:<52}{float(taken['value']):>10.0f}{float(taken['ratio']):>9.2f}")


def _print_api(api: Figures) -> None:
    print(f"\n{'the read API':<52}{'p95 ms':>10}{'ratio':>9}  against 500 projects")
    for name, taken in api.items():
        print(f"{name:<52}{float(taken['value']) * 1000:>10.2f}{float(taken['ratio']):>9.2f}")


def _print_office(office: Figures) -> None:
    print(f"\n{'30 people at work, 500 projects':<52}{'p95 ms':>10}{'ratio':>9}  against the plainest answer")
    for name, taken in office.items():
        if taken["unit"] == "s":
            print(f"{name:<52}{float(taken['value']) * 1000:>10.2f}{float(taken['ratio']):>9.2f}")
    print(f"\n{'queries of a screen':<52}{'500':>10}{'ratio':>9}  against 50 projects")
    for name, taken in office.items():
        if taken["unit"] == "queries":
            print(f"{name:<52}{taken['value']:>10}{float(taken['ratio']):>9.2f}")


def _print_ledgers(ledgers: Figures) -> None:
    print(f"\n{'totals of ledgers':<76}{'ms':>10}{'ratio':>9}  against 5 projects, or what is named")
    for name, taken in ledgers.items():
        print(f"{name:<76}{float(taken['value']) * 1000:>10.3f}{float(taken['ratio']):>9.2f}")


def _apart(module: str, database: str = "") -> Figures:
    """Measure in a process and a home that is thrown away; `database` is an address, or empty."""
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "REGIODEAL_HOME": home, "REGIODEAL_SECOND_FACTOR": "optional"}
        if database:
            env["REGIODEAL_DATABASE_URL"] = database
        command = [sys.executable, "-m", f"bench.{module}"]
        done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, encoding="utf-8")
        found: Figures = json.loads(done.stdout)
        return found


def _apart_on_postgresql(module: str) -> Figures:
    server = Server()
    server.start()
    try:
        server.create("bench")
        return _apart(module, server.address("bench"))
    finally:
        server.stop()


def _seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def python(code: str) -> None:
    """Run some Python in a process of its own."""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
