"""`regiodeal condition`: what was granted on conditions, and whether they are met."""

from datetime import datetime

import click

from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.config.commands.options import acting, deal_option, now
from regiodeal.config.database import prepare
from regiodeal.decisions.actions import resolutions
from regiodeal.decisions.queries import conditions
from regiodeal.programme import queries


@click.group()
def condition() -> None:
    """List conditions, and note that one is met."""


@condition.command("list")
@deal_option
def list_conditions(code: str | None) -> None:
    """List every condition with its number, who must meet it by when, and whether it is met."""
    prepare()
    for one in conditions(queries.deal(code)):
        state = f"met on {one.met_on}" if one.met_on else f"open, due {one.due_on or 'on no fixed day'}"
        click.echo(f"{one.pk}  {one.resolution.reference}  {one.owner}: {one.text}  ({state})")


@condition.command()
@click.argument("number", type=int)
@click.option("--on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day on which it was met.")
@click.option("--evidence", required=True, help="What shows it: a decision, a letter, its date.")
@deal_option
@acting
def meet(*, number: int, on: datetime, evidence: str, code: str | None, by: Actor) -> None:
    """Note that the condition with this NUMBER is met, or waived by the body; advances wait for it."""
    prepare()
    found = conditions(queries.deal(code)).filter(pk=number).first()
    if found is None:
        raise Refusal(f"there is no condition {number}; list them with: regiodeal condition list")
    resolutions.meet_condition(condition=found, on=on.date(), evidence=evidence, by=by, at=now())
    click.echo(f"condition {number} is met")
