"""How far the public record is: built, being built, or in need of help."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from regiodeal.accounts.roles import Permission
from regiodeal.office.editions import subjects
from regiodeal.programme.models import Deal
from regiodeal.publication.models import Rebuild
from regiodeal.web.access import Desk, screen

_NOBODY = timedelta(seconds=30)
"""After which an order that no worker took needs a person."""


class Step(StrEnum):
    """How far a build is."""

    WAITING = "waiting"
    FORGOTTEN = "forgotten"
    BUILDING = "building"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True)
class Build:
    """The build that matters now, with the embargoes that still have to end."""

    rebuild: Rebuild
    step: Step
    opens: list[datetime]

    @property
    def goes_on(self) -> bool:
        """Whether there is more to see in a moment."""
        return self.step is not Step.DONE


def current(deal: Deal, at: datetime) -> Build | None:
    """Return the build that is under way, or else the last one that was done; None before the first."""
    to_do = Rebuild.objects.filter(deal=deal, finished_at=None)
    opens = list(to_do.filter(due_at__gt=at, error="").order_by("due_at").values_list("due_at", flat=True))
    open_builds = to_do.exclude(due_at__gt=at, error="")
    found = open_builds.order_by("-claimed_at", "due_at").filter(claimed_at__isnull=False).first()
    found = found or open_builds.order_by("due_at").first()
    found = found or Rebuild.objects.filter(deal=deal, finished_at__isnull=False).order_by("-finished_at").first()
    return Build(found, _step(found, at), opens) if found else None


def _step(rebuild: Rebuild, at: datetime) -> Step:
    if rebuild.finished_at is not None:
        return Step.DONE
    if rebuild.claimed_at is not None:
        return Step.BUILDING
    if rebuild.error:
        return Step.FAILED
    return Step.FORGOTTEN if at - rebuild.due_at > _NOBODY else Step.WAITING


@screen(Permission.PUBLISH)
def progress(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how far the record is, on a page of its own."""
    return render(request, "office/editions/progress.html", _content(request, desk))


@screen(Permission.PUBLISH)
def state(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how far the record is, as a part of that page."""
    return render(request, "office/editions/_progress.html", _content(request, desk))


def _content(request: HttpRequest, desk: Desk) -> dict[str, object]:
    site = subjects.site_of(desk.deal, request.get_host())
    return {"build": current(desk.deal, timezone.now()), "site": site}
