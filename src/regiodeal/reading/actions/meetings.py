"""Register a confirmed meeting: convene, decide, book and adopt, all of it or nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from regiodeal.audit import trail
from regiodeal.audit.models import AuditLine
from regiodeal.common.errors import Refusal
from regiodeal.common.hashing import canonical, sha256
from regiodeal.decisions import queries
from regiodeal.decisions.actions import agenda, meetings
from regiodeal.decisions.actions.resolutions import Decision, NewCondition
from regiodeal.decisions.choices import GRANTING, VoteChoice
from regiodeal.decisions.models import AgendaItem, Meeting
from regiodeal.funding.actions import projects, resolutions
from regiodeal.programme.models import Deal, Seat
from regiodeal.projects.actions import figures
from regiodeal.projects.choices import Stage
from regiodeal.projects.content import content
from regiodeal.projects.models import Figure, Project
from regiodeal.projects.queries import project as find_project
from regiodeal.projects.register_file import FactEntry, ProjectEntry
from regiodeal.reading import additions, meeting_file
from regiodeal.reading.meeting_file import ItemEntry, MeetingEntry, MeetingFile

ACT = "meeting.register"


class RegisteredDifferently(Refusal):
    """The meeting was registered before with other content."""


@dataclass(frozen=True)
class Clerk:
    """Who registers, and when: handed to every action."""

    by: trail.Actor
    at: datetime


def read(path: Path, deal: Deal) -> MeetingFile:
    """Read and check a meeting file against the deal. Raises FaultyFile with every error at once."""
    return meeting_file.read(
        path,
        deal=deal.code,
        bodies={body.code: set(body.seats.values_list("code", flat=True)) for body in deal.bodies.all()},
        projects=set(deal.projects.values_list("code", flat=True)),
        pillars=set(deal.pillars.values_list("code", flat=True)),
    )


def register_meeting(deal: Deal, file: MeetingFile, *, by: trail.Actor, at: datetime) -> bool:
    """Register a meeting with all its decisions and adopt its list; return False when that was done before.

    Raises RegisteredDifferently when the meeting is known with other content, and what the actions raise: then
    nothing is stored.
    """
    clerk = Clerk(by, at)
    entry = file.meeting
    digest = sha256(canonical(file.model_dump(mode="json")))
    with transaction.atomic():
        known = AuditLine.objects.filter(scope=deal.code, act=ACT, subject=entry.reference).first()
        if known is not None and known.details["content"] == digest:
            return False
        if known is not None:
            raise RegisteredDifferently(
                "meeting {reference} is registered and its list adopted: rectify a text "
                "(on the command line: regiodeal meeting rectify), or decide again in a later meeting",
                reference=entry.reference,
            )
        meeting = _convene(deal, entry, clerk)
        source = additions.source_of(entry, meeting.body.name)
        for item in file.items:
            _decide(meeting, item, source, clerk)
        meetings.adopt_list(meeting=meeting, on=entry.adopted_on, by=by, at=at)
        trail.write(scope=deal.code, act=ACT, subject=entry.reference, by=by, at=at, content=digest)
    return True


def _convene(deal: Deal, entry: MeetingEntry, clerk: Clerk) -> Meeting:
    body = deal.bodies.get(code=entry.body)
    meeting = meetings.convene(
        body=body,
        reference=entry.reference,
        held_on=entry.held_on,
        introduction=entry.introduction or "",
        events=[event.model_dump() for event in entry.events],
        source_title=entry.document.title if entry.document else "",
        source_url=(entry.document.source or "") if entry.document else "",
        by=clerk.by,
        at=clerk.at,
    )
    if entry.document is None:
        present = body.seats.filter(code__in=entry.present)
        meetings.note_attendance(meeting=meeting, present=present, by=clerk.by, at=clerk.at)
    return meeting


def _decide(meeting: Meeting, entry: ItemEntry, source: FactEntry, clerk: Clerk) -> None:
    project = _project(meeting, entry, source, clerk)
    item = agenda.add_item(
        meeting=meeting,
        project=project,
        kind=entry.kind,
        ask_cents=entry.contribution,
        text=entry.text or project.summary,
        figures=_figures(project, entry, meeting),
        by=clerk.by,
        at=clerk.at,
    )
    seats = {seat.code: seat for seat in meeting.body.seats.all()}
    for interest in entry.interests:
        meetings.declare_interest(
            item=item, seat=seats[interest.seat], statement=interest.statement, by=clerk.by, at=clerk.at
        )
    if entry.votes is not None:
        meetings.note_votes(item=item, votes=_votes(item, entry, seats), by=clerk.by, at=clerk.at)
    decision = Decision(
        outcome=entry.outcome,
        contribution_cents=entry.contribution,
        release_cents=entry.release,
        new_end=entry.new_end,
        conditions=tuple(NewCondition(one.text, one.owner, one.due) for one in entry.conditions),
        reason=entry.reason or "",
        phase_name=entry.phase or "",
    )
    resolutions.decide(item=item, decision=decision, by=clerk.by, at=clerk.at)


def _project(meeting: Meeting, entry: ItemEntry, source: FactEntry, clerk: Clerk) -> Project:
    """Return the project of an item: registered now where it is new, and filled up where the register had it."""
    deal = meeting.body.deal
    if entry.new_project is not None and not Project.objects.filter(deal=deal, code=entry.project).exists():
        new = ProjectEntry(
            code=entry.project,
            name=entry.new_project.name,
            pillar=entry.new_project.pillar,
            lead=entry.new_project.lead,
            stage=Stage.DECIDED if entry.outcome in GRANTING else Stage.ANNOUNCED,
            summary=entry.text,
            parties=additions.once(entry.new_project.parties),
            places=entry.new_project.places,
            facts=(source,),
        )
        projects.load(deal, [new], by=clerk.by, at=clerk.at)
    project = find_project(deal, entry.project)
    standing = content(project)
    parts = additions.added(entry, source, standing).onto(standing)
    if parts:
        projects.change(project=project, version=project.version, parts=parts, by=clerk.by, at=clerk.at)
        project = find_project(deal, entry.project)
    return project


def _figures(project: Project, entry: ItemEntry, meeting: Meeting) -> list[Figure]:
    return [
        figures.note(
            project=project,
            kind=figure.kind,
            cents=figure.amount,
            words=figure.words,
            source_title=figure.title or meeting.source_title,
            source_url=figure.source or meeting.source_url,
        )
        for figure in entry.figures
    ]


def _votes(item: AgendaItem, entry: ItemEntry, seats: dict[str, Seat]) -> dict[Seat, VoteChoice]:
    """Everybody who takes part votes in favour, but for those whom the file names."""
    votes = {seats[code]: VoteChoice.FOR for code in queries.sitting(item).taking_part}
    if entry.votes is not None:
        votes |= {seats[code]: VoteChoice.AGAINST for code in entry.votes.against}
        votes |= {seats[code]: VoteChoice.ABSTAINED for code in entry.votes.abstained}
    return votes
