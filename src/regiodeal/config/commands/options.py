"""What several commands share: who acts, which deal, and the one reading of the clock."""

import getpass
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from regiodeal.audit.trail import Actor
from regiodeal.config.database import prepare

Command = TypeVar("Command", bound=Callable[..., Any])

file_argument = click.argument("file", type=click.Path(path_type=Path))
deal_option = click.option("--deal", "code", metavar="CODE", help="Which deal; not needed where there is one.")


def acting(command: Command) -> Command:
    """Add `--by`: who acts. The default is REGIODEAL_ACTOR, or the name with which one is logged in."""
    return click.option("--by", "by", metavar="NAME", callback=_actor, help="Who acts; goes into the trail.")(command)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def ready() -> None:
    """Bring the database up to date."""
    prepare()


def _actor(_ctx: click.Context, _parameter: click.Parameter, name: str | None) -> Actor:
    given = name or os.environ.get("REGIODEAL_ACTOR") or getpass.getuser()
    try:
        return Actor(given)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
