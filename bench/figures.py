"""What was measured, beside its reference in the same run, and what is asked of it."""

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

Work = Callable[[], object]
_SHOWN = {"s": (1000, "ms"), "bytes": (2**-20, "MiB")}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value in `unit`, and its `ratio` to the reference `against` which it was held in the same run.

    Only the ratio says something about another machine. `least` and `most` are asked of the ratio, `within` of the
    value itself; None where nothing is asked.
    """

    name: str
    value: float
    unit: str
    reference: float
    against: str
    ratio: float = 0.0
    least: float | None = None
    most: float | None = None
    within: float | None = None

    def __post_init__(self) -> None:
        """Divide by the reference, where the ratio was not taken in another way."""
        if not self.ratio:
            object.__setattr__(self, "ratio", self.value / self.reference)

    @property
    def asked(self) -> str:
        """What is asked, in words, with a mark where it is not so."""
        bounds = [
            (self.least, f"≥ {self.least}", self.ratio >= (self.least or 0)),
            (self.most, f"≤ {self.most}", self.ratio <= (self.most or 0)),
            (self.within, f"≤ {_shown(self.within or 0, self.unit)}", self.value <= (self.within or 0)),
        ]
        return ", ".join(words if holds else f"{words} (no)" for bound, words, holds in bounds if bound is not None)

    def __str__(self) -> str:
        """Return the figure as a row of a table."""
        return f"{self.name:<66}{_shown(self.value, self.unit):>20}{self.ratio:>9.2f}  {self.asked:<17}{self.against}"


HEAD = f"{'':<66}{'value':>20}{'ratio':>9}  {'asked':<17}against"


def tell(figures: Iterable[Figure]) -> None:
    """Print figures so that `told` can read them."""
    print(json.dumps([asdict(figure) for figure in figures]))


def told(printed: str) -> list[Figure]:
    """Return the figures that a process printed with `tell` as its last line."""
    return [Figure(**figure) for figure in json.loads(printed.splitlines()[-1])]


def in_turns(works: Sequence[Work], times: int) -> list[float]:
    """Return the median of each in seconds, taken in turns, so that a busy moment of the machine touches all."""
    taken = [[seconds(work) for work in works] for _ in range(times)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def seconds(work: Work) -> float:
    """Return how long some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _shown(value: float, unit: str) -> str:
    factor, name = _SHOWN.get(unit, (1, unit))
    return f"{value * factor:,.{0 if value * factor >= 1000 else 2}f} {name}"  # noqa: PLR2004 - four digits are enough
