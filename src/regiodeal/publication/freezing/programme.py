"""The implementation programme: all projects with their money, and what changed since the version before."""

from collections.abc import Mapping
from typing import Any

from regiodeal.funding import where
from regiodeal.funding.where import NO_PILLAR
from regiodeal.programme import queries
from regiodeal.programme.choices import SourceLevel
from regiodeal.programme.models import Deal
from regiodeal.publication.freezing.changes import changes_between
from regiodeal.publication.freezing.deals import freeze_deal, freeze_localities, freeze_parties
from regiodeal.publication.freezing.ledger import ledger_head
from regiodeal.publication.freezing.projects import Frozen

_OF_THE_VERSION = ("title", "previous_version", "changes")


def freeze_programme(frozen: Frozen, version: int, previous: dict[str, Any] | None) -> dict[str, Any]:
    """Return the snapshot of a version, with what changed since `previous`, the snapshot of the version before it."""
    deal = frozen.deal
    sources = _sources(deal)
    lines = [frozen.line(project) for project in frozen.projects if frozen.in_programme(project)]
    snapshot = {
        "deal": freeze_deal(deal),
        "title": f"Uitvoeringsprogramma, versie {version}",
        "as_of": _as_of(frozen),
        "parties": freeze_parties(deal),
        "localities": freeze_localities(deal),
        "map": queries.outline(deal),
        "ledger": ledger_head(deal),
        "sources": sources,
        "sources_total_cents": sum(source["cents"] for source in sources),
        "published_total_cents": sum(source["published_cents"] or source["cents"] for source in sources),
        "difference_cents": sum((source["published_cents"] or source["cents"]) - source["cents"] for source in sources),
        "allocation_rule": deal.allocation_rule,
        "pillars": _pillars(deal),
        "totals": {"pledged_cents": sum(where.pledged(deal).values()), **_in_cents(where.by_kind(deal))},
        "projects": lines,
        "unknown_money": sum(not line["money_known"] for line in lines),
        "previous_version": version - 1 if previous else None,
    }
    return {**snapshot, "changes": changes_between(previous, snapshot, frozen) if previous else []}


def says_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two versions differ in nothing but their number and what they say about each other."""
    return _without_version(one) == _without_version(other)


def _without_version(snapshot: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in snapshot.items() if key not in _OF_THE_VERSION}


def _as_of(frozen: Frozen) -> str:
    """Return the day of the newest decision, or of the agreement where nothing was decided yet."""
    days = [one.item.meeting.held_on for found in frozen.resolutions.values() for one in found]
    return max([frozen.deal.agreed_on, *days]).isoformat()


def _sources(deal: Deal) -> list[dict[str, Any]]:
    """A source that is one party carries the code of that party (`programme.actions.deals` sees to it)."""
    parties = set(deal.parties.values_list("organisation__code", flat=True))
    return [
        {
            "code": source.code,
            "name": source.name,
            "level": str(SourceLevel(source.level).label),
            "level_code": source.level,
            "party": source.code if source.code in parties else None,
            "cents": source.cents,
            "published_cents": source.published_cents,
            "source_url": source.source_url or None,
        }
        for source in deal.sources.all()
    ]


def _pillars(deal: Deal) -> list[dict[str, Any]]:
    budgets = dict(deal.pillars.values_list("code", "budget_cents"))
    return [
        {
            "code": None if row.code == NO_PILLAR else row.code,
            "name": row.name or "Niet over pijlers verdeeld",
            "budget_cents": budgets.get(row.code),
            **_in_cents(row.cents),
        }
        for row in where.by_pillar(deal)
    ]


def _in_cents(held: Mapping[str, int]) -> dict[str, int]:
    return {f"{kind}_cents": cents for kind, cents in held.items()}
