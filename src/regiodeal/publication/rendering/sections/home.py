"""The home page: what this deal is, what was decided last, where every euro is, and what is coming."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import decision_list, editions, paths, programme
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.formatting import count, day, euros
from regiodeal.publication.rendering.html import Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.pictures import catalogued
from regiodeal.publication.visibility import PublicEditions

COMING = 6
"""Meetings and deadlines that the home page names; the calendar has them all."""


@dataclass(frozen=True)
class Coming:
    """Something that is to happen: the day, what it is, and where more about it stands."""

    iso: str
    day: str
    what: str
    href: str
    dutch: bool = False


def of(public: PublicEditions, told: Catalogue, framed: Callable[..., Frame]) -> Files:
    """Return the home page in the language that is spoken."""
    frame = framed(path=paths.HOME)
    newest = _newest_list(public)
    current = told.programme.opened() if told.programme else None
    chained = len(public.editions) + len(public.sealed)
    lists = len(public.current(paths.DECISION_LIST))
    transfers = sum(1 for _ in told.transfers())
    projects = len(told.projects)
    return page(
        "record/home.html",
        frame,
        about=told.about,
        signatories=sum(party.signatory for party in told.parties.values()),
        pledged=euros(sum(source.cents for source in told.sources)) if told.sources else "",
        latest=decision_list.of(newest) if newest else None,
        latest_href=paths.decision_list(newest.subject) if newest else "",
        programme=programme.of(current) if current else None,
        programme_edition=editions.of(current) if current else None,
        flow=catalogued.flow_of(current.snapshot or {}, pages=frame.pages) if current else None,
        progress=catalogued.progress_of(told.transfers(), until=told.head.since[:10]) if transfers else None,
        coming=tuple(_coming(told))[:COMING],
        municipalities=told.municipalities,
        lists=count(lists, ngettext("%(number)s besluitenlijst", "%(number)s besluitenlijsten", lists)),
        transfers=count(transfers, ngettext("%(number)s boeking", "%(number)s boekingen", transfers)),
        projects=count(projects, ngettext("%(number)s project", "%(number)s projecten", projects)),
        editions=count(chained, ngettext("%(number)s editie", "%(number)s edities", chained)),
    )


def _newest_list(public: PublicEditions) -> Envelope | None:
    lists = [one.opened() for one in public.current(paths.DECISION_LIST)]
    return max(lists, key=_held_on, default=None)


def _held_on(envelope: Envelope) -> tuple[str, str]:
    meeting: dict[str, Any] = (envelope.snapshot or {})["meeting"]
    return (meeting["held_on"], envelope.subject)


def _coming(told: Catalogue) -> Iterator[Coming]:
    """Yield what lay ahead on the day of the newest edition, the first first: a page of files knows no other today."""
    today = told.head.since[:10]
    yield from sorted(
        (one for one in (*_meetings(told), *_deadlines(told)) if one.iso >= today), key=lambda one: (one.iso, one.what)
    )


def _meetings(told: Catalogue) -> Iterator[Coming]:
    for meeting in told.meetings:
        if not meeting.adopted:
            yield Coming(meeting.held_on, day(meeting.held_on), meeting.body, paths.CALENDAR_ROOT, dutch=True)


def _deadlines(told: Catalogue) -> Iterator[Coming]:
    for decision in told.decisions:
        for text, _owner, due in decision.conditions:
            if due:
                what = f"{decision.project_name}: {text}"
                yield Coming(due, day(due), what, paths.resolution(decision.reference), dutch=True)
    if told.projects_end_by:
        what = gettext("Uiterste einddatum van projecten")
        yield Coming(told.projects_end_by, day(told.projects_end_by), what, paths.CALENDAR_ROOT)
    if told.about:
        yield Coming(told.about["ends_on"], day(told.about["ends_on"]), gettext("Einde van de deal"), paths.ABOUT)
