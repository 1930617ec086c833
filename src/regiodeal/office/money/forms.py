"""Forms with which money is booked: an amount, a day and what it rests on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from regiodeal.funding.choices import BasisKind
from regiodeal.funding.models import Basis
from regiodeal.projects.choices import FigureKind
from regiodeal.web.formatting import day, euros
from regiodeal.web.forms import DayField, MoneyField, OfficeForm


class BasesField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of what a booking rests on."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a basis by its kind, reference, title and day."""
        kind = gettext(str(BasisKind(obj.kind).label))
        return f"{kind} {obj.reference}, {obj.title} ({day(obj.on)})"


class SeenForm(OfficeForm):
    """A form that knows what its reader saw: the last transfer of the phase at that time."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen
    gezien = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def seen(self) -> int:
        """The last transfer that the reader saw; nothing where that got lost, so that whoever confirms looks again."""
        return self.cleaned_data.get("gezien") or 0

    @property
    def facts(self) -> Iterable[tuple[str, Any]]:
        """What was filled in, for the last question: each label with its value."""
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not isinstance(field.widget, forms.HiddenInput) and value not in (None, ""):
                yield str(field.label), _said(field, value)


class BookingForm(SeenForm):
    """How much, from which day, and on what it rests."""

    bedrag = MoneyField(
        label=gettext_lazy("Bedrag in euro"), error_messages={"required": gettext_lazy("Vul een bedrag in.")}
    )
    dag = DayField(
        label=gettext_lazy("Telt vanaf"),
        help_text=gettext_lazy("De dag van de betaling of de vaststelling; niet later dan vandaag."),
        error_messages={"required": gettext_lazy("Kies een dag.")},
    )
    grond = BasesField(
        queryset=Basis.objects.none(),
        label=gettext_lazy("Grond"),
        error_messages={
            "required": gettext_lazy("Kies waarop dit rust."),
            "invalid_choice": gettext_lazy("Kies een grond uit de lijst."),
        },
    )
    field_order = ("bedrag", "dag", "grond")

    def __init__(self, bases: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grond"].queryset = bases  # type: ignore[attr-defined]


class RegistrationForm(SeenForm):
    """A document on which bookings will rest: under what, its reference, title and day."""

    grond = BasesField(
        queryset=Basis.objects.none(),
        label=gettext_lazy("Rust op"),
        error_messages={
            "required": gettext_lazy("Kies waarop dit rust."),
            "invalid_choice": gettext_lazy("Kies een grond uit de lijst."),
        },
    )
    kenmerk = forms.CharField(
        label=gettext_lazy("Kenmerk"),
        max_length=130,
        help_text=gettext_lazy("Zoals het op het stuk staat, bijvoorbeeld 2026-00123."),
        error_messages={"required": gettext_lazy("Vul het kenmerk in dat op het stuk staat.")},
    )
    titel = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=300,
        error_messages={"required": gettext_lazy("Vul een titel in waaraan u het stuk herkent.")},
    )
    dag = DayField(label=gettext_lazy("Datum van het stuk"), error_messages={"required": gettext_lazy("Kies een dag.")})

    def __init__(self, bases: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grond"].queryset = bases  # type: ignore[attr-defined]

    def clean_kenmerk(self) -> str:
        """Refuse what the address of a page cannot hold. Raises ValidationError."""
        reference = str(self.cleaned_data["kenmerk"])
        if reference.startswith("/") or reference.endswith("/") or {".", ".."} & set(reference.split("/")):
            raise forms.ValidationError(gettext("Begin en eindig met een letter of een cijfer."))
        return reference


class ReasonForm(SeenForm):
    """Why a payment is put right."""

    reden = forms.CharField(
        label=gettext_lazy("Waarom wordt dit hersteld?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf waarom deze boeking niet klopt.")},
    )


class ClassifyForm(SeenForm):
    """What a larger figure means, and how one knows."""

    soort = forms.ChoiceField(
        label=gettext_lazy("Wat betekent dit bedrag?"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat het bedrag betekent.")},
    )
    reden = forms.CharField(
        label=gettext_lazy("Hoe weet u dat?"),
        help_text=gettext_lazy("Noem het stuk of de persoon, bijvoorbeeld: mail van de penvoerder van 4 juni 2021."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf hoe u dit weet.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [  # type: ignore[attr-defined]
            (kind.value, capfirst(gettext(str(kind.label)))) for kind in FigureKind if kind != FigureKind.UNCLASSIFIED
        ]


def _said(field: forms.Field, value: Any) -> Any:
    if isinstance(field, MoneyField):
        return euros(value)
    if isinstance(field, DayField):
        return day(value)
    if isinstance(field, BasesField):
        return field.label_from_instance(value)
    if isinstance(field, forms.ChoiceField):
        return dict(field.choices).get(value, value)  # type: ignore[arg-type]
    return value
