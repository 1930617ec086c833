"""What a deal can lay down: thresholds for quorum and majority, and how shares are divided."""

import re
from dataclasses import dataclass
from fractions import Fraction

from regiodeal.common.sentences import Sentence

_WRITTEN = re.compile(r"(?P<bound>more than|at least) (?P<over>\d{1,3})/(?P<under>\d{1,3})")
_IN_WORDS = {
    "more than 1/2": Sentence("more than half"),
    "at least 1/2": Sentence("at least half"),
    "at least 2/3": Sentence("at least two thirds"),
    "at least 3/4": Sentence("at least three quarters"),
    "at least 1/1": Sentence("all"),
}
_IN_DUTCH = {
    "more than 1/2": "meer dan de helft",
    "at least 1/2": "ten minste de helft",
    "at least 2/3": "ten minste twee derde",
    "at least 3/4": "ten minste drie kwart",
    "at least 1/1": "alle",
}


@dataclass(frozen=True)
class Threshold:
    """A share of seats or votes that must be reached (`at least 2/3`) or passed (`more than 1/2`)."""

    share: Fraction
    strict: bool

    @classmethod
    def parse(cls, written: str) -> "Threshold":
        """Read a threshold as a deal file writes it. Raises ValueError when it is none, or can never be met."""
        match = _WRITTEN.fullmatch(written.strip())
        if match is None or int(match["under"]) == 0:
            raise ValueError(f"{written!r} is not a threshold; write for instance 'more than 1/2' or 'at least 2/3'")
        threshold = cls(Fraction(int(match["over"]), int(match["under"])), match["bound"] == "more than")
        if threshold.needed(1) > 1:
            raise ValueError(f"{written!r} can never be met")
        return threshold

    def needed(self, whole: int) -> int:
        """Return how many out of `whole` meet the threshold; at least one, since nobody decides nothing."""
        exact = self.share * whole
        least = exact.numerator // exact.denominator + 1 if self.strict else -(-exact.numerator // exact.denominator)
        return max(least, 1)

    def __str__(self) -> str:
        """Return the threshold as a deal file writes it."""
        return f"{'more than' if self.strict else 'at least'} {self.share.numerator}/{self.share.denominator}"

    @property
    def in_words(self) -> Sentence:
        """Return the threshold in words, for a sentence."""
        share = f"{self.share.numerator}/{self.share.denominator}"
        other = Sentence("more than {share}", share=share) if self.strict else Sentence("at least {share}", share=share)
        return _IN_WORDS.get(str(self), other)

    @property
    def in_dutch(self) -> str:
        """Return the threshold as a Dutch reader would say it."""
        words = "meer dan" if self.strict else "ten minste"
        return _IN_DUTCH.get(str(self), f"{words} {self.share.numerator}/{self.share.denominator}")
