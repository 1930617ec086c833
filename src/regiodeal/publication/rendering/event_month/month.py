"""The programme of an event month at a glance: its weeks, its sessions by day, and what one can choose from."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext, ngettext

from regiodeal.event_month.choices import Audience, SessionForm, SessionKind
from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.deal import web_address
from regiodeal.publication.rendering.event_month import sessions, times, weeks
from regiodeal.publication.rendering.event_month.sessions import Row
from regiodeal.publication.rendering.event_month.weeks import Week
from regiodeal.publication.rendering.formatting import count, day
from regiodeal.publication.rendering.languages import said

DAY, MUNICIPALITY, PILLAR = "dag", "gemeente", "pijler"
"""What a month is divided by, as the folders of the parts are called."""


@dataclass(frozen=True)
class DayOfSessions:
    """A day with the sessions that begin on it. `href` leads to its own page."""

    iso: str
    name: str
    anchor: str
    href: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Choice:
    """A value to choose: its words, how many sessions have it, its class, and the page of just those, if any."""

    label: str
    number: int
    mark: str
    href: str


@dataclass(frozen=True)
class Filter:
    """Values to choose one of. `dutch` marks those that people named, which no page translates."""

    key: str
    label: str
    choices: tuple[Choice, ...]
    dutch: bool

    @property
    def has_pages(self) -> bool:
        """Whether each choice has a page of its own."""
        return all(choice.href for choice in self.choices)


@dataclass(frozen=True)
class Call:
    """A call for sessions, until the end of a day."""

    text: tuple[str, ...]
    until: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Month:
    """An event month. `calendar` and `subscribe` are where its calendar is, the latter empty without an address.

    `style` is the style sheet that lets the choices act.
    """

    code: str
    href: str
    period: str
    introduction: tuple[str, ...]
    total: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[Week, ...]
    days: tuple[DayOfSessions, ...]
    filters: tuple[Filter, ...]
    style: str
    call: Call | None
    sign_up: str
    calendar: str
    subscribe: str


@dataclass(frozen=True)
class _Values:
    """What a filter chooses from: values with their words, in order, and which of them a session has."""

    key: str
    label: str
    named: Sequence[tuple[str, str]]
    of_session: Callable[[Snapshot], str]
    dutch: bool = False

    def mark(self, session: Snapshot) -> str:
        value = self.of_session(session)
        return next((f"{self.key}-{place}" for place, (code, _) in enumerate(self.named) if code == value), "")


def of(envelope: Envelope) -> Month:
    """Return the programme in an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    code, values = snapshot["code"], list(_values(snapshot))
    rows = [
        sessions.row(session, code, " ".join(filter(None, (one.mark(session) for one in values))))
        for session in snapshot["sessions"]
    ]
    first, last = date.fromisoformat(snapshot["starts_on"]), date.fromisoformat(snapshot["ends_on"])
    folder = paths.folder_of(paths.EVENT_MONTH, code)
    on = [row for row in rows if not row.cancelled]
    return Month(
        code=code,
        href=folder,
        period=times.period(first, last),
        introduction=tuple(snapshot["introduction"]),
        total=total(len(on)),
        weekdays=times.names_of_weekdays(),
        weeks=weeks.of(first, last, rows),
        days=by_day(rows, code),
        filters=tuple(_filters(snapshot, values)),
        style=style_of(code),
        call=_call(snapshot),
        sign_up=paths.sign_up_for(code) if snapshot["sign_up"] else "",
        calendar=paths.calendar_of(folder),
        subscribe=subscription(snapshot, paths.calendar_of(folder)),
    )


def total(number: int) -> str:
    """Return a number of sessions in words."""
    return count(number, ngettext("%(number)s sessie", "%(number)s sessies", number))


def by_day(rows: Iterable[Row], code: str) -> tuple[DayOfSessions, ...]:
    """Return sessions, given in the order of their begin, by the day on which they begin."""
    return tuple(
        DayOfSessions(
            on.isoformat(),
            sessions.capital(times.weekday_without_year(on)),
            f"dag-{on.isoformat()}",
            paths.part_of_month(code, DAY, on.isoformat()),
            tuple(own),
        )
        for on, own in groupby(rows, lambda row: row.day)
    )


