"""The calendar of a deal as it is now: what agenda.ics holds. Each version of the meetings has a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.publication.rendering import calendar, editions, paths
from regiodeal.publication.rendering.calendar import Entry
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data import agenda
from regiodeal.publication.rendering.formatting import day
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.years import by_year


@dataclass(frozen=True)
class Row:
    """An entry in words. `decided` says what `href` leads to, or why it leads nowhere yet."""

    entry: Entry
    day: str
    starts_at: str
    decided: str


def of(told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the calendar, in the language that is spoken, with the editions of its meetings, where there are any."""
    versions = next(iter(told.public.of(paths.CALENDAR).values()), ())
    name = name_of(paths.CALENDAR_ROOT)
    rows = [_row(entry) for entry in calendar.entries(told)]
    return page(
        "record/agenda.html",
        framed(path=f"{paths.CALENDAR_ROOT}index.html", title=name, crumbs=(Crumb(name),)),
        years=by_year(rows, lambda row: row.entry.day),
        file=agenda.PATH,
        edition=editions.of(versions[-1]) if versions else None,
        versions=[editions.of(one) for one in reversed(versions)],
    )


def _row(entry: Entry) -> Row:
    return Row(entry, day(entry.day), calendar.hour(entry.starts_at), _decided(entry))


def _decided(entry: Entry) -> str:
    """Only a meeting is called as people wrote it, and it gets its list when that is adopted."""
    if entry.written:
        return gettext("Besluitenlijst") if entry.href else gettext("nog niet vastgesteld")
    return gettext("Besluit") if entry.href else ""
