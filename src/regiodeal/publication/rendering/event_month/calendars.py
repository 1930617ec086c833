"""The calendars of an event month: of all of it, of each of its parts, and of each session.

A session that is off stays in all of them as cancelled, so that it disappears from who has it or is struck through.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext

from regiodeal.event_month import calendar
from regiodeal.event_month.calendar import Entry, Status
from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.event_month import month
from regiodeal.publication.rendering.event_month.parts import Part
from regiodeal.publication.rendering.languages import Files, said


def of(newest: Envelope, parts: Sequence[Part]) -> Files:
    """Return every calendar of a month whose newest edition is public, in the language that is spoken."""
    snapshot = newest.snapshot or {}
    code, title = snapshot["code"], snapshot["title"]
    entries = {session["code"]: _entry(session, snapshot, newest) for session in snapshot["sessions"]}
    files = {paths.calendar_of(paths.folder_of(paths.EVENT_MONTH, code)): _written(title, entries.values())}
    for part in parts:
        there = [entry for name, entry in entries.items() if name in part.current | part.former]
        files[paths.calendar_of(part.href(code))] = _written(f"{title}: {part.title}", there)
    for name, entry in entries.items():
        files[paths.calendar_of(paths.session(code, name))] = _written(entry.title, [entry])
    return files


def _written(name: str, entries: Iterable[Entry]) -> bytes:
    return calendar.written(name, entries)


def _entry(session: Snapshot, snapshot: Snapshot, newest: Envelope) -> Entry:
    off = session["cancelled"] is not None
    root = month.root_of(snapshot)
    return Entry(
        uid=calendar.uid(snapshot["deal"]["code"], snapshot["code"], session["code"]),
        title=gettext("Afgelast: %(title)s") % {"title": session["title"]} if off else session["title"],
        starts_at=datetime.fromisoformat(session["starts_at"]),
        ends_at=datetime.fromisoformat(session["ends_at"]),
        sequence=session["revision"],
        stamp=datetime.fromisoformat(newest.published_at),
        status=Status.CANCELLED if off else Status.CONFIRMED,
        location=_location(session),
        description="\n\n".join(_described(session)),
        url=f"{root}{paths.session(snapshot['code'], session['code'])}" if root else "",
    )


def _location(session: Snapshot) -> str:
    venue = session["venue"]
    if venue is None:
        return said(session["form_label"]) if session["form"] == "online" else ""
    town = venue["municipality"]
    return ", ".join(filter(None, (venue["name"], venue["room"], venue["address"], town["name"] if town else "")))


def _described(session: Snapshot) -> list[str]:
    found = [session["cancelled"]] if session["cancelled"] else []
    found += session["summary"]
    if session["audience"] == "partners":
        found.append(gettext("Alleen voor partners, op uitnodiging."))
    if session["venue"] and session["venue"]["access"]:
        found.append(gettext("Bereikbaarheid: %(how)s") % {"how": " ".join(session["venue"]["access"])})
    return found
