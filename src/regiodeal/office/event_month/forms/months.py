"""Forms about event months and venues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.event_month.actions import months, venues
from regiodeal.event_month.models import EventMonth, Venue
from regiodeal.partners.choices import OrganisationKind
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal
from regiodeal.web.forms import DayField, OfficeForm


class MonthForm(OfficeForm):
    """What is said of an event month, and how long its guests are known."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=200,
        help_text=gettext_lazy("Bijvoorbeeld: Maand van de Regio 2027. Zo heet het programma op de openbare site."),
        error_messages={"required": gettext_lazy("Geef de maand een naam.")},
    )
    starts_on = DayField(
        label=gettext_lazy("Eerste dag"), error_messages={"required": gettext_lazy("Vul de eerste dag in.")}
    )
    ends_on = DayField(
        label=gettext_lazy("Laatste dag"), error_messages={"required": gettext_lazy("Vul de laatste dag in.")}
    )
    introduction = forms.CharField(
        label=gettext_lazy("Inleiding"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Staat boven het programma. Een lege regel begint een nieuwe alinea."),
    )
    call_text = forms.CharField(
        label=gettext_lazy("Oproep aan partners"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Vraag partners om een sessie voor te stellen. Zonder tekst is er geen oproep."),
    )
    call_until = DayField(label=gettext_lazy("Voorstellen kunnen tot en met"), required=False)
    sign_up_open = forms.BooleanField(
        label=gettext_lazy("Mensen kunnen zich aanmelden"),
        required=False,
        help_text=gettext_lazy("Voor sessies die gepubliceerd zijn. Zet dit aan als het programma klaar is."),
    )
    keep_days = forms.IntegerField(
        label=gettext_lazy("Deelnemers vergeten na (dagen)"),
        min_value=0,
        max_value=months.MOST_DAYS_KEPT,
        initial=30,
        help_text=gettext_lazy(
            "Zo lang na de laatste dag bewaart u wie er waren. Daarna blijven alleen aantallen over."
        ),
        error_messages={"required": gettext_lazy("Vul een aantal dagen in.")},
    )
    needs_keep_days = forms.IntegerField(
        label=gettext_lazy("Dieet en toegankelijkheid vergeten na (dagen)"),
        min_value=0,
        max_value=months.MOST_DAYS_KEPT,
        initial=7,
        help_text=gettext_lazy("Zo lang na de laatste sessie van een deelnemer."),
        error_messages={"required": gettext_lazy("Vul een aantal dagen in.")},
    )

    def about(self) -> months.About:
        """Return what was filled in, as the actions take it."""
        return months.About(**self.cleaned_data)

    @classmethod
    def of(cls, own: EventMonth) -> "MonthForm":
        """Return the form as an event month stands now."""
        return cls(initial={name: getattr(own, name) for name in cls.base_fields})


class VenueForm(OfficeForm):
    """What is said of a venue."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=200,
        error_messages={"required": gettext_lazy("Geef de locatie een naam.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Adres"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Straat, nummer en plaats, zoals mensen het in een kaart intypen."),
    )
    municipality = forms.ModelChoiceField(
        label=gettext_lazy("Gemeente"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("geen of een andere"),
    )
    access = forms.CharField(
        label=gettext_lazy("Toegankelijkheid"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Hoe komt iemand er, en binnen? Denk aan drempels, lift, toilet, ringleiding, bus en parkeren."
        ),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen kunnen erin?"), min_value=1, max_value=100_000, required=False
    )

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = deal.parties.filter(organisation__kind=OrganisationKind.MUNICIPALITY).values("organisation")
        self.fields["municipality"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=own
        ).order_by("name")

    def about(self) -> venues.About:
        """Return what was filled in, as the actions take it."""
        return venues.About(**self.cleaned_data)

    @classmethod
    def of(cls, own: Venue, deal: Deal) -> "VenueForm":
        """Return the form as a venue stands now."""
        return cls(deal=deal, initial={name: getattr(own, name) for name in cls.base_fields})
