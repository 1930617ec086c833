"""Put projects into the register, and bring them up to date."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.timezone import localdate

from regiodeal.audit import trail
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal, Pillar
from regiodeal.programme.queries import lock
from regiodeal.projects.actions import versions
from regiodeal.projects.content import Content, content, differences
from regiodeal.projects.models import (
    Fact,
    Figure,
    Participation,
    Phase,
    Project,
    ProjectLink,
    ProjectName,
    ProjectPlace,
)
from regiodeal.projects.queries import whole
from regiodeal.projects.register_file import ProjectEntry


def load(deal: Deal, entries: Iterable[ProjectEntry], *, by: trail.Actor, at: datetime) -> list[str]:
    """Register projects, or bring those that are known up to date; return the codes of what changed.

    Everything is stored or nothing. Loading the same entries twice changes nothing. Phases that are known stay,
    since money can stand on them; names move to the history when they change.
    """
    entries = list(entries)
    with transaction.atomic():
        lock(deal)
        named = {entry.code for entry in entries} | {link.project for entry in entries for link in entry.links}
        known = {project.code: project for project in whole(deal).filter(code__in=named)}
        pillars = {pillar.code: pillar for pillar in deal.pillars.all()}
        leads = {party.organisation.code: party.organisation for party in deal.parties.select_related("organisation")}
        standing = {code: _standing(project) for code, project in known.items()}
        before = {code: content(project) for code, project in known.items()}
        changed: dict[str, ProjectEntry] = {}
        for entry in entries:
            project = known.get(entry.code) or Project(deal=deal, code=entry.code)
            lead = leads[entry.lead] if entry.lead else None
            stood, pillar = standing.get(entry.code, {}), pillars.get(entry.pillar or "")
            if _put(project, standing=stood, entry=entry, pillar=pillar, lead=lead, by=by, at=at):
                changed[entry.code] = entry
            known[entry.code] = project
        for entry in entries:
            _put_links(known[entry.code], standing.get(entry.code, {}), entry, known)
        _tell(deal, changed, before, by=by, at=at)
    return list(changed)


def _tell(
    deal: Deal, changed: Mapping[str, ProjectEntry], before: Mapping[str, Content], *, by: trail.Actor, at: datetime
) -> None:
    """Write the trail: what the file says of each project that changed, and which parts are other than before."""
    now = {project.code: project for project in whole(deal).filter(code__in=changed)}
    for code, entry in changed.items():
        trail.write(
            scope=deal.code,
            act="project.update" if code in before else "project.register",
            subject=code,
            by=by,
            at=at,
            content=entry.model_dump(mode="json", exclude_defaults=True),
            version=now[code].version,
            changes=differences(before[code], content(now[code])) if code in before else {},
        )


Standing = dict[type[models.Model], list[Any]]


def _standing(project: Project) -> Standing:
    """Return the rows that hang on a project, from what was read with it."""
    parts: dict[type[models.Model], Any] = {
        ProjectName: project.names,
        ProjectPlace: project.places,
        Participation: project.participations,
        Phase: project.phases,
        Figure: project.figures,
        Fact: project.facts,
        ProjectLink: project.links,
    }
    return {model: list(rows.all()) for model, rows in parts.items()}


def _put(
    project: Project,
    *,
    standing: Standing,
    entry: ProjectEntry,
    pillar: Pillar | None,
    lead: Organisation | None,
    by: trail.Actor,
    at: datetime,
) -> bool:
    fields = {"pillar": pillar, "stage": entry.stage, "lead": lead, "summary": entry.summary or ""}
    is_new = project.pk is None
    differs = any(getattr(project, name) != value for name, value in fields.items())
    for name, value in fields.items():
        setattr(project, name, value)
    if is_new:
        versions.keep(project, act="project.register", by=by, at=at)
    changes = [_put_names(project, standing.get(ProjectName, []), entry, at)]
    for model, wanted in _parts(entry).items():
        changes.append(_replace(project, model, standing.get(model, []), wanted))
    changed = differs or any(changes) or _links_differ(standing, entry)
    if changed and not is_new:
        versions.keep(project, act="project.update", by=by, at=at)
    return is_new or changed


def _put_names(project: Project, standing: list[ProjectName], entry: ProjectEntry, at: datetime) -> bool:
    """Keep the name history: the present name ends today where the file gives another, unless it says when it ended."""
    wanted = {(former.name, former.until) for former in entry.former_names} | {(entry.name, None)}
    known = {(name.name, name.until) for name in standing}
    if wanted <= known:
        return False
    told = {name for name, _ in wanted}
    for present in standing:
        if present.until is None and present.name != entry.name:
            if present.name in told:
                present.delete()
            else:
                present.until = localdate(at)
                present.save()
    ProjectName.objects.bulk_create(
        ProjectName(project=project, name=name, until=until) for name, until in sorted(wanted - known, key=str)
    )
    return True


def _parts(entry: ProjectEntry) -> "dict[type[models.Model], list[dict[str, Any]]]":
    return {
        ProjectPlace: [{"name": name, "position": position} for position, name in enumerate(entry.places)],
        Participation: [
            {"name": one.name, "role": one.role, "starts_on": one.start, "ends_on": one.end, "position": position}
            for position, one in enumerate(entry.parties)
        ],
        Phase: [
            {"number": number, "name": phase.name, "ends_on": phase.end}
            for number, phase in enumerate(entry.phases, start=1)
        ],
        Figure: [
            {
                "kind": figure.kind,
                "cents": figure.amount,
                "words": figure.words,
                "source_title": figure.title or "",
                "source_url": figure.source or "",
            }
            for figure in entry.figures
        ],
        Fact: [
            {
                "statement": fact.statement,
                "source_title": fact.title,
                "source_url": fact.source or "",
                "known_on": fact.on,
                "position": position,
            }
            for position, fact in enumerate(entry.facts)
        ],
    }


_KEPT = {Phase: ("number",), Figure: ("cents", "words")}
"""Rows that decisions rest on: added when these fields are new, and from then on changed by decisions alone."""


def _replace(project: Project, model: type[models.Model], standing: list[Any], wanted: list[dict[str, Any]]) -> bool:
    manager: Any = model._default_manager
    if model in _KEPT:
        known = [_key(vars(row), model) for row in standing]
        missing = [fields for fields in wanted if _key(fields, model) not in known]
        manager.bulk_create(model(project=project, **fields) for fields in missing)
        return bool(missing)
    same = [{name: getattr(row, name) for name in fields} for row, fields in zip(standing, wanted, strict=False)]
    if len(standing) == len(wanted) and same == wanted:
        return False
    if standing:
        manager.filter(project=project).delete()
    manager.bulk_create(model(project=project, **fields) for fields in wanted)
    return True


def _key(fields: Mapping[str, Any], model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(fields[name] for name in _KEPT[model])


def _links_differ(standing: Standing, entry: ProjectEntry) -> bool:
    wanted = {(link.kind.value, link.project, *link.readiness) for link in entry.links}
    stand = {(link.kind, link.target.code, link.trl_from, link.trl_to) for link in standing.get(ProjectLink, [])}
    return wanted != stand


def _put_links(project: Project, standing: Standing, entry: ProjectEntry, known: dict[str, Project]) -> None:
    if not _links_differ(standing, entry):
        return
    ProjectLink.objects.filter(project=project).delete()
    ProjectLink.objects.bulk_create(
        ProjectLink(
            project=project,
            kind=link.kind,
            target=known[link.project],
            trl_from=link.readiness[0],
            trl_to=link.readiness[1],
        )
        for link in entry.links
    )
