"""Write down what a body decided, and nothing that it could not validly decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.common.sentences import Sentence
from regiodeal.decisions import queries, words
from regiodeal.decisions.actions.meetings import ItemIsDecided, ListIsAdopted
from regiodeal.decisions.choices import AWARDING, GRANTING, DecisionKind, Outcome
from regiodeal.decisions.models import AgendaItem, Condition, Rectification, Resolution, Retraction
from regiodeal.decisions.rules import Proposal, content_faults, quorum_faults, vote_faults
from regiodeal.programme.choices import Power
from regiodeal.programme.queries import lock
from regiodeal.projects import words as project_words
from regiodeal.projects.models import Phase


class InvalidDecision(Refusal):
    """The body cannot validly decide this; the message gives every reason."""

    def __init__(self, item: AgendaItem, faults: Iterable[Sentence]) -> None:
        about = Sentence("{item} ({project}):", item=words.item(item), project=project_words.project(item.project))
        super().__init__(about, *faults)


@dataclass(frozen=True)
class NewCondition:
    """A condition under which something is granted."""

    text: str
    owner: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is decided on an item. Cents and days; None where nothing is awarded, released or moved, or unknown."""

    outcome: Outcome
    contribution_cents: int | None = None
    release_cents: int | None = None
    new_end: date | None = None
    conditions: tuple[NewCondition, ...] = ()
    reason: str = ""
    phase_name: str = ""


def record(*, item: AgendaItem, decision: Decision, by: trail.Actor, at: datetime) -> Resolution:
    """Write the resolution on an item, with its conditions and its effect on the phases of the project.

    Money is booked by `funding`, which calls this inside its own transaction. Raises ListIsAdopted, ItemIsDecided, and
    InvalidDecision with every reason why the body cannot decide this.
    """
    with transaction.atomic():
        lock(item.meeting.body.deal)
        item.meeting.refresh_from_db(fields=["adopted_on", "adopted_at"])
        if item.meeting.adopted_at is not None:
            raise ListIsAdopted(
                "the list of {meeting} is adopted and cannot be changed", meeting=words.meeting(item.meeting)
            )
        if queries.of_item(item) is not None:
            raise ItemIsDecided("{item} is decided already", item=words.item(item))
        phases = list(item.project.phases.order_by("number"))
        faults = [*_body_faults(item, decision), *content_faults(_proposal(item, decision, phases))]
        if faults:
            raise InvalidDecision(item, faults)
        previous_end = phases[-1].ends_on if phases and item.kind == DecisionKind.EXTENSION else None
        resolution = _write(item, decision, _phase(item, decision, phases), previous_end, at)
        _audit("resolution.record", resolution, by, at, decision.reason)
    return resolution


def retract(*, resolution: Resolution, reason: str, by: trail.Actor, at: datetime) -> Retraction:
    """Take a resolution back, before the list is adopted. Money is put back by `funding`, which calls this.

    Raises ListIsAdopted, and Refusal without a reason or when it was taken back already.
    """
    with transaction.atomic():
        meeting = resolution.item.meeting
        lock(meeting.body.deal)
        meeting.refresh_from_db(fields=["adopted_at"])
        if meeting.adopted_at is not None:
            raise ListIsAdopted(
                "the list of {meeting} is adopted; decide a change or a stop in a later meeting",
                meeting=words.meeting(meeting),
            )
        if not reason.strip() or Retraction.objects.filter(resolution=resolution).exists():
            raise Refusal(
                "{resolution} cannot be taken back: it was already, or no reason is given",
                resolution=words.resolution(resolution),
            )
        retraction = Retraction.objects.create(resolution=resolution, reason=reason, at=at)
        _restore_phase(resolution)
        _audit("resolution.retract", resolution, by, at, reason)
    return retraction


def meet_condition(*, condition: Condition, on: date, evidence: str, by: trail.Actor, at: datetime) -> Condition:
    """Note that a condition was met (or waived by the body) on a day, and what shows it. Raises Refusal."""
    with transaction.atomic():
        lock(condition.resolution.item.meeting.body.deal)
        condition.refresh_from_db()
        if condition.met_on is not None or not evidence.strip():
            raise Refusal("condition {text!r}: met already, or no evidence is given", text=condition.text)
        condition.met_on, condition.evidence = on, evidence
        condition.save(update_fields=["met_on", "evidence"])
        _audit("condition.meet", condition.resolution, by, at, evidence)
    return condition


