"""Whether an item can be decided as things stand: who takes part, and how the votes are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from regiodeal.decisions import queries, rules
from regiodeal.decisions.choices import VoteChoice
from regiodeal.decisions.models import AgendaItem, Meeting
from regiodeal.decisions.rules import Count, Reached, Sitting
from regiodeal.programme.models import Body, Seat


@dataclass(frozen=True, kw_only=True)
class State:
    """How an item stands before it is decided. `consensus` where no votes are noted, `noted` whether attendance is."""

    noted: bool
    consensus: bool
    quorum: Reached
    majority: Reached
    count: Count
    sitting: Sitting

    @property
    def ready(self) -> bool:
        """Whether attendance, quorum and majority allow a grant."""
        return self.noted and self.quorum.enough and self.majority.enough


def of(item: AgendaItem, roll: Sitting | None = None, votes: Mapping[str, str] | None = None) -> State:
    """Return how an item with its prefetched interests and votes stands; `votes` is what somebody is filling in."""
    body = item.meeting.body
    interested = frozenset(interest.seat.code for interest in item.interests.all())
    sitting = replace(roll or queries.roll_call(item.meeting), interested=interested)
    given = {vote.seat.code: vote.choice for vote in item.votes.all()} if votes is None else votes
    count = queries.counted(given.values(), sitting)
    return State(
        noted=item.meeting.attendances.exists() if roll is None else bool(roll.present),
        consensus=not given,
        quorum=rules.quorum(sitting, body.quorum_threshold),
        majority=rules.majority(count, body.majority_threshold),
        count=count,
        sitting=sitting,
    )


def seats(body: Body) -> list[Seat]:
    """Return the seats of a body in their order, with their organisations."""
    return list(body.seats.select_related("organisation"))


def voters(item: AgendaItem, sitting: Sitting) -> list[Seat]:
    """Return the seats that have a vote on an item, by themselves or by proxy."""
    return [seat for seat in seats(item.meeting.body) if seat.code in sitting.voting]


@dataclass(frozen=True)
class AttendanceSummary:
    """Who is there, as the page of a meeting tells it in a line."""

    noted: bool
    present: list[Seat]
    proxies: list[tuple[Seat, Seat]]
    absent: list[Seat]
    quorum: Reached


def attendance(meeting: Meeting) -> AttendanceSummary:
    """Return who is there, in a fixed number of queries."""
    rows = list(meeting.attendances.select_related("seat__organisation", "proxy__organisation"))
    roll = queries.roll_call(meeting)
    return AttendanceSummary(
        noted=bool(rows),
        present=[row.seat for row in rows if row.present],
        proxies=[(row.seat, row.proxy) for row in rows if row.proxy],
        absent=[row.seat for row in rows if not row.present and row.proxy is None],
        quorum=rules.quorum(roll, meeting.body.quorum_threshold),
    )


VOTES = tuple(VoteChoice)
"""In the order in which they are called."""
