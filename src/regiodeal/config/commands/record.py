"""`regiodeal record`: build the public record."""

from pathlib import Path

import click

from regiodeal.config.commands.options import deal_option, now
from regiodeal.config.database import prepare
from regiodeal.config.records import build_record
from regiodeal.programme import queries


@click.group()
def record() -> None:
    """Build the public record."""


@record.command()
@deal_option
@click.option("--full", is_flag=True, help="Render everything again, not only what changed.")
@click.option("--record", "folder", type=click.Path(path_type=Path), help="Where; by default in the data home.")
def build(code: str | None, full: bool, folder: Path | None) -> None:
    """Bring the record up to date with the editions. Killed at any moment, the old record stays whole."""
    prepare()
    report = build_record(queries.deal(code), at=now(), full=full, folder=folder)
    click.echo(str(report))
