"""Who signs in for which seat."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from regiodeal.accounts.actions import members
from regiodeal.accounts.models import User
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.programme.models import Deal, Seat
from regiodeal.programme.queries import lock


class SeatTaken(Refusal):
    """Another person signs in for the seat."""


class SeatElsewhere(Refusal):
    """The seat is not in a body of this deal."""


def set_seats(*, deal: Deal, user: User, seats: Iterable[Seat], by: trail.Actor, at: datetime) -> bool:
    """Let a person sign in for these seats of a deal and no others; return whether anything changed.

    Raises SeatTaken, SeatElsewhere.
    """
    with transaction.atomic():
        lock(deal)
        wanted = {seat.pk for seat in seats}
        known = {seat.pk: seat for seat in _seats(deal)}
        if not wanted <= known.keys():
            raise SeatElsewhere("a chosen seat is not in a body of this deal; choose again")
        for pk in wanted:
            if known[pk].user_id not in {None, user.pk}:
                raise SeatTaken("{person} signs in for {seat}; take it from them first", person=known[pk].user,
                                seat=known[pk])  # fmt: skip
        has = {pk for pk, seat in known.items() if seat.user_id == user.pk}
        if has == wanted:
            return False
        _link(deal, has - wanted, None)
        _link(deal, wanted - has, user)
        trail.write(
            scope=deal.code,
            act="seat.user",
            subject=user.email,
            by=by,
            at=at,
            given=sorted(known[pk].code for pk in wanted - has),
            taken=sorted(known[pk].code for pk in has - wanted),
        )
    return True


def leave(*, deal: Deal, user: User, by: trail.Actor, at: datetime) -> bool:
    """Take a person out of a deal, with roles and seats; return whether the account is closed now.

    Raises LastAdministrator.
    """
    with transaction.atomic():
        set_seats(deal=deal, user=user, seats=[], by=by, at=at)
        return members.remove(user=user, scope=deal.code, by=by, at=at)


def _seats(deal: Deal) -> Iterable[Seat]:
    return Seat.objects.filter(body__deal=deal).select_related("user", "organisation")


def _link(deal: Deal, seats: set[int], user: User | None) -> None:
    Seat.objects.filter(body__deal=deal, pk__in=seats).update(user=user)
