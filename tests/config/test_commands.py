"""What the command line says when something is wrong: what, where, what to do, exit 2, and nothing stored."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.installations import Installation

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "zuid-en-oost-drenthe"


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("balance", "there is no deal yet; load one with: regiodeal deal load FILE"),
        ("deal load nergens.yaml", "nergens.yaml: line 1: cannot be read: No such file or directory"),
        ("publish programme", "there is no deal yet"),
        ("verify", "there is nothing to prove"),
        ("verify --record nergens", "nergens"),
        ("read nergens.txt", "cannot be opened: No such file or directory"),
    ],
)
def test_a_command_that_cannot_says_why(installation: Installation, command: str, told: str) -> None:
    """On standard error, and nothing else anywhere."""
    done = installation.run(*command.split(), check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_deal_file_stores_nothing(installation: Installation, tmp_path: Path) -> None:
    """Every error at once, with line and key."""
    wrong = tmp_path / "deal.yaml"
    text = (EXAMPLE / "deal.yaml").read_text(encoding="utf-8")
    wrong.write_text(text.replace("power: decides", "power: beslist").replace("round: 2", "ronde: 2"), encoding="utf-8")
    done = installation.run("deal", "load", wrong, check=False)
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert [line.split(": ")[1].split(", ")[1] for line in lines] == ["deal.ronde", "bodies[1].power"]
    assert all(line.startswith("deal.yaml: line ") for line in lines)
    assert installation.run("deal", "list").stdout == ""


def test_the_documents_of_the_example_load_in_any_order_that_makes_sense(installation: Installation) -> None:
    """The meeting before its projects is refused as a whole, and fits afterwards."""
    installation.run("deal", "load", EXAMPLE / "deal.yaml")
    early = installation.run("meeting", "load", EXAMPLE / "meeting-2021-06-04.yaml", check=False)
    assert early.returncode == 2
    assert early.stderr.count("is not in the register of the deal") == 5
    installation.run("project", "load", EXAMPLE / "projects.yaml")
    assert "registered and adopted" in installation.run("meeting", "load", EXAMPLE / "meeting-2021-06-04.yaml").stdout
    assert "unchanged" in installation.run("meeting", "load", EXAMPLE / "meeting-2021-06-04.yaml").stdout


def test_a_database_that_is_not_there_is_named(installation: Installation) -> None:
    """With the setting to look at."""
    env = {**installation.env, "REGIODEAL_DATABASE_URL": "postgresql://127.0.0.1:1/regiodeal"}
    elsewhere = replace(installation, env=env)
    done = elsewhere.run("balance", check=False)
    assert done.returncode == 2
    assert "the database cannot be reached" in done.stderr
    assert "REGIODEAL_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_larger_figure_is_classified_with_its_ground(installation: Installation) -> None:
    """As a deal reservation it is booked; a second time, or without a known amount, is refused."""
    for command in ("deal load deal.yaml", "project load projects.yaml", "meeting load meeting-2021-06-04.yaml"):
        *words, file = command.split()
        installation.run(*words, EXAMPLE / file)
    classify = ["figure", "classify", "iq-blvd", "2.995.000", "deal_reservation", "--ground", "mail van de penvoerder"]
    installation.run(*classify)
    assert "gereserveerd voor IQ BLVD" in installation.run("balance").stdout
    again = installation.run(*classify, check=False)
    assert (again.returncode, again.stderr) == (2, "iq-blvd has no unclassified figure of 2.995.000 euro\n")
    assert "sound" in installation.run("verify").stdout


def test_money_is_followed_to_its_settlement(installation: Installation) -> None:
    """Order, advance, statement, settlement: each step rests on the one before, and the rest comes back."""
    for command in ("deal load deal.yaml", "project load projects.yaml", "meeting load meeting-2021-06-04.yaml"):
        *words, file = command.split()
        installation.run(*words, EXAMPLE / file)
    on = ["--on", "2021-09-01"]
    early = installation.run("payment", "advance", "iq-blvd", "1", "500.000", "--order", "B-1", *on, check=False)
    assert (early.returncode, early.stdout) == (2, "")
    assert "there is no grant_order 'B-1' with money" in early.stderr
    resolution = "2021-06-04-stuurgroep/1"
    installation.run("payment", "order", resolution, "B-1", "--title", "Beschikking IQ BLVD", *on)
    installation.run("payment", "advance", "iq-blvd", "1", "500.000", "--order", "B-1", *on)
    installation.run("payment", "recover", "iq-blvd", "1", "50.000", "--order", "B-1", *on)
    installation.run("payment", "statement", "B-1", "V-1", "--title", "Eindverantwoording", "--on", "2022-12-31")
    installation.run("payment", "settle", "iq-blvd", "1", "700.000", "--statement", "V-1", "--on", "2022-12-31")
    held = {one["key"]: one["cents"] for one in json.loads(installation.run("balance", "--json").stdout)["places"]}
    assert held["settled/iq-blvd/1"] == 70_000_000
    assert held["advanced/iq-blvd/1"] == held["awarded/iq-blvd/1"] == 0
    assert held["free/-"] == 4_000_000_000 - 334_180_000 + 5_000_000
    installation.run("publish", "programme")
    assert "sound" in installation.run("verify").stdout


def test_a_damaged_database_is_named(installation: Installation) -> None:
    """Without a traceback, for a command that writes and for the proof."""
    (installation.home / "regiodeal.sqlite3").write_bytes(b"dit is geen database, al heet het zo" * 100)
    env = {name: value for name, value in installation.env.items() if name != "REGIODEAL_DATABASE_URL"}
    damaged = replace(installation, env=env)
    for command in (["deal", "load", str(EXAMPLE / "deal.yaml")], ["verify"]):
        done = damaged.run(*command, check=False)
        assert done.returncode == 2
        assert "file is not a database" in done.stderr
        assert "Traceback" not in done.stderr
