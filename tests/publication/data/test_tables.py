"""The tables: complete, exact to the cent, unknown never zero, and the same in every format."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf

from regiodeal.publication import national
from regiodeal.publication.national import By
from regiodeal.publication.rendering.data import as_csv, as_json, as_json_ld, as_parquet, json_schema, tables
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.columns import Table
from tests.publication.data import chains
from tests.publication.rendering.sample_data import DECIDED, MEETING, OTHERS

TABLES = {table.name: table for table in tables.ALL}


def rows(name: str) -> list[dict[str, Any]]:
    """Return a table as its JSON says it."""
    found: list[dict[str, Any]] = json.loads(_json(TABLES[name]))
    return found


def _json(table: Table) -> bytes:
    catalogue = chains.told(chains.sealed())
    return as_json.written(table, table.rows(catalogue, Addresses.of(catalogue)))


def test_every_thing_of_the_deal_is_in_its_table() -> None:
    counts = {name: len(rows(name)) for name in TABLES}
    assert counts["projecten"] == len([*DECIDED, *OTHERS])
    assert counts["besluiten"] == 7
    assert counts["voorwaarden"] == 2
    assert counts["boekingen"] == len(chains.settled_ledger().transfers)
    assert counts["pijlers"] == 4
    assert counts["bronnen"] == 9
    assert counts["cofinanciering"] == 2
    assert counts["bedragen"] == 3
    assert counts["edities"] == len(chains.sealed().envelopes)


def test_amounts_are_cents_and_unknown_is_null() -> None:
    projects = {row["project"]: row for row in rows("projecten")}
    assert projects["regiocampus"]["bijdrage_cent"] == 140_000_000
    assert projects["skills4future"]["bijdrage_bekend"] is False
    assert projects["skills4future"]["bijdrage_cent"] is None
    assert [row["bedrag_cent"] for row in rows("cofinanciering")] == [1_234_567, None]
    outcomes = {row["uitkomst"]: row for row in rows("besluiten")}
    assert outcomes["deferred"]["bijdrage_cent"] is None
    assert outcomes["deferred"]["reden"] == "De begroting is nog niet rond."


def test_a_booking_tells_both_its_places() -> None:
    bookings = rows("boekingen")
    award = next(row for row in bookings if row["naar"] == "awarded/regiocampus/1")
    assert (award["van_soort"], award["van_pijler"], award["van_project"]) == ("free", "werken", None)
    assert (award["naar_soort"], award["naar_pijler"], award["naar_project"]) == ("awarded", "werken", "regiocampus")
    assert (award["grond_soort"], award["grond_verwijzing"], award["jaar"]) == ("resolution", f"{MEETING}/2", 2021)
    assert bookings[0]["van_pijler"] is None
    assert bookings[-1]["corrigeert"] == bookings[-2]["boeking"]


def test_a_place_is_found_where_the_deal_knows_it() -> None:
    places = {row["plaats"]: row for row in rows("plaatsen") if row["project"] == "regiocampus"}
    assert places["Exloo"]["gemeente"] == "gemeente-borger-odoorn"
    assert (places["Exloo"]["breedtegraad"], places["Exloo"]["lengtegraad"]) == (52.881, 6.864)
    assert places["Emmen"]["gemeente"] == "gemeente-emmen"
    assert places["Emmen"]["breedtegraad"] is None
    assert places["Nergens"]["gemeente"] is None


def test_of_a_sealed_edition_nothing_is_told_but_its_seal() -> None:
    last = rows("edities")[-1]
    assert (last["staat"], last["soort"], last["onderwerp"], last["gepubliceerd_op"]) == ("sealed", None, None, None)
    assert last["embargo_tot"] == "2026-12-01T08:00:00Z"
    assert "Geheim" not in _json(TABLES["projecten"]).decode()


def test_csv_is_in_euros_and_safe_in_a_spreadsheet() -> None:
    catalogue = chains.told()
    table = TABLES["projecten"]
    written = as_csv.written(table, table.rows(catalogue, Addresses.of(catalogue))).decode()
    found = {row["project"]: row for row in csv.DictReader(io.StringIO(written))}
    assert Decimal(found["regiocampus"]["bijdrage_euro"]) == Decimal("1400000.00")
    assert found["skills4future"]["bijdrage_euro"] == ""
    assert found["skills4future"]["bijdrage_bekend"] == "nee"
    assert found["regiocampus"]["naam"] == "'=RegioCampus; nieuw"
    assert found["regiocampus"]["plaatsen"] == "Exloo; Emmen; Nergens"


def test_parquet_has_the_types_that_national_totals_read(tmp_path: Any) -> None:
    catalogue = chains.told()
    table = TABLES["boekingen"]
    file = tmp_path / "boekingen.parquet"
    file.write_bytes(as_parquet.written(table, table.rows(catalogue, Addresses.of(catalogue))))
    with duckdb.connect(config=as_parquet.ALONE) as engine:
        read = engine.read_parquet(str(file))
        types = dict(zip(read.columns, map(str, read.types), strict=True))
    assert types == {
        "deal": "VARCHAR", "boeking": "BIGINT", "geldt_vanaf": "DATE", "vastgelegd_op": "TIMESTAMP", "van": "VARCHAR",
        "van_soort": "VARCHAR", "van_pijler": "VARCHAR", "van_project": "VARCHAR", "naar": "VARCHAR",
        "naar_soort": "VARCHAR", "naar_pijler": "VARCHAR", "naar_project": "VARCHAR", "cent": "BIGINT",
        "grond_soort": "VARCHAR", "grond_verwijzing": "VARCHAR", "jaar": "SMALLINT", "hash": "VARCHAR",
        "corrigeert": "BIGINT",
    }  # fmt: skip
    totals = dict(national.totals([file], [By.KIND]).rows)
    held = chains.settled_ledger()
    assert totals == {state: held.held(state) for state in ("free", "reserved", "awarded", "advanced", "settled")}


@pytest.mark.parametrize("table", tables.ALL, ids=lambda table: table.name)
def test_a_table_without_rows_is_still_a_table(table: Table) -> None:
    """In each format, with its columns and their types."""
    assert json.loads(as_json.written(table, [])) == []
    assert as_csv.written(table, []).count(b"\r\n") == 1
    assert json.loads(as_json_ld.written(table, [], Addresses("https://deal.example/")))["@graph"] == []
    assert as_parquet.written(table, [])[:4] == b"PAR1"


def test_linked_data_names_things_by_their_address() -> None:
    catalogue = chains.told()
    table = TABLES["projecten"]
    content = as_json_ld.written(table, table.rows(catalogue, Addresses.of(catalogue)), Addresses.of(catalogue))
    graph = to_rdf(json.loads(content), Graph())
    campus = URIRef(f"{chains.ROOT}projecten/regiocampus/")
    own = f"{chains.ROOT}data/#projecten-"
    assert graph.value(campus, URIRef("http://purl.org/dc/terms/title")) == Literal("=RegioCampus; nieuw")
    assert graph.value(campus, URIRef(f"{own}pijler")) == URIRef(f"{chains.ROOT}pijlers/werken/")
    assert graph.value(campus, URIRef(f"{own}bijdrage_cent")) == Literal(140_000_000)
    assert URIRef(f"{chains.ROOT}besluitenlijsten/{MEETING}/#besluit-2") in set(
        graph.objects(campus, URIRef(f"{own}besluiten"))
    )
    unknown = URIRef(f"{chains.ROOT}projecten/skills4future/")
    assert graph.value(unknown, URIRef(f"{own}bijdrage_cent")) is None


def test_every_column_is_explained_with_its_unit() -> None:
    for table in tables.ALL:
        schema = json.loads(json_schema.written(table, Addresses(chains.ROOT)))
        assert schema["$id"] == f"{chains.ROOT}{table.schema}"
        for name, told in schema["items"]["properties"].items():
            assert told["description"], name
            assert ("x-unit" in told) == name.endswith(("cent", "graad"))
