"""The pages below the programme of an event month: of each day, municipality, pillar and session."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering import languages, paths
from regiodeal.publication.rendering.catalogue import Stamp
from regiodeal.publication.rendering.event_month import calendars, month, parts, sessions, times
from regiodeal.publication.rendering.event_month.month import DayOfSessions
from regiodeal.publication.rendering.event_month.parts import Part
from regiodeal.publication.rendering.event_month.sessions import Row
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import DUTCH, Files
from regiodeal.publication.rendering.navigation import name_of
from regiodeal.publication.rendering.references import Link


@dataclass(frozen=True, kw_only=True)
class PartPage:
    """A part with its sessions by day, and those that were in it before and are elsewhere now."""

    noun: str
    title: str
    named: bool
    one_day: bool
    total: str
    days: tuple[DayOfSessions, ...]
    moved: tuple[tuple[str, Row], ...]
    previous: Link | None
    next: Link | None
    calendar: str
    subscribe: str


def of(envelopes: Sequence[Envelope]) -> Files:
    """Return all files below the page of a month, from its editions, oldest first, of which the newest is public:
    pages in every language, and calendars and the style sheet of the choices once, in Dutch."""
    newest, found = envelopes[-1], parts.of(envelopes)
    snapshot = newest.snapshot or {}
    with languages.speaking(DUTCH):
        files = calendars.of(newest, found) | {month.style_of(snapshot["code"]): month.style_sheet(snapshot)}
    return files | languages.in_each(partial(_pages, newest, snapshot, found))


def _pages(newest: Envelope, snapshot: Snapshot, found: Sequence[Part]) -> Files:
    code = snapshot["code"]
    frame = _Frames(newest, snapshot)
    files: Files = {}
    for number, part in enumerate(found):
        content = _part(part, snapshot, _beside(found, number, -1, code), _beside(found, number, 1, code))
        framed = frame.of(part.href(code), content.title, named=content.named)
        files |= page("record/event_month_part.html", framed, page=content, month=frame.month)
    for session in snapshot["sessions"]:
        told = sessions.of(session, snapshot)
        calendar = paths.calendar_of(told.row.href)
        framed = frame.of(told.row.href, told.row.title, named=True)
        files |= page(
            "record/event_month_session.html",
            framed,
            page=told,
            month=frame.month,
            calendar=calendar,
            subscribe=month.subscription(snapshot, calendar),
        )
    return files


class _Frames:
    """Makes the frames of the pages of a month."""

    def __init__(self, newest: Envelope, snapshot: Snapshot) -> None:
        self.month = Link(snapshot["title"], paths.folder_of(paths.EVENT_MONTH, snapshot["code"]))
        self._deal, self._stamp = deals.of(snapshot), Stamp.of(newest)

    def of(self, folder: str, title: str, *, named: bool) -> Frame:
        """Return the frame of a page; `named` where people gave it its title."""
        above = (Crumb(name_of(paths.MONTHS), paths.MONTHS), Crumb(self.month.label, self.month.href, dutch=True))
        crumbs = (*above, Crumb(title, dutch=named))
        return Frame(path=f"{folder}index.html", title=title, deal=self._deal, stamp=self._stamp, crumbs=crumbs)


def _part(part: Part, snapshot: Snapshot, previous: Link | None, following: Link | None) -> PartPage:
    code = snapshot["code"]
    rows = [(session["code"], sessions.row(session, code)) for session in snapshot["sessions"]]
    here = [row for name, row in rows if name in part.current]
    moved = [row for name, row in rows if name in part.former]
    calendar = paths.calendar_of(part.href(code))
    return PartPage(
        noun=part.noun,
        title=part.title,
        named=part.kind != month.DAY,
        one_day=part.kind == month.DAY,
        total=month.total(sum(not row.cancelled for row in here)),
        days=month.by_day(here, code),
        moved=tuple((times.weekday_without_year(row.day), row) for row in moved),
        previous=previous,
        next=following,
        calendar=calendar,
        subscribe=month.subscription(snapshot, calendar),
    )


def _beside(found: Sequence[Part], number: int, step: int, code: str) -> Link | None:
    """Return the day before or after one, among those with sessions."""
    place = number + step
    if found[number].kind != month.DAY or not 0 <= place < len(found) or found[place].kind != month.DAY:
        return None
    return Link(found[place].title, found[place].href(code))
