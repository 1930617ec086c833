"""What a proper name looks like in Dutch running text."""

import re

# A word of a name: it begins with a capital, or with a digit or mark inside a name that goes on ("NHL", "ROC", "B.V.").
CAPITAL = r"(?:['’]s-|['’]t\s)?[A-ZÀ-Þ][\w'’&.+/-]{0,40}(?<![.,])"
SMALL = (
    r"(?:van der|van den|van de|aan den|aan de|op den|in het|van het|van|den|de|der|het|ten|ter|te|voor|en"
    r"|&|op|aan|in|over)"
)
NAME = rf"{CAPITAL}(?:\s(?:(?:{SMALL}\s){{1,2}}{CAPITAL}|{CAPITAL})){{0,6}}"
NAME_WITHOUT_AND = NAME.replace("|en|&|", "|&|")

LIST_END = r"(?:,?\s(?:en|alsmede|alsook|of)\s|,\s)"


def listed(one: str) -> str:
    """Return a pattern for "A", "A en B" and "A, B en C", where each is `one`."""
    return rf"{one}(?:{LIST_END}(?:(?:de|het)\s)?{one}){{0,15}}"


ASIDE = re.compile(r"\([^()]*\)")
ENGLISH_OF = r"(?<!University)(?<!School)(?<!Institute)(?<!Academy)(?<!Port)"
SEPARATOR = re.compile(rf",\s(?:en\s)?|\s(?:en|alsmede|alsook)\s|{ENGLISH_OF}\sof\s")


def split(text: str) -> list[tuple[int, str]]:
    """Return the (offset, name) of the members of a list such as "A, B en C"."""
    found, start = [], 0
    asides = [aside.span() for aside in ASIDE.finditer(text)]
    stops = [s for s in SEPARATOR.finditer(text) if not any(first < s.start() < last for first, last in asides)]
    for stop in [*stops, None]:
        end = stop.start() if stop else len(text)
        if text[start:end].strip():
            found.append((start, text[start:end]))
        start = stop.end() if stop else end
    return found
