"""A real PostgreSQL server for one test run: it starts empty, knows no caution, and leaves nothing behind."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

_SECONDS_TO_START = 60


class Server:
    """A server in a folder of its own, reached through a socket in that folder and through nothing else.

    Its rules for sorting text are Dutch, unlike those of SQLite: an order that the code leaves to the database shows.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="regiodeal-pg-"))
        self._owner = _owner()
        self._process: subprocess.Popen[bytes] | None = None

    def address(self, database: str) -> str:
        """Return the address of a database on this server, as `REGIODEAL_DATABASE_URL` takes it."""
        return f"postgres://regiodeal@{quote(str(self.folder), safe='')}/{database}"

    def start(self) -> None:
        """Make the server and start it. Raises RuntimeError with what it said when it does not answer in time."""
        data, log = self.folder / "data", self.folder / "log"
        self._make(data)
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [*self._as_owner(), _program("postgres"), "-D", str(data), *self._settings()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.folder,
            )
        deadline = time.monotonic() + _SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(encoding="utf-8", errors="replace")
                self.stop()
                raise RuntimeError(f"the PostgreSQL server for the tests does not start:\n{said}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server with all its connections, and remove its folder."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self, database: str, *, like: str | None = None) -> None:
        """Add a database, empty or a copy of one that nobody is connected to."""
        self._command(f'CREATE DATABASE "{database}"' + (f' TEMPLATE "{like}"' if like else ""))

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._command(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _make(self, data: Path) -> None:
        if self._owner:
            shutil.chown(self.folder, self._owner, pwd.getpwnam(self._owner).pw_gid)
        who = ("--username=regiodeal", "--auth=trust")
        sorting = ("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=nl-NL")
        command = [*self._as_owner(), _program("initdb"), "--pgdata", str(data), *who, *sorting, "--no-sync"]
        made = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=self.folder, check=False)
        if made.returncode:
            self.stop()
            raise RuntimeError(f"the PostgreSQL server for the tests cannot be made:\n{made.stderr}")

    def _settings(self) -> list[str]:
        careless = [
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "autovacuum=off",
            "max_connections=200",
        ]
        here = ["listen_addresses=", f"unix_socket_directories={self.folder}"]
        return [part for setting in careless + here for part in ("-c", setting)]

    def _command(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _as_owner(self) -> list[str]:
        """Return what goes before a command: another user where we are root, and death with us where Linux knows it."""
        if shutil.which("setpriv") is None:
            return []
        user: list[str] = []
        if self._owner:
            user = [f"--reuid={self._owner}", f"--regid={pwd.getpwnam(self._owner).pw_gid}", "--init-groups"]
        return ["setpriv", "--pdeathsig=QUIT", *user, "--"]


def _owner() -> str:
    """Name the user that the server runs as: PostgreSQL refuses to run as root, so another is needed there."""
    if os.getuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _program(name: str) -> str:
    """Find a program of the server, which Debian keeps outside the PATH. The newest version wins."""
    if found := shutil.which(name):
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not installed:
        raise RuntimeError("PostgreSQL is not installed here; on Debian and Ubuntu: apt-get install postgresql")
    return str(installed[-1])
