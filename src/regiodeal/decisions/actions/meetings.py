"""Convene a meeting, fill its agenda, note who is there, and adopt its list."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256
from regiodeal.decisions.choices import DecisionKind, VoteChoice
from regiodeal.decisions.models import AgendaItem, Attendance, Interest, Meeting, Vote
from regiodeal.decisions.queries import adopted_content, of_item
from regiodeal.programme.models import Body, Seat
from regiodeal.programme.queries import lock
from regiodeal.projects.models import Figure, Project


class ListIsAdopted(Refusal):
    """The list of the meeting is adopted: from then on nothing about it changes."""


class ListCannotBeAdopted(Refusal):
    """Something stands in the way of adopting the list."""


class ItemIsDecided(Refusal):
    """The item is decided; what it rests on cannot change any more."""


def convene(
    *,
    body: Body,
    reference: str,
    held_on: date,
    introduction: str = "",
    events: Iterable[Mapping[str, Any]] = (),
    source_title: str = "",
    source_url: str = "",
    by: trail.Actor,
    at: datetime,
) -> Meeting:
    """Convene a meeting, or register one from an old document, whose title is then `source_title`.

    Raises Refusal when the deal has a meeting with this reference already.
    """
    with transaction.atomic():
        lock(body.deal)
        if Meeting.objects.filter(body__deal=body.deal, reference=reference).exists():
            raise Refusal(f"there is a meeting {reference!r} already; choose another reference")
        meeting = Meeting.objects.create(
            body=body,
            reference=reference,
            held_on=held_on,
            introduction=introduction,
            events=[dict(event) for event in events],
            source_title=source_title,
            source_url=source_url,
        )
        _write("meeting.convene", meeting, by, at, held_on=str(held_on), source=source_title)
    return meeting


def add_item(
    *,
    meeting: Meeting,
    project: Project,
    kind: DecisionKind,
    ask_cents: int | None = None,
    text: str = "",
    figures: Iterable[Figure] = (),
    by: trail.Actor,
    at: datetime,
) -> AgendaItem:
    """Put an item on the agenda, behind the others. `ask_cents` is None where no amount is asked or known.

    Raises ListIsAdopted.
    """
    with transaction.atomic():
        _open(meeting)
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=meeting.items.count() + 1,
            project=project,
            kind=kind,
            ask_cents=ask_cents,
            text=text,
        )
        item.figures.set(figures)
        _write("agenda.add", meeting, by, at, item=item.position, project=project.code, kind=kind, ask_cents=ask_cents)
    return item


def note_attendance(*, meeting: Meeting, present: Iterable[Seat], by: trail.Actor, at: datetime) -> None:
    """Note which seats are present; all other seats of the body are absent. Raises ListIsAdopted, ItemIsDecided."""
    there = {seat.pk for seat in present}
    with transaction.atomic():
        _open(meeting)
        for item in meeting.items.all():
            _undecided(item)
        meeting.attendances.all().delete()
        seats = list(meeting.body.seats.all())
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, seat=seat, present=seat.pk in there) for seat in seats
        )
        _write("meeting.attendance", meeting, by, at, present=[seat.code for seat in seats if seat.pk in there])


def declare_interest(*, item: AgendaItem, seat: Seat, statement: str, by: trail.Actor, at: datetime) -> Interest:
    """Note that a member has an interest in an item. Raises ListIsAdopted, ItemIsDecided."""
    with transaction.atomic():
        _open(item.meeting)
        _undecided(item)
        interest, _ = Interest.objects.update_or_create(item=item, seat=seat, defaults={"statement": statement})
        _write("interest.declare", item.meeting, by, at, item=item.position, seat=seat.code, statement=statement)
    return interest


def note_votes(*, item: AgendaItem, votes: Mapping[Seat, VoteChoice], by: trail.Actor, at: datetime) -> None:
    """Note how each seat voted on an item. Raises ListIsAdopted, ItemIsDecided."""
    with transaction.atomic():
        _open(item.meeting)
        _undecided(item)
        item.votes.all().delete()
        Vote.objects.bulk_create(Vote(item=item, seat=seat, choice=choice) for seat, choice in votes.items())
        noted = {seat.code: str(choice) for seat, choice in votes.items()}
        _write("item.votes", item.meeting, by, at, item=item.position, votes=noted)


def adopt_list(*, meeting: Meeting, on: date, by: trail.Actor, at: datetime) -> Meeting:
    """Adopt the decision list of a meeting; the database refuses every change to it from then on.

    Raises ListIsAdopted, and ListCannotBeAdopted when the agenda is empty, an item is undecided, or the day lies
    before the meeting or after `at`.
    """
    with transaction.atomic():
        _open(meeting)
        items = list(meeting.items.all())
        undecided = [str(item.position) for item in items if of_item(item) is None]
        if not items:
            raise ListCannotBeAdopted(f"{meeting}: there is nothing on the agenda")
        if undecided:
            raise ListCannotBeAdopted(f"{meeting}: not decided yet: item {', '.join(undecided)}")
        if not meeting.held_on <= on <= localdate(at):
            raise ListCannotBeAdopted(f"{meeting}: {on} is before the meeting or in the future")
        meeting.adopted_on, meeting.adopted_at = on, at
        meeting.save(update_fields=["adopted_on", "adopted_at"])
        _write("list.adopt", meeting, by, at, on=str(on), content=sha256(canonical(adopted_content(meeting))))
    return meeting


def _open(meeting: Meeting) -> None:
    lock(meeting.body.deal)
    meeting.refresh_from_db(fields=["adopted_on", "adopted_at"])
    if meeting.adopted_at is not None:
        raise ListIsAdopted(f"the list of {meeting} was adopted on {meeting.adopted_on} and cannot be changed")


def _undecided(item: AgendaItem) -> None:
    if of_item(item) is not None:
        raise ItemIsDecided(f"{item} is decided; take the resolution back first")


def _write(act: str, meeting: Meeting, by: trail.Actor, at: datetime, **details: Any) -> None:
    trail.write(scope=meeting.body.deal.code, act=act, subject=meeting.reference, by=by, at=at, **details)
