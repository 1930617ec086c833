"""What the register says now, in the same plain values that are read from a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regiodeal.common.money import write_euros
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from regiodeal.projects.queries import whole
from regiodeal.projects.register_sheet.cells import plain

Values = dict[str, str | None]
Content = dict[str, Any]
"""A project in plain values: `head` with the values of its one row, and for each part the rows of that part."""


@dataclass(frozen=True)
class Register:
    """All projects of a deal by their code; what its pillars and parties are called, by their codes; and by when a
    project must have ended."""

    projects: dict[str, Content]
    pillars: dict[str, str]
    leads: dict[str, str]
    last_day: date | None = None


def register(deal: Deal) -> Register:
    """Return the register of a deal, in a fixed number of queries."""
    return Register(
        {project.code: content(project) for project in whole(deal)},
        {pillar.code: plain(pillar.name) for pillar in deal.pillars.all()},
        {
            party.organisation.code: plain(party.organisation.name)
            for party in deal.parties.select_related("organisation")
        },
        deal.projects_end_by,
    )


def content(project: Project) -> Content:
    """Return a project in plain values; reads what `whole` has fetched."""
    return {
        "head": {
            "code": project.code,
            "name": plain(project.name),
            "pillar": project.pillar.code if project.pillar else None,
            "stage": project.stage,
            "lead": project.lead.code if project.lead else None,
            "summary": _text(project.summary),
        },
        "former_names": _former_names(project),
        "parties": [
            {
                "name": plain(one.name),
                "role": _text(one.role),
                "start": _iso(one.starts_on),
                "end": _iso(one.ends_on),
            }
            for one in project.participations.all()
        ],
        "places": [{"name": plain(place.name)} for place in project.places.all()],
        "phases": [
            {"number": str(phase.number), "name": _text(phase.name), "end": _iso(phase.ends_on)}
            for phase in project.phases.all()
        ],
        "figures": [
            {
                "kind": figure.kind,
                "amount": write_euros(figure.cents),
                "words": plain(figure.words),
                "title": _text(figure.source_title),
                "source": _text(figure.source_url),
            }
            for figure in project.figures.all()
        ],
        "links": [
            {
                "kind": link.kind,
                "target": link.target.code,
                "trl_from": _digits(link.trl_from),
                "trl_to": _digits(link.trl_to),
            }
            for link in project.links.all()
        ],
        "facts": [
            {
                "statement": plain(fact.statement),
                "title": plain(fact.source_title),
                "source": _text(fact.source_url),
                "on": _iso(fact.known_on),
            }
            for fact in project.facts.all()
        ],
    }


def _former_names(project: Project) -> list[Values]:
    former = [name for name in project.names.all() if name.until is not None]
    return [{"name": plain(name.name), "until": _iso(name.until)} for name in former]


def _text(written: str) -> str | None:
    return plain(written) or None


def _digits(number: int | None) -> str | None:
    return None if number is None else str(number)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def codes_by_words(names: Mapping[str, str]) -> dict[str, str]:
    """Return codes by what a person may write for them: the code, or the name where no other has it."""
    told = [name.casefold() for name in names.values()]
    by_name = {name.casefold(): code for code, name in names.items() if told.count(name.casefold()) == 1}
    return by_name | {code.casefold(): code for code in names}


def words_by_code(names: Mapping[str, str]) -> dict[str, str]:
    """Return what a person reads for each code, which `codes_by_words` takes back: the name, or the code itself."""
    codes = codes_by_words(names)
    return {code: name if codes.get(name.casefold()) == code else code for code, name in names.items()}
