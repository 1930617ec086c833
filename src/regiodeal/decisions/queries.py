"""Reads about meetings and resolutions."""

from django.db.models import QuerySet

from regiodeal.common.errors import Refusal
from regiodeal.decisions.choices import VoteChoice
from regiodeal.decisions.models import AgendaItem, Meeting, Resolution
from regiodeal.decisions.rules import Count, Sitting
from regiodeal.programme.choices import InterestRule
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project


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


def standing_for(project: Project) -> "QuerySet[Resolution]":
    """Return the resolutions on a project that were not taken back."""
    return standing(project.deal).filter(item__project=project)


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
