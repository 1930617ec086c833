"""`regiodeal deal`: load and list deals."""

from pathlib import Path

import click
from django.db import transaction

from regiodeal.audit.trail import Actor
from regiodeal.config.commands.options import acting, file_argument, now
from regiodeal.config.database import prepare
from regiodeal.funding.actions.opening import open_ledger
from regiodeal.programme import deal_file
from regiodeal.programme.actions import deals
from regiodeal.programme.models import Deal


@click.group()
def deal() -> None:
    """Load and list deals."""


@deal.command()
@file_argument
@acting
def load(file: Path, by: Actor) -> None:
    """Load the deal FILE: who takes part, where the money comes from, who decides by which rules.

    Loading it twice changes nothing. A wrong file gets every error at once, and nothing is stored.
    """
    content = deal_file.read(file)
    prepare()
    loaded, changed = load_deal(content, by)
    click.echo(f"{loaded.name}: {'loaded' if changed else 'unchanged'}")


@deal.command("list")
def list_deals() -> None:
    """List the deals that were loaded."""
    prepare()
    for one in Deal.objects.all():
        click.echo(f"{one.code}  {one.name}")


def load_deal(content: deal_file.DealFile, by: Actor) -> tuple[Deal, bool]:
    """Register a deal and open its ledger, both or neither; return it and whether anything changed."""
    at = now()
    with transaction.atomic():
        loaded, changed = deals.load(content, by=by, at=at)
        opened = open_ledger(loaded, by=by, at=at)
    return loaded, changed or opened
