"""The register as a spreadsheet on screen: out, in, and nothing stored unless all is right and confirmed."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from regiodeal.accounts.roles import RoleCode
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from tests.factories.decisions import a_grant
from tests.factories.programme import a_deal, deal_content
from tests.factories.projects import a_project
from tests.offices import at_desk

FACTS: dict[str, Any] = {
    "places": ["Achterveen", "Buitenveen"],
    "parties": [{"name": "Dorpsbelang", "role": "uitvoerder"}],
    "figures": [{"kind": "total_cost", "amount": "12.345,67", "words": "begroot", "title": "Krant"}],
}


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal with a project that got money, and one that did not."""
    deal = a_deal()
    a_grant(deal, a_project(deal, "dorpshuis", **FACTS), 100_00)
    a_project(deal, "school", name="School")
    return deal


@pytest.fixture
def secretary(deal: Deal) -> Client:
    """The secretary of the deal."""
    return at_desk(deal, RoleCode.SECRETARY)


def exported(client: Client, deal: Deal, form: str = "xlsx") -> bytes:
    """Fetch the register."""
    answer = client.get(f"/kantoor/{deal.code}/projecten/register/bestand.{form}")
    assert answer.status_code == 200
    return answer.content


def changed(content: bytes, **cells: Any) -> bytes:
    """Give the workbook with other values in cells of the sheet Projecten: `B2="Naam"`."""
    workbook: Workbook = load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        workbook["Projecten"][cell] = value
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def send(client: Client, deal: Deal, content: bytes, name: str = "register.xlsx") -> Any:
    """Upload a spreadsheet."""
    file = SimpleUploadedFile(name, content)
    return client.post(f"/kantoor/{deal.code}/projecten/register/", {"file": file})


def check(deal: Deal) -> str:
    """The address of the page that shows what would change."""
    return f"/kantoor/{deal.code}/projecten/register/controle/"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_what_goes_out_comes_in_without_a_change(deal: Deal, secretary: Client, form: str) -> None:
    answer = send(secretary, deal, exported(secretary, deal, form), f"register.{form}")
    assert answer.status_code == 302
    assert "Er verandert niets" in secretary.get(check(deal)).content.decode()


def test_a_change_is_shown_first_and_stored_when_it_is_confirmed(deal: Deal, secretary: Client) -> None:
    content = changed(exported(secretary, deal), B3="Brede school")
    assert send(secretary, deal, content).status_code == 302
    page = secretary.get(check(deal))
    assert "Brede school" in page.content.decode()
    assert Project.objects.get(deal=deal, code="school").name == "School"
    answer = secretary.post(check(deal), {"seen": page.context["plan"].digest}, follow=True)
    assert "1 project is opgenomen" in answer.content.decode()
    school = Project.objects.get(deal=deal, code="school")
    assert school.name == "Brede school"
    assert [name.name for name in school.names.filter(until__isnull=False)] == ["School"]
    assert secretary.get(check(deal)).status_code == 302, "what was taken in waits no longer"


def test_every_fault_is_told_at_its_cell_and_nothing_is_stored(deal: Deal, secretary: Client) -> None:
    content = changed(exported(secretary, deal), B2="Ander huis", C2="wolken", D3="ooit", A4="Dorps Huis", B4="Nieuw")
    answer = send(secretary, deal, content)
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("cel C2", "cel D3", "cel A4", "wolken", "Er is niets opgeslagen"):
        assert told in page
    assert secretary.get(check(deal)).status_code == 302, "a faulty file waits for nothing"
    assert Project.objects.get(deal=deal, code="dorpshuis").name == "Dorpshuis"


def test_a_mended_file_shows_no_old_fault(deal: Deal, secretary: Client) -> None:
    content = exported(secretary, deal)
    assert send(secretary, deal, changed(content, D3="ooit")).status_code == 422
    assert send(secretary, deal, changed(content, B3="Brede school")).status_code == 302
    assert "ooit" not in secretary.get(check(deal)).content.decode()


