"""Whom the press can turn to: telephone numbers, mailboxes and people."""

import re
from collections.abc import Iterable

from regiodeal.reading import vocabulary
from regiodeal.reading.found import Contacts, Found
from regiodeal.reading.passages import Passage

EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,8}(?:@|\s?\((?:at|@)\)\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?<!-)"
)
PHONE = re.compile(
    r"(?<![\w.,€/-])(?:\+31|0031|0)(?:\s?\(0\))?[\s.-]?(?:\d[\s.-]{0,3}){8}\d(?![\d-])"
    r"|(?<![\w.,€/-])\(0\d{1,3}\)[\s-]?(?:\d[\s.-]?){5,7}\d(?!\d)"
    r"|(?<![\w.,€/-])(?:14\s?0\d{2,3}|0(?:800|900)[\s-]?\d{4})(?!\d)"
)
PERSON = (
    r"(?:(?:dhr|mevr|mw|drs|ir|ing|mr|dr|prof)\.\s){0,2}[A-ZÀ-Þ][\w'’-]{1,25}(?:\s(?:van der|van den"
    r"|van de|ten|ter|te|van|de|der|den|el|[A-Z]\.)){0,2}"
    r"(?:\s[A-ZÀ-Þ][\w'’-]{1,25}){1,2}"
)
NAMED = re.compile(
    rf"(?:[Cc]ontactpersoon|[Cc]ontact|[Ww]oordvoerder|[Pp]ersvoorlichter|[Cc]ommunicatieadviseur"
    rf"|[Pp]rogramma(?:manager|secretaris)|[Nn]aam|[Vv]ia|[Mm]et|[Bb]ij|[Bb]el|[Mm]ail)"
    rf"(?:\s(?:is|op met|opnemen met|met|pers))?\s?[:,]?\s(?P<name>{PERSON})"
    rf"|(?P<name2>{PERSON})\s?[,(–-]{{0,2}}\s?(?:\w+\s){{0,4}}"
    r"(?:(?i:woordvoerder|persvoorlichter|voorlichter|communicatie\w*|programma\w*|projectleider|secretaris|tel)"
    r"|T\b|06|0\d)|^(?P<name3>" + PERSON + r")$"
)
NO_PERSON = re.compile(
    r"\b(?:Regio|Deal|Stuurgroep|Gemeente|Provincie|Programmabureau|Privacy|Noot)\b|^(?:Voor|Meer|Maand|Nadere)\b"
)


def is_contact(text: str) -> bool:
    """Whether a paragraph tells how to reach someone."""
    reach = EMAIL.search(text) or PHONE.search(text)
    return bool(reach and (vocabulary.PRESS.search(text) or len(text) < 120))  # noqa: PLR2004  # a card, not a story


def is_person(text: str) -> bool:
    """Whether a heading is nothing but the name of a person, as above a signature."""
    return bool(re.fullmatch(PERSON, text)) and not NO_PERSON.search(text)


def gather(passages: Iterable[Passage], lines: Iterable[int]) -> Contacts:
    """Return everybody who can be reached in these passages; `lines` are the 1-based lines they stand on."""
    phones: dict[str, Found] = {}
    emails: dict[str, Found] = {}
    names: dict[str, Found] = {}
    for passage in passages:
        for match in EMAIL.finditer(passage.text):
            address = re.sub(r"\s?\((?:at|@)\)\s?", "@", match.group())
            emails.setdefault(address.lower(), _found(passage, match.start(), match.group(), address))
        for match in PHONE.finditer(passage.text):
            phones.setdefault(re.sub(r"\D", "", match.group()), _found(passage, match.start(), match.group()))
        for match in NAMED.finditer(passage.text):
            group = next(key for key in ("name", "name2", "name3") if match.group(key))
            if not NO_PERSON.search(match.group(group)):
                names.setdefault(match.group(group), _found(passage, match.start(group), match.group(group)))
    return Contacts(tuple(phones.values()), tuple(emails.values()), tuple(names.values()), tuple(sorted(lines)))


def _found(passage: Passage, start: int, text: str, value: str | None = None) -> Found:
    return Found(value or text.strip(), passage.line_at(start).number, text.strip())
