"""Addresses of people: written in one way, so that a mailbox is found again, and hashed where only that is kept."""

import re

from django.conf import settings
from django.utils.crypto import salted_hmac

from regiodeal.common.errors import Refusal

_LONGEST = 254  # characters: RFC 5321, section 4.5.3.1.3, without the angle brackets
_LONGEST_LOCAL = 64  # characters: RFC 5321, section 4.5.3.1.1
_SHOWN = 80  # characters of what somebody wrote, in a message about it
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_SEVERAL = re.compile(r"[,;]")


class NotAnAddress(Refusal):
    """Nobody can be reached at what was written."""


def tidy(written: str) -> str:
    """Return an address in lower case, with the domain in ASCII (RFC 5890), so that one mailbox has one spelling.

    Raises NotAnAddress, also for what could slip a header into a mail.
    """
    bare = written.strip()
    if not bare:
        raise NotAnAddress("fill in an e-mail address, such as naam@voorbeeld.nl")
    if len(bare) > _LONGEST:
        raise NotAnAddress("this is longer than an e-mail address can be: {most} characters", most=_LONGEST)
    if not all(sign.isprintable() for sign in bare):
        raise NotAnAddress("an e-mail address stands on one line, without signs that nobody sees")
    shown = bare[:_SHOWN]
    if bare.count("@") > 1 or _SEVERAL.search(bare):
        raise NotAnAddress("“{written}” holds more than one address; write one in each place", written=shown)
    local, _, host = bare.lower().partition("@")
    if " " in bare or not local or not host:
        raise NotAnAddress("“{written}” is no e-mail address; write it as naam@voorbeeld.nl", written=shown)
    if not local.isascii():
        raise NotAnAddress(
            "“{written}” has an accent or another special letter before the @; not every mail server can reach that",
            written=shown,
        )
    if len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        raise NotAnAddress("“{written}” is no e-mail address; write it as naam@voorbeeld.nl", written=shown)
    address = f"{local}@{_ascii(host, shown)}"
    if len(address) > _LONGEST:
        raise NotAnAddress("this is longer than an e-mail address can be: {most} characters", most=_LONGEST)
    return address


def domain(address: str) -> str:
    """Return what stands after the @ of a tidy address."""
    return address.rpartition("@")[2]


def keyed(scope: str, address: str) -> str:
    """Return what is kept of an address that stays out of the lists of a deal.

    It takes the secret of the installation to tell whether an address is meant, so a copy of the table alone tells
    nothing; whoever loses that secret recognises nobody any more (see docs/operating.md).
    """
    return salted_hmac(
        "regiodeal.mailing.suppression", f"{scope}\n{address}", settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def _ascii(host: str, shown: str) -> str:
    """Return a domain as the name servers know it. Raises NotAnAddress."""
    try:
        found = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        found = ""
    *labels, top = found.split(".")
    if not labels or not _TOP.fullmatch(top) or not all(_LABEL.fullmatch(label) for label in labels):
        raise NotAnAddress("“{written}” names no domain after the @; write it as naam@voorbeeld.nl", written=shown)
    return found
