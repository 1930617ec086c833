"""Meetings and decisions, taken the way an office takes them."""

from datetime import date
from typing import Any

from regiodeal.decisions.actions import agenda, meetings
from regiodeal.decisions.actions.resolutions import Decision
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import AgendaItem, Meeting, Resolution
from regiodeal.funding.actions import resolutions
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from tests.factories.programme import AT, SECRETARY


def a_meeting(
    deal: Deal, held_on: date = date(2021, 6, 4), present: tuple[str, ...] = ("voorzitter", "a", "b")
) -> Meeting:
    """Convene a meeting with the members that are there; none means that attendance is not noted."""
    body = deal.bodies.get()
    meeting = meetings.convene(
        body=body, reference=f"{held_on}-{body.meetings.count() + 1}", held_on=held_on, by=SECRETARY, at=AT
    )
    if present:
        meetings.note_attendance(meeting=meeting, present=body.seats.filter(code__in=present), by=SECRETARY, at=AT)
    return meeting


def an_item(meeting: Meeting, project: Project, kind: DecisionKind = DecisionKind.NEW, **fields: Any) -> AgendaItem:
    """Put an item on the agenda."""
    return agenda.add_item(meeting=meeting, project=project, kind=kind, by=SECRETARY, at=AT, **fields)


def decide(item: AgendaItem, outcome: Outcome = Outcome.GRANTED, **fields: Any) -> Resolution:
    """Decide on an item and book what follows."""
    return resolutions.decide(item=item, decision=Decision(outcome=outcome, **fields), by=SECRETARY, at=AT)


def a_grant(deal: Deal, project: Project, cents: int, held_on: date = date(2021, 6, 4), **fields: Any) -> Resolution:
    """Grant a contribution in a meeting of its own."""
    kind = fields.pop("kind", DecisionKind.NEW)
    return decide(an_item(a_meeting(deal, held_on), project, kind), contribution_cents=cents, **fields)


def adopt(meeting: Meeting) -> Meeting:
    """Adopt the list of a meeting on the day on which it was held."""
    return meetings.adopt_list(meeting=meeting, on=meeting.held_on, by=SECRETARY, at=AT)
