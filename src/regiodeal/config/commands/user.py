"""`regiodeal user`: invite the first people, list them, close an account."""

import click

from regiodeal.accounts import queries
from regiodeal.accounts.actions import invitations, members
from regiodeal.accounts.models import Membership, User
from regiodeal.accounts.roles import RoleCode
from regiodeal.audit.trail import Actor
from regiodeal.common.errors import Refusal
from regiodeal.config.commands.options import acting, deal_option, now
from regiodeal.config.database import prepare
from regiodeal.office.account.links import invitation_link
from regiodeal.programme.actions.holding import held
from regiodeal.programme.models import Deal
from regiodeal.programme.queries import deal as find_deal


class UnknownUser(Refusal):
    """Nobody has this address."""


@click.group()
def user() -> None:
    """Invite people, list them, close an account."""


@user.command()
@click.argument("email")
@deal_option
@click.option("--role", required=True, type=click.Choice(RoleCode.values), help="What the person will do in the deal.")
@click.option("--name", default="", help="Who it is, for the invitation.")
@acting
def invite(email: str, code: str | None, role: str, name: str, by: Actor) -> None:
    """Invite EMAIL to a role in a deal, and print the link: once, since only its hash is kept. No mail is sent."""
    prepare()
    deal = find_deal(code)
    with held(deal):
        invitation, secret = invitations.invite(
            scope=deal.code, email=email, name=name, role=RoleCode(role), by=by, at=now()
        )
    click.echo(
        f"{invitation.email} is invited as {role} in {deal.name}, until {invitation.expires_at:%Y-%m-%d %H:%M} UTC"
    )
    click.echo(invitation_link(secret))


@user.command("list")
def list_users() -> None:
    """List who has an account, with the roles in each deal."""
    prepare()
    roles: dict[int, list[str]] = {}
    for membership in Membership.objects.all():
        roles.setdefault(membership.user_id, []).append(f"{membership.scope}: {membership.role}")
    for one in User.objects.all():
        told = ", ".join(roles.get(one.pk, ["no role"]))
        click.echo(f"{one.email}  {one.name}  {told}{'' if one.is_active else '  (closed)'}")


@user.command()
@click.argument("email")
@acting
def deactivate(email: str, by: Actor) -> None:
    """Close the account of EMAIL in every deal at once; a new invitation opens it again."""
    prepare()
    found = User.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise UnknownUser(f"nobody has the address {email}; list the accounts with: regiodeal user list")
    with held(*Deal.objects.filter(code__in=queries.scopes_of(found))):
        members.deactivate(user=found, by=by, at=now())
    click.echo(f"{found.email}: closed")
