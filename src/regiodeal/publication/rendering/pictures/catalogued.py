"""The pictures of a deal, from its catalogue. `pages` is the way to the root of the pages in the language spoken."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import STATES, Catalogue, Party, Project
from regiodeal.publication.rendering.pictures import flow, network, progress
from regiodeal.publication.rendering.pictures import map as maps
from regiodeal.publication.rendering.pictures.map import Measure
from regiodeal.publication.rendering.pictures.picture import Picture


def flow_of(snapshot: Mapping[str, Any], *, pages: str, key: str = "flow") -> Picture:
    """Return where every euro is, out of the snapshot of one implementation programme, so that all of it adds up."""
    lines = defaultdict(list)
    for line in snapshot["projects"]:
        lines[line["pillar_code"]].append(line)
    return flow.of(
        [flow.Source(one["name"], one["cents"], _party(one["party"])) for one in snapshot["sources"]],
        [
            _pillar(one, lines[one["code"]], f"{paths.PILLARS}{one['code']}/" if one["code"] else "")
            for one in snapshot["pillars"]
        ],
        pages=pages,
        key=key,
    )


def pillar_of(snapshot: Mapping[str, Any], code: str, *, pages: str, key: str = "flow") -> Picture:
    """Return where the money of a pillar is, out of the snapshot of one implementation programme.

    The pillar is the page that the picture stands on, so it has no link. Raises StopIteration for a code without one.
    """
    pillar = next(one for one in snapshot["pillars"] if one["code"] == code)
    lines = [line for line in snapshot["projects"] if line["pillar_code"] == code]
    return flow.of_pillar(_pillar(pillar, lines), pages=pages, key=key)


def _pillar(one: Mapping[str, Any], lines: Iterable[Mapping[str, Any]], href: str = "") -> flow.Pillar:
    return flow.Pillar(
        one["name"],
        {state: one[f"{state}_cents"] for state in STATES},
        tuple(
            flow.Project(
                line["name"],
                line["contribution_cents"] if line["money_known"] else None,
                line["reserved_cents"],
                paths.project(line["code"]),
            )
            for line in lines
        ),
        href,
    )


def progress_of(transfers: Iterable[Mapping[str, Any]], *, until: str, key: str = "progress") -> Picture:
    """Return what was granted, paid and settled through time, out of transfers as an excerpt of the ledger has them."""
    movements = (
        progress.Movement(one["counts_from"], _kind(one["from"]), _kind(one["to"]), one["cents"]) for one in transfers
    )
    return progress.of(movements, until=until, key=key)


def map_of(
    catalogue: Catalogue,
    *,
    pages: str,
    measure: Measure = "projects",
    about: Party | None = None,
    outline: Mapping[str, Any] | None = None,
    key: str = "map",
) -> Picture:
    """Return the map of the municipalities and places of the deal, by what works in each of them.

    With `about` it is about one municipality: its projects alone count, and the places where they work. `outline` are
    the borders that `outline_of` found; without any the map is one of tiles.
    """
    projects = catalogue.touching(about.code) if about else catalogue.projects
    working: dict[str, list[Project]] = {party.code: [] for party in catalogue.municipalities}
    for project in projects:
        for code in project.municipalities:
            if code in working:
                working[code].append(project)
    where = {one.municipality: one for one in reversed(catalogue.localities)}
    municipalities = [
        maps.Municipality(
            code=party.code,
            name=party.short_name,
            projects=len(working[party.code]),
            contribution_cents=_known(working[party.code]),
            unknown=sum(not project.known for project in working[party.code]),
            href="" if party == about else f"{paths.MUNICIPALITIES}{party.code}/",
            latitude=where[party.code].latitude if party.code in where else None,
            longitude=where[party.code].longitude if party.code in where else None,
        )
        for party in catalogue.municipalities
    ]
    places = [place for place in _places(catalogue, projects) if place.projects or not about]
    marked = about.code if about else ""
    return maps.of(municipalities, outline=outline, places=places, measure=measure, marked=marked, pages=pages, key=key)


def outline_of(catalogue: Catalogue) -> Mapping[str, Any] | None:
    """Return the borders that the newest implementation programme has, None where it has none."""
    snapshot: Mapping[str, Any] = (catalogue.programme.snapshot if catalogue.programme else None) or {}
    return snapshot.get("map")


def network_of(catalogue: Catalogue, *, pages: str, key: str = "network") -> Picture:
    """Return who works with whom in the projects of the deal."""
    parties = [network.Party(party.code, party.name, _party(party.code)) for party in catalogue.parties.values()]
    projects = (network.Project(project.name, project.parties) for project in catalogue.projects)
    return network.of(parties, projects, pages=pages, key=key)


def _party(code: str | None) -> str:
    return f"{paths.PARTIES}{code}/" if code else ""


def _kind(place: str) -> str:
    return place.partition("/")[0]


def _known(projects: Iterable[Project]) -> int | None:
    """Return what was granted to the projects of which that is known, None where it is known of none of them."""
    known = [project.contribution_cents or 0 for project in projects if project.known]
    return sum(known) if known else None


def _places(catalogue: Catalogue, projects: Sequence[Project]) -> Iterator[maps.Place]:
    counted = Counter(name.casefold() for project in projects for name in dict.fromkeys(project.places))
    for one in catalogue.localities:
        yield maps.Place(one.name, one.latitude, one.longitude, counted[one.name.casefold()])
