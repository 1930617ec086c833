"""Parties: municipalities, provinces, institutions and companies, and groups that take part."""

import re

from regiodeal.reading.found import Found
from regiodeal.reading.municipalities import NAMES
from regiodeal.reading.names import ASIDE, CAPITAL, NAME_WITHOUT_AND, listed, split
from regiodeal.reading.passages import Passage

WATER_BOARDS = (
    "Aa en Maas|De Dommel|Rijn en IJssel|Vallei en Veluwe|Hunze en Aa's|Drents Overijsselse Delta"
    "|Brabantse Delta|Hollandse Delta"
    "|Amstel, Gooi en Vecht|Hollands Noorderkwartier|De Stichtse Rijnlanden"
)
MUNICIPALITY = (
    f"(?:{WATER_BOARDS}|"
    + "|".join(re.escape(n) for n in sorted(NAMES, key=lambda n: (-len(n), n)))
    + rf"|{CAPITAL})(?![\w-])"
)
PUBLIC = re.compile(
    rf"\b(?P<kind>[Gg]emeenten?|[Pp]rovincies?|[Ww]aterschap(?:pen)?|[Hh]oogheemraadschap|[Mm]inisteries?(?:\svan)?)\s"
    rf"(?P<names>{listed(MUNICIPALITY)})"
)
SINGULAR = {
    "gemeenten": "gemeente",
    "provincies": "provincie",
    "waterschappen": "waterschap",
    "ministeries van": "ministerie van",
    "ministeries": "ministerie",
}
FIRST_WORD = (
    r"Stichting|Universiteit|Hogeschool|ROC|AOC|MBO|Vereniging|Co[öo]peratie|Kamer van|Rabobank"
    r"|Veiligheidsregio|GGD|VNO-NCW|MKB|LTO|ZLTO|LLTB"
    r"|Staatsbosbeheer|Natuurmonumenten|Woningcorporatie|Woonstichting|Museum|Zorggroep|Economic Board"
    r"|Landschap|Wageningen University"
    r"|Recreatieschap|Omgevingsdienst|Bibliotheek|NHL|Saxion|Fontys|Avans|HAN|Zuyd|Hanze|Windesheim"
    r"|Van Hall|HZ|HAS|Aeres|TNO|CBS|Rijkswaterstaat"
)
LAST_WORD = (
    r"Instituut|College|Universiteit|University of Applied Sciences|University|Hogeschool|Academie"
    r"|Academy|B\.?V\.?|N\.?V\.?|Groep"
    r"|Co[öo]peratie|Stichting|Ziekenhuis|ziekenhuis|Hogescholen"
    r"|Board|Stenden|Museum|Holding|Consortium|Alliantie"
)
ORGANISATION = re.compile(
    rf"(?<![\w-])(?:{CAPITAL}(?:\s{CAPITAL}){{0,2}}\sUniversity\sof\sApplied\sSciences|(?:{FIRST_WORD})(?:\s(?:(?:van|voor|de|het|der|&)\s){{0,2}}{CAPITAL}){{0,5}}"
    rf"|{CAPITAL}(?:\s(?:&\s)?{CAPITAL}){{0,4}}\s(?:{LAST_WORD})(?![\w])|[A-Z][\w-]{{2,30}}(?:college"
    rf"|instituut|ziekenhuis)(?!\w))(?:(?<=\b[A-Z]\.[A-Z])\.)?"
)
ORGANISATION_WORD = re.compile(rf"(?:{FIRST_WORD}|{LAST_WORD}|Hoogheemraadschap)\b")
ROLES = (
    r"[Tt]rekkers?|[Pp]envoerders?|[Aa]anvragers?|[Ii]nitiatiefnemers?|[Ii]ndieners?|[Pp]artners?"
    r"|[Pp]rojectpartners?|[Pp]artijen|[Uu]itvoerders?"
    r"|[Bb]etrokken (?:partijen|partners|organisaties)|[Ss]amenwerkingspartners?|[Ll]ead ?partner"
)
FIELD = re.compile(
    rf"(?:^|(?<=[.;|] ))(?:{ROLES})(?:\s(?:\([^)]*\)|project))?\s?:\s*"
    r"(?P<names>(?:[^.;|]|\.(?=\w)|(?<=\b[A-Z])\.){2,300})"
)
TOGETHER = re.compile(
    rf"\b(?:[Ss]amenwerking(?:sverband)?\s(?:tussen|van|met)|[Ss]amen\smet|samenwerken\smet|werken"
    rf"|(?:{ROLES})\s(?:is|zijn|in (?:dit|het) project zijn)"
    rf"|[Ii]nitiatief\svan|[Uu]itgevoerd\sdoor|[Gg]etrokken\sdoor|[Oo]ntwikkeld\sdoor|[Ii]n\sopdracht\svan)\s"
    r"(?P<names>[^.;:!?]{2,240})"
)
RELATIVE = re.compile(
    r"\s(?:die|dat|waarin|waarmee|om|werken|zijn|is|worden|wordt|gaan|aan|samen|voor\s(?:het|de|een))\s.*$", re.DOTALL
)
GROUP = re.compile(
    r"^(?:(?:de|het|een|lokale|regionale|enkele|diverse"
    r"|verschillende)\s)*(?P<group>(?:[a-zà-ÿ-]+\s){0,2}?(?:\w*ondernemers|\w*instellingen|\w*bedrijven"
    r"|\w*corporaties"
    r"|\w*organisaties|inwoners|bewoners|vrijwilligers|agrariërs|boeren|gemeenten|scholen|overheden"
    r"|partners)(?:\s(?:uit|in|van)\s(?:de|het)\s\w+)?)$"
)
MEMBER = re.compile(
    rf"^(?:(?:de|het|een)\s)?(?:(?:gemeente|provincie|waterschap)\s)?(?P<name>{NAME_WITHOUT_AND})(?:\s\([^)]*\))?$"
)
SEATED = re.compile(
    rf"\s(?:in|te|uit)\s(?:{'|'.join(re.escape(n) for n in sorted(NAMES, key=lambda n: (-len(n), n)))})$"
)
LONGEST_NAME = 80  # characters
KINDS_OF_SCHOOL = frozenset(("MBO", "HBO", "WO", "VO", "PO", "ROC", "AOC", "MKB", "GGD", "LTO"))
NO_PARTY = re.compile(
    r"^(?:Regio ?Deal\b.*|Dit|Deze|De|Het|Een|Voor|Met|In|Op|Onder|Binnen|Project|Bijdrage|Besluit"
    r"|.* (?:Regio ?Deal)\b.*)$"
)


