"""Keep robots out of forms without asking people anything, and count how often somebody asks for mail."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

FASTEST = 2
"""Seconds: nobody reads and fills in a form faster."""
LONGEST = 24 * 60 * 60
"""Seconds: a page that was left open longer is shown again."""
PER_ADDRESS = 3
"""How many mails an address gets in an hour because somebody filled it in."""
PER_VISITOR = 20
"""How many times an hour one address on the internet can ask for mail: an office behind one address too."""
_HOUR = 60 * 60  # seconds
_SIGNER = Signer(salt="regiodeal.web.robots")


def stamp(at: datetime) -> str:
    """Return what a form says about when it was shown."""
    return _SIGNER.sign(str(int(at.timestamp())))


def is_timely(stamped: str, at: datetime) -> bool:
    """Whether a form was shown here, not too short and not too long ago."""
    try:
        shown = int(_SIGNER.unsign(stamped))
    except (BadSignature, ValueError):
        return False
    return FASTEST <= at.timestamp() - shown <= LONGEST


def visitor_may(request: HttpRequest) -> bool:
    """Count that a visitor asks for mail, and tell whether that is not too often."""
    try:
        visitor = get_adapter(request).get_client_ip(request)
    except PermissionDenied:  # a proxy that does not say who asks: then all count as one
        visitor = ""
    return _counted(f"public:visitor:{visitor}") <= PER_VISITOR


def address_may(scope: str, address: str) -> bool:
    """Count that a mail would go to an address, and tell whether that is not too often."""
    return _counted(f"public:address:{scope}:{address}") <= PER_ADDRESS


def _counted(key: str) -> int:
    cache.add(key, 0, _HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two
        return 1
