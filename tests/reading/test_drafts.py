"""From an old list to a draft, and from the confirmed draft to decisions."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from regiodeal.common.errors import Refusal
from regiodeal.common.located_yaml import FaultyFile
from regiodeal.funding.queries import balances
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure, Project
from regiodeal.reading import drafts, reader
from regiodeal.reading.actions import meetings
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db

LIST = """Besluitenlijst stuurgroep Regio Deal Veenstreek

De stuurgroep besloot over twee projecten.

Dorpshuis

Het dorpshuis in Achterveen krijgt een nieuwe zaal. De Regio Deal draagt in deze fase 100 euro bij, in totaal is
250 euro gereserveerd voor het totaalproject.

Zon op "t dak: # proef

Inwoners leggen panelen. Voor dit project stelt de Regio Deal 50,50 euro beschikbaar.
"""


def drafted(text: str = LIST) -> str:
    """Read a list, and draft its meeting file."""
    return drafts.draft(reader.read(text.encode(), "lijst.txt"), a_deal().bodies.get(), date(2021, 6, 4))


def register(text: str, folder: Path) -> bool:
    """Register a meeting file in the deal."""
    file = folder / "meeting.yaml"
    file.write_text(text, encoding="utf-8")
    deal = a_deal()
    return meetings.register_meeting(deal, meetings.read(file, deal), by=SECRETARY, at=AT)


def test_a_draft_loads_as_it_is(tmp_path: Path) -> None:
    """A project that the register knows is found by its name, another is registered with it."""
    a_project(a_deal(), "huis", name="Dorpshuis")
    assert register(drafted(), tmp_path) is True
    assert set(Project.objects.values_list("code", flat=True)) == {"huis", "zon-op-t-dak-proef"}
    held = {one.key: one.cents for one in balances(a_deal())}
    assert (held["awarded/huis/1"], held["awarded/zon-op-t-dak-proef/1"]) == (10_000, 5_050)
    assert [(figure.cents, figure.kind) for figure in Figure.objects.all()] == [(25_000, FigureKind.UNCLASSIFIED)]


def test_a_draft_adds_what_the_list_tells_of_a_known_project(tmp_path: Path) -> None:
    """The file says so, and a new project has it with its other parts."""
    a_project(a_deal(), "huis", name="Dorpshuis", parties=[{"name": "Gemeente Emmen"}])
    text = drafted(LIST.replace("in Achterveen", "van gemeente Emmen en Stichting Dorpsbelang"))
    assert [one["name"] for one in yaml.safe_load(text)["items"][0]["adds"]["parties"]][:1] == ["gemeente Emmen"]
    register(text, tmp_path)
    parties = Project.objects.get(code="huis").participations.values_list("name", flat=True)
    assert list(parties) == ["Gemeente Emmen", "Stichting Dorpsbelang"]
    both = text.replace("    new_project:", "    adds: {places: [Emmen]}\n    new_project:")
    with pytest.raises(FaultyFile, match="a new project has its own parties"):
        register(both, tmp_path)


def test_every_value_in_a_draft_carries_its_line(tmp_path: Path) -> None:
    """The person who checks it looks from one to the other."""
    text = drafted()
    assert "contribution: 100  # regel 7: 100 euro" in text
    assert "contribution: 50,50  # regel 12: 50,50 euro" in text
    (item, _) = yaml.safe_load(text)["items"]
    assert item["figures"][0]["kind"] == "unclassified"


def test_what_a_person_classifies_in_the_draft_is_booked(tmp_path: Path) -> None:
    """As a deal reservation the larger figure is money of the deal: what goes beyond this phase is reserved."""
    register(drafted().replace("kind: unclassified", "kind: deal_reservation"), tmp_path)
    held = {one.key: one.cents for one in balances(a_deal())}
    assert (held["awarded/dorpshuis/1"], held["reserved/dorpshuis"]) == (10_000, 15_000)


def test_loading_twice_changes_nothing_and_other_content_is_refused(tmp_path: Path) -> None:
    """What is adopted cannot be changed by a second file."""
    text = drafted()
    assert register(text, tmp_path) is True
    assert register(text, tmp_path) is False
    with pytest.raises(meetings.RegisteredDifferently, match="rectify a text"):
        register(text.replace("contribution: 100 ", "contribution: 101 "), tmp_path)


def test_a_refused_decision_leaves_nothing_of_the_meeting(tmp_path: Path) -> None:
    """The second item asks too much, so neither the meeting nor the first project is registered."""
    with pytest.raises(Refusal, match="holds"):
        register(drafted().replace("contribution: 50,50", "contribution: 4.000.000"), tmp_path)
    assert not Project.objects.exists()


def test_a_faulty_file_gets_every_fault_at_once(tmp_path: Path) -> None:
    """With line and key, also what only the deal can tell."""
    text = drafted().replace("body: stuurgroep", "body: regiegroep").replace("kind: new", "kind: nieuw")
    text = text.replace("    new_project:", "    nieuw_project:").replace("contribution: 100 ", "contribution: 100.50 ")
    with pytest.raises(FaultyFile) as caught:
        register(text, tmp_path)
    assert [fault.key for fault in caught.value.faults] == [
        "meeting.body",
        "items[1].project",
        "items[1].nieuw_project",
        "items[1].kind",
        "items[1].contribution",
        "items[2].project",
        "items[2].nieuw_project",
        "items[2].kind",
    ]


def test_the_day_comes_from_the_document_or_from_the_person() -> None:
    """Never from a guess."""
    body = a_deal().bodies.get()
    dated = LIST.replace("besloot over", "besloot op 4 juni 2021 over")
    assert "held_on: 2021-06-04" in drafts.draft(reader.read(dated.encode(), "lijst.txt"), body)
    with pytest.raises(Refusal, match="give it with --held-on"):
        drafts.draft(reader.read(LIST.encode(), "lijst.txt"), body)
    with pytest.raises(Refusal, match="no project was found"):
        drafts.draft(reader.read(b"Beste Anna, tot morgen.", "brief.txt"), body)