def find(passage: Passage, own_name: str = "") -> list[Found]:
    """Return the parties in a passage, each once, in order; `own_name` is the project itself, which is no party."""
    spots = [*_public(passage.text), *_organisations(passage.text), *_together(passage.text)]
    found: dict[str, Found] = {}
    for start, text, value in sorted(spots, key=lambda spot: (spot[0], -len(spot[1]))):
        key = _key(value)
        known = any(key in earlier for earlier in found) or key == _key(own_name)
        if not known and not NO_PARTY.match(value):
            found[key] = Found(value, passage.line_at(start).number, text)
    return list(found.values())


def _key(value: str) -> str:
    return re.sub(r"^(?:de|het|een)\s", "", value.lower())


def _public(text: str) -> list[tuple[int, str, str]]:
    spots = []
    for match in PUBLIC.finditer(text):
        kind = match.group("kind").lower()
        start = match.start("names")
        for offset, name in _members(match.group("names"), one=kind not in SINGULAR):
            clean = re.sub(r"^(?:de|het)\s", "", name)
            spots.append((start + offset, name, f"{SINGULAR.get(kind, kind)} {clean}"))
    return spots


def _members(names: str, *, one: bool) -> list[tuple[int, str]]:
    """Split a list of municipalities, keeping "Aa en Hunze" and "Berg en Dal" whole.

    It ends where another kind of party begins; behind "gemeente" (`one`) only a known name is another municipality.
    """
    found: list[tuple[int, str]] = []
    for match in re.finditer(MUNICIPALITY, names):
        if ORGANISATION_WORD.match(match.group()) or (one and found and match.group() not in NAMES):
            break
        found.append((match.start(), match.group()))
    return found


def _organisations(text: str) -> list[tuple[int, str, str]]:
    spots = []
    for match in ORGANISATION.finditer(text):
        name = re.sub(r"^(?:De|Het|Een|Dit|Met|Ook|Daarnaast|Samen|Binnen|Voor)\s", "", match.group())
        if name not in KINDS_OF_SCHOOL:
            spots.append((match.end() - len(name), name, name))
    return spots


def _together(text: str) -> list[tuple[int, str, str]]:
    spots = []
    for match in (*FIELD.finditer(text), *TOGETHER.finditer(text)):
        start = match.start("names")
        in_field = match.re is FIELD
        names = match.group("names") if in_field else RELATIVE.sub("", match.group("names"))
        for offset, member in split(names):
            words = member.strip()
            spot = start + offset + len(member) - len(member.lstrip())
            named = _member(spot, words) or (_field_member(spot, words) if in_field else [])
            if not named and not in_field and not PUBLIC.match(words):
                break
            spots.extend(named)
    return spots


def _member(spot: int, words: str) -> list[tuple[int, str, str]]:
    if PUBLIC.search(words) or words in KINDS_OF_SCHOOL:
        return []
    if match := MEMBER.match(words):
        name = SEATED.sub("", match.group("name"))
        return [(spot + match.start("name"), name, name)]
    if match := GROUP.match(words):
        group = match.group("group")
        return [(spot + match.start("group"), group, group)]
    return []


def _field_member(spot: int, words: str) -> list[tuple[int, str, str]]:
    """What stands behind "Aanvrager:" is a party, whatever its name looks like, as long as it can be a name."""
    words = ASIDE.sub("", words).strip()
    could_be = words[:1].isupper() and len(words) <= LONGEST_NAME and not re.search(r"€|\d{3}|@", words)
    return [(spot, words, words)] if could_be and not PUBLIC.search(words) else []
