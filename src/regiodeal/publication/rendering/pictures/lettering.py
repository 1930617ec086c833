"""How much room words take, without a browser: a table of widths on the safe side.

The widths are those of Source Sans 3 in its heavier weight, in hundredths of the size of the letters, with a tenth
added: so the usual fonts of systems, which stand in for it while it loads, fit as well.
"""

import re
import unicodedata
from collections.abc import Iterator

ELLIPSIS = "…"
_UNKNOWN = 130  # a character of another script, or a picture
_GROUPS = {
    0: "",
    31: " \xa0'.,:;|·‘’ijlI",
    41: '!()[]{}-ftr/\\`"“”',
    53: "s*?z^",
    58: "0123456789acegkvxyLJF+=<>$#~–_€",
    64: "bdhnopquYZESTVXAPßø",
    67: "KBRC",
    76: "DGHNOQU&Ø",
    106: "MWmw%@—æœÆŒ" + ELLIPSIS,
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_BETWEEN_WORDS = re.compile(r"(?<= )(?=\S)")
_WITHIN_A_WORD = re.compile(r"(?<=[/-])(?=\S)")


def width(words: str, size: float) -> float:
    """Return how wide words are at most, in the unit of `size`, the size of the letters."""
    return sum(map(_hundredths, unicodedata.normalize("NFD", words))) * size / 100


def shortened(words: str, room: float, size: float) -> str:
    """Return the words, or as many of their letters as fit in the room with an ellipsis behind them."""
    if width(words, size) <= room:
        return words
    kept = words
    while kept and width(kept.rstrip() + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def broken(words: str, room: float, size: float) -> list[str]:
    """Return the words over as many lines as they need: broken between words, and at a hyphen in a word too long."""
    found: list[str] = []
    for part in _parts(words, room, size):
        if found and width((found[-1] + part).rstrip(" "), size) <= room:
            found[-1] += part
        else:
            found.append(part)
    return [line.strip(" ") for line in found]


def lines(words: str, room: float, size: float, most: int) -> tuple[str, ...]:
    """Return the words over at most `most` lines; what does not fit ends in an ellipsis."""
    found = broken(words, room, size)
    if len(found) > most:
        start = len("".join(found[: most - 1]).replace(" ", ""))
        found[most - 1 :] = [_after(words, start)]
    return tuple(shortened(line, room, size) for line in found)


def _parts(words: str, room: float, size: float) -> Iterator[str]:
    for word in _BETWEEN_WORDS.split(words):
        yield from [word] if width(word.rstrip(" "), size) <= room else _WITHIN_A_WORD.split(word)


def _after(words: str, letters: int) -> str:
    """Return what stands behind so many letters that are no spaces."""
    at = 0
    while letters:
        letters -= words[at] != " "
        at += 1
    return words[at:].strip(" ")


def _hundredths(letter: str) -> int:
    return 0 if unicodedata.combining(letter) else _WIDTHS.get(letter, _UNKNOWN)
