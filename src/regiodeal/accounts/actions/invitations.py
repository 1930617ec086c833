"""Invitations: the only way in. Only the hash of a secret is kept; the link with the secret is shown once.

The caller holds the deal, as for every line in its trail.
"""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction

from regiodeal.accounts.actions import users
from regiodeal.accounts.models import Invitation, Membership, User
from regiodeal.accounts.queries import InvitationState, digest, state_of
from regiodeal.accounts.roles import RoleCode
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal

VALID = timedelta(days=14)
_LONGEST = 254  # characters in an address


class NotAnAddress(Refusal):
    """Nobody can be reached at this address."""


class AlreadyMember(Refusal):
    """The person has the role already."""


class AlreadyInvited(Refusal):
    """An invitation for the same role waits for an answer."""


class NotOpen(Refusal):
    """The invitation was accepted or withdrawn, or it expired."""


class AccountExists(Refusal):
    """Who has an account signs in with it."""


class AnotherPerson(Refusal):
    """An invitation is for one address."""


def invite(
    *, scope: str, email: str, name: str, role: RoleCode, by: trail.Actor, at: datetime
) -> tuple[Invitation, str]:
    """Invite a person to take a role; return the invitation and the secret for its link.

    Raises NotAnAddress, AlreadyMember, AlreadyInvited, and NoName for a name that is too long.
    """
    email = _address(email)
    with transaction.atomic():
        _require_new(scope, email, role, at)
        secret = secrets.token_urlsafe(32)
        invitation = Invitation.objects.create(
            scope=scope,
            email=email,
            name=users.tidy(name) if name.strip() else "",
            role=role,
            secret_sha256=digest(secret),
            invited_by=by.name,
            invited_at=at,
            expires_at=at + VALID,
        )
        trail.write(scope=scope, act="member.invite", subject=email, by=by, at=at, role=role)
    return invitation, secret


def resend(*, invitation: Invitation, by: trail.Actor, at: datetime) -> str:
    """Give an invitation a new secret and a new term, also where it expired; return the secret. Raises NotOpen.

    The link that was sent before stops working.
    """
    with transaction.atomic():
        invitation = _locked(invitation)
        if state_of(invitation, at) not in {InvitationState.OPEN, InvitationState.EXPIRED}:
            raise NotOpen("this invitation was accepted or withdrawn; invite the person again")
        secret = secrets.token_urlsafe(32)
        invitation.secret_sha256 = digest(secret)
        invitation.expires_at = at + VALID
        invitation.save(update_fields=["secret_sha256", "expires_at"])
        trail.write(
            scope=invitation.scope, act="member.invite_again", subject=invitation.email, by=by, at=at,
            role=invitation.role,
        )  # fmt: skip
    return secret


def withdraw(*, invitation: Invitation, by: trail.Actor, at: datetime) -> None:
    """Take an invitation back: its link stops working. Raises NotOpen."""
    with transaction.atomic():
        invitation = _locked(invitation)
        if state_of(invitation, at) not in {InvitationState.OPEN, InvitationState.EXPIRED}:
            raise NotOpen("this invitation was accepted or withdrawn already")
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        trail.write(
            scope=invitation.scope, act="member.withdraw_invitation", subject=invitation.email, by=by, at=at,
            role=invitation.role,
        )  # fmt: skip


def join(*, invitation: Invitation, name: str, password: str | None, at: datetime) -> User:
    """Accept an invitation as somebody without an account: make it, and give the role; return the account.

    An account that was closed is opened again with the new name and password. Raises NotOpen, AccountExists, NoName.
    """
    name = users.tidy(name)
    with transaction.atomic():
        user = User.objects.filter(email=invitation.email).first()
        if user is not None and user.is_active:
            raise AccountExists("there is an account for {email} already; sign in with it", email=invitation.email)
        if user is None:
            user = users.create(email=invitation.email, name=name, password=password, at=at)
        else:
            _open_again(user, name, password)
        _accept(invitation, user, at)
    return user


def take_up(*, invitation: Invitation, user: User, at: datetime) -> None:
    """Accept an invitation as somebody who has an account. Raises NotOpen, AnotherPerson."""
    if user.email != invitation.email:
        raise AnotherPerson("this invitation is for {email}; sign in with that account", email=invitation.email)
    with transaction.atomic():
        _accept(invitation, user, at)


def _accept(invitation: Invitation, user: User, at: datetime) -> None:
    invitation = _locked(invitation)
    if state_of(invitation, at) != InvitationState.OPEN:
        raise NotOpen("this invitation is not open any more; ask for a new one")
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    Membership.objects.get_or_create(user=user, scope=invitation.scope, role=invitation.role)
    trail.write(
        scope=invitation.scope,
        act="member.join",
        subject=user.email,
        by=trail.Actor(user.get_full_name(), account=user.email),
        at=at,
        role=invitation.role,
        invited_by=invitation.invited_by,
    )


def _open_again(user: User, name: str, password: str | None) -> None:
    user.name = name
    user.is_active = True
    user.set_password(password)
    user.save(update_fields=["name", "is_active", "password"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
        MaxLengthValidator(_LONGEST)(email)
    except ValidationError as error:
        raise NotAnAddress("{email} is not an e-mail address; write it as name@example.nl", email=email) from error
    return email


def _require_new(scope: str, email: str, role: RoleCode, at: datetime) -> None:
    if Membership.objects.filter(user__email=email, user__is_active=True, scope=scope, role=role).exists():
        raise AlreadyMember("{email} has this role already", email=email)
    waiting = Invitation.objects.filter(scope=scope, email=email, role=role, accepted_at=None, withdrawn_at=None)
    if waiting.filter(expires_at__gt=at).exists():
        raise AlreadyInvited("an invitation of {email} for this role is open already; send it again", email=email)


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)
