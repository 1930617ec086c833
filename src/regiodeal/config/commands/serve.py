"""`regiodeal serve`: serve the public record."""

import click

from regiodeal.config.database import set_up


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the public record of every deal in the data home; no database is needed."""
    run(host, port)


def run(host: str, port: int) -> None:
    """Serve until interrupted."""
    from granian import Granian  # inline: slow library
    from granian.constants import Interfaces  # inline: slow library

    set_up()
    click.echo(f"serving on http://{host}:{port}/  (stop with Ctrl-C)")
    Granian(
        "regiodeal.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=2,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
