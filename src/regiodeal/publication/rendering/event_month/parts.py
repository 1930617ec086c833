"""What a month holds on a day, in a municipality and for a pillar: each a page with a calendar of its own.

Who once subscribed to one of them keeps what stood in it: a session that moved to another day stays in the calendar of
the day that it left, at its new time, and the page of that day says where it went.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.event_month import month, sessions, times

_KINDS = (month.DAY, month.MUNICIPALITY, month.PILLAR)


@dataclass
class Part:
    """A part by its kind and code, with the codes of the sessions that are in it and of those that were before.

    `name` is what people call it: empty for a day.
    """

    kind: str
    code: str
    name: str = ""
    current: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)

    def href(self, code_of_month: str) -> str:
        """Return the folder of the page."""
        return paths.part_of_month(code_of_month, self.kind, self.code)

    @property
    def title(self) -> str:
        """What the part is called, in the language that is spoken."""
        if self.kind == month.DAY:
            return sessions.capital(times.weekday(date.fromisoformat(self.code)))
        return self.name

    @property
    def noun(self) -> str:
        """What kind of part it is."""
        nouns = {month.DAY: gettext("Dag"), month.MUNICIPALITY: gettext("Gemeente"), month.PILLAR: gettext("Pijler")}
        return nouns[self.kind]


def of(envelopes: Sequence[Envelope]) -> list[Part]:
    """Return the parts of a month from its editions, oldest first: days in their order, the others by name."""
    parts: dict[tuple[str, str], Part] = {}
    for envelope in envelopes:
        snapshot = envelope.snapshot
        if snapshot is None:
            continue
        for part in parts.values():
            part.former |= part.current
            part.current = set()
        for kind, code, name, session in _named(snapshot):
            part = parts.setdefault((kind, code), Part(kind, code))
            part.name = name
            part.current.add(session)
    for part in parts.values():
        part.former -= part.current
    return sorted(parts.values(), key=lambda one: (_KINDS.index(one.kind), one.name.casefold(), one.code))


def folders(envelopes: Sequence[Envelope]) -> Iterator[str]:
    """Yield the folders of all pages below that of a month whose newest edition is public."""
    newest = envelopes[-1].snapshot or {}
    code = newest["code"]
    yield from (part.href(code) for part in of(envelopes))
    yield from (paths.session(code, session["code"]) for session in newest["sessions"])


def _named(snapshot: Snapshot) -> Iterator[tuple[str, str, str, str]]:
    for session in snapshot["sessions"]:
        code = session["code"]
        for on in times.days(session["starts_at"], session["ends_at"]):
            yield month.DAY, on.isoformat(), "", code
        town = (session["venue"] or {}).get("municipality")
        if town:
            yield month.MUNICIPALITY, town["code"], sessions.town_of(town["name"]), code
        if session["pillar"]:
            yield month.PILLAR, session["pillar"]["code"], session["pillar"]["name"], code
