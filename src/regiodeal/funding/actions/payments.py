"""What happens to awarded money: advances, settlement, release and recovery, each on an order or a statement."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Euros
from regiodeal.decisions.models import Condition, Resolution
from regiodeal.funding import phases, words
from regiodeal.funding.actions.ledger import Move, book
from regiodeal.funding.choices import BasisKind, PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.queries import free_place
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock
from regiodeal.projects import words as project_words
from regiodeal.projects.models import Phase


class ConditionsAreOpen(Refusal):
    """Money was granted on conditions, and not all of them are met."""


class MovedMeanwhile(Refusal):
    """Money of the phase moved after the screen was opened on which this was confirmed. `transfers` are those since."""

    transfers: list[Transfer]


class NotToCorrect(Refusal):
    """A transfer that is no payment, was put right already, or puts another one right."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """When something happens to money, on what basis, and who writes it down. `on` is the day it counts from, `seen`
    the last transfer that this person saw, where that matters."""

    basis: Basis
    on: date
    by: trail.Actor
    at: datetime
    seen: int | None = None


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


def advance(
    *, phase: Phase, cents: int, order: Basis, on: date, by: trail.Actor, at: datetime, seen: int | None = None
) -> Transfer:
    """Pay an advance to a phase, under a grant order of that phase. Raises ConditionsAreOpen, NoRoom, and Refusal.

    `seen` is the last transfer of the phase that the person saw who confirms this: raises MovedMeanwhile when there
    is a newer one. So a form that is sent twice books once, and so do two people who pay the same money.
    """
    _require(order, BasisKind.GRANT_ORDER)
    waiting = Condition.objects.filter(
        resolution__item__project=phase.project,
        resolution__phase=phase.number,
        resolution__retraction=None,
        met_on=None,
    )
    if waiting.exists():
        raise ConditionsAreOpen(
            "{phase}: not met yet: {conditions}",
            phase=project_words.phase(phase),
            conditions="; ".join(condition.text for condition in waiting),
        )
    act = Act(basis=order, on=on, by=by, at=at, seen=seen)
    return _move("payment.advance", phase, (PlaceKind.AWARDED, PlaceKind.ADVANCED), cents, act)


def recover(
    *, phase: Phase, cents: int, basis: Basis, on: date, by: trail.Actor, at: datetime, seen: int | None = None
) -> Transfer:
    """Book an advance that was paid back: it is awarded money again. Raises NoRoom, Refusal. On `seen`: `advance`."""
    act = Act(basis=basis, on=on, by=by, at=at, seen=seen)
    return _move("payment.recover", phase, (PlaceKind.ADVANCED, PlaceKind.AWARDED), cents, act)


def settle(
    *, phase: Phase, cents: int, statement: Basis, on: date, by: trail.Actor, at: datetime, seen: int | None = None
) -> list[Transfer]:
    """Settle a phase on its final amount: advances first, then what is still awarded; the rest is released.

    What was advanced beyond the final amount has to be recovered first. Raises Refusal, NoRoom; on `seen` see
    `advance`.
    """
    _require(statement, BasisKind.STATEMENT)
    with transaction.atomic():
        deal = lock(phase.project.deal)
        _check(phase, Act(basis=statement, on=on, by=by, at=at, seen=seen))
        advanced, awarded = _held(PlaceKind.ADVANCED, phase), _held(PlaceKind.AWARDED, phase)
        _require_final(phase, cents, advanced, advanced + awarded)
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


def correct(*, transfer: Transfer, reason: str, by: trail.Actor, at: datetime) -> list[Transfer]:
    """Put a payment right that should not have been booked: each transfer of it gets a counter-transfer that names it.

    A settlement is put right as a whole. The counter-transfers count from the same day and rest on the same basis, so
    from then on every day reads as if the payment was never there, and what was known before stays known. Raises
    NotToCorrect, NoRoom when the money has moved on, and Refusal without a reason.
    """
    if not reason.strip():
        raise Refusal("say why this payment is put right")
    with transaction.atomic():
        deal = lock(transfer.deal)
        together = booked_together(transfer)
        _require_correctable(together)
        counter = [
            Move(origin=one.destination.key, destination=one.origin.key, cents=one.cents, corrects=one)
            for one in reversed(together)
        ]
        written = book(deal=deal, moves=counter, basis=transfer.basis, counts_from=transfer.counts_from, at=at)
        trail.write(
            scope=deal.code,
            act="payment.correct",
            subject=_subject(together),
            by=by,
            at=at,
            ground=reason.strip(),
            corrects=[one.sequence for one in together],
            booked=[one.sequence for one in written],
        )
    return written


def booked_together(transfer: Transfer) -> list[Transfer]:
    """Return the transfers of one act: those with the same basis and the same moment of recording."""
    same = Transfer.objects.filter(
        deal=transfer.deal,
        basis=transfer.basis,
        recorded_at=transfer.recorded_at,
        corrects__isnull=transfer.corrects_id is None,
    )
    ends = same.select_related("origin__project", "destination__project", "basis", "corrected_by")
    return list(ends.order_by("sequence"))


def _require_correctable(transfers: list[Transfer]) -> None:
    first = transfers[0]
    if first.basis.kind in {BasisKind.AGREEMENT, BasisKind.RESOLUTION}:
        raise NotToCorrect(
            "transfer {number} rests on a {kind}: only a decision can change that",
            number=first.sequence,
            kind=BasisKind(first.basis.kind),
        )
    if first.corrects_id is not None:
        raise NotToCorrect("transfer {number} puts another one right; book the payment anew", number=first.sequence)
    if any(hasattr(one, "corrected_by") for one in transfers):
        raise NotToCorrect("transfer {number} was put right already", number=first.sequence)


def _subject(transfers: list[Transfer]) -> str:
    place = next(end for one in transfers for end in (one.origin, one.destination) if end.project)
    return f"{place.project.code if place.project else ''}/{place.phase}"


def _register(new: Basis, deal: Deal, *, by: trail.Actor, at: datetime) -> Basis:
    with transaction.atomic():
        new.deal = lock(deal)
        if Basis.objects.filter(deal=deal, kind=new.kind, reference=new.reference).exists():
            raise Refusal(
                "there is a {kind} {reference!r} already; choose another reference",
                kind=BasisKind(new.kind),
                reference=new.reference,
            )
        new.save(force_insert=True)
        under = new.under.reference if new.under else ""
        trail.write(scope=deal.code, act=f"{new.kind}.register", subject=new.reference, by=by, at=at, under=under)
    return new


def _require_final(phase: Phase, cents: int, advanced: int, granted: int) -> None:
    """Raise Refusal where an amount cannot be the final one of a phase, with what can be done about that."""
    name = project_words.phase(phase)
    if cents <= 0:
        raise Refusal(
            "{phase}: a final amount is more than nothing; if nothing is due, recover the advance and have it stopped",
            phase=name,
        )
    if cents < advanced:
        raise Refusal(
            "{phase}: {advanced} was advanced, which is {difference} more than this final amount; recover that first",
            phase=name,
            advanced=Euros(advanced),
            difference=Euros(advanced - cents),
        )
    if cents > granted:
        raise Refusal(
            "{phase}: {granted} was granted, and no more can be settled; correct the amount, or have an enlargement "
            "decided first",
            phase=name,
            granted=Euros(granted),
        )


def _require(basis: Basis, kind: BasisKind) -> None:
    if basis.kind != kind:
        raise Refusal("this rests on a {kind}, not on {basis}", kind=kind, basis=words.basis(basis))


def _check(phase: Phase, act: Act) -> None:
    """Refuse a basis of another phase, and an act that was confirmed on a screen that is no longer true."""
    resolution = _resolution_under(act.basis)
    if resolution is None or (resolution.item.project_id, resolution.phase) != (phase.project_id, phase.number):
        raise Refusal(
            "{basis} is not about {phase}; choose one that is",
            basis=words.basis(act.basis),
            phase=project_words.phase(phase),
        )
    if act.seen is None:
        return
    newer = list(phases.transfers(phase).filter(sequence__gt=act.seen).order_by("sequence"))
    if newer:
        refusal = MovedMeanwhile(
            "the money of {phase} moved since you opened this: look at what was booked meanwhile, and confirm again",
            phase=project_words.phase(phase),
        )
        refusal.transfers = newer
        raise refusal


def _resolution_under(basis: Basis) -> Resolution | None:
    above: Basis | None = basis
    while above is not None and above.under is not None:
        above = above.under
    return above.resolution if above else None


def _move(name: str, phase: Phase, way: tuple[PlaceKind, PlaceKind], cents: int, act: Act) -> Transfer:
    origin, destination = (_key(kind, phase) for kind in way)
    with transaction.atomic():
        deal = lock(phase.project.deal)
        _check(phase, act)
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
