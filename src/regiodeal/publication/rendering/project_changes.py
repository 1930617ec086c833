"""What changed between the versions of a project page: field by field, amounts with their difference."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.envelope import Envelope, Snapshot
from regiodeal.publication.rendering import figures, project, references
from regiodeal.publication.rendering.formatting import day, euros
from regiodeal.publication.rendering.languages import gettext_noop, said
from regiodeal.publication.rendering.sections import compare
from regiodeal.publication.rendering.sections.compare import Row

_NOTHING = "–"


@dataclass(frozen=True)
class Step:
    """From one version to the next: what differs, which is nothing where only the deal itself was told anew."""

    older: int
    newer: int
    rows: tuple[Row, ...]


def of(envelopes: Sequence[Envelope]) -> tuple[Step, ...]:
    """Return the steps between the versions of one project page, given oldest first; the newest step comes first.

    A version whose content is not public is no part of any step: the step leads over it.
    """
    shown = [envelope for envelope in envelopes if envelope.has_content]
    steps = [Step(older.version, newer.version, _between(older, newer)) for older, newer in pairwise(shown)]
    return tuple(reversed(steps))


def between(before: Snapshot, after: Snapshot) -> tuple[Row, ...]:
    """Return what differs between two snapshots of a project page, in the language that is spoken."""
    rows = list(compare.facts(_line(before), _line(after)))
    for label, told in _LISTS.items():
        old, new = list(told(before)), list(told(after))
        if old != new:
            gone, come = _without(old, new), _without(new, old)
            rows.append(Row(gettext(label), gone or _NOTHING, come or _NOTHING, dutch=told in _WRITTEN))
    return tuple(rows)


def _between(older: Envelope, newer: Envelope) -> tuple[Row, ...]:
    return between(older.snapshot or {}, newer.snapshot or {})


def _line(snapshot: Snapshot) -> dict[str, Any]:
    """Return the project as a line of the programme, so that both are compared by the same rules."""
    money = snapshot["money"]
    return {
        **snapshot["project"],
        "money_known": money["known"],
        "contribution_cents": money["contribution_cents"],
        "reserved_cents": money["reserved_cents"],
        "ends_on": project.ends_on(snapshot),
    }


def _without(told: Sequence[str], others: Sequence[str]) -> str:
    """Return what others do not have; everything where the two hold the same in another order."""
    return "; ".join([one for one in told if one not in others] or (told if set(told) == set(others) else []))


def _summary(snapshot: Snapshot) -> Iterator[str]:
    yield from snapshot["project"]["summary"]


def _parties(snapshot: Snapshot) -> Iterator[str]:
    for one in snapshot["project"]["parties"]:
        told = project.party(one)
        about = ", ".join(part for part in (told.role, told.term) if part)
        yield f"{told.name} ({about})" if about else told.name


def _former_names(snapshot: Snapshot) -> Iterator[str]:
    yield from (one["name"] for one in snapshot["project"]["former_names"])


def _links(snapshot: Snapshot) -> Iterator[str]:
    yield from (f"{said(one['label'])} {one['name']}" for one in snapshot["project"]["links"])


def _phases(snapshot: Snapshot) -> Iterator[str]:
    for one in snapshot["project"]["phases"]:
        told = [
            f"{label} {euros(one[f'{state}_cents'])}" for state, label in figures.states() if one.get(f"{state}_cents")
        ]
        yield ", ".join([one["name"], *told, *([_until(one["ends_on"])] if one["ends_on"] else [])])


def _until(iso: str) -> str:
    return gettext("tot %(day)s") % {"day": day(iso)}


def _figures(snapshot: Snapshot) -> Iterator[str]:
    for one in snapshot["project"]["figures"]:
        yield f"{said(one['kind_label'])}: {euros(one['cents'])}"


def _cofinancing(snapshot: Snapshot) -> Iterator[str]:
    for one in snapshot["project"]["cofinancing"]:
        yield f"{one['party']}: {euros(one['cents'])} ({said(one['form_label'])}, {said(one['origin_label'])})"


def _decisions(snapshot: Snapshot) -> Iterator[str]:
    yield from (references.resolution(one["reference"]).label for one in snapshot["resolutions"])


def _facts(snapshot: Snapshot) -> Iterator[str]:
    yield from (one["statement"] for one in snapshot["project"]["facts"])


_LISTS: dict[str, Callable[[Snapshot], Iterator[str]]] = {
    gettext_noop("Besluiten"): _decisions,
    gettext_noop("Fasen"): _phases,
    gettext_noop("Bedragen naast de bijdrage"): _figures,
    gettext_noop("Cofinanciering"): _cofinancing,
    gettext_noop("Partijen"): _parties,
    gettext_noop("Andere projecten"): _links,
    gettext_noop("Eerdere namen"): _former_names,
    gettext_noop("Samenvatting"): _summary,
    gettext_noop("Wat bronnen melden"): _facts,
}

_WRITTEN = (_former_names, _summary, _facts)
"""What people wrote alone; the others put it in the words of the page."""
