"""The form with which a spreadsheet is uploaded."""

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.web.forms import OfficeForm


class UploadForm(OfficeForm):
    """A file with rows."""

    file = forms.FileField(
        label=gettext_lazy("Bestand (.xlsx, .ods of .csv)"),
        allow_empty_file=True,  # an empty file gets its own words
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        error_messages={"required": gettext_lazy("Kies eerst een bestand.")},
    )
