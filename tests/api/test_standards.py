"""The API of the example deal in a real process: what it says of itself, held against the rules of others."""

import json
import re
import subprocess
import sys
import urllib.request
from html import unescape
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.conftest import ROOT
from tests.offices import RunningOffice

_EXAMPLE = re.compile(r"```http\nGET (?P<address>\S+)\n```\n\n```json\n(?P<answer>.+?)```", re.DOTALL)


@pytest.fixture(scope="module")
def described(office: RunningOffice) -> bytes:
    """What the API says of itself."""
    return _get(f"{office.url}/api/v1/openapi.json")


def _get(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own process
            return bytes(answer.read())
    except HTTPError as error:
        with error:
            return bytes(error.read())


def test_the_examples_in_the_documentation_are_what_is_answered(office: RunningOffice) -> None:
    examples = list(_EXAMPLE.finditer((ROOT / "docs/api.md").read_text(encoding="utf-8")))
    assert len(examples) > 3
    for example in examples:
        assert json.loads(_get(office.url + example["address"])) == json.loads(example["answer"])


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_questions_on_the_page_about_the_api_are_answered(office: RunningOffice, language: str) -> None:
    page = unescape(_get(f"{office.url}/{language}data/api/").decode())
    questions = set(re.findall(r'href="[^"]*(/api/v1/[^"]*)"', page))
    assert len(questions) > 10
    for question in questions:
        with urllib.request.urlopen(office.url + question) as answer:  # noqa: S310 - our own process
            told = json.loads(answer.read())
            assert answer.status == 200
        assert told, question


def test_the_dutch_rules_for_apis_are_kept(described: bytes, schemas: Path, tmp_path: Path) -> None:
    assert _lint(described, schemas, tmp_path).returncode == 0
    broken: dict[str, Any] = json.loads(described)
    broken["paths"]["/Projecten_/"] = broken["paths"].pop("/projecten")
    found = _lint(json.dumps(broken).encode(), schemas, tmp_path)
    assert found.returncode == 1
    assert "kebab-case" in found.stdout


def _lint(document: bytes, schemas: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    file = folder / "openapi.json"
    file.write_bytes(document)
    rules = schemas / "api-design-rules" / "linter.yaml"
    spectral = ROOT / "node_modules/@stoplight/spectral-cli/dist/index.js"
    command = ["tools/with-node", ".venv", "node", str(spectral), "lint", "--ruleset", str(rules), str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_api_does_what_it_says_also_when_it_is_asked_nonsense(office: RunningOffice, tmp_path: Path) -> None:
    address = f"{office.url}/api/v1/openapi.json"
    asked = ["--checks=all", "--mode=all", "--phases=coverage,fuzzing", "--max-examples=25", "--seed=1", "--no-color"]
    command = [sys.executable, "-m", "schemathesis.cli", "run", address, *asked]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    tested = re.search(r"(\d+) generated, (\d+) passed", found.stdout)
    assert tested
    assert int(tested[1]) == int(tested[2]) > 1_000
