"""Files of bookings as a record publishes them: `data/boekingen.parquet`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from regiodeal.funding.models import Place, Transfer
from regiodeal.programme.models import Deal

COLUMNS = {
    "deal": "VARCHAR", "boeking": "BIGINT", "geldt_vanaf": "DATE", "vastgelegd_op": "TIMESTAMP",
    "van": "VARCHAR", "van_soort": "VARCHAR", "van_pijler": "VARCHAR", "van_project": "VARCHAR",
    "naar": "VARCHAR", "naar_soort": "VARCHAR", "naar_pijler": "VARCHAR", "naar_project": "VARCHAR",
    "cent": "BIGINT", "grond_soort": "VARCHAR", "grond_verwijzing": "VARCHAR", "jaar": "SMALLINT", "hash": "VARCHAR",
}  # fmt: skip


def bookings_of(deal: Deal) -> list[dict[str, Any]]:
    """Return the transfers of a deal as rows of the file."""
    every = Transfer.objects.filter(deal=deal).order_by("sequence")
    return [_row(one) for one in every.select_related("deal", "origin", "destination", "basis")]


def write(file: Path, rows: Sequence[dict[str, Any]], **kinds: str) -> Path:
    """Write rows as Parquet, with the columns that the first one has, of other kinds where `kinds` says so."""
    columns = {column: kinds.get(column, kind) for column, kind in COLUMNS.items() if column in rows[0]}
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE rows ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
        insert = f"INSERT INTO rows VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - question marks alone
        database.executemany(insert, [[row[name] for name in columns] for row in rows])
        file.parent.mkdir(parents=True, exist_ok=True)
        database.table("rows").write_parquet(str(file))
    return file


def _row(one: Transfer) -> dict[str, Any]:
    return {
        "deal": one.deal.code,
        "boeking": one.sequence,
        "geldt_vanaf": one.counts_from,
        "vastgelegd_op": one.recorded_at.replace(tzinfo=None),
        **_side("van", one.origin),
        **_side("naar", one.destination),
        "cent": one.cents,
        "grond_soort": one.basis.kind,
        "grond_verwijzing": one.basis.reference,
        "jaar": one.counts_from.year,
        "hash": one.sha256,
    }


def _side(name: str, place: Place) -> dict[str, Any]:
    return {
        name: place.key,
        f"{name}_soort": place.kind,
        f"{name}_pijler": place.pillar.code if place.pillar else None,
        f"{name}_project": place.project.code if place.project else None,
    }
