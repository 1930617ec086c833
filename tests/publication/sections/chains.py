"""Deals to make sections of: one with everything ahead, one of nothing, one with a single project, and one in doubt."""

from collections.abc import Callable
from typing import Any

from regiodeal.publication.envelope import Envelope
from tests.publication.rendering import samples
from tests.publication.rendering.sample_data import DEAL, DECIDED, MEETING, NASTY, OTHERS, municipality
from tests.publication.rendering.sample_ledger import Ledger, grant, opening_ledger
from tests.publication.rendering.sample_snapshots import (
    busy_items,
    decision_list,
    item,
    programme,
    project_page,
)
from tests.publication.rendering.samples import Chain

Make = Callable[[], list[Envelope]]
"""Makes the editions of a deal anew, for a test to change."""

EXLOO = {"name": "Exloo", "municipality": municipality("Borger-Odoorn"), "latitude": "52.881000", "longitude": "6.864"}


def _phase(ends_on: str) -> list[dict[str, Any]]:
    none = {"awarded_cents": 0, "advanced_cents": 0, "settled_cents": 0}
    return [{"number": 1, "name": "eerste fase", "ends_on": ends_on, **none}]


def _conditions() -> list[dict[str, Any]]:
    """Return decisions with a condition that has passed, one without a day, and hostile ones that are to come."""
    items = busy_items()
    due = {"owner": "Gemeente Emmen", "due_on": "2027-03-01"}
    items[1]["conditions"] += [{"text": "De gemeenteraad stemt in", **due}, {"text": NASTY, **due}]
    items[0]["conditions"] = [{"text": "Iets van Hardenberg alleen", **due}]
    return items


def _calendar() -> dict[str, Any]:
    """Return a calendar: a meeting that was held, one whose list was adopted, and two to come."""
    told = {"body": "Stuurgroep", "location": None, "adopted": False, "starts_at": "09:30"}
    days = (("2026-11-02", False), ("2026-12-01", True), ("2026-12-09", False))
    meetings = [{**told, "reference": f"{day}-stuurgroep", "held_on": day, "adopted": done} for day, done in days]
    meetings.append({**told, "reference": "2027-01-20-kernteam", "held_on": "2027-01-20", "body": f"Kernteam {NASTY}"})
    return {"deal": DEAL, "title": "Agenda", "meetings": meetings, "projects_end_by": "2027-12-31"}


def lively() -> list[Envelope]:
    """Return the editions of a deal in which everything happened and much is to come: for Emmen and for others."""
    made, ledger = Chain(samples.eventful()), opening_ledger()
    for number, sample in enumerate(DECIDED, 1):
        grant(ledger, number, sample)
    listed = decision_list(_conditions())
    made.add("decision-list", MEETING, listed, act="correct", reason="Voorwaarden toegevoegd.")
    for sample, changes in (
        (DECIDED[1], {"phases": _phase("2027-06-30")}),
        (DECIDED[2], {"phases": _phase("2027-05-31"), "stage": "gestopt", "stage_code": "stopped"}),
    ):
        page = project_page(ledger, sample)
        page["project"] |= changes
        made.add("project-page", sample.code, page)
    made.add("calendar", "calendar", _calendar())
    return made.envelopes


def single() -> list[Envelope]:
    """Return the editions of a deal with one project and one decision."""
    made, ledger, sample = Chain(), opening_ledger(), DECIDED[0]
    grant(ledger, 1, sample)
    made.add("decision-list", MEETING, decision_list([item(1, sample)]))
    made.add("ledger", f"1-{len(ledger.transfers)}", ledger.excerpt(1))
    made.add("implementation-programme", "programme", programme(ledger, [sample], 1))
    made.add("project-page", sample.code, project_page(ledger, sample))
    return made.envelopes


def unknown() -> list[Envelope]:
    """Return the editions of a deal of which nobody knows what any project got."""
    made, ledger = Chain(), opening_ledger()
    made.add("ledger", f"1-{len(ledger.transfers)}", ledger.excerpt(1))
    made.add("implementation-programme", "programme", programme(ledger, OTHERS, 1, localities=[EXLOO]))
    for sample in OTHERS:
        made.add("project-page", sample.code, project_page(Ledger(), sample))
    return made.envelopes
