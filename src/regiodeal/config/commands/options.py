"""What several commands share: who acts, which deal, and the one reading of the clock."""

import getpass
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from regiodeal.audit.trail import Actor

Command = TypeVar("Command", bound=Callable[..., Any])

file_argument = click.argument("file", type=click.Path(path_type=Path))
deal_option = click.option("--deal", "code", metavar="CODE", help="Which deal; not needed where there is one.")


def acting(command: Command) -> Command:
    """Add `--by`: who acts. The default is REGIODEAL_ACTOR, or the name with which one is logged in."""
    return click.option("--by", "by", metavar="NAME", callback=_actor, help="Who acts; goes into the trail.")(command)


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def _actor(_ctx: click.Context, _parameter: click.Parameter, name: str | None) -> Actor:
    try:
        return Actor(name or os.environ.get("REGIODEAL_ACTOR") or getpass.getuser())
    except (ValueError, KeyError, OSError) as error:  # a process can run under a number that no user has
        raise click.BadParameter("say who acts, with --by NAME or in REGIODEAL_ACTOR") from error
