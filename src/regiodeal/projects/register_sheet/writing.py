"""Fill the sheets of a register, so that reading them again changes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regiodeal.common.money import parse_euros
from regiodeal.projects.register_sheet.layout import CHOICES, EXPLANATION, HEAD, LAYOUTS, Field, Kind
from regiodeal.projects.register_sheet.standing import Content, Register, Values, words_by_code

_HEADING = ("Blad", "Kolom", "Wat er staat", "Verplicht", "Toegestane waarden")
_WRITTEN_AS = {
    Kind.CODE: "kleine letters, cijfers en streepjes",
    Kind.PROJECT: "de code van een project",
    Kind.EUROS: "een bedrag, zoals 374.800 of 374.800,50",
    Kind.DAY: "een datum, zoals 4-6-2021",
    Kind.NUMBER: "een heel getal",
    Kind.ADDRESS: "een webadres",
}


@dataclass(frozen=True)
class Table:
    """A sheet to write: its columns with what they hold, and rows in which cents, days and numbers are just that."""

    title: str
    columns: tuple[tuple[str, Kind], ...]
    rows: list[list[Any]]


def tables(register: Register, money: Mapping[str, Mapping[str, int | None]] | None = None) -> list[Table]:
    """Return all sheets. `money` has by project the cents for the columns that are there to be read only."""
    names = {Kind.PILLAR: words_by_code(register.pillars), Kind.LEAD: words_by_code(register.leads)}
    written = [
        Table(
            layout.title,
            tuple((field.heading, field.kind) for field in layout.fields),
            [
                [_cell(row.get(field.key), field, names) for field in layout.fields]
                for code, project in register.projects.items()
                for row in _rows(code, project, layout.part, (money or {}).get(code, {}))
            ],
        )
        for layout in LAYOUTS
    ]
    return [*written, _explanation(names)]


def _rows(code: str, project: Content, part: str, money: Mapping[str, int | None]) -> Iterator[Mapping[str, Any]]:
    if part == HEAD:
        yield {**project[HEAD], **money}
        return
    rows: Iterable[Values] = project[part]
    yield from ({"project": code, **row} for row in rows)


def _cell(value: Any, field: Field, names: Mapping[Kind, Mapping[str, str]]) -> Any:
    """Return a plain value as a cell holds it."""
    if value is None or isinstance(value, int):
        return value
    if field.kind in CHOICES:
        return str(CHOICES[field.kind](value).label)
    if field.kind in names:
        return names[field.kind].get(value, value)
    return _TYPED.get(field.kind, str)(value)


_TYPED: dict[Kind, Callable[[str], Any]] = {Kind.EUROS: parse_euros, Kind.DAY: date.fromisoformat, Kind.NUMBER: int}


def _explanation(names: Mapping[Kind, Mapping[str, str]]) -> Table:
    """Return the sheet that says what each column means and which values it takes."""
    rows = [
        [layout.title, field.heading, field.explanation, _whether(field), _allowed(field, names)]
        for layout in LAYOUTS
        for field in layout.fields
    ]
    return Table(EXPLANATION, tuple((heading, Kind.TEXT) for heading in _HEADING), rows)


def _whether(field: Field) -> str:
    if field.read_only:
        return "wordt niet ingelezen"
    return "ja" if field.required else "nee"


def _allowed(field: Field, names: Mapping[Kind, Mapping[str, str]]) -> str:
    if field.kind in CHOICES:
        return "; ".join(str(choice.label) for choice in CHOICES[field.kind])
    if field.kind in names:
        return "; ".join(names[field.kind].values())
    return _WRITTEN_AS.get(field.kind, "tekst")
