"""Reads about people."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, OuterRef, QuerySet

from regiodeal.accounts.models import Invitation, Membership, User
from regiodeal.accounts.roles import RoleCode

_PROVED = "account_authentication_methods"
"""Where allauth keeps in the session how a person signed in."""
_SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class InvitationState(StrEnum):
    """What can still be done with an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Member:
    """A person of a deal, as the list of people shows it."""

    user: User
    roles: tuple[RoleCode, ...]
    has_second_factor: bool


def has_second_factor(user: User, session: SessionBase) -> bool:
    """Whether the person proves more than a password at each sign-in.

    That is so after a second factor, a passkey or an organisation's provider in this session, and for whoever has
    set up a second factor: allauth asks for it at every sign-in with a password.
    """
    if any(record.get("method") in {"mfa", "socialaccount"} for record in session.get(_PROVED, [])):
        return True
    return has_second_factor_set_up(user)


def has_second_factor_set_up(user: User) -> bool:
    """Whether the person has an app with codes, a passkey or a security key."""
    return bool(Authenticator.objects.filter(user=user, type__in=_SECOND_FACTORS).exists())


def roles_of(user: User, scope: str) -> set[RoleCode]:
    """Return the roles of a person in a deal."""
    return {RoleCode(role) for role in Membership.objects.filter(user=user, scope=scope).values_list("role", flat=True)}


def scopes_of(user: User) -> list[str]:
    """Return the codes of the deals in which a person has a role, in order."""
    return sorted(set(Membership.objects.filter(user=user).values_list("scope", flat=True)))


def people(scope: str) -> QuerySet[User]:
    """Return the people with a role in a deal, with whether they set up a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=_SECOND_FACTORS)
    memberships = Membership.objects.filter(user=OuterRef("pk"), scope=scope)
    return (
        User.objects.filter(Exists(memberships)).annotate(with_second_factor=Exists(factors)).order_by("name", "email")
    )


def members(scope: str, users: Iterable[User]) -> list[Member]:
    """Return these people (from `people`) with their roles in the deal, in the order of the table of roles."""
    listed = list(users)
    roles: dict[int, set[str]] = defaultdict(set)
    for user_id, role in Membership.objects.filter(user__in=listed, scope=scope).values_list("user_id", "role"):
        roles[user_id].add(role)
    return [
        Member(
            user=user,
            roles=tuple(role for role in RoleCode if role in roles[user.pk]),
            has_second_factor=getattr(user, "with_second_factor", False),
        )
        for user in listed
    ]


def waiting_invitations(scope: str) -> QuerySet[Invitation]:
    """Return the invitations that were not answered, also those that expired meanwhile."""
    return Invitation.objects.filter(scope=scope, accepted_at=None, withdrawn_at=None).order_by("-invited_at", "-pk")


def invitation(secret: str) -> Invitation | None:
    """Return the invitation whose link holds this secret, whatever its state."""
    return Invitation.objects.filter(secret_sha256=digest(secret)).first()


def state_of(invitation: Invitation, at: datetime) -> InvitationState:
    """Return what can still be done with an invitation at a moment."""
    if invitation.accepted_at is not None:
        return InvitationState.ACCEPTED
    if invitation.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if invitation.expires_at <= at else InvitationState.OPEN


def digest(secret: str) -> str:
    """Return what is kept of the secret of an invitation."""
    return hashlib.sha256(secret.encode()).hexdigest()
