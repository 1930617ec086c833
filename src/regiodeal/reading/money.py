"""The amounts in a passage, each with its kind, its line and its words."""

from collections.abc import Iterable

from regiodeal.reading import amounts, kinds
from regiodeal.reading.amounts import Amount
from regiodeal.reading.found import FoundAmount, Kind
from regiodeal.reading.passages import Passage

LONGEST_SENTENCE = 600  # characters that are quoted and looked at on each side


def find(passage: Passage, setting: str = "") -> list[FoundAmount]:
    """Return the amounts of a passage in order; `setting` is what introduces it, such as the words above a list."""
    everything = amounts.find(passage.text)
    found: list[FoundAmount] = []
    remaining = iter(passage.sentences())
    start, end = 0, 0
    sentence: list[Amount] = []
    for amount in [*everything, None]:
        if amount is not None and amount.start < end:
            sentence.append(amount)
            continue
        found.extend(_in_sentence(passage, start, end, sentence, setting))
        while amount is not None and end <= amount.start:
            start, end = next(remaining)
        sentence = [amount] if amount is not None else []
    return found


def _in_sentence(passage: Passage, start: int, end: int, inside: list[Amount], setting: str) -> Iterable[FoundAmount]:
    text = passage.text
    for place, amount in enumerate(inside):
        left = inside[place - 1].end if place else max(start, amount.start - LONGEST_SENTENCE)
        right = inside[place + 1].start if place + 1 < len(inside) else min(end, amount.end + LONGEST_SENTENCE)
        sentence = text[max(start, amount.start - LONGEST_SENTENCE) : min(end, amount.end + LONGEST_SENTENCE)].strip()
        kind = kinds.classify(text[left : amount.start], text[amount.end : right], sentence, setting)
        yield found_in(passage, amount, kind, sentence)


def found_in(passage: Passage, amount: Amount, kind: Kind, sentence: str) -> FoundAmount:
    """Return an amount with the line and the words that it came from."""
    words = passage.text[amount.start : amount.end]
    return FoundAmount(kind, amount.cents, passage.line_at(amount.start).number, words, amount.qualifier, sentence)
