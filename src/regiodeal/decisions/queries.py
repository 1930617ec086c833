"""Reads about meetings and resolutions."""

from typing import Any

from django.db.models import QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.decisions.choices import VoteChoice
from regiodeal.decisions.models import AgendaItem, Condition, Meeting, Resolution
from regiodeal.decisions.rules import Count, Sitting
from regiodeal.programme.choices import InterestRule
from regiodeal.programme.models import Deal


class UnknownMeeting(Refusal):
    """The deal has no such meeting."""


def meeting(deal: Deal, reference: str) -> Meeting:
    """Return the meeting with this reference. Raises UnknownMeeting, naming the meetings that there are."""
    found = Meeting.objects.filter(body__deal=deal, reference=reference).select_related("body__deal").first()
    if found is None:
        known = ", ".join(Meeting.objects.filter(body__deal=deal).values_list("reference", flat=True))
        raise UnknownMeeting(f"there is no meeting {reference!r} in {deal.code}; there is: {known or 'none'}")
    return found


def standing(deal: Deal) -> "QuerySet[Resolution]":
    """Return the resolutions of a deal that were not taken back, oldest meeting first."""
    return (
        Resolution.objects.filter(item__meeting__body__deal=deal, retraction=None)
        .select_related("item__meeting__body", "item__project")
        .order_by("item__meeting__held_on", "item__meeting_id", "number")
    )


def standing_by_project(deal: Deal) -> dict[str, list[Resolution]]:
    """Return the resolutions that stand by the code of their project, in a fixed number of queries."""
    found: dict[str, list[Resolution]] = {}
    for resolution in standing(deal).prefetch_related("conditions"):
        found.setdefault(resolution.item.project.code, []).append(resolution)
    return found


def conditions(deal: Deal) -> "QuerySet[Condition]":
    """Return the conditions of all resolutions of a deal that stand."""
    standing_ones = Condition.objects.filter(resolution__item__meeting__body__deal=deal, resolution__retraction=None)
    return standing_ones.select_related("resolution__item__meeting__body")


def of_item(item: AgendaItem) -> Resolution | None:
    """Return the resolution on an item that stands, if any."""
    return item.resolutions.filter(retraction=None).first()


def sitting(item: AgendaItem) -> Sitting:
    """Return who sits, is present and is left out on an item."""
    body = item.meeting.body
    return Sitting(
        seats=frozenset(body.seats.values_list("code", flat=True)),
        present=frozenset(item.meeting.attendances.filter(present=True).values_list("seat__code", flat=True)),
        interested=frozenset(item.interests.values_list("seat__code", flat=True)),
        excludes=body.interest == InterestRule.EXCLUDED,
    )


def count(item: AgendaItem, sitting: Sitting) -> Count:
    """Return the votes on an item; without votes, those who take part agreed by consensus."""
    choices = list(item.votes.values_list("choice", flat=True))
    if not choices:
        return Count(in_favour=len(sitting.taking_part), against=0, abstained=0)
    return Count(
        in_favour=choices.count(VoteChoice.FOR),
        against=choices.count(VoteChoice.AGAINST),
        abstained=choices.count(VoteChoice.ABSTAINED),
    )


def adopted_content(meeting: Meeting) -> dict[str, Any]:
    """Return all that adopting the list of a meeting fixes, as plain values that can be hashed."""
    items = meeting.items.select_related("project").prefetch_related(
        "figures", "interests__seat", "votes__seat", "resolutions__conditions"
    )
    return {
        "reference": meeting.reference,
        "held_on": meeting.held_on.isoformat(),
        "introduction": meeting.introduction,
        "events": meeting.events,
        "source": [meeting.source_title, meeting.source_url],
        "present": {one.seat.code: one.present for one in meeting.attendances.select_related("seat")},
        "items": [_item_content(item) for item in items],
    }


def _item_content(item: AgendaItem) -> dict[str, Any]:
    return {
        "position": item.position,
        "kind": item.kind,
        "project": item.project.code,
        "ask_cents": item.ask_cents,
        "text": item.text,
        "figures": sorted([figure.cents, figure.words] for figure in item.figures.all()),
        "interests": {one.seat.code: one.statement for one in item.interests.all()},
        "votes": {one.seat.code: one.choice for one in item.votes.all()},
        "resolutions": [_resolution_content(one) for one in item.resolutions.all()],
    }


def _resolution_content(resolution: Resolution) -> dict[str, Any]:
    return {
        "reference": resolution.reference,
        "outcome": resolution.outcome,
        "phase": resolution.phase,
        "contribution_cents": resolution.contribution_cents,
        "release_cents": resolution.release_cents,
        "new_end": resolution.new_end.isoformat() if resolution.new_end else None,
        "reason": resolution.reason,
        "conditions": [
            [one.text, one.owner, one.due_on.isoformat() if one.due_on else None] for one in resolution.conditions.all()
        ],
    }
