"""The deal as every page and document names it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Deal:
    """Names, publisher and contact of a deal. `website` and `telephone` are empty or safe to link to."""

    code: str
    name: str
    short_name: str
    period: str
    publisher: str
    email: str
    phone: str
    website: str
    accent: str
    pillars: tuple[str, ...] = ()


def of(snapshot: dict[str, Any]) -> Deal:
    """Return the deal as it stands in a snapshot."""
    deal = snapshot["deal"]
    return Deal(
        code=deal["code"],
        name=deal["name"],
        short_name=deal["short_name"],
        period=deal["period"],
        publisher=deal["publisher"]["name"],
        email=deal["contact"].get("email") or "",
        phone=deal["contact"].get("phone") or "",
        website=web_address(deal.get("website")),
        accent=deal["accent"],
        pillars=tuple(pillar["name"] for pillar in deal["pillars"]),
    )


def web_address(value: str | None) -> str:
    """Return an address that may stand behind a link, or nothing: no script can hide in it."""
    return value if value and value.startswith(("https://", "http://")) else ""
