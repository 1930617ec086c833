"""Two versions of the implementation programme side by side: what came, went and changed, by which decision."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, pairwise
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering import figures, languages, paths, references
from regiodeal.publication.rendering.catalogue import Stamp
from regiodeal.publication.rendering.formatting import day, day_of, euros, listing, unknown
from regiodeal.publication.rendering.html import Crumb, Frame, page
from regiodeal.publication.rendering.languages import Files, gettext_noop, said
from regiodeal.publication.rendering.references import Link
from regiodeal.publication.visibility import PublicEditions, public_since

EVERY_PAIR_UP_TO = 30
"""Versions of which every pair has a page; of more, each has one with its predecessor and one with the newest."""

_TOLD = {
    "name": gettext_noop("Naam"),
    "pillar": gettext_noop("Pijler"),
    "stage": gettext_noop("Stand"),
    "lead": gettext_noop("Penvoerder"),
    "ends_on": gettext_noop("Einddatum"),
}
Snapshot = Mapping[str, Any]


@dataclass(frozen=True)
class Version:
    """A version of the programme: its number, the day it became public, and its permanent page."""

    number: int
    day: str
    href: str


@dataclass(frozen=True)
class Row:
    """A figure or a fact in the older and in the newer version; `difference` is empty for what is no amount."""

    label: str
    before: str
    after: str
    difference: str = ""
    dutch: bool = False


@dataclass(frozen=True)
class ProjectChange:
    """A project that differs, with the decisions that only the newer version knows."""

    name: str
    href: str
    what: str
    rows: tuple[Row, ...]
    decisions: tuple[Link, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions held side by side."""

    older: Version
    newer: Version
    totals: tuple[Row, ...]
    projects: tuple[ProjectChange, ...]
    unchanged: int


def versions(public: PublicEditions) -> tuple[Envelope, ...]:
    """Return the versions of the programme whose content is public, oldest first."""
    found = [one for editions in public.of(paths.PROGRAMME).values() for one in editions]
    return tuple(one for one in found if one.has_content)


def pairs(known: Sequence[Envelope]) -> Iterator[tuple[Envelope, Envelope]]:
    """Yield the pairs that have a page, the older first."""
    if len(known) <= EVERY_PAIR_UP_TO:
        yield from combinations(known, 2)
        return
    yield from pairwise(known)
    yield from ((one, known[-1]) for one in known[:-2])


def folder(older: int, newer: int) -> str:
    """Return the address of the comparison of two versions, by their numbers."""
    return f"{paths.COMPARE}{older}-{newer}/"


def of_pair(older: Envelope, newer: Envelope) -> Files:
    """Return the page that compares two versions, in every language."""
    before, after = older.snapshot or {}, newer.snapshot or {}
    return languages.in_each(partial(_pair, older, newer, before, after))


def index(public: PublicEditions, framed: Callable[..., Frame]) -> Files:
    """Return the page on which a reader chooses two versions; nothing where there is one version or none."""
    known = versions(public)
    if len(known) <= 1:
        return {}
    title = gettext("Versies vergelijken")
    rows = [
        (_version(newer), [(_version(older), folder(older.version, newer.version)) for older in olders])
        for newer, olders in _by_newer(known)
    ]
    frame = framed(path=f"{paths.COMPARE}index.html", title=title, crumbs=(_PROGRAMME(), Crumb(title)))
    return page("record/compare_index.html", frame, rows=rows, every=len(known) <= EVERY_PAIR_UP_TO)


def compare(before: Snapshot, after: Snapshot) -> tuple[tuple[Row, ...], tuple[ProjectChange, ...], int]:
    """Return the totals that differ, the projects that differ, and how many projects do not, of two snapshots."""
    old = {line["code"]: line for line in before["projects"]}
    new = {line["code"]: line for line in after["projects"]}
    changes = [_project(old.get(code), line) for code, line in new.items()]
    changes += [_project(line, None) for code, line in old.items() if code not in new]
    found = tuple(change for change in changes if change is not None)
    return tuple(_totals(before["totals"], after["totals"])), found, len(changes) - len(found)


def _PROGRAMME() -> Crumb:  # noqa: N802 - a constant in the language that is spoken
    return Crumb(gettext("Uitvoeringsprogramma"), paths.PROGRAMME_ROOT)


