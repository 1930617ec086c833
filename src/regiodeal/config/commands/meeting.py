"""`regiodeal meeting`: register what a body decided, and rectify a text."""

from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from regiodeal.audit.trail import Actor
from regiodeal.config.commands.options import acting, deal_option, file_argument, now
from regiodeal.config.database import prepare
from regiodeal.decisions.actions import resolutions
from regiodeal.decisions.models import AgendaItem
from regiodeal.decisions.queries import meeting as find_meeting
from regiodeal.programme import queries
from regiodeal.programme.queries import body as find_body
from regiodeal.reading import drafts
from regiodeal.reading.actions import meetings
from regiodeal.reading.command import read_file


@click.group()
def meeting() -> None:
    """Register meetings and rectify texts."""


@meeting.command()
@file_argument
@deal_option
@acting
def load(file: Path, code: str | None, by: Actor) -> None:
    """Register the meeting in FILE: check every decision, book the money and adopt the list; all of it or nothing."""
    prepare()
    deal = queries.deal(code)
    content = meetings.read(file, deal)
    registered = meetings.register_meeting(deal, content, by=by, at=now())
    click.echo(f"{content.meeting.reference}: {'registered and adopted' if registered else 'unchanged'}")


@meeting.command()
@file_argument
@click.option("--held-on", type=click.DateTime(["%Y-%m-%d"]), help="The day, where the document does not tell.")
@click.option("--body", "body_code", help="Which body; not needed where the deal has one.")
@deal_option
def draft(file: Path, held_on: datetime | None, body_code: str | None, code: str | None) -> None:
    """Read the old decision list FILE and print a draft of its meeting file, for you to check and complete.

    Nothing is stored. Each value carries the line that it came from; what a larger figure means is for you to say.
    """
    prepare()
    body = find_body(queries.deal(code), body_code)
    click.echo(drafts.draft(read_file(file), body, held_on.date() if held_on else None), nl=False)


@meeting.command()
@click.argument("reference")
@click.argument("item", type=int)
@click.option("--text", required=True, type=click.File(encoding="utf-8"), help="A file with the better text, or -.")
@click.option("--reason", required=True, help="Why; the public can read it in the correction.")
@deal_option
@acting
def rectify(*, reference: str, item: int, text: TextIO, reason: str, code: str | None, by: Actor) -> None:
    """Put a better text beside that of ITEM (its agenda number) of an adopted list; then publish a correction."""
    prepare()
    found = find_meeting(queries.deal(code), reference)
    try:
        position = found.items.get(position=item)
    except AgendaItem.DoesNotExist:
        raise click.BadParameter(f"{reference} has no item {item}") from None
    resolutions.rectify(item=position, text=text.read(), reason=reason, by=by, at=now())
    click.echo(f"{position} rectified; now: regiodeal publish correct decision-list {reference} --reason …")
