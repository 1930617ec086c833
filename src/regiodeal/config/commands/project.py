"""`regiodeal project`: load the register of projects."""

from pathlib import Path

import click

from regiodeal.audit.trail import Actor
from regiodeal.config.commands.options import acting, deal_option, file_argument, now
from regiodeal.config.database import prepare
from regiodeal.funding.actions import projects
from regiodeal.programme import queries
from regiodeal.programme.models import Deal
from regiodeal.projects import register_file


@click.group()
def project() -> None:
    """Load the register of projects."""


@project.command()
@file_argument
@deal_option
@acting
def load(file: Path, code: str | None, by: Actor) -> None:
    """Load the projects in FILE into the register, or bring them up to date; all of them or none."""
    prepare()
    deal = queries.deal(code)
    changed = load_projects(deal, file, by)
    click.echo(f"{deal.name}: {len(changed)} projects changed" if changed else f"{deal.name}: unchanged")


def load_projects(deal: Deal, file: Path, by: Actor) -> list[str]:
    """Read the file, check it against the deal and store it; return the codes of the projects that changed."""
    content = register_file.read(
        file,
        deal=deal.code,
        pillars=set(deal.pillars.values_list("code", flat=True)),
        parties=set(deal.parties.values_list("organisation__code", flat=True)),
        projects=set(deal.projects.values_list("code", flat=True)),
    )
    return projects.load(deal, content.projects, by=by, at=now())
