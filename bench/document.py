"""An implementation programme of about 500 pages, tagged: what it takes from its edition, beside Typst alone on that.

Run as `python -m bench.document`; prints figures.

Typst remembers what it has set, so each time is taken in a process of its own.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import typst

from bench.figures import Figure, seconds, tell
from regiodeal.config.database import prepare
from regiodeal.publication.envelope import Envelope, held
from regiodeal.publication.rendering import pdf, typesetter

PROJECTS = 2_000
TIMES = 5
WORDS = "Voor het hele project is 2.995.000 euro gereserveerd, mits de provincie en de gemeenten hetzelfde doen."
ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Set the document both ways in turns; the median counts."""
    prepare()
    edition = _large()
    with patch.object(pdf, "compiled", wraps=typesetter.compiled) as compiled:
        pages = len(pypdfium2.PdfDocument(BytesIO(pdf.of(edition))))
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"edition": edition.as_published(), "job": compiled.call_args.args}, file)
        file.flush()
        pairs = [(_apart("edition", file.name), _apart("job", file.name)) for _ in range(TIMES)]
    value, reference = (statistics.median(taken) for taken in zip(*pairs, strict=True))
    name, against = f"a programme of {pages} pages as PDF", "Typst on the same document"
    tell([Figure(name=name, value=value, unit="s", reference=reference, against=against, most=1.5)])


def taken(what: str, file: str) -> float:
    """Return the seconds that it takes to set the document from its edition, or by Typst alone from all but that."""
    prepare()
    kept = json.loads(Path(file).read_text(encoding="utf-8"))
    typst.Compiler(b"=")  # so that nobody waits for the library
    if what == "job":
        return seconds(lambda: typesetter.compiled(*kept["job"]))
    header = {key: value for key, value in kept["edition"].items() if key != "snapshot"}
    return seconds(lambda: pdf.of(Envelope(**header, content=held(kept["edition"]["snapshot"]))))


def _large() -> Envelope:
    from bench import large_records  # inline: django must be set up first
    from regiodeal.publication import queries  # inline: django must be set up first

    deal = large_records.made("groot", PROJECTS)
    edition = queries.envelopes(deal)[-1].opened()
    snapshot = edition.snapshot or {}
    content = {**snapshot, "projects": [_told_at_length(project) for project in snapshot["projects"]]}
    return replace(edition, content=held(content))


def _told_at_length(project: dict[str, Any]) -> dict[str, Any]:
    figure = {
        "kind": "unclassified",
        "kind_label": "nog niet geduid",
        "cents": 299_500_000,
        "words": WORDS,
        "source_title": "Besluitenlijst",
        "source_url": None,
    }
    name = f"{project['name']}, een samenwerking met een naam zoals bestuurders die graag geven"
    return {**project, "name": name, "places": ["Borger", "Odoorn", "Exloo", "Nieuw-Buinen"], "figures": [figure] * 4}


def _apart(what: str, file: str) -> float:
    command = [sys.executable, "-m", "bench.document", what, file]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return float(done.stdout)


if __name__ == "__main__":
    if sys.argv[1:]:
        print(taken(*sys.argv[1:]))
    else:
        main()