def rectify(*, item: AgendaItem, text: str, reason: str, by: trail.Actor, at: datetime) -> Rectification:
    """Put a better text beside the one that was adopted; the next edition of the list says so. Raises Refusal."""
    with transaction.atomic():
        deal = lock(item.meeting.body.deal)
        if item.meeting.adopted_at is None:
            raise Refusal(
                "the list of {meeting} is not adopted yet: change the item itself", meeting=words.meeting(item.meeting)
            )
        if not text.strip() or not reason.strip():
            raise Refusal("a rectification has a text and a reason")
        rectification = Rectification.objects.create(item=item, text=text, reason=reason, at=at)
        trail.write(scope=deal.code, act="item.rectify", subject=str(item), by=by, at=at, ground=reason, text=text)
    return rectification


def _body_faults(item: AgendaItem, decision: Decision) -> Iterable[Sentence]:
    body = item.meeting.body
    if body.power != Power.DECIDES and decision.outcome in GRANTING:
        yield Sentence("{body} advises and does not decide: it can grant nothing", body=body.name)
    if item.meeting.from_document:
        return
    if not item.meeting.attendances.exists():
        yield Sentence("who attended is not noted yet; note it first")
        return
    sitting = queries.sitting(item)
    yield from quorum_faults(sitting, body.quorum_threshold)
    if decision.outcome in GRANTING:
        voters = frozenset(item.votes.values_list("seat__code", flat=True))
        yield from vote_faults(sitting, voters, queries.count(item, sitting), body.majority_threshold)


def _proposal(item: AgendaItem, decision: Decision, phases: list[Phase]) -> Proposal:
    return Proposal(
        kind=DecisionKind(item.kind),
        outcome=Outcome(decision.outcome),
        granting=decision.outcome in GRANTING,
        awarding=item.kind in AWARDING,
        from_document=item.meeting.from_document,
        contribution_cents=decision.contribution_cents,
        release_cents=decision.release_cents,
        new_end=decision.new_end,
        conditions=len(decision.conditions),
        reason=decision.reason.strip(),
        phase_exists=bool(phases),
        phase_end=phases[-1].ends_on if phases else None,
        projects_end_by=item.meeting.body.deal.projects_end_by,
        held_on=item.meeting.held_on,
    )


def _phase(item: AgendaItem, decision: Decision, phases: list[Phase]) -> Phase | None:
    """Find or make the phase that a grant is about: the next one for new and follow-up, else the last."""
    if decision.outcome not in GRANTING:
        return None
    if item.kind not in {DecisionKind.NEW, DecisionKind.FOLLOW_UP}:
        phase = phases[-1]
        if decision.new_end is not None:
            phase.ends_on = decision.new_end
            phase.save(update_fields=["ends_on"])
        return phase
    number = phases[-1].number + 1 if phases else 1
    name = decision.phase_name or f"fase {number}"
    return Phase.objects.create(project=item.project, number=number, name=name, ends_on=decision.new_end)


def _write(
    item: AgendaItem, decision: Decision, phase: Phase | None, previous_end: date | None, at: datetime
) -> Resolution:
    latest = Resolution.objects.filter(item__meeting=item.meeting).aggregate(number=Max("number"))["number"] or 0
    resolution = Resolution.objects.create(
        item=item,
        number=latest + 1,
        reference=f"{item.meeting.reference}/{latest + 1}",
        outcome=decision.outcome,
        phase=phase.number if phase else None,
        contribution_cents=decision.contribution_cents,
        release_cents=decision.release_cents,
        new_end=decision.new_end,
        previous_end=previous_end,
        reason=decision.reason,
        decided_at=at,
    )
    Condition.objects.bulk_create(
        Condition(resolution=resolution, text=new.text, owner=new.owner, due_on=new.due_on)
        for new in decision.conditions
    )
    return resolution


def _restore_phase(resolution: Resolution) -> None:
    if resolution.phase is None:
        return
    phases = Phase.objects.filter(project=resolution.item.project, number=resolution.phase)
    if resolution.item.kind in {DecisionKind.NEW, DecisionKind.FOLLOW_UP}:
        phases.delete()
    elif resolution.item.kind == DecisionKind.EXTENSION:
        phases.update(ends_on=resolution.previous_end)


def _audit(act: str, resolution: Resolution, by: trail.Actor, at: datetime, ground: str) -> None:
    trail.write(
        scope=resolution.item.meeting.body.deal.code,
        act=act,
        subject=resolution.reference,
        by=by,
        at=at,
        ground=ground,
        project=resolution.item.project.code,
        kind=resolution.item.kind,
        outcome=resolution.outcome,
        contribution_cents=resolution.contribution_cents,
        release_cents=resolution.release_cents,
        new_end=resolution.new_end.isoformat() if resolution.new_end else None,
    )
