"""`regiodeal figure`: say what a larger figure means."""

import click

from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.common.money import parse_euros
from regiodeal.config.commands.options import acting, deal_option, now
from regiodeal.config.database import prepare
from regiodeal.funding.actions import resolutions
from regiodeal.programme import queries
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure
from regiodeal.projects.queries import project as find_project


@click.group()
def figure() -> None:
    """Classify a larger figure."""


@figure.command()
@click.argument("project")
@click.argument("amount")
@click.argument("kind", type=click.Choice([kind.value for kind in FigureKind if kind != FigureKind.UNCLASSIFIED]))
@click.option("--ground", required=True, help="How you know; goes into the trail.")
@deal_option
@acting
def classify(*, project: str, amount: str, kind: str, ground: str, code: str | None, by: Actor) -> None:
    """Say what the AMOUNT in euros (2.995.000) of PROJECT means. A deal reservation is booked on its resolution."""
    prepare()
    found = find_project(queries.deal(code), project)
    try:
        cents = parse_euros(amount)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    named = Figure.objects.filter(project=found, cents=cents, kind=FigureKind.UNCLASSIFIED).first()
    if named is None:
        raise Refusal(f"{project} has no unclassified figure of {amount} euro")
    resolutions.classify(figure=named, kind=FigureKind(kind), ground=ground, by=by, at=now())
    click.echo(f"{project}: {amount} euro is now: {FigureKind(kind).label}")
