"""The register file: the projects of a deal, each fact with its source."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from regiodeal.common.file_fields import AtLeastOne, Cents, Code, Day, Line, Prose, Section, WebAddress
from regiodeal.common.located_yaml import Key, load
from regiodeal.programme.deal_file import entries, other_deal, twice
from regiodeal.projects.choices import FigureKind, LinkKind, Stage

Level = Annotated[int, Field(ge=1, le=9)]


class FormerName(Section):
    """A name that the project had until a day."""

    name: Line
    until: Day


class ParticipationEntry(Section):
    """Who takes part and as what."""

    name: Line
    role: Line = "partner"
    start: Day | None = None
    end: Day | None = None


class PhaseEntry(Section):
    """A phase that is known; the first entry is phase 1."""

    name: Line
    end: Day | None = None


class FigureEntry(Section):
    """An amount that a source names beside the contribution, in its own words."""

    kind: FigureKind
    amount: Cents
    words: Prose
    title: Line | None = None
    source: WebAddress | None = None


class ReadinessEntry(Section):
    """Technology Readiness Levels, 1 to 9: where the other project left off, and where this one ends."""

    start: Level
    end: Level

    @model_validator(mode="after")
    def _goes_up(self) -> "ReadinessEntry":
        if self.end < self.start:
            raise ValueError("the end is not lower than the start")
        return self


class LinkEntry(Section):
    """A link to another project in the file or the register."""

    kind: LinkKind
    project: Code
    trl: ReadinessEntry | None = None

    @property
    def readiness(self) -> tuple[int | None, int | None]:
        """Return both levels, or none."""
        return (self.trl.start, self.trl.end) if self.trl else (None, None)


class FactEntry(Section):
    """A statement and what it was found in: a title, and an address where it stands on the web."""

    statement: Prose
    title: Line
    source: WebAddress | None = None
    on: Day | None = None


class ProjectEntry(Section):
    """One project. What nobody published is left out."""

    code: Code
    name: Line
    former_names: tuple[FormerName, ...] = ()
    pillar: Code | None = None
    stage: Stage
    lead: Code | None = None
    summary: Prose | None = None
    parties: tuple[ParticipationEntry, ...] = ()
    places: tuple[Line, ...] = ()
    phases: tuple[PhaseEntry, ...] = ()
    figures: tuple[FigureEntry, ...] = ()
    links: tuple[LinkEntry, ...] = ()
    facts: AtLeastOne[FactEntry]


class RegisterFile(Section):
    """The whole file."""

    deal: Code
    projects: AtLeastOne[ProjectEntry]


Check = Callable[[Any], Iterator[tuple[Key, str]]]


def read(path: Path, *, deal: str, pillars: set[str], parties: set[str], projects: set[str]) -> RegisterFile:
    """Read and check a register file against the codes that the deal knows. Raises FaultyFile with every error."""
    return load(path, RegisterFile, _check(deal, pillars, parties, projects))


def _check(deal: str, pillars: set[str], parties: set[str], projects: set[str]) -> Check:
    def check(content: Any) -> Iterator[tuple[Key, str]]:
        yield from other_deal(content, deal)
        listed = entries(content, "projects")
        yield from twice(listed, ("projects",))
        known = projects | {entry["code"] for _, entry in listed if isinstance(entry.get("code"), str)}
        for index, entry in listed:
            key: Key = ("projects", index)
            yield from _unknown(entry.get("pillar"), pillars, (*key, "pillar"), "a pillar of the deal")
            yield from _unknown(entry.get("lead"), parties, (*key, "lead"), "a party to the deal")
            for number, link in entries(entry, "links"):
                where = (*key, "links", number, "project")
                yield from _unknown(link.get("project"), known, where, "a project in this file or the register")
                if isinstance(link.get("project"), str) and link["project"] == entry.get("code"):
                    yield where, "a project cannot be linked to itself"

    return check


def _unknown(code: Any, known: set[str], key: Key, what: str) -> Iterator[tuple[Key, str]]:
    if isinstance(code, str) and code not in known:
        yield key, f"{code!r} is not the code of {what}"
