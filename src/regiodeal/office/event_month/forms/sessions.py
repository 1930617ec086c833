"""Forms about a session."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from regiodeal.accounts.models import Language
from regiodeal.common.errors import Refusal
from regiodeal.event_month import about
from regiodeal.event_month.about import About
from regiodeal.event_month.actions import checking, sessions
from regiodeal.event_month.choices import Audience, Role, SessionForm, SessionKind
from regiodeal.event_month.known import organisations_of
from regiodeal.event_month.models import Session, Venue
from regiodeal.office.event_month.forms.lines import LinksField, PeopleField, people_with
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal, Pillar
from regiodeal.projects.models import Project
from regiodeal.web.forms import MomentField, OfficeForm

_WHERE: dict[type[Refusal], str] = {
    checking.NoTitle: "title",
    checking.NoTime: "ends_at",
    checking.NoPlace: "venue",
    checking.NoRoomForAnyone: "capacity",
    checking.ClosesTooLate: "closes_at",
    checking.NamelessPerson: "speakers",
    sessions.TooManyHavePlaces: "capacity",
}
"""At which field a refusal is told."""

PARTS: list[tuple[Promise, tuple[str, ...]]] = [
    (gettext_lazy("Wat"), ("title", "kind", "summary", "language", "pillar", "project")),
    (gettext_lazy("Wanneer en waar"), ("starts_at", "ends_at", "form", "venue", "room", "online_url")),
    (gettext_lazy("Wie"), ("hosts", "speakers", "parties")),
    (gettext_lazy("Aanmelden"), ("audience", "needs_sign_up", "capacity", "closes_at")),
    (gettext_lazy("Om na te lezen"), ("materials",)),
]
"""The fields in the groups in which a person thinks of them."""


def _labels(pairs: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    return [(value, gettext_lazy(label)) for value, label in pairs]


class SessionFields(OfficeForm):
    """Everything that is said of a session. `seen` is the stamp of the version that somebody changes."""

    use_required_attribute = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=200,
        error_messages={"required": gettext_lazy("Geef de sessie een titel.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Soort"), choices=_labels(SessionKind.choices))
    summary = forms.CharField(
        label=gettext_lazy("Omschrijving"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Waar gaat het over, en voor wie is het? Een lege regel begint een nieuwe alinea."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Voertaal"), choices=Language.choices)
    pillar = forms.ModelChoiceField(
        label=gettext_lazy("Pijler"), queryset=Pillar.objects.none(), required=False, empty_label=gettext_lazy("geen")
    )
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"), queryset=Project.objects.none(), required=False, empty_label=gettext_lazy("geen")
    )
    starts_at = MomentField(
        label=gettext_lazy("Begin"),
        required=False,
        help_text=gettext_lazy(
            "Nog niet bekend? Laat begin en eind leeg; de sessie staat dan nog niet in het programma."
        ),
    )
    ends_at = MomentField(label=gettext_lazy("Eind"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("Vorm"), choices=_labels(SessionForm.choices), widget=forms.RadioSelect)
    venue = forms.ModelChoiceField(
        label=gettext_lazy("Locatie"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=gettext_lazy("nog niet bekend"),
    )
    room = forms.CharField(label=gettext_lazy("Zaal"), max_length=100, required=False)
    online_url = forms.CharField(
        label=gettext_lazy("Link om online mee te doen"),
        max_length=500,
        required=False,
        widget=forms.URLInput,
        help_text=gettext_lazy("Alleen wie zich aanmeldt krijgt deze link. Hij staat niet op de openbare site."),
    )
    hosts = PeopleField(
        role=Role.HOST,
        label=gettext_lazy("Gastheren en gastvrouwen"),
        help_text=gettext_lazy(
            "Eén per regel, met de organisatie of functie tussen haakjes: Jo Bakker (Gemeente Emmen)."
        ),
    )
    speakers = PeopleField(
        role=Role.SPEAKER,
        label=gettext_lazy("Sprekers"),
        help_text=gettext_lazy("Eén per regel. Noem alleen wie daarmee instemde: de namen worden openbaar."),
    )
    parties = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Organisaties"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Voor wie"), choices=_labels(Audience.choices), widget=forms.RadioSelect
    )
    needs_sign_up = forms.BooleanField(label=gettext_lazy("Aanmelden is nodig"), required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen kunnen komen?"),
        min_value=1,
        max_value=checking.MOST_PEOPLE,
        required=False,
        help_text=gettext_lazy("Leeg is zonder grens. Daarna komen mensen op een wachtlijst."),
    )
    closes_at = MomentField(
        label=gettext_lazy("Aanmelden kan tot"),
        required=False,
        help_text=gettext_lazy("Leeg is tot de sessie begint."),
    )
    materials = LinksField(
        required=False,
        max_length=40_000,
        label=gettext_lazy("Materiaal"),
        help_text=gettext_lazy("Eén per regel, een titel en dan het adres: Presentatie https://voorbeeld.nl/dia.pdf"),
    )

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["pillar"].queryset = deal.pillars.all()
        fields["project"].queryset = deal.projects.prefetch_related("names")
        fields["project"].label_from_instance = lambda one: one.name
        fields["venue"].queryset = deal.venues.all()
        fields["parties"].queryset = Organisation.objects.filter(
            pk__in=[one.pk for one in organisations_of(deal)]
        ).order_by("name")

    def parts(self) -> list[tuple[Promise, list[forms.BoundField]]]:
        """Return the fields in their groups, each with its heading."""
        return [(heading, [self[name] for name in names]) for heading, names in PARTS]

    def said(self) -> About:
        """Return what was filled in, as the actions take it."""
        filled = dict(self.cleaned_data)
        filled.pop("seen")
        hosts, speakers = filled.pop("hosts"), filled.pop("speakers")
        return About(
            **filled
            | {
                "kind": SessionKind(filled["kind"]),
                "language": Language(filled["language"]),
                "form": SessionForm(filled["form"]),
                "audience": Audience(filled["audience"]),
                "parties": tuple(filled["parties"]),
                "people": (*hosts, *speakers),
            }
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at the field that it is about."""
        self.refused(refusal, _WHERE.get(type(refusal)))

    @classmethod
    def of(cls, session: Session, deal: Deal) -> "SessionFields":
        """Return the form as a session stands now."""
        now = about.about(session)
        return cls(deal=deal, initial=initial(now) | {"seen": about.stamp(now)})


def initial(said: About) -> dict[str, Any]:
    """Return what is said of a session, as the form shows it."""
    return {
        **{name: getattr(said, name) for name in About.__dataclass_fields__ if name != "people"},
        "parties": [one.pk for one in said.parties],
        "hosts": people_with(Role.HOST, said.people),
        "speakers": people_with(Role.SPEAKER, said.people),
    }


class ReasonForm(OfficeForm):
    """Why something does not happen."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf waarom.")},
    )
