"""The forms of publishing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from regiodeal.common.errors import Refusal
from regiodeal.publication.actions.editions import PersonalData
from regiodeal.web.forms import MomentField, OfficeForm

_NOT_PERSONAL = "not_personal"


class JudgedForm(OfficeForm):
    """A form that publishes: what looks like personal data is asked about, text by text, and kept while it is asked.

    `in_doubt` are texts that look so before anybody tried to publish them.
    """

    def __init__(self, *args: Any, in_doubt: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_about(in_doubt)
        if self.is_bound:
            self._ask_about(self.data.getlist(_NOT_PERSONAL))  # type: ignore[attr-defined]

    @property
    def not_personal(self) -> frozenset[str]:
        """What somebody said is not personal."""
        return frozenset(self.cleaned_data.get(_NOT_PERSONAL, ()))

    def refused(self, refusal: Refusal, field: str | None = None) -> None:
        """Show a refusal; one for personal data is followed by the question whether it is."""
        if isinstance(refusal, PersonalData):
            self._ask_about([*self.not_personal, *refusal.texts])
        super().refused(refusal, field)

    def _ask_about(self, texts: Iterable[str]) -> None:
        asked = dict.fromkeys(texts)
        if asked:
            self.fields[_NOT_PERSONAL] = forms.MultipleChoiceField(
                label=gettext("Dit is niet van een persoon, en mag openbaar worden"),
                help_text=gettext(
                    "Bijvoorbeeld de postbus van een organisatie. Staat er wel iets van een persoon? "
                    "Haal het dan eerst weg. Het logboek bewaart wat u hier aanvinkt."
                ),
                choices=[(text, text) for text in asked],
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "utrecht-checkbox utrecht-checkbox--html-input"}),
            )


class PublishForm(JudgedForm):
    """Until when an edition stays sealed, in Dutch time; empty is: public at once."""

    embargo_until = MomentField(
        label=gettext_lazy("Embargo tot"),
        help_text=gettext_lazy(
            "Dag en tijd in Nederland. Tot dan ziet het publiek alleen dat er iets verzegeld is. Leeg: meteen openbaar."
        ),
        required=False,
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


class ReasonForm(JudgedForm):
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
