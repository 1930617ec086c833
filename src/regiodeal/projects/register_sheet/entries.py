"""From plain values to the entry that the register takes, with every error of the model at its cell."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from regiodeal.projects.register_file import FactEntry, ProjectEntry
from regiodeal.projects.register_sheet.faults import Problem
from regiodeal.projects.register_sheet.layout import KEPT
from regiodeal.projects.register_sheet.standing import Content, Values

Where = tuple[str, int | None, str]
"""A part of the project, the number of the row in it from 0 (None for a value of the head), and the key."""


class SheetEntry(ProjectEntry):
    """A project as a spreadsheet has it. Beside what a register file can say, it may have no facts yet."""

    facts: tuple[FactEntry, ...] = ()


def entry(wanted: Content, standing: Content | None) -> SheetEntry:
    """Return the entry for a project. Raises pydantic.ValidationError; `faults` says where its errors are.

    Of what stays once it is there, the entry names what is new and no more: the register keeps the rest itself.
    """
    content = _filled(wanted["head"])
    content["former_names"] = [_filled(row) for row in wanted["former_names"]]
    content["parties"] = [_filled(row) for row in wanted["parties"]]
    content["places"] = [row.get("name") for row in wanted["places"]]
    content["phases"] = _phases(wanted, standing)
    content["figures"] = [_filled(row) for row in new_rows("figures", wanted, standing)]
    content["links"] = [_link(row) for row in wanted["links"]]
    content["facts"] = [_filled(row) for row in wanted["facts"]]
    return SheetEntry.model_validate(content)


def new_rows(part: str, wanted: Content, standing: Content | None) -> list[Values]:
    """Return the rows of a part that the register does not have yet."""
    known = {key_of(part, row) for row in standing[part]} if standing else set()
    return [row for row in wanted[part] if key_of(part, row) not in known]


def key_of(part: str, row: Values) -> tuple[str | None, ...]:
    """Return what tells the rows of a part apart."""
    return tuple(row.get(key) for key in KEPT[part])


def _phases(wanted: Content, standing: Content | None) -> list[dict[str, Any]]:
    """Return all phases from the first on where there is a new one; the register counts them."""
    rows = sorted(wanted["phases"], key=lambda row: int(row.get("number") or 0))
    return [_filled(row, but="number") for row in rows] if new_rows("phases", wanted, standing) else []


def _link(row: Values) -> dict[str, Any]:
    link: dict[str, Any] = {"kind": row.get("kind"), "project": row.get("target")}
    if row.get("trl_from") and row.get("trl_to"):
        link["trl"] = {"start": row["trl_from"], "end": row["trl_to"]}
    return link


def _filled(row: Mapping[str, Any], but: str = "") -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None and key != but}


_ENTRY_KEYS = {("links", "project"): "target", ("links", "trl"): "trl_to"}


def faults(
    error: ValidationError, wanted: Content, standing: Content | None
) -> Iterator[tuple[Where, Problem, dict[str, Any]]]:
    """Yield each error of the model as the place of its value, what is wrong, and what a message about it needs."""
    rows = {
        **{part: wanted[part] for part in ("former_names", "parties", "places", "links", "facts")},
        "phases": sorted(wanted["phases"], key=lambda row: int(row.get("number") or 0)),
        "figures": new_rows("figures", wanted, standing),
    }
    for problem in error.errors():
        part, *inside = problem["loc"]
        told = _problem(problem)
        if part not in rows:
            yield ("head", None, str(part)), *told
            continue
        number, key = int(inside[0]), str(inside[1]) if len(inside) > 1 else "name"
        row = rows[str(part)][number]
        at = next(index for index, one in enumerate(wanted[str(part)]) if one is row)
        yield (str(part), at, _ENTRY_KEYS.get((str(part), key), key)), *told


def _problem(problem: Any) -> tuple[Problem, dict[str, Any]]:
    match problem["type"]:
        case "string_too_long":
            return Problem.TOO_LONG, {"most": problem["ctx"]["max_length"], "length": len(problem["input"])}
        case "missing" | "string_type" | "string_too_short":
            return Problem.EMPTY, {}
        case "string_pattern_mismatch":
            return Problem.NOT_A_CODE, {"value": problem["input"]}
        case "value_error" if "web address" in str(problem["ctx"]["error"]):
            return Problem.NOT_AN_ADDRESS, {"value": problem["input"]}
        case _:
            return Problem.OTHER, {"value": str(problem["input"])}
