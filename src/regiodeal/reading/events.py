"""Announced events: what there is to come, and when."""

import re

from regiodeal.reading import amounts, vocabulary
from regiodeal.reading.dates import DATE, MONTH, iso
from regiodeal.reading.found import Event
from regiodeal.reading.passages import Passage

DAYS = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag"
WHEN = re.compile(
    rf"(?P<range>(?:van\s)?\d{{1,2}}\s(?:tot(?:\sen\smet)?|t/m|en)\s)?(?:(?:op\s)?{DAYS}\s)?(?:{DATE.pattern})(?:\s(?:van|om|vanaf)\s\d{{1,2}}[.:]\d\d(?:\s?(?:tot|-"
    rf"|–)\s?\d{{1,2}}[.:]\d\d)?\s?(?:uur)?)?"
    rf"|(?:de\s)?(?:hele\s)?maand\s(?:{MONTH})(?:\s20\d\d)?|\b(?:in|begin|medio|eind|half)\s(?:{MONTH})(?:\s20\d\d)?\b"
    r"|\b(?:in\s)?(?:het\s(?:voorjaar|najaar)|de\s(?:zomer|herfst|winter|lente))(?:\s(?:van\s)?20\d\d)?",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(
    r"\borganise(?:ert|ren)\b|\bvind(?:t|en)\b.{0,120}\bplaats\b|\bhoud(?:t|en)\b|\bnodig(?:t"
    r"|en)\b.{0,60}\buit\b|\bwordt\b.{0,80}\bgehouden\b"
    r"|\bstaat\b.{0,80}\b(?:gepland|teken)\b|\bis\b.{0,60}\b(?:\w*bijeenkomst|regiodag|conferentie|symposium"
    r"|congres|kick-?off|opening)\b"
    r"|\baanmelden\b|\bopent\b|\bvoor\b.{0,20}\bsave the date\b|\bwelkom\b|\bgeopend\b|\bgepresenteerd\b",
    re.IGNORECASE,
)
GIVEN_NAME = re.compile(
    r"[\"“‘'](?P<quoted>[^\"”’']{3,80})[\"”’']|(?P<named>(?:[Mm]aand|[Ww]eek|[Dd]ag)\svan\s(?:de"
    r"|het)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)*)"
    r"|(?:de|het|een|een eerste|onze|[Dd]e [a-z]+)\s(?P<noun>(?:[\w-]+\s){0,2}?[\w-]*(?:bijeenkomst(?:en)?"
    r"|[Rr]egiodag|dag|conferentie|[Ss]ymposium|congres|festival"
    r"|webinar|werkbezoek|markt|[Kk]ick-?off|workshop|avond|evenement|estafette)(?:\s[A-Z][\w-]+(?:\s(?:en"
    r"|&|van|de)?\s?[A-Z][\w-]+){0,3})?)"
)
ONLY_DECISIONS = re.compile(
    r"\bstuurgroep\b.{0,40}\b(?:besl|vergader)|\bbesloten\b|\bvolgende (?:vergadering|stuurgroep)", re.IGNORECASE
)
LONGEST = 400  # characters of a sentence that are quoted


def announced(passage: Passage) -> Event | None:
    """Return the event that a paragraph announces in its own words, if it does."""
    for start, end in passage.sentences():
        sentence = passage.text[start : min(end, start + 4 * LONGEST)].strip()
        when = WHEN.search(sentence)
        name = GIVEN_NAME.search(sentence)
        happens = when and ANNOUNCES.search(sentence) and vocabulary.EVENT.search(sentence)
        if happens and name and not ONLY_DECISIONS.search(sentence) and not amounts.find(sentence):
            return _event(passage, start, next(filter(None, name.groups())), when, sentence)
    return None


def headed(name: str, line: int, passage: Passage) -> Event:
    """Return the event that a heading on `line` (1-based) names, with when it is from the text below it."""
    when = WHEN.search(name) or WHEN.search(passage.text)
    clean = re.sub(r"^(?:agenda|save the date|uitnodiging)\s?[:–-]\s*", "", name, flags=re.IGNORECASE)
    text = name
    for start, end in passage.sentences():
        if when and start <= when.start() < end and when.string == passage.text:
            text = passage.text[start:end].strip()[:LONGEST]
    return Event(clean, when.group().strip() if when else None, _day(when), line, text)


def _event(passage: Passage, start: int, name: str, when: re.Match[str] | None, sentence: str) -> Event:
    return Event(
        name.strip(),
        when.group().strip() if when else None,
        _day(when),
        passage.line_at(start).number,
        sentence[:LONGEST],
    )


def _day(when: re.Match[str] | None) -> str | None:
    """Return the ISO date of a single day; a range of days has none."""
    return iso(when) if when and not when["range"] and (when["day"] or when["d"] or when["iso_d"]) else None
