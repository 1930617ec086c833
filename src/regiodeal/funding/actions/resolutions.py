"""Decide on an item and book what follows from it, in one transaction."""

from datetime import date, datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Euros
from regiodeal.decisions.actions import resolutions
from regiodeal.decisions.actions.resolutions import Decision
from regiodeal.decisions.choices import DecisionKind
from regiodeal.decisions.models import AgendaItem, Resolution
from regiodeal.funding import rules
from regiodeal.funding.actions.ledger import Move, book
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Place
from regiodeal.funding.queries import free_place
from regiodeal.projects import words
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure, Project


def decide(*, item: AgendaItem, decision: Decision, by: trail.Actor, at: datetime) -> Resolution:
    """Write the resolution on an item and book the transfers that rest on it; both or neither.

    The transfers count from the day of the meeting. Raises what `decisions.actions.resolutions.record` raises,
    and NoRoom when the money is not there.
    """
    with transaction.atomic():
        resolution = resolutions.record(item=item, decision=decision, by=by, at=at)
        if resolution.granted:
            steps = [*_award(resolution), *_release(resolution)]
            _book(resolution, steps, at)
            for figure in item.figures.filter(kind=FigureKind.DEAL_RESERVATION):
                _reserve(resolution, figure, at)
    return resolution


def retract(*, resolution: Resolution, reason: str, by: trail.Actor, at: datetime) -> None:
    """Take a resolution back before the list is adopted: each transfer gets a counter-transfer that names it.

    Raises what `decisions.actions.resolutions.retract` raises, and NoRoom when the money has moved on.
    """
    with transaction.atomic():
        resolutions.retract(resolution=resolution, reason=reason, by=by, at=at)
        basis = Basis.objects.filter(resolution=resolution).first()
        if basis is None:
            return
        counter = [
            Move(
                origin=transfer.destination.key,
                destination=transfer.origin.key,
                cents=transfer.cents,
                corrects=transfer,
            )
            for transfer in basis.transfers.select_related("origin", "destination").order_by("-sequence")
        ]
        book(deal=basis.deal, moves=counter, basis=basis, counts_from=_day(resolution), at=at)


def classify(*, figure: Figure, kind: FigureKind, ground: str, by: trail.Actor, at: datetime) -> Figure:
    """Say what a larger figure means. As a deal reservation it is booked on the resolution that named it.

    `ground` tells how the person knows. Raises Refusal when it is classified already, or when no granted resolution
    names it and it would have to be booked; NoRoom when the money is not there.
    """
    with transaction.atomic():
        figure.refresh_from_db()
        if figure.kind != FigureKind.UNCLASSIFIED or not ground.strip():
            raise Refusal("{figure}: classified already, or no ground is given", figure=words.figure(figure))
        figure.kind = kind
        figure.save(update_fields=["kind"])
        if kind == FigureKind.DEAL_RESERVATION:
            _reserve(_resolution_naming(figure), figure, at)
        trail.write(
            scope=figure.project.deal.code,
            act="figure.classify",
            subject=figure.project.code,
            by=by,
            at=at,
            ground=ground,
            cents=figure.cents,
            kind=kind,
        )
    return figure


def _award(resolution: Resolution) -> list[rules.Step]:
    if resolution.contribution_cents is None:
        return []
    project = resolution.item.project
    steps = rules.award(
        free=_free(project),
        reserved=_reserved(project),
        awarded=f"{PlaceKind.AWARDED}/{project.code}/{resolution.phase}",
        cents=resolution.contribution_cents,
        reserved_cents=_held(project, PlaceKind.RESERVED),
    )
    return list(steps)


def _release(resolution: Resolution) -> list[rules.Step]:
    """A change releases the amount that it names; a stop without an amount releases all that is unspent."""
    stops = resolution.item.kind == DecisionKind.STOP
    if resolution.release_cents is None and not stops:
        return []
    project = resolution.item.project
    unspent = Place.objects.filter(project=project, kind__in=[PlaceKind.RESERVED, PlaceKind.AWARDED], cents__gt=0)
    held = [(place.key, place.cents) for place in unspent.order_by("-kind", "-phase")]
    try:
        return list(rules.release(free=_free(project), held=held, cents=resolution.release_cents))
    except rules.MoreThanIsHeld as error:
        raise resolutions.InvalidDecision(resolution.item, error.sentences) from error


def _reserve(resolution: Resolution, figure: Figure, at: datetime) -> None:
    """Reserve what the figure names, less what the project holds already."""
    project = figure.project
    held = sum(Place.objects.filter(project=project).values_list("cents", flat=True))
    if figure.cents < held:
        raise Refusal(
            "{project}: {amount} cannot be its whole reservation, it holds {held}",
            project=words.project(project),
            amount=Euros(figure.cents),
            held=Euros(held),
        )
    if figure.cents > held:
        _book(resolution, [(_free(project), _reserved(project), figure.cents - held)], at)


def _resolution_naming(figure: Figure) -> Resolution:
    named = Resolution.objects.filter(item__figures=figure, retraction=None, outcome__startswith="granted").first()
    if named is None:
        raise Refusal(
            "{project}: no granted resolution names this figure, so there is no basis to reserve it",
            project=words.project(figure.project),
        )
    return named


def _book(resolution: Resolution, steps: list[rules.Step], at: datetime) -> None:
    if not steps:
        return
    deal = resolution.item.project.deal
    moves = [Move(origin=origin, destination=destination, cents=cents) for origin, destination, cents in steps]
    book(deal=deal, moves=moves, basis=_basis(resolution), counts_from=_day(resolution), at=at)


def _basis(resolution: Resolution) -> Basis:
    meeting = resolution.item.meeting
    basis, _ = Basis.objects.get_or_create(
        resolution=resolution,
        defaults={
            "deal": meeting.body.deal,
            "kind": BasisKind.RESOLUTION,
            "reference": resolution.reference,
            "title": f"{meeting.body.name}, {resolution.item.project.name}",
            "on": meeting.held_on,
        },
    )
    return basis


def _day(resolution: Resolution) -> date:
    return resolution.item.meeting.held_on


def _free(project: Project) -> str:
    return free_place(project.deal, project.pillar.code if project.pillar else None)


def _reserved(project: Project) -> str:
    return f"{PlaceKind.RESERVED}/{project.code}"


def _held(project: Project, kind: PlaceKind) -> int:
    return sum(Place.objects.filter(project=project, kind=kind).values_list("cents", flat=True))
