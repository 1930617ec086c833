"""Keep robots out of forms without asking people anything, and count how often somebody asks for mail."""

from datetime import datetime
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext

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


def turned_away(form: Form, request: HttpRequest, at: datetime, *, most: int = PER_VISITOR) -> HTTPStatus | None:
    """Count a form that is filled in well, and return None where it is taken.

    Where it comes too fast, too late, or too often (`most` times an hour from one visitor), the form says what to do,
    and the status with which it is shown again is returned.
    """
    if not _is_timely(form.cleaned_data["stamp"], at):
        form.add_error(None, gettext("Kijk het formulier nog eens na en verstuur het opnieuw."))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if _counted(f"public:visitor:{_visitor(request)}") > most:
        form.add_error(None, gettext("Er is net al vaak om mail gevraagd. Probeer het over een uur opnieuw."))
        return HTTPStatus.TOO_MANY_REQUESTS
    return None


def address_may(scope: str, address: str, *, most: int = PER_ADDRESS) -> bool:
    """Count that a mail would go to an address, and tell whether that is not too often in an hour."""
    return _counted(f"public:address:{scope}:{address}") <= most


def _is_timely(stamped: str, at: datetime) -> bool:
    """Whether a form was shown here, not too short and not too long ago."""
    try:
        shown = int(_SIGNER.unsign(stamped))
    except (BadSignature, ValueError):
        return False
    return FASTEST <= at.timestamp() - shown <= LONGEST


def _visitor(request: HttpRequest) -> str:
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # a proxy that does not say who asks: then all count as one
        return ""


def _counted(key: str) -> int:
    cache.add(key, 0, _HOUR)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two
        return 1
