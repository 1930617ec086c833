"""Which moves a decision or a payment makes: plain rules on plain values, all amounts in cents."""

from collections.abc import Iterator

Step = tuple[str, str, int]
"""Origin, destination and cents."""


def award(*, free: str, reserved: str, awarded: str, cents: int, reserved_cents: int) -> Iterator[Step]:
    """Award a contribution: what was reserved for the project goes first, free money fills up the rest."""
    from_reserved = min(cents, reserved_cents)
    if from_reserved:
        yield reserved, awarded, from_reserved
    if cents > from_reserved:
        yield free, awarded, cents - from_reserved


def release(*, free: str, held: list[tuple[str, int]], cents: int | None) -> Iterator[Step]:
    """Give money that a project holds but nobody has spent back to the free place: all of it, or `cents` of it.

    `held` are places with what they hold, in the order in which they give. Raises ValueError when they hold less.
    """
    left = sum(amount for _, amount in held) if cents is None else cents
    for place, amount in held:
        part = min(amount, left)
        if part:
            yield place, free, part
        left -= part
    if left:
        raise ValueError(f"{left / 100:.2f} euro more is released than the project holds")
