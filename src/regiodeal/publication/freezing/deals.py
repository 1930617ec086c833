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
        "publisher": {"name": deal.publisher.name, "identifier": _identifier(deal.publisher)},
        "contact": {"phone": deal.phone or None, "email": deal.email or None},
        "website": deal.website or None,
        "accent": deal.accent,
        "pillars": [
            {"code": pillar.code, "name": pillar.name, "cross_cutting": pillar.cross_cutting}
            for pillar in deal.pillars.all()
        ],
    }


def _identifier(organisation: Organisation) -> str | None:
    """Return the TOOI address of a public body, as the state's register of organisations writes it."""
    folder = _TOOI.get(OrganisationKind(organisation.kind))
    if folder is None or not organisation.identifier:
        return None
    return f"https://identifier.overheid.nl/tooi/id/{folder}/{organisation.identifier}"
