"""`regiodeal publish`: publish, correct and withdraw editions; the record follows at once."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from django.conf import settings

from regiodeal.audit.trail import Actor
from regiodeal.config.commands.options import acting, deal_option, now
from regiodeal.config.commands.publish_check import publish_check
from regiodeal.config.database import prepare
from regiodeal.config.records import build_record
from regiodeal.decisions.queries import meeting as find_meeting
from regiodeal.programme import queries
from regiodeal.programme.models import Deal
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher
from regiodeal.publication.choices import CORRECTABLE, WITHDRAWABLE, EditionKind
from regiodeal.publication.models import Edition


def _embargo(_ctx: click.Context, _parameter: click.Parameter, given: datetime | None) -> datetime | None:
    return given.replace(tzinfo=ZoneInfo(settings.TIME_ZONE)) if given else None


embargo_option = click.option(
    "--embargo",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    callback=_embargo,
    help="Keep it sealed until then: 2021-06-05T09:00, Dutch time.",
)
reason_option = click.option("--reason", required=True, help="Why; the public can read it.")
not_personal_option = click.option(
    "--not-personal",
    "not_personal",
    multiple=True,
    metavar="TEXT",
    help="Looks like personal data and is not; the trail keeps that you said so. Can be given more than once.",
)


@click.group()
def publish() -> None:
    """Publish, correct and withdraw editions; the record follows at once."""


publish.add_command(publish_check)


@publish.command("meeting")
@click.argument("reference")
@embargo_option
@not_personal_option
@deal_option
@acting
def publish_meeting(
    *, reference: str, embargo: datetime | None, not_personal: tuple[str, ...], code: str | None, by: Actor
) -> None:
    """Publish the adopted list of the meeting REFERENCE, the programme that follows from it and what else changed."""
    prepare()
    deal = queries.deal(code)
    publisher = Publisher(by=by, at=now(), embargo_until=embargo, not_personal=frozenset(not_personal))
    _tell(deal, editions.publish_meeting(find_meeting(deal, reference), publisher))


@publish.command("programme")
@embargo_option
@not_personal_option
@deal_option
@acting
def publish_programme(*, embargo: datetime | None, not_personal: tuple[str, ...], code: str | None, by: Actor) -> None:
    """Publish the next version of the implementation programme, where it says something new."""
    prepare()
    deal = queries.deal(code)
    publisher = Publisher(by=by, at=now(), embargo_until=embargo, not_personal=frozenset(not_personal))
    _tell(deal, editions.publish_programme(deal, publisher))


@publish.command()
@click.argument("kind", type=click.Choice(sorted(kind.value for kind in CORRECTABLE)))
@click.argument("subject")
@reason_option
@not_personal_option
@deal_option
@acting
def correct(
    *, kind: str, subject: str, reason: str, not_personal: tuple[str, ...], code: str | None, by: Actor
) -> None:
    """Publish a corrected edition about SUBJECT (a meeting or a project), which names what it corrects."""
    prepare()
    deal = queries.deal(code)
    publisher = Publisher(by=by, at=now(), not_personal=frozenset(not_personal))
    _tell(deal, editions.correct(deal, EditionKind(kind), subject, reason, publisher))


@publish.command()
@click.argument("kind", type=click.Choice(sorted(kind.value for kind in WITHDRAWABLE)))
@click.argument("subject")
@reason_option
@deal_option
@acting
def withdraw(kind: str, subject: str, reason: str, code: str | None, by: Actor) -> None:
    """Withdraw what was published about SUBJECT; a page stays that says so and why."""
    prepare()
    deal = queries.deal(code)
    _tell(deal, [editions.withdraw(deal, EditionKind(kind), subject, reason, Publisher(by=by, at=now()))])


def _tell(deal: Deal, written: Sequence[Edition]) -> None:
    for edition in written:
        click.echo(f"edition {edition.number}: {edition}  {edition.sha256[:12]}")
    if not written:
        click.echo("nothing new to publish")
    click.echo(str(build_record(deal, at=now())))
