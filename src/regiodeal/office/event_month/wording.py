"""What is wrong with a programme, in words: what clashes, what is lacking, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from regiodeal.event_month import planning
from regiodeal.event_month.models import Session
from regiodeal.event_month.planning import OpenPoint
from regiodeal.event_month.rules import Clash, Conflict

_SAYS: dict[Clash, Any] = {
    Clash.ROOM: gettext_lazy("Twee sessies tegelijk op één plek"),
    Clash.PERSON: gettext_lazy("Iemand is op twee plekken tegelijk"),
    Clash.OUTSIDE: gettext_lazy("De sessie valt buiten de maand"),
    Clash.TOO_SMALL: gettext_lazy("Er kunnen meer mensen komen dan erin passen"),
}
_ADVICE: dict[Clash, Any] = {
    Clash.ROOM: gettext_lazy("Geef een van beide een andere tijd, locatie of zaal."),
    Clash.PERSON: gettext_lazy("Verzet een van beide, of vraag iemand anders."),
    Clash.OUTSIDE: gettext_lazy("Kijk de datum na, of maak de maand langer."),
    Clash.TOO_SMALL: gettext_lazy("Verlaag het aantal plaatsen, of kies een grotere locatie."),
}
_LACKS: dict[str, Any] = {
    planning.NO_TIME: gettext_lazy("nog geen dag en tijd"),
    planning.NO_LINK: gettext_lazy("nog geen link om online mee te doen"),
    planning.NO_SUMMARY: gettext_lazy("nog geen omschrijving"),
    planning.NO_HOST: gettext_lazy("nog geen gastheer, spreker of organisatie"),
    planning.NO_ACCESS: gettext_lazy("van de locatie is niet bekend hoe toegankelijk zij is"),
}

_PARTS: dict[str, Any] = {
    "title": gettext_lazy("titel"),
    "kind": gettext_lazy("soort"),
    "summary": gettext_lazy("omschrijving"),
    "language": gettext_lazy("voertaal"),
    "pillar": gettext_lazy("pijler"),
    "project": gettext_lazy("project"),
    "parties": gettext_lazy("organisaties"),
    "form": gettext_lazy("vorm"),
    "venue": gettext_lazy("locatie"),
    "room": gettext_lazy("zaal"),
    "online_url": gettext_lazy("link"),
    "starts_at": gettext_lazy("begin"),
    "ends_at": gettext_lazy("eind"),
    "capacity": gettext_lazy("aantal plaatsen"),
    "audience": gettext_lazy("doelgroep"),
    "needs_sign_up": gettext_lazy("aanmelden"),
    "closes_at": gettext_lazy("aanmelden kan tot"),
    "people": gettext_lazy("mensen"),
    "materials": gettext_lazy("materiaal"),
}


@dataclass(frozen=True)
class Told:
    """A conflict as a screen tells it: what it is, about whom or what, in which sessions, and what to do."""

    what: str
    who: str
    sessions: tuple[Session, ...]
    advice: str


@dataclass(frozen=True)
class Lacking:
    """A session with all that it lacks, in words."""

    session: Session
    what: str


def conflicts(found: Iterable[Conflict], sessions: Mapping[int, Session]) -> list[Told]:
    """Return conflicts in words; `sessions` are those of the month, by key."""
    return [
        Told(
            str(_SAYS[one.clash]),
            _who(one, sessions),
            tuple(sessions[key] for key in one.sessions),
            str(_ADVICE[one.clash]),
        )
        for one in found
    ]


def lacking(points: Iterable[OpenPoint]) -> list[Lacking]:
    """Return open points in words, one for each session."""
    found: dict[int, tuple[Session, list[str]]] = {}
    for one in points:
        found.setdefault(one.session.pk, (one.session, []))[1].append(str(_LACKS[one.what]))
    return [Lacking(session, "; ".join(what)) for session, what in found.values()]


def parts(names: Iterable[str]) -> str:
    """Return what is said of a session by the names of its fields, in words."""
    return ", ".join(str(_PARTS[name]) for name in names)


def _who(one: Conflict, sessions: Mapping[int, Session]) -> str:
    first = sessions[one.sessions[0]]
    match one.clash:
        case Clash.ROOM:
            venue = first.venue.name if first.venue else ""
            return gettext("{venue}, zaal {room}").format(venue=venue, room=one.who[0]) if one.who else venue
        case Clash.PERSON:
            names = {" ".join(person.name.split()).casefold(): person.name for person in first.contributors.all()}
            return ", ".join(names.get(name, name) for name in one.who)
        case Clash.TOO_SMALL:
            return first.venue.name if first.venue else ""
        case _:
            return ""
