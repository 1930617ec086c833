"""The forms that each change a part of a project: what each is called, and which form it is."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from regiodeal.office.projects.forms import (
    BasicsForm,
    FactsForm,
    LeadersForm,
    LinksForm,
    PartForm,
    PartiesForm,
    PhasesForm,
    PlacesForm,
)


@dataclass(frozen=True)
class Section:
    """A part of the dossier that can be changed: its heading, its form, and where it stands on the page."""

    title: Any
    form: type[PartForm]
    anchor: str


SECTIONS = {
    "gegevens": Section(gettext_lazy("Naam, stand en samenvatting"), BasicsForm, "gegevens"),
    "projectleiders": Section(gettext_lazy("Projectleiders"), LeadersForm, "gegevens"),
    "partijen": Section(gettext_lazy("Partijen"), PartiesForm, "partijen"),
    "plaatsen": Section(gettext_lazy("Plaatsen"), PlacesForm, "plaatsen"),
    "fasen": Section(gettext_lazy("Fasen"), PhasesForm, "fasen"),
    "verbanden": Section(gettext_lazy("Verbanden met andere projecten"), LinksForm, "verbanden"),
    "feiten": Section(gettext_lazy("Feiten met hun bron"), FactsForm, "feiten"),
}
"""By the word in the address."""
