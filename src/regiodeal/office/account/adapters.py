"""How allauth fits this house: accounts come from invitations, and a provider vouches for an address each time."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from regiodeal.accounts.models import User
from regiodeal.office.account.links import absolute
from regiodeal.web import interrupted, language


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Signing in with a password, a second factor or a passkey."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Dit account is gesloten. Vraag de beheerder van de deal om een uitnodiging."),
        "email_password_mismatch": gettext_lazy(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer beide."
        ),
        "enter_current_password": gettext_lazy("Dit is niet uw huidige wachtwoord."),
        "incorrect_code": gettext_lazy("Deze code klopt niet, of is al gebruikt. Neem de nieuwste code uit de app."),
        "incorrect_password": gettext_lazy("Dit wachtwoord klopt niet."),
        "invalid_password_reset": gettext_lazy("Deze link klopt niet of is al gebruikt. Vraag een nieuwe aan."),
        "rate_limited": gettext_lazy("Dit is te vaak achter elkaar geprobeerd. Wacht een paar minuten."),
        "too_many_login_attempts": gettext_lazy("Er is te vaak een verkeerd wachtwoord ingevuld. Wacht vijf minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth gives it
        """Nobody registers without an invitation."""
        return False

    def is_reauthentication_required(self, *, app: str, **_options: Any) -> bool:
        """Ask the password again before anything sensitive, but not before the first second factor where it is due.

        Whoever has none there can open nothing else, and has signed in a moment ago; that is noted as the proof, so
        that the recovery codes, which come with it, show without asking again.
        """
        first = settings.SECOND_FACTOR == "required" and app == "allauth.mfa"
        if first and not Authenticator.objects.filter(user=self.request.user).exists():
            reauthenticate_by_password(self.request)
            return False
        return bool(super().is_reauthentication_required(app=app))

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Leave in the browser who signed in, and the language of that person where none was chosen."""
        response: HttpResponse = super().post_login(request, user, **details)
        interrupted.remember(response, user, secure=request.is_secure())
        if language.COOKIE not in request.COOKIES:
            language.keep(response, user.language, secure=request.is_secure())
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link for a new password, with our own address and not one that a request claims."""
        return absolute(super().get_reset_password_from_key_url(key), self.request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Codes, passkeys and security keys, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Deze code klopt niet, of is al gebruikt. Neem de nieuwste code uit de app."),
    }


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """A provider of an organisation signs in people who have an account; it makes none, and nothing of it is kept."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 - the same
        """Nobody registers without an invitation."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Whether the provider speaks for this address: all of them, or those of the domains in its settings."""
        domains = login.provider.app.settings.get("domains", [])
        return not domains or email.rpartition("@")[2].lower() in domains

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Go on only where the provider verified an address that has an account; say else why not."""
        addresses = sociallogin.email_addresses
        if not any(address.verified is True for address in addresses):
            reason = "unverified" if addresses else "no_address"
        elif not sociallogin.is_existing:
            reason = "unknown"
        else:
            return
        content = {
            "reason": reason,
            "provider": sociallogin.provider.name if sociallogin.provider else "",
            "address": addresses[0].email if addresses else "",
        }
        raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", content, status=403))
