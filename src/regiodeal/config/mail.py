"""Where mail goes: into files in the data home, or to the mail server that the environment names."""

import os
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from regiodeal.common.errors import Refusal

_URL = "REGIODEAL_EMAIL_URL"
_FROM = "REGIODEAL_EMAIL_FROM"
_EXAMPLE = "smtps://name:password@mail.example.nl:465"
_FILES = "django.core.mail.backends.filebased.EmailBackend"
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_PORTS = {"smtp": 25, "smtps": 465}
_SUBMISSION = 587


@dataclass(frozen=True)
class Mail:
    """How mail is sent. `ssl` is TLS from the first byte, `starttls` begins it before a password is said."""

    backend: str
    sender: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    ssl: bool = False
    starttls: bool = False


def mail_settings() -> Mail:
    """Return how mail is sent: with the server of REGIODEAL_EMAIL_URL, or else as files that nobody receives.

    `smtps://` is encrypted at once. `smtp://` with a name and a password is encrypted before the password is said, and
    without them it is plain, for a relay on the same machine or network. Raises Refusal for what cannot be used.
    """
    url, sender = os.environ.get(_URL, "").strip(), os.environ.get(_FROM, "").strip()
    if not url:
        return Mail(backend=_FILES, sender=sender or "regiodeal@localhost")
    parts = _parts(url)
    if "@" not in parseaddr(sender)[1]:
        raise Refusal(f"{_FROM} is {sender!r}; name the address from which mail is sent, such as bureau@example.nl")
    ssl = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(
        backend=_SMTP,
        sender=sender,
        host=parts.hostname or "",
        port=parts.port or (_SUBMISSION if user and not ssl else _PORTS[parts.scheme]),
        user=user,
        password=password,
        ssl=ssl,
        starttls=bool(user) and not ssl,
    )


def _parts(url: str) -> SplitResult:
    """Return the parts of the address. What is wrong is said without repeating it, for it may hold a password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and parts.port != 0 and parts.path in {"", "/"}
    except ValueError as error:
        raise Refusal(f"{_URL} is no address of a mail server ({error}); write it like {_EXAMPLE}") from error
    if not usable or parts.query or parts.fragment:
        raise Refusal(f"{_URL} is no address of a mail server; write it like {_EXAMPLE}")
    if bool(parts.username) != bool(parts.password):
        raise Refusal(f"{_URL} has a name without a password, or a password without a name; write it like {_EXAMPLE}")
    return parts
