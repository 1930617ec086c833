"""What the screens about meetings ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from regiodeal.decisions.choices import AWARDING, ENDING, DecisionKind
from regiodeal.decisions.models import Meeting
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Project
from regiodeal.web.formatting import day, euros
from regiodeal.web.forms import DayField, MoneyField, OfficeForm, choices

_TAKEN = {"nieuw"}
"""What an address of a screen says already, so no meeting can be called so."""


class MeetingForm(OfficeForm):
    """When and where a meeting is held, and what its list says before the decisions."""

    held_on = DayField(
        label=gettext_lazy("Dag"), error_messages={"required": gettext_lazy("Kies de dag van de vergadering.")}
    )
    starts_at = forms.TimeField(
        label=gettext_lazy("Begint om"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Dit is geen tijd. Schrijf bijvoorbeeld 14:00.")},
    )
    location = forms.CharField(label=gettext_lazy("Plaats"), required=False, max_length=200)
    introduction = forms.CharField(
        label=gettext_lazy("Inleiding"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Staat boven de besluitenlijst en wordt met de lijst openbaar."),
    )
    past = forms.BooleanField(label=gettext_lazy("Ja, deze vergadering is al gehouden"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        if not self._in_the_past():
            self.fields["past"].widget = forms.HiddenInput()

    def _in_the_past(self) -> bool:
        if not self.is_bound:
            return False
        try:
            day = self.fields["held_on"].clean(self["held_on"].value())
        except forms.ValidationError:
            return False
        return bool(day < self._today and day != self.initial.get("held_on"))

    def clean(self) -> dict[str, Any]:
        """Ask once more whether a day that has passed is meant."""
        super().clean()
        if self._in_the_past() and not self.cleaned_data.get("past"):
            self.add_error(
                "past",
                gettext(
                    "Deze dag is voorbij. Wat in de vergadering wordt besloten, telt vanaf die dag: het geld "
                    "verschuift met terugwerkende kracht. Vink aan dat de vergadering al is gehouden, of kies een "
                    "andere dag."
                ),
            )
        return self.cleaned_data

    @property
    def content(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in ("held_on", "starts_at", "location", "introduction")}


class ConveneForm(MeetingForm):
    """A new meeting; its reference can be left to the office."""

    body = forms.ChoiceField(label=gettext_lazy("Overleg"))
    reference = forms.SlugField(
        label=gettext_lazy("Kenmerk"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "Hoeft u niet in te vullen: het wordt dan de naam van het overleg met de dag, zoals stuurgroep-2026-12-04."
        ),
        error_messages={"invalid": gettext_lazy("Gebruik alleen letters, cijfers en streepjes.")},
    )
    field_order = ["body", "held_on", "past", "starts_at", "location", "introduction", "reference"]

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(body.code, body.name) for body in deal.bodies.all()]
        self.fields["body"].choices = choices(bodies)  # type: ignore[attr-defined]

    def clean_reference(self) -> str:
        """Refuse a reference that would be the address of a screen."""
        written = str(self.cleaned_data["reference"]).lower()
        if written in _TAKEN:
            raise forms.ValidationError(gettext("Dit kenmerk kan niet. Kies een ander, of laat het veld leeg."))
        return written


class ChangeMeetingForm(MeetingForm):
    """A meeting that changes; `seen` tells what it was when the person began."""

    seen = forms.CharField(widget=forms.HiddenInput())
    field_order = ["held_on", "past", "starts_at", "location", "introduction"]


class EventForm(OfficeForm):
    """Something that the list announces besides decisions; a row that is left empty is none."""

    name = forms.CharField(label=gettext_lazy("Wat"), required=False, max_length=200)
    when = forms.CharField(label=gettext_lazy("Wanneer"), required=False, max_length=200)
    text = forms.CharField(label=gettext_lazy("Tekst"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        """Ask for the name of what has a day or a text."""
        super().clean()
        if not self.cleaned_data.get("name") and any(self.cleaned_data.values()):
            self.add_error("name", gettext("Schrijf wat er is, of maak ook de andere velden leeg."))
        return self.cleaned_data


EventForms = forms.formset_factory(EventForm, extra=1, max_num=40, validate_max=True)


def announced(events: "forms.BaseFormSet[EventForm]") -> list[dict[str, str]]:
    """Return the announcements that were filled in."""
    rows = [form.cleaned_data for form in events.forms if form.cleaned_data.get("name")]
    return [{name: row[name] for name in ("name", "when", "text")} for row in rows]


class ItemForm(OfficeForm):
    """What the body is asked about a project."""

    kind = forms.ChoiceField(label=gettext_lazy("Wat wordt gevraagd?"), choices=())
    ask_cents = MoneyField(
        label=gettext_lazy("Gevraagd bedrag in euro"),
        required=False,
        help_text=gettext_lazy("Laat leeg als het bedrag nog niet bekend is, of als er geen geld wordt gevraagd."),
    )
    ask_end = DayField(
        label=gettext_lazy("Gevraagde einddatum"),
        required=False,
        help_text=gettext_lazy(
            "Bij een nieuw project, een vervolgfase of een verlenging: tot wanneer de fase dan loopt."
        ),
    )
    assessment = forms.CharField(
        label=gettext_lazy("Advies van het programmabureau"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Alleen voor wie de vergaderstukken leest; wordt niet openbaar."),
    )
    text = forms.CharField(
        label=gettext_lazy("Tekst voor de besluitenlijst"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Wordt met de besluitenlijst openbaar."),
    )
    figures = forms.MultipleChoiceField(
        label=gettext_lazy("Bedragen die dit punt noemt"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, project: Project, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, gettext(str(kind.label))) for kind in DecisionKind]  # type: ignore[attr-defined]
        figures = [(str(figure.pk), _in_words(figure)) for figure in project.figures.all()]
        if figures:
            self.fields["figures"].choices = figures  # type: ignore[attr-defined]
        else:
            del self.fields["figures"]
        self._project, self._meeting = project, meeting

    def clean(self) -> dict[str, Any]:
        """An amount fits the kinds that award one alone, an end those that set one."""
        super().clean()
        kind, cents = self.cleaned_data.get("kind"), self.cleaned_data.get("ask_cents")
        if kind and kind not in AWARDING and cents is not None:
            self.add_error(
                "ask_cents",
                gettext(
                    "Bij dit soort punt wordt geen bijdrage toegekend. Laat het bedrag leeg, of kies nieuw project, "
                    "vervolgfase of uitbreiding."
                ),
            )
        if kind and self.cleaned_data.get("ask_end"):
            self._look_at_end(kind, self.cleaned_data["ask_end"])
        return self.cleaned_data

    def _look_at_end(self, kind: str, end: date) -> None:
        """Say beforehand what deciding would refuse."""
        last_phase = max(self._project.phases.all(), key=lambda phase: phase.number, default=None)
        present = last_phase.ends_on if last_phase else None
        last = self._project.deal.projects_end_by
        if kind not in ENDING:
            self.add_error(
                "ask_end",
                gettext(
                    "Dit soort punt verandert de einddatum niet. Laat de datum leeg, of kies nieuw project, "
                    "vervolgfase of verlenging."
                ),
            )
        elif kind == DecisionKind.EXTENSION and present and end <= present:
            self.add_error(
                "ask_end", gettext("De fase loopt nu tot %(day)s. Kies een latere dag.") % {"day": day(present)}
            )
        elif end < self._meeting.held_on and not self._meeting.from_document:
            self.add_error(
                "ask_end",
                gettext("De vergadering is op %(day)s. Kies een latere dag.") % {"day": day(self._meeting.held_on)},
            )
        elif last and end > last:
            self.add_error(
                "ask_end",
                gettext("Alle projecten van de deal moeten op %(day)s klaar zijn. Kies een eerdere dag.")
                % {"day": day(last)},
            )

    @property
    def content(self) -> dict[str, Any]:
        """What the actions take."""
        ticked = set(self.cleaned_data.get("figures", ()))
        return {
            "kind": DecisionKind(self.cleaned_data["kind"]),
            "ask_cents": self.cleaned_data["ask_cents"],
            "ask_end": self.cleaned_data["ask_end"],
            "text": self.cleaned_data["text"],
            "assessment": self.cleaned_data["assessment"],
            "figures": [figure for figure in self._project.figures.all() if str(figure.pk) in ticked],
        }


class ChangeItemForm(ItemForm):
    """An item that changes; `version` tells which one the person began with."""

    version = forms.IntegerField(widget=forms.HiddenInput())


def proposed_reference(meetings: set[str], body: str, day: date) -> str:
    """Return a reference that is still free, such as `stuurgroep-2026-12-04`."""
    first = f"{body}-{day}"
    numbered = (f"{first}-{number}" for number in range(2, len(meetings) + 3))
    return first if first not in meetings else next(one for one in numbered if one not in meetings)


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """Return what a form about a meeting begins with."""
    return {
        "held_on": meeting.held_on,
        "starts_at": meeting.starts_at,
        "location": meeting.location,
        "introduction": meeting.introduction,
    }


def _in_words(figure: Any) -> str:
    words = f": ‘{figure.words}’" if figure.words else ""
    return f"{euros(figure.cents)}, {gettext(str(FigureKind(figure.kind).label))}{words}"
