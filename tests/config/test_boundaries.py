"""`regiodeal boundaries`: an operator's file becomes the map of every deal in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.installations import Installation

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CODES = ("gm0109", "gm0114", "gm0118", "gm0160", "gm1680", "gm1681")


def boundaries(path: Path, *, leave_out: str = "") -> Path:
    """Write squares for the six municipalities of the example to a file of GeoJSON."""
    features: list[Any] = []
    for at, code in enumerate(CODES):
        west, south = 6 + at % 3 / 10, 52 + at // 3 / 10
        ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        if code != leave_out:
            features.append({"type": "Feature", "properties": {"code": code.upper()}, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def office(installation: Installation) -> Installation:
    """Return an installation with both example deals."""
    for name in ("zuid-en-oost-drenthe", "zuid-en-oost-drenthe-ii"):
        installation.run("deal", "load", EXAMPLES / name / "deal.yaml")
    return installation


def test_every_deal_gets_its_own_municipalities(office: Installation, tmp_path: Path) -> None:
    """Once: the same file again changes nothing, and a deal that is named is the only one."""
    file = boundaries(tmp_path / "grenzen.json")
    told = office.run("boundaries", "load", file, "--year", "2016", "--source", "CBS, Kadaster").stdout.splitlines()
    assert told == [
        "zuid-en-oost-drenthe: 6 of 6 municipalities, kept",
        "zuid-en-oost-drenthe-ii: 5 of 5 municipalities, kept",
    ]
    again = office.run("boundaries", "load", file, "--year", "2016", "--source", "CBS, Kadaster", "--deal",
                       "zuid-en-oost-drenthe").stdout.splitlines()  # fmt: skip
    assert again == ["zuid-en-oost-drenthe: 6 of 6 municipalities, unchanged"]


def test_what_was_loaded_stands_in_the_next_programme(office: Installation, tmp_path: Path) -> None:
    """Frozen with its year and source, so that a later file changes no map that was published."""
    office.run("boundaries", "load", boundaries(tmp_path / "grenzen.json"), "--year", "2016")
    office.run("publish", "programme", "--deal", "zuid-en-oost-drenthe")
    record = office.home / "record" / "zuid-en-oost-drenthe"
    programme = next(record.glob("**/uitvoeringsprogramma/**/uitvoeringsprogramma.json"))
    frozen = json.loads(programme.read_text(encoding="utf-8"))
    outline = (frozen.get("snapshot") or frozen)["map"]
    assert (outline["year"], outline["source"]) == (2016, None)
    assert [one["identifier"] for one in outline["municipalities"]] == list(CODES)


def test_a_missing_municipality_is_named_and_nothing_is_stored(office: Installation, tmp_path: Path) -> None:
    """With --partly the others are taken."""
    file = boundaries(tmp_path / "grenzen.json", leave_out="gm0114")
    refused = office.run("boundaries", "load", file, check=False)
    assert refused.returncode == 2
    assert "has no borders of gemeente-emmen (gm0114); municipalities merge" in refused.stderr
    told = office.run("boundaries", "load", file, "--partly").stdout
    assert "zuid-en-oost-drenthe: 5 of 6 municipalities, kept" in told


def test_a_wrong_file_is_told_without_a_traceback(office: Installation) -> None:
    refused = office.run("boundaries", "load", EXAMPLES / "README.md", check=False)
    assert refused.returncode == 2
    assert "is no GeoJSON or TopoJSON" in refused.stderr
    assert "Traceback" not in refused.stderr