def style_of(code: str) -> str:
    """Return the path of the style sheet that lets the choices of a month act."""
    return f"{paths.folder_of(paths.EVENT_MONTH, code)}keuzes.css"


def style_sheet(snapshot: Snapshot) -> bytes:
    """Return the rules: a session without the class of what was chosen is not shown, nor a day without any."""
    rules = []
    for values in _values(snapshot):
        for number in range(len(values.named)):
            mark = f"{values.key}-{number}"
            chosen = f".rd-filtered:has(option[value={mark}]:checked)"
            rules.append(f"{chosen} .rd-filtered__row:not(.{mark}){{display:none}}")
            rules.append(f"{chosen} .rd-programme__day:not(:has(.{mark})){{display:none}}")
    return "\n".join([*rules, ""]).encode()


def subscription(snapshot: Snapshot, calendar: str) -> str:
    """Return the address at which a program subscribes to a calendar; nothing without an address in the world."""
    root = root_of(snapshot)
    return f"webcal://{root.partition('://')[2]}{calendar}" if root else ""


def root_of(snapshot: Snapshot) -> str:
    """Return where the record stands in the world, as a snapshot tells it; nothing where nobody said."""
    return web_address(snapshot["deal"].get("address"))


def _call(snapshot: Snapshot) -> Call | None:
    call: dict[str, Any] | None = snapshot["call"]
    if call is None:
        return None
    return Call(tuple(call["text"]), day(call["until"]), paths.proposals_for(snapshot["code"]))


def _values(snapshot: Snapshot) -> Iterator[_Values]:
    """Yield what one can choose from, as far as there is a choice; the order is the same in every language."""
    found = snapshot["sessions"]
    places = {pillar["code"]: place for place, pillar in enumerate(snapshot["deal"]["pillars"])}
    pillars = {one["pillar"]["code"]: one["pillar"]["name"] for one in found if one["pillar"]}
    yield _Values(
        PILLAR,
        gettext("Pijler"),
        sorted(pillars.items(), key=lambda one: (places.get(one[0], len(places)), one[1])),
        lambda session: session["pillar"]["code"] if session["pillar"] else "",
        dutch=True,
    )
    towns = [one["venue"]["municipality"] for one in found if one["venue"] and one["venue"]["municipality"]]
    named = {town["code"]: sessions.town_of(town["name"]) for town in towns}
    yield _Values(
        MUNICIPALITY,
        gettext("Gemeente"),
        sorted(named.items(), key=lambda one: one[1].casefold()),
        municipality_of,
        dutch=True,
    )
    for key, label, field, known in (
        ("soort", gettext("Soort"), "kind", SessionKind),
        ("vorm", gettext("Waar"), "form", SessionForm),
        ("doelgroep", gettext("Voor wie"), "audience", Audience),
    ):
        labels = {one[field]: said(one[f"{field}_label"]) for one in found}
        order = {code: place for place, code in enumerate([*known.values, *labels]) if code in labels}
        yield _Values(key, label, [(code, labels[code]) for code in order], itemgetter(field))


def municipality_of(session: Snapshot) -> str:
    """Return the code of the municipality where a session is; nothing where it is nowhere, or nobody said."""
    town = (session["venue"] or {}).get("municipality")
    return str(town["code"]) if town else ""


def _filters(snapshot: Snapshot, values: Sequence[_Values]) -> Iterator[Filter]:
    for one in values:
        counted = Counter(one.of_session(session) for session in snapshot["sessions"])
        if len(counted) > 1:
            choices = tuple(
                Choice(
                    words if one.dutch else sessions.capital(words),
                    counted[code],
                    f"{one.key}-{place}",
                    paths.part_of_month(snapshot["code"], one.key, code) if one.dutch else "",
                )
                for place, (code, words) in enumerate(one.named)
            )
            yield Filter(one.key, one.label, choices, one.dutch)
