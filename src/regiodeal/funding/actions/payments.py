"""What happens to awarded money: advances, settlement, release and recovery, each on an order or a statement."""

from datetime import date, datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.decisions.models import Condition
from regiodeal.funding.actions.ledger import Move, book
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.queries import free_place
from regiodeal.programme.queries import lock
from regiodeal.projects.models import Phase


class ConditionsAreOpen(Refusal):
    """Money was granted on conditions, and not all of them are met."""


def register_order(
    *, resolution_basis: Basis, reference: str, title: str, on: date, by: trail.Actor, at: datetime
) -> Basis:
    """Register the grant order (beschikking) under a resolution; advances rest on it. Raises Refusal."""
    return _register(BasisKind.GRANT_ORDER, BasisKind.RESOLUTION, resolution_basis, reference, title, on, by, at)


def register_statement(
    *, order: Basis, reference: str, title: str, on: date, by: trail.Actor, at: datetime
) -> Basis:
    """Register the final statement (verantwoording) under a grant order; settlement rests on it. Raises Refusal."""
    return _register(BasisKind.STATEMENT, BasisKind.GRANT_ORDER, order, reference, title, on, by, at)


def advance(*, phase: Phase, cents: int, order: Basis, on: date, by: trail.Actor, at: datetime) -> Transfer:
    """Pay an advance to a phase. Raises ConditionsAreOpen, NoRoom, and Refusal when the basis is no grant order."""
    _require(order, BasisKind.GRANT_ORDER)
    project = phase.project
    open_conditions = Condition.objects.filter(
        resolution__item__project=project, resolution__phase=phase.number, resolution__retraction=None, met_on=None
    )
    if open_conditions.exists():
        raise ConditionsAreOpen(f"{phase}: not met yet: {'; '.join(condition.text for condition in open_conditions)}")
    return _move("payment.advance", phase, _key(PlaceKind.AWARDED, phase), _key(PlaceKind.ADVANCED, phase), cents,
                 order, on, by, at)  # fmt: skip


def recover(*, phase: Phase, cents: int, basis: Basis, on: date, by: trail.Actor, at: datetime) -> Transfer:
    """Book an advance that was paid back: it is awarded money again. Raises NoRoom, Refusal."""
    return _move("payment.recover", phase, _key(PlaceKind.ADVANCED, phase), _key(PlaceKind.AWARDED, phase), cents,
                 basis, on, by, at)  # fmt: skip


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
        _audit("payment.settle", phase, cents, statement, by, at)
    return written


def _register(
    kind: BasisKind, above: BasisKind, under: Basis, reference: str, title: str, on: date, by: trail.Actor, at: datetime
) -> Basis:
    _require(under, above)
    with transaction.atomic():
        deal = lock(under.deal)
        if Basis.objects.filter(deal=deal, kind=kind, reference=reference).exists():
            raise Refusal(f"there is a {kind} {reference!r} already")
        basis = Basis.objects.create(deal=deal, kind=kind, reference=reference, title=title, on=on, under=under)
        trail.write(scope=deal.code, act=f"{kind}.register", subject=reference, by=by, at=at, under=under.reference)
    return basis


def _require(basis: Basis, kind: BasisKind) -> None:
    if basis.kind != kind:
        raise Refusal(f"this rests on a {kind}, not on {basis.kind} {basis.reference}")


def _move(
    act: str, phase: Phase, origin: str, destination: str, cents: int, basis: Basis, on: date, by: trail.Actor, at: datetime
) -> Transfer:
    with transaction.atomic():
        deal = lock(phase.project.deal)
        move = Move(origin=origin, destination=destination, cents=cents)
        (written,) = book(deal=deal, moves=[move], basis=basis, counts_from=on, at=at)
        _audit(act, phase, cents, basis, by, at)
    return written


def _audit(act: str, phase: Phase, cents: int, basis: Basis, by: trail.Actor, at: datetime) -> None:
    trail.write(
        scope=phase.project.deal.code,
        act=act,
        subject=f"{phase.project.code}/{phase.number}",
        by=by,
        at=at,
        ground=f"{basis.kind} {basis.reference}",
        cents=cents,
    )


def _key(kind: PlaceKind, phase: Phase) -> str:
    return f"{kind}/{phase.project.code}/{phase.number}"


def _held(kind: PlaceKind, phase: Phase) -> int:
    return sum(Place.objects.filter(deal=phase.project.deal, key=_key(kind, phase)).values_list("cents", flat=True))
