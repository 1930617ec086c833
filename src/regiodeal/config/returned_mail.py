"""The mailbox to which undeliverable mail comes back, read over IMAP (RFC 3501) with the client of the library."""

import imaplib
import logging
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from regiodeal.common.errors import Refusal
from regiodeal.mailing import returns
from regiodeal.mailing.actions import bounces

_URL = "REGIODEAL_RETURNS_URL"
_EXAMPLE = "imaps://retour%40example.nl:password@mail.example.nl/INBOX"
_PORTS = {"imap": 143, "imaps": 993}
_SECONDS = 30
_AT_A_TIME = 200  # messages; the next time goes on with the rest
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mailbox:
    """A folder in a mailbox. Without TLS it is read only on this very machine."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: bool


def mailbox() -> Mailbox | None:
    """Return the mailbox of REGIODEAL_RETURNS_URL; None where there is none. Raises Refusal for what cannot be used."""
    url = os.environ.get(_URL, "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and parts.username and parts.password
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        usable, port = False, 0
    if not usable:
        raise Refusal(f"{_URL} is no address of a mailbox; write it like {_EXAMPLE}")
    if parts.scheme == "imap" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise Refusal(f"{_URL} would say a password in the open; write imaps://")
    return Mailbox(
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        tls=parts.scheme == "imaps",
    )


def take_in(box: Mailbox, *, at: datetime) -> int:
    """Read what is new in a mailbox, and mark it as read; return how many messages were about mail of ours.

    What goes wrong with one message keeps no other back. Raises OSError or imaplib.IMAP4.error for the mailbox itself.
    """
    ours = 0
    with _opened(box) as client:
        client.select(f'"{box.folder}"')
        _, found = client.search(None, "UNSEEN")
        for number in found[0].split()[:_AT_A_TIME]:
            _, answer = client.fetch(number, f"(BODY.PEEK[]<0.{returns.MOST_BYTES}>)")
            for part in answer:
                if isinstance(part, tuple):
                    ours += _noted(part[1], at)
            client.store(number, "+FLAGS", "\\Seen")
    return ours


def _noted(content: bytes, at: datetime) -> bool:
    try:
        reported = returns.read(content)
    except (ValueError, LookupError, TypeError) as error:  # what strangers write
        log.warning("a returned mail could not be read: %s", error)
        return False
    return sum(bounces.note(returned=one, report=content, at=at) for one in reported) > 0


@contextmanager
def _opened(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    client: imaplib.IMAP4
    if box.tls:
        context = ssl.create_default_context()
        client = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=_SECONDS)
    else:
        client = imaplib.IMAP4(box.host, box.port, timeout=_SECONDS)
    with client:
        client.login(box.user, box.password)
        yield client
