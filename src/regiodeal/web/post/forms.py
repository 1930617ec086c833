"""Forms that people without an account fill in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.accounts.models import Language
from regiodeal.common.errors import Refusal
from regiodeal.mailing import addresses
from regiodeal.mailing.models import MailingList
from regiodeal.web.forms import OfficeForm
from regiodeal.web.refusals import told

_LONGEST_TYPED = 1000  # characters; what is longer is no address anyhow


class AddressField(forms.CharField):
    """An e-mail address, in the one spelling in which it is kept."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("E-mailadres"))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Vul uw e-mailadres in.")})
        super().__init__(max_length=_LONGEST_TYPED, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the address. Raises ValidationError."""
        written = super().clean(value)
        try:
            return addresses.tidy(written)
        except Refusal as refusal:
            raise forms.ValidationError(told(refusal)) from refusal


class PostForm(OfficeForm):
    """A form that asks for a mail. `website` is hidden from people: whoever fills it in is a robot."""

    use_required_attribute = False  # the form says itself what to do, in the language of the page

    website = forms.CharField(required=False, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)


class AskForm(PostForm):
    """The address that wants a link to its preferences."""

    email = AddressField()


class SignUpForm(PostForm):
    """Who wants to be on which lists."""

    email = AddressField()
    name = forms.CharField(
        label=gettext_lazy("Naam"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    lists = forms.MultipleChoiceField(
        label=gettext_lazy("Wat wilt u ontvangen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies ten minste één lijst.")},
    )

    def __init__(self, *args: Any, lists: Iterable[MailingList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].choices = [(own.code, own.name) for own in lists]  # type: ignore[attr-defined]


class PreferencesForm(OfficeForm):
    """What somebody changes about the mail they get."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    lists = forms.MultipleChoiceField(
        label=gettext_lazy("Lijsten"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lists: Iterable[MailingList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].choices = [(own.code, own.name) for own in lists]  # type: ignore[attr-defined]
