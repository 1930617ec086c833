"""How mailings are delivered: over the relay of all other mail, with what the environment adds for many messages."""

import os
import re
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings

from regiodeal.common.errors import Refusal
from regiodeal.config.mail import mail_settings
from regiodeal.mailing import dkim
from regiodeal.mailing.couriers import Delivering
from regiodeal.mailing.dkim import Signer, UnusableKey
from regiodeal.mailing.relay import Folder, Relay

_DKIM = "REGIODEAL_DKIM"
_LINES = "REGIODEAL_MAIL_LINES"
_PER_DOMAIN = "REGIODEAL_MAIL_PER_DOMAIN"
_RETURN_ADDRESS = "REGIODEAL_RETURN_ADDRESS"
_KEY_PLACE = re.compile(r"(?P<selector>[a-z0-9-]+)\._domainkey\.(?P<domain>[a-z0-9.-]+)=(?P<file>.+)", re.IGNORECASE)
_EXAMPLE = "2026a._domainkey.example.nl=/etc/regiodeal/2026a.pem"
_MOST_LINES = 64


def delivering() -> Delivering:
    """Return how mailings are delivered. Raises Refusal for a setting that cannot be used."""
    mail = mail_settings()
    sender = return_address()
    if mail.host:
        post: Relay | Folder = Relay(
            host=mail.host,
            port=mail.port,
            sender=sender,
            user=mail.user,
            password=mail.password,
            ssl=mail.ssl,
            starttls=mail.starttls,
        )
    else:
        post = Folder(Path(settings.EMAIL_FILE_PATH))
    return Delivering(
        post=post,
        lines=_number(_LINES, 8, 1, _MOST_LINES),
        signers=signers(),
        per_domain=_number(_PER_DOMAIN, 0, 0, 1_000_000),
    )


def return_address() -> str:
    """Return the address to which mail that cannot be delivered comes back: by default that of the sender."""
    given = os.environ.get(_RETURN_ADDRESS, "").strip()
    address = parseaddr(given or mail_settings().sender)[1]
    if "@" not in address or not address.isascii():
        raise Refusal(f"{_RETURN_ADDRESS} is {given!r}; name an address without accents, such as retour@example.nl")
    return address


def signers() -> tuple[Signer, ...]:
    """Return who signs mail: a selector, a domain and a file with a private key for each, from REGIODEAL_DKIM."""
    given = [part.strip() for part in os.environ.get(_DKIM, "").split(",") if part.strip()]
    return tuple(signer_of(part) for part in given)


def signer_of(written: str, pem: bytes | None = None) -> Signer:
    """Return who signs by a setting such as `2026a._domainkey.example.nl=/etc/regiodeal/2026a.pem`; `pem` is the key,
    where it does not stand in the file yet. Raises Refusal."""
    place = _KEY_PLACE.fullmatch(written)
    if place is None:
        raise Refusal(f"{_DKIM} has {written!r}; write a key as {_EXAMPLE}, and commas between several")
    try:
        key = Path(place["file"]).read_bytes() if pem is None else pem
        return dkim.signer(place["domain"].lower(), place["selector"].lower(), key)
    except OSError as error:
        raise Refusal(f"{_DKIM}: the key {place['file']} cannot be read: {error.strerror}") from error
    except UnusableKey as error:
        raise Refusal(f"{_DKIM}: {place['file']} cannot sign mail: {error}") from error


def _number(name: str, default: int, least: int, most: int) -> int:
    written = os.environ.get(name, "").strip()
    if not written:
        return default
    if not written.isdecimal() or not least <= int(written) <= most:
        raise Refusal(f"{name} is {written!r}; write a whole number from {least} to {most}")
    return int(written)
