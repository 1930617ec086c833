"""What a body can and cannot decide, and what nobody can change afterwards."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from regiodeal.audit.models import AuditLine
from regiodeal.audit.trail import Actor, broken_lines
from regiodeal.common.errors import Refusal
from regiodeal.decisions import checks
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.actions.resolutions import InvalidDecision, NewCondition, meet_condition, rectify
from regiodeal.decisions.choices import DecisionKind, Outcome, VoteChoice
from regiodeal.decisions.models import Resolution
from regiodeal.funding.models import Transfer
from regiodeal.programme.models import Deal
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal, body_content
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db
CONDITION = NewCondition("de raad stemt in", "Gemeente Achterveen", date(2021, 12, 31))


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


@pytest.mark.parametrize(
    ("kind", "outcome", "fields", "reason"),
    [
        (DecisionKind.NEW, Outcome.GRANTED, {}, "needs its contribution"),
        (
            DecisionKind.NEW,
            Outcome.GRANTED,
            {"contribution_cents": 1, "conditions": (CONDITION,)},
            "make it granted on conditions",
        ),
        (DecisionKind.NEW, Outcome.GRANTED_ON_CONDITIONS, {"contribution_cents": 1}, "no condition is given"),
        (DecisionKind.NEW, Outcome.DEFERRED, {}, "deferred needs a reason"),
        (DecisionKind.NEW, Outcome.REJECTED, {"reason": "x", "contribution_cents": 1}, "rejected changes nothing"),
        (DecisionKind.NEW, Outcome.GRANTED, {"contribution_cents": 1, "release_cents": 1}, "releases no money"),
        (
            DecisionKind.NEW,
            Outcome.GRANTED,
            {"contribution_cents": 1, "new_end": date(2025, 1, 1)},
            "lies after 2024-06-30",
        ),
        (
            DecisionKind.NEW,
            Outcome.GRANTED,
            {"contribution_cents": 1, "new_end": date(2021, 6, 3)},
            "lies before the meeting of 2021-06-04",
        ),
        (DecisionKind.ENLARGEMENT, Outcome.GRANTED, {"contribution_cents": 1}, "there is no phase"),
        (DecisionKind.EXTENSION, Outcome.GRANTED, {}, "an extension needs its new end"),
        (DecisionKind.STOP, Outcome.GRANTED, {}, "stop needs a reason"),
        (DecisionKind.CHANGE, Outcome.GRANTED, {"reason": "x", "contribution_cents": 1}, "awards no contribution"),
    ],
)
def test_a_decision_that_does_not_fit_its_kind_is_refused_with_the_reason(
    deal: Deal, kind: DecisionKind, outcome: Outcome, fields: dict[str, Any], reason: str
) -> None:
    """Nothing of it is stored: no resolution, no transfer, no line in the trail."""
    item = an_item(a_meeting(deal), a_project(deal), kind)
    before = (Transfer.objects.count(), AuditLine.objects.count())
    with pytest.raises(InvalidDecision, match=reason):
        decide(item, outcome, **fields)
    assert (Resolution.objects.count(), Transfer.objects.count(), AuditLine.objects.count()) == (0, *before)


def test_every_reason_is_given_at_once(deal: Deal) -> None:
    """A secretary mends all of it in one go."""
    item = an_item(a_meeting(deal, present=("voorzitter",)), a_project(deal))
    with pytest.raises(
        InvalidDecision, match=r"no quorum: 1 of 3 .*; no majority|no quorum: 1 of 3 .*needs its contribution"
    ):
        decide(item)


def test_without_quorum_nothing_is_decided(deal: Deal) -> None:
    """Not even a deferral: the body is not there."""
    item = an_item(a_meeting(deal, present=("voorzitter",)), a_project(deal))
    with pytest.raises(InvalidDecision, match="no quorum"):
        decide(item, Outcome.DEFERRED, reason="eerst een begroting")


def test_attendance_has_to_be_noted_first(deal: Deal) -> None:
    """Silence is not presence."""
    item = an_item(a_meeting(deal, present=()), a_project(deal))
    with pytest.raises(InvalidDecision, match="who attended is not noted yet"):
        decide(item, contribution_cents=100)


def test_votes_decide_by_the_majority_of_the_body() -> None:
    """Two of three carries a half, and not a unanimous body."""
    for majority, carried in [("more than 1/2", True), ("at least 1/1", False)]:
        with transaction.atomic():
            deal = a_deal(bodies=body_content(majority=majority))
            meeting = a_meeting(deal)
            item = an_item(meeting, a_project(deal))
            seats = {seat.code: seat for seat in meeting.body.seats.all()}
            votes = {seats["voorzitter"]: VoteChoice.FOR, seats["a"]: VoteChoice.FOR, seats["b"]: VoteChoice.AGAINST}
            meetings.note_votes(item=item, votes=votes, by=SECRETARY, at=AT)
            if carried:
                assert decide(item, contribution_cents=100).granted
            else:
                with pytest.raises(InvalidDecision, match="no majority: 2 of 3"):
                    decide(item, contribution_cents=100)
            transaction.set_rollback(True)


def test_an_interest_excludes_where_the_body_says_so() -> None:
    """The same interest, two bodies: one decides, the other has no quorum left."""
    for rule, decided in [("recorded", True), ("excluded", False)]:
        with transaction.atomic():
            deal = a_deal(bodies=body_content(interest=rule, quorum="at least 2/3"))
            meeting = a_meeting(deal, present=("voorzitter", "a"))
            item = an_item(meeting, a_project(deal))
            seat = meeting.body.seats.get(code="a")
            meetings.declare_interest(item=item, seat=seat, statement="eigen gemeente", by=SECRETARY, at=AT)
            if decided:
                assert decide(item, contribution_cents=100).granted
            else:
                with pytest.raises(InvalidDecision, match="1 of 2 seats take part, 1 left out"):
                    decide(item, contribution_cents=100)
            transaction.set_rollback(True)


def test_a_body_that_advises_grants_nothing() -> None:
    """In some deals the group only advises; the money is decided elsewhere."""
    deal = a_deal(bodies=body_content(power="advises"))
    with pytest.raises(InvalidDecision, match="advises and does not decide"):
        decide(an_item(a_meeting(deal), a_project(deal)), contribution_cents=100)


def test_an_item_is_decided_once(deal: Deal) -> None:
    """A second decision, other votes or another interest come too late."""
    resolution = a_grant(deal, a_project(deal), 100)
    item = resolution.item
    with pytest.raises(meetings.ItemIsDecided):
        decide(item, contribution_cents=100)
    with pytest.raises(meetings.ItemIsDecided):
        meetings.note_votes(item=item, votes={}, by=SECRETARY, at=AT)
    with pytest.raises(meetings.ItemIsDecided):
        meetings.note_attendance(meeting=item.meeting, present=[], by=SECRETARY, at=AT)


def test_phases_follow_the_decisions(deal: Deal) -> None:
    """New makes phase 1, a follow-up the next; an enlargement adds to it, an extension moves its end."""
    project = a_project(deal)
    a_grant(deal, project, 100, new_end=date(2022, 12, 31))
    a_grant(deal, project, 200, date(2021, 6, 5), kind=DecisionKind.FOLLOW_UP, phase_name="uitrol")
    enlarged = a_grant(deal, project, 300, date(2021, 6, 6), kind=DecisionKind.ENLARGEMENT)
    extended = decide(
        an_item(a_meeting(deal, date(2021, 6, 7)), project, DecisionKind.EXTENSION), new_end=date(2024, 1, 1)
    )
    assert (enlarged.phase, extended.phase) == (2, 2)
    assert [(phase.name, phase.ends_on) for phase in project.phases.all()] == [
        ("fase 1", date(2022, 12, 31)),
        ("uitrol", date(2024, 1, 1)),
    ]


def test_a_list_is_adopted_when_every_item_is_decided(deal: Deal) -> None:
    """An empty agenda, an open item or a day before the meeting stand in the way."""
    meeting = a_meeting(deal)
    with pytest.raises(meetings.ListCannotBeAdopted, match="nothing on the agenda"):
        adopt(meeting)
    item = an_item(meeting, a_project(deal))
    with pytest.raises(meetings.ListCannotBeAdopted, match="not decided yet: item 1"):
        adopt(meeting)
    decide(item, Outcome.DEFERRED, reason="eerst een begroting")
    with pytest.raises(meetings.ListCannotBeAdopted, match="before the meeting"):
        meetings.adopt_list(meeting=meeting, on=date(2021, 6, 3), by=SECRETARY, at=AT)
    assert adopt(meeting).adopted_on == date(2021, 6, 4)


def test_an_adopted_list_refuses_every_change(deal: Deal) -> None:
    """By the actions, with a message that says when it was adopted."""
    item = a_grant(deal, a_project(deal), 100).item
    meeting = adopt(item.meeting)
    for change in (
        lambda: an_item(meeting, item.project),
        lambda: meetings.note_attendance(meeting=meeting, present=[], by=SECRETARY, at=AT),
        lambda: decide(item, contribution_cents=1),
        lambda: adopt(meeting),
    ):
        with pytest.raises(meetings.ListIsAdopted):
            change()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions_meeting SET introduction = 'anders'",
        "DELETE FROM decisions_attendance",
        "UPDATE decisions_attendance SET present = NOT present",
        "UPDATE decisions_agendaitem SET text = 'anders'",
        "UPDATE decisions_interest SET statement = 'anders'",
        "DELETE FROM decisions_interest",
        "UPDATE decisions_vote SET choice = 'against'",
        "DELETE FROM decisions_agendaitem_figures",
        "UPDATE decisions_resolution SET contribution_cents = 1",
        "DELETE FROM decisions_resolution",
        "UPDATE decisions_condition SET text = 'anders'",
        "UPDATE decisions_condition SET due_on = NULL",
        "DELETE FROM decisions_condition",
    ],
)
def test_the_database_refuses_to_change_what_is_adopted(deal: Deal, statement: str) -> None:
    """Whoever comes at the tables past the application is refused too."""
    project = a_project(deal, figures=[{"kind": "total_cost", "amount": "999", "words": "begroting"}])
    meeting = a_meeting(deal)
    item = an_item(meeting, project, figures=project.figures.all())
    seat = meeting.body.seats.get(code="a")
    meetings.declare_interest(item=item, seat=seat, statement="eigen gemeente", by=SECRETARY, at=AT)
    meetings.note_votes(item=item, votes={seat: VoteChoice.FOR}, by=SECRETARY, at=AT)
    decide(item, Outcome.GRANTED_ON_CONDITIONS, contribution_cents=100, conditions=(CONDITION,))
    adopt(meeting)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_condition_is_met_once_with_evidence(deal: Deal) -> None:
    """Also after adoption, since that is when conditions are met."""
    item = an_item(a_meeting(deal), a_project(deal))
    resolution = decide(item, Outcome.GRANTED_ON_CONDITIONS, contribution_cents=100, conditions=(CONDITION,))
    adopt(item.meeting)
    condition = resolution.conditions.get()
    with pytest.raises(Refusal, match="no evidence"):
        meet_condition(condition=condition, on=date(2021, 6, 9), evidence=" ", by=SECRETARY, at=AT)
    meet_condition(condition=condition, on=date(2021, 6, 9), evidence="raadsbesluit 12", by=SECRETARY, at=AT)
    with pytest.raises(Refusal, match="met already"):
        meet_condition(condition=condition, on=date(2021, 6, 9), evidence="nog een", by=SECRETARY, at=AT)


def test_a_text_is_rectified_beside_what_was_adopted(deal: Deal) -> None:
    """The adopted text stays; only an adopted list needs a rectification."""
    item = a_grant(deal, a_project(deal), 100).item
    with pytest.raises(Refusal, match="not adopted yet"):
        rectify(item=item, text="Beter.", reason="tikfout", by=SECRETARY, at=AT)
    adopt(item.meeting)
    rectify(item=item, text="Beter.", reason="tikfout", by=SECRETARY, at=AT)
    item.refresh_from_db()
    assert (item.text, item.rectifications.get().text) == ("", "Beter.")


def test_every_act_leaves_a_line_in_the_trail(deal: Deal) -> None:
    """Who, what, when, in a chain that shows a changed byte."""
    adopt(a_grant(deal, a_project(deal), 100).item.meeting)
    acts = list(AuditLine.objects.filter(scope=deal.code).order_by("number").values_list("act", flat=True))
    assert acts == [
        "deal.load",
        "ledger.open",
        "project.register",
        "meeting.convene",
        "meeting.attendance",
        "agenda.add",
        "resolution.record",
        "list.adopt",
    ]
    assert list(broken_lines(deal.code)) == []
    with connection.cursor() as cursor:
        drop = 'DROP TRIGGER "audit_auditline_refuse_update"'
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON audit_auditline")
        cursor.execute("UPDATE audit_auditline SET actor = 'een ander' WHERE number = 7")
    assert list(broken_lines(deal.code)) == ["audit line 7 of veenstreek was changed: resolution.record 2021-06-04-1/1"]


def test_nobody_acts_anonymously() -> None:
    """An actor without a name cannot be made."""
    with pytest.raises(ValueError, match="actor with a name"):
        Actor("  ")


@pytest.mark.parametrize(
    ("table", "change", "found"),
    [
        (
            "agendaitem",
            "text = 'anders'",
            ["the adopted list of 2021-06-04-1 of veenstreek differs from what was adopted"],
        ),
        (
            "resolution",
            "contribution_cents = 101",
            [
                "resolution 2021-06-04-1/1 of veenstreek differs from what the trail says",
                "the adopted list of 2021-06-04-1 of veenstreek differs from what was adopted",
            ],
        ),
        (
            "attendance",
            "present = NOT present",
            ["the adopted list of 2021-06-04-1 of veenstreek differs from what was adopted"],
        ),
    ],
)
def test_a_changed_decision_is_found_and_named(deal: Deal, table: str, change: str, found: list[str]) -> None:
    """With the triggers out of the way; meeting a condition afterwards is no change."""
    item = an_item(a_meeting(deal), a_project(deal))
    resolution = decide(item, Outcome.GRANTED_ON_CONDITIONS, contribution_cents=100, conditions=(CONDITION,))
    adopt(item.meeting)
    condition = resolution.conditions.get()
    meet_condition(condition=condition, on=date(2021, 6, 9), evidence="raadsbesluit", by=SECRETARY, at=AT)
    assert list(checks.faults(deal)) == []
    with connection.cursor() as cursor:
        drop = f'DROP TRIGGER "decisions_{table}_refuse_update"'
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON decisions_{table}")
        cursor.execute(f"UPDATE decisions_{table} SET {change}")  # noqa: S608 - the changes above
    assert list(checks.faults(deal)) == found
