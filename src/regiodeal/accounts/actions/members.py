"""Who takes part in a deal, in which roles. The caller holds the deal, as for every line in its trail."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from regiodeal.accounts.models import Membership, User
from regiodeal.accounts.queries import roles_of, scopes_of
from regiodeal.accounts.roles import RoleCode
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal


class LastAdministrator(Refusal):
    """A deal without an administrator can invite nobody any more."""


class NoRole(Refusal):
    """A member has at least one role."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed the roles since they were read."""


def set_roles(
    *, user: User, scope: str, seen: Iterable[str], roles: Iterable[RoleCode], by: trail.Actor, at: datetime
) -> bool:
    """Give a member these roles and no others; return whether anything changed. `seen` are those that were read.

    Raises NoRole without any role, LastAdministrator when nobody would be left who can invite people, and
    ChangedMeanwhile when the member has other roles by now than those that were read.
    """
    wanted = set(roles)
    if not wanted:
        raise NoRole("choose at least one role, or withdraw the access of this person altogether")
    if set(seen) != roles_of(user, scope):
        raise ChangedMeanwhile("the roles of {name} were changed meanwhile; look again and choose", name=user.name)
    return _replace(user, scope, wanted, act="member.roles", by=by, at=at)


def remove(*, user: User, scope: str, by: trail.Actor, at: datetime) -> bool:
    """Take a person out of a deal; return whether the account is closed now, because no deal was left.

    Raises LastAdministrator.
    """
    with transaction.atomic():
        _replace(user, scope, set(), act="member.remove", by=by, at=at)
        closed = not scopes_of(user)
        if closed:
            _close(user)
    return closed


def deactivate(*, user: User, by: trail.Actor, at: datetime) -> None:
    """Close an account in all deals at once: its sessions and its ways to sign in stop working. Roles stay noted.

    The caller holds the deals of this person. Raises LastAdministrator.
    """
    with transaction.atomic():
        for scope in scopes_of(user):
            if RoleCode.ADMINISTRATOR in roles_of(user, scope):
                _require_another_administrator(user, scope)
            trail.write(scope=scope, act="member.deactivate", subject=user.email, by=by, at=at)
        _close(user)


def _replace(user: User, scope: str, wanted: set[RoleCode], *, act: str, by: trail.Actor, at: datetime) -> bool:
    with transaction.atomic():
        has = roles_of(user, scope)
        given, taken = sorted(wanted - has), sorted(has - wanted)
        if not given and not taken:
            return False
        if RoleCode.ADMINISTRATOR in taken:
            _require_another_administrator(user, scope)
        Membership.objects.filter(user=user, scope=scope, role__in=taken).delete()
        for role in given:
            Membership.objects.create(user=user, scope=scope, role=role)
        trail.write(scope=scope, act=act, subject=user.email, by=by, at=at, given=given, taken=taken)
    return True


def _require_another_administrator(user: User, scope: str) -> None:
    others = Membership.objects.filter(scope=scope, role=RoleCode.ADMINISTRATOR, user__is_active=True)
    if not others.exclude(user=user).exists():
        raise LastAdministrator(
            "{name} is the last administrator of this deal; make somebody else administrator first", name=user.name
        )


def _close(user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
