"""The trail on the screen: sentences, details, filter, check and export."""

import ast
import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regiodeal.accounts.roles import ROLES, Permission, RoleCode
from regiodeal.audit import trail
from regiodeal.audit.models import AuditLine
from regiodeal.office.trail.details import as_text, details
from regiodeal.office.trail.words import ACTS, GROUPS, sentence
from regiodeal.publication.choices import EditionKind
from tests.architecture.source import Module, modules
from tests.factories.decisions import a_grant, adopt
from tests.factories.programme import a_deal
from tests.factories.projects import a_project
from tests.factories.publication import publish
from tests.offices import at_desk

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
_ACT = re.compile(r"[a-z_]+\.[a-z_]+")


def acts_of(module: Module) -> set[str]:
    """Return the acts that a module writes to the trail; `*` where only a part of the name stands in the code.

    An act is a text such as `list.adopt` in a module of actions that knows the trail: given to `trail.write`, or to a
    writer that does so.
    """
    if "actions" not in module.path.parts or "trail" not in module.text:
        return set()
    found: set[str] = set()
    for node in ast.walk(module.tree):
        match node:
            case ast.Constant(value=str(text)) if _ACT.fullmatch(text):
                found.add(text)
            case ast.keyword(arg="act", value=ast.JoinedStr(values=parts)):
                found.add("".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts))
    return found


def test_every_act_in_the_code_has_its_words() -> None:
    """A new act needs a line in `office/trail/words.py`."""
    found = {act: module.place for module in modules() for act in acts_of(module)}
    assert len(found) > 25
    without = [f"{place}: {act}" for act, place in found.items() if not _has_words(act)]
    assert not without, "\n".join(without)


def test_every_act_with_words_is_in_the_code() -> None:
    """Words for an act that nobody writes any more can go."""
    found = {act for module in modules() for act in acts_of(module)}
    patterns = [re.compile(re.escape(act).replace(r"\*", "[a-z_]+")) for act in found]
    assert not [act for act in ACTS if not any(pattern.fullmatch(act) for pattern in patterns)]


def test_every_act_belongs_to_a_group() -> None:
    """So that the filter finds it."""
    assert {act.group for act in ACTS.values()} == set(GROUPS)


def _has_words(act: str) -> bool:
    pattern = re.compile(re.escape(act).replace(r"\*", "[a-z_]+"))
    return any(pattern.fullmatch(known) for known in ACTS)


def line(act: str, subject: str, **told: Any) -> AuditLine:
    """A line that is not stored."""
    return AuditLine(scope="veenstreek", number=1, at=AT, actor="Anna", act=act, subject=subject, details=told)


@pytest.mark.parametrize(
    ("act", "subject", "said"),
    [
        ("project.change", "huis", "wijzigde project Dorpshuis"),
        ("payment.advance", "huis/2", "boekte een voorschot voor Dorpshuis, fase 2"),
        ("list.adopt", "2026-03-01-x", "stelde de besluitenlijst van 2026-03-01-x vast"),
        ("edition.publish", "decision-list/2026-03-01-x/2", "publiceerde besluitenlijst 2026-03-01-x, versie 2"),
        ("edition.withdraw", "project-page/huis/3", "trok projectpagina Dorpshuis, versie 3 in"),
        ("what.else", "iets", "what.else iets"),
        ("project.change", "{subject}", "wijzigde project {subject}"),
    ],
)
def test_an_act_is_said_in_a_sentence(act: str, subject: str, said: str) -> None:
    """With names for codes; an act without words is shown as it is."""
    assert sentence(line(act, subject), {"huis": "Dorpshuis"}) == said


def test_details_are_readable() -> None:
    """Amounts, days, old and new, choices, and what is unknown."""
    told = {
        "contribution_cents": 37_480_000,
        "release_cents": None,
        "outcome": "granted",
        "held_on": "2021-06-04",
        "changes": {"stage": {"from": "decided", "to": "completed"}, "lead": {"from": None, "to": "gemeente-a"}},
        "name": "granted",
        "account": "anna@example.nl",
    }
    text = as_text(told).replace("\u00a0", " ")
    assert "Bijdrage: € 374.800" in text
    assert "Valt vrij" not in text
    assert "Uitkomst: toegekend" in text
    assert "Dag: 4 juni 2021" in text
    assert "Stand: (Was: besloten, Is nu: afgerond)" in text
    assert "Penvoerder: (Was: niets, Is nu: gemeente-a)" in text
    assert "Naam: granted" in text
    assert details(told)[-1].value == "anna@example.nl"


@pytest.mark.parametrize("told", [{"x": "2021-13-45"}, {"x": []}, {"x": [[1, 2]]}, {"x": {"y": {"z": [{}]}}}, {"": ""}])
def test_no_detail_is_too_strange(told: dict[str, Any]) -> None:
    """The trail takes what JSON takes."""
    assert isinstance(as_text(told), str)


@pytest.mark.django_db
def test_only_who_may_read_the_trail_does() -> None:
    """For every role."""
    deal = a_deal()
    for role in RoleCode:
        expected = 200 if Permission.READ_TRAIL in ROLES[role].permissions else 403
        assert at_desk(deal, role).get(f"/kantoor/{deal.code}/logboek/").status_code == expected, role


