"""`regiodeal payment`: what happens to awarded money, each act on its order or statement."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from regiodeal.audit.trail import Actor
from regiodeal.common.money import parse_euros
from regiodeal.config.commands.options import acting, deal_option, now
from regiodeal.config.database import prepare
from regiodeal.funding import queries
from regiodeal.funding.actions import payments
from regiodeal.funding.choices import BasisKind
from regiodeal.funding.models import Basis
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import deal as find_deal
from regiodeal.projects.queries import phase as find_phase

Command = TypeVar("Command", bound=Callable[..., Any])


def _day(_ctx: click.Context, _parameter: click.Parameter, given: datetime) -> date:
    return given.date()


def _cents(_ctx: click.Context, _parameter: click.Parameter, given: str) -> int:
    try:
        return parse_euros(given)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


on_option = click.option(
    "--on", required=True, type=click.DateTime(["%Y-%m-%d"]), callback=_day, help="The day it counts from."
)


def _about_a_phase(command: Command) -> Command:
    """Add what every movement of money needs: the project, its phase, the amount in euros, the day, who acts."""
    for decorate in (
        acting,
        deal_option,
        on_option,
        click.argument("cents", metavar="AMOUNT", callback=_cents),
        click.argument("phase", type=int),
        click.argument("project"),
    ):
        command = decorate(command)
    return command


@click.group()
def payment() -> None:
    """Register orders and statements, and book advances, recoveries and settlements on them."""


@payment.command()
@click.argument("resolution")
@click.argument("reference")
@click.option("--title", required=True, help="What it is called.")
@on_option
@deal_option
@acting
def order(*, resolution: str, reference: str, title: str, on: date, code: str | None, by: Actor) -> None:
    """Register the grant order (beschikking) REFERENCE under a RESOLUTION such as 2021-06-04-stuurgroep/1."""
    under = _basis(code, BasisKind.RESOLUTION, resolution)
    payments.register_order(under=under, reference=reference, title=title, on=on, by=by, at=now())
    click.echo(f"{reference} stands under {under}")


@payment.command()
@click.argument("order")
@click.argument("reference")
@click.option("--title", required=True, help="What it is called.")
@on_option
@deal_option
@acting
def statement(*, order: str, reference: str, title: str, on: date, code: str | None, by: Actor) -> None:
    """Register the final statement (verantwoording) REFERENCE under a grant ORDER."""
    under = _basis(code, BasisKind.GRANT_ORDER, order)
    payments.register_statement(under=under, reference=reference, title=title, on=on, by=by, at=now())
    click.echo(f"{reference} stands under {under}")


@payment.command()
@_about_a_phase
@click.option("--order", required=True, help="The grant order that it rests on.")
def advance(*, project: str, phase: int, cents: int, on: date, code: str | None, by: Actor, order: str) -> None:
    """Book an advance of AMOUNT euro to the PHASE of a PROJECT."""
    basis = _basis(code, BasisKind.GRANT_ORDER, order)
    found = find_phase(basis.deal, project, phase)
    booked = payments.advance(phase=found, cents=cents, order=basis, on=on, by=by, at=now())
    click.echo(str(booked))


@payment.command()
@_about_a_phase
@click.option("--order", required=True, help="The grant order that it rests on.")
def recover(*, project: str, phase: int, cents: int, on: date, code: str | None, by: Actor, order: str) -> None:
    """Book that AMOUNT euro of an advance was paid back."""
    basis = _basis(code, BasisKind.GRANT_ORDER, order)
    found = find_phase(basis.deal, project, phase)
    booked = payments.recover(phase=found, cents=cents, basis=basis, on=on, by=by, at=now())
    click.echo(str(booked))


@payment.command()
@_about_a_phase
@click.option("--statement", required=True, help="The statement that it rests on.")
def settle(*, project: str, phase: int, cents: int, on: date, code: str | None, by: Actor, statement: str) -> None:
    """Settle the PHASE of a PROJECT on its final AMOUNT; what is left is free again."""
    basis = _basis(code, BasisKind.STATEMENT, statement)
    found = find_phase(basis.deal, project, phase)
    for booked in payments.settle(phase=found, cents=cents, statement=basis, on=on, by=by, at=now()):
        click.echo(str(booked))


def _basis(code: str | None, kind: BasisKind, reference: str) -> Basis:
    prepare()
    deal: Deal = find_deal(code)
    return queries.basis(deal, kind, reference)
