"""Convene a meeting, change when and where it is held, note who is there, and adopt its list."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from regiodeal.audit import trail
from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256
from regiodeal.common.sentences import Sentence
from regiodeal.decisions import words
from regiodeal.decisions.choices import VoteChoice
from regiodeal.decisions.models import AgendaItem, Attendance, Interest, Meeting, Resolution, Vote
from regiodeal.decisions.queries import adopted_content, of_item
from regiodeal.decisions.rules import Sitting, proxy_faults
from regiodeal.programme.choices import ProxyRule
from regiodeal.programme.models import Body, Seat
from regiodeal.programme.queries import lock


class ListIsAdopted(Refusal):
    """The list of the meeting is adopted: from then on nothing about it changes."""


class MeetingWasChanged(Refusal):
    """Somebody else changed the meeting since the person saw it."""


class DayIsFixed(Refusal):
    """The day of a meeting in which something was decided cannot move."""


class ListCannotBeAdopted(Refusal):
    """Something stands in the way of adopting the list."""


class InvalidProxy(Refusal):
    """An absent member cannot give its vote away like this; the sentences say why, each about one seat."""


class ItemIsDecided(Refusal):
    """The item is decided; what it rests on cannot change any more."""


_CHANGEABLE = ["held_on", "starts_at", "location", "introduction", "events"]


def convene(
    *,
    body: Body,
    reference: str,
    held_on: date,
    starts_at: time | None = None,
    location: str = "",
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
            raise Refusal("there is a meeting {reference} already; choose another reference", reference=reference)
        meeting = Meeting.objects.create(
            body=body,
            reference=reference,
            held_on=held_on,
            starts_at=starts_at,
            location=location,
            introduction=introduction,
            events=[dict(event) for event in events],
            source_title=source_title,
            source_url=source_url,
        )
        write_line("meeting.convene", meeting, by, at, held_on=str(held_on), source=source_title)
    return meeting


def change(
    *,
    meeting: Meeting,
    seen: str,
    held_on: date,
    starts_at: time | None,
    location: str,
    introduction: str,
    events: Iterable[Mapping[str, Any]],
    by: trail.Actor,
    at: datetime,
) -> Meeting:
    """Change when and where a meeting is held, and what its list says besides the decisions.

    `seen` is the `fingerprint` of the meeting as the person saw it. Raises ListIsAdopted, MeetingWasChanged, and
    DayIsFixed when something is decided: the money counts from the day of the meeting.
    """
    with transaction.atomic():
        require_open(meeting)
        meeting.refresh_from_db(fields=_CHANGEABLE)
        if seen != fingerprint(meeting):
            raise MeetingWasChanged(
                "{who} changed this meeting meanwhile; look at what it is now and save again",
                who=who_did(meeting, "meeting.change"),
            )
        if held_on != meeting.held_on and Resolution.objects.filter(item__meeting=meeting).exists():
            raise DayIsFixed(
                "something is decided on {held_on} and its money counts from that day: the day stays",
                held_on=meeting.held_on,
            )
        before = fingerprint(meeting)
        meeting.held_on, meeting.starts_at, meeting.location = held_on, starts_at, location
        meeting.introduction, meeting.events = introduction, [dict(event) for event in events]
        if fingerprint(meeting) != before:
            meeting.save(update_fields=_CHANGEABLE)
            starts = starts_at.isoformat("minutes") if starts_at else ""
            details = {"held_on": str(held_on), "starts_at": starts, "location": location}
            write_line("meeting.change", meeting, by, at, **details)
    return meeting


def fingerprint(meeting: Meeting) -> str:
    """Return a hash of what `change` can change, so that a form can tell whether somebody else did so meanwhile."""
    starts = meeting.starts_at.isoformat("minutes") if meeting.starts_at else None
    seen = [meeting.held_on.isoformat(), starts, meeting.location, meeting.introduction, meeting.events]
    return sha256(canonical(seen))


def note_attendance(
    *,
    meeting: Meeting,
    present: Iterable[Seat],
    proxies: Mapping[Seat, Seat] | None = None,
    by: trail.Actor,
    at: datetime,
) -> None:
    """Note which seats are present, and to which of them an absent one gave its vote; all other seats are absent.

    Raises ListIsAdopted, ItemIsDecided, and InvalidProxy with every reason why a proxy cannot be given like this.
    """
    there, given = {seat.pk for seat in present}, dict(proxies or {})
    with transaction.atomic():
        require_open(meeting)
        require_nothing_decided(meeting)
        seats = list(meeting.body.seats.select_related("organisation"))
        _require_valid_proxies(meeting.body, seats, there, given)
        meeting.attendances.all().delete()
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, seat=seat, present=seat.pk in there, proxy=given.get(seat)) for seat in seats
        )
        named = {giver.code: holder.code for giver, holder in given.items()}
        codes = [seat.code for seat in seats if seat.pk in there]
        write_line("meeting.attendance", meeting, by, at, present=codes, **({"proxies": named} if named else {}))


def declare_interest(*, item: AgendaItem, seat: Seat, statement: str, by: trail.Actor, at: datetime) -> Interest:
    """Note that a member has an interest in an item. Raises ListIsAdopted, ItemIsDecided."""
    with transaction.atomic():
        require_open(item.meeting)
        require_undecided(item)
        interest, _ = Interest.objects.update_or_create(item=item, seat=seat, defaults={"statement": statement})
        write_line("interest.declare", item.meeting, by, at, item=item.position, seat=seat.code, statement=statement)
    return interest


def withdraw_interest(*, interest: Interest, by: trail.Actor, at: datetime) -> None:
    """Take a declared interest back. Raises ListIsAdopted, ItemIsDecided."""
    item, seat = interest.item, interest.seat
    with transaction.atomic():
        require_open(item.meeting)
        require_undecided(item)
        item.interests.filter(seat=seat).delete()
        write_line("interest.withdraw", item.meeting, by, at, item=item.position, seat=seat.code)


def note_votes(*, item: AgendaItem, votes: Mapping[Seat, VoteChoice], by: trail.Actor, at: datetime) -> None:
    """Note how each seat voted on an item. Raises ListIsAdopted, ItemIsDecided."""
    with transaction.atomic():
        require_open(item.meeting)
        require_undecided(item)
        item.votes.all().delete()
        Vote.objects.bulk_create(Vote(item=item, seat=seat, choice=choice) for seat, choice in votes.items())
        noted = {seat.code: str(choice) for seat, choice in votes.items()}
        write_line("item.votes", item.meeting, by, at, item=item.position, votes=noted)


def adopt_list(*, meeting: Meeting, on: date, by: trail.Actor, at: datetime) -> Meeting:
    """Adopt the decision list of a meeting; the database refuses every change to it from then on.

    Raises ListIsAdopted, and ListCannotBeAdopted when the agenda is empty, an item is undecided, or the day lies
    before the meeting or after `at`.
    """
    with transaction.atomic():
        require_open(meeting)
        items = list(meeting.items.all())
        decided = set(Resolution.objects.filter(item__in=items, retraction=None).values_list("item", flat=True))
        undecided = [str(item.position) for item in items if item.pk not in decided]
        if not items:
            raise ListCannotBeAdopted("{meeting}: there is nothing on the agenda", meeting=words.meeting(meeting))
        if undecided:
            raise ListCannotBeAdopted(
                "{meeting}: not decided yet: item {items}", meeting=words.meeting(meeting), items=", ".join(undecided)
            )
        if not meeting.held_on <= on <= localdate(at):
            raise ListCannotBeAdopted(
                "{meeting}: {on} is before the meeting or in the future", meeting=words.meeting(meeting), on=on
            )
        meeting.adopted_on, meeting.adopted_at = on, at
        meeting.save(update_fields=["adopted_on", "adopted_at"])
        write_line("list.adopt", meeting, by, at, on=str(on), content=sha256(canonical(adopted_content(meeting))))
    return meeting


def require_open(meeting: Meeting) -> None:
    """Lock the deal, and refuse to go on once the list is adopted. Raises ListIsAdopted."""
    lock(meeting.body.deal)
    meeting.refresh_from_db(fields=["adopted_on", "adopted_at"])
    if meeting.adopted_at is not None:
        raise ListIsAdopted(
            "the list of {meeting} was adopted on {day} and cannot be changed",
            meeting=words.meeting(meeting),
            day=meeting.adopted_on,
        )


def require_undecided(item: AgendaItem) -> None:
    """Refuse to change what a resolution rests on. Raises ItemIsDecided."""
    if of_item(item) is not None:
        raise ItemIsDecided("{item} is decided; take the resolution back first", item=words.item(item))


def require_nothing_decided(meeting: Meeting) -> None:
    """Refuse to change what all resolutions of a meeting rest on. Raises ItemIsDecided."""
    decided = meeting.items.filter(resolutions__isnull=False, resolutions__retraction=None).first()
    if decided is not None:
        require_undecided(decided)


def _require_valid_proxies(body: Body, seats: list[Seat], there: set[int], given: Mapping[Seat, Seat]) -> None:
    sitting = Sitting(
        seats={seat.code for seat in seats},
        present={seat.code for seat in seats if seat.pk in there},
        interested=frozenset(),
        excludes=False,
        proxies={giver.code: holder.code for giver, holder in given.items()},
        names={seat.code: str(seat) for seat in seats},
    )
    faults = list(proxy_faults(sitting, allowed=body.proxies != ProxyRule.NONE, each=body.proxies_a_seat))
    if faults:
        raise InvalidProxy(*faults)


def write_line(act: str, meeting: Meeting, by: trail.Actor, at: datetime, **details: Any) -> None:
    """Write in the trail what was done to a meeting."""
    trail.write(scope=meeting.body.deal.code, act=act, subject=meeting.reference, by=by, at=at, **details)


def who_did(meeting: Meeting, *acts: str, **details: Any) -> str | Sentence:
    """Return who last did one of these acts to a meeting, such as changing it."""
    lines = AuditLine.objects.filter(scope=meeting.body.deal.code, subject=meeting.reference, act__in=acts)
    lines = lines.filter(**{f"details__{name}": value for name, value in details.items()})
    return lines.order_by("-number").values_list("actor", flat=True).first() or Sentence("somebody")
