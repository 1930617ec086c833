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


def made(purpose: StrEnum, *numbers: int) -> str:
    """Return a token of letters, digits, `-` and `_`. The value of a purpose begins with its room."""
    content = struct.pack(f">{len(numbers)}q", *numbers)
    return base64.urlsafe_b64encode(content + _signature(purpose, content)).rstrip(b"=").decode("ascii")


def read(purpose: StrEnum, token: str) -> tuple[int, ...] | None:
    """Return the numbers of a token; None for one that was not made here, or for another purpose."""
    try:
        whole = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    content, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
    if not content or len(content) % _NUMBER or not hmac.compare_digest(signature, _signature(purpose, content)):
        return None
    return struct.unpack(f">{len(content) // _NUMBER}q", content)


def _signature(purpose: StrEnum, content: bytes) -> bytes:
    return hmac.digest(_key(purpose, settings.SECRET_KEY), content, "sha256")[:_SIGNATURE]


@lru_cache(maxsize=16)
def _key(purpose: StrEnum, secret: str) -> bytes:
    return salted_hmac(f"regiodeal.{purpose}", b"", secret=secret, algorithm="sha256").digest()
