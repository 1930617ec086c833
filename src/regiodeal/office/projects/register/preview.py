"""What a spreadsheet would change, as a person reads it: each value from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from regiodeal.projects.register_sheet.layout import CHOICES, HEAD, LAYOUTS, Field, Kind, Layout
from regiodeal.projects.register_sheet.planning import IN_ANY_ORDER, Change, Plan
from regiodeal.projects.register_sheet.standing import Register, Values
from regiodeal.web import formatting


@dataclass(frozen=True)
class Line:
    """A value with what it was and would be; or the rows of a sheet that would go and those that would come."""

    label: str
    before: str
    after: str
    is_cleared: bool = False


@dataclass(frozen=True)
class Project:
    """A project that would be new or change."""

    code: str
    name: str
    is_new: bool
    lines: list[Line]


def of(plan: Plan, register: Register) -> list[Project]:
    """Return the projects that would change, in the order of the file."""
    names = {Kind.PILLAR: register.pillars, Kind.LEAD: register.leads}
    return [
        Project(change.code, str(change.after[HEAD]["name"]), change.before is None, list(_lines(change, names)))
        for change in plan.changes
    ]


def _lines(change: Change, names: dict[Kind, dict[str, str]]) -> Iterator[Line]:
    for layout in LAYOUTS:
        if layout.part == HEAD:
            yield from _values(layout, change, names)
            continue
        before = change.before[layout.part] if change.before else []
        was, becomes = (_rows(layout, rows, names) for rows in (before, change.after[layout.part]))
        goes, comes = [row for row in was if row not in becomes], [row for row in becomes if row not in was]
        if goes or comes:
            yield Line(gettext(layout.title), "\n".join(goes), "\n".join(comes))
        elif was != becomes and layout.part not in IN_ANY_ORDER:
            yield Line(gettext("{sheet}, in een andere volgorde").format(sheet=layout.title), "", "\n".join(becomes))


def _values(layout: Layout, change: Change, names: dict[Kind, dict[str, str]]) -> Iterator[Line]:
    before: Values = change.before[HEAD] if change.before else {}
    for field in layout.read:
        was, becomes = (_said(head.get(field.key), field, names) for head in (before, change.after[HEAD]))
        if was != becomes and field.key != "code":
            yield Line(gettext(field.heading), was, becomes, is_cleared=not becomes)


def _rows(layout: Layout, rows: list[Values], names: dict[Kind, dict[str, str]]) -> list[str]:
    told = [[_said(row.get(field.key), field, names) for field in layout.read[1:]] for row in rows]
    return [" · ".join(value for value in row if value) for row in told]


def _said(value: str | None, field: Field, names: dict[Kind, dict[str, str]]) -> str:
    if value is None:
        return ""
    if field.kind in CHOICES:
        return gettext(str(CHOICES[field.kind](value).label))
    if field.kind in names:
        return names[field.kind].get(value, value)
    if field.kind is Kind.DAY:
        return formatting.day(date.fromisoformat(value))
    return f"€ {value}" if field.kind is Kind.EUROS else str(value)
