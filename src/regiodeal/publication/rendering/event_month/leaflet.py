"""The programme of an event month as a document to print: day by day, in words."""

from dataclasses import dataclass
from datetime import date

from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering.event_month import month, sessions, times
from regiodeal.publication.rendering.event_month.sessions import Row, Session


@dataclass(frozen=True, kw_only=True)
class Item:
    """A session: when, what, where and by whom. `needs_sign_up` is whether one has to sign up for it."""

    hours: str
    title: str
    kind: str
    place: str
    address: str
    hosts: tuple[str, ...]
    pillar: str
    for_partners: bool
    needs_sign_up: bool
    cancelled: bool
    reason: str


@dataclass(frozen=True)
class Day:
    """The sessions that begin on a day."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Leaflet:
    """An event month. `address` is where it is in the world, empty where the deal has no address."""

    title: str
    period: str
    introduction: tuple[str, ...]
    total: str
    days: tuple[Day, ...]
    sign_up: bool
    address: str


def of(envelope: Envelope) -> Leaflet:
    """Return the document of an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    told = {session["code"]: sessions.of(session, snapshot) for session in snapshot["sessions"]}
    made = month.of(envelope)
    root = month.root_of(snapshot)
    return Leaflet(
        title=snapshot["title"],
        period=times.period(date.fromisoformat(snapshot["starts_on"]), date.fromisoformat(snapshot["ends_on"])),
        introduction=made.introduction,
        total=made.total,
        days=tuple(Day(day.name, tuple(_item(row, told[row.code]) for row in day.rows)) for day in made.days),
        sign_up=_takes_guests(snapshot),
        address=f"{root}{made.href}" if root else "",
    )


def _takes_guests(snapshot: Snapshot) -> bool:
    return bool(snapshot["sign_up"]) and any(session["sign_up"] for session in snapshot["sessions"])


def _venue(row: Row, told: Session) -> str:
    """Where a session is, with its town where no address tells that."""
    return told.place.name if told.place and told.place.address else row.place


def _item(row: Row, told: Session) -> Item:
    place = told.place
    return Item(
        hours=row.hours,
        title=row.title,
        kind=row.kind,
        place=", ".join(filter(None, (_venue(row, told), place.room if place else "", row.online))),
        address=place.address if place else "",
        hosts=tuple(", ".join(filter(None, (one.name, one.about))) for one in told.hosts),
        pillar=row.pillar,
        for_partners=row.for_partners,
        needs_sign_up=told.needs_sign_up,
        cancelled=row.cancelled,
        reason=told.reason,
    )
