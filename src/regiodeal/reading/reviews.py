"""The review of a document that was read: what was found, part by part, and what a person says of each value.

A review is plain values, so that it can be stored as JSON. Functions return a new part and change nothing themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from regiodeal.common.errors import Refusal
from regiodeal.decisions.choices import AWARDING, GRANTING, DecisionKind, Outcome

MEETING = "meeting"
"""The key of the part about the meeting itself; the other parts are projects: `p1`, `p2`, …"""


class Field(StrEnum):
    """What a value says: of the meeting, or of one project."""

    BODY = "body"
    HELD_ON = "held_on"
    ADOPTED_ON = "adopted_on"
    REFERENCE = "reference"
    TITLE = "title"
    SOURCE = "source"
    INTRODUCTION = "introduction"
    EVENT = "event"
    PROJECT = "project"
    NAME = "name"
    PILLAR = "pillar"
    LEAD = "lead"
    PARTY = "party"
    PLACE = "place"
    KIND = "kind"
    OUTCOME = "outcome"
    CONTRIBUTION = "contribution"
    FIGURE = "figure"
    RELEASE = "release"
    NEW_END = "new_end"
    CONDITION = "condition"
    REASON = "reason"
    TEXT = "text"


class State(StrEnum):
    """What a person said of a value."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Missing(Refusal):
    """A value that must be filled in before it can be accepted."""


OF_A_NEW_PROJECT = frozenset({Field.NAME, Field.PILLAR, Field.LEAD})
MANY = frozenset({Field.EVENT, Field.PARTY, Field.PLACE, Field.FIGURE, Field.CONDITION})
"""What there can be several of: these can be added."""
_NEEDED = frozenset(
    {Field.BODY, Field.HELD_ON, Field.TITLE, Field.NAME, Field.KIND, Field.OUTCOME, Field.REASON, Field.NEW_END}
) | {Field.PARTY, Field.PLACE, Field.FIGURE}
_FIRM = frozenset(
    {Field.BODY, Field.HELD_ON, Field.TITLE, Field.PROJECT, Field.NAME, Field.KIND, Field.OUTCOME, Field.REASON}
)
_WHOLE = {Field.CONDITION: ("text", "owner"), Field.EVENT: ("name", "when", "text")}
"""Of what has several parts: those that must be filled in."""


@dataclass(frozen=True)
class Value:
    """One value: as it was `found` and as it stands now, with the 1-based line and the words that it came from.

    An amount is in cents and None when it is not known; a day is an ISO date; a condition and an event have several
    parts. `kind` classifies a figure. A value without a line was not in the document, or was added by a person.
    """

    key: str
    field: Field
    found: Any = None
    value: Any = None
    found_kind: str = ""
    kind: str = ""
    line: int | None = None
    words: str = ""
    sentence: str = ""
    state: State = State.OPEN

    @property
    def is_open(self) -> bool:
        """Whether nobody has looked at it yet."""
        return self.state is State.OPEN

    @property
    def kept(self) -> bool:
        """Whether it goes into the register."""
        return self.state in {State.ACCEPTED, State.CORRECTED}

    @property
    def missing(self) -> bool:
        """Whether it cannot be accepted as it stands, because something must be filled in."""
        if self.field in _WHOLE:
            return not all((self.value or {}).get(name) for name in _WHOLE[self.field])
        return self.field in _NEEDED and not self.value

    @property
    def may_go(self) -> bool:
        """Whether a meeting or a decision can do without it."""
        return self.field not in _FIRM

    @property
    def differs(self) -> bool:
        """Whether it stands otherwise than it was found."""
        return (self.value, self.kind) != (self.found, self.found_kind)


@dataclass(frozen=True)
class Part:
    """The meeting, or one project. `lines` is the first and the last line that it stands on; `version` counts saves."""

    key: str
    title: str
    values: tuple[Value, ...]
    lines: tuple[int, int] | None = None
    left_out: bool = False
    version: int = 1
    changed_by: str = ""

    def first(self, field: Field) -> Value | None:
        """Return the value of a field that there is one of."""
        return next((value for value in self.values if value.field is field), None)

    def chosen(self, field: Field) -> Any:
        """Return how a field stands; None where the part has none."""
        found = self.first(field)
        return found.value if found else None

    @property
    def of_new_project(self) -> bool:
        """Whether it is about a project that the register does not know yet."""
        return self.key != MEETING and not self.chosen(Field.PROJECT)

    @property
    def granting(self) -> bool:
        """Whether something is granted, with or without conditions."""
        return bool(self.chosen(Field.OUTCOME) in GRANTING)

    @property
    def asked(self) -> tuple[Value, ...]:
        """Return the values that matter as the part stands: a project that is known needs no name, and so on."""
        return tuple(value for value in self.values if _matters(self, value))

    @property
    def looked_at(self) -> int:
        """How many of the values that matter somebody has looked at."""
        return len(self.asked) if self.left_out else sum(not value.is_open for value in self.asked)

    @property
    def done(self) -> bool:
        """Whether every value was looked at."""
        return self.looked_at == len(self.asked)


