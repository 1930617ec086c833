"""What happens to awarded money: advances, settlement, release and recovery, each on an order or a statement."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.decisions.models import Condition
from regiodeal.funding.actions.ledger import Move, book
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.queries import free_place
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock
from regiodeal.projects.models import Phase


class ConditionsAreOpen(Refusal):
    """Money was granted on conditions, and not all of them are met."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """When something happens to money, on what basis, and who writes it down. `on` is the day it counts from."""

    basis: Basis
    on: date
    by: trail.Actor
    at: datetime


def register_order(*, under: Basis, reference: str, title: str, on: date, by: trail.Actor, at: datetime) -> Basis:
    """Register the grant order (beschikking) under a resolution; advances rest on it. Raises Refusal."""
    _require(under, BasisKind.RESOLUTION)
    new = Basis(kind=BasisKind.GRANT_ORDER, under=under, reference=reference, title=title, on=on)
    return _register(new, under.deal, by=by, at=at)


def register_statement(*, under: Basis, reference: str, title: str, on: date, by: trail.Actor, at: datetime) -> Basis:
    """Register the final statement (verantwoording) under a grant order; settlement rests on it. Raises Refusal."""
    _require(under, BasisKind.GRANT_ORDER)
    new = Basis(kind=BasisKind.STATEMENT, under=under, reference=reference, title=title, on=on)
    return _register(new, under.deal, by=by, at=at)


def advance(*, phase: Phase, cents: int, order: Basis, on: date, by: trail.Actor, at: datetime) -> Transfer:
    """Pay an advance to a phase. Raises ConditionsAreOpen, NoRoom, and Refusal when the basis is no grant order."""
    _require(order, BasisKind.GRANT_ORDER)
    waiting = Condition.objects.filter(
        resolution__item__project=phase.project,
        resolution__phase=phase.number,
        resolution__retraction=None,
        met_on=None,
    )
    if waiting.exists():
        raise ConditionsAreOpen(f"{phase}: not met yet: {'; '.join(condition.text for condition in waiting)}")
    act = Act(basis=order, on=on, by=by, at=at)
    return _move("payment.advance", phase, (PlaceKind.AWARDED, PlaceKind.ADVANCED), cents, act)


def recover(*, phase: Phase, cents: int, basis: Basis, on: date, by: trail.Actor, at: datetime) -> Transfer:
    """Book an advance that was paid back: it is awarded money again. Raises NoRoom, Refusal."""
    act = Act(basis=basis, on=on, by=by, at=at)
    return _move("payment.recover", phase, (PlaceKind.ADVANCED, PlaceKind.AWARDED), cents, act)


def settle(*, phase: Phase, cents: int, statement: Basis, on: date, by: trail.Actor, at: datetime) -> list[Transfer]:
    """Settle a phase on its final amount: advances first, then what is still awarded; the rest is released.

    What was advanced beyond the final amount has to be recovered first. Raises Refusal, NoRoom.
    """
    _require(statement, BasisKind.STATEMENT)
    with transaction.atomic():
        deal = lock(phase.project.deal)
        advanced, awarded = _held(PlaceKind.ADVANCED, phase), _held(PlaceKind.AWARDED, phase)
        if cents < advanced or cents > advanced + awarded or cents <= 0:
            raise Refusal(
                f"{phase}: the final amount lies between what was advanced ({advanced / 100:.2f} euro) and what was "
                f"granted ({(advanced + awarded) / 100:.2f} euro), and above nothing; recover the difference first"
            )
        settled = _key(PlaceKind.SETTLED, phase)
        free = free_place(deal, phase.project.pillar.code if phase.project.pillar else None)
        steps = [
            (_key(PlaceKind.ADVANCED, phase), settled, advanced),
            (_key(PlaceKind.AWARDED, phase), settled, cents - advanced),
            (_key(PlaceKind.AWARDED, phase), free, advanced + awarded - cents),
        ]
        moves = [Move(origin=origin, destination=to, cents=amount) for origin, to, amount in steps if amount]
        written = book(deal=deal, moves=moves, basis=statement, counts_from=on, at=at)
        _audit("payment.settle", phase, cents, Act(basis=statement, on=on, by=by, at=at))
    return written


def _register(new: Basis, deal: Deal, *, by: trail.Actor, at: datetime) -> Basis:
    with transaction.atomic():
        new.deal = lock(deal)
        if Basis.objects.filter(deal=deal, kind=new.kind, reference=new.reference).exists():
            raise Refusal(f"there is a {new.kind} {new.reference!r} already")
        new.save(force_insert=True)
        under = new.under.reference if new.under else ""
        trail.write(scope=deal.code, act=f"{new.kind}.register", subject=new.reference, by=by, at=at, under=under)
    return new


def _require(basis: Basis, kind: BasisKind) -> None:
    if basis.kind != kind:
        raise Refusal(f"this rests on a {kind}, not on {basis.kind} {basis.reference}")


def _move(name: str, phase: Phase, way: tuple[PlaceKind, PlaceKind], cents: int, act: Act) -> Transfer:
    origin, destination = (_key(kind, phase) for kind in way)
    with transaction.atomic():
        deal = lock(phase.project.deal)
        move = Move(origin=origin, destination=destination, cents=cents)
        (written,) = book(deal=deal, moves=[move], basis=act.basis, counts_from=act.on, at=act.at)
        _audit(name, phase, cents, act)
    return written


def _audit(name: str, phase: Phase, cents: int, act: Act) -> None:
    trail.write(
        scope=phase.project.deal.code,
        act=name,
        subject=f"{phase.project.code}/{phase.number}",
        by=act.by,
        at=act.at,
        ground=f"{act.basis.kind} {act.basis.reference}",
        cents=cents,
    )


def _key(kind: PlaceKind, phase: Phase) -> str:
    return f"{kind}/{phase.project.code}/{phase.number}"


def _held(kind: PlaceKind, phase: Phase) -> int:
    return sum(Place.objects.filter(deal=phase.project.deal, key=_key(kind, phase)).values_list("cents", flat=True))
