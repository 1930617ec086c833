"""Prepare a meeting in a running office, as a program of its own: `python -m tests.journeys.prepared NAME CODE=KIND…`.

It convenes a meeting for today, puts a new project on the agenda for each `CODE=EUROS`, and prints the reference.
"""

import sys
from datetime import UTC, datetime
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
    """Convene, fill the agenda, and say which meeting it is; `everybody` among the rest notes that all are there."""
    by, at = Actor("de voorbereiding"), datetime.now(UTC)
    deal = Deal.objects.get()
    body = deal.bodies.get(power="decides")
    meeting = meetings.convene(body=body, reference=name, held_on=localdate(at), by=by, at=at)
    for one in asked:
        if one == "everybody":
            meetings.note_attendance(meeting=meeting, present=body.seats.all(), by=by, at=at)
            continue
        code, _, euros = one.partition("=")
        name = code.replace("-", " ").capitalize()
        entry: dict[str, Any] = {"code": code, "name": name, "pillar": None, "stage": "announced"}
        entry["facts"] = [{"statement": "Verzonnen.", "title": "Streekbode", "source": "https://example.org/"}]
        register.load(deal, [ProjectEntry.model_validate(entry)], by=by, at=at)
        project = Project.objects.get(deal=deal, code=code)
        ask = int(euros) * 100
        agenda.add_item(
            meeting=meeting, project=project, kind=DecisionKind.NEW, ask_cents=ask, text=f"Over {code}.", by=by, at=at
        )
    print(meeting.reference)


if __name__ == "__main__":
    main(*sys.argv[1:])
