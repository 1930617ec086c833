"""The forms of publishing."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from regiodeal.web.forms import OfficeForm


class PublishForm(OfficeForm):
    """Until when an edition stays sealed, in Dutch time; empty is: public at once."""

    embargo_until = forms.DateTimeField(
        label=gettext_lazy("Embargo tot"),
        help_text=gettext_lazy(
            "Dag en tijd in Nederland. Tot dan ziet het publiek alleen dat er iets verzegeld is. Leeg: meteen openbaar."
        ),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={
            "invalid": gettext_lazy("Dit is geen dag met een tijd. Schrijf bijvoorbeeld 23-11-2026 09:00.")
        },
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = now

    def clean_embargo_until(self) -> datetime | None:
        """Refuse a moment that has passed."""
        given: datetime | None = self.cleaned_data["embargo_until"]
        if given is not None and given <= self._now:
            raise forms.ValidationError(
                gettext(
                    "Dit moment is al voorbij. Kies een later moment, of laat het veld leeg om meteen te publiceren."
                )
            )
        return given


class ReasonForm(OfficeForm):
    """Why something published is corrected or withdrawn; the public can read it."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    reason = forms.CharField(
        label=gettext_lazy("Reden"),
        help_text=gettext_lazy("Het publiek leest deze reden bij de nieuwe versie."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Schrijf de reden, in woorden die iedereen kan begrijpen.")},
    )


class RectifyForm(ReasonForm):
    """A better text beside an adopted one."""

    text = forms.CharField(
        label=gettext_lazy("De betere tekst"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Schrijf hoe de tekst moet luiden.")},
    )
    field_order = ["text", "reason"]
