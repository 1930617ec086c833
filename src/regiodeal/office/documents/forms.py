"""Forms about documents: the upload, and one part of a review with a field for each value that was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from regiodeal.decisions.choices import DecisionKind, Outcome
from regiodeal.office.documents.labels import HELP, LABELS, PARTS_OF, STATES, written
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.file_kinds import READABLE
from regiodeal.projects.models import Project
from regiodeal.reading.reviews import Field, Part, Value
from regiodeal.web.forms import DayField, MoneyField, OfficeForm, choices

TYPES = ",".join(f".{kind}" for kind in [*READABLE, "htm"])
_LINES = {Field.TITLE, Field.NAME, Field.PARTY, Field.PLACE}
_DAYS = {Field.HELD_ON, Field.ADOPTED_ON, Field.NEW_END}
_PROSE = {Field.INTRODUCTION, Field.REASON, Field.TEXT}
_CENTS = {Field.CONTRIBUTION, Field.FIGURE, Field.RELEASE}
_ROWS = 8


class UploadForm(OfficeForm):
    """Choose a document."""

    document = forms.FileField(
        label=gettext_lazy("Oude besluitenlijst"),
        allow_empty_file=True,  # the action says what is wrong with an empty file
        help_text=gettext_lazy("Een pdf, tekst, webpagina of e-mail (.eml) van ten hoogste 20 MB."),
        widget=forms.FileInput(attrs={"accept": TYPES}),
        error_messages={
            "required": gettext_lazy("Kies eerst een bestand."),
        },
    )


class MissedForm(OfficeForm):
    """Name a project that was not found in the document."""

    name = forms.CharField(label=gettext_lazy("Naam van het project"), max_length=200)


class Options:
    """What can be chosen in a deal, read once: by the codes that a review holds."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal

    @cached_property
    def names(self) -> dict[Field, dict[str, str]]:
        """Return per field the names of what can be chosen, by their code."""
        projects = Project.objects.filter(deal=self.deal).prefetch_related("names")
        by_name = sorted(projects, key=lambda project: project.name.lower())
        parties = self.deal.parties.select_related("organisation")
        return {
            Field.BODY: {body.code: body.name for body in self.deal.bodies.all()},
            Field.PROJECT: {project.code: project.name for project in by_name},
            Field.PILLAR: {pillar.code: pillar.name for pillar in self.deal.pillars.all()},
            Field.LEAD: {party.organisation.code: party.organisation.name for party in parties},
            Field.KIND: {kind.value: gettext(kind.label) for kind in DecisionKind},
            Field.OUTCOME: {outcome.value: gettext(outcome.label) for outcome in Outcome},
        }

    def of(self, field: Field) -> list[tuple[Any, Any]]:
        """Return the choices of a field, with an empty one where nothing can be chosen too."""
        empty = {
            Field.PROJECT: gettext("nieuw project"),
            Field.PILLAR: gettext("niet bekend"),
            Field.LEAD: gettext("niet bekend"),
        }
        return choices(self.names[field].items(), empty.get(field))


@dataclass(frozen=True)
class Row:
    """A value with its fields, as the screen shows it."""

    value: Value
    label: str
    fields: list[BoundField]
    state: Any
    found: str
    theirs: str

    @property
    def errors(self) -> bool:
        """Whether something in it is wrong."""
        return any(field.errors for field in self.fields)


