"""The main job on real input: from an old decision list to a published record that everyone can check."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.installations import Installation

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "zuid-en-oost-drenthe"
CONTRIBUTIONS = {
    "iq-blvd": 75_000_000,
    "regiocampus": 150_000_000,
    "blue-zone-innovations": 49_100_000,
    "actieprogramma-impact-ondernemen": 22_600_000,
    "innovatienetwerk-welzijn-en-zorg": 37_480_000,
}
LARGER = {"iq-blvd": 299_500_000, "regiocampus": 600_000_000}
PRINTED = ["750.000", "1.500.000", "491.000", "226.000", "374.800", "3.341.800", "2.995.000", "6.000.000"]


@pytest.fixture(scope="module")
def published(
    new_installation: Callable[[Installation], Installation],
    prepared: Installation,
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Installation:
    """The real document: read, drafted, confirmed as it is, registered and published."""
    installation = new_installation(prepared)
    (seed,) = (shared / "seed").glob("besluitenlijst*.txt")
    installation.run("deal", "load", EXAMPLE / "deal.yaml")
    installation.run("project", "load", EXAMPLE / "projects.yaml")
    installation.run("publish", "programme")
    drafted = tmp_path_factory.mktemp("draft") / "meeting.yaml"
    drafted.write_text(installation.run("meeting", "draft", seed, "--held-on", "2021-06-04").stdout, encoding="utf-8")
    installation.run("meeting", "load", drafted)
    installation.run("publish", "meeting", "2021-06-04-stuurgroep")
    return installation


def text_of(pdf: Path) -> str:
    """Return the words of a PDF, spaces as plain spaces."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.replace("\u00a0", " ")


def test_every_amount_is_the_same_everywhere(published: Installation) -> None:
    """On the page, in the PDF, in JSON, in CSV and in the ledger, to the cent; the larger figures with their label."""
    record = published.home / "record" / "zuid-en-oost-drenthe"
    folder = record / "besluitenlijsten" / "2021-06-04-stuurgroep"
    page = re.sub(r"<[^>]+>", " ", (folder / "index.html").read_text(encoding="utf-8")).replace("\u00a0", " ")
    page = page.replace("&nbsp;", " ")
    pdf = text_of(next(folder.glob("versie-1/*.pdf")))
    for amount in PRINTED:
        assert f"€ {amount}" in page, amount
        assert amount in pdf, amount
    assert page.count("nog niet ingedeeld") >= 2
    assert pdf.count("nog niet ingedeeld") >= 2

    listed = json.loads(next(folder.glob("versie-1/*.json")).read_text(encoding="utf-8"))
    listed = listed.get("snapshot", listed)
    assert {item["project"]["code"]: item["contribution_cents"] for item in listed["items"]} == CONTRIBUTIONS
    figures = {item["project"]["code"]: item["figures"] for item in listed["items"] if item["figures"]}
    assert {code: figure["cents"] for code, (figure,) in figures.items()} == LARGER
    assert {figure["kind"] for (figure,) in figures.values()} == {"unclassified"}

    rows = list(csv.DictReader(io.StringIO(next(folder.glob("versie-1/*.csv")).read_text(encoding="utf-8-sig"))))
    assert len(rows) >= len(CONTRIBUTIONS)

    held = json.loads(published.run("balance", "--json").stdout)
    assert {place["project"]: place["cents"] for place in held["places"] if place["kind"] == "awarded"} == CONTRIBUTIONS
    assert held["totals"]["awarded"] == 334_180_000
    assert held["totals"]["free"] == 4_000_000_000 - 334_180_000
    assert held["sum"] == 0


def test_the_record_proves_itself_from_its_files_alone(published: Installation, tmp_path: Path) -> None:
    """Copied elsewhere, without a database; one changed byte is found and named."""
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-rL", str(published.home / "record" / "zuid-en-oost-drenthe"), str(copy)], check=True)
    assert "sound" in published.run("verify", "--record", copy).stdout
    page = copy / "besluitenlijsten" / "2021-06-04-stuurgroep" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"750.000", b"950.000", 1))
    found = published.run("verify", "--record", copy, check=False)
    assert found.returncode == 1
    assert "besluitenlijsten/2021-06-04-stuurgroep/index.html" in found.stderr


def test_the_register_of_the_example_knows_all_five_projects(published: Installation) -> None:
    """The draft found each of them by name, so that nothing was registered twice."""
    record = published.home / "record" / "zuid-en-oost-drenthe"
    pages = {page.parent.name for page in record.glob("projecten/*/index.html")}
    assert set(CONTRIBUTIONS) <= pages
    assert len(pages) == len(re.findall(r"^  - code:", (EXAMPLE / "projects.yaml").read_text(encoding="utf-8"), re.M))
