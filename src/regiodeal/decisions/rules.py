"""When a decision is valid: plain rules on plain values."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from regiodeal.programme.rules import Threshold


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """Who sits, who is there and who is left out on one item; seats are named by their code.

    `interested` are the seats that declared an interest; `excludes` tells whether the body leaves those out.
    """

    seats: Set[str]
    present: Set[str]
    interested: Set[str]
    excludes: bool

    @property
    def excluded(self) -> Set[str]:
        """The seats that take part in neither quorum nor vote."""
        return self.interested if self.excludes else frozenset()

    @property
    def entitled(self) -> Set[str]:
        """The seats that may take part. Excluded members do not count in the whole either, as for the votes of a
        municipal council (Gemeentewet art. 29, first paragraph)."""
        return self.seats - self.excluded

    @property
    def taking_part(self) -> Set[str]:
        """The seats that are present and may take part."""
        return self.present & self.entitled


@dataclass(frozen=True)
class Count:
    """Votes on an item. By consensus, everybody who takes part is in favour."""

    in_favour: int
    against: int
    abstained: int


def quorum_faults(sitting: Sitting, quorum: Threshold) -> Iterator[str]:
    """Yield why the item cannot be decided for want of members, if so."""
    needed = quorum.needed(len(sitting.entitled))
    there = len(sitting.taking_part)
    if there < needed:
        left_out = f", {len(sitting.excluded)} left out for a declared interest" if sitting.excluded else ""
        yield (
            f"no quorum: {there} of {len(sitting.entitled)} seats take part{left_out}, "
            f"and {needed} are needed ({quorum} of the seats)"
        )


def vote_faults(sitting: Sitting, voters: Set[str], count: Count, majority: Threshold) -> Iterator[str]:
    """Yield why the votes do not carry a grant. Abstentions are no votes cast (compare Gemeentewet art. 30)."""
    for seat in sorted(voters - sitting.taking_part):
        why = "declared an interest" if seat in sitting.excluded else "is not present"
        yield f"seat {seat} cannot vote: it {why}"
    cast = count.in_favour + count.against
    needed = majority.needed(cast)
    if count.in_favour < needed:
        yield (
            f"no majority: {count.in_favour} of {cast} votes in favour, "
            f"and {needed} are needed ({majority} of the votes)"
        )


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is about to be decided on an item, as plain values; cents, and days."""

    kind: str
    outcome: str
    granting: bool
    awarding: bool
    from_document: bool
    contribution_cents: int | None
    release_cents: int | None
    new_end: date | None
    conditions: int
    reason: str
    phase_exists: bool
    phase_end: date | None
    projects_end_by: date | None


def content_faults(proposal: Proposal) -> Iterator[str]:
    """Yield why what is decided does not fit its kind and outcome."""
    yield from _outcome_faults(proposal)
    yield from _money_faults(proposal)
    yield from _end_faults(proposal)


def _outcome_faults(proposal: Proposal) -> Iterator[str]:
    if proposal.outcome == "granted_on_conditions" and not proposal.conditions:
        yield "granted on conditions, but no condition is given; name it with its owner and due date"
    if proposal.outcome != "granted_on_conditions" and proposal.conditions:
        yield f"conditions are given, but the outcome is {proposal.outcome}; make it granted_on_conditions"
    if not proposal.granting and not proposal.reason:
        yield f"{proposal.outcome} needs a reason"
    if proposal.granting and proposal.kind in {"change", "stop"} and not proposal.reason:
        yield f"a {proposal.kind} needs a reason"
    if not proposal.granting and (proposal.contribution_cents or proposal.release_cents or proposal.new_end):
        yield f"{proposal.outcome} changes nothing: leave out contribution, release and new end"


def _money_faults(proposal: Proposal) -> Iterator[str]:
    if not proposal.granting:
        return
    if proposal.awarding and proposal.contribution_cents is None and not proposal.from_document:
        yield f"a {proposal.kind} that is granted needs its contribution"
    if not proposal.awarding and proposal.contribution_cents is not None:
        yield f"a {proposal.kind} awards no contribution; use new, follow_up or enlargement"
    if proposal.release_cents is not None and proposal.kind not in {"change", "stop"}:
        yield f"a {proposal.kind} releases no money; use change or stop"
    if proposal.kind in {"enlargement", "extension", "change", "stop"} and not proposal.phase_exists:
        yield f"there is no phase to decide a {proposal.kind} about; register the phase first"


def _end_faults(proposal: Proposal) -> Iterator[str]:
    if not proposal.granting:
        return
    end = proposal.new_end
    if proposal.kind == "extension" and end is None:
        yield "an extension needs its new end"
    if proposal.kind not in {"new", "follow_up", "extension"} and end is not None:
        yield f"a {proposal.kind} has no new end; use extension"
    if proposal.kind == "extension" and end and proposal.phase_end and end <= proposal.phase_end:
        yield f"the new end {end} is not later than the present end {proposal.phase_end}"
    if end and proposal.projects_end_by and end > proposal.projects_end_by:
        yield f"the new end {end} lies after {proposal.projects_end_by}, when all projects of the deal must have ended"
