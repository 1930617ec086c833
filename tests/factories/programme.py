"""Deals, loaded the way an office loads them."""

from datetime import UTC, datetime
from typing import Any

from regiodeal.audit.trail import Actor
from regiodeal.funding.actions.opening import open_ledger
from regiodeal.programme.actions import deals
from regiodeal.programme.deal_file import DealFile
from regiodeal.programme.models import Deal

SECRETARY = Actor("de secretaris")
AT = datetime(2021, 6, 10, 12, 0, tzinfo=UTC)


def deal_content(**changes: Any) -> dict[str, Any]:
    """Return the content of a small deal file: 900 euro, three seats, two pillars of which one has a budget."""
    content: dict[str, Any] = {
        "deal": {
            "code": "veenstreek",
            "name": "Regio Deal Veenstreek",
            "short_name": "Veenstreek",
            "period": {"start": "2021-01-01", "end": "2024-12-31"},
            "projects_end_by": "2024-06-30",
            "publisher": "provincie",
            "accent": "#00664f",
        },
        "agreement": {"title": "Convenant Veenstreek", "signed_on": "2021-01-01"},
        "parties": [
            {"code": "provincie", "name": "Provincie Veenland", "kind": "province"},
            {"code": "gemeente-a", "name": "Gemeente Achterveen", "kind": "municipality"},
            {"code": "gemeente-b", "name": "Gemeente Buitenveen", "kind": "municipality"},
        ],
        "money": {
            "sources": [
                {"code": "rijk", "name": "Rijk", "level": "state", "amount": "600"},
                {"code": "provincie", "name": "Provincie Veenland", "level": "province", "amount": "300"},
            ]
        },
        "pillars": [
            {"code": "werken", "name": "Werken", "budget": "500"},
            {"code": "wonen", "name": "Wonen"},
        ],
        "bodies": [
            {
                "code": "stuurgroep",
                "name": "Stuurgroep",
                "power": "decides",
                "rules": {"quorum": "more than 1/2", "majority": "more than 1/2", "interest": "recorded"},
                "seats": [
                    {"code": "voorzitter", "party": "provincie", "chair": "yes"},
                    {"code": "a", "party": "gemeente-a"},
                    {"code": "b", "party": "gemeente-b"},
                ],
            }
        ],
    }
    return {**content, **changes}


def body_content(**rules: str) -> list[dict[str, Any]]:
    """Return the body of the small deal with other rules, or another power."""
    (body,) = deal_content()["bodies"]
    power = rules.pop("power", body["power"])
    return [{**body, "power": power, "rules": {**body["rules"], **rules}}]


def a_deal(**changes: Any) -> Deal:
    """Load the small deal and open its ledger."""
    deal, _ = deals.load(DealFile.model_validate(deal_content(**changes)), by=SECRETARY, at=AT)
    open_ledger(deal, by=SECRETARY, at=AT)
    return deal
