"""A deal as large as they come: 500 projects, each with a decision, half with an order and an advance."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.factories.decisions import a_meeting, adopt, an_item
from tests.factories.mailing import draft, mailing_list, started
from tests.factories.programme import SECRETARY, a_deal, deal_content
from tests.factories.projects import project_content

from regiodeal.accounts.actions import users
from regiodeal.accounts.roles import RoleCode
from regiodeal.decisions.actions.resolutions import Decision, NewCondition
from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.decisions.models import Meeting, Resolution
from regiodeal.funding.actions import payments, resolutions
from regiodeal.funding.choices import BasisKind
from regiodeal.funding.queries import basis
from regiodeal.mailing.choices import DeliveryState
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import register
from regiodeal.projects.queries import phase
from regiodeal.projects.register_file import ProjectEntry

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PEOPLE = 30
_A_MEETING = 25
_READERS_FOR_EACH = 4
"""How many people are on the press list for each project."""
_PILLARS = ("wonen", "werken")


def made(code: str, projects: int) -> Deal:
    """Register a deal with this many projects, decided in meetings of 25, and one meeting still to come."""
    content = deal_content()
    content["deal"]["code"] = code
    content["deal"]["projects_end_by"] = None
    content["pillars"] = [{"code": code, "name": code.title()} for code in _PILLARS]
    content["money"] = {"sources": [{"code": "rijk", "name": "Rijk", "level": "state", "amount": "900.000.000"}]}
    deal = a_deal(**content)
    entries = [ProjectEntry.model_validate(_project(number)) for number in range(projects)]
    register.load(deal, entries, by=SECRETARY, at=AT)
    found = list(deal.projects.order_by("pk"))
    for start in range(0, projects, _A_MEETING):
        meeting = a_meeting(deal, date(2021, 1, 4) + timedelta(weeks=start // _A_MEETING))
        _decide(meeting, found[start : start + _A_MEETING])
    coming = a_meeting(deal, date(2026, 12, 4), present=())
    for project in found[:_A_MEETING]:
        an_item(coming, project, kind=DecisionKind.ENLARGEMENT, ask_cents=1_000_000, text="Meer van hetzelfde.")
    _mail(deal, projects * _READERS_FOR_EACH)
    return deal


def _mail(deal: Deal, readers: int) -> None:
    """Give the deal a press list with so many people on it, a mailing that went out to them, and a draft."""
    press = mailing_list(
        "pers", *(f"p{number}@krant{number % 50}.example" for number in range(readers)), scope=deal.code
    )
    started(press).deliveries.update(state=DeliveryState.SENT, at=AT)
    draft(press)


def staff(deal: Deal) -> list[Any]:
    """Give the people who work in the deal: thirty of them, over all roles."""
    roles = list(RoleCode)
    return [
        users.enrol(
            email=f"mens-{number}@example.nl",
            name=f"Mens {number}",
            password=None,
            scope=deal.code,
            roles=[roles[number % len(roles)]],
            at=AT,
        )
        for number in range(PEOPLE)
    ]


def _project(number: int) -> dict[str, Any]:
    return project_content(
        f"project-{number}",
        name=f"Project {number} voor de streek",
        pillar=_PILLARS[number % len(_PILLARS)],
        parties=[{"name": f"Partij {number % 40}", "role": "partner"}, {"name": "Gemeente Aa", "role": "partner"}],
        places=["Aadorp", f"Dorp {number % 25}"],
        summary="Een project dat de streek vooruithelpt. " * 12,
    )


def _decide(meeting: Meeting, projects: list[Any]) -> None:
    for number, project in enumerate(projects):
        item = an_item(meeting, project, ask_cents=20_000_000, text="De streek krijgt een dorpshuis erbij.")
        conditional = number % 5 == 0
        decision = Decision(
            outcome=Outcome.GRANTED_ON_CONDITIONS if conditional else Outcome.GRANTED,
            contribution_cents=20_000_000,
            conditions=(NewCondition("De raad stemt in.", "Gemeente Aa", date(2026, 12, 1)),) if conditional else (),
        )
        resolution = resolutions.decide(item=item, decision=decision, by=SECRETARY, at=AT)
        if number % 2 and not conditional:
            _advance(resolution)
    adopt(meeting)


def _advance(resolution: Resolution) -> None:
    deal, project = resolution.item.project.deal, resolution.item.project
    under = basis(deal, BasisKind.RESOLUTION, resolution.reference)
    order = payments.register_order(
        under=under, reference=f"B-{resolution.reference}", title="Beschikking", on=under.on, by=SECRETARY, at=AT
    )
    payments.advance(
        phase=phase(deal, project.code, 1), cents=10_000_000, order=order, on=under.on, by=SECRETARY, at=AT
    )
