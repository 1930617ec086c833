"""What forms have in common that people without an account fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.common.errors import Refusal
from regiodeal.mailing import addresses
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


class PublicForm(OfficeForm):
    """A form of somebody without an account. `website` is hidden: whoever fills it in is a robot."""

    use_required_attribute = False  # the form says itself what to do, in the language of the page

    website = forms.CharField(required=False, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
