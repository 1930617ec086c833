"""Publishing on the command line: embargo, correction, withdrawal, and a record that proves itself after each."""

import json
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import yaml

from tests.factories.programme import deal_content
from tests.factories.projects import project_content
from tests.installations import Installation

MEETING = "2021-06-04-stuurgroep"
LIST = f"besluitenlijsten/{MEETING}"


def prepare(installation: Installation, folder: Path, *, projects: int = 2) -> Path:
    """Load the small deal with projects and a meeting that grants to the first; return its record."""
    codes = [f"project-{number}" for number in range(1, projects + 1)]
    files = {
        "deal.yaml": deal_content(),
        "projects.yaml": {"deal": "veenstreek", "projects": [project_content(code) for code in codes]},
        "meeting.yaml": {
            "deal": "veenstreek",
            "meeting": {
                "reference": MEETING,
                "body": "stuurgroep",
                "held_on": "2021-06-04",
                "adopted_on": "2021-06-04",
                "present": ["voorzitter", "a", "b"],
            },
            "items": [
                {"project": codes[0], "kind": "new", "outcome": "granted", "contribution": "123,45", "text": "Eerst."}
            ],
        },
    }
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    installation.run("deal", "load", folder / "deal.yaml")
    installation.run("project", "load", folder / "projects.yaml")
    installation.run("meeting", "load", folder / "meeting.yaml")
    return installation.home / "record" / "veenstreek"


def test_an_embargo_shows_nothing_but_a_hash(installation: Installation, tmp_path: Path) -> None:
    """Until it ends; then the next build opens what was sealed."""
    record = prepare(installation, tmp_path)
    end = datetime.now(UTC).astimezone(ZoneInfo("Europe/Amsterdam")) + timedelta(days=1)
    installation.run("publish", "meeting", MEETING, "--embargo", end.strftime("%Y-%m-%dT%H:%M"))
    assert not (record / LIST).exists()
    everything = "".join(file.read_text(errors="ignore") for file in record.rglob("*") if file.is_file())
    assert "123,45" not in everything
    assert "Project 1" not in everything
    sealed = json.loads((record / "edities" / "0001.json").read_text())
    assert set(sealed) == {"form", "deal", "number", "previous", "sha256", "sealed", "embargo_until"}
    assert "sound" in installation.run("verify", "--record", record).stdout
    refused = installation.run("publish", "programme", check=False)
    assert refused.returncode == 2
    assert "an embargo holds until" in refused.stderr


def test_a_correction_and_a_withdrawal_stay_visible(installation: Installation, tmp_path: Path) -> None:
    """The first version keeps its bytes; the present page says what was corrected; the withdrawn one says why."""
    record = prepare(installation, tmp_path)
    installation.run("publish", "meeting", MEETING)
    first = {file.name: file.read_bytes() for file in (record / LIST / "versie-1").iterdir()}
    installation.run("meeting", "rectify", MEETING, "1", "--text", "-", "--reason", "tikfout", input="Beter.\n")
    installation.run("publish", "correct", "decision-list", MEETING, "--reason", "Een tikfout is hersteld")
    assert {file.name: file.read_bytes() for file in (record / LIST / "versie-1").iterdir()} == first
    page = (record / LIST / "index.html").read_text()
    assert "Beter." in page
    assert "Een tikfout is hersteld" in page
    assert "sound" in installation.run("verify").stdout

    installation.run("publish", "withdraw", "decision-list", MEETING, "--reason", "Bevat een persoonsgegeven")
    page = (record / LIST / "index.html").read_text()
    assert "ngetrokken" in page
    assert "Bevat een persoonsgegeven" in page
    assert not (record / LIST / "versie-1").exists()
    assert json.loads((record / "edities" / "0001.json").read_text())["snapshot"] is None
    assert "Beter." not in "".join(file.read_text(errors="ignore") for file in record.rglob("*") if file.is_file())
    assert "sound" in installation.run("verify").stdout
    assert "sound" in installation.run("verify", "--record", record).stdout


def test_publishing_killed_at_any_moment_leaves_a_whole_record(installation: Installation, tmp_path: Path) -> None:
    """Before, during or after: what stands is proved, and the next run brings the rest."""
    record = prepare(installation, tmp_path, projects=40)
    installation.run("publish", "programme")
    moments = Random(4)
    for _ in range(4):
        process = installation.popen("publish", "meeting", MEETING)
        time.sleep(moments.uniform(0.5, 2.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert "sound" in installation.run("verify", "--record", record).stdout
    installation.run("publish", "meeting", MEETING)
    assert "123,45" in (record / LIST / "index.html").read_text()
    assert "sound" in installation.run("verify").stdout


def test_two_deals_have_their_own_record_under_their_own_name(installation: Installation, tmp_path: Path) -> None:
    """And a command that does not say which deal it means is asked to."""
    prepare(installation, tmp_path)
    other = deal_content()
    other["deal"] = {**other["deal"], "code": "zandstreek", "name": "Regio Deal Zandstreek", "hosts": ["zand.example"]}
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(other), encoding="utf-8")
    installation.run("deal", "load", tmp_path / "other.yaml")
    asked = installation.run("publish", "programme", check=False)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "name one with --deal: veenstreek, zandstreek" in asked.stderr
    for code in ("veenstreek", "zandstreek"):
        installation.run("publish", "programme", "--deal", code)
    hosts = json.loads((installation.home / "record" / "hosts.json").read_text())
    assert hosts == {"default": "veenstreek", "hosts": {"zand.example": "zandstreek"}}
    assert "sound" in installation.run("verify").stdout
