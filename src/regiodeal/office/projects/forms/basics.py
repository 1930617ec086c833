"""What a project is called, how far it is, what it is for, where it works and who leads it."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy

from regiodeal.accounts.models import User
from regiodeal.accounts.roles import ROLES, Permission
from regiodeal.office.projects.forms.parts import PartForm
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import Stage
from regiodeal.projects.content import Content
from regiodeal.web.forms import OfficeForm, choices

_NAME = gettext_lazy("Naam")
_SUMMARY = gettext_lazy("Samenvatting")
_UNKNOWN = gettext_lazy("niet bekend")
_LONGEST = 20_000  # characters, as in the register file
_PLACE = 200  # characters


class BasicsForm(PartForm):
    """Name, stage, pillar, lead and summary."""

    parts = ("name", "stage", "pillar", "lead", "summary")

    name = forms.CharField(
        label=_NAME,
        max_length=200,
        help_text=gettext_lazy("Een nieuwe naam gaat vandaag in; de oude blijft bij het project staan."),
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stand"))
    pillar = forms.ChoiceField(label=gettext_lazy("Pijler"), required=False)
    lead = forms.ChoiceField(
        label=gettext_lazy("Trekker"),
        required=False,
        help_text=gettext_lazy("De partij die voor het project verantwoordelijk is."),
    )
    summary = forms.CharField(
        label=_SUMMARY, required=False, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill(self, self.project.deal)
        if self.firm.pillar:
            self.fields["pillar"].disabled = True
            self.fields["pillar"].help_text = gettext(
                "De pijler ligt vast: besluit %(decision)s kende er geld uit toe."
            ) % {"decision": self.firm.pillar}

    def values(self) -> Content:
        """Return what was typed; an empty choice is unknown."""
        typed = self.cleaned_data
        lines = typed["summary"].replace("\r\n", "\n")
        return {**super().values(), "pillar": typed["pillar"] or None, "lead": typed["lead"] or None, "summary": lines}


class NewForm(OfficeForm):
    """A project that the register does not have yet."""

    name = forms.CharField(label=_NAME, max_length=200)
    code = forms.RegexField(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=gettext_lazy("Code"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Staat in adressen en in het grootboek, en verandert nooit meer. Laat leeg om de code van de naam te maken."
        ),
        error_messages={
            "invalid": gettext_lazy("Gebruik kleine letters, cijfers en streepjes, bijvoorbeeld open-science-hub.")
        },
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stand"))
    pillar = forms.ChoiceField(label=gettext_lazy("Pijler"), required=False)
    lead = forms.ChoiceField(label=gettext_lazy("Trekker"), required=False)
    summary = forms.CharField(
        label=_SUMMARY, required=False, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, data: Any = None, *, deal: Deal) -> None:
        super().__init__(data)
        self.deal = deal
        _fill(self, deal)

    def clean(self) -> dict[str, Any]:
        """Make the code of the name where none was given."""
        typed = dict(self.cleaned_data)
        if not typed.get("code") and "code" not in self.errors and typed.get("name"):
            typed["code"] = slugify(typed["name"])[:80].strip("-_").replace("_", "-")
            if not typed["code"]:
                self.add_error("code", gettext("Van deze naam valt geen code te maken. Schrijf er zelf een."))
        return typed

    def content(self) -> dict[str, Any]:
        """Return what was typed, with the pillar and the party themselves."""
        typed = self.cleaned_data
        party = self.deal.parties.select_related("organisation").filter(organisation__code=typed["lead"]).first()
        return {
            "name": typed["name"],
            "code": typed["code"],
            "stage": Stage(typed["stage"]),
            "pillar": self.deal.pillars.filter(code=typed["pillar"]).first(),
            "lead": party.organisation if party else None,
            "summary": typed["summary"].replace("\r\n", "\n"),
        }


class PlacesForm(PartForm):
    """The municipalities and villages where a project works, one on each line."""

    parts = ("places",)

    places = forms.CharField(
        label=gettext_lazy("Plaatsen"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Eén gemeente of dorp per regel."),
    )

    @classmethod
    def raw(cls, content: Content) -> dict[str, Any]:
        """Return the places as lines."""
        return {"places": "\n".join(content["places"])} if "places" in content else {}

    def clean_places(self) -> list[str]:
        """Return the lines, each once."""
        lines = dict.fromkeys(line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip())
        too_long = [line for line in lines if len(line) > _PLACE]
        if too_long:
            raise forms.ValidationError(gettext("Deze regel is te lang voor een plaatsnaam: %s") % too_long[0][:60])
        return list(lines)


class LeadersForm(PartForm):
    """Who leads a project and may change it: people who have the role for that in the deal."""

    parts = ("leaders",)

    leaders = forms.MultipleChoiceField(
        label=gettext_lazy("Projectleiders"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Zij mogen dit project zelf bijhouden."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = [code for code, role in ROLES.items() if Permission.EDIT_OWN_PROJECTS in role.permissions]
        scope = self.project.deal.code
        people = User.objects.filter(is_active=True, memberships__scope=scope, memberships__role__in=may).distinct()
        known = {user.email: str(user) for user in people}
        known.update((leader.email, str(leader)) for leader in self.project.leaders.all())
        field: Any = self.fields["leaders"]
        field.choices = sorted(known.items(), key=lambda pair: pair[1].casefold())

    @classmethod
    def raw(cls, content: Content) -> dict[str, Any]:
        """Return the addresses that are ticked."""
        return {"leaders": content["leaders"]} if "leaders" in content else {}

    def values(self) -> Content:
        """Return the addresses in a fixed order."""
        return {"leaders": sorted(self.cleaned_data["leaders"])}


def _fill(form: OfficeForm, deal: Deal) -> None:
    """Offer the stages, and the pillars and parties of the deal."""
    fields: Any = form.fields
    fields["stage"].choices = [(code, gettext(label)) for code, label in Stage.choices]
    fields["pillar"].choices = choices(deal.pillars.values_list("code", "name"), empty=_UNKNOWN)
    leads = deal.parties.values_list("organisation__code", "organisation__name")
    fields["lead"].choices = choices(leads, empty=_UNKNOWN)
