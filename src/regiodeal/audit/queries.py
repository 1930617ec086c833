"""Reads of the trail."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from regiodeal.audit.models import AuditLine


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which lines of a trail somebody asks for. What is left empty leaves nothing out.

    `about` is an exact subject, or the code of a project or the reference of a meeting: then everything about it.
    `since` is the first moment and `before` the first one that is too late.
    """

    actor: str = ""
    acts: Collection[str] = ()
    about: str = ""
    since: datetime | None = None
    before: datetime | None = None


def lines(scope: str, asked: Asked = Asked()) -> "QuerySet[AuditLine]":
    """Return the lines of a deal that are asked for, newest first."""
    found = AuditLine.objects.filter(scope=scope).order_by("-number")
    if asked.actor:
        found = found.filter(actor=asked.actor)
    if asked.acts:
        found = found.filter(act__in=sorted(asked.acts))
    if asked.about:
        found = found.filter(_about(asked.about))
    if asked.since is not None:
        found = found.filter(at__gte=asked.since)
    if asked.before is not None:
        found = found.filter(at__lt=asked.before)
    return found


def actors(scope: str) -> list[str]:
    """Return who acted in a deal, by name."""
    return list(AuditLine.objects.filter(scope=scope).order_by("actor").values_list("actor", flat=True).distinct())


def _about(about: str) -> Q:
    """Return what is about a project or a meeting: a phase is `<project>/<number>`, a resolution `<meeting>/<number>`,
    an edition `<kind>/<subject>/<version>`, an item `<meeting> punt <number>`; what is decided names its project too.
    """
    below = Q(subject__startswith=f"{about}/") | Q(subject__startswith=f"{about} ") | Q(subject__contains=f"/{about}/")
    return Q(subject=about) | below | Q(details__project=about)
