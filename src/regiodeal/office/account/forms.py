"""Forms about one's own account, and those of allauth in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy

from regiodeal.accounts.models import User
from regiodeal.web.forms import OfficeForm

PASSWORD_HELP = gettext_lazy(
    "Ten minste 12 tekens. Een zin van een paar woorden is goed te onthouden en moeilijk te raden."
)


class NameForm(OfficeForm):
    """One's own name."""

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=200,
        help_text=gettext_lazy("Zo staat u in het logboek en bij wat u vastlegt."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class JoinForm(NameForm):
    """What a new person fills in to accept an invitation; without a password where a provider knows the person."""

    password = forms.CharField(
        label=gettext_lazy("Wachtwoord"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, providers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        if providers:
            self.fields["password"].required = False
            self.fields["password"].help_text = gettext_lazy(
                "Ten minste 12 tekens. Laat dit leeg als u zich aanmeldt met het account van uw organisatie."
            )

    def clean(self) -> dict[str, Any]:
        """Hold the password against the rules, with the name and the address that it may not resemble."""
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            person = User(email=self._email, name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class _OurWords(forms.Form):
    """Labels and hints of ours, and no placeholders: a label that goes away while one types is none."""

    words: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if not field.widget.is_hidden:
                field.widget.attrs.setdefault("class", "utrecht-textbox utrecht-textbox--html-input")


class LoginForm(_OurWords, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Signing in."""

    words = {"login": gettext_lazy("E-mailadres"), "password": gettext_lazy("Wachtwoord")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ReauthenticateForm(_OurWords, account.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more."""

    words = {"password": gettext_lazy("Wachtwoord")}


class ChangePasswordForm(_OurWords, account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """Another password."""

    words = {
        "oldpassword": gettext_lazy("Huidig wachtwoord"),
        "password1": gettext_lazy("Nieuw wachtwoord"),
        "password2": gettext_lazy("Nieuw wachtwoord, nog een keer"),
    }
    hints = {"password1": PASSWORD_HELP}


class SetPasswordForm(_OurWords, account.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """A first password."""

    words = {
        "password1": gettext_lazy("Wachtwoord"),
        "password2": gettext_lazy("Wachtwoord, nog een keer"),
    }
    hints = {"password1": PASSWORD_HELP}


class ResetPasswordForm(_OurWords, account.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """The address to which the link for a new password goes."""

    words = {"email": gettext_lazy("E-mailadres")}


class ResetPasswordKeyForm(_OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """A new password, after the link."""

    words = SetPasswordForm.words
    hints = SetPasswordForm.hints


class _CodeForm(_OurWords):
    words = {"code": gettext_lazy("Code")}
    hints = {"code": gettext_lazy("De zes cijfers uit de app op uw telefoon, of een van uw herstelcodes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="one-time-code", autocapitalize="none", spellcheck="false")


class AuthenticateForm(_CodeForm, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor while signing in."""


class ReauthenticateCodeForm(_CodeForm, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor once more."""


class ActivateTOTPForm(_CodeForm, totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app."""

    hints = {"code": gettext_lazy("De zes cijfers die de app nu laat zien.")}


class AddWebAuthnForm(_OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey or security key."""

    words = {
        "name": gettext_lazy("Naam van deze sleutel"),
        "passwordless": gettext_lazy("Ook gebruiken om mij zonder wachtwoord aan te melden"),
    }
    hints = {
        "name": gettext_lazy("Zodat u hem later herkent, bijvoorbeeld: laptop van het werk."),
        "passwordless": gettext_lazy("De sleutel vraagt dan om een vingerafdruk, een gezicht of een pincode."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].widget.attrs["class"] = "utrecht-checkbox utrecht-checkbox--html-input"


class EditWebAuthnForm(_OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name for a key."""

    words = {"name": gettext_lazy("Naam van deze sleutel")}
