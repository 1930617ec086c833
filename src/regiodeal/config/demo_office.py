"""The office of the demo: an invented person in each role, and an invented meeting to prepare."""

import secrets
from datetime import datetime, time, timedelta

from django.utils.timezone import localdate

from regiodeal.accounts.actions import users
from regiodeal.accounts.roles import RoleCode
from regiodeal.audit.trail import Actor
from regiodeal.config import demo_mail
from regiodeal.config.home import home
from regiodeal.decisions.actions import agenda, meetings
from regiodeal.decisions.choices import DecisionKind
from regiodeal.programme.actions import seats
from regiodeal.programme.models import Deal
from regiodeal.projects.actions import leaders
from regiodeal.projects.queries import project
from regiodeal.publication.actions import editions
from regiodeal.publication.actions.editions import Publisher

_PEOPLE = {
    RoleCode.SECRETARY: "Saskia Secretaris",
    RoleCode.CONTROLLER: "Coen Controller",
    RoleCode.COMMUNICATIONS: "Carla Communicatie",
    RoleCode.PROJECT_LEADER: "Pieter Projectleider",
    RoleCode.STEERING_MEMBER: "Sjoerd Stuurgroep",
    RoleCode.HOST: "Hanna Gastvrouw",
    RoleCode.READER: "Loes Lezer",
    RoleCode.ADMINISTRATOR: "Bert Beheerder",
}
_LED = ("regiocampus", "proeftuinen-wonen")
"""The projects that the project leader of the demo may change."""
_REFERENCE = "voorbeeldvergadering"
_AGENDA = [
    (
        "regiocampus",
        DecisionKind.FOLLOW_UP,
        1_250_000_00,
        "De campus gaat van ontwerp naar bouw, met de eerste werkplaats op het terrein.",
        "Past bij de pijler. De dekking door de partners is op één na rond.",
    ),
    (
        "proeftuinen-wonen",
        DecisionKind.NEW,
        340_000_00,
        "Twee dorpen erbij in de proeftuin.",
        "Verzonnen advies: toekennen, als de raden instemmen.",
    ),
    (
        "blue-zone-innovations",
        DecisionKind.ENLARGEMENT,
        87_500_00,
        "Een tweede groep deelnemers vanaf het voorjaar.",
        "Verzonnen advies: aanhouden tot de eerste groep klaar is.",
    ),
    (
        "kansen-voor-kinderen",
        DecisionKind.NEW,
        415_500_00,
        "Een vaste plek na schooltijd in vier wijken.",
        "Verzonnen advies: de begroting van de derde wijk is nog mager.",
    ),
]


def address(role: RoleCode) -> str:
    """Return the address with which the invented person in this role signs in."""
    return f"{role.label.replace(' ', '-')}@demo.example"


def open_for(deal: Deal, *, by: Actor, at: datetime) -> str:
    """Give each role of the deal to an invented person, and convene a meeting two weeks ahead; both once.

    Returns the password of these accounts, which is made once per data home.
    """
    file = home() / "demo-password"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(9), encoding="ascii")
        file.chmod(0o600)
    password = file.read_text(encoding="ascii")
    people = {
        role: users.enrol(email=address(role), name=name, password=None, scope=deal.code, roles=[role], at=at)
        for role, name in _PEOPLE.items()
    }
    users.give_password(people.values(), password)
    if not deal.bodies.filter(meetings__reference=_REFERENCE).exists():
        _convene(deal, by=by, at=at)
        editions.publish_programme(deal, Publisher(by=by, at=at))  # the calendar tells of the meeting
        for code in _LED:
            leaders.set_leaders(project=project(deal, code), users=[people[RoleCode.PROJECT_LEADER]], by=by, at=at)
        seat = deal.bodies.all()[0].seats.all()[1]
        seats.set_seats(deal=deal, user=people[RoleCode.STEERING_MEMBER], seats=[seat], by=by, at=at)
    demo_mail.open_for(deal, by=by, at=at)
    return password


def _convene(deal: Deal, *, by: Actor, at: datetime) -> None:
    meeting = meetings.convene(
        body=deal.bodies.all()[0],
        reference=_REFERENCE,
        held_on=localdate(at) + timedelta(days=14),
        starts_at=time(14, 0),
        location="Provinciehuis, Assen",
        introduction="Een verzonnen vergadering, om te zien hoe voorbereiden werkt: vragen en adviezen bestaan niet.",
        by=by,
        at=at,
    )
    for code, kind, cents, text, assessment in _AGENDA:
        agenda.add_item(
            meeting=meeting,
            project=project(deal, code),
            kind=kind,
            ask_cents=cents,
            text=text,
            assessment=assessment,
            by=by,
            at=at,
        )
