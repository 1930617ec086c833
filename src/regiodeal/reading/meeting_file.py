"""The meeting file: what a body decided, as a person confirmed it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import Field

from regiodeal.common.file_fields import AtLeastOne, Cents, Code, Day, Line, Prose, Section, WebAddress
from regiodeal.common.located_yaml import Key, load
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.programme.deal_file import entries, other_deal
from regiodeal.projects.register_file import FigureEntry, ParticipationEntry


class Document(Section):
    """The old document that the meeting is known from; who attended is then not known."""

    title: Line
    source: WebAddress | None = None


class Event(Section):
    """Something that the list announces."""

    name: Line
    when: Line
    text: Prose


class MeetingEntry(Section):
    """The meeting. `present` are seats of the body; a meeting that is known from a document has none."""

    reference: Code
    body: Code
    held_on: Day
    adopted_on: Day
    document: Document | None = None
    present: tuple[Code, ...] = ()
    introduction: Prose | None = None
    events: tuple[Event, ...] = ()


class ConditionEntry(Section):
    """What must be met, by whom, before when."""

    text: Prose
    owner: Line
    due: Day | None = None


class InterestEntry(Section):
    """An interest that the holder of a seat declared."""

    seat: Code
    statement: Prose


class Votes(Section):
    """Who did not vote in favour; everybody else who was present and may vote did."""

    against: tuple[Code, ...] = ()
    abstained: tuple[Code, ...] = ()


class NewProject(Section):
    """A project that the register does not know yet."""

    name: Line
    pillar: Code | None = None
    lead: Code | None = None
    parties: tuple[ParticipationEntry, ...] = ()
    places: tuple[Line, ...] = ()


class Additions(Section):
    """What the source tells of a project that the register has already: what stands there stays as it is."""

    parties: tuple[ParticipationEntry, ...] = ()
    places: tuple[Line, ...] = ()


class ItemEntry(Section):
    """One item and what was decided on it. An amount that the source does not tell is left out.

    Without `adds` nothing of it is written, so that a meeting from before there were additions is still the same.
    """

    project: Code
    new_project: NewProject | None = None
    adds: Additions | None = Field(default=None, exclude_if=lambda adds: adds is None)
    kind: DecisionKind
    outcome: Outcome
    contribution: Cents | None = None
    release: Cents | None = None
    new_end: Day | None = None
    phase: Line | None = None
    text: Prose | None = None
    reason: Prose | None = None
    conditions: tuple[ConditionEntry, ...] = ()
    interests: tuple[InterestEntry, ...] = ()
    votes: Votes | None = None
    figures: tuple[FigureEntry, ...] = ()


class MeetingFile(Section):
    """The whole file."""

    deal: Code
    meeting: MeetingEntry
    items: AtLeastOne[ItemEntry]


def read(path: Path, *, deal: str, bodies: dict[str, set[str]], projects: set[str], pillars: set[str]) -> MeetingFile:
    """Read and check a meeting file against the deal: the seats of each body, its projects, its pillars.

    Raises FaultyFile with every error at once.
    """
    return load(path, MeetingFile, _check(deal, bodies, projects, pillars))


def _check(
    deal: str, bodies: dict[str, set[str]], projects: set[str], pillars: set[str]
) -> Callable[[Any], Iterator[tuple[Key, str]]]:
    def check(content: Any) -> Iterator[tuple[Key, str]]:
        yield from other_deal(content, deal)
        meeting = content.get("meeting") if isinstance(content, dict) else None
        meeting = meeting if isinstance(meeting, dict) else {}
        body = meeting.get("body")
        if isinstance(body, str) and body not in bodies:
            yield ("meeting", "body"), f"{body!r} is not the code of a body of the deal"
        seats = bodies.get(body, set()) if isinstance(body, str) else set()
        yield from _present_faults(meeting, seats)
        for index, item in entries(content, "items"):
            yield from _item_faults(item, ("items", index), projects, pillars)
            yield from _seat_faults(item, ("items", index), seats)

    return check


def _present_faults(meeting: dict[str, Any], seats: set[str]) -> Iterator[tuple[Key, str]]:
    present = meeting.get("present")
    if present is None and meeting.get("document") is None:
        yield ("meeting",), "needs either the seats that were present, or the document that the meeting is known from"
    if present is not None and meeting.get("document") is not None:
        yield ("meeting", "present"), "a meeting that is known from a document has no attendance; leave one of both out"
    for index, seat in enumerate(present if isinstance(present, list) else []):
        yield from _unknown_seat(seat, seats, ("meeting", "present", index))


def _item_faults(item: dict[str, Any], key: Key, projects: set[str], pillars: set[str]) -> Iterator[tuple[Key, str]]:
    code, new = item.get("project"), item.get("new_project")
    if isinstance(code, str) and code not in projects and new is None:
        yield (
            (*key, "project"),
            f"{code!r} is not in the register of the deal; load it first, or add a `new_project` here",
        )
    if new is not None and item.get("adds") is not None:
        yield (*key, "adds"), "is about a project that the register has; a new project has its own parties and places"
    if isinstance(new, dict) and isinstance(new.get("pillar"), str) and new["pillar"] not in pillars:
        yield (*key, "new_project", "pillar"), f"{new['pillar']!r} is not the code of a pillar of the deal"


def _seat_faults(item: dict[str, Any], key: Key, seats: set[str]) -> Iterator[tuple[Key, str]]:
    for index, interest in entries(item, "interests"):
        yield from _unknown_seat(interest.get("seat"), seats, (*key, "interests", index, "seat"))
    votes = item.get("votes")
    for choice in ("against", "abstained"):
        listed = votes.get(choice) if isinstance(votes, dict) else None
        for index, seat in enumerate(listed if isinstance(listed, list) else []):
            yield from _unknown_seat(seat, seats, (*key, "votes", choice, index))


def _unknown_seat(seat: Any, seats: set[str], key: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(seat, str) and seat not in seats:
        yield key, f"{seat!r} is not the code of a seat in this body"
