"""`regiodeal verify`: prove that nothing was changed, removed or inserted."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from regiodeal.common.errors import Refusal
from regiodeal.publication.record_check import check


@click.command()
@click.option("--record", "folder", type=click.Path(path_type=Path), help="Prove a record from its files alone.")
def verify(folder: Path | None) -> None:
    """Recount the ledger and follow the chains, from the database or from published files alone.

    Each fault is named on standard error, with exit code 1.
    """
    faults = list(_from_files(folder) if folder else _from_database())
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)
    click.echo("sound: nothing was changed, removed or inserted")


def _from_files(folder: Path) -> Iterator[str]:
    from regiodeal.config.database import set_up_texts  # inline: slow library

    set_up_texts()
    yield from (str(finding) for finding in check(folder))


def _from_database() -> Iterator[str]:
    from regiodeal.config.database import prepare  # inline: slow library

    prepare()
    from regiodeal.common.rows import UNREADABLE  # inline: django must be set up first
    from regiodeal.config import proof  # inline: django must be set up first
    from regiodeal.programme.models import Deal  # inline: django must be set up first

    try:
        deals = list(Deal.objects.all())
        if not deals:
            raise Refusal("there is no deal yet, so there is nothing to prove")
        for deal in deals:
            click.echo(proof.summary(deal))
            yield from proof.faults(deal)
    except UNREADABLE as error:
        yield f"the database cannot be read to the end: {error}"
