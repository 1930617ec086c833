"""Amounts as whole euro cents, and their division without losing one."""

import re
from collections.abc import Sequence

MOST_CENTS = 10**13
"""A hundred milliard euros: whoever writes more made a mistake. The sum of thousands of those fits in a database."""


class TooMuch(ValueError):
    """An amount that no deal can have."""


_WRITTEN = re.compile(r"(?P<euros>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<cents>[0-9]{2}))?")


def parse_euros(written: str) -> int:
    """Return the cents of an amount in euros as a Dutch file writes it: `374800`, `374.800` or `374.800,50`.

    Raises TooMuch above MOST_CENTS, and another ValueError for anything else; `374800.50` is refused, since a point
    separates thousands in Dutch.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"{written!r} is not an amount in euros; write 374800, 374.800 or 374.800,50")
    digits = (match["euros"].replace(".", "") + (match["cents"] or "00")).lstrip("0") or "0"
    if len(digits) > len(str(MOST_CENTS)) or int(digits) > MOST_CENTS:
        raise TooMuch(f"{written.strip()[:40]!r} is more than any deal can have; check the number of zeros")
    return int(digits)


def allocate(total: int, weights: Sequence[int], *, unit: int = 1) -> list[int]:
    """Divide `total` cents in proportion to `weights`, in multiples of `unit` cents, by the largest remainder.

    The parts always add up to `total`. Equal remainders go to the earlier weight, so the outcome is the same each
    time. Raises ValueError if `total` is no multiple of `unit`, or if the weights are negative or add up to nothing.
    """
    if total % unit:
        raise ValueError(f"{total} cents cannot be divided in parts of {unit} cents")
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("the weights must not be negative and must add up to more than nothing")
    units = total // unit
    parts = [units * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -(units * weights[index] % whole))
    for index in by_remainder[: units - sum(parts)]:
        parts[index] += 1
    return [part * unit for part in parts]


def write_euros(cents: int) -> str:
    """Return an amount as `parse_euros` reads it: `374.800`, or `374.800,50` where there are cents."""
    euros, rest = divmod(cents, 100)
    return f"{euros:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")
