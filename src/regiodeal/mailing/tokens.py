"""What stands in a link of a mail: who it is for and what it can do, signed, so that nobody can make one up.

A link keeps working for as long as the installation keeps its secret: a mail of years ago can still be left. Whoever
has a link can use it; it opens nothing but what its purpose says.
"""

import base64
import binascii
import hmac
import struct
from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

_SIGNATURE = 16  # bytes: nobody guesses 128 bits
_NUMBER = 8  # bytes


class Purpose(StrEnum):
    """What a link can do, and which numbers it carries."""

    CONFIRM = "confirm"
    """Confirm subscriptions of one person, by their keys."""
    LEAVE = "leave"
    """Leave the lists of a mailing: the keys of a subscriber and of a mailing."""
    MESSAGE = "message"
    """Name a message: the key of a delivery. It opens nothing; a mail that comes back tells by it what came back."""
    PREFERENCES = "preferences"
    """See and change what is kept of a subscriber, by the key and the second from which the link works. It works for as
    many hours as a third number says: for 24 in a mail that was asked for, and without that number for 90 days."""


def made(purpose: Purpose, *numbers: int) -> str:
    """Return a token of letters, digits, `-` and `_`."""
    content = struct.pack(f">{len(numbers)}q", *numbers)
    return base64.urlsafe_b64encode(content + _signature(purpose, content)).rstrip(b"=").decode("ascii")


def read(purpose: Purpose, token: str) -> tuple[int, ...] | None:
    """Return the numbers of a token; None for one that was not made here, or for another purpose."""
    try:
        whole = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    content, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
    if not content or len(content) % _NUMBER or not hmac.compare_digest(signature, _signature(purpose, content)):
        return None
    return struct.unpack(f">{len(content) // _NUMBER}q", content)


def _signature(purpose: Purpose, content: bytes) -> bytes:
    return hmac.digest(_key(purpose, settings.SECRET_KEY), content, "sha256")[:_SIGNATURE]


@lru_cache(maxsize=16)
def _key(purpose: Purpose, secret: str) -> bytes:
    return salted_hmac(f"regiodeal.mailing.{purpose}", b"", secret=secret, algorithm="sha256").digest()
