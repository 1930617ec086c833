"""Which project of the register a document means, and which of its amounts is the contribution."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from regiodeal.projects.models import Project
from regiodeal.reading.found import FoundAmount, Kind, Proposal


def code_of(name: str) -> str:
    """Return the code that a project with this name gets: "Zon op 't dak" becomes `zon-op-t-dak`."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("&", " en ")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:80].strip("-") or "project"


def by_name(projects: Iterable[Project]) -> dict[str, Project]:
    """Return projects by their present name, in the form in which `match` looks them up."""
    return {_plain(project.name): project for project in projects}


def match(name: str, known: Mapping[str, Project]) -> Project | None:
    """Return the project that a document calls by this name, whatever its capitals, spaces and brackets."""
    return known.get(_plain(name)) or known.get(_plain(re.sub(r"\(.*?\)", "", name)))


def contribution(proposal: Proposal) -> FoundAmount | None:
    """Return the amount that the document says the deal contributes; None when it does not tell."""
    return next((one for one in proposal.amounts if one.kind is Kind.CONTRIBUTION and one.cents), None)


def larger_figures(proposal: Proposal) -> tuple[FoundAmount, ...]:
    """Return all other amounts; a second contribution is not classified, since a project is granted one."""
    first = contribution(proposal)
    others = (one for one in proposal.amounts if one is not first)
    return tuple(replace(one, kind=Kind.UNCLASSIFIED) if one.kind is Kind.CONTRIBUTION else one for one in others)


def _plain(name: str) -> str:
    return code_of(name).replace("-", "")
