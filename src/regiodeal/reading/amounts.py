"""Dutch amounts of money in running text, as whole euro cents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from regiodeal.reading.figures import UNREADABLE, WORD_FIGURE, figure, word_figure

MULTIPLIERS = {
    "miljard": 10**9,
    "mld": 10**9,
    "miljoen": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "m": 10**6,
    "ton": 10**5,
    "duizend": 10**3,
    "k": 10**3,
}

HEDGE = (  # spaces are written as \s: the pattern that they go into ignores plain ones
    r"ruim|circa|ca\.|ongeveer|bijna|krap|zo['’]n|rond\sde|om\sen\snabij(?:\sde)?|minimaal|minstens"
    r"|ten\s?minste|maximaal"
    r"|max\.|ten\shoogste|hooguit|hoogstens|meer\sdan|minder\sdan|naar\sschatting|een\skleine|een\sdikke"
    r"|tot\smaximaal|tot"
)
UNKNOWN = r"PM|p\.m\.|n\.?t\.?b\.?|n\.n\.b\.|(?:nog\s)?(?:onbekend|niet\sbekend|nader\ste\sbepalen|te\sbepalen)|\?{1,5}"
CURRENCY = r"(?:€|\b(?:EUR|euro)\b)"
DIGITS = r"\d{1,3}(?:[.'’]\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){2,}(?:\.\d{2})?|\d{1,12}(?:[.,]\d{1,3})?"
SPACED_DIGITS = r"\d{1,3}(?:[ ]\d{3})+(?:,\d{1,2})?"
SPACED_THOUSANDS = r"\d{1,3}(?:[ ]\d{3}){0,3}[ ]000"
BROKEN_DIGITS = r"\d{1,12}(?:[.,]\d{1,12}){1,8}"
LONG_MULTIPLIER = r"miljard|miljoen|mld\b\.?|mln\b\.?|mio\b|duizend|ton\b"
TAIL = r"(?:,(?:-{1,2}|[–—=])|\.-{1,2}|(?<=\d),–)?"

AMOUNT = re.compile(
    rf"""
    (?=[\d€a-zé])(?!€\s?[^\w\s?.…])(?!€\s(?:\s|$))(?<![\w.,/+])(?<![a-z]-)(?<!\d{3}-)
    (?:(?P<hedge>(?:{HEDGE})(?:\s(?:{HEDGE}))?)\s)?
    (?P<words>
        (?:
            (?P<before>(?:k\s?)?{CURRENCY}\s?k?)\s?
            (?:(?P<unknown>(?:{UNKNOWN}|x{{1,4}}|\.{{2,}}|…)(?!\w))
              |(?P<front>{SPACED_DIGITS}(?![\d.,]\d)|(?:{DIGITS})(?![\d]|[.,]\d)|{BROKEN_DIGITS}|{WORD_FIGURE})
               {TAIL}(?:\s?(?P<scale>{LONG_MULTIPLIER})|(?P<letter>[km]|\sk)(?!\w))?)
            (?:\s(?:euro['’]?s?|EUR)\b{TAIL})?
          |
            (?P<back>{SPACED_THOUSANDS}|(?:{DIGITS})(?![\d]|[.,]\d)|{BROKEN_DIGITS}|(?:{WORD_FIGURE}))
            (?:
                {TAIL}\s?(?P<scale_back>{LONG_MULTIPLIER})(?P<after>\s?(?:euro['’]?s?\b|€|EUR\b){TAIL})?
              | {TAIL}\s?(?:euro['’]?s?\b|€(?!\s?\d)|EUR\b(?!\s?\d)){TAIL}
            )
          |
            (?P<vague>(?:enkele|een\spaar|meerdere|vele|tientallen)\s(?:miljoenen|tonnen|duizenden)(?:\seuro['’]?s?\b)?)
        )
    )
    (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
LOW_END = re.compile(
    rf"(?:tussen\s(?:de\s)?)?(?:€\s?)?(?:(?!(?:19|20)\d\d\b){DIGITS}|{WORD_FIGURE})"
    rf"(?:\s(?:{LONG_MULTIPLIER}))?(?:\seuro)?"
    r"(?P<link>\s?(?:à|-|–|tot(?:\sen\smet)?|en|of)\s?)(?:de\s)?$",
    re.IGNORECASE,
)
MONEY_FOLLOWS = re.compile(
    r"\s*(?:$|[^\w\s]|(?:aan|als|beschikbaar|besteed|bij|binnen|dan|dat|de|die|door|en|er|euro|extra|gaat"
    r"|hebben|heeft|het|hiervoor"
    r"|in|is|komt|kunnen|kosten|krijgt|krijgen|met|mee|naar|nodig|of|om|ontvangen|op|per|subsidie|te|tot|toe|uit|van"
    r"|vanuit|vrij|vrijgemaakt|voor|waarvan|wordt|worden|zal|zijn|bijdragen|bijleggen|investeren|toekennen|toegekend"
    r"|uittrekken|reserveren|uitgetrokken|groot|cofinanciering|bijdrage|ge\w+[dt]|ver\w+[dt]|be\w+[dt])\b)",
    re.IGNORECASE,
)
MONEY_CUE = re.compile(
    r"bijdra|draagt|subsidie|begrot|invester|budget|kost|gereserveerd|beschikbaar|bedrag|financier|toegekend|ontvang"
    r"|krijg|euro|€|legt|steun|trek|trok|reserv|\bken(?:t|nen)\b|\bverle|vrijgemaakt|verdeel|regio ?deal",
    re.IGNORECASE,
)
WEIGHED = re.compile(
    r"co2|co₂|uitstoot|reductie|besparing|gewicht|afval|materia|grond|oogst|productie|stikstof", re.IGNORECASE
)
UNKNOWN_CELL = re.compile(UNKNOWN, re.IGNORECASE)
CUE_REACH = 80


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at text[start:end]; `cents` is None when the words do not say how much.

    `qualifier` holds the hedging words in front ("ruim", "maximaal"), which are not part of the amount.
    """

    cents: int | None
    start: int
    end: int
    qualifier: str | None = None


@lru_cache(maxsize=64)
def find(text: str) -> tuple[Amount, ...]:
    """Return the amounts of money in the text, in order; figures that are not money are left out.

    Remembers the last texts, because a block is looked at several times on its way to being a project or not.
    """
    return tuple(_as_ranges(text, _single_amounts(text)))


def in_column(cell: str, *, factor: int) -> Amount | None:
    """Read the cell of a column that its header says holds euros, times `factor` (1000 for "x € 1.000")."""
    named = find(cell)
    if named:
        first = named[0]
        return Amount(_times(first.cents, factor), first.start, first.end, first.qualifier)
    if unknown := UNKNOWN_CELL.fullmatch(cell.strip()):
        return Amount(None, cell.find(unknown.group()), cell.find(unknown.group()) + len(unknown.group()))
    bare = re.search(rf"(?:{BROKEN_DIGITS}|{SPACED_DIGITS}|\d{{1,12}}){TAIL}", cell)
    if bare and not re.search(r"\w|%", cell[: bare.start()] + cell[bare.end() :]):
        value = figure(bare.group().rstrip("-–—=,."))
        return Amount(_times(_cents(value, 1), factor), bare.start(), bare.end())
    return None


def _times(cents: int | None, factor: int) -> int | None:
    return None if cents is None else cents * factor


def _single_amounts(text: str) -> Iterator[Amount]:
    for match in AMOUNT.finditer(text):
        if not _is_money(match, text):
            continue
        hedge = match.group("hedge")
        yield Amount(_value(match), match.start("words"), match.end(), hedge.lower() if hedge else None)


def _is_money(match: re.Match[str], text: str) -> bool:
    """Tell money from other large numbers: "2 miljoen bezoekers" and "2 ton CO2" are not amounts."""
    if match.group("before") or not match.group("scale_back") or match.group("after"):
        return True
    scale = match.group("scale_back").lower().rstrip(".")
    if not MONEY_FOLLOWS.match(text, match.end()):
        return False
    label = text[max(0, match.start() - CUE_REACH) : match.start()]
    if label.endswith(": ") and match.end() == len(text) and not WEIGHED.search(label):
        return True
    nearby = text[max(0, match.start() - CUE_REACH) : match.end() + CUE_REACH]
    return scale not in {"ton", "duizend"} or bool(MONEY_CUE.search(nearby))


def _value(match: re.Match[str]) -> int | None:
    if match.group("vague") or match.group("unknown"):
        return None
    written = match.group("front") or match.group("back")
    scale = (
        (match.group("scale") or match.group("scale_back") or match.group("letter") or "").strip().lower().rstrip(".")
    )
    if not scale and "k" in (match.group("before") or "").lower():
        scale = "k"
    value = word_figure(written) if written[:1].isalpha() else figure(written, scaled=bool(scale))
    return None if value is UNREADABLE else _cents(value, MULTIPLIERS.get(scale, 1))


def _cents(value: Decimal | None, multiplier: int) -> int | None:
    if value is None:
        return None
    cents = value * multiplier * 100
    return int(cents) if cents == cents.to_integral_value() else None


def _as_ranges(text: str, singles: Iterator[Amount]) -> Iterator[Amount]:
    """Take "tussen 1 en 2 miljoen" and "€ 1.000 tot € 2.000" as one amount that is not determined."""
    waiting: Amount | None = None
    for amount in singles:
        if waiting and _linked(text, waiting, amount):
            waiting = Amount(None, waiting.start, amount.end, waiting.qualifier)
            continue
        if waiting:
            yield waiting
        waiting = _with_low_end(text, amount, after=waiting.end if waiting else 0)
    if waiting:
        yield waiting


def _linked(text: str, low: Amount, high: Amount) -> bool:
    between = text[low.end : high.start].strip().lower()
    if between in {"à", "tot", "tot en met", "-", "–"}:
        return True
    return between in {"en", "en de"} and text[max(0, low.start - 10) : low.start].lower().rstrip().endswith("tussen")


def _with_low_end(text: str, amount: Amount, after: int) -> Amount:
    reach = max(after, amount.start - 60)
    low = LOW_END.search(text[reach : amount.start])
    if not low:
        return amount
    link, between = low.group("link").strip().lower(), low.group().lower().startswith("tussen")
    if link == "en" and not between:
        return amount
    if link in {"-", "–", "of", "tot"} and "€" in text[amount.start : amount.end] and "€" not in low.group():
        return amount
    return Amount(None, reach + low.start(), amount.end, amount.qualifier)
