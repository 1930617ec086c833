"""What people change about themselves, and how they come in."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from regiodeal.accounts.models import Language, Membership, User
from regiodeal.accounts.queries import scopes_of
from regiodeal.accounts.roles import RoleCode
from regiodeal.audit import trail
from regiodeal.common.errors import Refusal

_LONGEST = 200


class NoName(Refusal):
    """Nobody can act without a name, and no name is longer than the trail can write."""


def choose_language(*, user: User, language: Language) -> None:
    """Keep the language that a person chose."""
    User.objects.filter(pk=user.pk).update(language=language)


def rename(*, user: User, name: str, by: trail.Actor, at: datetime) -> bool:
    """Change the name that the trail writes; return whether it differed. Raises NoName.

    Each deal of the person notes the change, so that the lines under the old name stay readable. The caller holds
    these deals.
    """
    name = tidy(name)
    if name == user.name:
        return False
    with transaction.atomic():
        for scope in scopes_of(user):
            trail.write(scope=scope, act="member.rename", subject=user.email, by=by, at=at, old=user.name, new=name)
        user.name = name
        user.save(update_fields=["name"])
    return True


def enrol(*, email: str, name: str, password: str | None, scope: str, roles: Iterable[RoleCode], at: datetime) -> User:
    """Make an account, or find it, and give it roles in a deal; an existing account keeps its password and name."""
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            user = create(email=email, name=name, password=password, at=at)
        for role in roles:
            Membership.objects.get_or_create(user=user, scope=scope, role=role)
    return user


def give_password(users: Iterable[User], password: str) -> None:
    """Give accounts without a password this one, hashed once for all: of invented people, who share it."""
    without = [user for user in users if not user.has_usable_password()]
    hashed = make_password(password) if without else ""
    for user in without:
        user.password = hashed
        user.save(update_fields=["password"])


def tidy(name: str) -> str:
    """Return a name without needless spaces. Raises NoName."""
    name = " ".join(name.split())
    if not name:
        raise NoName("everybody who acts has a name; fill in yours")
    if len(name) > _LONGEST:
        raise NoName("this name is longer than {most} characters; shorten it", most=_LONGEST)
    return name


def create(*, email: str, name: str, password: str | None, at: datetime) -> User:
    """Make an account. Its address is known to be right: whoever makes it wrote there, or vouches for it."""
    with transaction.atomic():
        user = User(email=email.strip().lower(), name=name, date_joined=at)
        user.set_password(password)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
