"""Which moves a decision or a payment makes: plain rules on plain values, all amounts in cents."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from regiodeal.common.errors import Refusal
from regiodeal.common.money import allocate
from regiodeal.common.sentences import Euros

Step = tuple[str, str, int]
"""Origin, destination and cents."""


class MoreThanIsHeld(Refusal):
    """More is released than the project holds."""


def award(*, free: str, reserved: str, awarded: str, cents: int, reserved_cents: int) -> Iterator[Step]:
    """Award a contribution: what was reserved for the project goes first, free money fills up the rest."""
    from_reserved = min(cents, reserved_cents)
    if from_reserved:
        yield reserved, awarded, from_reserved
    if cents > from_reserved:
        yield free, awarded, cents - from_reserved


def release(*, free: str, held: list[tuple[str, int]], cents: int | None) -> Iterator[Step]:
    """Give money that a project holds but nobody has spent back to the free place: all of it, or `cents` of it.

    `held` are places with what they hold, in the order in which they give. Raises MoreThanIsHeld.
    """
    left = sum(amount for _, amount in held) if cents is None else cents
    for place, amount in held:
        part = min(amount, left)
        if part:
            yield place, free, part
        left -= part
    if left:
        raise MoreThanIsHeld("{amount} more is released than the project holds", amount=Euros(left))


@dataclass(frozen=True, kw_only=True)
class Wish:
    """An item that might be granted: which moves that would make is told by `grant`.

    `free` is the key of the place that its project draws on, `last_phase` the number of the last phase that is there.
    A wish that awards gives `cents` to a phase, a new one or the last; one that stops releases all that is unspent.
    `reservation_cents` are what the item says is reserved for the whole project.
    """

    project: str
    free: str
    last_phase: int = 0
    awards: bool = False
    new_phase: bool = False
    stops: bool = False
    cents: int | None = None
    reservation_cents: tuple[int, ...] = ()


class ReservationTooSmall(ValueError):
    """A project holds more than what is said to be reserved for the whole of it: `short` cents more."""

    def __init__(self, short: int) -> None:
        self.short = short
        super().__init__(f"the project holds {short} cents more than its whole reservation")


def grant(wish: Wish, held: dict[str, int]) -> Iterator[Step]:
    """Yield the moves that granting a wish makes, and make them in `held`, the cents of each place by its key.

    A free place can go below nothing here, which tells how much is short. Raises ReservationTooSmall.
    """
    for step in _decided_steps(wish, held):
        yield _moved(step, held)
    reserved = f"reserved/{wish.project}"
    for cents in wish.reservation_cents:
        short = sum(held[place] for place in _places(wish.project, held)) - cents
        if short > 0:
            raise ReservationTooSmall(short)
        if short < 0:
            yield _moved((wish.free, reserved, -short), held)


def _decided_steps(wish: Wish, held: dict[str, int]) -> list[Step]:
    reserved = f"reserved/{wish.project}"
    if wish.awards and wish.cents is not None:
        awarded = f"awarded/{wish.project}/{wish.last_phase + 1 if wish.new_phase else wish.last_phase}"
        there = held.get(reserved, 0)
        return list(award(free=wish.free, reserved=reserved, awarded=awarded, cents=wish.cents, reserved_cents=there))
    if wish.stops:
        unspent = sorted(filter(_is_unspent, _places(wish.project, held)), key=_as_released)
        return list(release(free=wish.free, held=[(place, held[place]) for place in unspent], cents=None))
    return []


def _places(project: str, held: dict[str, int]) -> list[str]:
    """Return the places that a project has money in."""
    return [place for place in held if place.split("/")[1] == project and not place.startswith(("free/", "pledged/"))]


def _is_unspent(place: str) -> bool:
    return place.startswith(("reserved/", "awarded/"))


def _as_released(place: str) -> int:
    """Order places as money is released from them: what is reserved first, then the last phase."""
    kind, _, *phase = place.split("/")
    return -int(phase[0]) if kind == "awarded" else -sys.maxsize


def _moved(step: Step, held: dict[str, int]) -> Step:
    origin, destination, cents = step
    held[origin] = held.get(origin, 0) - cents
    held[destination] = held.get(destination, 0) + cents
    return step


def left_of_sources(free_cents: int, pledged: list[int]) -> list[int]:
    """Divide what is still free over the sources, as if each euro was drawn from all in proportion to their pledges.

    By the largest remainder, so that the parts add up; below nothing when more is granted than there is.
    """
    parts = allocate(abs(free_cents), pledged)
    return parts if free_cents >= 0 else [-part for part in parts]