@dataclass(frozen=True)
class Review:
    """All parts: the meeting first, then the projects in the order of the document."""

    parts: tuple[Part, ...]

    def part(self, key: str) -> Part | None:
        """Return a part by its key."""
        return next((part for part in self.parts if part.key == key), None)

    @property
    def meeting(self) -> Part:
        """Return the part about the meeting."""
        return self.parts[0]

    @property
    def projects(self) -> tuple[Part, ...]:
        """Return the parts about projects."""
        return self.parts[1:]

    @property
    def progress(self) -> tuple[int, int]:
        """Return how many values were looked at, and how many there are."""
        return sum(part.looked_at for part in self.parts), sum(len(part.asked) for part in self.parts)

    def with_part(self, changed: Part) -> "Review":
        """Return the review with one part in its new form, or with one more."""
        if self.part(changed.key) is None:
            return Review((*self.parts, changed))
        return Review(tuple(changed if part.key == changed.key else part for part in self.parts))


def typed(part: Part, values: Mapping[str, Any], kinds: Mapping[str, str]) -> Part:
    """Return the part with what a person typed; a value that changed by that is corrected, and so looked at."""

    def one(value: Value) -> Value:
        now = replace(value, value=values.get(value.key, value.value), kind=kinds.get(value.key, value.kind))
        if (now.value, now.kind) == (value.value, value.kind):
            return value
        return replace(now, state=State.OPEN if now.missing else _agreed(now))

    return replace(part, values=tuple(map(one, part.values)))


def accept(part: Part, key: str) -> Part:
    """Return the part with one value accepted as it stands. Raises Missing when something must be filled in first."""
    for value in part.values:
        if value.key == key and value.missing:
            raise Missing("this cannot be left open: fill it in, or leave the value out")
    return _with_state(part, {key})


def accept_all(part: Part) -> Part:
    """Return the part with every value accepted that is still open; what must be filled in first stays open."""
    return _with_state(part, {value.key for value in part.asked if value.is_open and not value.missing})


def reject(part: Part, key: str) -> Part:
    """Return the part with one value that is not to be registered."""
    return _with(part, key, State.REJECTED)


def reopen(part: Part, key: str) -> Part:
    """Return the part with one value as it was found, to be looked at again."""
    values = (
        replace(v, state=State.OPEN, value=v.found, kind=v.found_kind) if v.key == key else v for v in part.values
    )
    return replace(part, values=tuple(values))


def add(part: Part, field: Field, found: Any = None) -> Part:
    """Return the part with one more value of a field, for a person to fill in."""
    taken = {value.key for value in part.values}
    key = next(key for key in (f"{field}-{number}" for number in range(1, len(taken) + 2)) if key not in taken)
    kind = "unclassified" if field is Field.FIGURE else ""
    return replace(part, values=(*part.values, Value(key, field, found, found, kind, kind)))


def as_json(review: Review) -> dict[str, Any]:
    """Return the review as it is stored."""
    return {"parts": [asdict(part) for part in review.parts]}


def from_json(stored: Mapping[str, Any]) -> Review:
    """Return the review that was stored."""
    return Review(tuple(_part(part) for part in stored["parts"]))


def _part(stored: Mapping[str, Any]) -> Part:
    values = tuple(
        Value(**{**value, "field": Field(value["field"]), "state": State(value["state"])}) for value in stored["values"]
    )
    lines = tuple(stored["lines"]) if stored["lines"] else None
    return Part(**{**stored, "values": values, "lines": lines})


def _matters(part: Part, value: Value) -> bool:
    kind, granting = part.chosen(Field.KIND), part.granting
    ending = kind in {DecisionKind.CHANGE, DecisionKind.STOP}
    if value.field in OF_A_NEW_PROJECT:
        return part.of_new_project
    if value.field is Field.CONTRIBUTION and (value.line is not None or value.value is not None):
        return True
    depends: dict[Field, bool] = {
        Field.CONTRIBUTION: granting and kind in AWARDING,
        Field.REASON: not granting or ending,
        Field.RELEASE: granting and ending,
        Field.NEW_END: granting and kind == DecisionKind.EXTENSION,
        Field.CONDITION: part.chosen(Field.OUTCOME) == Outcome.GRANTED_ON_CONDITIONS,
    }
    return depends.get(value.field, True)


def _agreed(value: Value) -> State:
    return State.CORRECTED if value.differs else State.ACCEPTED


def _with_state(part: Part, keys: set[str]) -> Part:
    values = (replace(value, state=_agreed(value)) if value.key in keys else value for value in part.values)
    return replace(part, values=tuple(values))


def _with(part: Part, key: str, state: State) -> Part:
    return replace(part, values=tuple(replace(v, state=state) if v.key == key else v for v in part.values))


def left_out_values(review: Review) -> Iterator[tuple[Part, Value]]:
    """Yield what a person left out or corrected, with the part that it belongs to: the trail tells it."""
    for part in review.parts:
        yield from ((part, value) for value in part.asked if value.state in {State.REJECTED, State.CORRECTED})
