"""`regiodeal serve`: serve the office and the public record, and do what is due."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.db import connections

from regiodeal.common.errors import Refusal
from regiodeal.config.database import NoDatabase, prepare
from regiodeal.config.parents import SERVER
from regiodeal.config.recovery import finish_begun
from regiodeal.web.public.server import THREADS

_PROCESSES = 4
"""At most: one for each core, since a process of Python uses one core at a time."""
_PAUSE = 2.0  # seconds before a worker that ended is started again
no_worker_option = click.option("--no-worker", is_flag=True, help="Do not build the record here; others do.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@no_worker_option
def serve(host: str, port: int, no_worker: bool) -> None:
    """Serve the office and the public record of every deal in the data home; the record needs no database."""
    run(host, port, worker=not no_worker)


class AddressTaken(Refusal):
    """Another program listens there already, or the address is not one of this machine."""


def require_free(host: str, port: int) -> None:
    """Raise AddressTaken where nothing can be served."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise AddressTaken(
            f"cannot serve on {host}:{port}: {error.strerror}; choose another with --port, or make demo PORT=9000"
        ) from error


def run(host: str, port: int, *, worker: bool = True) -> None:
    """Serve until interrupted, with a worker beside it. Raises AddressTaken."""
    require_free(host, port)
    from granian import Granian  # inline: slow library
    from granian.constants import Interfaces  # inline: slow library

    try:
        prepare()
    except NoDatabase as error:  # the record is plain files, and is served all the same
        click.echo(f"{error}; the public record is served, the office is not", err=True)
    finish_begun()
    connections.close_all()  # the processes are forked, and a connection is not for two of them
    click.echo(f"serving on http://{host}:{port}/  (stop with Ctrl-C)")
    os.environ[SERVER] = str(os.getpid())
    server = Granian(
        "regiodeal.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(os.cpu_count() or 1, _PROCESSES),
        blocking_threads=THREADS,
        log_level="error",  # type: ignore[arg-type]  # granian warns about threads that only wait for slow readers
    )
    if not worker:
        server.serve()
        return
    with _worker_beside():
        server.serve()


@contextmanager
def _worker_beside() -> Iterator[None]:
    """Keep a worker running as a process of its own, which ends with this one, however that ends."""
    stopping = threading.Event()
    # Started before the server forks: a fork while a process is being started keeps the pipe to it open for ever.
    running = [_start_worker()]

    def keep() -> None:
        while True:
            running[0].wait()
            if stopping.wait(_PAUSE):
                return
            running[0] = _start_worker()

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        running[0].terminate()
        keeper.join(_PAUSE)


def _start_worker() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "regiodeal.config.cli", "worker", "--with-parent", str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, env=os.environ.copy())
