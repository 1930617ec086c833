"""Reads about uploaded documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.decisions.models import Meeting
from regiodeal.decisions.queries import standing
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Place
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.content import Content, content
from regiodeal.projects.queries import whole
from regiodeal.reading import additions
from regiodeal.reading.additions import Added
from regiodeal.reading.confirmed import Known
from regiodeal.reading.meeting_file import MeetingFile
from regiodeal.reading.models import Upload
from regiodeal.reading.reviews import Field, Part, Review


class UnknownDocument(Refusal):
    """The deal has no such document."""


@dataclass(frozen=True)
class Decided:
    """A decision that stands on a project: in which meeting, on which day, with which contribution in cents."""

    reference: str
    held_on: date
    cents: int | None


@dataclass(frozen=True)
class Demand:
    """What the decisions ask of the free money of one pillar (None: not divided), and how much is free; in cents."""

    pillar: str | None
    cents: int
    free_cents: int

    @property
    def left_cents(self) -> int:
        """What remains; below nothing where the money is not there."""
        return self.free_cents - self.cents


def uploads(deal: Deal) -> "QuerySet[Upload]":
    """Return the documents of a deal that were not put away, newest first, without what is in them."""
    return Upload.objects.filter(deal=deal, dropped_at=None).defer("data", "reading", "review")


def upload(deal: Deal, number: int) -> Upload:
    """Return a document, also one that was put away, without its bytes. Raises UnknownDocument."""
    found = Upload.objects.filter(deal=deal, pk=number).select_related("deal").defer("data").first()
    if found is None:
        raise UnknownDocument("there is no document {number} in {deal}", number=number, deal=deal.code)
    return found


def known(deal: Deal) -> Known:
    """Return the codes and references that the deal has already."""
    return Known(
        projects=frozenset(deal.projects.values_list("code", flat=True)),
        meetings=frozenset(Meeting.objects.filter(body__deal=deal).values_list("reference", flat=True)),
    )


def decided_before(deal: Deal, codes: Iterable[str]) -> dict[str, list[Decided]]:
    """Return the decisions that stand on these projects, by the code of the project, oldest first."""
    found: dict[str, list[Decided]] = {}
    for one in standing(deal).filter(item__project__code__in=set(codes)):
        meeting = one.item.meeting
        decision = Decided(meeting.reference, meeting.held_on, one.contribution_cents)
        found.setdefault(one.item.project.code, []).append(decision)
    return found


def content_of(deal: Deal, codes: Iterable[str]) -> dict[str, Content]:
    """Return what the register has of these projects, by their code."""
    return {project.code: content(project) for project in whole(deal).filter(code__in=set(codes))}


def additions_of(deal: Deal, file: MeetingFile) -> dict[str, Added]:
    """Return by the code of a project what registering this meeting adds to it, where the register has it already."""
    standing = content_of(deal, (item.project for item in file.items))
    source = additions.source_of(file.meeting, deal.bodies.get(code=file.meeting.body).name)
    return {
        item.project: additions.added(item, source, standing[item.project])
        for item in file.items
        if item.project in standing
    }


def meetings_on(deal: Deal, body: str, held_on: str) -> list[str]:
    """Return the references of the meetings that a body held on a day."""
    found = Meeting.objects.filter(body__deal=deal, body__code=body, held_on=held_on)
    return list(found.values_list("reference", flat=True))


def demands(deal: Deal, review: Review) -> list[Demand]:
    """Return what a review asks of the free money, per pillar with a budget of its own and undivided.

    What is reserved for a project is used first, as when the decision is booked.
    """
    reserved: dict[str, int] = {}
    held: dict[str, int] = {}
    for place in Place.objects.filter(deal=deal, project__isnull=False).select_related("project"):
        code = place.project.code if place.project else ""
        held[code] = held.get(code, 0) + place.cents
        if place.kind == PlaceKind.RESERVED:
            reserved[code] = place.cents
    budgets = {pillar.code: pillar.name for pillar in deal.pillars.all() if pillar.budget_cents is not None}
    pillars = dict(deal.projects.values_list("code", "pillar__code"))
    asked: dict[str, int] = {}
    for part in review.projects:
        if part.left_out or not part.granting:
            continue
        code = part.chosen(Field.PROJECT)
        pillar = pillars.get(code) if code else part.chosen(Field.PILLAR)
        drawn_on = pillar if pillar in budgets else "-"
        asked[drawn_on] = asked.get(drawn_on, 0) + _asked(part, reserved.get(code, 0), held.get(code, 0))
    free = dict(Place.objects.filter(deal=deal, kind=PlaceKind.FREE).values_list("key", "cents"))
    return [
        Demand(budgets.get(place), cents, free.get(f"{PlaceKind.FREE}/{place}", 0)) for place, cents in asked.items()
    ]


def _asked(part: Part, reserved: int, held: int) -> int:
    contribution: int = next((v.value or 0 for v in part.asked if v.field is Field.CONTRIBUTION and v.kept), 0)
    from_free: int = max(contribution - reserved, 0)
    whole: int = sum(
        value.value
        for value in part.asked
        if value.field is Field.FIGURE and value.kept and value.kind == FigureKind.DEAL_RESERVATION
    )
    return from_free + max(whole - held - from_free, 0)
