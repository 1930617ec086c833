"""When a decision is valid: plain rules on plain values."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from regiodeal.common.sentences import Named, Sentence
from regiodeal.programme.rules import Threshold


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """Who sits, who is there and who is left out on one item; seats are named by their code.

    `interested` are the seats that declared an interest; `excludes` tells whether the body leaves those out.
    `proxies` names for each absent seat that gave its vote away the seat that holds it; `proxies_make_quorum` tells
    whether the body counts such a seat as present. `names` is what people call the seats.
    """

    seats: Set[str]
    present: Set[str]
    interested: Set[str]
    excludes: bool
    proxies: Mapping[str, str] = field(default_factory=dict)
    proxies_make_quorum: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

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

    @property
    def represented(self) -> Set[str]:
        """The absent seats whose proxy counts: neither the seat itself nor the one that holds it is left out."""
        return {giver for giver, holder in self.proxies.items() if holder in self.taking_part} & self.entitled

    @property
    def voting(self) -> Set[str]:
        """The seats that have a vote, by themselves or through the seat that holds their proxy."""
        return self.taking_part | self.represented

    @property
    def making_quorum(self) -> Set[str]:
        """The seats that count for the quorum."""
        return self.voting if self.proxies_make_quorum else self.taking_part

    def named(self, seat: str) -> Named:
        """Return a seat as files and as people call it."""
        return Named(seat, self.names.get(seat, seat))


@dataclass(frozen=True)
class Count:
    """Votes on an item. By consensus, everybody who has a vote is in favour."""

    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True)
class Reached:
    """How many there are out of a whole, and how many are needed."""

    there: int
    whole: int
    needed: int

    @property
    def enough(self) -> bool:
        """Whether there are as many as needed."""
        return self.there >= self.needed


def quorum(sitting: Sitting, threshold: Threshold) -> Reached:
    """Return how many seats count for the quorum, out of those that may take part."""
    whole = len(sitting.entitled)
    return Reached(len(sitting.making_quorum), whole, threshold.needed(whole))


def majority(count: Count, threshold: Threshold) -> Reached:
    """Return how many votes are in favour, out of those cast. Abstentions are no votes cast (compare Gemeentewet
    art. 30)."""
    cast = count.in_favour + count.against
    return Reached(count.in_favour, cast, threshold.needed(cast))


def proxy_faults(sitting: Sitting, *, allowed: bool, each: int) -> Iterator["About"]:
    """Yield why absent members cannot give their vote away like this, each about the seat that gives it.

    `allowed` tells whether the body knows proxies, `each` how many one seat may hold.
    """
    held: dict[str, int] = {}
    for giver, holder in sorted(sitting.proxies.items()):
        held[holder] = held.get(holder, 0) + 1
        seats = {"giver": sitting.named(giver), "holder": sitting.named(holder)}
        if not allowed:
            yield About(giver, "this body knows no proxies; note seat {giver} as absent", **seats)
        elif giver in sitting.present:
            yield About(giver, "seat {giver} is present and votes itself; take its proxy away", **seats)
        elif holder not in sitting.present:
            yield About(
                giver, "seat {holder} is not present and cannot vote for {giver}; choose a seat that is", **seats
            )
        elif held[holder] > each:
            yield About(
                giver,
                "seat {holder} would hold more than {each} of the proxies; choose another seat for {giver}",
                each=each,
                **seats,
            )


def quorum_faults(sitting: Sitting, threshold: Threshold) -> Iterator[Sentence]:
    """Yield why the item cannot be decided for want of members, if so."""
    found = quorum(sitting, threshold)
    if found.enough:
        return
    values = {"there": found.there, "whole": found.whole, "needed": found.needed, "threshold": _said(threshold)}
    if sitting.excluded:
        yield Sentence(
            "no quorum: {there} of {whole} seats take part, {excluded} left out for a declared interest, "
            "and {needed} are needed ({threshold} of the seats)",
            excluded=len(sitting.excluded),
            **values,
        )
    else:
        yield Sentence(
            "no quorum: {there} of {whole} seats take part, and {needed} are needed ({threshold} of the seats)",
            **values,
        )


def vote_faults(sitting: Sitting, voters: Set[str], count: Count, threshold: Threshold) -> Iterator[Sentence]:
    """Yield why the votes do not carry a grant."""
    for seat in sorted(voters - sitting.voting):
        if seat in sitting.excluded:
            yield Sentence("seat {seat} cannot vote: it declared an interest", seat=sitting.named(seat))
        elif seat in sitting.proxies:
            yield Sentence(
                "seat {seat} cannot vote: the seat that holds its proxy takes no part", seat=sitting.named(seat)
            )
        else:
            yield Sentence("seat {seat} cannot vote: it is not present", seat=sitting.named(seat))
    found = majority(count, threshold)
    if not found.enough:
        yield Sentence(
            "no majority: {there} of {whole} votes in favour, and {needed} are needed ({threshold} of the votes)",
            there=found.there,
            whole=found.whole,
            needed=found.needed,
            threshold=_said(threshold),
        )


def _said(threshold: Threshold) -> Named:
    return Named(str(threshold), threshold.in_words)


class About(Sentence):
    """A sentence about one value of what was put in, named by `subject`, so that a screen shows it there."""

    def __init__(self, subject: str, template: str, /, **values: object) -> None:
        super().__init__(template, **values)
        self.subject = subject


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is about to be decided on an item, as plain values; cents, and days. Choices keep their labels."""

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
    held_on: date


