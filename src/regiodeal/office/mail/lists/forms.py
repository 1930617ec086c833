"""Forms about mailing lists."""

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.accounts.models import Language
from regiodeal.mailing.actions.lists import MOST_MONTHS, About
from regiodeal.mailing.choices import Ground, SubscriptionState
from regiodeal.mailing.models import MailingList
from regiodeal.web.forms import OfficeForm, choices
from regiodeal.web.public_forms import AddressField


def _translated(labels: list[tuple[str, str]]) -> list[tuple[str, object]]:
    return [(value, gettext_lazy(label)) for value, label in labels]


class ListForm(OfficeForm):
    """What is said of a list."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=200,
        help_text=gettext_lazy("Zo heet de lijst voor wie erop staat."),
        error_messages={"required": gettext_lazy("Geef de lijst een naam.")},
    )
    description = forms.CharField(label=gettext_lazy("Voor wie, waarover"), max_length=500, required=False)
    promise = forms.CharField(
        label=gettext_lazy("Tekst bij de aanmelding"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Wat u stuurt, hoe vaak, wie het verstuurt, en dat afmelden altijd kan. "
            "Dit bewaren we bij elke aanmelding als bewijs."
        ),
        error_messages={"required": gettext_lazy("Schrijf waar mensen mee instemmen.")},
    )
    open_to_all = forms.BooleanField(
        label=gettext_lazy("Iedereen kan zich aanmelden op de openbare site"), required=False
    )
    keep_months = forms.IntegerField(
        label=gettext_lazy("Hoeveel maanden bewaart u wie zich afmeldde?"),
        min_value=1,
        max_value=MOST_MONTHS,
        initial=12,
        help_text=gettext_lazy("Daarna wordt het adres gewist. Het blijft wel geblokkeerd, via een code."),
    )

    def about(self) -> About:
        """Return what was filled in, as the actions take it."""
        return About(**self.cleaned_data)

    @classmethod
    def of(cls, own: MailingList) -> "ListForm":
        """Return the form as a list stands now."""
        return cls(initial={name: getattr(own, name) for name in cls.base_fields})


class AddForm(OfficeForm):
    """One address for a list."""

    use_required_attribute = False

    email = AddressField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    ground = forms.ChoiceField(
        label=gettext_lazy("Op welke grond mag u dit adres mailen?"),
        choices=_translated(Ground.choices),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een grond.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Hoe komt u aan dit adres?"),
        max_length=300,
        help_text=gettext_lazy("Bijvoorbeeld: aangemeld op de persdag van 4 juni. Noem hier geen namen of adressen."),
        error_messages={"required": gettext_lazy("Schrijf hoe u aan dit adres komt.")},
    )


class Question(OfficeForm):
    """Whom on a list somebody looks for."""

    woorden = forms.CharField(label=gettext_lazy("Adres of naam"), required=False, max_length=254)
    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        required=False,
        choices=choices(_translated(SubscriptionState.choices), gettext_lazy("alle")),
    )

    def wanted(self) -> dict[str, str]:
        """Return the words and the state that are asked for; what cannot be asked leaves nothing out."""
        if not self.is_valid():
            return {"words": "", "state": ""}
        return {"words": self.cleaned_data["woorden"], "state": self.cleaned_data["stand"]}


class SearchForm(OfficeForm):
    """The address of a person."""

    use_required_attribute = False

    email = AddressField(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
