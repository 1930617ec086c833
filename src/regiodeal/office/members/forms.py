"""Forms about the people of a deal."""

from typing import Any

from django import forms
from django.utils.functional import keep_lazy_text
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy

from regiodeal.accounts.roles import ROLES, RoleCode
from regiodeal.programme.models import Seat
from regiodeal.projects.models import Project
from regiodeal.web.forms import OfficeForm, choices


@keep_lazy_text
def _begun_small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _described(role: RoleCode) -> Any:
    """Say a role with what it is for, in the language of the reader: `Lezer: leest het register…`."""
    name, description = capfirst(gettext_lazy(role.label)), _begun_small(gettext_lazy(ROLES[role].description))  # type: ignore[arg-type]  # lazy text
    return format_lazy("{}: {}", name, description)


_ROLES = [(role.value, _described(role)) for role in RoleCode]


class InviteForm(OfficeForm):
    """Who is invited, and for which role."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        max_length=254,
        help_text=gettext_lazy("Hier gaat de uitnodiging naartoe. Iemand meldt zich later met dit adres aan."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Schrijf het e-mailadres van wie u uitnodigt."),
            "invalid": gettext_lazy("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Wie de uitnodiging aanneemt kan de naam nog verbeteren."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Rol"),
        choices=_ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een rol. Meer rollen geeft u later, bij de persoon zelf.")},
    )


class RolesForm(OfficeForm):
    """The roles of a member, with those that the page showed."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Rollen"),
        choices=_ROLES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Kies ten minste één rol, of trek de toegang van deze persoon in (onderaan).")
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class SeatsForm(OfficeForm):
    """The seats for which a member signs in."""

    seats = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Zetels"),
        queryset=Seat.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Iemand meldt belangen voor de zetels die hier zijn aangevinkt."),
    )

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].queryset = seats  # type: ignore[attr-defined]
        self.fields["seats"].label_from_instance = seat_label  # type: ignore[attr-defined]


class LeadForm(OfficeForm):
    """A project that a member will lead too."""

    project = forms.ChoiceField(label=gettext_lazy("Nog een project"))

    def __init__(self, *args: Any, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = choices(  # type: ignore[attr-defined]
            [(project.code, project.name) for project in projects], gettext_lazy("kies een project")
        )


def seat_label(seat: Seat) -> str:
    """Return a seat with its body, such as `Stuurgroep: J. Jansen (Gemeente Emmen)`."""
    return f"{seat.body.name}: {seat}"
