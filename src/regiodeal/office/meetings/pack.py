"""The meeting pack: everything that the members read beforehand, in one document, which is always in Dutch."""

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import translation

from regiodeal.decisions import queries
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import Condition, Meeting, Resolution
from regiodeal.funding import where
from regiodeal.funding.share import Share
from regiodeal.funding.what_if import Pot
from regiodeal.office.meetings.agenda import Agenda, Row, agenda_of
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from regiodeal.publication.freezing.deals import freeze_deal
from regiodeal.publication.freezing.figures import freeze_figure
from regiodeal.publication.freezing.texts import paragraphs
from regiodeal.publication.rendering import accent, amounts, pdf
from regiodeal.publication.rendering import deal as deals
from regiodeal.publication.rendering.formatting import listing
from regiodeal.web.formatting import clock, day, euros, moment
from regiodeal.web.refusals import told

TEMPLATE = "vergaderstuk.typ"
_NONE = "niet verdeeld over pijlers"


def of(meeting: Meeting, *, at: datetime) -> bytes:
    """Return the pack of a meeting as PDF, as its agenda and the money are now. Raises FontsMissing."""
    with translation.override("nl"):
        deal = deals.of({"deal": freeze_deal(meeting.body.deal)})
        data = {"deal": asdict(deal), "accent": asdict(accent.of(deal.accent)), "page": content(meeting, at)}
    return pdf.typeset(TEMPLATE, data, at)


def content(meeting: Meeting, at: datetime) -> dict[str, Any]:
    """Return what the document says, every amount and date in words, in a fixed number of queries."""
    agenda = agenda_of(meeting)
    prefetch_related_objects([row.item.project for row in agenda.rows], "participations", "places")
    projects = {row.item.project_id for row in agenda.rows}
    earlier, conditions = _history(meeting, projects), _open_conditions(meeting.body.deal, projects)
    outcome = agenda.all_granted
    return {
        "title": f"Vergaderstuk {meeting.body.name[:1].lower()}{meeting.body.name[1:]}",
        "body": meeting.body.name,
        "held_on": day(meeting.held_on),
        "starts_at": clock(meeting.starts_at) if meeting.starts_at else "",
        "location": meeting.location,
        "made": moment(at),
        "introduction": paragraphs(meeting.introduction),
        "items": [_item(row, earlier[row.item.project_id], conditions[row.item.project_id]) for row in agenda.rows],
        "asked": "–" if agenda.asked is None else euros(agenda.asked),
        "unknown": _unknown(agenda),
        "share": _share(outcome.share_then),
        "breaks": [sentence for one in outcome.breaks for sentence in told(one)],
        "pots": [_pot(pot) for pot in outcome.pots],
        "total": {"free": euros(outcome.free), "taken": euros(outcome.taken), "remains": euros(outcome.remains)},
        "states": [str(state.label) for state in where.HELD],
        "pillars": _money(meeting.body.deal),
    }


def _item(row: Row, earlier: list[Resolution], conditions: list[Condition]) -> dict[str, Any]:
    item, project = row.item, row.item.project
    own_pot = project.pillar is not None and project.pillar.budget_cents is not None
    figures = [freeze_figure(figure) for figure in item.figures.all()]
    return {
        "number": item.position,
        "name": project.name,
        "kind": str(DecisionKind(item.kind).label),
        "facts": _facts(project),
        "ask": euros(item.ask_cents) if row.asks_money else "",
        "ask_end": day(item.ask_end) if item.ask_end else "",
        "room": "" if row.decided or not row.asks_money else euros(row.room),
        "room_label": "Nog vrij in de pijler" if own_pot else "Nog vrij, niet verdeeld over pijlers",
        "too_much": row.too_much,
        "others": [asdict(other) for other in amounts.others(figures, item.ask_cents)],
        "assessment": paragraphs(item.assessment),
        "text": paragraphs(item.text),
        "decided": _in_words(row.decided) if row.decided else "",
        "earlier": [_earlier(resolution) for resolution in earlier],
        "conditions": [_condition(condition) for condition in conditions],
    }


def _facts(project: Project) -> list[tuple[str, str]]:
    phases = [f"{one.name} (tot {day(one.ends_on)})" if one.ends_on else one.name for one in project.phases.all()]
    facts = [
        ("Pijler", project.pillar.name if project.pillar else ""),
        ("Penvoerder", project.lead.name if project.lead else ""),
        ("Partijen", listing([one.name for one in project.participations.all()])),
        ("Waar", listing([place.name for place in project.places.all()])),
        ("Fasen", "; ".join(phases)),
        ("Waar het over gaat", project.summary),
    ]
    return [(label, value) for label, value in facts if value]


def _unknown(agenda: Agenda) -> str:
    if not agenda.unknown:
        return ""
    points = "1 punt" if agenda.unknown == 1 else f"{agenda.unknown} punten"
    return f"Van {points} is het gevraagde bedrag niet bekend. Dat telt nergens mee, ook niet als nul."


def _share(share: Share) -> str:
    """Say whether the state then carries half at most of what is granted, and why."""
    if share.nothing:
        return ""
    (why,) = told(share.finding.why)
    return f"Aandeel van het Rijk: {share.finding.verdict.label}. {why}"


def _history(meeting: Meeting, projects: set[int]) -> dict[int, list[Resolution]]:
    found: dict[int, list[Resolution]] = defaultdict(list)
    earlier = queries.standing(meeting.body.deal).filter(item__project__in=projects).exclude(item__meeting=meeting)
    for resolution in earlier:
        found[resolution.item.project_id].append(resolution)
    return found


def _open_conditions(deal: Deal, projects: set[int]) -> dict[int, list[Condition]]:
    found: dict[int, list[Condition]] = defaultdict(list)
    for condition in queries.conditions(deal).filter(met_on=None, resolution__item__project__in=projects):
        found[condition.resolution.item.project_id].append(condition)
    return found


def _earlier(resolution: Resolution) -> dict[str, str]:
    return {
        "when": day(resolution.item.meeting.held_on),
        "body": resolution.item.meeting.body.name,
        "kind": str(DecisionKind(resolution.item.kind).label),
        "outcome": _in_words(resolution),
        "reason": resolution.reason,
    }


def _in_words(resolution: Resolution) -> str:
    cents, end = resolution.contribution_cents, resolution.new_end
    parts = [
        str(Outcome(resolution.outcome).label),
        euros(cents) if cents is not None else "",
        f"tot {day(end)}" if end else "",
    ]
    return ", ".join(part for part in parts if part)


def _condition(condition: Condition) -> dict[str, str]:
    due = f"uiterlijk {day(condition.due_on)}" if condition.due_on else ""
    return {"text": condition.text, "who": ", ".join(part for part in (condition.owner, due) if part)}


def _pot(pot: Pot) -> dict[str, str]:
    return {
        "name": pot.pillar.name if pot.pillar else _NONE.capitalize(),
        "free": euros(pot.free),
        "taken": euros(pot.taken),
        "remains": euros(pot.remains),
        "short": f"{euros(pot.short)} te kort" if pot.short else "",
    }


def _money(deal: Deal) -> list[dict[str, Any]]:
    """Return where the money is per pillar, with the whole deal as the last row."""
    pillars = [row for row in where.by_pillar(deal) if row.name or row.total]
    rows = [*((row.name or _NONE.capitalize(), row.cents) for row in pillars), ("Samen", where.by_kind(deal))]
    return [
        {"name": name, "cells": [euros(cents[state]) for state in where.HELD], "total": euros(sum(cents.values()))}
        for name, cents in rows
    ]
