"""A meeting that sits, at the desk of each role: attendance, interests, votes, decisions, adopting, conditions."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.actions.resolutions import NewCondition
from regiodeal.decisions.choices import DecisionKind, Outcome, VoteChoice
from regiodeal.decisions.models import AgendaItem, Condition, Interest, Meeting, Resolution, Vote
from regiodeal.funding.queries import balances
from regiodeal.programme.models import Deal
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal, body_content
from tests.factories.projects import a_project
from tests.factories.publication import publish
from tests.offices import at_desk, signed_in, somebody

pytestmark = pytest.mark.django_db
ROWS = {"voorwaarden-TOTAL_FORMS": "1", "voorwaarden-INITIAL_FORMS": "0"}


@pytest.fixture
def deal() -> Deal:
    """The small deal, whose body lets one proxy count for the quorum."""
    return a_deal(bodies=body_content(proxies="quorum"))


@pytest.fixture
def meeting(deal: Deal) -> Meeting:
    """A meeting of which nothing is noted yet."""
    return a_meeting(deal, present=())


@pytest.fixture
def desk(deal: Deal) -> Client:
    """The secretary."""
    return at_desk(deal, RoleCode.SECRETARY)


def at(meeting: Meeting, address: str = "") -> str:
    """Return an address below that of a meeting."""
    return f"/kantoor/{meeting.body.deal.code}/vergaderingen/{meeting.reference}/{address}"


def of(item: AgendaItem, address: str) -> str:
    """Return an address below that of an item."""
    return at(item.meeting, f"agenda/{item.pk}/{address}")


def all_present(meeting: Meeting) -> Meeting:
    """Note that everybody is there."""
    meetings.note_attendance(meeting=meeting, present=meeting.body.seats.all(), by=SECRETARY, at=AT)
    return meeting


def text(answer: Any) -> str:
    """Return the page, with its non-breaking spaces as spaces."""
    return str(answer.content.decode()).replace("\u00a0", " ")


def test_attendance_with_a_proxy_is_noted_and_shown_again(desk: Client, meeting: Meeting) -> None:
    """Everybody stands on present first."""
    page = text(desk.get(at(meeting, "aanwezigheid/")))
    assert page.count("selected>aanwezig") == 3
    answer = desk.post(
        at(meeting, "aanwezigheid/"), {"voorzitter": "aanwezig", "a": "volmacht-voorzitter", "b": "afwezig"}
    )
    assert answer.status_code == 302
    noted = {one.seat.code: (one.present, one.proxy and one.proxy.code) for one in meeting.attendances.all()}
    assert noted == {"voorzitter": (True, None), "a": (False, "voorzitter"), "b": (False, None)}
    page = text(desk.get(at(meeting, "aanwezigheid/")))
    assert '<option value="volmacht-voorzitter" selected>' in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"voorzitter": "aanwezig", "a": "volmacht-voorzitter", "b": "volmacht-voorzitter"}, "id_b"),
        ({"voorzitter": "afwezig", "a": "volmacht-voorzitter", "b": "aanwezig"}, "id_a"),
        ({"voorzitter": "aanwezig", "a": "volmacht-a", "b": "aanwezig"}, "id_a"),
        ({"voorzitter": "aanwezig", "b": "aanwezig"}, "id_a"),
        ({"voorzitter": "aanwezig", "a": "anders", "b": "aanwezig"}, "id_a"),
    ],
)
def test_what_cannot_be_is_said_at_its_seat(desk: Client, meeting: Meeting, given: dict[str, str], said: str) -> None:
    """Nothing is stored, and what was chosen is still there."""
    answer = desk.post(at(meeting, "aanwezigheid/"), given)
    assert answer.status_code == 422
    assert f'href="#{said}"' in text(answer)
    assert not meeting.attendances.exists()


def test_attendance_is_fixed_once_something_is_decided(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """The page says why, and a post that comes too late is refused."""
    item = an_item(all_present(meeting), a_project(deal))
    decide(item, contribution_cents=100)
    assert "Aanwezigheid opslaan" not in text(desk.get(at(meeting, "aanwezigheid/")))
    answer = desk.post(at(meeting, "aanwezigheid/"), {"voorzitter": "aanwezig", "a": "afwezig", "b": "afwezig"})
    assert answer.status_code == 422
    assert meeting.attendances.filter(present=True).count() == 3


def test_a_member_declares_an_interest_for_the_own_seat_alone(deal: Deal, meeting: Meeting) -> None:
    """And takes it back; for the seat of another it cannot, nor after the decision."""
    member = somebody(deal, RoleCode.STEERING_MEMBER)
    meeting.body.seats.filter(code="a").update(user=member)
    item = an_item(all_present(meeting), a_project(deal))
    client = signed_in(member)
    assert client.post(of(item, "belangen/"), {"seat": "b", "statement": "x"}).status_code == 422
    assert client.post(of(item, "belangen/"), {"seat": "a", "statement": "Bestuurslid."}).status_code == 302
    assert [one.seat.code for one in Interest.objects.all()] == ["a"]
    assert client.post(of(item, "belangen/intrekken/"), {"seat": "b"}).status_code == 404
    assert client.post(of(item, "belangen/intrekken/"), {"seat": "a"}).status_code == 302
    assert not Interest.objects.exists()
    decide(item, contribution_cents=100)
    assert client.post(of(item, "belangen/"), {"seat": "a", "statement": "Te laat."}).status_code == 422
    assert not Interest.objects.exists()


def test_who_has_no_seat_declares_nothing(deal: Deal, meeting: Meeting) -> None:
    """A member without a linked seat is told whom to ask; a controller may only read."""
    item = an_item(meeting, a_project(deal))
    member, controller = at_desk(deal, RoleCode.STEERING_MEMBER), at_desk(deal, RoleCode.CONTROLLER)
    assert "geen zetel aan uw account" in text(member.get(of(item, "belangen/")))
    assert member.post(of(item, "belangen/"), {"seat": "a", "statement": "x"}).status_code == 422
    assert controller.post(of(item, "belangen/"), {"seat": "a", "statement": "x"}).status_code == 403
    assert not Interest.objects.exists()


def test_votes_are_counted_before_they_are_stored(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """The count of what is filled in tells whether there is a majority; storing it needs all votes or none."""
    item = an_item(all_present(meeting), a_project(deal))
    counted = text(desk.get(of(item, "stemmen/stand/"), {"voorzitter": "for", "a": "against", "b": "against"}))
    assert "1 voor, 2 tegen" in counted
    assert "niet gehaald" in counted
    assert not Vote.objects.exists()
    answer = desk.post(of(item, "stemmen/"), {"voorzitter": "for", "a": "for"})
    assert answer.status_code == 422
    assert 'href="#id_b' in text(answer)
    assert desk.post(of(item, "stemmen/"), {"voorzitter": "for", "a": "for", "b": "abstained"}).status_code == 302
    assert dict(Vote.objects.values_list("seat__code", "choice")) == {
        "voorzitter": VoteChoice.FOR, "a": VoteChoice.FOR, "b": VoteChoice.ABSTAINED
    }  # fmt: skip
    assert desk.post(of(item, "stemmen/"), {"actie": "consensus", "a": "for"}).status_code == 302
    assert not Vote.objects.exists()


def test_a_grant_on_conditions(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """The amount that is asked is proposed; rows of conditions come one by one, and empty ones do not count."""
    item = an_item(all_present(meeting), a_project(deal), ask_cents=12_345)
    page = text(desk.get(of(item, "besluit/")))
    assert 'value="123,45"' in page
    assert "Samen beschikbaar" in page
    typed = {
        **ROWS,
        "outcome": "granted_on_conditions",
        "contribution_cents": "100",
        "reason": "goed",
        "phase_name": "Ontwerp",
        "voorwaarden-0-text": "Vergunning",
        "voorwaarden-0-owner": "Gemeente Achterveen",
        "voorwaarden-0-due_on": "2021-12-31",
    }
    half = desk.post(of(item, "besluit/"), {**ROWS, "voorwaarden-0-text": "Half", "actie": "voorwaarde"})
    assert "Half</textarea>" in text(half)
    assert "utrecht-form-field--invalid" not in text(half)
    more = desk.post(of(item, "besluit/"), {**typed, "actie": "voorwaarde"})
    assert more.status_code == 200
    page = text(more)
    assert 'name="voorwaarden-1-text"' in page
    assert "Vergunning</textarea>" in page
    assert 'value="100"' in page
    assert "fouten" not in page
    assert not Resolution.objects.exists()
    answer = desk.post(
        of(item, "besluit/"),
        {
            **typed,
            "voorwaarden-TOTAL_FORMS": "2",
            "voorwaarden-1-text": "Ook zonder datum",
            "voorwaarden-1-owner": "Provincie",
        },
    )
    assert answer.status_code == 302
    resolution = Resolution.objects.get()
    assert (resolution.outcome, resolution.contribution_cents) == (Outcome.GRANTED_ON_CONDITIONS, 10_000)
    assert [(one.text, one.due_on) for one in resolution.conditions.all()] == [
        ("Vergunning", date(2021, 12, 31)),
        ("Ook zonder datum", None),
    ]
    assert item.project.phases.get().name == "Ontwerp"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "id_outcome"),
        ({"outcome": "granted"}, "id_contribution_cents"),
        ({"outcome": "granted", "contribution_cents": "honderd"}, "id_contribution_cents"),
        ({"outcome": "granted", "contribution_cents": "0"}, "id_contribution_cents"),
        ({"outcome": "granted", "contribution_cents": "-5"}, "id_contribution_cents"),
        ({"outcome": "granted", "contribution_cents": "901"}, "id_contribution_cents"),
        ({"outcome": "granted", "contribution_cents": "5", "new_end": "31-02-2024"}, "id_new_end"),
        ({"outcome": "granted", "contribution_cents": "5", "new_end": "2024-12-31"}, "id_new_end"),
        ({"outcome": "rejected"}, "id_reason"),
        ({"outcome": "onzin"}, "id_outcome"),
        (
            {"outcome": "granted_on_conditions", "contribution_cents": "5", "voorwaarden-0-text": "Alleen tekst"},
            "id_voorwaarden-0-owner",
        ),
        (
            {"outcome": "granted_on_conditions", "contribution_cents": "5", "voorwaarden-0-owner": "Wie"},
            "id_voorwaarden-0-text",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_typed_is_kept(
    desk: Client, meeting: Meeting, given: dict[str, str], field: str
) -> None:
    """With status 422, and nothing decided."""
    item = an_item(all_present(meeting), a_project(meeting.body.deal))
    answer = desk.post(of(item, "besluit/"), {**ROWS, "phase_name": "Mijn fase", **given})
    assert answer.status_code == 422
    page = text(answer)
    assert f'href="#{field}' in page
    assert "Mijn fase" in page
    assert not Resolution.objects.exists()


def test_a_rejection_needs_no_amount_taken_out(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """The amount that the form proposes is no part of it; another amount is a mistake that is named."""
    item = an_item(all_present(meeting), a_project(deal), ask_cents=12_345)
    typed = {**ROWS, "outcome": "rejected", "reason": "Past niet.", "contribution_cents": "100"}
    assert desk.post(of(item, "besluit/"), typed).status_code == 422
    assert desk.post(of(item, "besluit/"), {**typed, "contribution_cents": "123,45"}).status_code == 302
    assert Resolution.objects.get().contribution_cents is None


def test_an_extension_begins_with_the_end_that_is_asked(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """Deferred, the asked end is no part of the decision; granted as it stands, the phase gets it."""
    a_grant(deal, project := a_project(deal), 100)
    item = an_item(all_present(meeting), project, DecisionKind.EXTENSION, ask_end=date(2023, 6, 30))
    assert 'value="2023-06-30"' in text(desk.get(of(item, "besluit/")))
    typed = {**ROWS, "outcome": "deferred", "reason": "Nog niet.", "new_end": "2023-06-30"}
    assert desk.post(of(item, "besluit/"), typed).status_code == 302
    deferred = Resolution.objects.get(item=item)
    assert deferred.new_end is None
    desk.post(of(item, "besluit/ongedaan-maken/"), {"reason": "Toch wel"})
    assert desk.post(of(item, "besluit/"), {**typed, "outcome": "granted", "reason": ""}).status_code == 302
    assert project.phases.get().ends_on == date(2023, 6, 30)


def test_conditions_with_the_wrong_outcome_are_refused(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """The sentence of the rule stands on top, where the rows have no one field."""
    item = an_item(all_present(meeting), a_project(deal))
    typed = {
        **ROWS,
        "outcome": "granted",
        "contribution_cents": "5",
        "voorwaarden-0-text": "x",
        "voorwaarden-0-owner": "y",
    }
    answer = desk.post(of(item, "besluit/"), typed)
    assert answer.status_code == 422
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("total", ["", "x", "-1", "99999999999"])
def test_rows_that_are_tampered_with_break_nothing(desk: Client, meeting: Meeting, deal: Deal, total: str) -> None:
    """Neither when another row is asked for, nor when it is decided."""
    item = an_item(all_present(meeting), a_project(deal))
    typed = {"outcome": "granted", "contribution_cents": "5", "voorwaarden-TOTAL_FORMS": total}
    assert desk.post(of(item, "besluit/"), {**typed, "actie": "voorwaarde"}).status_code == 200
    assert desk.post(of(item, "besluit/"), typed).status_code == 422


def test_no_room_says_how_much_is_short(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """What is asked, what there is, and the difference between them; what was typed is kept."""
    item = an_item(all_present(meeting), a_project(deal), ask_cents=95_000)
    answer = desk.post(of(item, "besluit/"), {**ROWS, "outcome": "granted", "contribution_cents": "950"})
    assert answer.status_code == 422
    page = text(answer)
    assert "Er is nu € 400 beschikbaar, € 550 minder" in page
    assert 'value="950"' in page


def test_somebody_else_decided_meanwhile(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """The second sees that it is decided, and what was typed is still there to copy."""
    item = an_item(all_present(meeting), a_project(deal))
    decide(item, contribution_cents=100)
    answer = desk.post(of(item, "besluit/"), {**ROWS, "outcome": "rejected", "reason": "Mijn lange toelichting."})
    assert answer.status_code == 422
    assert "Mijn lange toelichting." in text(answer)
    assert Resolution.objects.count() == 1


def test_a_decision_is_undone_until_the_list_is_adopted(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """With a reason; the money comes back. After adopting it stays."""
    item = an_item(all_present(meeting), a_project(deal))
    decide(item, contribution_cents=100)
    address = of(item, "besluit/ongedaan-maken/")
    assert desk.post(address, {"reason": " "}).status_code == 422
    assert desk.post(address, {"reason": "Verkeerd bedrag"}).status_code == 302
    assert {one.kind: one.cents for one in balances(deal)}["awarded"] == 0
    assert "geen besluit meer" in text(desk.get(address))
    decide(item, contribution_cents=200)
    adopt(meeting)
    assert desk.post(address, {"reason": "Te laat"}).status_code == 422
    assert Resolution.objects.filter(retraction=None).count() == 1


def test_adopting_asks_for_the_last_time(desk: Client, meeting: Meeting, deal: Deal) -> None:
    """Only when all is decided; the day is checked; from then on nothing changes."""
    first, second = an_item(all_present(meeting), a_project(deal)), an_item(meeting, a_project(deal, "school"))
    decide(first, contribution_cents=12_345)
    page = text(desk.get(at(meeting, "vaststellen/")))
    assert "Over 1 punt is nog niet besloten" in page
    assert "Stel de lijst vast" not in page
    assert desk.post(at(meeting, "vaststellen/"), {"on": "2021-06-04"}).status_code == 422
    decide(second, Outcome.REJECTED, reason="Past niet.")
    page = text(desk.get(at(meeting, "vaststellen/")))
    assert "€ 123,45" in page
    assert "Wonen" in page
    for wrong in ("", "2021-06-03", "2999-01-01", "gisteren"):
        assert desk.post(at(meeting, "vaststellen/"), {"on": wrong}).status_code == 422
    assert desk.post(at(meeting, "vaststellen/"), {"on": "2021-06-04"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.adopted_on == date(2021, 6, 4)
    assert desk.post(at(meeting, "vaststellen/"), {"on": "2021-06-04"}).status_code == 422


def a_conditional_grant(deal: Deal, code: str, due: date | None) -> Condition:
    """Grant to a project on one condition."""

    meeting = all_present(a_meeting(deal, present=()))
    condition = NewCondition(text=f"Vergunning {code}", owner="Gemeente Achterveen", due_on=due)
    item = an_item(meeting, a_project(deal, code))
    return decide(item, Outcome.GRANTED_ON_CONDITIONS, contribution_cents=100, conditions=(condition,)).conditions.get()


def test_conditions_are_listed_filtered_and_met(deal: Deal) -> None:
    """What is late is named; who may note that one is met does so once, with what shows it."""
    late, later = a_conditional_grant(deal, "school", date(2021, 7, 1)), a_conditional_grant(deal, "brug", None)
    controller = at_desk(deal, RoleCode.CONTROLLER)
    address = f"/kantoor/{deal.code}/vergaderingen/voorwaarden/"
    page = text(controller.get(address))
    assert page.index("Vergunning school") < page.index("Vergunning brug")
    assert "over de datum" in page
    assert "Vergunning brug" not in text(controller.get(address, {"toon": "te-laat"}))
    assert "0 voorwaarden" in text(controller.get(address, {"wie": "niemand"}))
    meet = f"{address}{late.pk}/"
    assert controller.post(meet, {"on": "2999-01-01", "evidence": "x"}).status_code == 422
    assert controller.post(meet, {"on": "2021-06-30", "evidence": ""}).status_code == 422
    assert controller.post(meet, {"on": "2021-06-30", "evidence": "Beschikking 12"}).status_code == 302
    assert controller.post(meet, {"on": "2021-06-30", "evidence": "nog eens"}).status_code == 422
    late.refresh_from_db()
    assert late.evidence == "Beschikking 12"
    assert "Vergunning school" in text(controller.get(address, {"toon": "voldaan"}))
    reader = at_desk(deal, RoleCode.READER)
    assert "Vergunning" not in text(reader.get(address)), "what is not adopted is not for every reader"
    assert reader.get(f"{address}{later.pk}/").status_code == 403


def test_a_resolution_has_a_page(deal: Deal, desk: Client) -> None:
    """With its transfers, its conditions and the editions in which it was published; readers see it once adopted."""
    condition = a_conditional_grant(deal, "school", None)
    resolution = condition.resolution
    address = f"/kantoor/{deal.code}/besluiten/{resolution.reference}/"
    reader = at_desk(deal, RoleCode.READER)
    page = text(desk.get(address))
    assert "Vergunning school" in page
    assert "toegekend aan School" in page
    assert "nog niet gepubliceerd" in page
    assert reader.get(address).status_code == 404
    publish(adopt(resolution.item.meeting))
    assert "besluitenlijst, versie 1 (editie 1)" in text(reader.get(address))
    assert desk.get(f"/kantoor/{deal.code}/besluiten/nergens/1/").status_code == 404


@pytest.mark.parametrize(
    "role", [RoleCode.READER, RoleCode.CONTROLLER, RoleCode.STEERING_MEMBER, RoleCode.COMMUNICATIONS]
)
def test_only_who_prepares_meetings_decides(deal: Deal, meeting: Meeting, role: RoleCode) -> None:
    """Every act is refused for the others."""
    item = an_item(all_present(meeting), a_project(deal))
    client = at_desk(deal, role)
    for address in (
        at(meeting, "aanwezigheid/"),
        at(meeting, "vaststellen/"),
        of(item, "stemmen/"),
        of(item, "besluit/"),
    ):
        assert client.post(address, {"outcome": "granted"}).status_code in {403, 404}
    assert not Resolution.objects.exists()


def queries_of(client: Client, address: str) -> int:
    """Count the queries of a page."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow(desk: Client, deal: Deal, meeting: Meeting) -> None:
    """One item or six, one condition or six."""
    all_present(meeting)
    first = an_item(meeting, a_project(deal, "p-0"))
    a_conditional_grant(deal, "c-0", None)
    chair = meeting.body.seats.get(code="voorzitter")
    meetings.declare_interest(item=first, seat=chair, statement="x", by=SECRETARY, at=AT)
    addresses = [
        at(meeting, "vaststellen/"),
        of(first, "besluit/"),
        of(first, "belangen/"),
        of(first, "stemmen/"),
        f"/kantoor/{deal.code}/vergaderingen/voorwaarden/",
    ]
    before = [queries_of(desk, address) for address in addresses]
    for number in range(1, 6):
        an_item(meeting, a_project(deal, f"p-{number}"))
        a_conditional_grant(deal, f"c-{number}", None)
        for seat in meeting.body.seats.all():
            meetings.declare_interest(item=first, seat=seat, statement="x", by=SECRETARY, at=AT)
    assert [queries_of(desk, address) for address in addresses] == before
