"""What the programme of an event month is held against, and who gets a place. Plain Python on plain values."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

MOST_COMPANIONS = 5
"""How many people somebody can bring along: who brings more asks the office."""


class Clash(StrEnum):
    """What is wrong with one session, or between two."""

    ROOM = "room"
    """Two sessions in one room of a venue at the same time; a session without a room has the whole venue."""
    PERSON = "person"
    """One host or speaker in two sessions at the same time."""
    OUTSIDE = "outside"
    """A session on a day that is not in the month."""
    TOO_SMALL = "too_small"
    """More people can come than the venue holds."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A session with its times, as moments, and its days in the Netherlands; `venue_capacity` counts people."""

    key: int
    starts_at: datetime
    ends_at: datetime
    first_day: date
    last_day: date
    venue: int | None
    room: str
    people: frozenset[str]
    capacity: int | None
    venue_capacity: int | None


@dataclass(frozen=True)
class Conflict:
    """Something to be solved, about one session or two, by their keys; `who` names the persons or the room."""

    clash: Clash
    sessions: tuple[int, ...]
    who: tuple[str, ...] = ()


def conflicts(sessions: Sequence[Planned], first: date, last: date) -> list[Conflict]:
    """Return what clashes in a programme from its first to its last day, in the order of the sessions given."""
    return [*_alone(sessions, first, last), *_between(sessions)]


def promoted(room: int | None, waiting: Iterable[int]) -> list[int]:
    """Return which of those who wait get a place, as places in the line, when `room` people more can come.

    `waiting` are the sizes of their parties, who waits longest first. A party that does not fit keeps its place in the
    line, and does not hold up a smaller one behind it. None is room for all.
    """
    chosen = []
    for place, people in enumerate(waiting):
        if room is None or people <= room:
            chosen.append(place)
            room = None if room is None else room - people
    return chosen


def same_person(name: str) -> str:
    """Return a name as it is compared: the same for who is written with other capitals or spaces."""
    return " ".join(name.split()).casefold()


def _alone(sessions: Sequence[Planned], first: date, last: date) -> Iterator[Conflict]:
    for one in sessions:
        if one.first_day < first or one.last_day > last:
            yield Conflict(Clash.OUTSIDE, (one.key,))
        if one.venue_capacity is not None and one.capacity is not None and one.capacity > one.venue_capacity:
            yield Conflict(Clash.TOO_SMALL, (one.key,))


def _between(sessions: Sequence[Planned]) -> Iterator[Conflict]:
    for one, other in combinations(sessions, 2):
        if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
            if one.venue is not None and one.venue == other.venue and _share_a_room(one.room, other.room):
                yield Conflict(Clash.ROOM, (one.key, other.key), tuple(filter(None, (one.room or other.room,))))
            if both := one.people & other.people:
                yield Conflict(Clash.PERSON, (one.key, other.key), tuple(sorted(both)))


def _share_a_room(one: str, other: str) -> bool:
    return not one or not other or same_person(one) == same_person(other)
