"""Contacts and documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.projects.file_kinds import MEDIA_TYPES, MOST_BYTES
from regiodeal.web.forms import OfficeForm


class ContactForm(OfficeForm):
    """A person behind a project."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=gettext_lazy("Naam"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    function = forms.CharField(label=gettext_lazy("Functie"), max_length=200, required=False)
    organisation = forms.CharField(label=gettext_lazy("Organisatie"), max_length=200, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Dit is geen e-mailadres. Schrijf bijvoorbeeld naam@gemeente.nl.")},
    )
    phone = forms.RegexField(
        regex=r"^[0-9+() /\-]{6,40}$",
        label=gettext_lazy("Telefoon"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Dit is geen telefoonnummer. Schrijf bijvoorbeeld 0591 12 34 56.")},
    )

    def content(self) -> dict[str, Any]:
        """Return what is kept of the person."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class UploadForm(OfficeForm):
    """A file from the reader's own machine."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        allow_empty_file=True,  # the action says what is wrong with an empty file
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in [*MEDIA_TYPES, "jpeg"])}),
        error_messages={"required": gettext_lazy("Kies eerst een bestand.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.most = ", ".join(MEDIA_TYPES), MOST_BYTES // 1024 // 1024
