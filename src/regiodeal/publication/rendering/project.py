"""A project page."""

from collections.abc import Iterator, Sequence
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
    """A phase with what was awarded, advanced and settled in it, and the decisions that it rests on."""

    name: str
    ends: str
    awarded: str
    advanced: str
    settled: str
    decisions: tuple[Link, ...]


@dataclass(frozen=True)
class FormerName:
    """What a project was called before; `until` is empty where nobody knows till when."""

    name: str
    until: str


@dataclass(frozen=True)
class Party:
    """Who takes part, as what, and from when till when; both empty where nobody said. `href` is its own page."""

    name: str
    role: str
    term: str
    href: str


@dataclass(frozen=True)
class CoFinancing:
    """What a party contributes beside the deal; `phase` is empty where it is for the whole project."""

    party: str
    sector: str
    form: str
    origin: str
    phase: str
    amount: str
    known: bool


@dataclass(frozen=True)
class Moment:
    """Something that happened to the project, or is to happen: `label` says what, `words` in Dutch to whom or what."""

    iso: str
    day: str
    label: str
    words: str
    amount: str = ""
    href: str = ""


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
    lead_href: str
    places: str
    summary: tuple[str, ...]
    former_names: tuple[FormerName, ...]
    parties: tuple[Party, ...]
    phases: tuple[Phase, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    known: bool
    contribution: str
    behind: tuple[Link, ...]
    reserved: str
    others: tuple[OtherAmount, ...]
    cofinancing: tuple[CoFinancing, ...]
    transfers: tuple[Link, ...]
    decisions: tuple[ProjectDecision, ...]
    timeline: tuple[Moment, ...]


def of(envelope: Envelope) -> Project:
    """Return the project page in an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    project, money = snapshot["project"], snapshot["money"]
    return Project(
        name=project["name"],
        pillar=project["pillar"] or "",
        stage=said(project["stage"]),
        lead=project["lead"] or "",
        lead_href=paths.below(paths.PARTIES, project["lead_code"]) if project["lead_code"] else "",
        places=listing(project["places"]),
        summary=tuple(project["summary"]),
        former_names=tuple(_former(name) for name in project["former_names"]),
        parties=tuple(party(one) for one in project["parties"]),
        phases=tuple(_phase(phase, snapshot["resolutions"]) for phase in project["phases"]),
        relations=tuple(
            Relation(said(link["label"]), Link(link["name"], paths.project(link["code"]))) for link in project["links"]
        ),
        facts=tuple(
            Fact(fact["statement"], Link(fact["source_title"], web_address(fact["source_url"])))
            for fact in project["facts"]
        ),
        known=money["known"],
        contribution=euros(money["contribution_cents"]) if money["known"] else unknown(),
        behind=_granted(snapshot["resolutions"]),
        reserved=euros(money["reserved_cents"]) if money["reserved_cents"] else "",
        others=amounts.others(project["figures"], money["contribution_cents"]),
        cofinancing=tuple(_cofinancing(one, project["phases"]) for one in project["cofinancing"]),
        transfers=tuple(references.transfer(sequence) for sequence in money["transfers"]),
        decisions=tuple(_decision(resolution) for resolution in snapshot["resolutions"]),
        timeline=_timeline(snapshot),
    )


def ends_on(snapshot: dict[str, Any]) -> str | None:
    """Return the day on which the last phase with a known end does end, as in a line of the programme."""
    ends = (phase["ends_on"] for phase in reversed(snapshot["project"]["phases"]))
    return next((end for end in ends if end), None)


def party(one: dict[str, Any]) -> Party:
    """Return who takes part, as a snapshot of a project page has it."""
    since = _since(one["from"]) if one["from"] else ""
    until = _until(one["until"]) if one["until"] else ""
    return Party(one["name"], one["role"] or "", f"{since} {until}".strip(), paths.below(paths.PARTIES, one["code"]))


def _former(name: dict[str, Any]) -> FormerName:
    return FormerName(name["name"], _until(name["until"]) if name["until"] else "")


def _since(iso: str) -> str:
    return gettext("vanaf %(day)s") % {"day": day(iso)}


def _until(iso: str) -> str:
    return gettext("tot %(day)s") % {"day": day(iso)}


def _granted(resolutions: Sequence[dict[str, Any]], *, phase: int | None = None) -> tuple[Link, ...]:
    """Return the decisions that granted money: to the project, or to one of its phases."""
    return tuple(
        references.resolution(one["reference"])
        for one in resolutions
        if one["outcome"].startswith("granted") and one["contribution_cents"] and phase in (None, one["phase"])
    )


def _cofinancing(one: dict[str, Any], phases: Sequence[dict[str, Any]]) -> CoFinancing:
    names = {phase["number"]: phase["name"] for phase in phases}
    return CoFinancing(
        party=one["party"],
        sector=said(one["sector_label"]),
        form=said(one["form_label"]),
        origin=said(one["origin_label"]),
        phase=names.get(one["phase"], str(one["phase"])) if one["phase"] is not None else "",
        amount=euros(one["cents"]),
        known=one["cents"] is not None,
    )


def _timeline(snapshot: dict[str, Any]) -> tuple[Moment, ...]:
    """Return what has a day, the oldest first; nothing where that is the decisions alone, which have a list already."""
    others = [*_milestones(snapshot["project"]), *_deadlines(snapshot["resolutions"])]
    if not others:
        return ()
    return tuple(sorted([*_decided(snapshot), *others], key=lambda one: one.iso))


def _decided(snapshot: dict[str, Any]) -> Iterator[Moment]:
    for one in snapshot["resolutions"]:
        label = f"{said(one['kind_label'])}, {said(one['outcome_label'])}"
        amount = euros(one["contribution_cents"]) if one["contribution_cents"] is not None else ""
        yield Moment(one["held_on"], day(one["held_on"]), label, "", amount, paths.resolution(one["reference"]))


def _milestones(project: dict[str, Any]) -> Iterator[Moment]:
    for name in project["former_names"]:
        if name["until"]:
            yield Moment(name["until"], _until(name["until"]), gettext("Naam gewijzigd"), name["name"])
    for one in project["parties"]:
        if one["from"]:
            yield Moment(one["from"], _since(one["from"]), gettext("Partij"), one["name"])
        if one["until"]:
            yield Moment(one["until"], _until(one["until"]), gettext("Partij"), one["name"])
    for phase in project["phases"]:
        if phase["ends_on"]:
            yield Moment(phase["ends_on"], day(phase["ends_on"]), gettext("Einddatum"), phase["name"])


def _deadlines(resolutions: Sequence[dict[str, Any]]) -> Iterator[Moment]:
    for one in resolutions:
        href = paths.resolution(one["reference"])
        for condition in one["conditions"]:
            due = condition["due_on"]
            if due:
                yield Moment(due, day(due), gettext("Voorwaarde"), condition["text"], href=href)


def _phase(phase: dict[str, Any], resolutions: Sequence[dict[str, Any]]) -> Phase:
    return Phase(
        name=phase["name"],
        ends=day(phase["ends_on"]),
        awarded=euros(phase["awarded_cents"]),
        advanced=euros(phase["advanced_cents"]),
        settled=euros(phase["settled_cents"]),
        decisions=_granted(resolutions, phase=phase["number"]),
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
