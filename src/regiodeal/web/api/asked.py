"""What is asked of a list: which rows, in which order, which page of them and which fields."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode

from regiodeal.publication.rendering.data.resources import LARGEST_PAGE, PAGE_SIZE, TEXT, YEAR, Resource, Row
from regiodeal.web.api.problems import Problem

LAST_PAGE = 1_000_000
MOST_TEXT = 200
_NUMBER = re.compile(r"[1-9]\d{0,8}")


@dataclass(frozen=True)
class Asked:
    """A question about a list that can be answered. `sort` begins with a minus for the other way round."""

    resource: Resource
    given: Mapping[str, str]
    page: int
    size: int
    fields: tuple[str, ...]
    sort: str | None

    def rows(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that are asked for, in the order asked; what is unknown comes last, either way."""
        found = self._with_words(self._filtered(list(rows)))
        if self.sort is None:
            return found
        column = self.resource.columns[self.sort.lstrip("-")].name
        known = [row for row in found if row[column] is not None]
        known.sort(key=lambda row: row[column], reverse=self.sort.startswith("-"))
        return known + [row for row in found if row[column] is None]

    def on_page(self, rows: list[Row]) -> list[dict[str, Any]]:
        """Return the rows of the page, as the API tells them."""
        first = (self.page - 1) * self.size
        return [self.told(row) for row in rows[first : first + self.size]]

    def told(self, row: Row) -> dict[str, Any]:
        """Return a row with the fields that are asked for."""
        told = self.resource.told(row)
        return {name: told[name] for name in self.fields} if self.fields else told

    def links(self, address: str, total: int) -> str:
        """Return the value of Link: the pages around this one, of `total` rows."""
        last = max(1, -(-total // self.size))
        pages = {"first": 1, "prev": min(self.page - 1, last), "next": self.page + 1, "last": last}
        there = {name: page for name, page in pages.items() if 1 <= page <= last}
        return ", ".join(
            f'<{address}?{urlencode({**self.given, "page": page})}>; rel="{name}"' for name, page in there.items()
        )

    def _filtered(self, rows: list[Row]) -> list[Row]:
        for one in self.resource.filters:
            if one.name in self.given:
                rows = one.among(rows, self.given[one.name])
        return rows

    def _with_words(self, rows: list[Row]) -> list[Row]:
        words = self.given.get(TEXT, "").casefold().split()
        if not words:
            return rows
        columns = self.resource.text
        texts = (" ".join([str(row[column] or "") for column in columns]).casefold() for row in rows)
        return [row for row, text in zip(rows, texts, strict=True) if all(word in text for word in words)]


def of_list(resource: Resource, query: str) -> Asked:
    """Read what is asked of a list. Raises Problem, which says what is wrong with which parameter."""
    filters = {one.name: one for one in resource.filters}
    given = _parameters(query, {"page", "pageSize", "sort", "fields", TEXT, *filters})
    for name in given.keys() & filters.keys():
        _check(name, given[name], resource.filter_schema(filters[name]))
    if TEXT in given and not 1 <= len(given[TEXT]) <= MOST_TEXT:
        raise _wrong(TEXT, f"geef 1 tot en met {MOST_TEXT} tekens")
    sort = given.get("sort")
    if sort is not None and sort.removeprefix("-") not in resource.sortable:
        raise _wrong("sort", f"kies {_listed(resource.sortable)}, met een - ervoor voor aflopend")
    page, size = _number(given, "page", 1, LAST_PAGE), _number(given, "pageSize", PAGE_SIZE, LARGEST_PAGE)
    return Asked(resource, given, page, size, _fields(resource, given), sort)


def of_one(resource: Resource, query: str) -> Asked:
    """Read what is asked of one thing: only which fields. Raises Problem."""
    given = _parameters(query, {"fields"})
    return Asked(resource, given, 1, 1, _fields(resource, given), None)


def nothing(query: str) -> None:
    """Refuse all parameters. Raises Problem."""
    _parameters(query, set())


def _parameters(query: str, known: set[str]) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "De parameters zijn niet te lezen: codeer ze als UTF-8.") from error
    given: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            allowed = f"kies uit {_listed(sorted(known))}" if known else "hier horen er geen"
            raise Problem(HTTPStatus.BAD_REQUEST, f"De parameter “{name[:50]}” is hier onbekend; {allowed}.")
        if name in given:
            raise _wrong(name, "geef haar een keer")
        given[name] = value
    return given


def _check(name: str, value: str, schema: Mapping[str, Any]) -> None:
    if "enum" in schema and value not in schema["enum"]:
        raise _wrong(name, f"kies {_listed(schema['enum'])}")
    if name == YEAR and not (_NUMBER.fullmatch(value) and schema["minimum"] <= int(value) <= schema["maximum"]):
        raise _wrong(name, f"geef een jaar van {schema['minimum']} tot en met {schema['maximum']}")
    if "maxLength" in schema and not schema["minLength"] <= len(value) <= schema["maxLength"]:
        raise _wrong(name, f"geef 1 tot en met {schema['maxLength']} tekens")


def _number(given: Mapping[str, str], name: str, otherwise: int, most: int) -> int:
    if name not in given:
        return otherwise
    if not _NUMBER.fullmatch(given[name]) or int(given[name]) > most:
        raise _wrong(name, f"geef een geheel getal van 1 tot en met {most}")
    return int(given[name])


def _fields(resource: Resource, given: Mapping[str, str]) -> tuple[str, ...]:
    if "fields" not in given:
        return ()
    names = tuple(given["fields"].split(","))
    if any(name not in resource.columns for name in names):
        raise _wrong("fields", f"kies uit {_listed(resource.columns)}, met komma's ertussen")
    return names


def _wrong(name: str, advice: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, f"De parameter “{name}” klopt niet: {advice}.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
