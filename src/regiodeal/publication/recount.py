"""Recount the ledger from its published transfers and hold the published figures against it."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from regiodeal.common.hashing import GENESIS, link
from regiodeal.publication.counting import Count
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import STATES as HELD
from regiodeal.publication.visibility import PublicEditions


@dataclass(frozen=True)
class Finding:
    """Something in a record that is not as it should be: where, what, and what was expected and found there."""

    path: str
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Return the finding as a sentence."""
        return f"{self.path}: {self.what}: expected {self.expected}, found {self.found}"


def chain(excerpts: Sequence[Envelope], *, complete: bool) -> Iterator[Finding]:
    """Yield what is wrong with the excerpts of the ledger: each transfer, and how one joins the next.

    Without `complete` an excerpt may be missing, because its edition is sealed.
    """
    last, head = 0, GENESIS
    for envelope in sorted(excerpts, key=_first):
        snapshot, path = envelope.snapshot or {}, paths.edition(envelope.number)
        if complete or snapshot["first"] == last + 1:
            yield from _differs(path, "the first transfer of the excerpt", last + 1, snapshot["first"])
            yield from _differs(path, "the hash that the excerpt opens with", head, snapshot["opening"])
        yield from _links(path, snapshot)
        last, head = snapshot["last"], snapshot["closing"]


def _links(path: str, snapshot: dict[str, Any]) -> Iterator[Finding]:
    previous, sequence = snapshot["opening"], snapshot["first"] - 1
    for transfer in snapshot["transfers"]:
        sequence += 1
        name = f"transfer {sequence}"
        content = {key: value for key, value in transfer.items() if key not in {"previous", "sha256"}}
        yield from _differs(path, f"the sequence of {name}", sequence, transfer["sequence"])
        yield from _differs(path, f"the hash before {name}", previous, transfer["previous"])
        yield from _differs(path, f"the hash of {name}", link(content, transfer["previous"]), transfer["sha256"])
        previous = transfer["sha256"]
    yield from _differs(path, "the last transfer of the excerpt", sequence, snapshot["last"])
    yield from _differs(path, "the hash that the excerpt closes with", previous, snapshot["closing"])


def figures(public: PublicEditions) -> Iterator[Finding]:
    """Yield each figure of a programme or a current decision list that the ledger contradicts.

    All editions of the ledger must be public. The transfers are read once, and none is kept.
    """
    count = Count()
    programmes = [one for one in public.editions if one.kind == paths.PROGRAMME and one.has_content]
    waiting = deque(sorted(((_reach(one), one) for one in programmes), key=lambda pair: pair[0]))
    for transfer in _transfers(public):
        while waiting and waiting[0][0] < transfer["sequence"]:
            yield from _programme(waiting.popleft()[1], count)
        count.add(transfer)
    for _, envelope in waiting:
        yield from _programme(envelope, count)
    for envelope in public.current(paths.DECISION_LIST):
        yield from _decision_list(envelope, count)


def _transfers(public: PublicEditions) -> Iterator[dict[str, Any]]:
    for envelope in sorted(public.current(paths.LEDGER), key=_first):
        yield from (envelope.snapshot or {})["transfers"]


def _first(excerpt: Envelope) -> int:
    """Return the first transfer of an excerpt, which is named after its first and its last."""
    return int(excerpt.subject.partition("-")[0])


def _reach(programme: Envelope) -> int:
    return int((programme.snapshot or {})["ledger"]["sequence"])


def _programme(envelope: Envelope, count: Count) -> Iterator[Finding]:
    """Yield each total of an implementation programme that the transfers up to its place in the ledger contradict."""
    snapshot, path = envelope.snapshot or {}, paths.edition(envelope.number)
    yield from _differs(path, "the hash of the ledger", count.head, snapshot["ledger"]["sha256"])
    totals = snapshot["totals"]
    yield from _differs(path, "totals, pledged_cents", -count.in_state("pledged"), totals["pledged_cents"])
    for state in HELD:
        yield from _differs(path, f"totals, {state}_cents", count.in_state(state), totals[f"{state}_cents"])
    for source in snapshot["sources"]:
        pledged = -count.held.get(f"pledged/{source['code']}", 0)
        yield from _differs(path, f"source {source['code']}", pledged, source["cents"])
    yield from _pillars(path, snapshot, count)
    given = count.given()
    for project in snapshot["projects"]:
        if project["money_known"]:
            found = project["contribution_cents"] or 0
            code = project["code"]
            yield from _differs(path, f"project {code}, contribution_cents", given.get(code, 0), found)


def _pillars(path: str, snapshot: dict[str, Any], count: Count) -> Iterator[Finding]:
    projects: dict[str | None, list[str]] = {}
    for project in snapshot["projects"]:
        projects.setdefault(project["pillar"], []).append(project["code"])
    for state in HELD:
        held = count.by_owner(state)
        for pillar in snapshot["pillars"]:
            code = pillar["code"] or "-"
            owners = [code] if state == "free" else projects.get(pillar["name"] if pillar["code"] else None, [])
            cents = sum(held.get(owner, 0) for owner in owners)
            yield from _differs(path, f"pillar {code}, {state}_cents", cents, pillar[f"{state}_cents"])


def _decision_list(envelope: Envelope, count: Count) -> Iterator[Finding]:
    """Yield each decision of which the contribution or the release differs from the transfers that rest on it."""
    path = paths.edition(envelope.number)
    for item in (envelope.snapshot or {})["items"]:
        given, released = (found.get(item["resolution"], 0) for found in (count.contributions, count.releases))
        granted = item["outcome"].startswith("granted")
        name = f"decision {item['number']}"
        expected = (item["contribution_cents"] or 0, item["release_cents"] or 0) if granted else (0, 0)
        yield from _differs(path, f"{name}, contribution_cents against the ledger", given, expected[0])
        yield from _differs(path, f"{name}, release_cents against the ledger", released, expected[1])


def _differs(path: str, what: str, expected: object, found: object) -> Iterator[Finding]:
    if expected != found:
        yield Finding(path, what, str(expected), str(found))
