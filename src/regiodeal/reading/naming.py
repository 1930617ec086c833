"""The name of a project: in a heading, at the head of a list item, or in a sentence."""

import re

from regiodeal.reading import amounts, vocabulary
from regiodeal.reading.municipalities import NAMES
from regiodeal.reading.passages import Passage
from regiodeal.reading.structure import label_of

NUMBER = re.compile(
    r"^(?:(?:project|besluit|agendapunt|voorstel|onderwerp|punt)\s?(?:nr\.?\s?)?\d{1,3}"
    r"|\d{1,2}(?:\.\d{1,2}){0,2}\.?)\s*[:.)–-]*\s+(?=\S)",
    re.IGNORECASE,
)
LABEL = re.compile(r"^(?:project(?:naam|titel)?|initiatief|naam (?:van het )?project)\s*[:–-]\s*", re.IGNORECASE)
NAME_END = re.compile(
    r"\s*(?:[:;(|]|\s[–—-]\s|,\s|\s(?=(?:ontvangt|krijgt|heeft|kan|wordt|draagt|waarvoor|voor|met|à|van"
    r"|een bijdrage)\s)|→|=|\s(?=€)|\.{3,})"
)
LABELLED_NAME = re.compile(r"^(?P<name>[^:;,(|€]{3,70}?)\s?(?:\([^()]*\)\s?)?:\s")
LONGEST_HEDGE = 12  # characters between the colon and the amount: "ruim", "maximaal"
NAMED_IN_PROSE = re.compile(
    r"\b(?:project(?:voorstel)?|programma|initiatief|projectplan|pilot|plan|fieldlab"
    r"|campus)\s(?:genaamd\s)?(?:[\"“‘'„](?P<quoted>[^\"”’'“]{2,90})[\"”’']"
    r"|(?P<plain>[A-Z0-9][\w&+'’.-]*(?<![.,])(?:\s(?:(?:van|de|het|in|en|voor|op|aan|der|den|&|te|naar|met"
    r"|zonder|om)\s){0,2}[A-Z0-9][\w&+'’-]*){0,7}))"
    r"|^[\"“‘'„](?P<opening>[^\"”’'“]{2,90})[\"”’']\s(?:ontvangt|krijgt)"
    r"|^(?:Voor (?P<beneficiary>[A-Z][\w&+'’-]*(?:\s[A-Z&][\w&+'’-]*){0,5})\s(?:wordt|is|stelt|komt|trekt|gaat)\s)"
    r"|^(?P<subject>[A-Z][\w&+'’-]*(?:\s[A-Z&][\w&+'’-]*){0,5})\s(?:ontvangt|krijgt)\s"
)
NO_NAME = re.compile(
    r"^(?:De|Het|Dit|Deze|Een|Regio Deal.*|Stuurgroep.*|Gemeenten?\b.*|Provincie\b.*|Er|Zij|Hij|Daarnaast|Ook|Verder)$"
)


def clean_name(words: str) -> str:
    """Return the name in a heading or the head of a list item, without its number and its amount."""
    words = LABEL.sub("", NUMBER.sub("", words))
    found = amounts.find(words)
    if found:
        end = found[0].start
        words = re.sub(r"[\s(:–—,|-]+(?:ruim|circa|maximaal|ca\.)?\s*$", "", words[:end]) or words
    return words.strip().strip('"“”„‘’').rstrip(" :;,–-").strip() or words.strip()


def item_name(text: str, amount_at: int) -> str:
    """Return the name with which a list item opens, before its amount at offset `amount_at`."""
    words = LABEL.sub("", text)
    amount_at -= len(text) - len(words)
    quoted = re.match(r"[\"“‘„]([^\"”’“]{2,90})[\"”’]", words)
    if quoted:
        return quoted.group(1)
    mentioned = NAMED_IN_PROSE.search(words[:amount_at])
    label = label_of(words)
    if mentioned and mentioned.start() > 0 and not (label and len(label[0]) < mentioned.start()):
        return str(next(filter(None, mentioned.groups())))
    whole = LABELLED_NAME.match(words)
    if whole and whole.end() >= amount_at - LONGEST_HEDGE:
        return clean_name(whole.group("name"))
    stop = NAME_END.search(words, 2)
    end = min(stop.start() if stop else len(words), amount_at)
    return clean_name(words[:end]) or clean_name(words)


def _without_place(name: str) -> str:
    """Return "Techlab" for "Techlab in Hengelo": where a project is, is no part of its name in a sentence."""
    head, _, place = name.rpartition(" in ")
    return head if head and place in NAMES else name


def name_in(sentence: str) -> str | None:
    """Return the project that a sentence names, such as 'het project "Haven"', or None."""
    match = NAMED_IN_PROSE.search(sentence)
    if not match:
        return None
    name = _without_place(clean_name(next(filter(None, match.groups()))))
    return None if NO_NAME.match(name) or vocabulary.BUDGET_PART.match(name) else name


def names_with_money(passage: Passage) -> set[str]:
    """Return the projects that a passage names in one sentence with an amount."""
    sentences = (passage.text[start:end] for start, end in passage.sentences())
    return {name for sentence in sentences if amounts.find(sentence) and (name := name_in(sentence))}
