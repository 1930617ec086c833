"""The bytes of a message, from a letter that is compiled once: per recipient a few pieces are put between fixed ones.

Both forms of the words are quoted-printable, so that no relay has to change what was signed; a piece for one recipient
stands on a line of its own there, which a reader does not see. A line never begins with a dot, so what is signed is
what goes over the line.
"""

import hashlib
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache

from django.utils.text import slugify

from regiodeal.common import tokens
from regiodeal.mailing import dkim
from regiodeal.mailing.dkim import Prepared, Signer
from regiodeal.mailing.letter import LEAVE, PREFERENCES, Letter
from regiodeal.mailing.purposes import Purpose

Header = tuple[bytes, bytes]

LEAVE_PATH = "post/afmelden/"
"""Where somebody leaves, under the root of the public side, before a token."""
PREFERENCES_PATH = "post/voorkeuren/"
"""Where somebody sees what is kept, under the root of the public side, before a token."""

_LINKS = re.compile(f"({re.escape(LEAVE)}|{re.escape(PREFERENCES)})")
_PATHS = {LEAVE: LEAVE_PATH, PREFERENCES: PREFERENCES_PATH}
_OVERSIGNED = ("from", "subject")  # signed once more than they are there, so that nobody can add another
_SOFT = b"=\r\n"  # the end of a line that a reader does not see


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for: the key of a delivery, its address, and the key of its subscriber."""

    delivery: int
    address: str
    subscriber: int


class Compiled:
    """A letter that is ready to be written to anybody. Everything that is the same for everybody is made once."""

    def __init__(self, letter: Letter, mailing: int, signers: Sequence[Signer] = ()) -> None:
        """`mailing` is the key of the mailing that the links name. Raises ValueError for a header with a line break."""
        self._mailing = mailing
        self._site = letter.site.encode("ascii")
        self._domain = parseaddr(letter.sender)[1].rpartition("@")[2]
        boundary = f"=_{hashlib.sha256((letter.html + letter.text).encode()).hexdigest()[:32]}"
        fixed = [*_fixed_headers(letter, boundary, self._domain)]
        self._head = b"".join(b"%s: %s\r\n" % header for header in fixed)
        self._relaxed = b"".join(dkim.relaxed(name, value) for name, value in fixed)
        self._body, self._places = _body(letter, boundary)
        self._begun = hashlib.sha256(self._body[0])
        names = [name.decode("ascii").lower() for name, _ in [*fixed, *self._own(Recipient(0, "", 0), b"", "")]]
        self._signers = [Prepared.of(one, [*names, *_OVERSIGNED]) for one in signers]

    def message(self, to: Recipient, at: datetime) -> bytes:
        """Return the message to a recipient as it goes over the line, without the dot that ends it."""
        leave = tokens.made(Purpose.LEAVE, to.subscriber, self._mailing)
        own = self._own(to, _dated(int(at.timestamp())), leave)
        links = {LEAVE: leave, PREFERENCES: tokens.made(Purpose.PREFERENCES, to.subscriber, int(at.timestamp()))}
        body = self._body.copy()
        for place, link in self._places:
            body[place] = links[link].encode("ascii")
        headers = b"".join([b"%s: %s\r\n" % header for header in own])
        return b"".join([self._signatures(own, body), self._head, headers, b"\r\n", *body])

    def _own(self, to: Recipient, date: bytes, leave: str) -> tuple[Header, ...]:
        """Return the headers that are the recipient's own, as one line each."""
        return (
            (b"To", to.address.encode("ascii")),
            (b"Date", date),
            (b"Message-ID", message_id(to.delivery, self._domain).encode("ascii")),
            (b"List-Unsubscribe", b"<%s%s%s/>" % (self._site, LEAVE_PATH.encode("ascii"), leave.encode("ascii"))),
            (b"List-Unsubscribe-Post", b"List-Unsubscribe=One-Click"),
        )

    def _signatures(self, own: Sequence[Header], body: list[bytes]) -> bytes:
        if not self._signers:
            return b""
        digest = self._begun.copy()
        digest.update(b"".join(body[1:]))
        relaxed = b"".join([b"%s:%s\r\n" % (name.lower(), value) for name, value in own])
        return dkim.signatures(self._signers, self._relaxed + relaxed, digest.digest())


def message_id(delivery: int, domain: str) -> str:
    """Return the Message-ID of a delivery: always the same, so that a mail that came twice can be seen to be one."""
    return f"<{tokens.made(Purpose.MESSAGE, delivery)}@{domain}>"


def delivery_of(written: str) -> int | None:
    """Return the key of the delivery that a Message-ID names; None where it is not one of ours."""
    numbers = tokens.read(Purpose.MESSAGE, written.strip().strip("<>").partition("@")[0])
    return numbers[0] if numbers else None


def _fixed_headers(letter: Letter, boundary: str, domain: str) -> Iterator[Header]:
    """Yield the headers that are the same for everybody, encoded and folded."""
    words = EmailMessage(policy=SMTP)
    words["From"] = letter.sender
    if letter.reply_to:
        words["Reply-To"] = letter.reply_to
    words["Subject"] = letter.subject
    words["List-Id"] = f"<{slugify(letter.list_name) or 'mailing'}.{domain}>"
    for name, value in words.items():
        folded = SMTP.fold(name, value).encode("ascii")
        yield name.encode("ascii"), folded.partition(b":")[2].strip()
    yield b"MIME-Version", b"1.0"
    yield b"Content-Type", b'multipart/alternative; boundary="%s"' % boundary.encode("ascii")


def _body(letter: Letter, boundary: str) -> tuple[list[bytes], list[tuple[int, str]]]:
    """Return the body in pieces, and at which places among them which links come."""
    pieces, places = [b""], []
    for kind, words in (("plain", letter.text), ("html", letter.html)):
        opening = f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'
        pieces[-1] += f"{opening}Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode("ascii")
        for part in _LINKS.split(words):
            if part in _PATHS:
                pieces[-1] += _SOFT + _quoted(f"{letter.site}{_PATHS[part]}") + _SOFT
                places.append((len(pieces), part))
                pieces += [b"", _SOFT + b"/" + _SOFT]
            else:
                pieces[-1] += _quoted(part)
        pieces[-1] += b"\r\n"
    pieces[-1] += f"--{boundary}--\r\n".encode("ascii")
    return pieces, places


def _quoted(words: str) -> bytes:
    """Return words as quoted-printable, in which no line begins with what a relay or a mailbox would change."""
    plain = words.replace("\r\n", "\n").encode("utf-8")
    lines = quopri.encodestring(plain).split(b"\n")
    return b"\r\n".join(_safe(line) for line in lines)


def _safe(line: bytes) -> bytes:
    if line.startswith((b".", b"From ")):
        return b"=%02X" % line[0] + _SOFT + line[1:]
    return line


@lru_cache(maxsize=8)
def _dated(second: int) -> bytes:
    return format_datetime(datetime.fromtimestamp(second, UTC)).encode("ascii")
