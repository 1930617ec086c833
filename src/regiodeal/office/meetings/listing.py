"""The meetings of a deal as a list shows them."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy, pgettext_lazy

from regiodeal.accounts.roles import Permission
from regiodeal.decisions.choices import AWARDING, GRANTING
from regiodeal.decisions.models import AgendaItem, Meeting, Resolution
from regiodeal.publication.choices import Act, EditionKind
from regiodeal.publication.models import Edition
from regiodeal.web.access import Desk


class Stage(Enum):
    """How far a meeting is."""

    PREPARED = gettext_lazy("in voorbereiding")
    PARTLY_DECIDED = gettext_lazy("deels besloten")
    DECIDED = gettext_lazy("besloten, nog niet vastgesteld")
    ADOPTED = pgettext_lazy("de lijst is", "vastgesteld")
    PUBLISHED = gettext_lazy("gepubliceerd")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A meeting with what was asked and granted, in cents; `unknown` items ask an amount that nobody knows."""

    meeting: Meeting
    stage: Stage
    items: int
    asked: int | None
    unknown: int
    granted: int | None


def visible(desk: Desk) -> "QuerySet[Meeting]":
    """Return the meetings that a person may see: who does not read the agenda sees adopted lists alone."""
    meetings = Meeting.objects.filter(body__deal=desk.deal)
    return meetings if desk.may(Permission.READ_AGENDA) else meetings.filter(adopted_at__isnull=False)


def lines(meetings: list[Meeting]) -> list[Line]:
    """Return a line for each meeting, in a fixed number of queries."""
    items = {row["meeting"]: row for row in _items(meetings)}
    granted = dict(
        Resolution.objects.filter(item__meeting__in=meetings, retraction=None, outcome__in=sorted(GRANTING))
        .order_by()
        .values_list("item__meeting")
        .annotate(Sum("contribution_cents"))
    )
    published = _published(meetings)
    return [_line(meeting, items.get(meeting.pk, {}), granted.get(meeting.pk), published) for meeting in meetings]


def stage_of(meeting: Meeting, *, items: int, decided: int, published: bool) -> Stage:
    """Return how far a meeting is."""
    if meeting.adopted_at is not None:
        return Stage.PUBLISHED if published else Stage.ADOPTED
    if not decided:
        return Stage.PREPARED
    return Stage.DECIDED if decided == items else Stage.PARTLY_DECIDED


def is_published(meeting: Meeting) -> bool:
    """Whether the list of a meeting is published, and not withdrawn since."""
    return meeting.reference in _published([meeting])


def _items(meetings: list[Meeting]) -> "QuerySet[AgendaItem, Any]":
    stands = Exists(Resolution.objects.filter(item=OuterRef("pk"), retraction=None))
    return (
        AgendaItem.objects.filter(meeting__in=meetings)
        .order_by()
        .annotate(decided=stands)
        .values("meeting")
        .annotate(
            items=Count("pk"),
            done=Count("pk", filter=Q(decided=True)),
            asked=Sum("ask_cents"),
            unknown=Count("pk", filter=Q(ask_cents=None, kind__in=sorted(AWARDING))),
        )
    )


def _published(meetings: list[Meeting]) -> set[str]:
    references = [meeting.reference for meeting in meetings]
    deals = {meeting.body.deal_id for meeting in meetings}
    rows = Edition.objects.filter(deal__in=deals, kind=EditionKind.DECISION_LIST, subject__in=references)
    newest = dict(rows.order_by("version").values_list("subject", "act"))
    return {subject for subject, act in newest.items() if act != Act.WITHDRAW}


def _line(meeting: Meeting, row: dict[str, int], granted: int | None, published: set[str]) -> Line:
    items = row.get("items", 0)
    stage = stage_of(meeting, items=items, decided=row.get("done", 0), published=meeting.reference in published)
    return Line(
        meeting=meeting,
        stage=stage,
        items=items,
        asked=row.get("asked"),
        unknown=row.get("unknown", 0),
        granted=granted,
    )
