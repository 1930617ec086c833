"""Change a project in the register, part by part."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from regiodeal.accounts.models import User
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock
from regiodeal.projects import rules
from regiodeal.projects.actions import versions
from regiodeal.projects.changes import merged, since
from regiodeal.projects.choices import LinkKind, Stage
from regiodeal.projects.content import Content, content, day, differences
from regiodeal.projects.models import Fact, Participation, Phase, Project, ProjectLink, ProjectName, ProjectPlace
from regiodeal.projects.queries import whole
from regiodeal.projects.rules import Firm

_OWN = frozenset({"pillar", "stage", "lead", "summary"})
"""Parts that stand in the row of the project itself."""


class CannotBe(Refusal):
    """What was filled in breaks a rule of the register; the message gives every reason."""


@dataclass(frozen=True)
class Changed:
    """What became of a change: the present version, the parts that were changed, and by whom other parts of the same
    form were changed meanwhile, which stay as that person left them."""

    version: int
    parts: tuple[str, ...]
    also_by: tuple[str, ...]


def change(
    *,
    project: Project,
    version: int,
    parts: Content,
    by: trail.Actor,
    at: datetime,
    firm: Callable[[Project], Firm] = lambda _project: Firm(),
) -> Changed:
    """Give parts of a project another content, typed on top of `version`.

    What somebody else changed meanwhile stays, where it is another part. `firm` is asked, under the lock, what
    decisions made firm. Raises ChangedMeanwhile where both changed the same part, and CannotBe with every reason.
    """
    with transaction.atomic():
        deal = lock(project.deal)
        present = whole(deal).get(pk=project.pk)
        before = content(present)
        touched = since(present, version) if version != present.version else {}
        after = merged(parts, before, touched, present.version)
        changes = differences(before, after)
        if changes:
            faults = list(_faults(present, before, after, changes, firm(present)))
            if faults:
                raise CannotBe(faults[0], *faults[1:])
            _put(present, {part: after[part] for part in changes}, at)
            versions.keep(present, act="project.change", by=by, at=at)
            trail.write(
                scope=deal.code,
                act="project.change",
                subject=present.code,
                by=by,
                at=at,
                version=present.version,
                changes=changes,
            )
    others = {touch.by for part, touch in touched.items() if part in parts}
    return Changed(present.version, tuple(changes), tuple(sorted(others)))


def _faults(
    project: Project, before: Content, after: Content, changes: Mapping[str, Any], firm: Firm
) -> Iterator[Sentence]:
    yield from rules.basics_faults(before, after, firm)
    yield from _unknown_faults(project.deal, changes)
    if "parties" in changes:
        yield from rules.party_faults(after["parties"])
    if "phases" in changes:
        yield from rules.phase_faults(before["phases"], after["phases"], firm, project.deal.projects_end_by)
    if "links" in changes:
        yield from _link_faults(project, after["links"])


def _unknown_faults(deal: Deal, changes: Mapping[str, Any]) -> Iterator[Sentence]:
    """Yield the codes that the deal does not know: an address that nobody offered, or one that went meanwhile."""
    pillar, lead = (changes.get(part, {}).get("to") for part in ("pillar", "lead"))
    if pillar is not None and not deal.pillars.filter(code=pillar).exists():
        yield Sentence("this deal has no pillar {code}", code=pillar)
    if lead is not None and not deal.parties.filter(organisation__code=lead).exists():
        yield Sentence("{code} is no party to this deal", code=lead)
    if "stage" in changes and changes["stage"]["to"] not in Stage.values:
        yield Sentence("there is no stage {code}", code=changes["stage"]["to"])
    addresses = changes.get("leaders", {}).get("to", [])
    colleagues = User.objects.filter(email__in=addresses, memberships__scope=deal.code)
    missing = set(addresses) - set(colleagues.values_list("email", flat=True))
    if missing:
        yield Sentence("{addresses} has no role in this deal", addresses=", ".join(sorted(missing)))


def _link_faults(project: Project, links: list[Any]) -> Iterator[Sentence]:
    codes = frozenset(Project.objects.filter(deal=project.deal).values_list("code", flat=True))
    faults = list(rules.link_faults(project.code, links, codes))
    unknown = {link["kind"] for link in links} - set(LinkKind.values)
    yield from (Sentence("there is no kind of link {kind}", kind=kind) for kind in sorted(unknown))
    yield from faults
    others: dict[str, list[tuple[str, str]]] = {}
    elsewhere = ProjectLink.objects.filter(project__deal=project.deal).exclude(project=project)
    for code, kind, target in elsewhere.values_list("project__code", "kind", "target__code"):
        others.setdefault(code, []).append((kind, target))
    runs_around = None if faults else rules.circle(project.code, links, others)
    if runs_around:
        yield runs_around


def _put(project: Project, parts: Content, at: datetime) -> None:
    """Store the parts; those of the project's own row are set and saved by the caller."""
    for part in _OWN & parts.keys():
        _set_own(project, part, parts[part])
    if "name" in parts:
        _rename(project, parts["name"], at)
    for part, put in _PUT.items():
        if part in parts:
            put(project, parts[part])


