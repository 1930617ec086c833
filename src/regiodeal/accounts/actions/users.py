"""What people change about themselves, and how they come in."""

from collections.abc import Iterable

from django.db import transaction

from regiodeal.accounts.models import Language, Membership, User
from regiodeal.accounts.roles import RoleCode


def choose_language(*, user: User, language: Language) -> None:
    """Keep the language that a person chose."""
    User.objects.filter(pk=user.pk).update(language=language)


def enrol(*, email: str, name: str, password: str | None, scope: str, roles: Iterable[RoleCode]) -> User:
    """Make an account, or find it, and give it roles in a deal; an existing account keeps its password and name."""
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            user = User.objects.create_user(email, password, name=name)
        for role in roles:
            Membership.objects.get_or_create(user=user, scope=scope, role=role)
    return user
