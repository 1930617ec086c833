"""`regiodeal balance`: where every euro is."""

import json
from datetime import UTC, date, datetime
from typing import Any

import click
from babel.numbers import format_decimal

from regiodeal.common.moments import utc_text
from regiodeal.config.commands.options import deal_option
from regiodeal.config.database import prepare
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.queries import Balance, balances
from regiodeal.programme import queries
from regiodeal.programme.models import Deal


@click.command()
@deal_option
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Count what counts on this day: 2021-06-04.")
@click.option("--known-at", type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]), help="Only what was recorded by then, UTC.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, in cents.")
def balance(code: str | None, on: datetime | None, known_at: datetime | None, as_json: bool) -> None:
    """Show where every euro of a deal is, now or on a day."""
    prepare()
    deal = queries.deal(code)
    day = on.date() if on else None
    moment = known_at.replace(tzinfo=UTC) if known_at else None
    held = balances(deal, on=day, known_at=moment)
    click.echo(json.dumps(_content(deal, held, day, moment), indent=1, ensure_ascii=False) if as_json else _table(held))


def _content(deal: Deal, held: list[Balance], on: date | None, known_at: datetime | None) -> dict[str, Any]:
    return {
        "deal": deal.code,
        "on": on.isoformat() if on else None,
        "known_at": utc_text(known_at) if known_at else None,
        "places": [vars(one) for one in held],
        "totals": {kind.value: sum(one.cents for one in held if one.kind == kind) for kind in PlaceKind},
        "sum": sum(one.cents for one in held),
    }


def _table(held: list[Balance]) -> str:
    rows = [(one.label, _euros(one.cents)) for one in held if one.cents]
    rows.append(("samen", _euros(sum(one.cents for one in held))))
    left = max(len(label) for label, _ in rows)
    right = max(len(amount) for _, amount in rows)
    return "\n".join(f"{label:<{left}}  € {amount:>{right}}" for label, amount in rows)


def _euros(cents: int) -> str:
    euros = format_decimal(abs(cents) // 100, locale="nl")
    return f"{'-' if cents < 0 else ''}{euros},{abs(cents) % 100:02d}"