class PartForm(OfficeForm):
    """The values of one part, each to be typed over."""

    def __init__(self, part: Part, options: Options, *args: Any, **kwargs: Any) -> None:
        self.part = part
        self.options = options
        fields = {name: field for value in part.asked for name, field in _fields(value, options, self._label(value))}
        self.base_fields = fields  # type: ignore[misc]  # Django takes the fields of a form from here
        initial = {name: told for value in part.asked for name, told in _initial(value)}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed, by the key of the value."""
        return {value.key: self._value(value) for value in self._sent()}

    @property
    def kinds(self) -> dict[str, str]:
        """Return how figures were classified, by the key of the value."""
        return {value.key: self._kind(value) for value in self._sent() if value.kind}

    def rows(self, *, compare: bool = False) -> Iterator[Row]:
        """Yield the values with their fields. To `compare` is to tell how each value stands that was typed otherwise:
        somebody else saved it meanwhile."""
        names = self.options.names
        sent = {value.key for value in self._sent()} if compare else set()
        for value in self.part.asked:
            differs = value.key in sent and (self._value(value), self._kind(value)) != (value.value, value.kind)
            yield Row(
                value=value,
                label=self._label(value),
                fields=[self[name] for name, _ in _initial(value)],
                state=STATES[value.state],
                found=written(value, value.found, value.found_kind, names) if value.differs else "",
                theirs=written(value, value.value, value.kind, names) if differs else "",
            )

    def _label(self, value: Value) -> str:
        """Return what a value is called, with its number where there are several of its kind."""
        alike = [one.key for one in self.part.asked if one.field is value.field]
        number = f" {alike.index(value.key) + 1}" if len(alike) > 1 else ""
        return f"{LABELS[value.field]}{number}"

    def _sent(self) -> list[Value]:
        """Return the values whose fields were on the screen from which this was sent."""
        return [value for value in self.part.asked if any(name in self.data for name, _ in _initial(value))]

    def _kind(self, value: Value) -> str:
        return self.cleaned_data.get(f"{value.key}-kind") or value.kind

    def _value(self, value: Value) -> Any:
        if value.field in PARTS_OF:
            parts = {name: self.cleaned_data.get(f"{value.key}-{name}") for name in PARTS_OF[value.field]}
            return {name: told.isoformat() if isinstance(told, date) else told or "" for name, told in parts.items()}
        told = self.cleaned_data.get(value.key)
        return told.isoformat() if isinstance(told, date) else told


def _fields(value: Value, options: Options, label: str) -> Iterator[tuple[str, forms.Field]]:
    if value.field in PARTS_OF:
        for name, called in PARTS_OF[value.field].items():
            yield f"{value.key}-{name}", _part_field(name, called)
        return
    yield value.key, _field(value.field, options, label)
    if value.field is Field.FIGURE:
        meaning = gettext("Wat betekent dit bedrag?")
        kinds = [(kind.value, gettext(kind.label)) for kind in FigureKind]
        yield f"{value.key}-kind", forms.ChoiceField(label=meaning, choices=kinds, required=False)


def _initial(value: Value) -> Iterator[tuple[str, Any]]:
    if value.field in PARTS_OF:
        yield from ((f"{value.key}-{name}", (value.value or {}).get(name, "")) for name in PARTS_OF[value.field])
        return
    yield value.key, value.value
    if value.field is Field.FIGURE:
        yield f"{value.key}-kind", value.kind


def _field(field: Field, options: Options, label: str) -> forms.Field:
    about: dict[str, Any] = {"label": label, "help_text": HELP.get(field, ""), "required": False}
    if field in _CENTS:
        return MoneyField(**about)
    if field in _DAYS:
        return DayField(**about)
    if field in options.names:
        return forms.ChoiceField(**about, choices=options.of(field))
    if field in _PROSE:
        return _Prose(**about, max_length=20_000, widget=forms.Textarea(attrs={"rows": _ROWS}))
    return forms.CharField(**about, max_length=200 if field in _LINES else 500)


def _part_field(name: str, label: Any) -> forms.Field:
    if name == "due":
        return DayField(label=label, required=False)
    if name == "text":
        return _Prose(label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    return forms.CharField(label=label, required=False, max_length=200)


class _Prose(forms.CharField):
    """Text of several lines: a browser ends its lines otherwise than a document does."""

    def to_python(self, value: Any) -> Any:
        """Return the text with the line ends of a document."""
        told = super().to_python(value)
        return told.replace("\r\n", "\n") if isinstance(told, str) else told
