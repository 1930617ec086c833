"""Forms about who comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.accounts.models import Language
from regiodeal.event_month.actions.attendance import MOST_WALK_INS
from regiodeal.event_month.actions.registrations import Wanted, Who
from regiodeal.event_month.rules import MOST_COMPANIONS
from regiodeal.web.forms import OfficeForm
from regiodeal.web.public_forms import AddressField


class InvitationsForm(OfficeForm):
    """People to invite, one on each line."""

    use_required_attribute = False

    people = forms.CharField(
        label=gettext_lazy("Wie nodigt u uit?"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Eén per regel: naam; e-mailadres; organisatie. U kunt ook drie kolommen uit een spreadsheet plakken."
        ),
        error_messages={"required": gettext_lazy("Plak of typ wie u uitnodigt.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de uitnodiging"), choices=Language.choices)


class GuestForm(OfficeForm):
    """Somebody who called, or stands at the door."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul een naam in.")},
    )
    email = AddressField(
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Vul een e-mailadres in. Kent u dat niet, tel de persoon dan mee bij de deur.")
        },
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisatie"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    companions = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen komen mee?"), min_value=0, max_value=MOST_COMPANIONS, initial=0
    )
    diet = forms.CharField(
        label=gettext_lazy("Dieet"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Alleen wat iemand zelf vertelt en u nodig hebt."),
    )
    access = forms.CharField(label=gettext_lazy("Nodig om mee te kunnen doen"), max_length=300, required=False)

    def who(self) -> Who:
        """Return who it is."""
        filled: dict[str, Any] = self.cleaned_data
        return Who(
            email=filled["email"],
            name=filled["name"],
            organisation=filled["organisation"],
            language=Language(filled["language"]),
        )

    def needs(self) -> Wanted | None:
        """Return what they need, None where they told nothing."""
        needs = Wanted(diet=self.cleaned_data["diet"], access=self.cleaned_data["access"])
        return needs if needs.diet or needs.access else None


class WalkInsForm(OfficeForm):
    """How many came without having signed up."""

    number = forms.IntegerField(
        label=gettext_lazy("Zonder aanmelding binnengekomen"), min_value=0, max_value=MOST_WALK_INS
    )
