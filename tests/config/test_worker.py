"""The worker in processes of its own: killed, doubled, without a database, and beside the server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.config.test_publishing import LIST, MEETING, prepare
from tests.installations import Installation, fetch, free_port

ROOT = Path(__file__).resolve().parents[2]
_PUBLISH = """
from datetime import UTC, datetime, timedelta
import sys
from regiodeal.config.database import prepare
prepare()
from regiodeal.audit.trail import Actor
from regiodeal.decisions.queries import meeting
from regiodeal.programme.queries import deal
from regiodeal.publication.actions import editions
seconds = float(sys.argv[2])
now = datetime.now(UTC)
embargo = now + timedelta(seconds=seconds) if seconds else None
publisher = editions.Publisher(by=Actor("de secretaris"), at=now, embargo_until=embargo)
if sys.argv[1] == "programme":
    editions.publish_programme(deal(), publisher)
else:
    editions.publish_meeting(meeting(deal(), sys.argv[1]), publisher)
"""
_STATE = """
import json
from regiodeal.config.database import prepare
prepare()
from regiodeal.publication.models import Rebuild
print(json.dumps(list(Rebuild.objects.order_by("due_at").values("done", "total", "attempts", "error"))))
print(Rebuild.objects.filter(finished_at=None).count())
"""


_MEANWHILE = """
import json, sys
from datetime import UTC, datetime
from regiodeal.config.database import prepare
prepare()
from regiodeal.config import records, worker
from regiodeal.programme.queries import deal
from regiodeal.publication import record
lists = records.records() / "veenstreek" / "besluitenlijsten"
def build(*_args, tell, **_options):
    tell(1, 2)
    print(json.dumps([path.name for path in lists.iterdir() if path.is_dir()]))
    raise SystemExit
from regiodeal.publication.models import Rebuild
from regiodeal.publication.actions import rebuilds
rebuilds.order(deal=deal(), at=datetime(2020, 1, 1, tzinfo=UTC))
if sys.argv[1] == "during":
    records.show_new = lambda *_args, **_options: None
records.build = build
worker.Worker().step()
"""


def python(installation: Installation, code: str, *args: str) -> str:
    """Run a program on the installation, as the web process would."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        env={**installation.env},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def publish(installation: Installation, what: str = MEETING, embargo_seconds: float = 0) -> None:
    """Publish without building, as a screen does."""
    python(installation, _PUBLISH, what, str(embargo_seconds))


def state(installation: Installation) -> tuple[list[dict[str, object]], int]:
    """Return all builds, and how many are still to be done."""
    rows, left = python(installation, _STATE).splitlines()
    return json.loads(rows), int(left)


