"""The parts of a project in words: for who compares two values, and for the history."""

import difflib
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from regiodeal.programme.models import Deal
from regiodeal.projects.choices import LinkKind, Stage
from regiodeal.projects.content import day
from regiodeal.web import formatting

LABELS = {
    "name": gettext_lazy("Naam"),
    "pillar": gettext_lazy("Pijler"),
    "stage": gettext_lazy("Stand"),
    "lead": gettext_lazy("Trekker"),
    "summary": gettext_lazy("Samenvatting"),
    "parties": gettext_lazy("Partijen"),
    "places": gettext_lazy("Plaatsen"),
    "phases": gettext_lazy("Fasen"),
    "links": gettext_lazy("Verbanden met andere projecten"),
    "facts": gettext_lazy("Feiten"),
    "leaders": gettext_lazy("Projectleiders"),
}
"""What a person calls each part."""


class Words:
    """Says the values of parts in words, with the names that a deal gives to its codes."""

    def __init__(self, deal: Deal) -> None:
        pillars = dict(deal.pillars.values_list("code", "name"))
        leads = dict(deal.parties.values_list("organisation__code", "organisation__name"))
        self._say: dict[str, Callable[[Any], Any]] = {
            "pillar": lambda code: pillars.get(code, code),
            "lead": lambda code: leads.get(code, code),
            "stage": _stage,
            "parties": _party,
            "phases": _phase,
            "links": _link,
            "facts": _fact,
        }

    def lines(self, part: str, value: Any) -> list[str]:
        """Return a value as lines to read; nothing is one line that says so."""
        rows = value if isinstance(value, list) else [value] if value not in (None, "") else []
        return [self._line(part, row) for row in rows] or [gettext("niets ingevuld")]

    def _line(self, part: str, row: Any) -> str:
        say = self._say.get(part, str)
        return str(say(row))


def _stage(row: str) -> str:
    return gettext(dict(Stage.choices).get(row, row))


def _party(row: dict[str, Any]) -> str:
    return f"{row['name']} – {row['role']}{_period(row['from'], row['until'])}"


def _phase(row: dict[str, Any]) -> str:
    return f"{row['number']}. {row['name']}{_period(None, row['end'])}"


def _link(row: dict[str, Any]) -> str:
    levels = f", TRL {row['trl_from']}–{row['trl_to']}" if row["trl_from"] else ""
    return f"{gettext(dict(LinkKind.choices).get(row['kind'], row['kind']))} {row['project']}{levels}"


def _fact(row: dict[str, Any]) -> str:
    return f"{row['statement']} ({row['title']})"


def _period(start: str | None, end: str | None) -> str:
    if start and end:
        return f", {formatting.day(day(start))} – {formatting.day(day(end))}"
    if start:
        return f", {gettext('vanaf')} {formatting.day(day(start))}"
    return f", {gettext('tot en met')} {formatting.day(day(end))}" if end else ""


def word_by_word(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of two texts with what became of them: `same`, `gone` or `new`."""
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    for verb, start, end, other_start, other_end in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if verb == "equal":
            yield "same", "".join(old[start:end])
            continue
        if end > start:
            yield "gone", "".join(old[start:end])
        if other_end > other_start:
            yield "new", "".join(new[other_start:other_end])
