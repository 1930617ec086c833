"""Fill the agenda of a meeting: put items on it, change them, take them off, and put them in order.

The numbers of the items run from 1 without a gap. What is decided keeps its number, since votes and minutes name it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions.meetings import require_open, require_undecided, who_did, write_line
from regiodeal.decisions.choices import ENDING, DecisionKind
from regiodeal.decisions.models import AgendaItem, Interest, Meeting, Resolution, Vote
from regiodeal.projects.models import Figure, Project

_ASIDE = 10_000
"""Further than any agenda is long: items wait there while they are numbered anew."""


class NotOfThisDeal(Refusal):
    """A project of another deal cannot stand on the agenda, nor can a figure of another project."""


class ItemWasChanged(Refusal):
    """Somebody else changed the item since the person saw it."""


class AgendaWasChanged(Refusal):
    """Somebody else changed which items there are since the person saw the agenda."""


class AsksNoEnd(Refusal):
    """What the item asks sets no end of a phase."""


class NumberIsFixed(Refusal):
    """An item that is decided would get another number."""


class ItemHasHistory(Refusal):
    """An item on which a decision was taken back stays on the agenda: that decision stays readable."""


@dataclass(frozen=True, kw_only=True)
class RemovedItem:
    """All that an item had when it was taken off the agenda, as plain values, to put it back.

    `interests` and `votes` hold a statement and a choice by the code of the seat.
    """

    pk: int
    position: int
    project: int
    kind: str
    ask_cents: int | None
    ask_end: str | None = None
    text: str
    assessment: str
    version: int
    figures: list[int] = field(default_factory=list)
    interests: Mapping[str, str] = field(default_factory=dict)
    votes: Mapping[str, str] = field(default_factory=dict)


def add_item(
    *,
    meeting: Meeting,
    project: Project,
    kind: DecisionKind,
    ask_cents: int | None = None,
    ask_end: date | None = None,
    text: str = "",
    assessment: str = "",
    figures: Iterable[Figure] = (),
    by: trail.Actor,
    at: datetime,
) -> AgendaItem:
    """Put an item on the agenda, behind the others. `ask_cents` is None where no amount is asked or known, `ask_end`
    where no end of the phase is.

    Raises ListIsAdopted, AsksNoEnd, NotOfThisDeal.
    """
    with transaction.atomic():
        require_open(meeting)
        if project.deal_id != meeting.body.deal_id:
            raise NotOfThisDeal("{project} is not a project of {deal}", project=project, deal=meeting.body.deal)
        _require_fitting(kind, ask_end)
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=meeting.items.count() + 1,
            project=project,
            kind=kind,
            ask_cents=ask_cents,
            ask_end=ask_end,
            text=text,
            assessment=assessment,
        )
        item.figures.set(_of_project(project, figures))
        _write("agenda.add", item, by, at, kind=kind, ask_cents=ask_cents, ask_end=_as_text(ask_end))
    return item


def change_item(
    *,
    item: AgendaItem,
    version: int,
    kind: DecisionKind,
    ask_cents: int | None,
    ask_end: date | None,
    text: str,
    assessment: str,
    figures: Iterable[Figure],
    by: trail.Actor,
    at: datetime,
) -> AgendaItem:
    """Change what an item asks. `version` is that of the item as the person saw it.

    Raises ListIsAdopted, ItemIsDecided, ItemWasChanged, AsksNoEnd, NotOfThisDeal, and Refusal when the item is gone.
    """
    with transaction.atomic():
        require_open(item.meeting)
        item = _present(item)
        require_undecided(item)
        if item.version != version:
            who = who_did(item.meeting, "agenda.change", "agenda.add", id=item.pk)
            raise ItemWasChanged("{who} changed this item meanwhile; choose what it must be and save again", who=who)
        _require_fitting(kind, ask_end)
        item.kind, item.ask_cents, item.ask_end = kind, ask_cents, ask_end
        item.text, item.assessment = text, assessment
        item.version += 1
        item.save(update_fields=["kind", "ask_cents", "ask_end", "text", "assessment", "version"])
        item.figures.set(_of_project(item.project, figures))
        asked = {"kind": kind, "ask_cents": ask_cents, "ask_end": _as_text(ask_end)}
        _write("agenda.change", item, by, at, version=item.version, **asked)
    return item


def remove_item(*, item: AgendaItem, by: trail.Actor, at: datetime) -> RemovedItem:
    """Take an item off the agenda, and return all that it had; the items behind it move up.

    Raises ListIsAdopted, ItemIsDecided, ItemHasHistory, NumberIsFixed, and Refusal when the item is gone.
    """
    with transaction.atomic():
        require_open(item.meeting)
        item = _present(item)
        require_undecided(item)
        if item.resolutions.exists():
            raise ItemHasHistory("a decision on this item was taken back and stays readable: defer the item instead")
        order = _order(item.meeting)
        left = [pk for pk in order if pk != item.pk]
        _keep_decided_numbers(item.meeting, order, left)
        removed = _removed(item)
        _write("agenda.remove", item, by, at, kind=item.kind, ask_cents=item.ask_cents)
        item.delete()
        _number(item.meeting, left)
    return removed


def put_back(*, meeting: Meeting, removed: RemovedItem, by: trail.Actor, at: datetime) -> AgendaItem:
    """Put an item back on the agenda with all that it had, at its old number, or last where that number is decided.

    Raises ListIsAdopted, and Refusal when it is there already.
    """
    with transaction.atomic():
        require_open(meeting)
        if AgendaItem.objects.filter(pk=removed.pk).exists():
            raise Refusal("this item is on the agenda already")
        order = _order(meeting)
        project = Project.objects.get(pk=removed.project, deal=meeting.body.deal)
        item = AgendaItem.objects.create(
            pk=removed.pk,
            meeting=meeting,
            position=len(order) + 1,
            project=project,
            kind=removed.kind,
            ask_cents=removed.ask_cents,
            ask_end=date.fromisoformat(removed.ask_end) if removed.ask_end else None,
            text=removed.text,
            assessment=removed.assessment,
            version=removed.version,
        )
        item.figures.set(Figure.objects.filter(pk__in=removed.figures, project=project))
        _put_back_what_members_said(item, removed)
        place = removed.position - 1
        if not _decided(meeting) & set(order[place:]):
            _number(meeting, [*order[:place], item.pk, *order[place:]])
        item.refresh_from_db(fields=["position"])
        _write("agenda.put_back", item, by, at, kind=item.kind, ask_cents=item.ask_cents)
    return item


def move_item(*, item: AgendaItem, steps: int, by: trail.Actor, at: datetime) -> AgendaItem:
    """Move an item up (negative) or down; at the end of the agenda it stays where it is.

    Raises ListIsAdopted, NumberIsFixed, and Refusal when the item is gone.
    """
    with transaction.atomic():
        require_open(item.meeting)
        order = _order(_present(item).meeting)
        rest = [pk for pk in order if pk != item.pk]
        place = max(0, order.index(item.pk) + steps)
        _arrange(item.meeting, order, [*rest[:place], item.pk, *rest[place:]], by, at)
        item.refresh_from_db(fields=["position"])
    return item


def reorder(*, meeting: Meeting, order: Sequence[int], by: trail.Actor, at: datetime) -> None:
    """Put the items of an agenda in this order, given as their primary keys.

    Raises ListIsAdopted, NumberIsFixed, and AgendaWasChanged when these are not the items that are on the agenda.
    """
    with transaction.atomic():
        require_open(meeting)
        present = _order(meeting)
        if sorted(order) != sorted(present):
            raise AgendaWasChanged("the agenda was changed meanwhile; look at it again before you put it in order")
        _arrange(meeting, present, order, by, at)


def _arrange(meeting: Meeting, before: Sequence[int], after: Sequence[int], by: trail.Actor, at: datetime) -> None:
    if list(before) == list(after):
        return
    _keep_decided_numbers(meeting, before, after)
    _number(meeting, after)
    old = {pk: number for number, pk in enumerate(before, 1)}
    write_line("agenda.reorder", meeting, by, at, order=[old[pk] for pk in after])


def _order(meeting: Meeting) -> list[int]:
    return list(meeting.items.order_by("position").values_list("pk", flat=True))


def _number(meeting: Meeting, order: Sequence[int]) -> None:
    """Number the items in this order. All step aside first, for a number can stand on the agenda only once."""
    meeting.items.update(position=F("position") + _ASIDE)
    numbered = [AgendaItem(pk=pk, position=number) for number, pk in enumerate(order, 1)]
    AgendaItem.objects.bulk_update(numbered, ["position"])


def _decided(meeting: Meeting) -> set[int]:
    return set(Resolution.objects.filter(item__meeting=meeting, retraction=None).values_list("item", flat=True))


def _keep_decided_numbers(meeting: Meeting, before: Sequence[int], after: Sequence[int]) -> None:
    decided = _decided(meeting)
    moved = [
        number
        for number, pk in enumerate(before, 1)
        if pk in decided and (number > len(after) or after[number - 1] != pk)
    ]
    if moved:
        raise NumberIsFixed(
            "item {number} is decided and keeps its number; defer an item that the meeting does not get to",
            number=moved[0],
        )


def _of_project(project: Project, figures: Iterable[Figure]) -> list[Figure]:
    found = list(figures)
    if any(figure.project_id != project.pk for figure in found):
        raise NotOfThisDeal("an item names figures of its own project alone")
    return found


def _require_fitting(kind: DecisionKind, ask_end: date | None) -> None:
    if ask_end is not None and kind not in ENDING:
        raise AsksNoEnd("{kind} sets no end date: leave it out, or ask an extension", kind=kind)


def _as_text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _present(item: AgendaItem) -> AgendaItem:
    """Return the item as it is now."""
    found = AgendaItem.objects.filter(pk=item.pk).select_related("meeting__body__deal", "project").first()
    if found is None:
        raise Refusal("this item was taken off the agenda meanwhile")
    return found


def _removed(item: AgendaItem) -> RemovedItem:
    return RemovedItem(
        pk=item.pk,
        position=item.position,
        project=item.project_id,
        kind=item.kind,
        ask_cents=item.ask_cents,
        ask_end=_as_text(item.ask_end),
        text=item.text,
        assessment=item.assessment,
        version=item.version,
        figures=list(item.figures.values_list("pk", flat=True)),
        interests=dict(item.interests.values_list("seat__code", "statement")),
        votes=dict(item.votes.values_list("seat__code", "choice")),
    )


def _put_back_what_members_said(item: AgendaItem, removed: RemovedItem) -> None:
    seats = {seat.code: seat for seat in item.meeting.body.seats.all()}
    Interest.objects.bulk_create(
        Interest(item=item, seat=seats[code], statement=statement) for code, statement in removed.interests.items()
    )
    Vote.objects.bulk_create(Vote(item=item, seat=seats[code], choice=choice) for code, choice in removed.votes.items())


def _write(act: str, item: AgendaItem, by: trail.Actor, at: datetime, **details: Any) -> None:
    about = {"id": item.pk, "item": item.position, "project": item.project.code}
    write_line(act, item.meeting, by, at, **about, **details)