def content_faults(proposal: Proposal) -> Iterator[About]:
    """Yield why what is decided does not fit its kind and outcome, each about a value of the proposal."""
    yield from _outcome_faults(proposal)
    yield from _money_faults(proposal)
    yield from _end_faults(proposal)


def _outcome_faults(proposal: Proposal) -> Iterator[About]:
    outcome, kind = proposal.outcome, proposal.kind
    if outcome == "granted_on_conditions" and not proposal.conditions:
        yield About(
            "conditions", "granted on conditions, but no condition is given; name it with its owner and due date"
        )
    if outcome != "granted_on_conditions" and proposal.conditions:
        yield About(
            "conditions",
            "conditions are given, but the outcome is {outcome}; make it granted on conditions, or leave them out",
            outcome=outcome,
        )
    if not proposal.granting and not proposal.reason:
        yield About("reason", "{outcome} needs a reason", outcome=outcome)
    if proposal.granting and kind in {"change", "stop"} and not proposal.reason:
        yield About("reason", "{kind} needs a reason", kind=kind)
    if not proposal.granting and (proposal.contribution_cents or proposal.release_cents or proposal.new_end):
        yield About(
            "outcome",
            "{outcome} changes nothing: leave out contribution, release and new end",
            outcome=outcome,
        )


def _money_faults(proposal: Proposal) -> Iterator[About]:
    if not proposal.granting:
        return
    kind = proposal.kind
    if proposal.awarding and proposal.contribution_cents is None and not proposal.from_document:
        yield About("contribution_cents", "{kind} needs its contribution when it is granted", kind=kind)
    if not proposal.awarding and proposal.contribution_cents is not None:
        yield About(
            "contribution_cents",
            "{kind} awards no contribution; use a new project, a follow-up or an enlargement",
            kind=kind,
        )
    if proposal.release_cents is not None and proposal.kind not in {"change", "stop"}:
        yield About("release_cents", "{kind} releases no money; use a change or a stop", kind=kind)
    if proposal.kind in {"enlargement", "extension", "change", "stop"} and not proposal.phase_exists:
        yield About("outcome", "there is no phase to decide {kind} about; register the phase first", kind=kind)


def _end_faults(proposal: Proposal) -> Iterator[About]:
    if not proposal.granting:
        return
    end, kind = proposal.new_end, proposal.kind
    if proposal.kind == "extension" and end is None:
        yield About("new_end", "an extension needs its new end")
    if proposal.kind not in {"new", "follow_up", "extension"} and end is not None:
        yield About("new_end", "{kind} has no new end; use an extension", kind=kind)
    if proposal.kind == "extension" and end and proposal.phase_end and end <= proposal.phase_end:
        yield About(
            "new_end",
            "the new end {end} is not later than the present end {present}",
            end=end,
            present=proposal.phase_end,
        )
    if end and end < proposal.held_on and not proposal.from_document:
        yield About("new_end", "the end {end} lies before the meeting of {day}", end=end, day=proposal.held_on)
    if end and proposal.projects_end_by and end > proposal.projects_end_by:
        yield About(
            "new_end",
            "the new end {end} lies after {last}, when all projects of the deal must have ended",
            end=end,
            last=proposal.projects_end_by,
        )
