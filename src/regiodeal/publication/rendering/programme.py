"""An implementation programme as a page and a document show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import amounts, figures, paths, references
from regiodeal.publication.rendering.amounts import OtherAmount
from regiodeal.publication.rendering.deal import web_address
from regiodeal.publication.rendering.figures import Bar
from regiodeal.publication.rendering.formatting import count, day, euros, listing, unknown
from regiodeal.publication.rendering.languages import DUTCH, active, gettext_noop, said
from regiodeal.publication.rendering.references import Link

NO_PILLAR = gettext_noop("Niet over pijlers verdeeld")

FROZEN = (
    gettext_noop("Bijdrage toegekend"),
    gettext_noop("Vervolgfase toegekend"),
    gettext_noop("Bijdrage verhoogd"),
    gettext_noop("Looptijd verlengd"),
    gettext_noop("Project gewijzigd"),
    gettext_noop("Project beëindigd"),
    gettext_noop("Naam gewijzigd"),
    gettext_noop("Pijler gewijzigd"),
    gettext_noop("Stand gewijzigd"),
    gettext_noop("Penvoerder gewijzigd"),
    gettext_noop("Bedrag ingedeeld"),
    gettext_noop("Bijdrage gewijzigd"),
    gettext_noop("In het programma opgenomen"),
    gettext_noop("Gegevens van de deal gewijzigd"),
    gettext_noop("Kaart gewijzigd"),
    gettext_noop("bijgewerkt in het projectenregister"),
    gettext_noop("bijgewerkt in het dealbestand"),
    gettext_noop("gemeentegrenzen opnieuw ingelezen"),
)
"""What a snapshot says in so many words about a change and its ground (`freezing.changes`)."""


@dataclass(frozen=True)
class PillarRow:
    """What a pillar holds, in words, per state and in all. `budget` is empty where no pillar has one.

    `dutch` marks a name that people gave, which no page translates; so it does for a group and a bar.
    """

    name: str
    budget: str
    cells: tuple[tuple[str, str], ...]
    total: str
    dutch: bool


@dataclass(frozen=True)
class Source:
    """Where money comes from: booked and, where it differs, as it was published."""

    name: str
    level: str
    amount: str
    published: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ProjectRow:
    """A project in the programme."""

    name: str
    href: str
    about: str
    stage: str
    known: bool
    contribution: str
    reserved: str
    resolutions: tuple[Link, ...]
    others: tuple[OtherAmount, ...]


@dataclass(frozen=True)
class Group:
    """The projects of a pillar; `total` over those of which the contribution is known."""

    name: str
    projects: tuple[ProjectRow, ...]
    total: str
    about_total: str
    dutch: bool


@dataclass(frozen=True)
class Change:
    """What changed against the version before, and the decision or the ground behind it."""

    name: str
    href: str
    label: str
    about: str
    amount: str
    resolution: Link | None
    ground: str


@dataclass(frozen=True, kw_only=True)
class Programme:
    """An implementation programme with every amount and date in words."""

    title: str
    as_of: str
    ledger_sequence: int
    ledger_href: str
    ledger_hash: str
    pledged: str
    sources: tuple[Source, ...]
    difference: str
    published_total: str
    allocation_rule: str
    states: tuple[tuple[str, str], ...]
    pillars: tuple[PillarRow, ...]
    pillar_total: PillarRow
    bars: tuple[Bar, ...]
    groups: tuple[Group, ...]
    unknown_money: str
    project_count: str
    changes: tuple[Change, ...]
    previous_version: int | None


def of(envelope: Envelope) -> Programme:
    """Return the implementation programme in an edition whose snapshot is public."""
    snapshot = envelope.snapshot or {}
    sequence = snapshot["ledger"]["sequence"]
    return Programme(
        title=title_of(snapshot, envelope.version),
        as_of=day(snapshot["as_of"]),
        ledger_sequence=sequence,
        ledger_href=paths.transfer(sequence) if sequence else paths.LEDGER_ROOT,
        ledger_hash=snapshot["ledger"]["sha256"],
        pledged=euros(snapshot["totals"]["pledged_cents"]),
        sources=tuple(_source(source) for source in snapshot["sources"]),
        difference=euros(abs(snapshot["difference_cents"])) if snapshot["difference_cents"] else "",
        published_total=euros(snapshot["published_total_cents"]),
        allocation_rule=snapshot["allocation_rule"],
        states=figures.states(),
        pillars=_pillars(snapshot),
        pillar_total=_pillar_row(gettext("Samen"), snapshot["totals"], _budget(snapshot)),
        bars=figures.bars(snapshot["pillars"]),
        groups=tuple(_groups(snapshot)),
        unknown_money=_projects(snapshot["unknown_money"]) if snapshot["unknown_money"] else "",
        project_count=_projects(len(snapshot["projects"])),
        changes=tuple(_change(change) for change in snapshot["changes"]),
        previous_version=snapshot["previous_version"],
    )


def title_of(snapshot: dict[str, Any], version: int) -> str:
    """Return what a programme is called: as it was frozen, and elsewhere by its version."""
    if active() == DUTCH:
        return str(snapshot["title"])
    return gettext("Uitvoeringsprogramma, versie %(version)s") % {"version": version}


def _projects(number: int) -> str:
    return count(number, ngettext("%(number)s project", "%(number)s projecten", number))


def _source(source: dict[str, Any]) -> Source:
    differs = source["published_cents"] not in (None, source["cents"])
    return Source(
        name=source["name"],
        level=said(source["level"]),
        amount=euros(source["cents"]),
        published=euros(source["published_cents"]) if differs else "",
        href=web_address(source.get("source_url")),
    )


def _pillars(snapshot: dict[str, Any]) -> tuple[PillarRow, ...]:
    with_budget = bool(_budget(snapshot))
    return tuple(
        _pillar_row(
            figures.name_of(pillar),
            pillar,
            euros(pillar["budget_cents"]) if with_budget and pillar["budget_cents"] else "",
            dutch=bool(pillar["code"]),
        )
        for pillar in snapshot["pillars"]
    )


def _budget(snapshot: dict[str, Any]) -> str:
    budgets = [pillar["budget_cents"] for pillar in snapshot["pillars"] if pillar["budget_cents"] is not None]
    return euros(sum(budgets)) if budgets else ""


def _pillar_row(name: str, row: dict[str, Any], budget: str, *, dutch: bool = False) -> PillarRow:
    cells = tuple((label.capitalize(), euros(row[f"{state}_cents"])) for state, label in figures.states())
    return PillarRow(name, budget, cells, euros(figures.total_cents(row)), dutch)


def _groups(snapshot: dict[str, Any]) -> Iterable[Group]:
    names = {project["code"]: project["name"] for project in snapshot["projects"]}
    pillars = [pillar["name"] for pillar in snapshot["deal"]["pillars"]]
    named = [project["pillar"] for project in snapshot["projects"] if project["pillar"]]
    for pillar in [*dict.fromkeys([*pillars, *named]), None]:
        projects = [project for project in snapshot["projects"] if project["pillar"] == pillar]
        if projects:
            known = [project["contribution_cents"] for project in projects if project["money_known"]]
            yield Group(
                name=pillar or gettext(NO_PILLAR),
                projects=tuple(project_row(project, names) for project in projects),
                total=euros(sum(cents or 0 for cents in known)) if known else "",
                about_total=gettext("%(projects)s met een bekende bijdrage") % {"projects": _projects(len(known))},
                dutch=bool(pillar),
            )


def project_row(project: dict[str, Any], names: dict[str, str]) -> ProjectRow:
    """Return a project of a programme; `names` gives the names of projects that it may be part of, by code."""
    known = project["money_known"]
    parent = names.get(project["parent"] or "", "")
    about = [
        gettext("onderdeel van %(project)s") % {"project": parent} if parent else "",
        gettext("penvoerder: %(party)s") % {"party": project["lead"]} if project["lead"] else "",
        listing(project["places"]),
    ]
    return ProjectRow(
        name=project["name"],
        href=paths.project(project["code"]),
        about=" · ".join(part for part in about if part),
        stage=said(project["stage"]),
        known=known,
        contribution=euros(project["contribution_cents"]) if known else unknown(),
        reserved=euros(project["reserved_cents"]) if project["reserved_cents"] else "",
        resolutions=tuple(references.resolution(reference) for reference in project["resolutions"]),
        others=amounts.others(project["figures"], project["contribution_cents"]),
    )


def _change(change: dict[str, Any]) -> Change:
    before = gettext("was: %(value)s") % {"value": said(change["before"])} if change["before"] else ""
    after = gettext("wordt: %(value)s") % {"value": said(change["after"])} if change["after"] else ""
    return Change(
        name=change["name"],
        href=paths.project(change["project"]) if change["project"] else "",
        label=said(change["label"]),
        about="; ".join(part for part in (before, after) if part),
        amount=euros(change["cents"]) if change["cents"] is not None else "",
        resolution=references.resolution(change["resolution"]) if change["resolution"] else None,
        ground=said(change["ground"]),
    )
