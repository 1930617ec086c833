"""Find projects by the words that somebody remembers.

The text of all projects of a deal is read and searched in Python: the same on every database, never out of date, and
quick enough for thousands of projects. SQLite and PostgreSQL have no way in common to search without accents.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from regiodeal.programme.models import Deal
from regiodeal.projects.models import Participation, Project, ProjectName, ProjectPlace

_APART = "\x1f"  # between the texts of two projects; no text holds it
_ACCENTS = re.compile("[\u0300-\u036f]+")
_BETWEEN_WORDS = re.compile(rf"[^\w{_APART}]+|_+")


def folded(written: str) -> str:
    """Return the words of a text without capitals and accents, a space before each: `Café Aa` is ` cafe aa`."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", written.casefold()))
    return " " + _BETWEEN_WORDS.sub(" ", bare).strip()


def matching(deal: Deal, question: str) -> set[int] | None:
    """Return the primary keys of the projects in which every word of the question begins some word.

    Names of now and before, code, summary, pillar, parties with the lead among them, and places are searched. A
    question without words asks nothing: None.
    """
    asked = [f" {word}" for word in dict.fromkeys(folded(question.replace(_APART, " ")).split())]
    if not asked:
        return None
    return {key for key, text in _texts(deal) if all(word in text for word in asked)}


def _texts(deal: Deal) -> Iterator[tuple[int, str]]:
    """Yield what can be found of each project, by its primary key."""
    collected: dict[int, list[str]] = {}
    for key, *texts in _written(deal):
        collected.setdefault(key, []).extend(text.replace(_APART, " ") for text in texts if text)
    # All texts are folded as one, which is several times faster than one by one.
    together = folded(_APART.join(" ".join(["", *texts]) for texts in collected.values()))
    return zip(collected, together.split(_APART), strict=bool(collected))


def _written(deal: Deal) -> Iterator[tuple[Any, ...]]:
    projects = Project.objects.filter(deal=deal).order_by()
    yield from projects.values_list("pk", "code", "summary", "pillar__name", "lead__name")
    for model in (ProjectName, Participation, ProjectPlace):
        rows = model._default_manager.filter(project__deal=deal).order_by()
        yield from rows.values_list("project_id", "name")
