"""Links from one snapshot to what another one holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from regiodeal.publication.rendering import paths
from regiodeal.publication.rendering.formatting import day

_ISO_DAY = len("2021-06-04")


@dataclass(frozen=True)
class Link:
    """Words with the address behind them, from the root of the record; an empty address is no link."""

    label: str
    href: str = ""


def resolution(reference: str) -> Link:
    """Return the link to a resolution: "besluit 1, 4 juni 2021"."""
    meeting, number = paths.split_resolution(reference)
    return Link(f"besluit\xa0{number}, {_meeting_day(meeting)}", paths.resolution(reference))


def basis(basis_of_transfer: dict[str, Any]) -> Link:
    """Return what a transfer rests on, with a link where that is a resolution."""
    title, on = basis_of_transfer["title"], day(basis_of_transfer["on"])
    if basis_of_transfer["kind"] != "resolution":
        return Link(f"{title}, {on}")
    _, number = paths.split_resolution(basis_of_transfer["reference"])
    return Link(f"{title}, besluit\xa0{number}", paths.resolution(basis_of_transfer["reference"]))


def conditions(found: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return conditions as sentences, each with who answers for it and by when."""
    return tuple(_condition(condition) for condition in found)


def _condition(condition: dict[str, Any]) -> str:
    due = f", uiterlijk {day(condition['due_on'])}" if condition["due_on"] else ""
    owner = f" ({condition['owner']}{due})" if condition["owner"] else ""
    return f"{condition['text']}{owner or due}"


def _meeting_day(meeting: str) -> str:
    try:
        date.fromisoformat(meeting[:_ISO_DAY])
    except ValueError:
        return meeting
    return day(meeting[:_ISO_DAY])
