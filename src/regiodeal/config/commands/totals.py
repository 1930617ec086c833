"""`regiodeal totals`: what any number of deals hold together, from the bookings that they published."""

import csv
import json
import sys
from decimal import Decimal

import click
from babel.numbers import format_decimal

from regiodeal.publication import national
from regiodeal.publication.national import By, Totals


@click.command()
@click.argument("patterns", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--by",
    "chosen",
    type=click.Choice([one.value for one in By]),
    multiple=True,
    help="Tell totals by this; give it once or more.",
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def totals(patterns: tuple[str, ...], chosen: tuple[str, ...], form: str) -> None:
    """Add up the bookings that deals published, to the cent, from their files alone: data/boekingen.parquet.

    FILE is a file or a quoted pattern such as "*/data/boekingen.parquet". A booking that stands in more than one file
    counts once. Without --by the totals are told by deal and kind of place. By source this is what each pledged; by
    year, what changed in it.
    """
    by = list(dict.fromkeys(By(one) for one in chosen)) or [By.DEAL, By.KIND]
    found = national.totals(national.found(patterns), by)
    for gap in found.gaps:
        click.echo(f"warning: {gap}", err=True)
    {"table": _table, "csv": _csv, "json": _json}[form](by, found)


def _csv(by: list[By], found: Totals) -> None:
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow([*by, "cents"])
    rows.writerows(found.rows)


def _json(by: list[By], found: Totals) -> None:
    rows = [dict(zip([*by, "cents"], row, strict=True)) for row in found.rows]
    content = {"bookings": found.bookings, "totals": rows, "cents": sum(row[-1] for row in found.rows)}
    click.echo(json.dumps(content, indent=1, ensure_ascii=False))


def _table(by: list[By], found: Totals) -> None:
    rows = [[*(str(cell) for cell in row[:-1]), f"€ {_euros(row[-1])}"] for row in found.rows]
    rows.append(["samen", *[""] * (len(by) - 1), f"€ {_euros(sum(row[-1] for row in found.rows))}"])
    table = [[*by, "euro"], *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(by) + 1)]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True)]
        click.echo("  ".join([*cells, row[-1].rjust(widths[-1])]))


def _euros(cents: int) -> str:
    return format_decimal(Decimal(cents) / 100, "#,##0.00", locale="nl")
