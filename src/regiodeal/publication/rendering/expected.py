"""What the public pages link to, so that no link ever leads nowhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.visibility import PublicEditions


@dataclass(frozen=True)
class Expected:
    """Resolutions per meeting, codes of projects, sequences of transfers, and other folders with the names of what they
    are about, that some public page links to."""

    resolutions: dict[str, frozenset[int]]
    projects: frozenset[str]
    transfers: frozenset[int]
    folders: Mapping[str, str] = field(default_factory=dict)


def of(public: PublicEditions) -> Expected:
    """Return what all public editions link to, those of older versions included."""
    resolutions: dict[str, set[int]] = {}
    projects: set[str] = set()
    transfers: set[int] = set()
    folders: dict[str, str] = {}
    for envelope in (one.opened() for one in public.editions if one.has_content):
        for meeting in _meetings(envelope):
            resolutions.setdefault(meeting, set())
        for reference in _resolutions(envelope):
            meeting, number = paths.split_resolution(reference)
            resolutions.setdefault(meeting, set()).add(number)
        projects.update(_projects(envelope))
        transfers.update(_transfers(envelope))
        folders.update(_folders(envelope))
    return Expected(
        {meeting: frozenset(numbers) for meeting, numbers in sorted(resolutions.items())},
        frozenset(projects),
        frozenset(transfers),
        folders,
    )


def _meetings(envelope: Envelope) -> Iterator[str]:
    """Yield the meetings of which a calendar names the decision list."""
    if envelope.kind == paths.CALENDAR:
        yield from (one["reference"] for one in (envelope.snapshot or {})["meetings"] if one["adopted"])


def _resolutions(envelope: Envelope) -> Iterator[str]:
    snapshot: dict[str, Any] = envelope.snapshot or {}
    match envelope.kind:
        case paths.DECISION_LIST:
            yield from (f"{envelope.subject}/{item['number']}" for item in snapshot["items"])
        case paths.PROGRAMME:
            for project in snapshot["projects"]:
                yield from project["resolutions"]
            yield from (change["resolution"] for change in snapshot["changes"] if change["resolution"])
        case paths.PROJECT_PAGE:
            yield from (resolution["reference"] for resolution in snapshot["resolutions"])
        case paths.LEDGER:
            for transfer in snapshot["transfers"]:
                if transfer["basis"]["kind"] == "resolution":
                    yield transfer["basis"]["reference"]


def _projects(envelope: Envelope) -> Iterator[str]:
    snapshot: dict[str, Any] = envelope.snapshot or {}
    match envelope.kind:
        case paths.DECISION_LIST:
            yield from (item["project"]["code"] for item in snapshot["items"])
        case paths.PROGRAMME:
            yield from (project["code"] for project in snapshot["projects"])
            yield from (change["project"] for change in snapshot["changes"] if change["project"])
        case paths.PROJECT_PAGE:
            yield from (link["code"] for link in snapshot["project"]["links"])
        case paths.EVENT_MONTH:
            yield from (session["project"]["code"] for session in snapshot["sessions"] if session["project"])


def _folders(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Yield the pillars and the parties that an event month names, each by its folder with its name."""
    if envelope.kind == paths.EVENT_MONTH:
        for session in (envelope.snapshot or {})["sessions"]:
            if session["pillar"]:
                yield paths.below(paths.PILLARS, session["pillar"]["code"]), session["pillar"]["name"]
            yield from ((paths.below(paths.PARTIES, one["code"]), one["name"]) for one in session["parties"])


def _transfers(envelope: Envelope) -> Iterator[int]:
    snapshot: dict[str, Any] = envelope.snapshot or {}
    match envelope.kind:
        case paths.PROGRAMME:
            if snapshot["ledger"]["sequence"]:
                yield snapshot["ledger"]["sequence"]
        case paths.PROJECT_PAGE:
            yield from snapshot["money"]["transfers"]
        case paths.LEDGER:
            yield from (transfer["corrects"] for transfer in snapshot["transfers"] if transfer["corrects"])
