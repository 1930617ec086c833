"""The one door through which money moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import GENESIS, link
from regiodeal.common.sentences import Euros
from regiodeal.funding import words
from regiodeal.funding.actions import totals
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.queries import content, lowest_from
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import lock
from regiodeal.projects.models import Project


class NoRoom(Refusal):
    """A place holds less than has to leave it."""


class NotADay(Refusal):
    """A transfer counts from a day that has not come yet, or from before the deal."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """Cents that go from one place to another, named by their keys; `corrects` is the transfer that it puts right."""

    origin: str
    destination: str
    cents: int
    corrects: Transfer | None = None


def book(*, deal: Deal, moves: Iterable[Move], basis: Basis, counts_from: date, at: datetime) -> list[Transfer]:
    """Book moves that rest on one basis, all or none, and keep balances and totals with them.

    `counts_from` is the day from which they count, `at` the moment of recording. Raises NoRoom when a place would
    hold less than nothing on that day or any later one, NotADay for a day that is still to come.
    """
    with transaction.atomic():
        lock(deal)
        if counts_from > localdate(at):
            raise NotADay(
                "{day} is still to come; a transfer counts from the day of its basis at the latest", day=counts_from
            )
        last = Transfer.objects.filter(deal=deal).order_by("-sequence").first()
        written = []
        for move in moves:
            last = _write(move, basis=basis, counts_from=counts_from, at=at, last=last)
            written.append(last)
        totals.count(deal, written)
    return written


def _write(move: Move, *, basis: Basis, counts_from: date, at: datetime, last: Transfer | None) -> Transfer:
    deal = basis.deal
    origin, destination = place(deal, move.origin), place(deal, move.destination)
    if origin.kind != PlaceKind.PLEDGED:
        room = lowest_from(origin, counts_from)
        if room < move.cents:
            raise NoRoom(
                "{place} holds {room} from {day} on, {short} less than the {asked} that is asked",
                place=words.place(origin),
                room=Euros(room),
                day=counts_from,
                short=Euros(move.cents - room),
                asked=Euros(move.cents),
            )
    transfer = Transfer(
        deal=deal,
        sequence=last.sequence + 1 if last else 1,
        counts_from=counts_from,
        recorded_at=at,
        origin=origin,
        destination=destination,
        cents=move.cents,
        basis=basis,
        corrects=move.corrects,
        previous=last.sha256 if last else GENESIS,
    )
    transfer.sha256 = link(content(transfer), transfer.previous)
    transfer.save(force_insert=True)
    origin.cents -= move.cents
    destination.cents += move.cents
    origin.save(update_fields=["cents"])
    destination.save(update_fields=["cents"])
    return transfer


def place(deal: Deal, key: str) -> Place:
    """Return the place with this key, and make it when it is new. Raises ValueError for a key that cannot be."""
    found = Place.objects.filter(deal=deal, key=key).select_related("source", "pillar").first()
    if found is not None:
        return found
    kind, _, rest = key.partition("/")
    match PlaceKind(kind):
        case PlaceKind.PLEDGED:
            return Place.objects.create(deal=deal, key=key, kind=kind, source=deal.sources.get(code=rest))
        case PlaceKind.FREE:
            pillar = None if rest == "-" else deal.pillars.get(code=rest)
            return Place.objects.create(deal=deal, key=key, kind=kind, pillar=pillar)
    code, _, phase = rest.partition("/")
    project = Project.objects.select_related("pillar").get(deal=deal, code=code)
    return Place.objects.create(
        deal=deal, key=key, kind=kind, pillar=project.pillar, project=project, phase=int(phase) if phase else None
    )
