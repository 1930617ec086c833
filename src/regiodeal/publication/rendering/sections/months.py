"""The list of event months, and what the home page says of the one that is coming or going on."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.event_month import month
from regiodeal.publication.rendering.event_month.sessions import Row
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.visibility import PublicEditions

STYLE = b".rd-nav__item--optional{display:revert}\n"
"""The rule that shows the section in the navigation of every page."""

NEXT = 4
"""Sessions that the home page names; the programme has them all."""


@dataclass(frozen=True)
class Listed:
    """A month in a list of months."""

    title: str
    href: str
    period: str
    total: str


@dataclass(frozen=True)
class Ahead:
    """The month that is coming or going on, with its next sessions, each with the name of its day."""

    month: Listed
    introduction: str
    sessions: tuple[tuple[str, Row], ...]
    sign_up: str


def of(public: PublicEditions, framed: Callable[..., Frame]) -> Files:
    """Return the list of months, the last first, in the language that is spoken; it says so where there is none."""
    name = name_of(paths.MONTHS)
    frame = framed(path=f"{paths.MONTHS}index.html", title=name, crumbs=(Crumb(name),))
    return page("record/event_months.html", frame, months=[_listed(one) for one in _newest(public)])


def ahead(told: Catalogue) -> Ahead | None:
    """Return the first month that is not over on the day of the newest edition; a page of files knows no other today.

    Sessions that are cancelled or over are left out.
    """
    today = told.head.since[:10]
    open_ones = [one for one in _newest(told.public) if (one.snapshot or {})["ends_on"] >= today]
    if not open_ones:
        return None
    made = month.of(open_ones[-1])
    coming = (
        (day.name, row)
        for day in made.days
        for row in day.rows
        if row.days[-1].isoformat() >= today and not row.cancelled
    )
    return Ahead(_listed(open_ones[-1]), next(iter(made.introduction), ""), tuple(islice(coming, NEXT)), made.sign_up)


def _newest(public: PublicEditions) -> list[Envelope]:
    current = [one.opened() for one in public.current(paths.EVENT_MONTH)]
    return sorted(current, key=lambda one: ((one.snapshot or {})["starts_on"], one.subject), reverse=True)


def _listed(envelope: Envelope) -> Listed:
    made = month.of(envelope)
    return Listed((envelope.snapshot or {})["title"], made.href, made.period, made.total)
