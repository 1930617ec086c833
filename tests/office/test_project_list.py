"""The list of projects: search, filters and order in the address, and a page that teaches when there is nothing."""

import re
import time
from datetime import date

import pytest
from django.test import Client

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.actions.resolutions import NewCondition
from regiodeal.decisions.choices import Outcome
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Fact, Participation, Project, ProjectName, ProjectPlace
from tests.factories.decisions import a_grant
from tests.factories.programme import a_deal
from tests.factories.projects import a_project
from tests.offices import at_desk


@pytest.fixture
def deal(db: None) -> Deal:
    """Three projects: one with money, one with less and a condition, and one of which nothing is known."""
    deal = a_deal()
    bridge = a_project(deal, "brug", name="Émile’s brug", lead="gemeente-a", places=["Achterveen"], stage="decided")
    a_grant(deal, bridge, 300_00)
    condition = NewCondition(text="Een plan", owner="Gemeente", due_on=date(2023, 1, 1))
    school = a_project(deal, "school", pillar="werken", lead="gemeente-b", stage="completed")
    a_grant(deal, school, 100_00, date(2021, 6, 9), conditions=(condition,), outcome=Outcome.GRANTED_ON_CONDITIONS)
    a_project(deal, "kas", pillar=None, places=["Buitenveen"])
    return deal


@pytest.fixture
def reader(deal: Deal) -> Client:
    """Somebody who may read."""
    return at_desk(deal, RoleCode.READER)


def page(client: Client, question: str = "") -> str:
    """Give the list for a question."""
    answer = client.get(f"/kantoor/veenstreek/projecten/{question}")
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client: Client, question: str = "") -> list[str]:
    """Give the codes in the order of the list."""
    table = page(client, question).partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'href="/kantoor/veenstreek/projecten/([a-z0-9-]+)/"', table)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", ["brug", "kas", "school"]),
        ("?q=emile", ["brug"]),
        ("?q=streek+kas", ["kas"]),
        ("?pijler=werken", ["school"]),
        ("?pijler=-", ["kas"]),
        ("?stand=decided", ["brug"]),
        ("?trekker=gemeente-a", ["brug"]),
        ("?trekker=-", ["kas"]),
        ("?plaats=Buitenveen", ["kas"]),
        ("?geld=toegekend", ["brug", "school"]),
        ("?geld=onbekend", ["kas"]),
        ("?geld=voorwaarden", ["school"]),
        ("?geld=gereserveerd", []),
        ("?jaar=2021", ["brug", "school"]),
        ("?geld=toegekend&jaar=2021&q=brug", ["brug"]),
        ("?volgorde=-naam", ["school", "kas", "brug"]),
        ("?volgorde=toegekend", ["school", "brug", "kas"]),
        ("?volgorde=-toegekend", ["brug", "school", "kas"]),
        ("?volgorde=pijler", ["school", "brug", "kas"]),
        ("?volgorde=stand", ["kas", "brug", "school"]),
        ("?volgorde=trekker", ["brug", "school", "kas"]),
        ("?pijler=bestaat-niet&jaar=x&volgorde=--naam&pagina=99&geld=%27", ["brug", "kas", "school"]),
    ],
)
def test_search_filters_and_order_stand_in_the_address(reader: Client, question: str, expected: list[str]) -> None:
    assert listed(reader, question) == expected


def test_money_is_shown_and_what_is_unknown_is_never_nothing(reader: Client) -> None:
    shown = page(reader)
    assert "€\xa0300" in shown
    assert "niet bekend" in shown
    assert "€\xa00" not in shown


def test_the_number_of_results_is_announced_and_the_order_is_told(reader: Client) -> None:
    assert re.search(r'id="aantal" role="status">3 projecten<', page(reader))
    assert re.search(r'id="aantal" role="status">1 project<', page(reader, "?q=kas"))
    assert 'aria-sort="ascending"' in page(reader)
    assert 'aria-sort="descending"' in page(reader, "?volgorde=-toegekend")


def test_the_filters_are_kept_by_what_is_saved_by_the_pages_and_by_the_order(reader: Client, deal: Deal) -> None:
    for number in range(60):
        a_project(deal, f"p-{number:02}", stage="stopped")
    shown = page(reader, "?stand=stopped&volgorde=-naam")
    assert listed(reader, "?stand=stopped&volgorde=-naam&pagina=2") == [f"p-{number:02}" for number in range(9, -1, -1)]
    for link in ("stand=stopped&amp;volgorde=-naam&amp;pagina=2", "stand=stopped&amp;volgorde=-naam&amp;formaat=xlsx"):
        assert link in shown
    assert "1 tot en met 50" in shown
    saved = reader.get("/kantoor/veenstreek/projecten/?stand=stopped&pagina=2&formaat=csv").content.decode("utf-8-sig")
    assert len(saved.splitlines()) == 61


def test_nothing_found_and_nothing_there_teach_what_to_do(reader: Client, deal: Deal) -> None:
    assert "Toon alle projecten" in page(reader, "?q=zzz")
    Project.objects.filter(code="kas").delete()
    empty = a_deal(deal={**_about(), "code": "zandstreek"})
    secretary, other = at_desk(empty, RoleCode.SECRETARY), at_desk(empty, RoleCode.READER)
    address = "/kantoor/zandstreek/projecten/"
    assert "Leg het eerste project vast" in secretary.get(address).content.decode()
    assert "De programmasecretaris legt projecten vast" in other.get(address).content.decode()


def test_five_hundred_projects_are_listed_quickly(reader: Client, deal: Deal) -> None:
    projects = Project.objects.bulk_create(
        Project(deal=deal, code=f"p-{number}", stage="announced", summary="Een project van de streek. " * 20)
        for number in range(500)
    )
    for number, project in enumerate(projects):
        ProjectName.objects.create(project=project, name=f"Project {number}")
        ProjectPlace.objects.create(project=project, name=f"Plaats {number % 9}", position=0)
        Participation.objects.create(project=project, name="Stichting", role="partner", position=0)
        Fact.objects.create(project=project, statement="Feit", source_title="Krant", position=0)
    for question in ("?q=project", "?q=stichting+streek&volgorde=-toegekend"):
        page(reader, question)
        started = time.process_time()
        page(reader, question)
        assert time.process_time() - started < 0.5, "some ten times what it takes"


def _about() -> dict[str, object]:
    return {
        "name": "Zand",
        "short_name": "Zand",
        "publisher": "provincie",
        "accent": "#00664f",
        "period": {"start": "2021-01-01", "end": "2024-12-31"},
    }
