"""`regiodeal serve`: serve the public record."""

import socket

import click
from django.db import connections

from regiodeal.common.errors import Refusal
from regiodeal.config.database import set_up


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the public record of every deal in the data home; no database is needed."""
    run(host, port)


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


def run(host: str, port: int) -> None:
    """Serve until interrupted. Raises AddressTaken."""
    require_free(host, port)
    from granian import Granian  # inline: slow library
    from granian.constants import Interfaces  # inline: slow library

    set_up()
    connections.close_all()  # the worker is forked, and a connection is not for two processes
    click.echo(f"serving on http://{host}:{port}/  (stop with Ctrl-C)")
    Granian(
        "regiodeal.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=2,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
