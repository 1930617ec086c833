"""The projects of a deal as rows of a list: filtered, sorted, each with its money, in a fixed number of queries."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import FilteredRelation, Q

from regiodeal.decisions import queries as decisions
from regiodeal.office.projects.listing.forms import Money, Wanted
from regiodeal.office.projects.listing.money import Held, held
from regiodeal.programme.models import Deal
from regiodeal.projects import search
from regiodeal.projects.choices import Stage
from regiodeal.projects.models import Project, ProjectPlace


@dataclass(frozen=True)
class Row:
    """A project as the list shows it; cents are None where nothing was ever booked."""

    key: int
    code: str
    name: str
    pillar_code: str | None
    pillar: str | None
    pillar_position: int | None
    stage: str
    lead_code: str | None
    lead: str | None
    granted: int | None = None
    reserved: int | None = None

    @property
    def stage_label(self) -> str:
        """The stage in the words of the office."""
        return str(Stage(self.stage).label)


def rows(deal: Deal, wanted: Wanted) -> list[Row]:
    """Return the projects that fit the question, in the order that is asked."""
    money = held(deal)
    found = [row for row in _all(deal, money) if _fits(row, wanted)]
    for keys in (
        search.matching(deal, wanted.q),
        _of_place(deal, wanted),
        _of_year(deal, wanted),
        _owing(deal, wanted),
    ):
        if keys is not None:
            found = [row for row in found if row.key in keys]
    return _sorted(found, wanted.order)


def _all(deal: Deal, money: dict[int, Held]) -> list[Row]:
    projects = Project.objects.filter(deal=deal).order_by()
    present = projects.annotate(present=FilteredRelation("names", condition=Q(names__until=None)))
    fields = ("pk", "code", "present__name", "pillar__code", "pillar__name", "pillar__position", "stage")
    listed = present.values_list(*fields, "lead__code", "lead__name")
    nothing = Held()
    return [_row(values, money.get(values[0], nothing)) for values in listed]


def _row(values: tuple[Any, ...], held: Held) -> Row:
    key, code, name, *rest = values
    return replace(Row(key, code, name or code, *rest), granted=held.granted, reserved=held.reserved)


def _fits(row: Row, wanted: Wanted) -> bool:
    return (
        wanted.pillar in {"", row.pillar_code or "-"}
        and wanted.stage in {"", row.stage}
        and wanted.lead in {"", row.lead_code or "-"}
        and _MONEY.get(wanted.money, _any)(row)
    )


def _any(_row: Row) -> bool:
    return True


_MONEY: dict[str, Callable[[Row], bool]] = {
    Money.GRANTED: lambda row: bool(row.granted),
    Money.RESERVED: lambda row: bool(row.reserved),
    Money.UNKNOWN: lambda row: row.granted is None,
}


def _of_place(deal: Deal, wanted: Wanted) -> set[int] | None:
    if not wanted.place:
        return None
    places = ProjectPlace.objects.filter(project__deal=deal, name=wanted.place).order_by()
    return set(places.values_list("project_id", flat=True))


def _of_year(deal: Deal, wanted: Wanted) -> set[int] | None:
    """Return the projects about which something was decided in a year."""
    if not wanted.year:
        return None
    decided = decisions.standing(deal).filter(item__meeting__held_on__year=int(wanted.year)).order_by()
    return set(decided.values_list("item__project_id", flat=True))


def _owing(deal: Deal, wanted: Wanted) -> set[int] | None:
    """Return the projects with a condition that was not met yet."""
    if wanted.money != Money.CONDITIONS:
        return None
    still_open = decisions.conditions(deal).filter(met_on=None).order_by()
    return set(still_open.values_list("resolution__item__project_id", flat=True))


_STAGES = {stage: position for position, stage in enumerate(Stage.values)}
ORDERS: dict[str, Callable[[Row], Any]] = {
    "naam": lambda row: search.folded(row.name),
    "pijler": lambda row: row.pillar_position,
    "stand": lambda row: _STAGES[row.stage],
    "trekker": lambda row: search.folded(row.lead) if row.lead else None,
    "toegekend": lambda row: row.granted,
    "gereserveerd": lambda row: row.reserved,
}
"""By which columns the list can be sorted; what is not known comes last, in either direction."""


def _sorted(found: list[Row], order: str) -> list[Row]:
    value = ORDERS[order.removeprefix("-")]
    by_name = sorted(found, key=ORDERS["naam"])
    known = [row for row in by_name if value(row) is not None]
    return sorted(known, key=value, reverse=order.startswith("-")) + [row for row in by_name if value(row) is None]
