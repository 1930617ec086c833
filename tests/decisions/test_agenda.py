"""The agenda: whoever changes it loses nothing of anybody else, and what is decided keeps its number."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from regiodeal.audit.models import AuditLine
from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.decisions import queries
from regiodeal.decisions.actions import agenda, meetings
from regiodeal.decisions.choices import DecisionKind, Outcome, VoteChoice
from regiodeal.decisions.models import AgendaItem, Meeting
from regiodeal.funding.actions import resolutions
from regiodeal.projects.actions import figures
from regiodeal.projects.choices import FigureKind
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db
COLLEAGUE = Actor("Coby Collega")


@pytest.fixture
def meeting() -> Meeting:
    """A meeting with four items: a, b, c and d."""
    deal = a_deal()
    meeting = a_meeting(deal)
    for code in "abcd":
        an_item(meeting, a_project(deal, code), ask_cents=1_000, text=f"tekst {code}")
    return meeting


def order(meeting: Meeting) -> str:
    """Return the codes of the projects in the order of the agenda, whose numbers run from 1."""
    rows = list(meeting.items.order_by("position").values_list("position", "project__code"))
    assert [number for number, _ in rows] == list(range(1, len(rows) + 1))
    return "".join(code for _, code in rows)


def item(meeting: Meeting, code: str) -> AgendaItem:
    """Return the item about a project."""
    return meeting.items.get(project__code=code)


def change(one: AgendaItem, by: Actor = SECRETARY, **content: Any) -> AgendaItem:
    """Change an item, leaving as it is what is not named."""
    present = {
        "version": one.version,
        "kind": DecisionKind(one.kind),
        "ask_cents": one.ask_cents,
        "ask_end": one.ask_end,
        "text": one.text,
        "assessment": one.assessment,
        "figures": list(one.figures.all()),
    }
    return agenda.change_item(item=one, by=by, at=AT, **{**present, **content})


@pytest.mark.parametrize(
    ("code", "steps", "after"),
    [("b", -1, "bacd"), ("b", 1, "acbd"), ("a", -1, "abcd"), ("d", 1, "abcd"), ("d", -3, "dabc"), ("a", 99, "bcda")],
)
def test_an_item_moves_and_the_numbers_stay_whole(meeting: Meeting, code: str, steps: int, after: str) -> None:
    moved = agenda.move_item(item=item(meeting, code), steps=steps, by=SECRETARY, at=AT)
    assert order(meeting) == after
    assert moved.position == after.index(code) + 1


def test_the_whole_order_is_set_at_once(meeting: Meeting) -> None:
    wanted = [item(meeting, code).pk for code in "dbca"]
    agenda.reorder(meeting=meeting, order=wanted, by=SECRETARY, at=AT)
    assert order(meeting) == "dbca"
    line = AuditLine.objects.get(act="agenda.reorder")
    assert line.details["order"] == [4, 2, 3, 1]
    agenda.reorder(meeting=meeting, order=wanted, by=SECRETARY, at=AT)
    assert AuditLine.objects.filter(act="agenda.reorder").count() == 1


@pytest.mark.parametrize("wrong", [[], [1], "twice", "strange"])
def test_an_order_of_other_items_is_refused(meeting: Meeting, wrong: Any) -> None:
    present = list(meeting.items.values_list("pk", flat=True))
    orders = {"twice": [present[0], *present], "strange": [*present[1:], 10_000_000]}
    wanted = orders[wrong] if isinstance(wrong, str) else wrong
    with pytest.raises(agenda.AgendaWasChanged):
        agenda.reorder(meeting=meeting, order=wanted, by=SECRETARY, at=AT)
    assert order(meeting) == "abcd"


def test_what_is_decided_keeps_its_number(meeting: Meeting) -> None:
    decide(item(meeting, "b"), contribution_cents=1_000)
    agenda.move_item(item=item(meeting, "c"), steps=1, by=SECRETARY, at=AT)
    assert order(meeting) == "abdc"
    for code, steps in [("b", 1), ("a", 1), ("c", -2)]:
        with pytest.raises(agenda.NumberIsFixed, match="item 2 is decided"):
            agenda.move_item(item=item(meeting, code), steps=steps, by=SECRETARY, at=AT)
    with pytest.raises(agenda.NumberIsFixed):
        agenda.remove_item(item=item(meeting, "a"), by=SECRETARY, at=AT)
    agenda.reorder(meeting=meeting, order=[item(meeting, code).pk for code in "cbda"], by=SECRETARY, at=AT)
    assert order(meeting) == "cbda"


def test_a_removed_item_comes_back_with_all_it_had(meeting: Meeting) -> None:
    one = item(meeting, "b")
    figure = figures.note(project=one.project, kind=FigureKind.TOTAL_COST, cents=9_000, words="alles samen")
    one = change(one, assessment="Doen.", figures=[figure], ask_end=date(2024, 1, 31))
    seat = meeting.body.seats.get(code="a")
    meetings.declare_interest(item=one, seat=seat, statement="is voorzitter van b", by=SECRETARY, at=AT)
    meetings.note_votes(item=one, votes={seat: VoteChoice.FOR}, by=SECRETARY, at=AT)
    removed = agenda.remove_item(item=one, by=SECRETARY, at=AT)
    assert order(meeting) == "acd"
    back = agenda.put_back(meeting=meeting, removed=removed, by=SECRETARY, at=AT)
    assert order(meeting) == "abcd"
    assert (back.pk, back.text, back.assessment, back.ask_cents, back.version) == (one.pk, "tekst b", "Doen.", 1_000, 2)
    assert back.ask_end == date(2024, 1, 31)
    assert list(back.figures.all()) == [figure]
    assert back.interests.get().statement == "is voorzitter van b"
    assert back.votes.get().choice == VoteChoice.FOR
    with pytest.raises(Refusal, match="on the agenda already"):
        agenda.put_back(meeting=meeting, removed=removed, by=SECRETARY, at=AT)


def test_an_item_comes_back_last_where_its_number_is_taken_by_a_decision(meeting: Meeting) -> None:
    removed = agenda.remove_item(item=item(meeting, "b"), by=SECRETARY, at=AT)
    decide(item(meeting, "d"), contribution_cents=1_000)
    agenda.put_back(meeting=meeting, removed=removed, by=SECRETARY, at=AT)
    assert order(meeting) == "acdb"


def test_the_second_to_change_an_item_is_told_who_was_first(meeting: Meeting) -> None:
    first, second = item(meeting, "a"), item(meeting, "a")
    changed = change(first, by=COLLEAGUE, ask_cents=2_000, kind=DecisionKind.FOLLOW_UP, text="anders")
    assert (changed.version, changed.ask_cents) == (2, 2_000)
    with pytest.raises(agenda.ItemWasChanged, match="Coby Collega changed this item"):
        change(second, text="mijn tekst")
    assert item(meeting, "a").text == "anders"
    change(item(meeting, "a"), text="mijn tekst")
    assert item(meeting, "a").text == "mijn tekst"


@pytest.mark.parametrize("kind", [DecisionKind.ENLARGEMENT, DecisionKind.CHANGE, DecisionKind.STOP])
def test_only_what_sets_an_end_can_ask_one(meeting: Meeting, kind: DecisionKind) -> None:
    """Neither when an item is added nor when it changes; and the database holds it too."""
    end = date(2024, 1, 31)
    with pytest.raises(agenda.AsksNoEnd):
        an_item(meeting, item(meeting, "a").project, kind, ask_end=end)
    with pytest.raises(agenda.AsksNoEnd):
        change(item(meeting, "a"), kind=kind, ask_end=end)
    assert change(item(meeting, "a"), kind=DecisionKind.EXTENSION, ask_cents=None, ask_end=end).ask_end == end
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.items.filter(project__code="a").update(kind=kind)


def test_the_asked_end_is_part_of_what_is_adopted(meeting: Meeting) -> None:
    """And a list without one says nothing about it, so that its hash is what it was."""
    before = queries.adopted_content(meeting)["items"]
    change(item(meeting, "b"), ask_end=date(2024, 1, 31))
    after = queries.adopted_content(meeting)["items"]
    assert "ask_end" not in str(before)
    assert [one.get("ask_end") for one in after] == [None, "2024-01-31", None, None]


def test_a_decided_item_cannot_change_until_the_decision_is_taken_back(meeting: Meeting) -> None:
    one = item(meeting, "d")
    resolution = decide(one, contribution_cents=1_000)
    with pytest.raises(meetings.ItemIsDecided):
        change(one, text="toch anders")
    with pytest.raises(meetings.ItemIsDecided):
        agenda.remove_item(item=one, by=SECRETARY, at=AT)
    resolutions.retract(resolution=resolution, reason="vergissing", by=SECRETARY, at=AT)
    change(one, text="toch anders")
    with pytest.raises(agenda.ItemHasHistory):
        agenda.remove_item(item=one, by=SECRETARY, at=AT)


def test_an_adopted_list_refuses_everything() -> None:
    deal = a_deal()
    resolution = a_grant(deal, a_project(deal), 1_000)
    one, meeting = resolution.item, adopt(resolution.item.meeting)
    removed = agenda.RemovedItem(
        pk=one.pk + 1, position=1, project=one.project_id, kind="new", ask_cents=None, text="", assessment="", version=1
    )
    for act in (
        lambda: an_item(meeting, one.project),
        lambda: change(one, text="anders"),
        lambda: agenda.remove_item(item=one, by=SECRETARY, at=AT),
        lambda: agenda.put_back(meeting=meeting, removed=removed, by=SECRETARY, at=AT),
        lambda: agenda.move_item(item=one, steps=1, by=SECRETARY, at=AT),
        lambda: agenda.reorder(meeting=meeting, order=[one.pk], by=SECRETARY, at=AT),
    ):
        with pytest.raises(meetings.ListIsAdopted):
            act()


def test_an_item_that_is_gone_says_so(meeting: Meeting) -> None:
    one = item(meeting, "a")
    agenda.remove_item(item=item(meeting, "a"), by=SECRETARY, at=AT)
    for act in (
        lambda: change(one),
        lambda: agenda.remove_item(item=one, by=SECRETARY, at=AT),
        lambda: agenda.move_item(item=one, steps=1, by=SECRETARY, at=AT),
    ):
        with pytest.raises(Refusal, match="taken off the agenda meanwhile"):
            act()


def test_projects_and_figures_are_of_this_deal_and_this_project(meeting: Meeting) -> None:
    content = {"code": "elders", "name": "Elders", "short_name": "Elders", "publisher": "provincie"}
    days = {"period": {"start": "2021-01-01", "end": "2024-12-31"}, "accent": "#00664f"}
    elsewhere = a_project(a_deal(deal={**content, **days}), "ver-weg")
    with pytest.raises(agenda.NotOfThisDeal):
        an_item(meeting, elsewhere)
    figure = figures.note(project=item(meeting, "b").project, kind=FigureKind.TOTAL_COST, cents=1, words="x")
    with pytest.raises(agenda.NotOfThisDeal):
        change(item(meeting, "a"), figures=[figure])
    with pytest.raises(agenda.NotOfThisDeal):
        an_item(meeting, item(meeting, "a").project, figures=[figure])
    assert order(meeting) == "abcd"


def test_the_database_refuses_a_number_twice(meeting: Meeting) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.items.filter(project__code="a").update(position=2)


def change_meeting(meeting: Meeting, seen: str | None = None, **content: Any) -> Meeting:
    """Change a meeting, leaving as it is what is not named."""
    names = ("held_on", "starts_at", "location", "introduction", "events")
    present = {name: getattr(meeting, name) for name in names}
    return meetings.change(
        meeting=meeting,
        seen=seen if seen is not None else meetings.fingerprint(meeting),
        by=COLLEAGUE,
        at=AT,
        **{**present, **content},
    )


def test_a_meeting_changes(meeting: Meeting) -> None:
    seen = meetings.fingerprint(meeting)
    events = [{"name": "Open dag", "when": "1 juli", "text": "Kom kijken."}]
    change_meeting(meeting, held_on=date(2021, 6, 5), starts_at=time(14, 30), location="Assen", events=events)
    found = Meeting.objects.get(pk=meeting.pk)
    assert (found.held_on, found.starts_at, found.location) == (date(2021, 6, 5), time(14, 30), "Assen")
    assert found.events == events
    with pytest.raises(meetings.MeetingWasChanged, match="Coby Collega"):
        change_meeting(found, seen=seen, location="Emmen")
    change_meeting(found)
    assert AuditLine.objects.filter(act="meeting.change").count() == 1


def test_the_day_of_a_decision_stays(meeting: Meeting) -> None:
    decide(item(meeting, "a"), Outcome.DEFERRED, reason="nog niet rijp")
    with pytest.raises(meetings.DayIsFixed):
        change_meeting(meeting, held_on=date(2021, 6, 5))
    change_meeting(Meeting.objects.get(pk=meeting.pk), location="Hoogeveen")
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert (meeting.held_on, meeting.location) == (date(2021, 6, 4), "Hoogeveen")


def test_an_adopted_meeting_stays() -> None:
    deal = a_deal()
    meeting = adopt(a_grant(deal, a_project(deal), 1_000).item.meeting)
    with pytest.raises(meetings.ListIsAdopted):
        change_meeting(meeting, location="Assen")


def test_a_reference_is_used_once(meeting: Meeting) -> None:
    with pytest.raises(Refusal, match="choose another reference"):
        meetings.convene(body=meeting.body, reference=meeting.reference, held_on=meeting.held_on, by=SECRETARY, at=AT)
