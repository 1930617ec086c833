"""Totals of ledgers from 5 to 2,000,000 projects, on the database that the environment names, and of many deals.

Run as `python -m bench.ledger`; prints figures. A total is the SQL that reads it: its
reference is the same total of the ledger of 5 projects, and for the largest ledger also the least that a database can
do, one row by its key. All are taken in turns, and the median counts.
"""

import csv
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import duckdb

from regiodeal.config.database import prepare

prepare()

from django.db import connection  # noqa: E402 - Django is set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.figures import Figure, Work, in_turns, tell  # noqa: E402
from bench.large_ledgers import AT, made  # noqa: E402
from regiodeal.funding import where  # noqa: E402
from regiodeal.funding.actions import totals  # noqa: E402
from regiodeal.funding.actions.ledger import Move, book  # noqa: E402
from regiodeal.funding.models import Basis, Place  # noqa: E402
from regiodeal.funding.where import AsOf  # noqa: E402
from regiodeal.programme.models import Deal  # noqa: E402
from regiodeal.publication import national  # noqa: E402
from regiodeal.publication.national import By  # noqa: E402

SIZES = (5, 500, 50_000, 2_000_000)
FEW, MANY = min(SIZES), max(SIZES)
DEALS = 40  # over which the largest ledger is told for the national totals
TURNS = 300

TOTALS: dict[str, Callable[[Deal], object]] = {
    "total per pillar": where.by_pillar,
    "total per kind of place": where.by_kind,
    "total per source": where.pledged,
    "total per year and flow": where.by_year,
}


