"""Invitations: the only way in, once, for one address, for two weeks."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from regiodeal.accounts import queries
from regiodeal.accounts.actions import invitations, members, users
from regiodeal.accounts.models import Invitation, Membership, User
from regiodeal.accounts.queries import InvitationState
from regiodeal.accounts.roles import ROLES, SAYS, Permission, RoleCode
from regiodeal.audit.models import AuditLine
from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.programme.actions.holding import held
from regiodeal.programme.models import Deal
from tests.factories.programme import a_deal
from tests.offices import somebody

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
BY = Actor("Bert Beheerder", account="bert@example.nl")
PASSWORD = "paars fietspad 42"


@pytest.fixture
def deal(db: None) -> Deal:
    """A deal with an administrator."""
    deal = a_deal()
    somebody(deal, RoleCode.ADMINISTRATOR)
    return deal


def invite(deal: Deal, email: str = "nieuw@example.nl", role: RoleCode = RoleCode.READER) -> tuple[Invitation, str]:
    """Invite somebody."""
    with held(deal):
        return invitations.invite(scope=deal.code, email=email, name="Nina Nieuw", role=role, by=BY, at=AT)


def acts(deal: Deal) -> list[str]:
    """Return what the trail of the deal says about its members."""
    return list(AuditLine.objects.filter(scope=deal.code, act__startswith="member.").values_list("act", flat=True))


def test_an_accepted_invitation_gives_an_account_with_the_role(deal: Deal) -> None:
    """The trail says who invited whom and who came; the secret itself is nowhere."""
    invitation, secret = invite(deal, "Nieuw@Example.NL ")
    found = queries.invitation(secret)
    assert found == invitation
    assert secret not in str(list(Invitation.objects.values()))
    with held(deal):
        user = invitations.join(invitation=invitation, name=" Nina  Nieuw ", password=PASSWORD, at=AT)
    assert (user.email, user.name, user.check_password(PASSWORD)) == ("nieuw@example.nl", "Nina Nieuw", True)
    assert EmailAddress.objects.get(user=user).verified
    assert queries.roles_of(user, deal.code) == {RoleCode.READER}
    assert acts(deal) == ["member.invite", "member.join"]
    line = AuditLine.objects.get(act="member.join")
    assert (line.actor, line.details["account"]) == ("Nina Nieuw", "nieuw@example.nl")


def test_a_link_works_once(deal: Deal) -> None:
    """Neither a second account nor a second role comes from it."""
    invitation, _ = invite(deal)
    with held(deal):
        user = invitations.join(invitation=invitation, name="Nina", password=PASSWORD, at=AT)
    members_before = Membership.objects.count()
    with pytest.raises(invitations.NotOpen), held(deal):
        invitations.take_up(invitation=invitation, user=user, at=AT)
    assert Membership.objects.count() == members_before


@pytest.mark.parametrize(("later", "state"), [(timedelta(days=14), "expired"), (timedelta(days=13, hours=23), "open")])
def test_a_link_is_valid_for_fourteen_days(deal: Deal, later: timedelta, state: str) -> None:
    """To the minute, and never longer."""
    invitation, _ = invite(deal)
    assert queries.state_of(invitation, AT + later) == state
    if state == "expired":
        with pytest.raises(invitations.NotOpen), held(deal):
            invitations.join(invitation=invitation, name="Nina", password=PASSWORD, at=AT + later)
        assert not User.objects.filter(email=invitation.email).exists()


def test_sending_again_replaces_the_link_and_begins_a_new_term(deal: Deal) -> None:
    """The link that lies around in an older mail stops working."""
    invitation, old = invite(deal)
    late = AT + timedelta(days=20)
    with held(deal):
        new = invitations.resend(invitation=invitation, by=BY, at=late)
    assert queries.invitation(old) is None
    found = queries.invitation(new)
    assert found is not None
    assert queries.state_of(found, late + timedelta(days=13)) == InvitationState.OPEN
    assert acts(deal) == ["member.invite", "member.invite_again"]


def test_a_withdrawn_link_is_dead(deal: Deal) -> None:
    """It cannot be accepted, sent again or withdrawn twice."""
    invitation, _ = invite(deal)
    with held(deal):
        invitations.withdraw(invitation=invitation, by=BY, at=AT)
    with pytest.raises(invitations.NotOpen), held(deal):
        invitations.join(invitation=invitation, name="Nina", password=PASSWORD, at=AT)
    with pytest.raises(invitations.NotOpen), held(deal):
        invitations.resend(invitation=invitation, by=BY, at=AT)
    with pytest.raises(invitations.NotOpen), held(deal):
        invitations.withdraw(invitation=invitation, by=BY, at=AT)
    assert acts(deal) == ["member.invite", "member.withdraw_invitation"]


def test_who_has_an_account_takes_the_role_with_it(deal: Deal) -> None:
    """Nobody else can, and no second account is made."""
    user, other = somebody(deal, RoleCode.READER, name="Lia"), somebody(deal, RoleCode.READER, name="Omar")
    invitation, _ = invite(deal, user.email, RoleCode.CONTROLLER)
    with pytest.raises(invitations.AccountExists), held(deal):
        invitations.join(invitation=invitation, name="Lia", password=PASSWORD, at=AT)
    with pytest.raises(invitations.AnotherPerson), held(deal):
        invitations.take_up(invitation=invitation, user=other, at=AT)
    with held(deal):
        invitations.take_up(invitation=invitation, user=user, at=AT)
    assert queries.roles_of(user, deal.code) == {RoleCode.READER, RoleCode.CONTROLLER}
    assert queries.roles_of(other, deal.code) == {RoleCode.READER}


@pytest.mark.parametrize("email", ["", "geen adres", "a@", "@b.nl", "a b@c.nl", "a@b\n.nl", "x" * 300 + "@b.nl"])
def test_a_wrong_address_is_refused(deal: Deal, email: str) -> None:
    """Before anything is stored."""
    with pytest.raises(invitations.NotAnAddress, match="is not an e-mail address"):
        invite(deal, email)
    assert not Invitation.objects.exists()
    assert acts(deal) == []


def test_nobody_is_invited_twice_for_one_role(deal: Deal) -> None:
    """For another role one is, and again once the first invitation expired."""
    invite(deal)
    with pytest.raises(invitations.AlreadyInvited):
        invite(deal)
    invite(deal, role=RoleCode.CONTROLLER)
    with held(deal):
        invitations.invite(
            scope=deal.code, email="nieuw@example.nl", name="", role=RoleCode.READER, by=BY, at=AT + timedelta(days=15)
        )
    member = somebody(deal, RoleCode.READER)
    with pytest.raises(invitations.AlreadyMember):
        invite(deal, member.email)


def test_a_name_is_needed(deal: Deal) -> None:
    """The trail cannot name somebody without one."""
    invitation, _ = invite(deal)
    with pytest.raises(users.NoName), held(deal):
        invitations.join(invitation=invitation, name="  ", password=PASSWORD, at=AT)
    assert not User.objects.filter(email=invitation.email).exists()


def test_a_closed_account_opens_again_by_invitation(deal: Deal) -> None:
    """With a new password; the old one is gone."""
    user = somebody(deal, RoleCode.READER)
    with held(deal):
        assert members.remove(user=user, scope=deal.code, by=BY, at=AT)
    invitation, _ = invite(deal, user.email)
    with held(deal):
        again = invitations.join(invitation=invitation, name="Jo", password=PASSWORD, at=AT)
    assert (again.pk, again.is_active, again.check_password(PASSWORD)) == (user.pk, True, True)


def test_roles_change_with_a_line_that_says_which(deal: Deal) -> None:
    """And with none where nothing changed."""
    user = somebody(deal, RoleCode.READER)
    with held(deal):
        wanted = [RoleCode.CONTROLLER, RoleCode.READER]
        assert members.set_roles(user=user, scope=deal.code, seen=["reader"], roles=wanted, by=BY, at=AT)
        seen = ["reader", "controller"]
        assert not members.set_roles(user=user, scope=deal.code, seen=seen, roles=wanted, by=BY, at=AT)
    line = AuditLine.objects.get(act="member.roles")
    assert (line.subject, line.details["given"], line.details["taken"]) == (user.email, ["controller"], [])


def test_roles_that_changed_meanwhile_are_not_overwritten(deal: Deal) -> None:
    """The second administrator is told."""
    user = somebody(deal, RoleCode.READER, RoleCode.CONTROLLER)
    with pytest.raises(members.ChangedMeanwhile), held(deal):
        members.set_roles(user=user, scope=deal.code, seen=["reader"], roles=[RoleCode.READER], by=BY, at=AT)


def test_the_last_administrator_stays(deal: Deal) -> None:
    """By whatever way one would go; a closed account does not count as another."""
    last = User.objects.get(memberships__role=RoleCode.ADMINISTRATOR)
    closed = somebody(deal, RoleCode.ADMINISTRATOR, name="Gesloten")
    with held(deal):
        members.deactivate(user=closed, by=BY, at=AT)
    for act in (
        lambda: members.set_roles(
            user=last, scope=deal.code, seen=["administrator"], roles=[RoleCode.READER], by=BY, at=AT
        ),
        lambda: members.remove(user=last, scope=deal.code, by=BY, at=AT),
        lambda: members.deactivate(user=last, by=BY, at=AT),
    ):
        with pytest.raises(members.LastAdministrator), held(deal):
            act()
    last.refresh_from_db()
    assert last.is_active
    assert queries.roles_of(last, deal.code) == {RoleCode.ADMINISTRATOR}


def test_a_member_of_another_deal_keeps_the_account(deal: Deal) -> None:
    """Leaving one deal closes nothing elsewhere."""
    user = somebody(deal, RoleCode.READER)
    Membership.objects.create(user=user, scope="elders", role=RoleCode.READER)
    with held(deal):
        assert not members.remove(user=user, scope=deal.code, by=BY, at=AT)
    user.refresh_from_db()
    assert user.is_active
    assert queries.scopes_of(user) == ["elders"]


def test_a_new_name_stands_in_the_trail_beside_the_old_one(deal: Deal) -> None:
    """And an empty one is refused."""
    user = somebody(deal, RoleCode.READER, name="Jo Jansen")
    with held(deal):
        assert users.rename(user=user, name="Jo de Vries", by=BY, at=AT)
        assert not users.rename(user=user, name=" Jo  de Vries ", by=BY, at=AT)
    with pytest.raises(users.NoName), held(deal):
        users.rename(user=user, name="", by=BY, at=AT)
    line = AuditLine.objects.get(act="member.rename")
    assert (line.details["old"], line.details["new"]) == ("Jo Jansen", "Jo de Vries")


def test_every_right_is_said_in_words() -> None:
    """The table on the screen cannot leave one out."""
    assert set(SAYS) == set(Permission)
    assert set(ROLES) == set(RoleCode)


def test_what_is_refused_leaves_nothing(deal: Deal) -> None:
    """A refusal inside an act that holds the deal undoes what was done with it."""
    lines = AuditLine.objects.count()
    with pytest.raises(Refusal), held(deal):  # noqa: PT012 - both acts belong to what is undone
        invite(deal)
        invite(deal, "geen adres")
    assert AuditLine.objects.count() == lines
    assert not Invitation.objects.exists()
