"""What the rows of one part of a project must keep to among themselves, and beside what the register holds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from regiodeal.projects import rules
from regiodeal.projects.register_sheet.entries import key_of
from regiodeal.projects.register_sheet.faults import Problem
from regiodeal.projects.register_sheet.layout import KEPT
from regiodeal.projects.register_sheet.reading import Row
from regiodeal.projects.register_sheet.standing import Content, Values


@dataclass(frozen=True)
class Part:
    """The rows of a sheet about one part of the project with this code; `before` is None for a new project."""

    name: str
    code: str
    rows: list[Row]
    before: Content | None


@dataclass(frozen=True)
class Found:
    """A fault in the column with this key of a row."""

    problem: Problem
    key: str
    row: Row
    values: dict[str, Any] = field(default_factory=dict)


def values(part: str, row: Row) -> Values:
    """Return the values of a row as the register would hold them."""
    held = {key: value for key, value in row.values.items() if key != "project"}
    if part == "parties" and held.get("role", "") is None:
        held["role"] = "partner"
    return held


def faults(part: Part, known: Collection[str], last_day: date | None) -> Iterator[Found]:
    """Yield what is wrong; `known` are the codes of all projects, and by `last_day` each phase must have ended."""
    yield from _twice(part)
    match part.name:
        case "parties":
            yield from _party_faults(part)
        case "phases":
            yield from _phase_faults(part, last_day)
        case "links":
            yield from _link_faults(part, known)


_TOLD_APART = {
    "former_names": ("name", "until"),
    "parties": ("name", "role", "start"),
    "phases": ("number",),
    "figures": ("amount", "words"),
    "links": ("kind", "target"),
}


def _twice(part: Part) -> Iterator[Found]:
    keys = _TOLD_APART.get(part.name, ())
    first: dict[tuple[str | None, ...], int] = {}
    for row in part.rows if keys else ():
        told = tuple(values(part.name, row).get(key) for key in keys)
        if told in first:
            yield Found(Problem.ROW_TWICE, keys[0], row, {"first": first[told]})
        first.setdefault(told, row.number)


def _party_faults(part: Part) -> Iterator[Found]:
    for row in part.rows:
        start, end = row.values.get("start"), row.values.get("end")
        if start and end and end < start:
            yield Found(Problem.DAYS_TURNED, "end", row)


def _phase_faults(part: Part, last_day: date | None) -> Iterator[Found]:
    """Yield new phases that do not follow on what there is, or that end too late."""
    stand = {row["number"] for row in part.before["phases"]} if part.before else set()
    new = [row for row in part.rows if row.values.get("number") not in {*stand, None}]
    following = len(stand) + 1
    for row in sorted(new, key=lambda row: int(row.values["number"] or 0)):
        if row.values["number"] != str(following):
            yield Found(Problem.PHASE_GAP, "number", row, {"following": following})
            return
        following += 1
        if last_day and (row.values.get("end") or "") > last_day.isoformat():
            yield Found(Problem.PHASE_TOO_LATE, "end", row, {"last": last_day})


def _link_faults(part: Part, known: Collection[str]) -> Iterator[Found]:
    for row in part.rows:
        target = row.values.get("target")
        if target == part.code:
            yield Found(Problem.LINK_TO_ITSELF, "target", row)
        elif target is not None and target not in known:
            yield Found(Problem.UNKNOWN_PROJECT, "target", row, {"code": target})
        levels = [int(level) for key in ("trl_from", "trl_to") if (level := row.values.get(key))]
        both_or_none = len(levels) != 1
        if not both_or_none or not set(levels) <= set(rules.READINESS) or levels != sorted(levels):
            yield Found(Problem.TRL_UNCLEAR, "trl_to" if row.values.get("trl_from") else "trl_from", row)


def fixed(part: Part) -> Iterator[Found]:
    """Yield what the sheet would change about rows on which decisions can rest."""
    if part.before is None or part.name not in KEPT:
        return
    stand = {key_of(part.name, row): row for row in part.before[part.name]}
    for row in part.rows:
        standing = stand.get(key_of(part.name, values(part.name, row)), {})
        for key in sorted(standing.keys() & row.values.keys()):
            if standing[key] != row.values[key]:
                yield Found(Problem.FIXED, key, row, {"part": part.name, "key": key, "value": standing[key]})
