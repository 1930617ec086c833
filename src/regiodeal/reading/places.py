"""Places: municipalities by name, and other places where the words say that something is there."""

import re

from regiodeal.reading.found import Found
from regiodeal.reading.municipalities import AMBIGUOUS, NAMES
from regiodeal.reading.names import NAME, split
from regiodeal.reading.passages import Passage

ALL = "|".join(re.escape(name) for name in sorted(NAMES, key=lambda name: (-len(name), name)))
SURE = "|".join(re.escape(name) for name in sorted(NAMES - AMBIGUOUS, key=lambda name: (-len(name), name)))
MUNICIPALITY = re.compile(rf"(?<![\w-])(?:{ALL})(?![\w-])")
CUE = re.compile(
    r"(?:\b(?:[Ii]n|[Tt]e|[Nn]abij|[Bb]ij|[Oo]m|[Rr]ond|[Rr]ondom|[Vv]anuit|[Tt]ussen|[Nn]aar|[Oo]p|[Uu]it"
    r"|[Gg]emeenten?|[Ss]tad|[Dd]orp|[Kk]ern|[Rr]egio"
    r"|[Oo]mgeving|[Oo]mgeving van|[Pp]laats|[Ll]ocatie)|(?:Locaties?|Plaats|Gemeenten?|Waar)\s?:)\s(?:de\s|het\s)?$"
)
TITLE_END = re.compile(rf"[A-ZÀ-Þ0-9][\w'’&.-]*\s(?P<place>{ALL})$")
ORDINARY = (
    "Beek|Bergen|Best|Born|Borne|Buren|Duiven|Ede|Epe|Goes|Grave|Haren|Heerde|Hoorn|Houten|Huizen|Laren|Leek|Losser"
    "|Putten|Sluis|Stein|Waterland|Westland|Altena|Groningen|Utrecht"
)
PLAIN_WORDS = frozenset(re.findall(r"\w+", ORDINARY))
LISTED_BEFORE = re.compile(r"(?:[A-Z][\w-]+),?\s(?:en\s)?$|,\s$")
NAMED_BEFORE = re.compile(rf"(?<![\w-])(?:{SURE})(?:,\s|\sen\s)$")
OWNER = re.compile(
    r"\b(?:Universiteit|Hogeschool|College|Stenden|Instituut|Museum|Stichting|Regio Deal|Deal|Provincie"
    r"|provincie|University|Waterschap|waterschap|Rabobank|ROC|GGD|VNO-NCW)\s$"
)
SURNAME = re.compile(r"\b[A-Z][a-z]+\s(?:van|de|ten|te|ter|van der|van den)\s$")
TOWN = (
    r"(?:(?:Den|De|Het|Nieuw|Nieuwe|Oud|Oude|Sint|Groot|Klein|Bad|Ter|Ten|['’]t)\s)?"
    r"[A-Z][a-zà-ÿ]{2,24}(?:-[A-Z]?[a-zà-ÿ]{2,24}){0,2}(?![\w&-]|\.\w|\s[A-Z&])"
)
ELSEWHERE = re.compile(
    rf"\b(?:[Ii]n|[Tt]e|[Nn]abij)\s(?P<places>{TOWN}(?:,\s{TOWN}){{0,8}}(?:\sen\s{TOWN})?)(?!\sen\s[A-Z]\w+-)"
)
NO_PLACE = frozenset(
    [
        "Januari",
        "Februari",
        "Maart",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Augustus",
        "September",
        "Oktober",
        "November",
        "December",
        "Maandag",
        "Dinsdag",
        "Woensdag",
        "Donderdag",
        "Vrijdag",
        "Zaterdag",
        "Zondag",
        "Nederland",
        "Europa",
        "Duitsland",
        "België",
        "Drenthe",
        "Friesland",
        "Fryslân",
        "Overijssel",
        "Gelderland",
        "Flevoland",
        "Limburg",
        "Zeeland",
        "Brabant",
        "Noord-Brabant",
        "Noord-Holland",
        "Zuid-Holland",
        "Twente",
        "Achterhoek",
        "Salland",
        "Nederlandse",
        "Nederlands",
        "Engels",
        "Duits",
        "Europese",
        "Regio",
        "Deal",
        "Project",
        "Fase",
        "Word",
        "Excel",
        "Zuid",
        "Noord",
        "Oost",
        "West",
        "Parkstad",
        "Rivierenland",
        "Foodvalley",
        "Den",
        "De",
        "Het",
        "Veluwe",
        "Betuwe",
    ]
)
FIELD = re.compile(r"^(?:locaties?|plaats(?:en)?|waar|gemeenten?)\s?:\s*", re.IGNORECASE)


def find(passage: Passage, *, title: bool = False) -> list[Found]:
    """Return the places in a passage, each once, in order of appearance.

    In the `title` of a project a name at its end is where it is: "Bollenpad Schagen"; "Werk in Zicht" is nowhere.
    """
    text = passage.text
    spots = [(m.start(), m.group()) for m in MUNICIPALITY.finditer(text) if _is_place(text, m)]
    spots += [
        (match.start("places") + at, name)
        for match in (() if title else ELSEWHERE.finditer(text))
        for at, name in split(match.group("places"))
        if name not in NO_PLACE and name.split("-")[0] not in NO_PLACE
    ]
    if title and (end := TITLE_END.search(text)) and end.group("place") not in PLAIN_WORDS:
        spots.append((end.start("place"), end.group("place")))
    if field := FIELD.match(text):
        offset = field.end()
        spots += [(offset + at, name) for at, name in split(text[offset:].rstrip(" .")) if re.fullmatch(NAME, name)]
    found: dict[str, Found] = {}
    for start, name in sorted(spots):
        if not any(name in longer for longer in found):
            found[name] = Found(name, passage.line_at(start).number, name)
    return list(found.values())


def _is_place(text: str, match: re.Match[str]) -> bool:
    """A name alone is enough when it is nothing else; other names need "in", "gemeente" or a list of places."""
    before = text[max(0, match.start() - 30) : match.start()]
    if OWNER.search(before) or (match.group() in AMBIGUOUS and SURNAME.search(before)):
        return False
    if CUE.search(before) or FIELD.match(text):
        return True
    if re.match(r"\s[A-Z][a-z]|['’]s\b", text[match.end() : match.end() + 4]):
        return False
    if LISTED_BEFORE.search(before):
        if NAMED_BEFORE.search(before):
            return True
        nearby = text[max(0, match.start() - 120) : match.start()]
        return match.group() not in AMBIGUOUS or bool(
            re.search(r"\b(?:gemeenten?|in|te|tussen|regio)\s[A-Z]", nearby, re.IGNORECASE)
        )
    return match.group() not in AMBIGUOUS and not re.search(r"[A-Z][\w-]+\s$", before)