def until(there: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something, and fail when it does not come."""
    deadline = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def test_what_is_due_is_done_once(installation: Installation, tmp_path: Path) -> None:
    """And a direct build leaves nothing to do."""
    record = prepare(installation, tmp_path)
    publish(installation)
    assert not record.exists()
    assert "1 builds done" in installation.run("worker", "--once").stdout
    assert "123,45" in (record / LIST / "index.html").read_text()
    rows, left = state(installation)
    assert left == 0
    assert [(row["attempts"], row["error"]) for row in rows] == [(1, "")]
    assert rows[0]["done"] == rows[0]["total"] != 0
    assert "0 builds done" in installation.run("worker", "--once").stdout
    installation.run("publish", "correct", "project-page", "project-1", "--reason", "x", check=False)
    installation.run("record", "build")
    assert "0 builds done" in installation.run("worker", "--once").stdout


@pytest.mark.parametrize("when", ["before", "during"])
def test_what_is_published_is_public_before_a_build_is_done(
    installation: Installation, tmp_path: Path, when: str
) -> None:
    """By the worker that starts to build, and by one that has been building for long."""
    record = prepare(installation, tmp_path)
    publish(installation, "programme")
    installation.run("worker", "--once")
    home = (record / "index.html").read_bytes()
    publish(installation)
    assert json.loads(python(installation, _MEANWHILE, when)) == [MEETING]
    assert "123,45" in (record / LIST / "index.html").read_text()
    assert (record / "index.html").read_bytes() == home
    assert "sound" in installation.run("verify", "--record", record).stdout
    installation.run("worker", "--once")
    assert (record / "index.html").read_bytes() != home
    assert "sound" in installation.run("verify").stdout


def test_killed_at_any_moment_another_takes_over(installation: Installation, tmp_path: Path) -> None:
    """Within its lease nobody else does; after it the build is done, and the record was whole all the time."""
    record = prepare(installation, tmp_path, projects=60)
    publish(installation, "programme")
    moments = Random(7)
    for _ in range(3):
        process = installation.popen("worker", "--poll", "0.05", "--lease", "1")
        time.sleep(moments.uniform(0.9, 2.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
    until(lambda: installation.run("worker", "--once", "--lease", "1").stdout != "" and state(installation)[1] == 0)
    assert (record / "projecten" / "project-60" / "index.html").is_file()
    publish(installation)
    installation.run("worker", "--once")
    assert "sound" in installation.run("verify", "--record", record).stdout


def test_two_workers_at_once_make_one_record(installation: Installation, tmp_path: Path) -> None:
    """Each order is done, by one or the other, and what they made is proved."""
    record = prepare(installation, tmp_path, projects=30)
    workers = [installation.popen("worker", "--poll", "0.05") for _ in range(2)]
    publish(installation, "programme")
    publish(installation)
    until(lambda: state(installation)[1] == 0)
    assert all(worker.poll() is None for worker in workers)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
    assert "123,45" in (record / LIST / "index.html").read_text()
    assert "sound" in installation.run("verify", "--record", record).stdout


def test_what_was_sealed_opens_when_the_embargo_ends(installation: Installation, tmp_path: Path) -> None:
    """Without anybody doing anything: the worker that runs does it."""
    record = prepare(installation, tmp_path)
    installation.popen("worker", "--poll", "0.05")
    publish(installation, embargo_seconds=6)
    until((record / "edities" / "0001.json").is_file)
    assert json.loads((record / "edities" / "0001.json").read_text())["sealed"] is True
    assert not (record / LIST).exists()
    until((record / LIST / "index.html").is_file, seconds=20)
    assert "123,45" in (record / LIST / "index.html").read_text()
    assert "sound" in installation.run("verify", "--record", record).stdout


def test_what_fails_is_kept_and_done_later(installation: Installation, tmp_path: Path) -> None:
    """A folder in the way is named; when it is gone the build goes on."""
    record = prepare(installation, tmp_path)
    publish(installation)
    record.mkdir(parents=True)
    installation.run("worker", "--once")
    rows, left = state(installation)
    assert left == 1
    assert "is not a record that we made" in str(rows[0]["error"])
    record.rmdir()
    until(lambda: "1 builds done" in installation.run("worker", "--once").stdout, seconds=20)
    assert "123,45" in (record / LIST / "index.html").read_text()
    assert state(installation)[0][0]["error"] == ""


@pytest.fixture
def served(installation: Installation, tmp_path: Path) -> "Iterator[tuple[Installation, int, subprocess.Popen[str]]]":
    """An installation that is served, with its worker."""
    prepare(installation, tmp_path)
    port = free_port()
    process = installation.popen("serve", "--port", str(port))
    fetch(port, "/healthz")
    yield installation, port, process
    process.kill()


def children(pid: int) -> list[int]:
    """Return the processes that a process started and that are workers."""
    found = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, encoding="utf-8", check=True)
    rows = [line.split(None, 2) for line in found.stdout.splitlines()[1:]]
    return [int(row[0]) for row in rows if int(row[1]) == pid and "worker --with-parent" in row[2]]


def below(pid: int) -> list[int]:
    """Return all processes that a process started and that still run."""
    found = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, encoding="utf-8", check=True)
    rows = [line.split() for line in found.stdout.splitlines()[1:]]
    return [int(row[0]) for row in rows if int(row[1]) == pid and alive(int(row[0]))]


def alive(pid: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] if Path("/proc").is_dir() else "S"
    return state != "Z"


def test_the_server_has_a_worker_that_ends_with_it(served: "tuple[Installation, int, subprocess.Popen[str]]") -> None:
    """What is published appears; a worker that is killed is replaced; killed itself, the server leaves none behind."""
    installation, port, process = served
    publish(installation)
    until((installation.home / "record" / "veenstreek" / LIST / "index.html").is_file)
    assert "123,45" in fetch(port, f"/{LIST}/")[2]
    (first,) = children(process.pid)
    os.kill(first, signal.SIGKILL)
    until(lambda: children(process.pid) not in ([], [first]))
    started = below(process.pid)
    assert len(started) > 1
    process.kill()
    process.wait()
    until(lambda: not any(map(alive, started)))


def test_the_record_is_served_without_a_database(installation: Installation, tmp_path: Path) -> None:
    """The worker waits for the database; nobody who reads notices."""
    prepare(installation, tmp_path)
    installation.run("publish", "meeting", MEETING)
    nowhere = {**installation.env, "REGIODEAL_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    broken = replace(installation, env=nowhere)
    port = free_port()
    process = broken.popen("serve", "--port", str(port))
    try:
        assert "123,45" in fetch(port, f"/{LIST}/")[2]
        time.sleep(2)
        assert "123,45" in fetch(port, f"/{LIST}/")[2]
        assert process.poll() is None
    finally:
        broken.close()


def test_a_server_without_a_worker(installation: Installation, tmp_path: Path) -> None:
    """Where others do the work, it starts none."""
    prepare(installation, tmp_path)
    port = free_port()
    process = installation.popen("serve", "--no-worker", "--port", str(port))
    fetch(port, "/healthz")
    time.sleep(1)
    assert children(process.pid) == []
