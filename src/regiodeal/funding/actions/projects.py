"""Change the register where money may stand on it: what a project holds follows it to another pillar, or nothing does.

Whatever changes projects goes through here, and not straight to the room of projects, which knows nothing of money.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.funding.actions import totals
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import change as changes
from regiodeal.projects.actions import register, spreadsheet
from regiodeal.projects.content import Content
from regiodeal.projects.models import Project
from regiodeal.projects.register_file import ProjectEntry
from regiodeal.projects.register_sheet.planning import Limits, Plan
from regiodeal.projects.register_sheet.reading import Reading
from regiodeal.projects.rules import Firm


def load(deal: Deal, entries: Iterable[ProjectEntry], *, by: trail.Actor, at: datetime) -> list[str]:
    """Register projects or bring them up to date, as `projects.actions.register.load` does."""
    with transaction.atomic():
        changed = register.load(deal, entries, by=by, at=at)
        totals.follow(deal, changed)
    return changed


def take_in(
    *,
    deal: Deal,
    reading: Reading,
    seen: str,
    by: trail.Actor,
    at: datetime,
    limits: Callable[[Deal], Limits] = lambda _deal: Limits(),
) -> Plan:
    """Store what a spreadsheet changes, as `projects.actions.spreadsheet.take_in` does, which see for refusals."""
    with transaction.atomic():
        plan = spreadsheet.take_in(deal=deal, reading=reading, seen=seen, by=by, at=at, limits=limits)
        totals.follow(deal, [one.code for one in plan.changes])
    return plan


def change(
    *,
    project: Project,
    version: int,
    parts: Content,
    by: trail.Actor,
    at: datetime,
    firm: Callable[[Project], Firm] = lambda _project: Firm(),
) -> changes.Changed:
    """Give parts of a project another content, as `projects.actions.change.change` does, which see for refusals."""
    with transaction.atomic():
        changed = changes.change(project=project, version=version, parts=parts, by=by, at=at, firm=firm)
        if "pillar" in changed.parts:
            totals.follow(project.deal, [project.code])
    return changed
