"""Five hundred people at once for the last twenty places, on both databases: exactly twenty get one."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.installations import Installation

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, CROWDS = 500, 4


def program(installation: Installation, name: str, *args: int) -> "subprocess.Popen[str]":
    """Start a program beside this file on an installation."""
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.event_month.{name}", *map(str, args)],
        cwd=ROOT,
        env=installation.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def said(process: "subprocess.Popen[str]") -> str:
    """Return all that a program says until it ends well."""
    out, _ = process.communicate("go\n", timeout=180)
    assert process.returncode == 0
    return out


def counted(installation: Installation) -> dict[str, Any]:
    """Return what people have."""
    found: dict[str, Any] = json.loads(said(program(installation, "counted")))
    return found


def test_five_hundred_people_want_the_last_twenty_places(installation: Installation) -> None:
    """Every fifth gives the place up again, so others get it; some ask twice; half ask in the other order."""
    said(program(installation, "prepared"))
    share = PEOPLE // CROWDS
    crowds = [program(installation, "crowd", number * share, (number + 1) * share) for number in range(CROWDS)]
    assert {crowd.stdout and crowd.stdout.readline() for crowd in crowds} == {"ready\n"}
    for crowd in crowds:
        assert crowd.stdin
        crowd.stdin.write("go\n")
        crowd.stdin.flush()
    answers = [line for crowd in crowds for line in said(crowd).splitlines()]
    assert len(answers) == PEOPLE
    found = counted(installation)
    gone = PEOPLE // 5
    assert found["guests"] == PEOPLE
    assert found["states"] == {
        "een placed": 20,
        "een waiting": PEOPLE - 20 - gone,
        "een cancelled": gone,
        "twee placed": 40,
        "twee waiting": PEOPLE - 40,
    }
    assert found["mails"]["overview"] >= PEOPLE


def test_one_person_in_twenty_tabs_stands_in_nobodys_way(installation: Installation) -> None:
    """What one transaction holds, another that holds what the first wants never waits for."""
    said(program(installation, "prepared"))
    assert said(program(installation, "tabs")) == ""