@pytest.mark.django_db
def test_the_trail_tells_what_happened() -> None:
    """From deal to publication, in sentences, with amounts in the details."""
    deal = a_deal()
    project = a_project(deal, "huis", name="Dorpshuis")
    meeting = a_grant(deal, project, 12_345).item.meeting
    publish(adopt(meeting))
    page = at_desk(deal, RoleCode.CONTROLLER).get(f"/kantoor/{deal.code}/logboek/").content.decode()
    page = page.replace("\u00a0", " ")
    for said in (
        "legde de deal vast",
        "registreerde project Dorpshuis",
        f"legde besluit {meeting.reference}/1 vast",
        f"stelde de besluitenlijst van {meeting.reference} vast",
        f"publiceerde besluitenlijst {meeting.reference}, versie 1",
        "€ 123,45",
        "toegekend",
    ):
        assert said in page, said


@pytest.mark.django_db
def test_the_filter_narrows_and_keeps_what_was_chosen() -> None:
    """By person, kind, subject and period, also with nonsense in the address."""
    deal = a_deal()
    a_project(deal, "huis")
    a_project(deal, "molen")
    client = at_desk(deal, RoleCode.CONTROLLER)

    def shown(**asked: str) -> str:
        answer = client.get(f"/kantoor/{deal.code}/logboek/", asked)
        assert answer.status_code == 200
        return str(answer.content.decode()).split('class="rd-trail"')[-1]

    assert "Molen" not in shown(onderwerp="huis")
    assert "Huis" in shown(onderwerp="huis")
    assert "legde de deal vast" not in shown(soort="projects")
    assert "Huis" in shown(persoon="de secretaris", vanaf="2021-06-10", tot_en_met="2021-06-10")
    assert "geen regel die hierbij past" in shown(vanaf="2021-06-11")
    assert "geen regel die hierbij past" in shown(tot_en_met="2021-06-09")
    for nonsense in ({"persoon": "niemand"}, {"vanaf": "gisteren"}, {"soort": "x"}, {"pagina": "-4"}):
        assert "rd-trail" in client.get(f"/kantoor/{deal.code}/logboek/", nonsense).content.decode()
    assert shown(tot_en_met="9999-12-31")


@pytest.mark.django_db
def test_the_chain_is_checked_when_asked() -> None:
    """Sound, and then with a line that was put in past the program."""
    deal = a_deal()
    client = at_desk(deal, RoleCode.CONTROLLER)
    address = f"/kantoor/{deal.code}/logboek/"
    assert "De keten klopt" not in client.get(address).content.decode()
    assert "De keten klopt." in client.get(address, {"controle": "ja"}).content.decode()
    last = AuditLine.objects.filter(scope=deal.code).order_by("-number").first()
    assert last
    AuditLine.objects.create(
        scope=deal.code,
        number=last.number + 1,
        at=AT,
        actor="X",
        act="list.adopt",
        subject="y",
        previous="0",
        sha256="0",
    )
    page = client.get(address, {"controle": "ja"}).content.decode()
    assert "De keten klopt niet" in page
    assert f"audit line {last.number + 1}" in page


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_what_is_shown_can_be_saved(form: str) -> None:
    """With the filter, and all pages of it."""
    deal = a_deal()
    a_project(deal, "huis")
    answer = at_desk(deal, RoleCode.CONTROLLER).get(
        f"/kantoor/{deal.code}/logboek/", {"onderwerp": "huis", "formaat": form}
    )
    assert answer.status_code == 200
    assert f"logboek-{deal.code}.{form}" in answer.headers["Content-Disposition"]
    if form == "csv":
        text = answer.content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
        assert rows[0][:4] == ["Nummer", "Datum", "Tijd", "Wie"]
        assert [row[7] for row in rows[1:]] == ["huis"]


@pytest.mark.django_db
def test_fifty_lines_stand_on_a_page_and_cost_the_same_queries_as_one() -> None:
    """Whatever the lines are about."""
    deal = a_deal()
    client = at_desk(deal, RoleCode.CONTROLLER)
    counts = []
    for more in (0, 60):
        for number in range(more):
            at = AT + timedelta(minutes=number)
            trail.write(
                scope=deal.code, act="project.change", subject=f"p{number}", by=trail.Actor(f"Wie {number}"), at=at
            )
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/kantoor/{deal.code}/logboek/").content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert page.count('class="rd-trail__line"') == 50
    assert "pagina 1 van 2" in page


@pytest.mark.django_db
def test_what_somebody_typed_is_never_markup() -> None:
    """In a name, a ground, a subject or a detail."""
    deal = a_deal()
    evil = "<script>alert(1)</script>"
    trail.write(
        scope=deal.code, act="project.change", subject=evil, by=trail.Actor(evil), at=AT, ground=evil, **{evil: evil}
    )
    client = at_desk(deal, RoleCode.CONTROLLER)
    assert "<script>alert" not in client.get(f"/kantoor/{deal.code}/logboek/").content.decode()
    assert "<script>alert" not in client.get(f"/kantoor/{deal.code}/logboek/", {"onderwerp": evil}).content.decode()


@pytest.mark.parametrize("kind", EditionKind)
def test_every_kind_of_edition_has_words(kind: EditionKind) -> None:
    """A reader sees what was published, and no code."""
    line = AuditLine(act="edition.publish", subject=f"{kind.value}/{kind.value}/1", details={})
    assert f"{kind.value}/{kind.value}" not in sentence(line, {})
