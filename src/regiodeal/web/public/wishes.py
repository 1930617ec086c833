"""What a reader's request asks for besides an address, as RFC 9110 has it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.http import parse_http_date_safe

_TAG = re.compile(r'(?:W/)?("[^"]*")')
_RANGE = re.compile(r"bytes=(?P<first>\d*)-(?P<last>\d*)")
_DIGITS = 19
_BEYOND = 10**_DIGITS
"""More bytes than any file has."""


@lru_cache(maxsize=512)
def preferred(accepted: str, codings: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of these content codings are welcome by an Accept-Encoding, the most welcome first.

    Of two that are as welcome, the one named first in `codings` comes first. One that is less welcome than the file
    as it is, is left out.
    """
    weights = {coding: weight for coding, weight in map(_weighed, accepted.lower().split(",")) if coding}
    others = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    welcome = {coding: weights.get(coding, others) for coding in codings}
    return tuple(sorted((c for c in codings if welcome[c] > 0 and welcome[c] >= plain), key=lambda c: -welcome[c]))


def has_it(environ: dict[str, str], etag: str, modified: int) -> bool:
    """Return whether the reader has this version already. `modified` is in seconds since 1970."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or etag in _TAG.findall(tags)
    since = parse_http_date_safe(environ.get("HTTP_IF_MODIFIED_SINCE", ""))
    return since is not None and modified <= since


@dataclass(frozen=True)
class Part:
    """The bytes of a file from `first` up to and with `last`."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many bytes that are."""
        return self.last - self.first + 1


class NoSuchPart(Exception):
    """The file ends before the part begins."""


def part(environ: dict[str, str], etag: str, modified: int, size: int) -> Part | None:
    """Return the one part that the reader asks for, or None for the whole: also where several parts are asked.

    `modified` is in seconds since 1970, `size` in bytes. Raises NoSuchPart.
    """
    asked = _RANGE.fullmatch(environ.get("HTTP_RANGE", "").strip())
    if asked is None or not _is_same_version(environ.get("HTTP_IF_RANGE"), etag, modified):
        return None
    first, last = asked["first"], asked["last"]
    if not first and not last:
        return None
    if not first:
        length = min(_number(last), size)
        if not length:
            raise NoSuchPart
        return Part(size - length, size - 1)
    if last and _number(last) < _number(first):
        return None
    if _number(first) >= size:
        raise NoSuchPart
    return Part(_number(first), min(_number(last), size - 1) if last else size - 1)


def _weighed(item: str) -> tuple[str, float]:
    coding, _, parameter = item.partition(";")
    name, _, weight = parameter.partition("=")
    try:
        return coding.strip(), float(weight) if name.strip() == "q" else 1.0
    except ValueError:
        return coding.strip(), 0.0


def _is_same_version(condition: str | None, etag: str, modified: int) -> bool:
    """Whether an If-Range, where there is one, names the version that is here now."""
    return condition is None or condition.strip() == etag or parse_http_date_safe(condition) == modified


def _number(digits: str) -> int:
    """Read a number that a stranger wrote, who may have gone on and on."""
    return int(digits) if len(digits) < _DIGITS else _BEYOND
