"""`regiodeal boundaries`: load the borders of municipalities, for the map of the record."""

from pathlib import Path

import click

from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.config.commands.options import acting, deal_option, file_argument, now
from regiodeal.config.database import prepare
from regiodeal.programme import queries
from regiodeal.programme.actions import outlines
from regiodeal.programme.boundaries import files, outlining
from regiodeal.programme.models import Deal


@click.group()
def boundaries() -> None:
    """Load the borders of municipalities, for the map of the record."""


@boundaries.command()
@file_argument
@click.option("--year", type=click.IntRange(1900, 2100), help="Of which year the borders are; stands below the map.")
@click.option(
    "--source", default="", metavar="TEXT", help="Whose data it is, such as 'CBS, Kadaster'; stands there too."
)
@click.option("--partly", is_flag=True, help="Take the municipalities that the file has, also where some are missing.")
@deal_option
@acting
def load(*, file: Path, year: int | None, source: str, partly: bool, code: str | None, by: Actor) -> None:
    """Take the municipalities of the deals out of FILE: TopoJSON or GeoJSON, in degrees (WGS84).

    They are found by their code (GM0114), thinned to what a map shows, and stand in the next version of the
    implementation programme. Without --deal this is done for every deal that has municipalities in the file.
    """
    prepare()
    deals = [queries.deal(code)] if code else list(Deal.objects.all()) or [queries.deal()]
    wanted = {deal: queries.municipalities(deal) for deal in deals}
    known = {identifier for own in wanted.values() for identifier in own.values() if identifier}
    if not known:
        raise Refusal("no municipality of {deals} has an identifier in the deal file", deals=_listed(deals))
    shapes = files.read(file, frozenset(known))
    if not partly:
        _require_all(file, wanted, set(shapes))
    for deal, own in wanted.items():
        codes = {identifier: name for name, identifier in own.items() if identifier in shapes}
        if not codes:
            click.echo(f"{deal.code}: none of its municipalities is in {file}")
            continue
        content = outlining.outline(
            {identifier: shapes[identifier] for identifier in codes}, codes, year=year, source=source.strip()
        )
        kept = outlines.keep(deal=deal, content=content, by=by, at=now())
        click.echo(f"{deal.code}: {len(codes)} of {len(own)} municipalities, {'kept' if kept else 'unchanged'}")


def _require_all(file: Path, wanted: dict[Deal, dict[str, str]], there: set[str]) -> None:
    missing = sorted(
        f"{name} ({identifier or 'no identifier in the deal file'})"
        for own in wanted.values()
        for name, identifier in own.items()
        if identifier not in there
    )
    if missing:
        raise Refusal(
            "{file} has no borders of {missing}; municipalities merge, so try a file of another year, or take the rest "
            "with --partly",
            file=str(file),
            missing=", ".join(dict.fromkeys(missing)),
        )


def _listed(deals: list[Deal]) -> str:
    return ", ".join(deal.code for deal in deals)
