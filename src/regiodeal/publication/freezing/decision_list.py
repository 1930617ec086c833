"""The decision list of a meeting."""

from dataclasses import replace
from typing import Any

from regiodeal.decisions import queries
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import AgendaItem, Meeting, Resolution
from regiodeal.decisions.rules import Sitting
from regiodeal.programme.choices import InterestRule, ProxyRule
from regiodeal.programme.models import Seat
from regiodeal.projects.models import Project
from regiodeal.publication.freezing.deals import freeze_deal
from regiodeal.publication.freezing.figures import freeze_figure
from regiodeal.publication.freezing.texts import day, dutch_day, paragraphs


def freeze_decision_list(meeting: Meeting) -> dict[str, Any]:
    """Return the snapshot of an adopted list: what was decided, by whom, on what terms, with every amount in cents."""
    deal = meeting.body.deal
    resolutions = queries.standing(deal).filter(item__meeting=meeting).prefetch_related(
        "conditions",
        "item__figures",
        "item__rectifications",
        "item__interests__seat__organisation",
        "item__votes",
        "item__project__names",
        "item__project__phases",
        "item__project__participations",
        "item__project__places",
    )  # fmt: skip
    roll = queries.roll_call(meeting)
    items = [_item(resolution, roll) for resolution in resolutions.select_related("item__project__pillar")]
    return {
        "deal": freeze_deal(deal),
        "title": f"Besluitenlijst {_lower(meeting.body.name)} {dutch_day(meeting.held_on)}",
        "meeting": {
            "reference": meeting.reference,
            "held_on": day(meeting.held_on),
            "body": meeting.body.name,
            "adopted_on": day(meeting.adopted_on),
            "source": {"title": meeting.source_title, "url": meeting.source_url or None}
            if meeting.from_document
            else None,
            "attendance": _attendance(meeting),
        },
        "introduction": paragraphs(meeting.introduction),
        "items": items,
        "totals": {
            "contribution_cents": sum(item["contribution_cents"] or 0 for item in items),
            "items": len(items),
            "granted": sum(item["outcome"].startswith("granted") for item in items),
        },
        "events": [{**event, "text": paragraphs(event["text"])} for event in meeting.events],
    }


def freeze_conditions(resolution: Resolution) -> list[dict[str, Any]]:
    """Return the conditions of a resolution with who must meet them by when; whether they were met is told apart."""
    return [
        {"text": condition.text, "owner": condition.owner, "due_on": day(condition.due_on)}
        for condition in resolution.conditions.all()
    ]


def _item(resolution: Resolution, roll: Sitting) -> dict[str, Any]:
    item, project = resolution.item, resolution.item.project
    rectified = list(item.rectifications.all())
    return {
        "number": resolution.number,
        "resolution": resolution.reference,
        "outcome": resolution.outcome,
        "outcome_label": Outcome(resolution.outcome).label,
        "kind": item.kind,
        "kind_label": DecisionKind(item.kind).label,
        "project": {
            "code": project.code,
            "name": project.name,
            "pillar": project.pillar.name if project.pillar else None,
            "pillar_code": project.pillar.code if project.pillar else None,
        },
        "phase": _phase(project, resolution.phase),
        "contribution_cents": resolution.contribution_cents,
        "release_cents": resolution.release_cents,
        "new_end": day(resolution.new_end),
        "figures": [freeze_figure(figure) for figure in item.figures.all()],
        "text": paragraphs(rectified[-1].text if rectified else item.text),
        "parties": [participation.name for participation in project.participations.all()],
        "places": [place.name for place in project.places.all()],
        "reason": resolution.reason,
        "conditions": freeze_conditions(resolution),
        "interests": [_interest(interest.seat, interest.statement, item) for interest in item.interests.all()],
        "votes": _votes(item, roll),
    }


def _phase(project: Project, number: int | None) -> dict[str, Any] | None:
    phase = next((phase for phase in project.phases.all() if phase.number == number), None)
    return {"number": phase.number, "name": phase.name} if phase else None


def _interest(seat: Seat, statement: str, item: AgendaItem) -> dict[str, Any]:
    excluded = item.meeting.body.interest == InterestRule.EXCLUDED
    return {**_seat(seat), "statement": statement, "excluded": excluded}


def _votes(item: AgendaItem, roll: Sitting) -> dict[str, int] | None:
    choices = [vote.choice for vote in item.votes.all()]
    if not choices:
        return None
    sitting = replace(roll, interested=frozenset(interest.seat.code for interest in item.interests.all()))
    count = queries.counted(choices, sitting)
    return {
        "for": count.in_favour,
        "against": count.against,
        "abstained": count.abstained,
        "excluded": len(sitting.excluded & sitting.present),
    }


def _attendance(meeting: Meeting) -> dict[str, Any] | None:
    if meeting.from_document:
        return None
    attendances = list(meeting.attendances.select_related("seat__organisation", "proxy__organisation"))
    proxies = [{"from": _seat(one.seat), "to": _seat(one.proxy)} for one in attendances if one.proxy]
    quorum = meeting.body.quorum_threshold
    return {
        "present": [_seat(attendance.seat) for attendance in attendances if attendance.present],
        "absent": [_seat(attendance.seat) for attendance in attendances if not attendance.present],
        "seats": len(attendances),
        "needed": quorum.needed(len(attendances)),
        "rule": f"{quorum.in_dutch} van de zetels",
        **({"proxies": proxies, "proxies_make_quorum": _make_quorum(meeting)} if proxies else {}),
    }


def _make_quorum(meeting: Meeting) -> bool:
    return meeting.body.proxies == ProxyRule.QUORUM


def _seat(seat: Seat) -> dict[str, Any]:
    return {"name": seat.holder or None, "office": seat.office or None, "organisation": seat.organisation.name}


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
