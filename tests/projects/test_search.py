"""Finding projects by the words that somebody remembers."""

import time

import pytest

from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project, ProjectName
from regiodeal.projects.search import folded, matching
from tests.factories.programme import a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    """Two projects that share some words."""
    deal = a_deal()
    a_project(
        deal,
        "dorpscafe",
        name="Café ’t Veen",
        summary="Een ontmoetingsplek voor jong en oud_papier.",
        lead="gemeente-a",
        former_names=[{"name": "Herberg De Zwaan", "until": "2020-01-01"}],
        parties=[{"name": "Coöperatie Samen"}],
        places=["Achterveen"],
    )
    a_project(deal, "fietspad", name="Fietspad", summary="Langs het veenmeer.", pillar="werken", places=["Buitenveen"])
    return deal


def found(deal: Deal, question: str) -> list[str] | None:
    """Give the codes of what is found."""
    keys = matching(deal, question)
    return None if keys is None else sorted(Project.objects.filter(pk__in=keys).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("cafe", ["dorpscafe"]),
        ("CAFÉ", ["dorpscafe"]),
        ("cafe\u0301", ["dorpscafe"]),
        ("veen", ["dorpscafe", "fietspad"]),
        ("veen cafe", ["dorpscafe"]),
        ("veen tunnel", []),
        ("dorpsc", ["dorpscafe"]),
        ("afé", []),
        ("zwaan", ["dorpscafe"]),
        ("cooperatie", ["dorpscafe"]),
        ("gemeente achter", ["dorpscafe"]),
        ("buiten", ["fietspad"]),
        ("werken", ["fietspad"]),
        ("papier", ["dorpscafe"]),
        ("’t", ["dorpscafe"]),
        ("%", None),
        ("\x1f", None),
        ("  ", None),
        ("", None),
        ("ontmoetingsplek, (jong)", ["dorpscafe"]),
    ],
)
def test_every_word_must_begin_a_word(deal: Deal, question: str, expected: list[str] | None) -> None:
    assert found(deal, question) == expected


def test_another_deal_is_not_searched(deal: Deal) -> None:
    content = {
        "code": "zandstreek",
        "name": "Zand",
        "short_name": "Zand",
        "publisher": "provincie",
        "accent": "#00664f",
    }
    period = {"period": {"start": "2021-01-01", "end": "2024-12-31"}}
    other = a_deal(deal={**content, **period})
    assert matching(other, "cafe") == set()


def test_words_do_not_run_from_one_project_into_the_next(deal: Deal) -> None:
    assert folded("a\x1fb") == " a\x1fb"
    assert found(deal, "achterveen fietspad") == []


def test_five_thousand_projects_take_a_moment(deal: Deal) -> None:
    """A generous limit, that a quadratic search would break by far."""
    text = "Een project dat de streek vooruithelpt met energie, wonen en gezondheid. " * 12
    projects = Project.objects.bulk_create(
        Project(deal=deal, code=f"p-{number}", stage="announced", summary=text) for number in range(5000)
    )
    ProjectName.objects.bulk_create(ProjectName(project=one, name=f"Project {one.code}") for one in projects)
    started = time.perf_counter()
    assert found(deal, "gezond p 4999") == ["p-4999"]
    assert time.perf_counter() - started < 3
