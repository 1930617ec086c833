"""The register: names through time, nothing stored twice, and nothing taken away that decisions rest on."""

from datetime import date
from typing import Any

import pytest

from regiodeal.audit.models import AuditLine
from regiodeal.decisions.choices import DecisionKind
from regiodeal.projects.actions import register
from regiodeal.projects.models import Phase, Project, ProjectName
from regiodeal.projects.register_file import ProjectEntry
from tests.factories.decisions import a_grant, a_meeting, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project, project_content

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    """With everything that a project can have."""
    deal = a_deal()
    rich: dict[str, Any] = {
        "former_names": [{"name": "Buurthuis", "until": "2020-01-01"}],
        "lead": "gemeente-a",
        "parties": [{"name": "Dorpsbelang", "role": "uitvoerder", "start": "2020-01-01"}],
        "places": ["Achterveen", "Buitenveen"],
        "phases": [{"name": "voorbereiding"}],
        "figures": [{"kind": "total_cost", "amount": "12.345,67", "words": "begroot"}],
        "links": [{"kind": "builds_on", "project": "school"}],
    }
    a_project(deal, "school")
    a_project(deal, **rich)
    lines = AuditLine.objects.count()
    entry = ProjectEntry.model_validate(project_content("dorpshuis", **rich))
    assert register.load(deal, [entry], by=SECRETARY, at=AT) == []
    assert AuditLine.objects.count() == lines


def test_a_new_name_puts_the_old_one_in_the_history() -> None:
    """The code stays, so everything that pointed to the project still does."""
    deal = a_deal()
    a_project(deal)
    project = a_project(deal, name="Huis van het dorp")
    assert project.name == "Huis van het dorp"
    assert list(project.names.values_list("name", "until")) == [
        ("Huis van het dorp", None),
        ("Dorpshuis", date(2021, 6, 10)),
    ]
    a_project(deal, name="Dorpshuis")
    assert ProjectName.objects.get(project=project, until=None).name == "Dorpshuis"


def test_a_file_does_not_undo_what_was_decided() -> None:
    """The end of a phase was moved by a decision; the file of before does not move it back."""
    deal = a_deal()
    content: dict[str, Any] = {"phases": [{"name": "bouw", "end": "2022-12-31"}]}
    project = a_project(deal, **content)
    decide(an_item(a_meeting(deal), project, DecisionKind.EXTENSION), new_end=date(2023, 12, 31))
    a_grant(deal, project, 100, date(2021, 6, 5), kind=DecisionKind.FOLLOW_UP)
    a_project(deal, **content)
    assert list(Phase.objects.values_list("number", "ends_on")) == [(1, date(2023, 12, 31)), (2, None)]


def test_all_projects_are_stored_or_none() -> None:
    """A fault in the second keeps the first out too."""
    deal = a_deal()
    good = ProjectEntry.model_validate(project_content("school"))
    bad = ProjectEntry.model_validate(project_content("brug", lead="niemand"))
    with pytest.raises(KeyError):
        register.load(deal, [good, bad], by=SECRETARY, at=AT)
    assert not Project.objects.exists()
