"""The dossier and its forms: who sees and changes what, and how two people at once are told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regiodeal.accounts.models import User
from regiodeal.accounts.roles import RoleCode
from regiodeal.audit.models import AuditLine
from regiodeal.decisions.actions.resolutions import NewCondition
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import change, contacts, documents, leaders
from regiodeal.projects.actions.contacts import Person
from regiodeal.projects.content import content
from regiodeal.projects.models import Contact, Document, Project
from regiodeal.projects.queries import project as find
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.offices import at_desk, signed_in, somebody

pytestmark = pytest.mark.django_db
JANNA = Person(name="Janna de Vries", email="janna@example.nl")
BASICS = {"version": "1", "name": "Dorpshuis", "stage": "announced", "pillar": "wonen", "lead": ""}


@pytest.fixture
def deal() -> Deal:
    return a_deal()


@pytest.fixture
def project(deal: Deal) -> Project:
    return a_project(deal)


def address(project: Project, *words: str) -> str:
    return f"/kantoor/{project.deal.code}/projecten/{project.code}/" + "".join(f"{word}/" for word in words)


def led_by(project: Project) -> User:
    leader = somebody(project.deal, RoleCode.PROJECT_LEADER)
    leaders.set_leaders(project=project, users=[leader], by=SECRETARY, at=AT)
    return leader


def seen(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


class TestDossier:
    def test_all_that_is_known_stands_on_one_page(self, deal: Deal) -> None:
        a_project(deal, "school", links=[])
        project = a_project(
            deal,
            former_names=[{"name": "Buurthuis", "until": "2020-01-01"}],
            lead="gemeente-a",
            parties=[{"name": "Dorpsbelang", "role": "uitvoerder", "start": "2020-01-01"}],
            places=["Achterveen"],
            links=[{"kind": "builds_on", "project": "school", "trl": {"start": 3, "end": 6}}],
            figures=[{"kind": "unclassified", "amount": "12.345", "words": "in totaal"}],
        )
        a_grant(deal, project, 10_000, phase_name="eerste fase")
        page = seen(at_desk(deal, RoleCode.SECRETARY), address(project))
        for text in (
            "Buurthuis",
            "1 januari 2020",
            "Gemeente Achterveen",
            "Dorpsbelang",
            "uitvoerder",
            "Achterveen",
            "Bouwt voort op",
            "TRL 3 tot 6",
            "nog niet ingedeeld",
            "€\u00a012.345",
            "€\u00a0100",
            "eerste fase",
            "nieuw project",
            "toegekend",
            "Streekbode",
            "?onderwerp=dorpshuis",
        ):
            assert text in page, text
        assert "Basis voor" in seen(at_desk(deal, RoleCode.SECRETARY), address(find(deal, "school")))

    def test_an_unknown_contribution_is_not_nothing(self, deal: Deal, project: Project) -> None:
        from_document = a_meeting(deal, present=())
        from_document.source_title = "Oude lijst"
        from_document.save()
        decide(an_item(from_document, project))
        assert "niet bekend" in seen(at_desk(deal, RoleCode.READER), address(project)).split('id="geld"')[1][:2500]

    def test_open_conditions_with_their_day(self, deal: Deal, project: Project) -> None:
        day = AT.date().replace(year=2020)
        terms = (NewCondition(text="Vergunning verleend", owner="gemeente-a", due_on=day),)
        decide(
            an_item(a_meeting(deal), project), Outcome.GRANTED_ON_CONDITIONS, contribution_cents=100, conditions=terms
        )
        page = seen(at_desk(deal, RoleCode.SECRETARY), address(project))
        assert "Vergunning verleend" in page
        assert "te laat" in page

    def test_a_list_in_preparation_is_for_who_may_read_it(self, deal: Deal, project: Project) -> None:
        meeting = a_meeting(deal)
        resolution = decide(an_item(meeting, project), contribution_cents=100)
        assert resolution.reference in seen(at_desk(deal, RoleCode.STEERING_MEMBER), address(project))
        reader = at_desk(deal, RoleCode.READER)
        assert resolution.reference not in seen(reader, address(project))
        adopt(meeting)
        assert resolution.reference in seen(reader, address(project))

    def test_as_many_queries_for_one_row_as_for_five(self, deal: Deal) -> None:
        client = at_desk(deal, RoleCode.SECRETARY)
        counts = []
        for number in (1, 5):
            project = a_project(deal, f"project-{number}", places=[f"plaats {one}" for one in range(number)])
            for one in range(number):
                a_project(deal, f"ander-{number}-{one}", links=[{"kind": "part_of", "project": project.code}])
                kind = DecisionKind.FOLLOW_UP if one else DecisionKind.NEW
                a_grant(deal, project, 100, kind=kind)
                contacts.add(project=project, person=JANNA, by=SECRETARY, at=AT)
                documents.store(project=project, name=f"{one}.txt", chunks=[b"tekst"], by=SECRETARY, at=AT)
            client.get(address(project))
            with CaptureQueriesContext(
                connection,
            ) as captured:
                seen(client, address(project))
            counts.append(len(captured))
        assert counts[0] == counts[1], captured.captured_queries

    def test_what_is_not_there(self, deal: Deal, project: Project) -> None:
        client = at_desk(deal, RoleCode.SECRETARY)
        for words in (["wijzigen", "alles"], ["contacten", "1"], ["documenten", "1"], ["documenten", "9" * 30]):
            seen(client, address(project, *words), 404)
        seen(client, f"/kantoor/{deal.code}/projecten/bestaat-niet/", 404)


class TestRights:
    @pytest.mark.parametrize("role", [role for role in RoleCode if role != RoleCode.SECRETARY])
    def test_only_who_may_change_can(self, deal: Deal, project: Project, role: RoleCode) -> None:
        client = at_desk(deal, role)
        for words in (
            ["wijzigen", "gegevens"],
            ["wijzigen", "partijen"],
            ["wijzigen", "projectleiders"],
            ["contacten", "nieuw"],
            ["documenten", "nieuw"],
        ):
            assert client.get(address(project, *words)).status_code == 403
            assert client.post(address(project, *words), {**BASICS, "name": "Van mij"}).status_code == 403
        assert "wijzigen/" not in seen(client, address(project))
        assert find(deal, "dorpshuis").name == "Dorpshuis"

    def test_a_leader_changes_the_own_project_and_no_other(self, deal: Deal, project: Project) -> None:
        other = a_project(deal, "school")
        client = signed_in(led_by(project))
        assert client.get(address(project, "wijzigen", "partijen")).status_code == 200
        assert (
            client.post(address(project, "wijzigen", "plaatsen"), {"version": "2", "places": "Hier"}).status_code == 302
        )
        assert (
            client.post(address(other, "wijzigen", "plaatsen"), {"version": "1", "places": "Hier"}).status_code == 403
        )
        assert client.get(address(project, "wijzigen", "projectleiders")).status_code == 403
        assert client.get(f"/kantoor/{deal.code}/projecten/nieuw/").status_code == 403
        assert content(find(deal, "dorpshuis"))["places"] == ["Hier"]
        assert content(find(deal, "school"))["places"] == []

    def test_a_leader_does_not_put_back_who_leads(self, project: Project) -> None:
        client = signed_in(led_by(project))
        assert client.post(address(project, "geschiedenis", "2", "terugzetten")).status_code == 403

    def test_contacts_are_for_the_office_and_the_own_leader(self, deal: Deal, project: Project) -> None:
        contacts.add(project=project, person=JANNA, by=SECRETARY, at=AT)
        stranger = at_desk(deal, RoleCode.PROJECT_LEADER, name="Vreemd")
        leader = signed_in(led_by(project))
        sees: dict[Any, bool] = {
            RoleCode.SECRETARY: True,
            RoleCode.CONTROLLER: True,
            RoleCode.COMMUNICATIONS: True,
            RoleCode.STEERING_MEMBER: False,
            RoleCode.READER: False,
            RoleCode.ADMINISTRATOR: False,
        }
        for role, may in sees.items():
            assert ("janna@" in seen(at_desk(deal, role), address(project))) is may, role
        assert "janna@" not in seen(stranger, address(project))
        assert "janna@" in seen(leader, address(project))


class TestForms:
    @pytest.mark.parametrize(
        "word", ["gegevens", "projectleiders", "partijen", "plaatsen", "fasen", "verbanden", "feiten"]
    )
    def test_what_is_shown_and_sent_again_changes_nothing(self, deal: Deal, word: str) -> None:
        """Each field of each form gives back what stands there."""
        a_project(deal, "school")
        project = a_project(
            deal,
            lead="gemeente-a",
            summary="Eerste regel.\n\nTweede regel.",
            parties=[{"name": "Dorpsbelang", "role": "uitvoerder", "start": "2020-01-01", "end": "2021-01-01"}],
            places=["Achterveen", "Buitenveen"],
            phases=[{"name": "bouw", "end": "2022-12-31"}, {"name": "inrichting"}],
            links=[{"kind": "builds_on", "project": "school", "trl": {"start": 3, "end": 6}}],
            facts=[{"statement": "Dak lekt.", "title": "Krant", "source": "https://example.org/", "on": "2021-01-01"}],
        )
        led_by(project)
        client = at_desk(deal, RoleCode.SECRETARY)
        form = client.get(address(project, "wijzigen", word)).context["form"]
        posted = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
        answer = client.post(address(project, "wijzigen", word), posted, follow=True)
        assert "Er was niets gewijzigd" in answer.content.decode()
        assert find(deal, "dorpshuis").version == 2

    def test_a_name_moves_to_the_history(self, deal: Deal, project: Project) -> None:
        client = at_desk(deal, RoleCode.SECRETARY)
        summary = project.summary
        client.post(address(project, "wijzigen", "gegevens"), {**BASICS, "name": "Nieuw huis", "summary": summary})
        page = seen(client, address(project))
        assert "Nieuw huis" in page
        assert "Eerdere namen" in page

    def test_rows_are_added_changed_and_removed(self, deal: Deal) -> None:
        parties = [{"name": "Een", "role": "partner"}, {"name": "Twee", "role": "partner"}]
        project = a_project(deal, parties=parties)
        rows = {"version": "1", "rows": "4", "r0-name": "Een", "r0-role": "partner", "r0-remove": "on"}
        rows |= {"r1-name": "Twee", "r1-role": "penvoerder", "r2-name": "Drie", "r2-role": "partner"}
        rows |= {"r2-from": "01-02-2021", "r3-name": "", "r3-role": ""}
        answer = at_desk(deal, RoleCode.SECRETARY).post(address(project, "wijzigen", "partijen"), rows)
        assert answer.status_code == 302
        assert answer["Location"].endswith("#partijen")
        assert content(find(deal, project.code))["parties"] == [
            {"name": "Twee", "role": "penvoerder", "from": None, "until": None},
            {"name": "Drie", "role": "partner", "from": "2021-02-01", "until": None},
        ]

    def test_more_empty_rows_without_storing(self, deal: Deal, project: Project) -> None:
        rows = {"version": "1", "rows": "2", "r0-name": "Half", "meer": "1"}
        answer = at_desk(deal, RoleCode.SECRETARY).post(address(project, "wijzigen", "partijen"), rows)
        assert answer.status_code == 200
        assert answer.context["form"].count == 4
        assert 'value="Half"' in answer.content.decode()
        assert find(deal, project.code).version == 1

    @pytest.mark.parametrize(
        ("word", "posted", "says"),
        [
            ("gegevens", {**BASICS, "name": ""}, "Naam"),
            ("gegevens", {**BASICS, "stage": "weg"}, "Stand"),
            ("gegevens", {**BASICS, "version": ""}, "version"),
            ("gegevens", {**BASICS, "version": "-1"}, "version"),
            ("partijen", {"version": "1", "rows": "1", "r0-name": "Een"}, "vul in wat deze partij doet"),
            ("partijen", {"version": "1", "rows": "1", "r0-role": "x", "r0-from": "morgen"}, "Dit is geen datum"),
            ("gegevens", {**BASICS, "version": "9" * 30}, "version"),
            ("partijen", {"version": "1", "rows": "1000"}, "rows"),
            ("partijen", {"version": "1", "rows": "veel"}, "rows"),
            ("fasen", {"version": "1", "rows": "1", "r0-name": "x", "r0-end": "2030-01-01"}, "2024"),
            ("verbanden", {"version": "1", "rows": "1", "r0-kind": "part_of", "r0-project": "?"}, "geen project"),
            (
                "verbanden",
                {"version": "1", "rows": "1", "r0-kind": "part_of", "r0-project": "dorpshuis"},
                "geen project",
            ),
            ("feiten", {"version": "1", "rows": "1", "r0-statement": "Feit."}, "een feit heeft een bron"),
            (
                "feiten",
                {"version": "1", "rows": "1", "r0-statement": "x", "r0-title": "x", "r0-url": "javascript:1"},
                "",
            ),
            ("plaatsen", {"version": "1", "places": "x" * 201}, "te lang"),
            ("projectleiders", {"version": "1", "leaders": "vreemd@example.nl"}, ""),
        ],
    )
    def test_bad_input_is_told_and_kept(
        self, deal: Deal, project: Project, word: str, posted: dict[str, str], says: str
    ) -> None:
        answer = at_desk(deal, RoleCode.SECRETARY).post(address(project, "wijzigen", word), posted)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Nog niet opgeslagen" in page
        assert says in page
        assert find(deal, project.code).version == 1

    def test_what_was_decided_has_no_field(self, deal: Deal) -> None:
        project = a_project(deal)
        a_grant(deal, project, 100, new_end=AT.date().replace(year=2022), phase_name="bouw")
        client = at_desk(deal, RoleCode.SECRETARY)
        page = seen(client, address(project, "wijzigen", "fasen"))
        assert "zo besloten in" in page
        assert "r0-end" not in page
        assert "disabled" in seen(client, address(project, "wijzigen", "gegevens"))
        rows = {"version": "1", "rows": "2", "r0-name": "bouw", "r0-end": "2021-01-01", "r0-remove": "on"}
        client.post(address(project, "wijzigen", "fasen"), {**rows, "r1-name": "inrichting"})
        assert content(find(deal, project.code))["phases"] == [
            {"number": 1, "name": "bouw", "end": "2022-06-10"},
            {"number": 2, "name": "inrichting", "end": None},
        ]

    def test_a_new_project(self, deal: Deal) -> None:
        a_project(deal)
        client = at_desk(deal, RoleCode.SECRETARY)
        new = f"/kantoor/{deal.code}/projecten/nieuw/"
        assert client.get(new).status_code == 200
        answer = client.post(new, {"name": "Één brug", "stage": "announced", "code": ""})
        assert answer["Location"].endswith("/projecten/een-brug/")
        for posted, says in (
            ({"name": "Dorpshuis", "stage": "announced"}, "dorpshuis"),
            ({"name": "Register", "stage": "announced"}, "register"),
            ({"name": "!!!", "stage": "announced"}, "geen code te maken"),
            ({"name": "Brug", "stage": "announced", "code": "Met Spatie"}, "kleine letters"),
        ):
            answer = client.post(new, posted)
            assert answer.status_code == 422
            assert says in answer.content.decode()
        assert Project.objects.count() == 2


class TestTwoAtOnce:
    @pytest.fixture
    def save(self, deal: Deal, project: Project) -> Callable[..., Any]:
        clients = {name: at_desk(deal, RoleCode.SECRETARY, name=name) for name in ("Mia", "Noor")}

        def save(who: str, **fields: Any) -> Any:
            posted = {**BASICS, "summary": project.summary, **fields}
            return clients[who].post(address(project, "wijzigen", "gegevens"), posted, follow=True)

        return save

    def test_the_second_is_told_and_loses_nothing(self, save: Callable[..., Any], deal: Deal) -> None:
        save("Mia", summary="Van Mia.", stage="decided")
        answer = save("Noor", summary="Van Noor.")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Van Mia." in page
        assert "Van Noor.</textarea>" in page
        assert "Mia, " in page
        assert 'name="version" value="2"' in page
        assert '<option value="decided" selected>' in page
        assert find(deal, "dorpshuis").summary == "Van Mia."

    def test_the_second_can_keep_the_own_value(self, save: Callable[..., Any], deal: Deal) -> None:
        save("Mia", summary="Van Mia.")
        save("Noor", summary="Van Noor.")
        save("Noor", summary="Van Noor.", version="2")
        assert find(deal, "dorpshuis").summary == "Van Noor."

    def test_the_second_can_take_over_the_other_value(self, save: Callable[..., Any], deal: Deal) -> None:
        save("Mia", summary="Van Mia.")
        save("Noor", summary="Van Noor.", name="Huis")
        save("Noor", summary="Van Noor.", name="Huis", version="2", overnemen="summary")
        now = find(deal, "dorpshuis")
        assert (now.summary, now.name, now.version) == ("Van Mia.", "Huis", 3)

    def test_a_value_that_changed_again_is_not_taken_over_unseen(self, save: Callable[..., Any]) -> None:
        save("Mia", summary="Van Mia.")
        save("Noor", summary="Van Noor.")
        save("Mia", summary="Weer van Mia.", version="2")
        assert save("Noor", summary="Van Noor.", version="2", overnemen="summary").status_code == 409

    def test_other_fields_go_together_and_that_is_told(self, save: Callable[..., Any], deal: Deal) -> None:
        save("Mia", stage="decided")
        assert "Mia wijzigde intussen iets anders" in save("Noor", summary="Van Noor.").content.decode()
        now = find(deal, "dorpshuis")
        assert (now.stage, now.summary) == ("decided", "Van Noor.")

    def test_lists_are_shown_beside_each_other(self, deal: Deal, project: Project) -> None:
        rows = {"version": "1", "rows": "1", "r0-role": "partner"}
        for name in ("Mia", "Noor"):
            client = at_desk(deal, RoleCode.SECRETARY, name=name)
            answer = client.post(address(project, "wijzigen", "partijen"), {**rows, "r0-name": f"Stichting {name}"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Stichting Mia – partner" in page
        assert 'value="Stichting Noor"' in page

    def test_a_contact(self, deal: Deal, project: Project) -> None:
        contact = contacts.add(project=project, person=JANNA, by=SECRETARY, at=AT)
        client = at_desk(deal, RoleCode.SECRETARY)
        url = address(project, "contacten", str(contact.pk))
        client.post(url, {"version": "1", "name": "Janna Smit"})
        answer = client.post(url, {"version": "1", "name": "Janna Bos", "phone": "0591 12 34 56"})
        assert answer.status_code == 409
        assert "Janna Smit" in answer.content.decode()
        assert 'value="Janna Bos"' in answer.content.decode()
        client.post(url, {"version": "2", "name": "Janna Bos"})
        assert Contact.objects.get().name == "Janna Bos"


class TestContacts:
    def test_added_changed_and_really_removed(self, deal: Deal, project: Project) -> None:
        client = at_desk(deal, RoleCode.SECRETARY)
        client.post(address(project, "contacten", "nieuw"), {"name": "Janna", "email": "janna@example.nl"})
        contact = Contact.objects.get()
        remove = address(project, "contacten", str(contact.pk), "verwijderen")
        assert "kan niet ongedaan" in seen(client, remove)
        assert Contact.objects.exists()
        client.post(remove)
        assert not Contact.objects.exists()
        assert not any("janna" in str(line.details).lower() for line in AuditLine.objects.all())

    @pytest.mark.parametrize(
        "posted", [{"name": ""}, {"name": "J", "email": "geen"}, {"name": "J", "phone": "bel mij"}]
    )
    def test_bad_input(self, deal: Deal, project: Project, posted: dict[str, str]) -> None:
        client = at_desk(deal, RoleCode.SECRETARY)
        assert client.post(address(project, "contacten", "nieuw"), posted).status_code == 422
        assert not Contact.objects.exists()

    def test_one_of_another_project_is_not_there(self, deal: Deal, project: Project) -> None:
        contact = contacts.add(project=a_project(deal, "school"), person=JANNA, by=SECRETARY, at=AT)
        seen(at_desk(deal, RoleCode.SECRETARY), address(project, "contacten", str(contact.pk)), 404)


class TestHistory:
    def test_who_changed_what_word_by_word(self, deal: Deal, project: Project) -> None:
        client = at_desk(deal, RoleCode.SECRETARY, name="Mia")
        form = {**BASICS, "summary": "Een project dat de regio vooruithelpt.", "stage": "decided"}
        client.post(address(project, "wijzigen", "gegevens"), form)
        page = seen(at_desk(deal, RoleCode.READER), address(project, "geschiedenis"))
        assert "<del>streek</del><ins>regio</ins>" in page
        assert "besloten" in page
        assert "Mia" in page
        assert "Terugzetten" not in page

    def test_one_change_can_be_put_back(self, deal: Deal, project: Project) -> None:
        change.change(project=project, version=1, parts={"places": ["Hier"]}, by=SECRETARY, at=AT)
        client = at_desk(deal, RoleCode.SECRETARY)
        back = address(project, "geschiedenis", "2", "terugzetten")
        assert client.get(back).status_code == 405
        for version in ("1", "3", "9" * 30):
            assert client.post(address(project, "geschiedenis", version, "terugzetten")).status_code == 404
        assert "Teruggezet" in client.post(back, follow=True).content.decode()
        assert content(find(deal, project.code))["places"] == []
        change.change(project=project, version=3, parts={"places": ["Daar"]}, by=SECRETARY, at=AT)
        assert "Niet teruggezet" in client.post(back, follow=True).content.decode()
        assert content(find(deal, project.code))["places"] == ["Daar"]

    def test_as_many_queries_for_one_version_as_for_five(self, deal: Deal, project: Project) -> None:
        client = at_desk(deal, RoleCode.SECRETARY)
        counts = []
        for _ in range(2):
            for _ in range(4):
                now = find(deal, project.code)
                places = [*content(now)["places"], f"plaats {now.version}"]
                change.change(project=now, version=now.version, parts={"places": places}, by=SECRETARY, at=AT)
            seen(client, address(project, "geschiedenis"))
            with CaptureQueriesContext(connection) as captured:
                seen(client, address(project, "geschiedenis"))
            counts.append(len(captured))
        assert counts[0] == counts[1]


def test_nothing_is_written_by_looking(deal: Deal, project: Project) -> None:
    documents.store(project=project, name="een.txt", chunks=[b"tekst"], by=SECRETARY, at=AT)
    client, document = at_desk(deal, RoleCode.SECRETARY), Document.objects.get()
    for words in (["documenten", str(document.pk), "verwijderen"], ["documenten", str(document.pk), "terugzetten"]):
        assert client.get(address(project, *words)).status_code == 405
    assert Document.objects.get().removed_at is None
