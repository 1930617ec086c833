"""The demo: one command from an empty home to a record that is served, killed at any moment and run again."""

import json
import random
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from tests.installations import Installation, fetch, free_port

KILLS = 3


@pytest.fixture
def installation(new_installation: Callable[[], Installation]) -> Installation:
    """An empty home and an empty database, as a newcomer has."""
    return new_installation()


def test_the_demo_serves_the_record(installation: Installation) -> None:
    """From an empty home: the home page, a list, a file that is not there, and nothing beside the record."""
    port = free_port()
    installation.popen("demo", "--port", str(port))
    status, headers, page = fetch(port)
    assert status == 200
    assert "Regio Deal Zuid- en Oost-Drenthe" in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "€\u00a03.341.800" in fetch(port, "/besluitenlijsten/2021-06-04-stuurgroep/")[2]
    assert fetch(port, "/feed.atom")[1]["Content-Type"].startswith("application/atom+xml")
    for outside in ("/../../secret-key", "/%2e%2e/%2e%2e/secret-key", "/nergens"):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{outside}", timeout=5)
        except urllib.error.HTTPError as error:
            assert error.code == 404  # noqa: PT017 - the answer is the error
            error.close()
        else:
            raise AssertionError(outside)


def test_a_demo_killed_at_any_moment_can_be_run_again(installation: Installation) -> None:
    """After every kill the record that stands is whole, and the next run ends where the first would have ended."""
    moments = random.Random(20210604)
    record = installation.home / "record" / "zuid-en-oost-drenthe"
    started = time.monotonic()
    whole = installation.popen("demo", "--build-only", "--by", "de secretaris")
    assert whole.wait(60) == 0
    lasts = time.monotonic() - started
    for _ in range(KILLS):
        process = installation.popen("demo", "--build-only", "--by", "de secretaris")
        time.sleep(moments.uniform(0, lasts))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert "sound" in installation.run("verify", "--record", record).stdout
    installation.run("demo", "--build-only", "--by", "de secretaris")
    assert "sound" in installation.run("verify").stdout


def test_an_empty_home_killed_at_any_moment_can_be_filled_again(new_installation: Callable[[], Installation]) -> None:
    """From nothing each time: whatever the kill left, running again gives the whole deal."""
    moments = random.Random(4062021)
    for _ in range(3):
        installation = new_installation()
        process = installation.popen("demo", "--build-only", "--by", "de secretaris")
        time.sleep(moments.uniform(0.3, 3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        installation.run("demo", "--build-only", "--by", "de secretaris")
        held = json.loads(installation.run("balance", "--json").stdout)
        assert held["totals"]["awarded"] == 334_180_000
        assert "sound" in installation.run("verify").stdout


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_that_is_taken_is_named(installation: Installation, command: str) -> None:
    """At once, with what to do, and before anything is built."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = installation.run(command, "--port", str(taken.getsockname()[1]), check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (installation.home / "record").exists()
