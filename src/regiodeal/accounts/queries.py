"""Reads about people."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase

from regiodeal.accounts.models import User

_PROVED = "account_authentication_methods"
"""Where allauth keeps in the session how a person signed in."""


def has_second_factor(user: User, session: SessionBase) -> bool:
    """Whether the person proves more than a password at each sign-in.

    That is so after a second factor, a passkey or an organisation's provider in this session, and for whoever has
    set up a second factor: allauth asks for it at every sign-in with a password.
    """
    if any(record.get("method") in {"mfa", "socialaccount"} for record in session.get(_PROVED, [])):
        return True
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()
