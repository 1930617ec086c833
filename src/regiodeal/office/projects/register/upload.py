"""A spreadsheet between its upload and its confirmation: what would change waits in the session of its reader."""

from dataclasses import asdict
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from regiodeal.projects.register_sheet.planning import Plan, only_changed
from regiodeal.projects.register_sheet.reading import Reading, Row, SheetRead

_KEPT = "register"
_MOST_ROWS = 20_000  # over all sheets; a session is read with every page


class TooMuch(Exception):
    """More changes than can wait for confirmation."""


def keep(
    session: SessionBase, *, deal: str, name: str, reading: Reading, plan: Plan, notes: list[tuple[str, str]]
) -> None:
    """Keep the rows of the projects that would change, and what was told about the file, until they are confirmed.

    Raises TooMuch.
    """
    sheets = only_changed(reading, {change.code for change in plan.changes})
    if sum(len(sheet.rows) for sheet in sheets.values()) > _MOST_ROWS:
        raise TooMuch
    session[_KEPT] = {
        "deal": deal,
        "name": name,
        "unchanged": plan.unchanged,
        "notes": notes,
        "sheets": {part: asdict(sheet) for part, sheet in sheets.items()},
    }


def kept(session: SessionBase, deal: str) -> tuple[dict[str, Any], Reading] | None:
    """Return what waits for this deal, with the rows as they were read; None where nothing does."""
    waiting: dict[str, Any] | None = session.get(_KEPT)
    if waiting is None or waiting["deal"] != deal:
        return None
    sheets = {
        part: SheetRead(sheet["columns"], [Row(**row) for row in sheet["rows"]])
        for part, sheet in waiting["sheets"].items()
    }
    return waiting, Reading(sheets=sheets)


def forget(session: SessionBase) -> None:
    """Let go of what waits."""
    session.pop(_KEPT, None)
