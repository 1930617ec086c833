"""A project page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import amounts, paths, references
from regiodeal.publication.rendering.amounts import OtherAmount
from regiodeal.publication.rendering.deal import web_address
from regiodeal.publication.rendering.formatting import day, euros, listing, unknown
from regiodeal.publication.rendering.languages import said
from regiodeal.publication.rendering.references import Condition, Link


@dataclass(frozen=True)
class Phase:
    """A phase with what was awarded, advanced and settled in it."""

    name: str
    ends: str
    awarded: str
    advanced: str
    settled: str


@dataclass(frozen=True)
class FormerName:
    """What a project was called before; `until` is empty where nobody knows till when."""

    name: str
    until: str


@dataclass(frozen=True)
class Party:
    """Who takes part, as what, and from when till when; both empty where nobody said."""

    name: str
    role: str
    term: str


@dataclass(frozen=True)
class Relation:
    """A link to another project: "onderdeel van", "vervolg op"."""

    label: str
    project: Link


@dataclass(frozen=True)
class Fact:
    """Something that a source says about the project."""

    statement: str
    source: Link


@dataclass(frozen=True)
class ProjectDecision:
    """A decision about the project."""

    held_on: str
    kind: str
    outcome: str
    contribution: str
    link: Link
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project with every amount and date in words."""

    name: str
    pillar: str
    stage: str
    lead: str
    places: str
    summary: tuple[str, ...]
    former_names: tuple[FormerName, ...]
    parties: tuple[Party, ...]
    phases: tuple[Phase, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    known: bool
    contribution: str
    reserved: str
    others: tuple[OtherAmount, ...]
    transfers: tuple[Link, ...]
    decisions: tuple[ProjectDecision, ...]


def of(envelope: Envelope) -> Project:
    """Return the project page in an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    project, money = snapshot["project"], snapshot["money"]
    return Project(
        name=project["name"],
        pillar=project["pillar"] or "",
        stage=said(project["stage"]),
        lead=project["lead"] or "",
        places=listing(project["places"]),
        summary=tuple(project["summary"]),
        former_names=tuple(_former(name) for name in project["former_names"]),
        parties=tuple(_party(party) for party in project["parties"]),
        phases=tuple(_phase(phase) for phase in project["phases"]),
        relations=tuple(
            Relation(said(link["label"]), Link(link["name"], paths.project(link["code"]))) for link in project["links"]
        ),
        facts=tuple(
            Fact(fact["statement"], Link(fact["source_title"], web_address(fact["source_url"])))
            for fact in project["facts"]
        ),
        known=money["known"],
        contribution=euros(money["contribution_cents"]) if money["known"] else unknown(),
        reserved=euros(money["reserved_cents"]) if money["reserved_cents"] else "",
        others=amounts.others(project["figures"], money["contribution_cents"]),
        transfers=tuple(references.transfer(sequence) for sequence in money["transfers"]),
        decisions=tuple(_decision(resolution) for resolution in snapshot["resolutions"]),
    )


def _former(name: dict[str, Any]) -> FormerName:
    return FormerName(name["name"], _until(name["until"]) if name["until"] else "")


def _party(party: dict[str, Any]) -> Party:
    since = gettext("vanaf %(day)s") % {"day": day(party["from"])} if party["from"] else ""
    until = _until(party["until"]) if party["until"] else ""
    return Party(party["name"], party["role"] or "", f"{since} {until}".strip())


def _until(iso: str) -> str:
    return gettext("tot %(day)s") % {"day": day(iso)}


def _phase(phase: dict[str, Any]) -> Phase:
    return Phase(
        name=phase["name"],
        ends=day(phase["ends_on"]),
        awarded=euros(phase["awarded_cents"]),
        advanced=euros(phase["advanced_cents"]),
        settled=euros(phase["settled_cents"]),
    )


def _decision(resolution: dict[str, Any]) -> ProjectDecision:
    cents = resolution["contribution_cents"]
    return ProjectDecision(
        held_on=day(resolution["held_on"]),
        kind=said(resolution["kind_label"]),
        outcome=said(resolution["outcome_label"]),
        contribution=euros(cents) if cents is not None else "",
        link=references.resolution(resolution["reference"]),
        conditions=references.conditions(resolution["conditions"]),
    )
