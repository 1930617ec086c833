"""What every snapshot tells about its deal."""

from typing import Any

from regiodeal.partners.choices import OrganisationKind
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal

_TOOI = {
    OrganisationKind.PROVINCE: "provincie",
    OrganisationKind.MUNICIPALITY: "gemeente",
    OrganisationKind.MINISTRY: "ministerie",
    OrganisationKind.WATER_BOARD: "waterschap",
}


def freeze_deal(deal: Deal) -> dict[str, Any]:
    """Return the deal as it stands at the head of every snapshot."""
    return {
        "code": deal.code,
        "name": deal.name,
        "short_name": deal.short_name,
        "period": f"{deal.starts_on.year}–{deal.ends_on.year}",
        "round": deal.round,
        "starts_on": deal.starts_on.isoformat(),
        "ends_on": deal.ends_on.isoformat(),
        "agreement": {
            "title": deal.agreement_title,
            "on": deal.agreed_on.isoformat(),
            "url": deal.agreement_url or None,
        },
        "publisher": {
            "code": deal.publisher.code,
            "name": deal.publisher.name,
            "identifier": tooi_address(deal.publisher),
        },
        "address": deal.address or None,
        "woo_categories": deal.woo_categories,
        "security_contact": deal.security_contact or None,
        "contact": {"phone": deal.phone or None, "email": deal.email or None},
        "website": deal.website or None,
        "accent": deal.accent,
        "pillars": [
            {"code": pillar.code, "name": pillar.name, "cross_cutting": pillar.cross_cutting}
            for pillar in deal.pillars.all()
        ],
    }


def freeze_parties(deal: Deal) -> list[dict[str, Any]]:
    """Return the parties to the deal in the order of its agreement."""
    return [
        {
            "code": party.organisation.code,
            "name": party.organisation.name,
            "kind": party.organisation.kind,
            "kind_label": str(OrganisationKind(party.organisation.kind).label),
            "identifier": tooi_address(party.organisation),
        }
        for party in deal.parties.select_related("organisation")
    ]


def freeze_localities(deal: Deal) -> list[dict[str, Any]]:
    """Return the towns and villages of the deal; latitude and longitude are degrees (WGS84), written as text."""
    return [
        {
            "name": locality.name,
            "municipality": locality.municipality.code,
            "latitude": str(locality.latitude),
            "longitude": str(locality.longitude),
        }
        for locality in deal.localities.select_related("municipality")
    ]


def tooi_address(organisation: Organisation) -> str | None:
    """Return the TOOI address of a public body, as the state's register of organisations writes it."""
    folder = _TOOI.get(OrganisationKind(organisation.kind))
    if folder is None or not organisation.identifier:
        return None
    return f"https://identifier.overheid.nl/tooi/id/{folder}/{organisation.identifier}"
