"""The people of a deal: invite them, give them roles, seats and projects, and let them go."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from regiodeal.accounts import queries
from regiodeal.accounts.actions import invitations
from regiodeal.accounts.models import Invitation, User
from regiodeal.accounts.roles import Permission, RoleCode
from regiodeal.audit.models import AuditLine
from regiodeal.programme.actions import seats as seating
from regiodeal.programme.models import Deal, Seat
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.offices import at_desk, signed_in, somebody

PASSWORD = "paars fietspad 42"


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal."""
    return a_deal()


@pytest.fixture
def desk(deal: Deal) -> Client:
    """The desk of the only administrator."""
    return at_desk(deal, RoleCode.ADMINISTRATOR, name="Bert Beheerder")


def at(deal: Deal, address: str = "") -> str:
    """Return an address among the people of the deal."""
    return f"/kantoor/{deal.code}/mensen/{address}"


def invite(desk: Client, deal: Deal, **changes: str) -> str:
    """Invite somebody on the screen; return the link that it shows."""
    sent = {"email": "nina@example.nl", "name": "Nina Nieuw", "role": "reader", **changes}
    page = desk.post(at(deal, "uitnodigen/"), sent)
    assert page.status_code == 200
    found = re.search(r"http://testserver(/kantoor/account/uitnodiging/[^\s<]+)", page.content.decode())
    assert found
    return found[1]


def test_an_invitation_is_mailed_and_shown_once(deal: Deal, desk: Client) -> None:
    """The link in the mail is the one on the screen; the list of people does not have it."""
    link = invite(desk, deal)
    (letter,) = mail.outbox
    assert letter.to == ["nina@example.nl"]
    assert f"http://testserver{link}" in letter.body
    assert "Bert Beheerder nodigt u uit" in letter.body
    listed = desk.get(at(deal)).content.decode()
    assert "nina@example.nl" in listed
    assert link not in listed


def test_a_link_has_the_address_of_the_installation(deal: Deal, desk: Client, settings: Any) -> None:
    """And not one that a request claims to come through."""
    settings.SITE_ADDRESS = "https://kantoor.example"
    sent = {"email": "nina@example.nl", "name": "", "role": "reader"}
    page = desk.post(at(deal, "uitnodigen/"), sent, headers={"host": "kwaad.example"})
    assert "https://kantoor.example/kantoor/account/uitnodiging/" in page.content.decode()
    assert "kwaad.example" not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": ""}, "Schrijf het e-mailadres van wie u uitnodigt"),
        ({"email": "nina"}, "Dit is geen e-mailadres"),
        ({"role": ""}, "Kies een rol"),
        ({"role": "baas"}, "baas"),
        ({"name": "x" * 201}, "200"),
        ({"email": "x" * 250 + "@b.nl"}, "254"),
    ],
)
def test_a_wrong_form_says_what_to_do_and_keeps_what_was_typed(
    deal: Deal, desk: Client, changes: dict[str, str], said: str
) -> None:
    """And invites nobody."""
    sent = {"email": "nina@example.nl", "name": "Nina Nieuw", "role": "reader", **changes}
    page = desk.post(at(deal, "uitnodigen/"), sent)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert f'value="{sent["name"]}"' in page.content.decode()
    assert not Invitation.objects.exists()
    assert not mail.outbox


def test_inviting_twice_says_so(deal: Deal, desk: Client) -> None:
    """At the address."""
    invite(desk, deal)
    page = desk.post(at(deal, "uitnodigen/"), {"email": "nina@example.nl", "name": "", "role": "reader"})
    assert page.status_code == 422
    assert Invitation.objects.count() == 1


def test_the_link_makes_an_account_that_is_signed_in(deal: Deal, desk: Client, settings: Any) -> None:
    """It then leads to the second factor, as for everybody."""
    link, visitor = invite(desk, deal), Client()
    page = visitor.get(link).content.decode()
    assert "Regio Deal Veenstreek" in page
    assert 'value="Nina Nieuw"' in page
    answer = visitor.post(link, {"name": "Nina van Nieuw", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, f"/kantoor/{deal.code}/")
    user = User.objects.get(email="nina@example.nl")
    assert (user.name, queries.roles_of(user, deal.code)) == ("Nina van Nieuw", {RoleCode.READER})
    assert visitor.get(f"/kantoor/{deal.code}/")["Location"] == "/kantoor/account/2fa/"
    assert "al gebruikt" in Client().get(link).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "password": PASSWORD}, "Naam"),
        ({"name": "Nina", "password": ""}, "Wachtwoord"),
        ({"name": "Nina", "password": "kort"}, "12"),
        ({"name": "Nina", "password": "nina@example.nl"}, "lijkt"),
        ({"name": "Nina", "password": "q1w2e3r4t5y6"}, "algemeen"),
    ],
)
def test_a_wrong_answer_to_an_invitation_makes_nothing(
    deal: Deal, desk: Client, sent: dict[str, str], said: str
) -> None:
    """The link stays good."""
    link = invite(desk, deal)
    page = Client().post(link, sent)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not User.objects.filter(email="nina@example.nl").exists()
    assert Client().get(link).status_code == 200