def test_a_register_that_changed_meanwhile_is_looked_at_again(deal: Deal, secretary: Client) -> None:
    send(secretary, deal, changed(exported(secretary, deal), B3="Brede school"))
    seen = secretary.get(check(deal)).context["plan"].digest
    a_project(deal, "school", name="School", summary="Intussen anders.")
    answer = secretary.post(check(deal), {"seen": seen})
    assert answer.status_code == 409
    assert "intussen" in answer.content.decode()
    assert Project.objects.get(deal=deal, code="school").name == "School"


def test_a_new_project_comes_in_and_one_left_out_stays(deal: Deal, secretary: Client) -> None:
    workbook = load_workbook(io.BytesIO(exported(secretary, deal)))
    sheet = workbook["Projecten"]
    sheet.delete_rows(2)
    sheet.append(["speelbos", "Speelbos", None, "aangekondigd"])
    file = io.BytesIO()
    workbook.save(file)
    send(secretary, deal, file.getvalue())
    page = secretary.get(check(deal))
    secretary.post(check(deal), {"seen": page.context["plan"].digest})
    assert set(deal.projects.values_list("code", flat=True)) == {"dorpshuis", "school", "speelbos"}


def test_money_is_there_to_read_and_is_never_taken_in(deal: Deal, secretary: Client) -> None:
    sheet = load_workbook(io.BytesIO(exported(secretary, deal)))["Projecten"]
    row = [cell.value for cell in sheet[2]]
    assert 100 in row
    letter = sheet.cell(row=2, column=row.index(100) + 1).coordinate
    send(secretary, deal, changed(exported(secretary, deal), **{letter: 999_999}))
    page = secretary.get(check(deal)).content.decode()
    assert "Er verandert niets" in page
    assert "dat geld komt uit besluiten" in page


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7 wat", "pdf"),
        (b"code;naam\nschool;School\n", "tekstbestand"),
        (b"PK\x03\x04 maar dan stuk", "beschadigd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oude Excel"),
    ],
)
def test_another_file_is_named_for_what_it_is(deal: Deal, secretary: Client, content: bytes, told: str) -> None:
    answer = send(secretary, deal, content)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_no_file_at_all_is_asked_for(deal: Deal, secretary: Client) -> None:
    answer = secretary.post(f"/kantoor/{deal.code}/projecten/register/", {})
    assert answer.status_code == 422
    assert "Kies eerst een bestand" in answer.content.decode()


def test_what_waits_can_be_let_go(deal: Deal, secretary: Client) -> None:
    send(secretary, deal, changed(exported(secretary, deal), B3="Brede school"))
    secretary.post(f"/kantoor/{deal.code}/projecten/register/vergeten/")
    assert secretary.get(check(deal)).status_code == 302


def test_a_reader_takes_the_register_out_and_not_in(deal: Deal) -> None:
    reader = at_desk(deal, RoleCode.READER)
    page = reader.get(f"/kantoor/{deal.code}/projecten/register/").content.decode()
    assert "Nakijken" not in page
    assert send(reader, deal, exported(reader, deal)).status_code == 403


@pytest.mark.parametrize("question", ["", "?q=dorps", "?volgorde=-toegekend"])
def test_the_list_asks_as_many_queries_of_one_project_as_of_five(db: None, question: str) -> None:
    counted = []
    for number in (1, 5):
        deal = a_deal(deal=_about(f"deal-{number}"))
        for index in range(number):
            a_grant(deal, a_project(deal, f"dorpshuis-{index}", **FACTS), 10_00)
        client = at_desk(deal, RoleCode.SECRETARY)
        address = f"/kantoor/{deal.code}/projecten/{question}"
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_list_finds_by_the_beginnings_of_words_whatever_their_accents(deal: Deal, secretary: Client) -> None:
    a_project(deal, "cafe", name="Café ’t Veen")
    page = secretary.get(f"/kantoor/{deal.code}/projecten/?q=VEE+cafe").content.decode()
    assert "Café ’t Veen" in page
    assert "1 project" in page
    assert "Geen project past" in secretary.get(f"/kantoor/{deal.code}/projecten/?q=zzz").content.decode()


def test_the_list_can_be_saved_as_it_is_seen(deal: Deal, secretary: Client) -> None:
    answer = secretary.get(f"/kantoor/{deal.code}/projecten/?q=school&formaat=xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Code", "school"]


def _about(code: str) -> dict[str, Any]:
    return {**deal_content()["deal"], "code": code}
