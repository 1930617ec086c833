"""The forms of the dossier."""

from regiodeal.office.projects.forms.basics import BasicsForm, LeadersForm, NewForm, PlacesForm
from regiodeal.office.projects.forms.parts import PartForm
from regiodeal.office.projects.forms.people import ContactForm, UploadForm
from regiodeal.office.projects.forms.rows import FactsForm, LinksForm, PartiesForm, PhasesForm

__all__ = [
    "BasicsForm",
    "ContactForm",
    "FactsForm",
    "LeadersForm",
    "LinksForm",
    "NewForm",
    "PartForm",
    "PartiesForm",
    "PhasesForm",
    "PlacesForm",
    "UploadForm",
]
