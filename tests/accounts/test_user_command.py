"""`regiodeal user`: how the first administrator gets in."""

from pathlib import Path

import pytest

from tests.installations import Installation

EXAMPLE = Path(__file__).parents[2] / "examples/zuid-en-oost-drenthe/deal.yaml"


@pytest.fixture
def loaded(installation: Installation) -> Installation:
    """An installation with a deal and nobody in it."""
    installation.run("deal", "load", EXAMPLE)
    return installation


def test_the_first_administrator_is_invited_here(loaded: Installation) -> None:
    """The link stands on a line of its own."""
    done = loaded.run("user", "invite", "Bert@Example.nl", "--role", "administrator", "--name", "Bert")
    link = done.stdout.splitlines()[-1]
    assert link.startswith("http://127.0.0.1:8000/kantoor/account/uitnodiging/")
    assert len(link.rstrip("/").rpartition("/")[2]) > 40
    again = loaded.run("user", "invite", "bert@example.nl", "--role", "administrator", check=False)
    assert (again.returncode, "open already" in again.stderr) == (2, True)
    assert loaded.run("user", "list").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["invite", "geen-adres", "--role", "reader"], "is not an e-mail address"),
        (["invite", "a@example.nl", "--role", "baas"], "is not one of"),
        (["invite", "a@example.nl", "--role", "reader", "--deal", "elders"], "there is no deal"),
        (["deactivate", "a@example.nl"], "nobody has the address"),
    ],
)
def test_what_cannot_be_done_is_said(loaded: Installation, arguments: list[str], said: str) -> None:
    """On standard error, with exit code 2."""
    done = loaded.run("user", *arguments, check=False)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
