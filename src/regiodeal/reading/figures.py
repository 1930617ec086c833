"""Dutch figures, in digits and in words, as exact decimals."""

import re
from decimal import Decimal

UNREADABLE = None

SMALL = {
    "een": 1,
    "één": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "dertien": 13,
    "veertien": 14,
    "vijftien": 15,
    "zestien": 16,
    "zeventien": 17,
    "achttien": 18,
    "negentien": 19,
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
    "honderd": 100,
}
PARTIAL = {
    "anderhalf": Decimal("1.5"),
    "anderhalve": Decimal("1.5"),
    "een half": Decimal("0.5"),
    "een halve": Decimal("0.5"),
    "half": Decimal("0.5"),
    "halve": Decimal("0.5"),
    "driekwart": Decimal("0.75"),
    "een kwart": Decimal("0.25"),
    "tweeënhalf": Decimal("2.5"),
    "tweeëneenhalf": Decimal("2.5"),
    "drieënhalf": Decimal("3.5"),
    "vierenhalf": Decimal("4.5"),
    "vijfenhalf": Decimal("5.5"),
}
LONGEST_FIRST = sorted((*SMALL, *PARTIAL), key=len, reverse=True)
SMALL_WORD = "|".join(sorted(SMALL, key=len, reverse=True))
COMPOUND = (
    rf"(?:{SMALL_WORD})?(?:en|ën)?(?:{SMALL_WORD})?honderd(?:duizend)?|(?:(?:{SMALL_WORD})(?:en"
    rf"|ën))?(?:{SMALL_WORD})duizend"
)
WORD_FIGURE = rf"(?:{COMPOUND}|{'|'.join(LONGEST_FIRST).replace(' ', '[ ]')}|duizend)(?![a-zà-ÿ])"

GROUPED = re.compile(r"\d{1,3}(?:([. '’])\d{3})(?:\1\d{3})*(?:,(\d{1,2}))?")
ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,2})?|\d{1,3},\d{3}\.\d{2}")
PLAIN = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
SCALED = re.compile(r"(\d+)[.,](\d{1,3})")


def figure(written: str, *, scaled: bool = False) -> Decimal | None:
    """Return the value of digits as a Dutch reader reads them; None when they can be read in two ways or in none.

    `scaled` says that "miljoen" or the like follows, so that "2,995" is a fraction.
    A dot before three digits groups thousands, unless `scaled`: then nobody can tell "1.250 miljoen".
    """
    if scaled and (match := SCALED.fullmatch(written)):
        return None if written[-4:-3] == "." else Decimal(f"{match[1]}.{match[2]}")
    if ENGLISH.fullmatch(written):
        return Decimal(written.replace(",", ""))
    if match := GROUPED.fullmatch(written):
        whole = re.sub(r"\D", "", written.partition(",")[0])
        return Decimal(f"{whole}.{match[2] or 0}")
    if match := PLAIN.fullmatch(written):
        return Decimal(f"{match[1]}.{match[2] or 0}")
    return UNREADABLE


def word_figure(written: str) -> Decimal | None:
    """Return the value of a figure in words ("anderhalf", "vijfentwintigduizend"), or None."""
    word = written.lower()
    if word in PARTIAL:
        return PARTIAL[word]
    if word.endswith("duizend"):
        thousands = word_figure(word.removesuffix("duizend")) if word != "duizend" else Decimal(1)
        return None if thousands is None else thousands * 1000
    if word in SMALL:
        return Decimal(SMALL[word])
    if word.endswith("honderd"):
        hundreds = word_figure(word.removesuffix("honderd"))
        return None if hundreds is None else hundreds * 100
    units, joint, tens = word.replace("ën", "en").partition("en")
    if joint and units in SMALL and tens in SMALL:
        return Decimal(SMALL[units] + SMALL[tens])
    return None
