"""Sessions at the same time: the last euro is granted once, and totals keep up with both, on both databases."""

import json
import subprocess
import sys
from pathlib import Path

import yaml

from tests.factories.programme import deal_content
from tests.installations import Installation

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 4


def racer(installation: Installation, name: str, day: str) -> "subprocess.Popen[str]":
    """Start a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.funding.racer", name, day],
        cwd=ROOT,
        env=installation.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def test_the_last_euro_is_granted_once(installation: Installation, tmp_path: Path) -> None:
    """Four times the whole free balance, asked for by two sessions in the same moment."""
    for number in range(ROUNDS):
        content = deal_content()
        content["deal"] = {**content["deal"], "code": f"deal-{number}"}
        file = tmp_path / f"{number}.yaml"
        file.write_text(yaml.safe_dump(content), encoding="utf-8")
        installation.run("deal", "load", file)
    with racer(installation, "een", "2021-06-04") as one, racer(installation, "twee", "2021-06-05") as two:
        sessions = [one, two]
        assert [session.stdout and session.stdout.readline() for session in sessions] == ["ready\n", "ready\n"]
        for number in range(ROUNDS):
            for session in sessions:
                assert session.stdin
                session.stdin.write("go\n")
                session.stdin.flush()
            answers = sorted(str(session.stdout and session.stdout.readline()) for session in sessions)
            assert answers[0] == "granted\n"
            assert "free/- holds 0.00 euro" in answers[1]
            held = json.loads(installation.run("balance", "--deal", f"deal-{number}", "--json").stdout)
            assert held["sum"] == 0
            assert held["totals"]["awarded"] == 40_000
    assert "sound" in installation.run("verify").stdout


def test_money_keeps_its_pillar_while_one_session_books_and_another_moves_the_project(
    installation: Installation, tmp_path: Path
) -> None:
    """Forty bookings for a project that meanwhile goes from one pillar to the other and back, twenty times."""
    file = tmp_path / "deal.yaml"
    file.write_text(yaml.safe_dump(deal_content()), encoding="utf-8")
    installation.run("deal", "load", file)
    program = [sys.executable, "-m", "tests.funding.to_and_fro"]
    subprocess.run([*program, "prepare"], cwd=ROOT, env=installation.env, check=True)
    sessions = [subprocess.Popen([*program, what], cwd=ROOT, env=installation.env) for what in ("book", "move")]
    assert [session.wait(timeout=120) for session in sessions] == [0, 0]
    assert "sound" in installation.run("verify").stdout
    held = json.loads(installation.run("balance", "--json").stdout)
    assert [one["cents"] for one in held["places"] if one["kind"] == "awarded"] == [140]
