"""Installations of their own for tests that need the real command line in real processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.throwaway_postgresql import Server

_COMMAND = [sys.executable, "-m", "regiodeal.config.cli"]
_SECONDS = 120
"""After which a command that does not end is a failure."""


@dataclass
class Installation:
    """A data home and a database, and the command line that works on them.

    What runs here shares nothing with the process of the test: it may be raced, killed and started again.
    """

    home: Path
    env: Mapping[str, str]
    database: str
    _started: list["subprocess.Popen[str]"] = field(default_factory=list)

    def run(
        self, *args: str | Path, check: bool = True, input: str | None = None, cwd: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run `regiodeal ARGS` and return what it said; fail the test when it fails, unless `check` is off."""
        done = subprocess.run(
            [*_COMMAND, *map(str, args)],
            env=self.env,
            cwd=cwd or self.home.parent,
            input=input or "",
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        if check:
            line = " ".join(map(str, args))
            assert done.returncode == 0, f"regiodeal {line}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def popen(self, *args: str | Path, **options: Any) -> "subprocess.Popen[str]":
        """Start `regiodeal ARGS`; what still runs when the test ends is killed, with all that it started."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(
            [*_COMMAND, *map(str, args)],
            cwd=self.home.parent,
            encoding="utf-8",
            start_new_session=True,
            **{"env": self.env, **pipes, **options},
        )
        self._started.append(process)
        return process

    def close(self) -> None:
        """Kill what still runs."""
        for process in self._started:
            with suppress(ProcessLookupError):  # it ended by itself, and all that it started too
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()


@contextmanager
def installed(
    folder: Path, name: str, server: Server | None, *, like: Installation | None = None
) -> Iterator[Installation]:
    """Give an installation in `folder`, with a database on the server or else a SQLite file in its home.

    It is empty, or a copy of another one in which nothing runs.
    """
    env = {key: value for key, value in os.environ.items() if not key.startswith(("REGIODEAL_", "DJANGO_", "PYTEST_"))}
    env["REGIODEAL_HOME"] = str(folder / "home")
    if server is not None:
        server.create(name, like=like.database if like else None)
        env["REGIODEAL_DATABASE_URL"] = server.address(name)
    if like is not None:
        shutil.copytree(like.home, folder / "home", symlinks=True)
    installation = Installation(home=folder / "home", env=env, database=name)
    try:
        yield installation
    finally:
        installation.close()
        if server is not None:
            server.drop(name)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 20) -> None:
    """Wait until something listens on a port."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, f"nothing listens on port {port}"
            time.sleep(0.02)
        else:
            return


def fetch(port: int, path: str = "/", seconds: float = 20) -> tuple[int, Message, str]:
    """Return status, headers and text of an address, waiting for the server to come up."""
    deadline = time.monotonic() + seconds
    while True:
        with (
            suppress(URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer,
        ):
            return answer.status, answer.headers, answer.read().decode()
        if time.monotonic() > deadline:
            raise AssertionError(f"nothing is served on port {port}")
        time.sleep(0.02)
