"""Changing a project: two people at once, what a rule or a decision forbids, and what is kept of before."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from regiodeal.accounts.roles import RoleCode
from regiodeal.audit.models import AuditLine
from regiodeal.audit.trail import Actor, broken_lines
from regiodeal.common.errors import Refusal
from regiodeal.projects.actions import leaders, new
from regiodeal.projects.actions.change import CannotBe, Changed, change
from regiodeal.projects.changes import ChangedMeanwhile
from regiodeal.projects.choices import Stage
from regiodeal.projects.content import PARTS, content
from regiodeal.projects.models import Project, ProjectLink
from regiodeal.projects.queries import project as find
from regiodeal.projects.rules import Firm
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.offices import somebody

pytestmark = pytest.mark.django_db
MIA, NOOR = Actor("Mia"), Actor("Noor")


def put(project: Project, version: int = 1, by: Actor = MIA, firm: Firm | None = None, **parts: Any) -> Changed:
    """Change a project on top of a version."""
    return change(project=project, version=version, parts=parts, by=by, at=AT, firm=lambda _project: firm or Firm())


def a_party(name: str = "Dorpsbelang", **fields: Any) -> dict[str, Any]:
    return {"name": name, "role": "partner", "from": None, "until": None, **fields}


def a_link(project: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "builds_on", "project": project, "trl_from": None, "trl_to": None, **fields}


def present(project: Project) -> dict[str, Any]:
    return content(find(project.deal, project.code))


def test_each_part_becomes_what_was_typed() -> None:
    deal = a_deal()
    project = a_project(deal)
    a_project(deal, "school")
    leader = somebody(deal, RoleCode.PROJECT_LEADER)
    wanted: dict[str, Any] = {
        "name": "Huis van het dorp",
        "pillar": "werken",
        "stage": "decided",
        "lead": "gemeente-a",
        "summary": "Een nieuw dak.",
        "parties": [a_party(**{"from": "2021-01-01", "until": "2022-12-31"})],
        "places": ["Achterveen"],
        "phases": [{"number": 1, "name": "bouw", "end": "2023-12-31"}],
        "links": [a_link("school", trl_from=3, trl_to=6)],
        "facts": [{"statement": "Het dak lekt.", "title": "Streekbode", "url": "", "on": "2021-02-03"}],
        "leaders": [leader.email],
    }
    assert set(wanted) == set(PARTS)
    changed = put(project, **wanted)
    assert changed == Changed(2, tuple(wanted), ())
    assert present(project) == wanted
    names = list(find(deal, "dorpshuis").names.values_list("name", "until"))
    assert names == [("Huis van het dorp", None), ("Dorpshuis", AT.date())]


def test_nothing_changed_is_no_version_and_no_line() -> None:
    project = a_project(a_deal())
    lines = AuditLine.objects.count()
    assert put(project, name="Dorpshuis", stage="announced") == Changed(1, (), ())
    assert AuditLine.objects.count() == lines


def test_the_history_says_who_what_and_when() -> None:
    """In the words of the trail, not of a session."""
    project = a_project(a_deal())
    change(project=project, version=1, parts={"summary": "Anders."}, by=MIA, at=AT + timedelta(days=1))
    rows = list(
        Project.history.order_by("version").values_list("version", "summary", "history_user_id", "history_date")
    )
    assert rows == [
        (1, "Een project dat de streek vooruithelpt.", SECRETARY.name, AT),
        (2, "Anders.", "Mia", AT + timedelta(days=1)),
    ]
    line = AuditLine.objects.get(act="project.change")
    assert line.details["version"] == 2
    assert line.details["changes"] == {"summary": {"from": "Een project dat de streek vooruithelpt.", "to": "Anders."}}
    assert not list(broken_lines(project.deal.code))


def test_two_people_who_change_other_parts_both_get_their_way() -> None:
    project = a_project(a_deal())
    form: dict[str, Any] = {
        "name": "Dorpshuis",
        "stage": "announced",
        "summary": "Een project dat de streek vooruithelpt.",
    }
    put(project, by=MIA, **{**form, "stage": "decided"})
    changed = put(project, by=NOOR, **{**form, "summary": "Korter."})
    assert changed == Changed(3, ("summary",), ("Mia",))
    now = present(project)
    assert (now["stage"], now["summary"]) == ("decided", "Korter.")


def test_two_people_who_change_the_same_part_are_told() -> None:
    """With both values; what only the other changed comes along, and nothing is stored."""
    project = a_project(a_deal())
    form: dict[str, Any] = {
        "name": "Dorpshuis",
        "stage": "announced",
        "summary": "Een project dat de streek vooruithelpt.",
    }
    put(project, by=MIA, **{**form, "stage": "decided", "summary": "Van Mia."})
    with pytest.raises(ChangedMeanwhile, match="Mia") as refusal:
        put(project, by=NOOR, **{**form, "summary": "Van Noor."})
    (clash,) = refusal.value.clashes
    assert (clash.part, clash.by, clash.mine, clash.theirs) == ("summary", "Mia", "Van Noor.", "Van Mia.")
    assert refusal.value.version == 2
    assert refusal.value.theirs == {"stage": "decided"}
    assert present(project)["summary"] == "Van Mia."
    put(project, version=2, by=NOOR, **{**form, "stage": "decided", "summary": "Van Noor."})
    assert present(project)["summary"] == "Van Noor."


def test_the_same_change_by_two_people_is_no_clash() -> None:
    project = a_project(a_deal())
    put(project, by=MIA, summary="Gelijk.")
    assert put(project, by=NOOR, summary="Gelijk.").parts == ()


def test_a_part_that_was_changed_twice_is_compared_with_how_it_was_at_first() -> None:
    """Mia changes it, and Ans changes it back: Noor, who saw the first, clashes with neither."""
    project = a_project(a_deal())
    before = present(project)["places"]
    put(project, by=MIA, places=["Achterveen"])
    put(project, version=2, by=Actor("Ans"), places=before)
    assert put(project, by=NOOR, places=["Buitenveen"]).parts == ("places",)


def test_a_file_counts_as_somebody_too() -> None:
    """What was loaded from the register file is told to whoever had the form open."""
    deal = a_deal()
    project = a_project(deal)
    a_project(deal, summary="Uit het bestand.")
    with pytest.raises(ChangedMeanwhile, match=SECRETARY.name):
        put(project, summary="Van Mia.")
    assert list(Project.history.values_list("version", flat=True).order_by("version")) == [1, 2]


def test_a_file_that_changes_only_what_hangs_on_a_project_makes_a_version_too() -> None:
    deal = a_deal()
    a_project(deal)
    assert a_project(deal, places=["Achterveen"]).version == 2
    line = AuditLine.objects.get(act="project.update")
    assert line.details["changes"] == {"places": {"from": [], "to": ["Achterveen"]}}
    assert a_project(deal, places=["Achterveen"]).version == 2


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"name": "  "}, "has a name"),
        ({"stage": "gone"}, "no stage gone"),
        ({"pillar": "niets"}, "no pillar niets"),
        ({"lead": "niemand"}, "niemand is no party"),
        ({"leaders": ["vreemd@example.nl"]}, "no role in this deal"),
        ({"parties": [a_party(), a_party()]}, "named twice"),
        ({"parties": [a_party(**{"from": "2022-01-01", "until": "2021-01-01"})]}, "stops before it begins"),
        ({"phases": [{"number": 2, "name": "bouw", "end": None}]}, "numbered from 1"),
        ({"phases": [{"number": 1, "name": "bouw", "end": "2024-07-01"}]}, "end after 2024-06-30"),
        ({"links": [a_link("dorpshuis")]}, "linked to itself"),
        ({"links": [a_link("brug")]}, "no project brug"),
        ({"links": [a_link("school"), a_link("school")]}, "there twice"),
        ({"links": [a_link("school", kind="likes")]}, "no kind of link"),
        ({"links": [a_link("school", trl_from=3)]}, "both readiness levels"),
        ({"links": [a_link("school", trl_from=6, trl_to=3)]}, "not lower"),
        ({"links": [a_link("school", trl_from=0, trl_to=3)]}, "from 1 to 9"),
        ({"links": [a_link("school", trl_from=9, trl_to=10)]}, "from 1 to 9"),
    ],
)
def test_what_breaks_a_rule_is_refused(parts: dict[str, Any], why: str) -> None:
    deal = a_deal()
    project = a_project(deal)
    a_project(deal, "school")
    before, lines = present(project), AuditLine.objects.count()
    with pytest.raises(CannotBe, match=why):
        put(project, **parts)
    assert present(project) == before
    assert AuditLine.objects.count() == lines


def test_every_reason_is_given_at_once() -> None:
    project = a_project(a_deal())
    with pytest.raises(CannotBe) as refusal:
        put(project, name="", pillar="niets", lead="niemand")
    assert len(refusal.value.sentences) == 3


def test_what_a_decision_made_firm_stays() -> None:
    """An end, a phase and the pillar; a phase may have another name."""
    deal = a_deal()
    project = a_project(deal, phases=[{"name": "bouw", "end": "2022-12-31"}])
    firm = Firm(ends={1: "b-1"}, phases={1: "b-1"}, pillar="b-1")
    moved = [{"number": 1, "name": "bouw", "end": "2023-12-31"}]
    others: list[dict[str, Any]] = [{"phases": moved}, {"phases": []}, {"pillar": "werken"}]
    for parts in others:
        with pytest.raises(CannotBe, match="b-1"):
            put(project, firm=firm, **parts)
    put(project, firm=firm, phases=[{"number": 1, "name": "bouw van het dak", "end": "2022-12-31"}])


def test_links_do_not_run_in_a_circle() -> None:
    deal = a_deal()
    for code in ("a", "b", "c"):
        a_project(deal, code)
    put(find(deal, "a"), links=[a_link("b")])
    put(find(deal, "b"), links=[a_link("c")])
    with pytest.raises(CannotBe, match="circle"):
        put(find(deal, "c"), links=[a_link("a")])
    put(find(deal, "c"), links=[a_link("a", kind="continues")])


def test_the_database_keeps_readiness_whole() -> None:
    deal = a_deal()
    one, other = a_project(deal), a_project(deal, "school")
    for levels in ({"trl_from": 3}, {"trl_to": 3}, {"trl_from": 5, "trl_to": 4}, {"trl_from": 0, "trl_to": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProjectLink.objects.create(project=one, target=other, kind="part_of", **levels)


def test_leaders_are_set_and_told() -> None:
    deal = a_deal()
    project = a_project(deal)
    leader = somebody(deal, RoleCode.PROJECT_LEADER)
    leaders.set_leaders(project=project, users=[leader], by=SECRETARY, at=AT)
    assert list(project.leaders.all()) == [leader]
    assert AuditLine.objects.get(act="project.change").details["changes"]["leaders"]["to"] == [leader.email]


def test_a_new_project_has_a_code_of_its_own() -> None:
    deal = a_deal()
    put_in: Any = {"deal": deal, "name": "Brug", "stage": Stage.ANNOUNCED, "by": MIA, "at": AT}
    project = new.register_new(code="brug", **put_in)
    assert (project.version, project.name) == (1, "Brug")
    with pytest.raises(new.CodeIsTaken, match="brug"):
        new.register_new(code="brug", **put_in)
    with pytest.raises(new.CodeIsTaken, match="nieuw"):
        new.register_new(code="nieuw", kept_codes=frozenset({"nieuw"}), **put_in)
    with pytest.raises(Refusal, match="name"):
        new.register_new(code="leeg", **{**put_in, "name": " "})
    put(project, summary="Over de brug.")
    assert list(Project.history.filter(code="brug").values_list("history_user_id", flat=True)) == ["Mia", "Mia"]


def test_readiness_comes_from_a_file_too() -> None:
    deal = a_deal()
    a_project(deal, "school")
    project = a_project(deal, links=[{"kind": "builds_on", "project": "school", "trl": {"start": 4, "end": 7}}])
    assert content(project)["links"] == [a_link("school", trl_from=4, trl_to=7)]
    with pytest.raises(ValueError, match="not lower"):
        a_project(deal, links=[{"kind": "builds_on", "project": "school", "trl": {"start": 7, "end": 4}}])