def test_a_link_that_does_not_work_says_why(deal: Deal, desk: Client) -> None:
    """Withdrawn, replaced, expired and invented are four things; all answer 410."""
    first = invite(desk, deal)
    invitation = Invitation.objects.get()
    desk.post(at(deal, f"uitnodigingen/{invitation.pk}/opnieuw/"))
    second = re.search(r"testserver(/kantoor/\S+)", str(mail.outbox[-1].body))
    assert second
    assert "bestaat niet" in Client().get(first).content.decode()
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    assert "is verlopen" in Client().get(second[1]).content.decode()
    assert "verlopen" in desk.get(at(deal)).content.decode()
    desk.post(at(deal, f"uitnodigingen/{invitation.pk}/intrekken/"))
    page = Client().post(second[1], {"name": "Nina", "password": PASSWORD})
    assert page.status_code == 410
    assert "is ingetrokken" in page.content.decode()
    assert not User.objects.filter(email="nina@example.nl").exists()


def test_who_has_an_account_signs_in_to_accept(deal: Deal, desk: Client) -> None:
    """Another account is told whose invitation it is."""
    user = somebody(deal, RoleCode.READER, name="Rik")
    link = invite(desk, deal, email=user.email, role="controller")
    page = Client().get(link).content.decode()
    assert f"/kantoor/account/login/?next={link.replace('/', '%2F')}" in page
    other = signed_in(somebody(deal, RoleCode.READER, name="Omar"))
    assert "Meld u eerst af" in other.get(link).content.decode()
    assert other.post(link).status_code == 409
    assert Client().post(link, {"name": "Rik", "password": PASSWORD}).status_code == 409
    assert signed_in(user).post(link)["Location"] == f"/kantoor/{deal.code}/"
    assert queries.roles_of(user, deal.code) == {RoleCode.READER, RoleCode.CONTROLLER}


def test_roles_are_changed_on_the_page_of_a_person(deal: Deal, desk: Client) -> None:
    """The trail says who gave and took what."""
    user = somebody(deal, RoleCode.READER, name="Rik")
    page = desk.get(at(deal, f"{user.pk}/")).content.decode()
    assert 'name="seen" value="reader"' in page
    answer = desk.post(at(deal, f"{user.pk}/rollen/"), {"roles": ["controller", "secretary"], "seen": "reader"})
    assert answer.status_code == 302
    assert queries.roles_of(user, deal.code) == {RoleCode.CONTROLLER, RoleCode.SECRETARY}
    line = AuditLine.objects.get(act="member.roles")
    assert (line.actor, line.details["taken"]) == ("Bert Beheerder", ["reader"])


@pytest.mark.parametrize("sent", [{}, {"roles": ["baas"]}, {"roles": ["controller"], "seen": "secretary"}])
def test_wrong_roles_are_refused(deal: Deal, desk: Client, sent: dict[str, Any]) -> None:
    """None, invented ones, and those that rest on an older page."""
    user = somebody(deal, RoleCode.READER, name="Rik")
    answer = desk.post(at(deal, f"{user.pk}/rollen/"), {"seen": "reader", **sent})
    assert answer.status_code == 422
    assert queries.roles_of(user, deal.code) == {RoleCode.READER}


def test_the_last_administrator_cannot_step_down(deal: Deal, desk: Client) -> None:
    """By taking the role, nor by leaving; with another one it can."""
    me = User.objects.get(name="Bert Beheerder")
    answer = desk.post(at(deal, f"{me.pk}/rollen/"), {"roles": ["reader"], "seen": "administrator"})
    assert answer.status_code == 422
    assert desk.post(at(deal, f"{me.pk}/weg/")).status_code == 409
    somebody(deal, RoleCode.ADMINISTRATOR, name="Tweede")
    answer = desk.post(at(deal, f"{me.pk}/rollen/"), {"roles": ["reader"], "seen": "administrator"})
    assert (answer.status_code, answer["Location"]) == (302, "/kantoor/")
    assert desk.get(at(deal)).status_code == 403