def main() -> None:
    """Make the ledgers, see that their totals are what their transfers add up to, and measure."""
    started = time.perf_counter()
    deals = {size: made(size, f"deal-{size}") for size in SIZES}
    print(f"{connection.vendor}: ledgers made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    for deal in deals.values():
        _prove(deal)
    found = list(_reading(deals))
    if connection.vendor == "sqlite":
        with TemporaryDirectory() as folder:
            found.append(_of_many_deals(deals[MANY], Path(folder)))
    tell([*found, *_writing(deals)])


def _prove(deal: Deal) -> None:
    """A total that is fast and wrong is of no use: each must be what the transfers add up to, to the cent."""
    everything = AsOf(on=date.max)
    for of in (where.by_pillar, where.by_kind, where.pledged, where.by_year):
        assert of(deal) == of(deal, everything), f"{of.__name__} of {deal.code} is not what its transfers add up to"


def _reading(deals: dict[int, Deal]) -> Iterator[Figure]:
    place = Place.objects.filter(deal=deals[MANY], kind="awarded").order_by("-pk")[0]
    one_row = partial(_ask, [f"SELECT cents FROM funding_place WHERE id = {place.pk}"])
    for name, total in TOTALS.items():
        asked = {size: _statements(partial(total, deal)) for size, deal in deals.items()}
        *taken, row = in_turns([*(partial(_ask, asked[size]) for size in SIZES), one_row], TURNS)
        for size, seconds in zip(SIZES[1:], taken[1:], strict=True):
            yield _figure(f"{name}, {size:,} projects", seconds, taken[0], f"{FEW} projects", within=0.0002)
        yield _figure(f"{name}, {MANY:,} projects, once more", taken[-1], row, "one row by its key")


def _writing(deals: dict[int, Deal]) -> Iterator[Figure]:
    """A booking with totals against the same without; and in the largest ledger against the smallest."""
    kept, large = (partial(_booked, deals[size], cycle(_THERE_AND_BACK)) for size in (FEW, MANY))
    unkept = partial(_booked, deals[FEW], cycle(_THERE_AND_BACK))

    def without() -> None:
        with mock.patch.object(totals, "count"):
            unkept()

    with_totals, bare, among_many = in_turns([kept, without, large], TURNS)
    yield _figure("a booking", with_totals, bare, "one without totals", most=1.25)
    yield _figure(f"a booking, {MANY:,} projects", among_many, with_totals, f"{FEW} projects")


_THERE_AND_BACK = [
    Move(origin=origin, destination=destination, cents=1)
    for origin, destination in (("free/-", "awarded/p1/1"), ("awarded/p1/1", "free/-"))
]


def _booked(deal: Deal, moves: Iterator[Move]) -> None:
    basis = Basis.objects.filter(deal=deal).order_by("pk")[0]
    book(deal=deal, moves=[next(moves)], basis=basis, counts_from=AT.date(), at=AT)


def _of_many_deals(deal: Deal, folder: Path) -> Figure:
    """Tell the largest ledger as that of many deals, and add it up from their files and in plain SQL."""
    files = _published(deal, folder)
    plain = (
        f"SELECT 'deal-' || ((sequence - 1) % {DEALS}), funding_place.kind, SUM(funding_transfer.cents) "
        "FROM funding_transfer JOIN funding_place ON funding_place.id = destination_id "
        f"WHERE funding_transfer.deal_id = {deal.pk} GROUP BY 1, 2"
    )
    in_files, in_sql = in_turns([lambda: national.totals(files, [By.DEAL, By.KIND]), partial(_ask, [plain])], 3)
    told = national.totals(files, [By.PILLAR, By.KIND])
    held = {(row.code, kind): cents for row in where.by_pillar(deal) for kind, cents in row.cents.items() if cents}
    assert {(pillar, kind): cents for pillar, kind, cents in told.rows} == held, "the files say other than the ledger"
    name = f"national totals, {told.bookings:,} bookings of {DEALS} deals"
    return _figure(name, in_files, in_sql, "one SQL sum of the ledger")


def _published(deal: Deal, folder: Path) -> list[Path]:
    """Write the ledger as the files of many deals, each with numbers from 1 on and no gap."""
    side = ", ".join(
        f"{end}.key AS {name}, {end}.kind AS {name}_soort, {end}_pillar.code AS {name}_pijler, NULL AS {name}_project"
        for end, name in (("origin", "van"), ("destination", "naar"))
    )
    joins = " ".join(
        f"JOIN funding_place {end} ON {end}.id = {end}_id "
        f"LEFT JOIN programme_pillar {end}_pillar ON {end}_pillar.id = {end}.pillar_id"
        for end in ("origin", "destination")
    )
    with connection.cursor() as cursor, (folder / "bookings.csv").open("w", encoding="utf-8", newline="") as file:
        cursor.execute(
            f"SELECT 'deal-' || ((sequence - 1) % {DEALS}) AS deal, (sequence - 1) / {DEALS} + 1 AS boeking, {side}, "
            "funding_transfer.cents AS cent, strftime('%Y', counts_from) AS jaar, "
            "printf('%064d', sequence) AS hash, counts_from AS geldt_vanaf, recorded_at AS vastgelegd_op "
            f"FROM funding_transfer {joins} WHERE funding_transfer.deal_id = {deal.pk}"
        )
        rows = csv.writer(file)
        rows.writerow([column[0] for column in cursor.description])
        rows.writerows(cursor)
    with duckdb.connect() as database:
        bookings = database.read_csv(str(folder / "bookings.csv"), dtype={"hash": "VARCHAR"})
        bookings.write_parquet(str(folder / "deals"), partition_by=["deal"], write_partition_columns=True)
    (folder / "bookings.csv").unlink()
    return sorted((folder / "deals").rglob("*.parquet"))


def _statements(work: Work) -> list[str]:
    """Return the SQL with which some work reads totals; the names that stand beside them are no part of it."""
    with CaptureQueriesContext(connection) as queries:
        work()
    found = [query["sql"] for query in queries if "funding_total" in query["sql"] or "funding_turnover" in query["sql"]]
    assert found, "this reads no totals that are kept"
    return found


def _ask(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _figure(
    name: str, value: float, reference: float, against: str, *, most: float | None = None, within: float | None = None
) -> Figure:
    named = f"{connection.vendor}: {name}"
    return Figure(name=named, value=value, unit="s", reference=reference, against=against, most=most, within=within)


if __name__ == "__main__":
    main()
