"""The home page: what this deal is, what was decided last, where every euro is, and what is coming."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import ngettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import decision_list, editions, mailing, paths, programme
from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.formatting import count, euros
from regiodeal.publication.rendering.html import Frame, page
from regiodeal.publication.rendering.languages import Files
from regiodeal.publication.rendering.pictures import catalogued
from regiodeal.publication.rendering.sections import coming, months
from regiodeal.publication.visibility import PublicEditions

COMING = 6
"""Meetings and deadlines that the home page names; the calendar has them all."""

MESSAGES = 3
"""Messages that the home page names."""


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
        coming=coming.of_deal(told)[:COMING],
        month=months.ahead(told),
        municipalities=told.municipalities,
        messages=mailing.rows(public)[:MESSAGES],
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