def test_access_ends_after_a_last_question(deal: Deal, desk: Client) -> None:
    """With the seats; the account is closed where there is no other deal, in the middle of its session."""
    user = somebody(deal, RoleCode.STEERING_MEMBER, name="Sjoerd")
    seating.set_seats(deal=deal, user=user, seats=Seat.objects.filter(code="a"), by=SECRETARY, at=AT)
    theirs = signed_in(user)
    assert theirs.get(f"/kantoor/{deal.code}/").status_code == 200
    asked = desk.get(at(deal, f"{user.pk}/weg/"))
    assert "het account wordt ook gesloten" in " ".join(asked.content.decode().split()).replace("dus ", "")
    assert desk.post(at(deal, f"{user.pk}/weg/"))["Location"] == at(deal)
    assert theirs.get(f"/kantoor/{deal.code}/")["Location"].startswith("/kantoor/account/login/")
    assert not Seat.objects.filter(user=user).exists()
    assert desk.get(at(deal, f"{user.pk}/")).status_code == 404


def test_seats_are_linked_to_a_steering_member(deal: Deal, desk: Client) -> None:
    """One person a seat; a seat of another deal is not there."""
    user, other = somebody(deal, RoleCode.STEERING_MEMBER, name="Sjoerd"), somebody(deal, RoleCode.READER, name="Els")
    seats = {seat.code: seat for seat in Seat.objects.all()}
    address = at(deal, f"{user.pk}/zetels/")
    assert desk.post(address, {"seats": [seats["a"].pk, seats["b"].pk]}).status_code == 302
    assert {seat.code for seat in user.seats.all()} == {"a", "b"}
    answer = desk.post(at(deal, f"{other.pk}/zetels/"), {"seats": [seats["a"].pk]})
    assert answer.status_code == 422
    assert "Sjoerd" in answer.content.decode()
    assert desk.post(address, {"seats": [seats["b"].pk]}).status_code == 302
    assert {seat.code for seat in user.seats.all()} == {"b"}
    assert desk.post(address, {"seats": ["999"]}).status_code == 422
    lines = [line.details for line in AuditLine.objects.filter(act="seat.user")]
    assert [(line["given"], line["taken"]) for line in lines] == [(["a", "b"], []), ([], ["a"])]


def test_projects_are_linked_to_a_project_leader(deal: Deal, desk: Client) -> None:
    """Added one by one, and taken away again; other leaders stay."""
    house, first = a_project(deal), somebody(deal, RoleCode.PROJECT_LEADER, name="Pim")
    second = somebody(deal, RoleCode.PROJECT_LEADER, name="Pam")
    for user in (first, second):
        assert desk.post(at(deal, f"{user.pk}/projecten/"), {"project": house.code}).status_code == 302
    assert set(house.leaders.all()) == {first, second}
    assert house.code in desk.get(at(deal, f"{first.pk}/")).content.decode()
    assert desk.post(at(deal, f"{first.pk}/projecten/{house.code}/weg/")).status_code == 302
    assert set(house.leaders.all()) == {second}
    assert desk.post(at(deal, f"{first.pk}/projecten/"), {"project": "nergens"}).status_code == 422
    assert desk.post(at(deal, f"{first.pk}/projecten/nergens/weg/")).status_code == 404


def test_people_of_another_deal_are_not_here(deal: Deal, desk: Client) -> None:
    """Neither they nor their invitations."""
    stranger = somebody(Deal(code="elders"), RoleCode.READER)
    for address in ("", "rollen/", "zetels/", "projecten/", "weg/"):
        answer = desk.post(at(deal, f"{stranger.pk}/{address}"))
        assert answer.status_code in ({405} if address == "" else {404})
    theirs, _ = invitations.invite(
        scope="elders", email="x@example.nl", name="", role=RoleCode.READER, by=SECRETARY, at=AT
    )
    assert desk.post(at(deal, f"uitnodigingen/{theirs.pk}/intrekken/")).status_code == 404


def test_the_table_of_roles_is_for_every_member(deal: Deal) -> None:
    """It says what the code does, and which role is one's own."""
    page = at_desk(deal, RoleCode.READER).get(at(deal, "rollen/")).content.decode()
    assert page.count("<tr>") == 1 + len(Permission)
    assert "uw rol" in page


@pytest.mark.parametrize("address", ["", "{person}/"])
def test_more_people_cost_no_more_queries(deal: Deal, desk: Client, address: str) -> None:
    """Nor do invitations, seats and projects."""
    somebody(deal, RoleCode.STEERING_MEMBER, name="Eerste")
    person = User.objects.get(name="Eerste").pk
    target = at(deal, address.format(person=person))
    invite(desk, deal)
    a_project(deal, "eerste")
    desk.get(target)
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get(target)
    for number in range(5):
        somebody(deal, RoleCode.READER, RoleCode.CONTROLLER, name=f"Lid {number}")
        invite(desk, deal, email=f"gast{number}@example.nl")
        a_project(deal, f"project-{number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(target)
    assert len(many) == len(few)
