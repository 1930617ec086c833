"""Note what others contribute beside the deal; change it, remove it, and put a removed row back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.funding.models import CoFinancing
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector
from regiodeal.programme.queries import lock
from regiodeal.projects.models import Project


class ChangedMeanwhile(Refusal):
    """Somebody else changed or removed the row since it was opened. `row` is as it is now."""

    row: CoFinancing


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What a party contributes, as a person notes it; cents are None where nobody knows the amount."""

    phase: int | None
    party: str
    sector: Sector
    party_to_deal: bool
    form: ContributionForm
    origin: MoneyOrigin
    cents: int | None
    evidence: str = ""


def note(*, project: Project, contribution: Contribution, by: trail.Actor, at: datetime) -> CoFinancing:
    """Note a contribution to a project. Raises Refusal for a phase that the project does not have."""
    with transaction.atomic():
        lock(project.deal)
        _check(project, contribution)
        row = CoFinancing.objects.create(project=project, **asdict(contribution))
        _write("cofinancing.note", row, by, at, **_plain(contribution))
    return row


def change(*, row: CoFinancing, contribution: Contribution, version: int, by: trail.Actor, at: datetime) -> CoFinancing:
    """Change a contribution that was opened as `version`. Raises ChangedMeanwhile, and Refusal as `note` does."""
    with transaction.atomic():
        row = _locked(row, version)
        _check(row.project, contribution)
        before = {field.name: getattr(row, field.name) for field in fields(contribution)}
        new = asdict(contribution)
        changed = {name: [_as_text(before[name]), _as_text(new[name])] for name in new if before[name] != new[name]}
        if not changed:
            return row
        for name, value in new.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        _write("cofinancing.change", row, by, at, changed=changed)
    return row


def remove(*, row: CoFinancing, version: int, by: trail.Actor, at: datetime) -> CoFinancing:
    """Remove a contribution that was opened as `version`; `restore` puts it back. Raises ChangedMeanwhile."""
    with transaction.atomic():
        row = _locked(row, version)
        row.removed_at, row.version = at, row.version + 1
        row.save(update_fields=["removed_at", "version"])
        _write("cofinancing.remove", row, by, at, party=row.party, cents=row.cents)
    return row


def restore(*, row: CoFinancing, by: trail.Actor, at: datetime) -> CoFinancing:
    """Put a removed contribution back as it was; one that is there stays as it is."""
    with transaction.atomic():
        lock(row.project.deal)
        row.refresh_from_db()
        if row.removed_at is None:
            return row
        row.removed_at, row.version = None, row.version + 1
        row.save(update_fields=["removed_at", "version"])
        _write("cofinancing.restore", row, by, at, party=row.party, cents=row.cents)
    return row


def _check(project: Project, contribution: Contribution) -> None:
    if contribution.phase is not None and not project.phases.filter(number=contribution.phase).exists():
        raise Refusal("{project} has no phase {number}", project=project.name, number=contribution.phase)
    if not contribution.party.strip():
        raise Refusal("a contribution names the party that makes it")


def _locked(row: CoFinancing, version: int) -> CoFinancing:
    lock(row.project.deal)
    row.refresh_from_db()
    if row.version == version and row.removed_at is None:
        return row
    line = AuditLine.objects.filter(
        scope=row.project.deal.code, act__startswith="cofinancing.", details__row=row.pk
    ).last()
    refusal = ChangedMeanwhile(
        "{person} removed this row meanwhile; nothing was saved"
        if row.removed_at
        else "{person} changed this row meanwhile; see beside each field what it says now, and save again",
        person=line.actor if line else "?",
    )
    refusal.row = row
    raise refusal


def _plain(contribution: Contribution) -> Mapping[str, Any]:
    return {name: _as_text(value) for name, value in asdict(contribution).items()}


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _write(act: str, row: CoFinancing, by: trail.Actor, at: datetime, **details: Any) -> None:
    trail.write(scope=row.project.deal.code, act=act, subject=row.project.code, by=by, at=at, row=row.pk, **details)
