"""Recount the ledger from its published transfers and hold the published figures against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from regiodeal.common.hashing import GENESIS, link
from regiodeal.publication.envelope import Envelope
from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.catalogue import STATES

_HELD = STATES
_GIVEN = {"awarded", "advanced", "settled"}
Transfers = Sequence[dict[str, Any]]


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
    for envelope in sorted(excerpts, key=lambda one: int(one.subject.partition("-")[0])):
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


def programme(envelope: Envelope, transfers: Transfers) -> Iterator[Finding]:
    """Yield each total of an implementation programme that the transfers up to its place in the ledger contradict."""
    snapshot, path = envelope.snapshot or {}, paths.edition(envelope.number)
    reach = snapshot["ledger"]["sequence"]
    counted = [transfer for transfer in transfers if transfer["sequence"] <= reach]
    head = counted[-1]["sha256"] if counted else GENESIS
    yield from _differs(path, "the hash of the ledger", head, snapshot["ledger"]["sha256"])
    held = _balances(counted)
    totals = snapshot["totals"]
    yield from _differs(path, "totals, pledged_cents", -_sum(held, "pledged"), totals["pledged_cents"])
    for state in _HELD:
        yield from _differs(path, f"totals, {state}_cents", _sum(held, state), totals[f"{state}_cents"])
    for source in snapshot["sources"]:
        pledged = -held.get(f"pledged/{source['code']}", 0)
        yield from _differs(path, f"source {source['code']}", pledged, source["cents"])
    yield from _pillars(path, snapshot, held)
    yield from _projects(path, snapshot, held)


def _pillars(path: str, snapshot: dict[str, Any], held: dict[str, int]) -> Iterator[Finding]:
    pillar_of = {project["code"]: project["pillar"] for project in snapshot["projects"]}
    for pillar in snapshot["pillars"]:
        code = pillar["code"] or "-"
        projects = {key for key, name in pillar_of.items() if name == (pillar["name"] if pillar["code"] else None)}
        for state in _HELD:
            owners = {code} if state == "free" else projects
            cents = sum(held_by for key, held_by in held.items() if _is(key, state) and key.split("/")[1] in owners)
            yield from _differs(path, f"pillar {code}, {state}_cents", cents, pillar[f"{state}_cents"])


def _projects(path: str, snapshot: dict[str, Any], held: dict[str, int]) -> Iterator[Finding]:
    for project in snapshot["projects"]:
        if not project["money_known"]:
            continue
        code = project["code"]
        given = sum(cents for key, cents in held.items() if _owner(key) == code and key.split("/")[0] in _GIVEN)
        yield from _differs(path, f"project {code}, contribution_cents", given, project["contribution_cents"] or 0)


def decision_list(envelope: Envelope, transfers: Transfers) -> Iterator[Finding]:
    """Yield each decision of which the contribution or the release differs from the transfers that rest on it."""
    path = paths.edition(envelope.number)
    by_sequence = {transfer["sequence"]: transfer for transfer in transfers}
    for item in (envelope.snapshot or {})["items"]:
        resting = [one for one in transfers if _rests_on(one, item["resolution"])]
        given = sum(_cents(one, by_sequence, _gives) for one in resting)
        released = sum(_cents(one, by_sequence, _releases) for one in resting)
        granted = item["outcome"].startswith("granted")
        name = f"decision {item['number']}"
        expected = (item["contribution_cents"] or 0, item["release_cents"] or 0) if granted else (0, 0)
        yield from _differs(path, f"{name}, contribution_cents against the ledger", given, expected[0])
        yield from _differs(path, f"{name}, release_cents against the ledger", released, expected[1])


def _rests_on(transfer: dict[str, Any], reference: str) -> bool:
    return bool(transfer["basis"]["kind"] == "resolution" and transfer["basis"]["reference"] == reference)


def _cents(transfer: dict[str, Any], by_sequence: dict[int, dict[str, Any]], counts: Any) -> int:
    """Return what a transfer adds; one that runs back what it corrects takes off what that one added."""
    corrected = by_sequence.get(transfer["corrects"]) if transfer["corrects"] else None
    if corrected and (transfer["from"], transfer["to"]) == (corrected["to"], corrected["from"]):
        return -transfer["cents"] if counts(transfer["to"], transfer["from"]) else 0
    return transfer["cents"] if counts(transfer["from"], transfer["to"]) else 0


def _gives(origin: str, destination: str) -> bool:
    return origin.split("/", maxsplit=1)[0] not in _GIVEN and destination.split("/", maxsplit=1)[0] in _GIVEN


def _releases(origin: str, destination: str) -> bool:
    return origin.split("/", maxsplit=1)[0] in {*_GIVEN, "reserved"} and _is(destination, "free")


def _balances(transfers: Transfers) -> dict[str, int]:
    held: dict[str, int] = {}
    for transfer in transfers:
        held[transfer["from"]] = held.get(transfer["from"], 0) - transfer["cents"]
        held[transfer["to"]] = held.get(transfer["to"], 0) + transfer["cents"]
    return held


def _sum(held: dict[str, int], state: str) -> int:
    return sum(cents for key, cents in held.items() if _is(key, state))


def _is(key: str, state: str) -> bool:
    return key.startswith(f"{state}/")


def _owner(key: str) -> str:
    return key.split("/")[1]


def _differs(path: str, what: str, expected: object, found: object) -> Iterator[Finding]:
    if expected != found:
        yield Finding(path, what, str(expected), str(found))
