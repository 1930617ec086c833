"""The grants: the schemas and code lists of 360Giving, our own extension, and sums that agree."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from regiodeal.publication.rendering.data import grants
from regiodeal.publication.validation.faults import Fault, Record, Unreadable
from regiodeal.publication.validation.formats import CHECKED
from regiodeal.publication.validation.tables import explained

PACKAGE, GRANT = "360-giving-package-schema.json", "360-giving-schema.json"
LISTS = {
    "currency": "currency.csv",
    "countryCode": "countryCode.csv",
    "geoCodeType": "geoCodeType.csv",
    "locationScope": "locationScope.csv",
    "regrantType": "regrantType.csv",
}
"""The code list of each key that has one."""

_PLACES = {"latitude": 90, "longitude": 180}


def check(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with the grants by our own rules; nothing where the record has none."""
    if not record.has(grants.PATH):
        return
    try:
        package, extension = record.json(grants.PATH), record.json(grants.EXTENSION)
    except Unreadable as error:
        yield error.fault
        return
    seen: set[str] = set()
    validator = Draft202012Validator(extension, format_checker=CHECKED)
    for number, grant in enumerate(package.get("grants", ())):
        place = f"$.grants[{number}]"
        for wrong in validator.iter_errors(grant.get("regiodeal")):
            yield Fault(grants.PATH, f"{place}.regiodeal{wrong.json_path[1:]}", wrong.message)
        if grant.get("id") in seen:
            yield Fault(grants.PATH, f"{place}.id", "another grant has the same id")
        seen.add(grant.get("id"))
        yield from _sums(place, grant)
        yield from _links(record, place, grant)


def check_standard(record: Record, schemas: Path) -> Iterator[Fault]:
    """Yield what the schemas and the code lists of the standard find; nothing where the record has no grants."""
    if not record.has(grants.PATH):
        return
    try:
        package = record.json(grants.PATH)
    except Unreadable:
        return  # `check` tells
    grant = DRAFT202012.create_resource(json.loads((schemas / GRANT).read_bytes()))

    def retrieve(uri: str) -> Resource[Any]:
        """The package names another version of the schema of a grant than the one beside it."""
        if not uri.endswith(f"/{GRANT}"):
            raise LookupError(uri)
        return grant

    registry: Registry[Any] = Registry(retrieve=retrieve)  # type: ignore[call-arg] # attrs without types
    wanted = json.loads((schemas / PACKAGE).read_bytes())
    for error in Draft202012Validator(wanted, registry=registry, format_checker=CHECKED).iter_errors(package):
        yield explained(grants.PATH, error)
    codes = {key: _codes(schemas / name) for key, name in LISTS.items()}
    yield from _listed(package, "$", codes)


def _codes(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["Code"] for row in csv.DictReader(file)}


def _listed(content: Any, place: str, codes: dict[str, set[str]]) -> Iterator[Fault]:
    if isinstance(content, list):
        for number, one in enumerate(content):
            yield from _listed(one, f"{place}[{number}]", codes)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key in codes and value not in codes[key]:
                yield Fault(grants.PATH, f"{place}.{key}", f"{value!r} is not in the code list {LISTS[key]}")
            if key in _PLACES and not -_PLACES[key] <= value <= _PLACES[key]:
                yield Fault(grants.PATH, f"{place}.{key}", f"{value!r} is nowhere on earth")
            yield from _listed(value, f"{place}.{key}", codes)


def _sums(place: str, grant: dict[str, Any]) -> Iterator[Fault]:
    for total, moves in (
        ("amountAwarded", "commitmentTransaction"),
        ("amountDisbursed", "disbursementTransaction"),
    ):
        added = sum(Decimal(str(move["value"])) for move in grant.get(moves, ()))
        if Decimal(str(grant.get(total, 0))) != added:
            yield Fault(grants.PATH, f"{place}.{total}", f"{grant.get(total)} is not the sum of {moves}: {added}")


def _links(record: Record, place: str, grant: dict[str, Any]) -> Iterator[Fault]:
    named = [("url", grant.get("url", ""))]
    named += [("relatedDocument", document.get("url", "")) for document in grant.get("relatedDocument", ())]
    for key, address in named:
        wrong = record.leads_nowhere(address)
        if wrong:
            yield Fault(grants.PATH, f"{place}.{key}", wrong)
