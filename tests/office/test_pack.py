"""The meeting pack: complete, accessible, archivable, and for members alone."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.actions.resolutions import NewCondition
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import Meeting
from regiodeal.office.meetings import pack
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import figures
from regiodeal.projects.choices import FigureKind
from tests.factories.decisions import a_grant, a_meeting, an_item, decide
from tests.factories.programme import AT, a_deal
from tests.factories.projects import a_project
from tests.offices import at_desk

pytestmark = pytest.mark.django_db
NASTY = "#panic() *vet* _schuin_ $x$ <script> \\ @ref ` ~ [haak] “‘’” ŵ 日本 🏭 \u202e"


@pytest.fixture
def deal() -> Deal:
    """The small deal."""
    return a_deal()


def words(document: bytes, folder: Path) -> str:
    """Return the text of a PDF as a reader copies it."""
    (folder / "pack.pdf").write_bytes(document)
    done = subprocess.run(
        ["pdftotext", "-layout", folder / "pack.pdf", "-"], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.replace("\xa0", " ").split())


def full_meeting(deal: Deal) -> Meeting:
    """A meeting with an item that has a history, a condition, a figure and an advice, and one without anything."""
    project = a_project(deal, "dorpshuis", places=["Achterveen"], parties=[{"name": "dorpsraad"}])
    conditions = (NewCondition("Vergunning verleend", "de dorpsraad", date(2022, 1, 1)),)
    a_grant(deal, project, 10_000, outcome=Outcome.GRANTED_ON_CONDITIONS, conditions=conditions)
    figure = figures.note(project=project, kind=FigureKind.TOTAL_COST, cents=99_900, words="alles samen")
    meeting = a_meeting(deal, date(2021, 6, 9))
    an_item(
        meeting,
        project,
        DecisionKind.FOLLOW_UP,
        ask_cents=45_000,
        assessment="Doen.\n\nMaar met mate.",
        text="De zaal wordt groter.",
        figures=[figure],
    )
    an_item(meeting, a_project(deal, "kaal"))
    an_item(meeting, project, DecisionKind.EXTENSION, ask_end=date(2023, 6, 30))
    return meeting


def test_the_pack_says_all_that_members_need(deal: Deal, tmp_path: Path) -> None:
    said = words(pack.of(full_meeting(deal), at=AT), tmp_path)
    for expected in (
        "Vertrouwelijk – vergaderstuk",
        "9 juni 2021",
        "Inhoud",
        "1. Dorpshuis",
        "vervolgfase",
        "€ 450",
        "minder dan gevraagd",
        "Maar met mate.",
        "De zaal wordt groter.",
        "4 juni 2021, Stuurgroep: nieuw project – toegekend onder voorwaarden, € 100",
        "Vergunning verleend (de dorpsraad, uiterlijk 1 januari 2022)",
        "verlenging tot 30 juni 2023",
        "Gevraagde einddatum",
        "Aandeel van het Rijk: niet vastgelegd.",
        "€ 999",
        "Achterveen",
        "dorpsraad",
        "Van 1 punt is het gevraagde bedrag niet bekend",
        "Er is nog niet eerder over dit project besloten.",
        "Bijlage: waar het geld staat",
    ):
        assert expected in said
    assert "□" not in said


def test_the_pack_is_accessible_and_has_an_outline(deal: Deal) -> None:
    with pikepdf.open(io.BytesIO(pack.of(full_meeting(deal), at=AT))) as document:
        meta = document.open_metadata()
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
        assert str(document.Root.Lang) == "nl-NL"
        assert document.Root.MarkInfo.Marked
        assert "9 juni 2021" in str(document.docinfo.get("/Title", meta.get("dc:title")))
        with document.open_outline() as outline:
            titles: list[str] = []
            todo = list(outline.root)
            while todo:
                entry = todo.pop(0)
                titles.append(entry.title)
                todo = [*entry.children, *todo]
        assert {"Inhoud", "Agenda", "1. Dorpshuis", "2. Kaal", "Bijlage: waar het geld staat"} <= set(titles)


@pytest.mark.parametrize("number", [0, 1, 40])
def test_a_pack_of_any_length(deal: Deal, number: int, tmp_path: Path) -> None:
    meeting = a_meeting(deal)
    for one in range(number):
        an_item(meeting, a_project(deal, f"project-{one:02}"), ask_cents=100, assessment="Advies. " * 60)
    made = pack.of(meeting, at=AT)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) >= number + 3
    said = words(made, tmp_path)
    assert ("De agenda is nog leeg." in said) == (number == 0)
    assert all(f"{one + 1}. Project {one:02}" in said for one in range(number))


def test_odd_characters_do_no_harm(deal: Deal, tmp_path: Path) -> None:
    project = a_project(deal, "vreemd", name=NASTY[:100], summary=NASTY)
    meeting = a_meeting(deal)
    an_item(meeting, project, assessment=NASTY, text=NASTY)
    said = words(pack.of(meeting, at=AT), tmp_path)
    assert "#panic() *vet* _schuin_ $x$ <script>" in said
    assert "Tekens die dit lettertype niet kent" in said


def test_a_decided_item_says_what_was_decided(deal: Deal, tmp_path: Path) -> None:
    meeting = a_meeting(deal)
    decide(an_item(meeting, a_project(deal), ask_cents=500), contribution_cents=400)
    assert "Besloten: toegekend, € 4" in words(pack.of(meeting, at=AT), tmp_path)


def test_the_same_moment_gives_the_same_bytes(deal: Deal) -> None:
    meeting = full_meeting(deal)
    assert pack.of(meeting, at=AT) == pack.of(meeting, at=AT)


def test_the_number_of_queries_does_not_grow(deal: Deal) -> None:
    meeting = full_meeting(deal)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            pack.content(Meeting.objects.select_related("body__deal").get(pk=meeting.pk), AT)
        return len(queries)

    before = count()
    for number in range(4):
        project = a_project(deal, f"meer-{number}", places=["Achterveen"])
        a_grant(deal, project, 100)
        an_item(meeting, project, DecisionKind.FOLLOW_UP, ask_cents=100)
    assert count() == before


@pytest.mark.parametrize("role", list(RoleCode))
def test_the_pack_is_for_who_reads_the_agenda(deal: Deal, role: RoleCode) -> None:
    meeting = full_meeting(deal)
    answer = at_desk(deal, role).get(f"/kantoor/veenstreek/vergaderingen/{meeting.reference}/vergaderstuk.pdf")
    members = {RoleCode.SECRETARY, RoleCode.CONTROLLER, RoleCode.COMMUNICATIONS, RoleCode.STEERING_MEMBER}
    assert answer.status_code == (200 if role in members else 403)
    if role in members:
        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer.headers["Cache-Control"]
        assert meeting.reference in answer.headers["Content-Disposition"]
