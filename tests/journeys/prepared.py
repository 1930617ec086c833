"""Prepare a meeting in a running office, as a program of its own: `python -m tests.journeys.prepared NAME CODE=EUROS…`.

It convenes a meeting for today, or for the day in `on=2031-12-05`, puts a project on the agenda for each `CODE=EUROS`
(a new one where there is none with that code), notes that all are there with `everybody`, and prints the reference.
"""

import sys
from datetime import UTC, date, datetime
from typing import Any

from regiodeal.config.database import prepare

prepare()

from django.utils.timezone import localdate  # noqa: E402 - Django is set up first

from regiodeal.audit.trail import Actor  # noqa: E402
from regiodeal.decisions.actions import agenda, meetings  # noqa: E402
from regiodeal.decisions.choices import DecisionKind  # noqa: E402
from regiodeal.programme.models import Deal  # noqa: E402
from regiodeal.projects.actions import register  # noqa: E402
from regiodeal.projects.models import Project  # noqa: E402
from regiodeal.projects.register_file import ProjectEntry  # noqa: E402


def main(name: str, *asked: str) -> None:
    """Convene, fill the agenda, and say which meeting it is."""
    by, at = Actor("de voorbereiding"), datetime.now(UTC)
    deal = Deal.objects.get()
    body = deal.bodies.get(power="decides")
    days = [date.fromisoformat(one.removeprefix("on=")) for one in asked if one.startswith("on=")]
    held_on = days[0] if days else localdate(at)
    meeting = meetings.convene(body=body, reference=name, held_on=held_on, by=by, at=at)
    for one in asked:
        if one == "everybody":
            meetings.note_attendance(meeting=meeting, present=body.seats.all(), by=by, at=at)
        elif not one.startswith("on="):
            code, _, euros = one.partition("=")
            agenda.add_item(
                meeting=meeting,
                project=project_of(deal, code, by, at),
                kind=DecisionKind.NEW,
                ask_cents=int(euros) * 100 if euros else None,
                text=f"Over {code}.",
                assessment=f"Ons advies over {code}.",
                by=by,
                at=at,
            )
    print(meeting.reference)


def project_of(deal: Deal, code: str, by: Actor, at: datetime) -> Project:
    """Return the project with this code, registered now where there is none."""
    if not deal.projects.filter(code=code).exists():
        entry: dict[str, Any] = {"code": code, "pillar": None, "stage": "announced"}
        entry["name"] = code.replace("-", " ").capitalize()
        entry["facts"] = [{"statement": "Verzonnen.", "title": "Streekbode", "source": "https://example.org/"}]
        register.load(deal, [ProjectEntry.model_validate(entry)], by=by, at=at)
    return Project.objects.get(deal=deal, code=code)


if __name__ == "__main__":
    main(*sys.argv[1:])
