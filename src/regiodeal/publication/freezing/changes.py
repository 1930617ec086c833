"""What changed between two versions of the implementation programme, each change with the decision behind it."""

from collections.abc import Iterator
from typing import Any

from regiodeal.decisions.choices import DecisionKind
from regiodeal.decisions.models import Resolution
from regiodeal.funding.models import Transfer
from regiodeal.publication.freezing.projects import Frozen
from regiodeal.publication.freezing.texts import dutch_day

_DECIDED = {
    DecisionKind.NEW: "Bijdrage toegekend",
    DecisionKind.FOLLOW_UP: "Vervolgfase toegekend",
    DecisionKind.ENLARGEMENT: "Bijdrage verhoogd",
    DecisionKind.EXTENSION: "Looptijd verlengd",
    DecisionKind.CHANGE: "Project gewijzigd",
    DecisionKind.STOP: "Project beëindigd",
}
_DESCRIBED = {
    "name": "Naam gewijzigd",
    "pillar": "Pijler gewijzigd",
    "stage": "Stand gewijzigd",
    "lead": "Penvoerder gewijzigd",
}
_REGISTER = "bijgewerkt in het projectenregister"
Snapshot = dict[str, Any]


def changes_between(old: Snapshot, new: Snapshot, frozen: Frozen) -> list[dict[str, Any]]:
    """Return the changes from one version to the next, in the order of the projects in the new one."""
    before = {line["code"]: line for line in old["projects"]}
    found: list[dict[str, Any]] = []
    for line in new["projects"]:
        was = before.get(line["code"])
        decided = _new_resolutions(was, frozen.resolutions.get(line["code"], []))
        if was is None:
            found.append(_change(line, "In het programma opgenomen", ground=_REGISTER))
        found += [_decided(line, resolution) for resolution in decided]
        if was is not None:
            found += _described(line, was, decided)
            found += _unexplained_money(line, was, decided, old["ledger"]["sequence"], frozen)
    return [*found, *_deal_changes(old, new)]


def _new_resolutions(was: Snapshot | None, resolutions: list[Resolution]) -> list[Resolution]:
    known = set(was["resolutions"]) if was else set()
    return [one for one in resolutions if one.granted and one.reference not in known]


def _decided(line: Snapshot, resolution: Resolution) -> dict[str, Any]:
    kind = DecisionKind(resolution.item.kind)
    after = f"tot {dutch_day(resolution.new_end)}" if resolution.new_end else None
    before = f"tot {dutch_day(resolution.previous_end)}" if resolution.previous_end else None
    cents = resolution.contribution_cents or (-resolution.release_cents if resolution.release_cents else None)
    return _change(line, _DECIDED[kind], before=before, after=after, cents=cents, resolution=resolution)


def _described(line: Snapshot, was: Snapshot, decided: list[Resolution]) -> Iterator[dict[str, Any]]:
    for name, label in _DESCRIBED.items():
        follows_from_a_decision = name == "stage" and decided
        if line[name] != was[name] and not follows_from_a_decision:
            yield _change(line, label, before=was[name], after=line[name], ground=_REGISTER)
    kinds = {(figure["cents"], figure["words"]): figure["kind_label"] for figure in was["figures"]}
    for figure in line["figures"]:
        before = kinds.get((figure["cents"], figure["words"]))
        if before is not None and before != figure["kind_label"]:
            yield _change(line, "Bedrag ingedeeld", before=before, after=figure["kind_label"], ground=_REGISTER)


def _unexplained_money(
    line: Snapshot, was: Snapshot, decided: list[Resolution], known: int, frozen: Frozen
) -> Iterator[dict[str, Any]]:
    """Yield what the resolutions do not explain: money that moved on an order, a statement or a retraction."""
    explained = sum((one.contribution_cents or 0) - (one.release_cents or 0) for one in decided)
    difference = (line["contribution_cents"] or 0) - (was["contribution_cents"] or 0) - explained
    if difference:
        moved = [sequence for sequence in frozen.money[line["code"]].transfers if sequence > known]
        rows = Transfer.objects.filter(deal=frozen.deal, sequence__in=moved).select_related("basis")
        ground = "; ".join(sorted({str(row.basis) for row in rows}))
        yield _change(line, "Bijdrage gewijzigd", cents=difference, ground=ground)


def _deal_changes(old: Snapshot, new: Snapshot) -> Iterator[dict[str, Any]]:
    deal = {"code": None, "name": new["deal"]["name"]}
    if old["deal"] != new["deal"]:
        yield _change(deal, "Gegevens van de deal gewijzigd", ground="bijgewerkt in het dealbestand")
    if old.get("map") != new["map"]:  # the oldest versions have no map
        yield _change(deal, "Kaart gewijzigd", ground="gemeentegrenzen opnieuw ingelezen")


def _change(
    line: Snapshot,
    label: str,
    *,
    before: str | None = None,
    after: str | None = None,
    cents: int | None = None,
    resolution: Resolution | None = None,
    ground: str = "",
) -> dict[str, Any]:
    return {
        "project": line["code"],
        "name": line["name"],
        "label": label,
        "before": before,
        "after": after,
        "cents": cents,
        "resolution": resolution.reference if resolution else None,
        "meeting": resolution.item.meeting.reference if resolution else None,
        "ground": ground,
    }
