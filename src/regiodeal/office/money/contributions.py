"""The form for what a party contributes to a project beside the deal."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from regiodeal.funding import phases
from regiodeal.funding.actions.cofinancing import Contribution
from regiodeal.funding.models import CoFinancing
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Project
from regiodeal.web.forms import MoneyField, OfficeForm, choices


class KindField(forms.TypedChoiceField):
    """A choice of a closed list, by its Dutch label."""

    def __init__(self, kinds: Any, **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(choices=kinds.choices, coerce=kinds, **kwargs)

    def translated(self) -> None:
        """Say the labels in the language of the reader."""
        self.choices = [(kind.value, capfirst(gettext(str(kind.label)))) for kind in self.kinds]


class PartyForm(OfficeForm):
    """What a party contributes to a project."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen
    project = forms.ChoiceField(
        label=gettext_lazy("Project"), error_messages={"required": gettext_lazy("Kies een project.")}
    )
    fase = forms.IntegerField(
        label=gettext_lazy("Fase"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=gettext_lazy("Laat leeg als het om het hele project gaat."),
    )
    partij = forms.CharField(
        label=gettext_lazy("Partij"),
        max_length=200,
        error_messages={"required": gettext_lazy("Vul in wie bijdraagt.")},
    )
    sector = KindField(Sector, label=gettext_lazy("Soort partij"), widget=forms.RadioSelect)
    partij_bij_deal = forms.BooleanField(label=gettext_lazy("Deze partij is partij bij de deal"), required=False)
    vorm = KindField(ContributionForm, label=gettext_lazy("Vorm"), widget=forms.RadioSelect)
    herkomst = KindField(
        MoneyOrigin,
        label=gettext_lazy("Herkomst van het geld"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Geld dat eigenlijk van het Rijk komt, telt meestal niet als cofinanciering."),
    )
    bedrag = MoneyField(
        label=gettext_lazy("Bedrag in euro"),
        required=False,
        help_text=gettext_lazy(
            "In natura: de waarde. Laat leeg als het bedrag niet bekend is; niet bekend is geen nul."
        ),
    )
    bewijs = forms.CharField(
        label=gettext_lazy("Waar blijkt dat uit?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, deal: Deal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deal = deal
        names = phases.present_names(deal)
        projects = Project.objects.filter(deal=deal).values_list("pk", "code")
        named = sorted(((code, names.get(key, code)) for key, code in projects), key=lambda one: one[1].casefold())
        self.fields["project"].choices = choices(named, gettext("kies een project"))  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, KindField):
                field.translated()

    @property
    def contribution(self) -> Contribution:
        """What was filled in."""
        given = self.cleaned_data
        return Contribution(
            phase=given["fase"],
            party=given["partij"],
            sector=given["sector"],
            party_to_deal=given["partij_bij_deal"],
            form=given["vorm"],
            origin=given["herkomst"],
            cents=given["bedrag"],
            evidence=given["bewijs"],
        )


def initial(row: CoFinancing) -> dict[str, Any]:
    """Return what the form shows of a contribution."""
    return {
        "project": row.project.code,
        "fase": row.phase,
        "partij": row.party,
        "sector": row.sector,
        "partij_bij_deal": row.party_to_deal,
        "vorm": row.form,
        "herkomst": row.origin,
        "bedrag": row.cents,
        "bewijs": row.evidence,
        "versie": row.version,
    }


def theirs(form: PartyForm, row: CoFinancing) -> list[tuple[str, str, Any]]:
    """Return what another person left in each field that differs from what was typed: label, name and value."""
    shown = []
    for name, value in initial(row).items():
        field = form.fields[name]
        if name in ("versie", "project") or form.cleaned_data.get(name) == value:
            continue
        kinds = dict(field.choices) if isinstance(field, KindField) else {}  # type: ignore[arg-type]
        shown.append((str(field.label), name, kinds.get(value, value)))
    return shown
