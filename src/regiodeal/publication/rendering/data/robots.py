"""What programs that visit the record should know: where the sitemaps are, and whom to tell of a weakness."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.languages import Files

ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
_VALID = timedelta(days=364)
"""How long a contact for weaknesses is valid after the newest edition: below a year, as RFC 9116 advises."""


def of(catalogue: Catalogue, sitemaps: list[str]) -> Files:
    """Return `robots.txt` (RFC 9309), which names these sitemaps, and `security.txt` (RFC 9116) where it is known whom
    to tell. Everything may be visited."""
    addresses = Addresses.of(catalogue)
    named = [f"Sitemap: {addresses.file(path)}" for path in sitemaps]
    return {ROBOTS: _lines("User-agent: *", "Disallow:", *named), **_security(catalogue, addresses)}


def _security(catalogue: Catalogue, addresses: Addresses) -> Files:
    """Return the contact; it expires by the newest edition and not by a clock, so that it stays the same until then."""
    about = catalogue.about
    email = (about.get("contact") or {}).get("email")
    contact = about.get("security_contact") or (f"mailto:{quote(email, safe='@')}" if email else "")
    if not contact:
        return {}
    expires = datetime.fromisoformat(catalogue.head.since).astimezone(UTC) + _VALID
    canonical = [f"Canonical: {addresses.file(SECURITY)}"] if addresses.root else []
    told = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: nl, en", *canonical]
    return {SECURITY: _lines(*told)}


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
