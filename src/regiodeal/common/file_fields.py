"""The kinds of value that occur in files that people write."""

import re
from datetime import date
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from regiodeal.common.money import parse_euros


class Section(BaseModel):
    """A part of a file: it holds the keys that it names and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _euros(written: object) -> int:
    if not isinstance(written, str):
        raise ValueError("must be an amount in euros; leave the key out where the amount is not known")
    return parse_euros(written)


def _positive(cents: int) -> int:
    if cents <= 0:
        raise ValueError("must be more than nothing; leave the key out where the amount is not known")
    return cents


def _day(written: object) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(written)):
            raise ValueError
        return date.fromisoformat(str(written))
    except ValueError:
        raise ValueError(f"{written!r} is not a day; write it as 2021-06-04") from None


def _at_least_one(listed: tuple[Any, ...]) -> tuple[Any, ...]:
    if not listed:
        raise ValueError("must hold at least one entry")
    return listed


def _yes_or_no(written: object) -> bool:
    answers = {"yes": True, "true": True, "no": False, "false": False}
    if str(written).lower() not in answers:
        raise ValueError(f"{written!r} is neither yes nor no")
    return answers[str(written).lower()]


def _web_address(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(f"{written!r} is not a web address; it starts with https://")
    return written


def _mailbox(written: str) -> str:
    name, at, host = written.partition("@")
    if not (name and at and "." in host) or any(character.isspace() for character in written):
        raise ValueError(f"{written!r} is not an e-mail address")
    return written


Entry = TypeVar("Entry")
AtLeastOne = Annotated[tuple[Entry, ...], AfterValidator(_at_least_one)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Cents = Annotated[int, BeforeValidator(_euros), AfterValidator(_positive)]
Day = Annotated[date, BeforeValidator(_day)]
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
WebAddress = Annotated[str, StringConstraints(max_length=500), AfterValidator(_web_address)]
Mailbox = Annotated[str, StringConstraints(max_length=250), AfterValidator(_mailbox)]
