"""The page where the office begins: what is due, for whom."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.actions.resolutions import NewCondition
from regiodeal.decisions.choices import Outcome
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import a_deal, deal_content
from tests.factories.projects import a_project
from tests.factories.publication import publish
from tests.offices import at_desk, signed_in, somebody

CONDITION = NewCondition("De raad stemt in", "Gemeente Achterveen", date(2021, 9, 1))


def text_of(role: RoleCode, deal: object) -> str:
    """Return the start page of somebody with this role."""
    answer = at_desk(deal, role).get(f"/kantoor/{deal.code}/")  # type: ignore[arg-type, attr-defined]
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", RoleCode)
def test_an_empty_deal_tells_every_role_what_will_stand_here(db: None, role: RoleCode) -> None:
    page = text_of(role, a_deal())
    assert "Er wacht niets op u" in page
    assert "Er is nog niets besloten" in page


def test_a_meeting_asks_the_secretary_for_its_next_step(db: None) -> None:
    deal = a_deal()
    meeting = a_meeting(deal)
    assert "de agenda is nog leeg" in text_of(RoleCode.SECRETARY, deal)
    items = [an_item(meeting, a_project(deal, code), ask_cents=100) for code in ("een", "twee")]
    assert "2 punten zijn nog open" in text_of(RoleCode.SECRETARY, deal)
    decide(items[0], contribution_cents=100)
    assert "1 punt is nog open" in text_of(RoleCode.SECRETARY, deal)
    decide(items[1], contribution_cents=100)
    assert "Besluitenlijst vaststellen" in text_of(RoleCode.SECRETARY, deal)
    assert "Besluitenlijst vaststellen" not in text_of(RoleCode.STEERING_MEMBER, deal)
    assert "lees de stukken" in text_of(RoleCode.STEERING_MEMBER, deal)
    assert "stukken" not in text_of(RoleCode.READER, deal)


def test_an_adopted_list_waits_for_who_may_publish(db: None) -> None:
    deal = a_deal()
    meeting = adopt(a_grant(deal, a_project(deal), 10_000).item.meeting)
    for role in (RoleCode.SECRETARY, RoleCode.COMMUNICATIONS):
        assert "Besluitenlijst publiceren" in text_of(role, deal)
    assert "publiceren" not in text_of(RoleCode.CONTROLLER, deal)
    publish(meeting, embargo_until=timezone.now() + timedelta(days=2))
    page = text_of(RoleCode.COMMUNICATIONS, deal)
    assert "Besluitenlijst publiceren" not in page
    assert "Embargo eindigt" in page


def test_a_condition_is_due_for_those_who_note_it_and_for_its_own_project_leader(db: None) -> None:
    deal = a_deal()
    project = a_project(deal)
    a_grant(deal, project, 10_000, outcome=Outcome.GRANTED_ON_CONDITIONS, conditions=(CONDITION,))
    leader = somebody(deal, RoleCode.PROJECT_LEADER)
    assert "De raad stemt in" in text_of(RoleCode.SECRETARY, deal)
    assert "te laat" in text_of(RoleCode.CONTROLLER, deal)
    own = signed_in(leader)
    assert "De raad stemt in" not in own.get(f"/kantoor/{deal.code}/").content.decode()
    project.leaders.add(leader)
    assert "De raad stemt in" in own.get(f"/kantoor/{deal.code}/").content.decode()


def test_a_grant_asks_the_controller_for_its_order(db: None) -> None:
    deal = a_deal()
    a_grant(deal, a_project(deal), 123_45)
    assert "Beschikking registreren voor €\xa0123,45" in text_of(RoleCode.CONTROLLER, deal)
    assert "Beschikking registreren" not in text_of(RoleCode.SECRETARY, deal)


def test_the_queries_do_not_grow_with_what_is_due(db: None) -> None:
    counted = []
    for number in (1, 5):
        deal = a_deal(deal=_about(f"deal-{number}"))
        for index in range(number):
            project = a_project(deal, f"project-{index}")
            a_grant(deal, project, 1_000, outcome=Outcome.GRANTED_ON_CONDITIONS, conditions=(CONDITION,))
        client = at_desk(deal, RoleCode.SECRETARY, RoleCode.CONTROLLER, RoleCode.ADMINISTRATOR)
        client.get(f"/kantoor/{deal.code}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/kantoor/{deal.code}/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_deal_has_its_own_tokens(db: None) -> None:
    deal = a_deal()
    client = at_desk(deal, RoleCode.READER)
    address = f"/kantoor/{deal.code}/huisstijl.css"
    assert "#00664f" in client.get(address).content.decode()
    own = Path(settings.TOKENS) / f"{deal.code}.css"
    own.parent.mkdir(exist_ok=True)
    own.write_text(":root { --basis-heading-font-family: Letter }", encoding="utf-8")
    try:
        assert "Letter" in client.get(address).content.decode()
    finally:
        own.unlink()


def _about(code: str) -> dict[str, object]:
    return {**deal_content()["deal"], "code": code}
