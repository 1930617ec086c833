"""What the command line says when something is wrong: what, where, what to do, exit 2, and nothing stored."""

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
    elsewhere = Installation(home=installation.home, env=env)
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
