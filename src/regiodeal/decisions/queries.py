"""Reads about meetings and resolutions."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Named, Sentence
from regiodeal.decisions.choices import VoteChoice
from regiodeal.decisions.models import AgendaItem, Condition, Meeting, Resolution
from regiodeal.decisions.rules import Count, Sitting
from regiodeal.programme.choices import InterestRule, ProxyRule
from regiodeal.programme.models import Deal


class UnknownMeeting(Refusal):
    """The deal has no such meeting."""


def meeting(deal: Deal, reference: str) -> Meeting:
    """Return the meeting with this reference. Raises UnknownMeeting, naming the meetings that there are."""
    found = Meeting.objects.filter(body__deal=deal, reference=reference).select_related("body__deal").first()
    if found is None:
        known = ", ".join(Meeting.objects.filter(body__deal=deal).values_list("reference", flat=True))
        raise UnknownMeeting(
            "there is no meeting {reference!r} in {deal}; there is: {known}",
            reference=reference,
            deal=Named(deal.code, deal.name),
            known=known or Sentence("none"),
        )
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


def roll_call(meeting: Meeting) -> Sitting:
    """Return who sits and who is present in a meeting, in a fixed number of queries; nobody is left out yet."""
    body = meeting.body
    noted = list(meeting.attendances.select_related("seat", "proxy"))
    seats = list(body.seats.select_related("organisation"))
    return Sitting(
        seats=frozenset(seat.code for seat in seats),
        present=frozenset(one.seat.code for one in noted if one.present),
        interested=frozenset(),
        excludes=body.interest == InterestRule.EXCLUDED,
        proxies={one.seat.code: one.proxy.code for one in noted if one.proxy},
        proxies_make_quorum=body.proxies == ProxyRule.QUORUM,
        names={seat.code: str(seat) for seat in seats},
    )


def sitting(item: AgendaItem, roll: Sitting | None = None) -> Sitting:
    """Return who sits, is present and is left out on an item; `roll` spares asking who is there again."""
    interested = item.interests.values_list("seat__code", flat=True)
    return replace(roll or roll_call(item.meeting), interested=frozenset(interested))


def count(item: AgendaItem, sitting: Sitting) -> Count:
    """Return the votes on an item; without votes, those who have one agreed by consensus."""
    return counted(item.votes.values_list("choice", flat=True), sitting)


def counted(choices: Iterable[str], sitting: Sitting) -> Count:
    """Return votes as a count; without votes, all who have one agreed by consensus."""
    given = list(choices)
    if not given:
        return Count(in_favour=len(sitting.voting), against=0, abstained=0)
    return Count(
        in_favour=given.count(VoteChoice.FOR),
        against=given.count(VoteChoice.AGAINST),
        abstained=given.count(VoteChoice.ABSTAINED),
    )


def adopted_content(meeting: Meeting) -> dict[str, Any]:
    """Return all that adopting the list of a meeting fixes, as plain values that can be hashed."""
    items = meeting.items.select_related("project").prefetch_related(
        "figures", "interests__seat", "votes__seat", "resolutions__conditions"
    )
    attendances = list(meeting.attendances.select_related("seat", "proxy"))
    proxies = {one.seat.code: one.proxy.code for one in attendances if one.proxy}
    return {
        "reference": meeting.reference,
        "held_on": meeting.held_on.isoformat(),
        "introduction": meeting.introduction,
        "events": meeting.events,
        "source": [meeting.source_title, meeting.source_url],
        "present": {one.seat.code: one.present for one in attendances},
        **({"proxies": proxies} if proxies else {}),  # lists of before there were proxies keep their hash
        "items": [_item_content(item) for item in items],
    }


def _item_content(item: AgendaItem) -> dict[str, Any]:
    return {
        "position": item.position,
        "kind": item.kind,
        "project": item.project.code,
        "ask_cents": item.ask_cents,
        **({"ask_end": item.ask_end.isoformat()} if item.ask_end else {}),  # as for the proxies
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
