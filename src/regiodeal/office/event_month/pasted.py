"""People as somebody pastes them: `naam; e-mailadres; organisatie`, one on each line, in whatever order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regiodeal.accounts.models import Language
from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.event_month.actions.invitations import Invited
from regiodeal.mailing import addresses

_BETWEEN = re.compile(r"[;\t]")
_IN_BRACKETS = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]+)>(?P<rest>.*)")


@dataclass(frozen=True)
class Fault:
    """A line, counted from 1, that names nobody."""

    line: int
    what: Sentence


def people(text: str, language: Language) -> tuple[list[Invited], list[Fault]]:
    """Return who is named, and the lines that cannot be read."""
    found, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_person(line, language))
        except Refusal as refusal:
            faults.append(Fault(number, refusal.sentences[0]))
    return found, faults


class Nameless(Refusal):
    """A line with an address and no name."""


def _person(line: str, language: Language) -> Invited:
    pieces = list(_pieces(line))
    email = next((one for one in pieces if "@" in one), "")
    others = [one for one in pieces if one and one != email]
    address = addresses.tidy(email)
    if not others:
        raise Nameless("write the name before the address {email}", email=address)
    return Invited(email=address, name=others[0], organisation=others[1] if len(others) > 1 else "", language=language)


def _pieces(line: str) -> Iterator[str]:
    if match := _IN_BRACKETS.fullmatch(line.strip()):
        line = f"{match['name']};{match['email']};{match['rest'].strip(' ,;')}"
    elif not _BETWEEN.search(line):
        line = line.replace(",", ";")
    return (piece.strip(" \"'") for piece in _BETWEEN.split(line))
