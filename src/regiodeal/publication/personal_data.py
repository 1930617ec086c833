"""Find personal data in what is about to be published: e-mail addresses, telephone numbers, citizen service numbers.

Plain Python on a snapshot. What the deal itself gives as its contact is no personal data; what somebody looked at and
named as not personal is passed over by whoever calls this. A number that only looks like one of these is found as well:
a person decides, and the check says where to look.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

_EMAIL = re.compile(r"[\w.+'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}", re.UNICODE)
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MONEY = re.compile(r"(?:€\s*|euro\s+)\d[\d.,]*|\d[\d.,]*\s*(?:euro|miljoen|miljard)\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w.,/+-])\+?\(?\d[\d\s().\u00a0-]{6,18}\d(?![\w/])")
_SEPARATORS = re.compile(r"[\s().\u00a0-]")
_DAY = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4})\b")
_PHONE = re.compile(r"(?:\+31|0031|0)0?[1-9]\d{8}")
_ABROAD = re.compile(r"(?:\+|00)(?!31)[1-9]\d{7,13}")
_BSN_LENGTH = 9
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_NO_TEXT = {"sha256", "previous", "opening", "closing", "snapshot_sha256", "url", "source_url", "website", "identifier",
            "address", "accent", "reference", "resolution", "code", "security_contact"}  # fmt: skip
"""Keys whose values are hashes, web addresses and codes: nothing that a person wrote."""


class DataKind(Enum):
    """What was found."""

    EMAIL = "e-mail address"
    PHONE = "telephone number"
    BSN = "citizen service number"


@dataclass(frozen=True)
class Finding:
    """Something that may be personal: as it stands there, where in the snapshot, and the words around it."""

    kind: DataKind
    text: str
    path: tuple[str | int, ...]
    around: str

    @property
    def where(self) -> str:
        """The place in the snapshot, as `project.summary[2]`; places in lists count from 1."""
        parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in self.path]
        return "".join(parts).removeprefix(".")


def found_in(snapshot: Mapping[str, Any]) -> list[Finding]:
    """Return what may be personal in a snapshot, each text once, in the order of the snapshot."""
    own = _contact(snapshot.get("deal") or {})
    seen: set[str] = set()
    found = []
    for path, text in _texts(snapshot, ()):
        for kind, start, end in _matches(text):
            value = text[start:end].strip()
            if key(value) not in own | seen:
                seen.add(key(value))
                found.append(Finding(kind, value, path, _around(text, start, end)))
    return found


def key(text: str) -> str:
    """Return what makes two spellings of an address or a number the same."""
    return text.casefold() if "@" in text else _national(_SEPARATORS.sub("", text))


def is_bsn(digits: str) -> bool:
    """Tell whether nine digits pass the test of a citizen service number (Wet algemene bepalingen burgerservicenummer;
    the "elfproef": digits weighed 9 to 2 and the last one -1 add up to a multiple of 11)."""
    if len(digits) != _BSN_LENGTH or not digits.isascii() or not digits.isdigit() or digits == "0" * _BSN_LENGTH:
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0


def _contact(deal: Mapping[str, Any]) -> set[str]:
    return {key(value) for value in (deal.get("contact") or {}).values() if value}


def _texts(content: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match content:
        case str():
            yield path, content
        case Mapping():
            for name, value in content.items():
                if name not in _NO_TEXT:
                    yield from _texts(value, (*path, name))
        case list() | tuple():
            for index, value in enumerate(content):
                yield from _texts(value, (*path, index))


def _matches(text: str) -> Iterator[tuple[DataKind, int, int]]:
    for match in _EMAIL.finditer(text):
        yield DataKind.EMAIL, match.start(), match.end()
    numbers = _blanked(text)
    for match in _DIGITS.finditer(numbers):
        digits = _SEPARATORS.sub("", match.group())
        if is_bsn(digits):
            yield DataKind.BSN, match.start(), match.end()
        elif _PHONE.fullmatch(digits) or _ABROAD.fullmatch(digits):
            yield DataKind.PHONE, match.start(), match.end()


def _blanked(text: str) -> str:
    """Return the text with what holds digits of another sort taken out: web addresses, mail, amounts, days."""
    for pattern in (_WEB_ADDRESS, _EMAIL, _MONEY, _DAY):
        text = pattern.sub(lambda match: "x" * len(match.group()), text)
    return text


def _national(digits: str) -> str:
    for prefix in ("+31", "0031"):
        if digits.startswith(prefix):
            return f"0{digits.removeprefix(prefix).removeprefix('0')}"
    return digits


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    left = "…" if start > len(before) else ""
    right = "…" if end + len(after) < len(text) else ""
    return f"{left}{before}{text[start:end]}{after}{right}"
