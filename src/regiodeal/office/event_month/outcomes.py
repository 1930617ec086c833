"""What came of sessions, added up: per session, per pillar, per project and altogether."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.common.moments import office_day
from regiodeal.event_month.models import Session
from regiodeal.event_month.queries import Outcome
from regiodeal.web import formatting, sheets


@dataclass(frozen=True)
class Row:
    """A session that is over, and what came of it."""

    session: Session
    outcome: Outcome


@dataclass(frozen=True)
class Sum:
    """What came of some sessions together. `present` and `score` are None where nobody noted or answered anything."""

    name: str
    sessions: int
    signed_up: int
    present: int | None
    answers: int
    score: float | None


def rows(sessions: Iterable[Session], found: Mapping[int, Outcome]) -> list[Row]:
    """Return the sessions that are over, in the order given."""
    return [Row(one, found[one.pk]) for one in sessions if one.pk in found]


def total(rows: Sequence[Row]) -> Sum:
    """Return what came of all of them."""
    return _sum(gettext("Totaal"), rows)


def by_pillar(rows: Sequence[Row]) -> list[Sum]:
    """Return what came of the sessions of each pillar, by its name; those without one come last."""
    return _by(rows, lambda one: one.pillar.name if one.pillar else "")


def by_project(rows: Sequence[Row]) -> list[Sum]:
    """Return what came of the sessions of each project, by its name; those without one come last."""
    return _by(rows, lambda one: one.project.name if one.project else "")


def tables(rows: Sequence[Row]) -> list[sheets.Sheet]:
    """Return sheets per session, per pillar and per project; the first one tells most, for a form that holds one."""
    columns = [
        sheets.day(gettext("Datum")),
        sheets.text(gettext("Sessie")),
        sheets.text(gettext("Pijler")),
        sheets.text(gettext("Project")),
        *_numbers(),
    ]
    return [
        sheets.Sheet(gettext("Per sessie"), columns, [_cells(one) for one in rows]),
        _summed(gettext("Per pijler"), gettext("Pijler"), by_pillar(rows)),
        _summed(gettext("Per project"), gettext("Project"), by_project(rows)),
    ]


def _numbers() -> list[sheets.Column]:
    return [
        sheets.number(gettext("Aangemeld")),
        sheets.number(gettext("Aanwezig")),
        sheets.number(gettext("Antwoorden")),
        sheets.text(gettext("Cijfer (1 tot 5)")),
    ]


def _summed(title: str, heading: str, sums: Iterable[Sum]) -> sheets.Sheet:
    columns = [sheets.text(heading), sheets.number(gettext("Sessies")), *_numbers()]
    cells = [[one.name, one.sessions, one.signed_up, one.present, one.answers, _written(one.score)] for one in sums]
    return sheets.Sheet(title, columns, cells)


def _cells(row: Row) -> list[object]:
    one, came = row.session, row.outcome
    return [
        office_day(one.starts_at) if one.starts_at else None,
        one.title,
        one.pillar.name if one.pillar else "",
        one.project.name if one.project else "",
        came.signed_up,
        came.present,
        came.answers,
        _written(came.score),
    ]


def _written(score: float | None) -> str:
    return "" if score is None else formatting.score(score)


def _by(rows: Sequence[Row], name: Callable[[Session], str]) -> list[Sum]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(name(row.session), []).append(row)
    return [_sum(key, groups[key]) for key in sorted(groups, key=lambda key: (not key, key.casefold()))]


def _sum(name: str, rows: Sequence[Row]) -> Sum:
    noted = [row.outcome.present for row in rows if row.outcome.present is not None]
    answers = sum(row.outcome.answers for row in rows)
    weighed = sum(row.outcome.answers * row.outcome.score for row in rows if row.outcome.score is not None)
    return Sum(
        name=name,
        sessions=len(rows),
        signed_up=sum(row.outcome.signed_up for row in rows),
        present=sum(noted) if noted else None,
        answers=answers,
        score=round(weighed / answers, 1) if answers else None,
    )
