"""Screens about meetings that are prepared: convene, fill the agenda, think ahead."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.actions import agenda, meetings
from regiodeal.decisions.choices import DecisionKind
from regiodeal.decisions.models import AgendaItem, Meeting
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import figures
from regiodeal.projects.choices import FigureKind
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish
from tests.offices import at_desk

pytestmark = pytest.mark.django_db
MEETINGS = "/kantoor/veenstreek/vergaderingen/"
MEMBERS = [RoleCode.SECRETARY, RoleCode.CONTROLLER, RoleCode.COMMUNICATIONS, RoleCode.STEERING_MEMBER]
OTHERS = [RoleCode.READER, RoleCode.PROJECT_LEADER, RoleCode.ADMINISTRATOR]


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


@pytest.fixture
def meeting(deal: Deal) -> Meeting:
    """A meeting with two items; the secret advice stands with the first."""
    meeting = a_meeting(deal, date(2021, 6, 9))
    an_item(
        meeting, a_project(deal, "dorpshuis"), ask_cents=40_000, assessment="Geheim advies.", text="Openbare tekst."
    )
    an_item(meeting, a_project(deal, "werkplaats", pillar="werken"))
    return meeting


@pytest.fixture
def secretary(deal: Deal) -> Client:
    """The secretary, signed in."""
    return at_desk(deal, RoleCode.SECRETARY)


def address(meeting: Meeting, rest: str = "") -> str:
    """Return the address of a screen about a meeting."""
    return f"{MEETINGS}{meeting.reference}/{rest}"


def text(answer: Any) -> str:
    """Return a page with plain spaces."""
    return str(answer.content.decode()).replace("\xa0", " ").replace("&nbsp;", " ")


def item(meeting: Meeting, code: str) -> AgendaItem:
    """Return the item about a project."""
    return meeting.items.get(project__code=code)


def filled(one: AgendaItem, **fields: Any) -> dict[str, Any]:
    """Return the form of an item as it is, with other fields."""
    return {
        "kind": one.kind,
        "ask_cents": "" if one.ask_cents is None else str(one.ask_cents // 100),
        "text": one.text,
        "assessment": one.assessment,
        "version": one.version,
        **fields,
    }


# The list


def test_the_list_says_how_far_each_meeting_is(deal: Deal, secretary: Client, meeting: Meeting) -> None:
    adopted = adopt(a_grant(deal, a_project(deal, "b"), 2_000).item.meeting)
    published = adopt(a_grant(deal, a_project(deal, "c"), 3_000, date(2021, 6, 3)).item.meeting)
    publish(published)
    decided = a_grant(deal, a_project(deal, "a"), 1_000).item.meeting
    partly = a_grant(deal, a_project(deal, "d"), 1_000, date(2021, 6, 2)).item.meeting
    an_item(partly, a_project(deal, "e"))
    answer = secretary.get(MEETINGS)
    lines = {line.meeting: line for line in answer.context["held"]}
    assert {one: line.stage.name for one, line in lines.items()} == {
        meeting: "PREPARED",
        partly: "PARTLY_DECIDED",
        decided: "DECIDED",
        adopted: "ADOPTED",
        published: "PUBLISHED",
    }
    assert (lines[meeting].items, lines[meeting].asked, lines[meeting].unknown) == (2, 40_000, 1)
    assert (lines[published].granted, lines[meeting].granted) == (3_000, None)
    assert "1 bedrag niet bekend" in text(answer)
    to_come = meetings.convene(
        body=deal.bodies.get(),
        reference="straks",
        held_on=timezone.localdate() + timedelta(days=9),
        by=SECRETARY,
        at=AT,
    )
    answer = secretary.get(MEETINGS)
    assert [line.meeting for line in answer.context["to_come"]] == [to_come]
    assert len(answer.context["held"]) == 5


@pytest.mark.parametrize("role", OTHERS)
def test_who_does_not_read_the_agenda_sees_adopted_lists_alone(deal: Deal, meeting: Meeting, role: RoleCode) -> None:
    adopted = adopt(a_grant(deal, a_project(deal, "b"), 2_000).item.meeting)
    client = at_desk(deal, role)
    assert [line.meeting for line in client.get(MEETINGS).context["held"]] == [adopted]
    assert client.get(address(adopted)).status_code == 200
    assert client.get(address(meeting)).status_code == 404
    assert client.get(address(adopted, "wat-als/")).status_code == 403
    assert client.get(address(meeting, "wat-als/")).status_code == 403
    assert client.get(address(meeting, "vergaderstuk.pdf")).status_code == 403


def test_the_advice_is_for_members_alone_also_afterwards(deal: Deal, meeting: Meeting) -> None:
    decide(item(meeting, "dorpshuis"), contribution_cents=40_000)
    decide(item(meeting, "werkplaats"), contribution_cents=10_000)
    adopt(meeting)
    reader, member = (at_desk(deal, role) for role in (RoleCode.READER, RoleCode.STEERING_MEMBER))
    assert "Geheim advies." not in text(reader.get(address(meeting)))
    assert "Openbare tekst." in text(reader.get(address(meeting)))
    assert "Geheim advies." in text(member.get(address(meeting)))


@pytest.mark.parametrize("role", MEMBERS)
def test_members_see_ask_advice_and_room(deal: Deal, meeting: Meeting, role: RoleCode) -> None:
    page = text(at_desk(deal, role).get(address(meeting)))
    for said in ("Geheim advies.", "€ 400", "€ 500", "niet bekend", "Wat als?", "Vergaderstuk"):
        assert said in page
    assert ("Punt toevoegen" in page) == (role == RoleCode.SECRETARY)


@pytest.mark.parametrize("screen", ["", "{meeting}", "{meeting}wat-als/"])
def test_no_screen_asks_more_of_the_database_for_more_rows(
    deal: Deal, secretary: Client, meeting: Meeting, screen: str
) -> None:
    where = screen.format(meeting=address(meeting)) or MEETINGS

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert secretary.get(where).status_code == 200
        return len(queries)

    seat = meeting.body.seats.get(code="a")

    def more(number: int) -> None:
        one = an_item(meeting, a_project(deal, f"meer-{number}"), ask_cents=1_000)
        named = figures.note(project=one.project, kind=FigureKind.TOTAL_COST, cents=9_000, words="alles samen")
        one.figures.set([named])
        meetings.declare_interest(item=one, seat=seat, statement="lid", by=SECRETARY, at=AT)
        a_grant(deal, a_project(deal, f"eerder-{number}"), 100)

    more(0)
    count()
    before = count()
    for number in range(1, 5):
        more(number)
    assert count() == before


# Convene and change


def test_a_meeting_is_convened_without_typing_a_reference(deal: Deal, secretary: Client) -> None:
    day = timezone.localdate() + timedelta(days=30)
    written = {"body": "stuurgroep", "held_on": str(day), "starts_at": "14:00", "location": "Assen"}
    answer = secretary.post(f"{MEETINGS}nieuw/", written)
    assert answer.headers["Location"] == f"{MEETINGS}stuurgroep-{day}/"
    meeting = Meeting.objects.get(reference=f"stuurgroep-{day}")
    assert (str(meeting.starts_at), meeting.location) == ("14:00:00", "Assen")
    assert "leeg" in text(secretary.get(address(meeting)))
    assert secretary.post(f"{MEETINGS}nieuw/", written).headers["Location"].endswith(f"{day}-2/")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"held_on": "gisteren"}, "held_on"),
        ({"held_on": "2021-02-30"}, "held_on"),
        ({"body": "niemand"}, "body"),
        ({"starts_at": "25:00"}, "starts_at"),
        ({"reference": "twee woorden"}, "reference"),
        ({"reference": "nieuw"}, "reference"),
        ({"reference": "bestaat"}, "reference"),
        ({"location": "x" * 201}, "location"),
        ({"held_on": "2021-06-04"}, "past"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    deal: Deal, secretary: Client, fields: dict[str, str], field: str
) -> None:
    meetings.convene(body=deal.bodies.get(), reference="bestaat", held_on=date(2021, 6, 4), by=SECRETARY, at=AT)
    day = timezone.localdate() + timedelta(days=30)
    written = {"body": "stuurgroep", "held_on": str(day), "introduction": "Wat ik had getypt.", **fields}
    answer = secretary.post(f"{MEETINGS}nieuw/", written)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Wat ik had getypt." in text(answer)
    assert Meeting.objects.count() == 1


def test_a_day_that_has_passed_is_asked_about_once_more(secretary: Client) -> None:
    written = {"body": "stuurgroep", "held_on": "2021-06-04"}
    assert "terugwerkende kracht" in text(secretary.post(f"{MEETINGS}nieuw/", written))
    assert secretary.post(f"{MEETINGS}nieuw/", {**written, "past": "on"}).status_code == 302


def events_of(*rows: tuple[str, str, str]) -> dict[str, str]:
    """Return the rows of announcements as the form sends them, with an empty one at the end."""
    sent = {"aankondiging-TOTAL_FORMS": str(len(rows) + 1), "aankondiging-INITIAL_FORMS": "0"}
    for number, row in enumerate([*rows, ("", "", "")]):
        sent |= {
            f"aankondiging-{number}-{name}": value for name, value in zip(("name", "when", "text"), row, strict=True)
        }
    return sent


def test_a_meeting_changes_with_its_announcements(secretary: Client, meeting: Meeting) -> None:
    seen = meetings.fingerprint(meeting)
    written = {
        "seen": seen,
        "held_on": "2021-06-09",
        "starts_at": "09:30",
        "location": "Emmen",
        "introduction": "Welkom",
    }
    rows = events_of(("Open dag", "1 juli", "Kom kijken."))
    assert secretary.post(address(meeting, "wijzigen/"), {**written, **rows}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.location, meeting.events[0]["name"]) == ("Emmen", "Open dag")
    page = text(secretary.get(address(meeting)))
    assert "Open dag" in page
    assert "09.30 uur" in page

    other = events_of(("Lezing", "2 juli", ""))
    answer = secretary.post(address(meeting, "wijzigen/"), {**written, **other, "location": "Assen"})
    assert answer.status_code == 422
    for said in ("intussen", "Emmen", "Open dag", "Lezing"):
        assert said in text(answer)
    assert 'value="Assen"' in text(answer)
    again = {**written, **rows, "location": "Assen", "seen": answer.context["form"]["seen"].value()}
    assert secretary.post(address(meeting, "wijzigen/"), again).status_code == 302
    meeting.refresh_from_db()
    assert meeting.location == "Assen"


def test_an_announcement_needs_a_name(secretary: Client, meeting: Meeting) -> None:
    written = {"seen": meetings.fingerprint(meeting), "held_on": "2021-06-09", **events_of(("", "1 juli", ""))}
    answer = secretary.post(address(meeting, "wijzigen/"), written)
    assert answer.status_code == 422
    assert "Schrijf wat er is" in text(answer)


def test_the_day_of_a_decision_stays(secretary: Client, meeting: Meeting) -> None:
    decide(item(meeting, "dorpshuis"), contribution_cents=1_000)
    written = {"seen": meetings.fingerprint(meeting), "held_on": "2021-06-08", "past": "on", **events_of()}
    answer = secretary.post(address(meeting, "wijzigen/"), written)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["held_on"]


# The agenda


def test_an_item_is_put_on_the_agenda(deal: Deal, secretary: Client, meeting: Meeting) -> None:
    project = a_project(deal, "molen", summary="De molen draait weer.")
    figure = figures.note(project=project, kind=FigureKind.TOTAL_COST, cents=99_900, words="alles samen")
    found = text(secretary.get(address(meeting, "agenda/nieuw/"), {"zoek": "MOL"}))
    assert "?project=molen" in found
    assert "?project=dorpshuis" not in found
    assert "staat al op de agenda" in text(secretary.get(address(meeting, "agenda/nieuw/"), {"zoek": "dorps"}))
    form = text(secretary.get(address(meeting, "agenda/nieuw/"), {"project": "molen"}))
    assert "De molen draait weer." in form
    assert "€ 999" in form
    written = {"project": "molen", "kind": "new", "ask_cents": "1.250,50", "text": "T", "figures": [figure.pk]}
    answer = secretary.post(address(meeting, "agenda/nieuw/"), written)
    one = item(meeting, "molen")
    assert answer.headers["Location"] == f"{address(meeting)}#punt-{one.pk}"
    assert (one.position, one.ask_cents, one.text) == (3, 125_050, "T")
    assert list(one.figures.all()) == [figure]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "iets"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"ask_cents": "veel"}, "ask_cents"),
        ({"ask_cents": "0"}, "ask_cents"),
        ({"ask_cents": "-5"}, "ask_cents"),
        ({"kind": "extension"}, "ask_cents"),
        ({"kind": "stop", "ask_cents": "", "ask_end": "2024-01-31"}, "ask_end"),
        ({"ask_end": "2024-07-01"}, "ask_end"),
        ({"ask_end": "2021-06-03"}, "ask_end"),
        ({"ask_end": "31 januari"}, "ask_end"),
    ],
)
def test_a_faulty_item_comes_back(
    deal: Deal, secretary: Client, meeting: Meeting, fields: dict[str, str], field: str
) -> None:
    a_project(deal, "molen")
    written = {"project": "molen", "kind": "new", "ask_cents": "100", "text": "Getypt.", **fields}
    answer = secretary.post(address(meeting, "agenda/nieuw/"), written)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Getypt." in text(answer)
    assert meeting.items.count() == 2


def test_an_end_that_is_asked_stands_on_every_screen(deal: Deal, secretary: Client) -> None:
    """On the agenda, in the thought experiment, and in the form in which it is decided; no earlier day than it is."""
    project = a_project(deal)
    a_grant(deal, project, 1_000, new_end=date(2022, 12, 31))
    meeting = a_meeting(deal, date(2021, 6, 9))
    written = {
        "project": "dorpshuis",
        "kind": "extension",
        "ask_cents": "",
        "text": "Uitloop.",
        "ask_end": "2022-12-31",
    }
    answer = secretary.post(address(meeting, "agenda/nieuw/"), written)
    assert answer.status_code == 422
    assert "De fase loopt nu tot 31 december 2022. Kies een latere dag." in text(answer)
    assert secretary.post(address(meeting, "agenda/nieuw/"), {**written, "ask_end": "2023-06-30"}).status_code == 302
    one = item(meeting, "dorpshuis")
    assert "30 juni 2023" in text(secretary.get(address(meeting)))
    answer = secretary.get(address(meeting, "wat-als/"))
    assert answer.context["experiment"].lines[0].new_end == date(2023, 6, 30)
    assert answer.context["outcome"].breaks == []
    page = text(secretary.get(address(meeting, f"agenda/{one.pk}/besluit/")))
    assert 'value="2023-06-30"' in page
    assert "31 december 2022" in page
    assert 'value="2023-06-30"' in text(secretary.get(address(meeting, f"agenda/{one.pk}/")))


def test_what_is_not_there_is_not_found(secretary: Client, meeting: Meeting) -> None:
    one = item(meeting, "dorpshuis")
    for rest in ("agenda/nieuw/?project=bestaat-niet", "agenda/999999/"):
        assert secretary.get(address(meeting, rest)).status_code == 404
    assert secretary.get(f"{MEETINGS}bestaat-niet/").status_code == 404
    assert secretary.post(address(meeting, f"agenda/{one.pk}/verplaatsen/"), {"richting": "x"}).status_code == 404
    other = a_meeting(meeting.body.deal)
    assert secretary.get(address(other, f"agenda/{one.pk}/")).status_code == 404


def test_the_second_to_save_sees_what_the_first_made_of_it(secretary: Client, meeting: Meeting) -> None:
    one = item(meeting, "dorpshuis")
    where = address(meeting, f"agenda/{one.pk}/")
    assert secretary.post(where, filled(one, text="Van de eerste.", ask_cents="300")).status_code == 302
    answer = secretary.post(where, filled(one, text="Van de tweede.", assessment="Nieuw advies."))
    page = text(answer)
    assert answer.status_code == 422
    for said in ("Van de eerste.", "Van de tweede.", "Nieuw advies.", "€ 300", "Geheim advies."):
        assert said in page
    one.refresh_from_db()
    assert one.text == "Van de eerste."
    version = answer.context["form"]["version"].value()
    assert secretary.post(where, filled(one, text="Van de tweede.", version=version)).status_code == 302
    one.refresh_from_db()
    assert one.text == "Van de tweede."


def test_a_decided_item_does_not_change(secretary: Client, meeting: Meeting) -> None:
    one = item(meeting, "dorpshuis")
    decide(one, contribution_cents=1_000)
    assert secretary.post(address(meeting, f"agenda/{one.pk}/"), filled(one, text="anders")).status_code == 422
    for rest in ("weghalen/", "verplaatsen/"):
        answer = secretary.post(address(meeting, f"agenda/{one.pk}/{rest}"), {"richting": "omlaag"}, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    one.refresh_from_db()
    assert (one.text, one.position) == ("Openbare tekst.", 1)


def test_removing_can_be_undone(secretary: Client, meeting: Meeting) -> None:
    one = item(meeting, "dorpshuis")
    answer = secretary.post(address(meeting, f"agenda/{one.pk}/weghalen/"), follow=True)
    assert "Ongedaan maken" in text(answer)
    assert meeting.items.count() == 1
    assert "Ongedaan maken" not in text(secretary.get(address(meeting)))
    answer = secretary.post(address(meeting, "agenda/terugzetten/"), follow=True)
    assert "staat weer op de agenda" in text(answer)
    back = item(meeting, "dorpshuis")
    assert (back.pk, back.position, back.assessment) == (one.pk, 1, "Geheim advies.")
    answer = secretary.post(address(meeting, "agenda/terugzetten/"), follow=True)
    assert "niets om terug te zetten" in text(answer)
    assert meeting.items.count() == 2


def test_undoing_belongs_to_the_meeting_and_the_person(deal: Deal, secretary: Client, meeting: Meeting) -> None:
    secretary.post(address(meeting, f"agenda/{item(meeting, 'dorpshuis').pk}/weghalen/"))
    other = a_meeting(deal)
    secretary.post(address(other, "agenda/terugzetten/"))
    at_desk(deal, RoleCode.SECRETARY, name="ander").post(address(meeting, "agenda/terugzetten/"))
    assert (meeting.items.count(), other.items.count()) == (1, 0)


def test_items_move_by_button_and_by_script(secretary: Client, meeting: Meeting) -> None:
    first, second = item(meeting, "dorpshuis"), item(meeting, "werkplaats")
    secretary.post(address(meeting, f"agenda/{second.pk}/verplaatsen/"), {"richting": "omhoog"})
    assert item(meeting, "werkplaats").position == 1
    where = address(meeting, "agenda/volgorde/")
    assert secretary.post(where, {"volgorde": f"{first.pk},{second.pk}"}).status_code == 204
    assert item(meeting, "dorpshuis").position == 1
    for wrong in ("", "x", f"{first.pk}", f"{first.pk},{first.pk}", f"{second.pk},{first.pk},٣"):
        answer = secretary.post(where, {"volgorde": wrong})
        if wrong.endswith("٣"):
            continue
        assert answer.status_code == 409
        assert answer.json()["refused"]
    assert meeting.items.count() == 2


@pytest.mark.parametrize("role", [role for role in RoleCode if role != RoleCode.SECRETARY])
def test_only_who_prepares_meetings_changes_the_agenda(deal: Deal, meeting: Meeting, role: RoleCode) -> None:
    client, one = at_desk(deal, role), item(meeting, "dorpshuis")
    for rest in (
        "wijzigen/", "agenda/nieuw/", "agenda/terugzetten/", "agenda/volgorde/", f"agenda/{one.pk}/",
        f"agenda/{one.pk}/weghalen/", f"agenda/{one.pk}/verplaatsen/",
    ):  # fmt: skip
        assert client.post(address(meeting, rest), {"richting": "omlaag"}).status_code == 403
    assert client.post(f"{MEETINGS}nieuw/").status_code == 403
    assert client.get(f"{MEETINGS}nieuw/").status_code == 403


def test_a_register_of_500_projects_is_searched_page_by_page(deal: Deal, secretary: Client, meeting: Meeting) -> None:
    for number in range(60):
        a_project(deal, f"straat-{number:02}")
    page = secretary.get(address(meeting, "agenda/nieuw/"), {"zoek": "straat"}).context["page"]
    assert (page.paginator.count, len(page)) == (60, 50)
    assert "Geen project gevonden" in text(secretary.get(address(meeting, "agenda/nieuw/"), {"zoek": "'; drop"}))


# What if


def test_the_thought_experiment_begins_with_all_that_is_asked(deal: Deal, meeting: Meeting) -> None:
    answer = at_desk(deal, RoleCode.STEERING_MEMBER).get(address(meeting, "wat-als/"))
    page = text(answer)
    assert answer.context["outcome"].granted == 40_000
    assert "2 punten, samen € 400. Vrij blijft € 500." in page
    assert "punt 2, Werkplaats" in page


def test_the_address_holds_the_choice(secretary: Client, meeting: Meeting) -> None:
    first, second = item(meeting, "dorpshuis"), item(meeting, "werkplaats")
    chosen: dict[str, Any] = {
        "keuze": "1",
        "punt": [first.pk, second.pk],
        f"bedrag-{first.pk}": "100",
        f"bedrag-{second.pk}": "600",
    }
    answer = secretary.get(address(meeting, "wat-als/"), chosen)
    outcome = answer.context["outcome"]
    assert (outcome.granted, outcome.unknown, outcome.remains) == (70_000, [], 20_000)
    assert "€ 100 te kort" in text(answer)
    answer = secretary.get(address(meeting, "wat-als/"), {"keuze": "1"})
    assert answer.context["outcome"].taken == 0
    assert "checked" not in text(answer)


def test_an_amount_that_is_none_is_said_and_counts_as_unknown(secretary: Client, meeting: Meeting) -> None:
    first = item(meeting, "dorpshuis")
    chosen: dict[str, Any] = {"keuze": "1", "punt": first.pk, f"bedrag-{first.pk}": "veel"}
    answer = secretary.get(address(meeting, "wat-als/"), chosen)
    assert answer.status_code == 422
    assert "“veel” is geen bedrag" in text(answer)
    assert answer.context["outcome"].unknown == [first]
    live = secretary.get(address(meeting, "wat-als/"), chosen, headers={"HX-Request": "true"})
    assert live.status_code == 200


def test_the_share_of_the_state_is_said_in_words_and_amounts(deal: Deal, secretary: Client, meeting: Meeting) -> None:
    """Of 400 the state carries 266,67; nobody contributes beside it. A second item with an unknown amount hides it."""
    Deal.objects.filter(pk=deal.pk).update(round=2)
    first, second = item(meeting, "dorpshuis"), item(meeting, "werkplaats")
    chosen: dict[str, Any] = {"keuze": "1", "punt": first.pk, f"bedrag-{first.pk}": "400"}
    page = text(secretary.get(address(meeting, "wat-als/"), chosen))
    for said in ("€ 266,67", "€ 133,33", "66,7%", "voldoet niet", "meer dan de helft", "nog niets toegekend"):
        assert said in page
    page = text(secretary.get(address(meeting, "wat-als/"), {"keuze": "1", "punt": str(second.pk)}))
    for said in ("niet te beoordelen", "niet te zeggen", "Toegekend zonder bekend bedrag"):
        assert said in page
    assert "meer dan de helft" not in page


def test_an_end_can_be_tried_out(deal: Deal, secretary: Client) -> None:
    project = a_project(deal)
    a_grant(deal, project, 1_000)
    meeting = a_meeting(deal, date(2021, 6, 9))
    one = an_item(meeting, project, DecisionKind.EXTENSION)
    chosen: dict[str, Any] = {"keuze": "1", "punt": one.pk, f"einde-{one.pk}": "2024-12-31"}
    answer = secretary.get(address(meeting, "wat-als/"), chosen)
    assert len(answer.context["outcome"].breaks) == 1
    chosen[f"einde-{one.pk}"] = "ooit"
    assert secretary.get(address(meeting, "wat-als/"), chosen).status_code == 422


def test_thinking_ahead_writes_nothing(secretary: Client, meeting: Meeting) -> None:
    before = meetings.fingerprint(meeting), list(meeting.items.values())
    with CaptureQueriesContext(connection) as queries:
        secretary.get(address(meeting, "wat-als/"), {"keuze": "1", "punt": str(item(meeting, "dorpshuis").pk)})
    assert not [query for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert (meetings.fingerprint(meeting), list(meeting.items.values())) == before


def test_a_meeting_with_nothing_to_decide_says_so(deal: Deal, secretary: Client) -> None:
    meeting = a_meeting(deal)
    assert "niets meer op de agenda" in text(secretary.get(address(meeting, "wat-als/")))
    one = an_item(meeting, a_project(deal), ask_cents=100)
    agenda.remove_item(item=one, by=SECRETARY, at=AT)
    assert secretary.get(address(meeting)).status_code == 200
