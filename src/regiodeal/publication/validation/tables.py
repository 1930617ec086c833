"""The tables: JSON against the schema that is published with it, and CSV, Parquet and JSON-LD against the JSON."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import duckdb
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError
from rdflib import RDF

from regiodeal.publication.rendering.data import as_parquet, tables
from regiodeal.publication.rendering.data.as_csv import SEPARATOR
from regiodeal.publication.rendering.data.columns import Table
from regiodeal.publication.rendering.data.files import CSV, JSON, JSON_LD, PARQUET
from regiodeal.publication.validation import rdf
from regiodeal.publication.validation.faults import Fault, Record, Unreadable
from regiodeal.publication.validation.formats import CHECKED

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def check(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the tables of a record."""
    for table in tables.ALL:
        try:
            schema, rows = record.json(table.schema), record.json(table.file(JSON.suffix))
        except Unreadable as error:
            yield error.fault
            continue
        faults = list(_against_schema(table, schema, rows))
        yield from faults
        if not faults:
            yield from _keys(table, rows)
            yield from _csv(record, table, schema["items"]["properties"], rows)
            yield from _parquet(record, table)
            yield from _json_ld(record, table, len(rows))


def explained(path: str, error: ValidationError | SchemaError) -> Fault:
    """Return what a schema finds wrong as a fault, with its place in the file."""
    return Fault(path, error.json_path, error.message)


def _against_schema(table: Table, schema: Any, rows: Any) -> Iterator[Fault]:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        yield explained(table.schema, error)
        return
    path = table.file(JSON.suffix)
    for wrong in Draft202012Validator(schema, format_checker=CHECKED).iter_errors(rows):
        yield explained(path, wrong)
    named = list(schema.get("items", {}).get("properties", {}))
    if named != [column.name for column in table.columns]:
        yield Fault(table.schema, "$.items.properties", f"these are not the columns of {table.name}")


def _keys(table: Table, rows: list[dict[str, Any]]) -> Iterator[Fault]:
    seen: set[tuple[Any, ...]] = set()
    for number, row in enumerate(rows):
        key = tuple(row[name] for name in table.key)
        if key in seen:
            yield Fault(table.file(JSON.suffix), f"$[{number}]", f"{', '.join(table.key)} = {key} is there twice")
        seen.add(key)


def _csv(record: Record, table: Table, columns: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[Fault]:
    path = table.file(CSV.suffix)
    try:
        text = record.read(path).decode()
    except Unreadable as error:
        yield error.fault
        return
    except UnicodeDecodeError as error:
        yield Fault(path, "", f"this is not UTF-8: {error}")
        return
    header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = [column.get("x-csv", name) for name, column in columns.items()]
    if header != names:
        yield Fault(path, "line 1", f"the columns are {', '.join(header)}; the schema has {', '.join(names)}")
        return
    if len(lines) != len(rows):
        yield Fault(path, "", f"there are {len(lines)} rows, and {len(rows)} in {table.file(JSON.suffix)}")
        return
    for number, (cells, row) in enumerate(zip(lines, rows, strict=True), 1):
        if len(cells) != len(names):
            yield Fault(path, f"row {number}", f"there are {len(cells)} cells for {len(names)} columns")
            continue
        for name, cell in zip(columns, cells, strict=True):
            if not _same(cell, row[name], "x-csv" in columns[name]):
                place = f"row {number}, {columns[name].get('x-csv', name)}"
                yield Fault(path, place, f"{cell!r} is not what the JSON says: {row[name]!r}")


def _same(cell: str, value: Any, amount: bool) -> bool:
    """Tell whether a cell says what JSON says."""
    match value:
        case None:
            return cell == ""
        case bool():
            return cell == ("ja" if value else "nee")
        case list():
            return _same(cell, SEPARATOR.join(value), amount) if value else cell == ""
        case str():
            text = value.replace("\0", "")
            return cell == (f"'{text}" if text.startswith(_FORMULA) else text)
    try:
        return Decimal(cell) * (100 if amount else 1) == Decimal(str(value))
    except InvalidOperation:
        return False


def _parquet(record: Record, table: Table) -> Iterator[Fault]:
    """Yield what differs between the Parquet and the JSON: the types of columns, and rows that only one has."""
    path = table.file(PARQUET.suffix)
    wanted = {column.name: as_parquet.TYPES[column.kind] for column in table.columns}
    try:
        file, source = record.file(path), record.file(table.file(JSON.suffix))
        with duckdb.connect(config=as_parquet.ALONE) as engine:
            read = engine.read_parquet(str(file))
            found = dict(zip(read.columns, map(str, read.types), strict=True))
            if found != wanted:
                differing = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
                yield Fault(path, ", ".join(differing), "the columns or their types are not those of the table")
                return
            said = engine.read_json(str(source), format="array", columns=wanted)
            for what, rows in (("is only here", read.except_(said)), ("is missing here", said.except_(read))):
                for row in rows.limit(3).fetchall():
                    yield Fault(path, "", f"a row {what} and not in the JSON: {row}")
            if len(read) != len(said):
                yield Fault(path, "", f"there are {len(read)} rows, and {len(said)} in the JSON")
    except Unreadable as error:
        yield error.fault
    except duckdb.Error as error:
        yield Fault(path, "", f"this cannot be read as Parquet: {str(error).splitlines()[0]}")


def _json_ld(record: Record, table: Table, rows: int) -> Iterator[Fault]:
    """Yield what is wrong with the linked data: as many things of the kind as there are rows, each name an address."""
    if not record.root:
        return
    path = table.file(JSON_LD.suffix)
    try:
        graph = rdf.graph_of(record, path, rdf.JSON_LD)
    except Unreadable as error:
        yield error.fault
        return
    found = len(set(graph.subjects(RDF.type)))
    if found != rows:
        yield Fault(path, "@graph", f"it tells of {found} things, and there are {rows} rows in the JSON")
    terms = {str(predicate) for predicate in graph.predicates()}
    yield from (Fault(path, term, "is no address") for term in sorted(terms) if "://" not in term)
