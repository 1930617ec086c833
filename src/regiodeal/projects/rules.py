"""What a project must keep to, in plain Python on the plain values of `content`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from regiodeal.common.sentences import Sentence

Row = Mapping[str, Any]
READINESS = range(1, 10)
"""Technology Readiness Levels."""


@dataclass(frozen=True)
class Firm:
    """What decisions made firm about a project, each with the reference of the decision: the ends of phases by their
    number, the phases that something rests on, and the pillar from which money came."""

    ends: Mapping[int, str] = field(default_factory=dict)
    phases: Mapping[int, str] = field(default_factory=dict)
    pillar: str | None = None


def basics_faults(before: Row, after: Row, firm: Firm) -> Iterator[Sentence]:
    """Yield what is wrong with the name, and with another pillar where money came from this one."""
    if not str(after.get("name", before["name"])).strip():
        yield Sentence("a project has a name: write one")
    if firm.pillar and after.get("pillar", before["pillar"]) != before["pillar"]:
        yield Sentence(
            "the pillar cannot change any more: money of this pillar was decided in {decision}", decision=firm.pillar
        )


def party_faults(parties: Iterable[Row]) -> Iterator[Sentence]:
    """Yield the parties whose period ends before it begins, and those that are named twice for the same thing."""
    seen = set()
    for party in parties:
        key = (party["name"], party["role"], party["from"])
        if key in seen:
            yield Sentence("{name} is named twice as {role}: remove one", name=party["name"], role=party["role"])
        seen.add(key)
        if party["from"] and party["until"] and party["until"] < party["from"]:
            yield Sentence("{name} stops before it begins: correct the days", name=party["name"])


def phase_faults(
    before: Iterable[Row], after: Iterable[Row], firm: Firm, projects_end_by: date | None
) -> Iterator[Sentence]:
    """Yield what is wrong with the phases: their numbers, their ends, and what only a decision can change."""
    stood = {phase["number"]: phase for phase in before}
    stand = {phase["number"]: phase for phase in after}
    if list(stand) != list(range(1, len(stand) + 1)):
        yield Sentence("phases are numbered from 1, without gaps: only the last one can be removed")
    for number in stood.keys() - stand.keys():
        if number in firm.phases:
            yield Sentence(
                "phase {number} stays: decision {decision} rests on it", number=number, decision=firm.phases[number]
            )
    for number, phase in stand.items():
        ended = stood[number]["end"] if number in stood else None
        if phase["end"] == ended:
            continue
        if number in firm.ends:
            yield Sentence(
                "the end of phase {number} was decided in {decision}: put an extension on the agenda to move it",
                number=number,
                decision=firm.ends[number],
            )
        elif phase["end"] and projects_end_by and phase["end"] > projects_end_by.isoformat():
            yield Sentence(
                "phase {number} would end after {last}, when all projects of the deal must have ended",
                number=number,
                last=projects_end_by,
            )


def link_faults(code: str, links: Iterable[Row], known: frozenset[str]) -> Iterator[Sentence]:
    """Yield what is wrong with the links of the project with this code."""
    seen = set()
    for link in links:
        target = link["project"]
        if target == code:
            yield Sentence("a project cannot be linked to itself: choose another project")
        elif target not in known:
            yield Sentence("there is no project {code} in this deal", code=target)
        if (link["kind"], target) in seen:
            yield Sentence("the same link to {code} is there twice: remove one", code=target)
        seen.add((link["kind"], target))
        yield from _readiness_faults(target, link["trl_from"], link["trl_to"])


def _readiness_faults(target: str, start: int | None, end: int | None) -> Iterator[Sentence]:
    if (start is None) != (end is None):
        yield Sentence("give both readiness levels of the link to {code}, or none", code=target)
    elif start is not None and end is not None and not (start in READINESS and end in READINESS and start <= end):
        yield Sentence(
            "the readiness levels of the link to {code} run from 1 to 9, and the second is not lower", code=target
        )


def circle(code: str, links: Iterable[Row], others: Mapping[str, Iterable[tuple[str, str]]]) -> Sentence | None:
    """Return what is wrong where links of one kind lead back to the project; `others` has (kind, target) by code."""
    for link in links:
        reached, to_visit = set(), [link["project"]]
        while to_visit:
            place = to_visit.pop()
            if place == code:
                return Sentence(
                    "the link to {code} makes a circle: it leads back to this project already", code=link["project"]
                )
            if place not in reached:
                reached.add(place)
                to_visit += [target for kind, target in others.get(place, ()) if kind == link["kind"]]
    return None
