"""`regiodeal nginx`: print the configuration with which nginx serves the public records."""

import json
from pathlib import Path
from typing import Any

import click

from regiodeal.common.errors import Refusal
from regiodeal.config.home import records
from regiodeal.web.public import nginx as configuration
from regiodeal.web.public.shelf import HOSTS

_file = click.Path(path_type=Path, resolve_path=True)


class NoRecords(Refusal):
    """There is nothing yet that nginx could serve."""


@click.command()
@click.option("--application", default="127.0.0.1:8000", show_default=True, help="Where `regiodeal serve` listens.")
@click.option("--certificate", type=_file, help="The certificate of all host names, for https; with --key.")
@click.option("--key", type=_file, help="The key of the certificate.")
@click.option("--brotli", is_flag=True, help="nginx has the module brotli_static.")
@click.option("--listen", "listens", multiple=True, help="What nginx listens on, in its own words.")
def nginx(*, application: str, certificate: Path | None, key: Path | None, brotli: bool, listens: tuple[str]) -> None:
    """Print the configuration of nginx for the public records in the data home, with the office behind it.

    Write it to /etc/nginx/conf.d/regiodeal.conf, and again when a deal or a host name was added.
    """
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key belong together: name both")
    hosts = _hosts()
    site = configuration.Site(
        records=records(),
        default=hosts["default"],
        hosts=hosts["hosts"],
        application=application,
        listens=listens,
        certificate=certificate,
        key=key,
        brotli=brotli,
    )
    click.echo(configuration.written(site), nl=False)


def _hosts() -> dict[str, Any]:
    file = records() / HOSTS
    try:
        hosts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NoRecords(f"there is no record in {records()}; publish, or run regiodeal record build, first") from error
    return hosts