def _set_own(project: Project, part: str, value: Any) -> None:
    match part:
        case "pillar":
            project.pillar = project.deal.pillars.get(code=value) if value else None
        case "lead":
            party = project.deal.parties.select_related("organisation").filter(organisation__code=value).first()
            project.lead = party.organisation if party else None
        case _:
            setattr(project, part, value)


def _rename(project: Project, name: str, at: datetime) -> None:
    """End the present name today and begin another."""
    ProjectName.objects.filter(project=project, until=None).update(until=localdate(at))
    ProjectName.objects.create(project=project, name=name)


def _put_parties(project: Project, rows: list[Any]) -> None:
    Participation.objects.filter(project=project).delete()
    Participation.objects.bulk_create(
        Participation(
            project=project,
            name=row["name"],
            role=row["role"],
            starts_on=day(row["from"]),
            ends_on=day(row["until"]),
            position=position,
        )
        for position, row in enumerate(rows)
    )


def _put_places(project: Project, rows: list[str]) -> None:
    ProjectPlace.objects.filter(project=project).delete()
    ProjectPlace.objects.bulk_create(
        ProjectPlace(project=project, name=name, position=position) for position, name in enumerate(rows)
    )


def _put_phases(project: Project, rows: list[Any]) -> None:
    """Phases keep their rows, since decisions point at their numbers."""
    Phase.objects.filter(project=project).exclude(number__in=[row["number"] for row in rows]).delete()
    for row in rows:
        Phase.objects.update_or_create(
            project=project, number=row["number"], defaults={"name": row["name"], "ends_on": day(row["end"])}
        )


def _put_links(project: Project, rows: list[Any]) -> None:
    targets = {
        one.code: one for one in Project.objects.filter(deal=project.deal, code__in=[r["project"] for r in rows])
    }
    ProjectLink.objects.filter(project=project).delete()
    ProjectLink.objects.bulk_create(
        ProjectLink(
            project=project,
            kind=row["kind"],
            target=targets[row["project"]],
            trl_from=row["trl_from"],
            trl_to=row["trl_to"],
        )
        for row in rows
    )


def _put_facts(project: Project, rows: list[Any]) -> None:
    Fact.objects.filter(project=project).delete()
    Fact.objects.bulk_create(
        Fact(
            project=project,
            statement=row["statement"],
            source_title=row["title"],
            source_url=row["url"],
            known_on=day(row["on"]),
            position=position,
        )
        for position, row in enumerate(rows)
    )


def _put_leaders(project: Project, addresses: list[str]) -> None:
    project.leaders.set(User.objects.filter(email__in=addresses))


_PUT: dict[str, Callable[[Project, Any], None]] = {
    "parties": _put_parties,
    "places": _put_places,
    "phases": _put_phases,
    "links": _put_links,
    "facts": _put_facts,
    "leaders": _put_leaders,
}
