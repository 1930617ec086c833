"""Killed at any moment, a courier sends nobody anything twice and forgets nobody; so do couriers side by side."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import throwaway_relay
from tests.installations import Installation
from tests.throwaway_relay import Relay

LINES = 4
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def relay() -> Iterator[Relay]:
    with throwaway_relay.running() as relay:
        yield relay


def delivered(installation: Installation, relay: Relay, *, people: int, couriers: int, kills: int) -> dict[str, Any]:
    """Let couriers deliver a mailing, and be killed so often."""
    numbers = map(str, (relay.port, people, couriers, LINES, kills))
    done = subprocess.run(
        [sys.executable, "-m", "tests.mailing.killed_couriers", *numbers],
        cwd=ROOT,
        env=installation.env,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("couriers", [1, 2])
def test_a_courier_that_is_killed_again_and_again_sends_nothing_twice_and_forgets_nobody(
    installation: Installation, relay: Relay, couriers: int
) -> None:
    people = {f"p{number}@krant.example" for number in range(1600)}
    told = delivered(installation, relay, people=1600, couriers=couriers, kills=60)
    assert told["killed"] >= 25
    assert told["most"] <= LINES * couriers
    sent, doubtful = set(told["sent"]), set(told.get("doubt", []))
    assert sent | doubtful == people
    assert max(relay.times.values()) == 1
    assert sent <= set(relay.addresses)
    assert people - set(relay.addresses) <= doubtful


def test_couriers_side_by_side_send_each_message_once(installation: Installation, relay: Relay) -> None:
    told = delivered(installation, relay, people=600, couriers=3, kills=0)
    assert len(told["sent"]) == 600
    assert set(relay.times.values()) == {1}
    assert len(relay.taken) == 600
