"""Documents of a project through the office: taken in, given back harmlessly, removed and put back."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from regiodeal.accounts.roles import RoleCode
from regiodeal.programme.models import Deal
from regiodeal.projects import document_store
from regiodeal.projects.actions import documents
from regiodeal.projects.models import Document, Project
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.offices import at_desk

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path
    settings.SCAN_COMMAND = ""


@pytest.fixture
def deal() -> Deal:
    return a_deal()


@pytest.fixture
def project(deal: Deal) -> Project:
    return a_project(deal)


@pytest.fixture
def secretary(deal: Deal) -> Client:
    return at_desk(deal, RoleCode.SECRETARY)


def address(project: Project, *words: object) -> str:
    return f"/kantoor/{project.deal.code}/projecten/{project.code}/documenten/" + "".join(f"{word}/" for word in words)


def a_document(project: Project, name: str = "rapport.pdf") -> Document:
    return documents.store(project=project, name=name, chunks=[PDF], by=SECRETARY, at=AT)


def test_a_file_is_taken_in_and_listed(secretary: Client, project: Project) -> None:
    answer = secretary.post(address(project, "nieuw"), {"file": SimpleUploadedFile("rapport.pdf", PDF)}, follow=True)
    assert "Het document staat bij het project" in answer.content.decode()
    assert "rapport.pdf" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [("leeg.pdf", b""), ("rapport.exe", PDF), ("rapport.docx", PDF), ("pagina.html", b"<html>"), ("x.svg", b"<svg/>")],
)
def test_a_refused_file_is_told_at_its_field(secretary: Client, project: Project, name: str, content: bytes) -> None:
    answer = secretary.post(address(project, "nieuw"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "Nog niet opgeslagen" in answer.content.decode()
    assert not Document.objects.exists()


def test_no_file_at_all(secretary: Client, project: Project) -> None:
    answer = secretary.post(address(project, "nieuw"))
    assert answer.status_code == 422
    assert "Kies eerst een bestand" in answer.content.decode()


def test_a_scanner_that_fails_is_told(secretary: Client, project: Project, settings: Settings) -> None:
    settings.SCAN_COMMAND = "/bestaat/niet"
    answer = secretary.post(address(project, "nieuw"), {"file": SimpleUploadedFile("rapport.pdf", PDF)})
    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_a_download_is_saved_and_never_shown(deal: Deal, project: Project) -> None:
    document = a_document(project, "’s-Gravenmoer café.pdf")
    answer = at_desk(deal, RoleCode.READER).get(address(project, document.pk))
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    said = answer["Content-Disposition"]
    assert said == "attachment; filename*=utf-8''%E2%80%99s-Gravenmoer%20caf%C3%A9.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_removed_document_is_gone_until_it_is_put_back(secretary: Client, project: Project) -> None:
    document = a_document(project)
    answer = secretary.post(address(project, document.pk, "verwijderen"), follow=True)
    assert "Ongedaan maken" in answer.content.decode()
    assert secretary.get(address(project, document.pk)).status_code == 404
    answer = secretary.post(address(project, document.pk, "terugzetten"), follow=True)
    assert "Het document staat er weer" in answer.content.decode()
    answer = secretary.get(address(project, document.pk))
    assert b"".join(answer) == PDF


def test_bytes_that_are_lost_are_told(secretary: Client, project: Project) -> None:
    document = a_document(project)
    document_store.place_of(document.sha256).unlink()
    answer = secretary.get(address(project, document.pk))
    assert answer.status_code == 409


def test_a_document_of_another_project_is_not_there(secretary: Client, deal: Deal, project: Project) -> None:
    document = a_document(a_project(deal, "school"))
    assert secretary.get(address(project, document.pk)).status_code == 404
    assert secretary.post(address(project, document.pk, "verwijderen")).status_code == 404


@pytest.mark.parametrize("role", [RoleCode.READER, RoleCode.CONTROLLER, RoleCode.PROJECT_LEADER])
def test_who_may_not_change_may_not_upload_or_remove(deal: Deal, project: Project, role: RoleCode) -> None:
    document, client = a_document(project), at_desk(deal, role)
    file = {"file": SimpleUploadedFile("rapport.pdf", PDF)}
    assert client.post(address(project, "nieuw"), file).status_code == 403
    assert client.post(address(project, document.pk, "verwijderen")).status_code == 403
    assert client.post(address(project, document.pk, "terugzetten")).status_code == 403