def _by_newer(known: Sequence[Envelope]) -> Iterator[tuple[Envelope, list[Envelope]]]:
    found: dict[int, list[Envelope]] = {}
    for older, newer in pairs(known):
        found.setdefault(newer.version, []).append(older)
    for newer in reversed(known):
        if newer.version in found:
            yield newer, sorted(found[newer.version], key=lambda one: -one.version)


def _pair(older: Envelope, newer: Envelope, before: Snapshot, after: Snapshot) -> Files:
    totals, projects, unchanged = compare(before, after)
    title = gettext("Versie %(older)s en %(newer)s vergeleken") % {"older": older.version, "newer": newer.version}
    frame = Frame(
        path=f"{folder(older.version, newer.version)}index.html",
        title=title,
        deal=deals.of(dict(after)),
        stamp=Stamp.of(newer),
        crumbs=(_PROGRAMME(), Crumb(gettext("Versies vergelijken"), paths.COMPARE), Crumb(title)),
    )
    found = Comparison(_version(older), _version(newer), totals, projects, unchanged)
    return page("record/compare.html", frame, found=found)


def _version(envelope: Envelope) -> Version:
    href = paths.version_folder_of(envelope.kind, envelope.subject, envelope.version)
    return Version(envelope.version, day_of(public_since(envelope)), href)


def _totals(before: Snapshot, after: Snapshot) -> Iterator[Row]:
    names = {"pledged": gettext("te verdelen"), **dict(figures.states())}
    for state, label in names.items():
        was, is_now = before[f"{state}_cents"], after[f"{state}_cents"]
        if was != is_now:
            yield Row(label.capitalize(), euros(was), euros(is_now), _signed(is_now - was))


def _project(was: Snapshot | None, line: Snapshot | None) -> ProjectChange | None:
    there = line or was or {}
    rows = tuple(facts(was, line)) if was and line else tuple(_amounts(was or {}, line or {}))
    if was and line and not rows:
        return None
    known = set(was["resolutions"]) if was else set()
    decisions = [one for one in (line or {}).get("resolutions", ()) if one not in known]
    what = gettext("nieuw") if was is None else gettext("niet meer in het programma") if line is None else ""
    href = paths.project(there["code"])
    return ProjectChange(there["name"], href, what, rows, tuple(references.resolution(one) for one in decisions))


def facts(was: Snapshot, line: Snapshot) -> Iterator[Row]:
    """Yield the amounts and facts that differ between two lines of a project that both versions have."""
    yield from _amounts(was, line)
    for name, label in _TOLD.items():
        if was.get(name) != line.get(name):
            dutch = name in {"name", "pillar", "lead"}
            yield Row(gettext(label), _fact(name, was.get(name)), _fact(name, line.get(name)), dutch=dutch)
    if was["places"] != line["places"]:
        before, after = listing(was["places"]), listing(line["places"])
        yield Row(gettext("Plaatsen"), before or unknown(), after or unknown(), dutch=True)


def _fact(name: str, value: Any) -> str:
    if not value:
        return unknown()
    if name == "ends_on":
        return day(value)
    return said(value) if name == "stage" else str(value)


def _amounts(was: Snapshot, line: Snapshot) -> Iterator[Row]:
    """Yield the amounts that differ; a version without the project has no amount, which is not the same as zero."""
    before, after = _contribution(was), _contribution(line)
    if before != after or not (was and line):
        yield Row(gettext("Bijdrage"), _amount(was, before), _amount(line, after), _difference(before, after))
    reserved, now = was.get("reserved_cents") or 0, line.get("reserved_cents") or 0
    if reserved != now:
        yield Row(gettext("Gereserveerd"), euros(reserved), euros(now), _signed(now - reserved))


def _contribution(line: Snapshot) -> int | None:
    return line["contribution_cents"] if line and line["money_known"] else None


def _amount(line: Snapshot, cents: int | None) -> str:
    return euros(cents) if line else "–"


def _difference(before: int | None, after: int | None) -> str:
    return _signed(after - before) if before is not None and after is not None else ""


def _signed(cents: int) -> str:
    return f"{'+' if cents > 0 else '−'}{euros(abs(cents))}" if cents else euros(0)
