"""`regiodeal publish check`: hold the public data against the standards that it follows."""

import os
from pathlib import Path

import click

import regiodeal
from regiodeal.config.commands.options import deal_option
from regiodeal.config.database import prepare
from regiodeal.config.home import records
from regiodeal.programme import queries

_BESIDE = Path(regiodeal.__file__).parents[3] / "shared" / "schemas"
"""Where schemas of others are in a working copy: beside the repository."""


@click.command("check")
@click.option(
    "--record", "folder", type=click.Path(path_type=Path), help="The folder of a record; by default that of the deal."
)
@click.option(
    "--schemas", type=click.Path(path_type=Path), help="The folder with schemas of others; or REGIODEAL_SCHEMAS."
)
@deal_option
def publish_check(folder: Path | None, schemas: Path | None, code: str | None) -> None:
    """Hold the public data of a deal against its standards, from the files of the record alone.

    JSON against its schema, CSV, Parquet and JSON-LD against the JSON; the catalogue against DCAT-AP-NL, grants against
    360Giving, documents against DiWoo; feeds, calendar, sitemaps, robots.txt and security.txt against what they follow.
    Prints each fault with its file and place, and exits with 1 where there is one. Needs no database with --record.
    """
    from regiodeal.publication.validation import check  # inline: slow library

    if folder is None:
        prepare()
        folder = records() / queries.deal(code).code
    outcome = check.check(folder, _schemas(schemas))
    for fault in outcome.faults:
        click.echo(str(fault))
    for advice in outcome.advice:
        click.echo(f"recommended and not there: {advice}", err=True)
    for skipped in outcome.skipped:
        click.echo(f"note: {skipped}", err=True)
    if outcome.faults:
        raise SystemExit(1)
    click.echo("no faults found in the data of this record")


def _schemas(named: Path | None) -> Path | None:
    """Return the folder with schemas: the one that was named, or that beside the repository where it is there."""
    wanted = named or (Path(found) if (found := os.environ.get("REGIODEAL_SCHEMAS")) else None)
    if wanted is not None and not wanted.is_dir():
        raise click.ClickException(f"{wanted} is no folder; name the folder that holds the schemas")
    return wanted or (_BESIDE if _BESIDE.is_dir() else None)
