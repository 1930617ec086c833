"""Who people are to a list: made once per deal and address, and what they change about themselves."""

import secrets
from datetime import datetime

from regiodeal.accounts.models import Language
from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import sha256
from regiodeal.mailing.models import Subscriber

_SALT = 16  # bytes
_LONGEST_NAME = 200


class NameTooLong(Refusal):
    """A name fits on a line."""


def new(*, scope: str, email: str, name: str, language: Language, at: datetime) -> Subscriber:
    """Return somebody who is not stored yet, with a salt of their own; the address is tidy. Raises NameTooLong."""
    salt = secrets.token_hex(_SALT)
    return Subscriber(
        scope=scope,
        email=email,
        name=tidy_name(name),
        language=language,
        salt=salt,
        person=sha256(f"{salt}{email}".encode()),
        since=at,
    )


def found_or_made(*, scope: str, email: str, name: str, language: Language, at: datetime) -> Subscriber:
    """Return who has a tidy address in a deal; who is there already keeps the name and the language."""
    fresh = new(scope=scope, email=email, name=name, language=language, at=at)
    values = {"name": fresh.name, "language": language, "salt": fresh.salt, "person": fresh.person, "since": at}
    subscriber, _ = Subscriber.objects.get_or_create(scope=scope, email=email, defaults=values)
    return subscriber


def change(*, subscriber: Subscriber, name: str, language: Language) -> None:
    """Keep the name and the language that somebody chose. Raises NameTooLong."""
    subscriber.name, subscriber.language = tidy_name(name), language
    subscriber.save(update_fields=["name", "language"])


def tidy_name(name: str) -> str:
    """Return a name on one line, without signs that nobody sees. Raises NameTooLong."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if len(name) > _LONGEST_NAME:
        raise NameTooLong("this name is longer than {most} characters; shorten it", most=_LONGEST_NAME)
    return name
