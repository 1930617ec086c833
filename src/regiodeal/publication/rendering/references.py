"""Links from one snapshot to what another one holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.formatting import day

_ISO_DAY = len("2021-06-04")


@dataclass(frozen=True)
class Link:
    """Words with the address behind them, from the root of the pages; an empty address is no link."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Basis:
    """What a transfer rests on: its title, in Dutch, and which one it is; an empty address is no link."""

    title: str
    about: str
    href: str = ""


@dataclass(frozen=True)
class Condition:
    """A condition, in Dutch, and who answers for it by when; `about` is empty where nobody said."""

    text: str
    about: str


def resolution(reference: str) -> Link:
    """Return the link to a resolution: "besluit 1, 4 juni 2021"."""
    meeting, number = paths.split_resolution(reference)
    return Link(f"{_decision(number)}, {_meeting_day(meeting)}", paths.resolution(reference))


def transfer(sequence: int) -> Link:
    """Return the link to a transfer: "boeking 12"."""
    return Link(gettext("boeking %(number)s") % {"number": sequence}, paths.transfer(sequence))


def basis(basis_of_transfer: dict[str, Any]) -> Basis:
    """Return what a transfer rests on, with a link where that is a resolution."""
    title = basis_of_transfer["title"]
    if basis_of_transfer["kind"] != "resolution":
        return Basis(title, day(basis_of_transfer["on"]))
    _, number = paths.split_resolution(basis_of_transfer["reference"])
    return Basis(title, _decision(number), paths.resolution(basis_of_transfer["reference"]))


def conditions(found: list[dict[str, Any]]) -> tuple[Condition, ...]:
    """Return conditions, each with who answers for it and by when."""
    return tuple(_condition(condition) for condition in found)


def _decision(number: int) -> str:
    return gettext("besluit\xa0%(number)s") % {"number": number}


def _condition(condition: dict[str, Any]) -> Condition:
    due = gettext("uiterlijk %(day)s") % {"day": day(condition["due_on"])} if condition["due_on"] else ""
    return Condition(condition["text"], ", ".join(part for part in (condition["owner"], due) if part))


def _meeting_day(meeting: str) -> str:
    try:
        date.fromisoformat(meeting[:_ISO_DAY])
    except ValueError:
        return meeting
    return day(meeting[:_ISO_DAY])
