"""Forms with rows: some that stand, and some empty ones to add to. They work without any script."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from regiodeal.office.projects.forms.parts import PartForm
from regiodeal.projects.choices import LinkKind
from regiodeal.projects.content import Content, day, iso
from regiodeal.projects.models import ProjectName
from regiodeal.projects.rules import READINESS
from regiodeal.web import formatting
from regiodeal.web.forms import DayField, choices

_EMPTY_ROWS = 2
_MOST_ROWS = 200
MORE = "meer"
"""The button that asks for more empty rows."""


@dataclass(frozen=True)
class Line:
    """One row as the template shows it: its heading, its fields, what stands there firmly, and the way out of it."""

    heading: str
    fields: list[BoundField]
    firm: str
    remove: BoundField | None


class RowsForm(PartForm):
    """A form for a list. A row that is left empty, or ticked to be removed, is not in the list."""

    noun: ClassVar[Any]
    """What one row is called."""
    needed: ClassVar[dict[str, Any]]
    """The columns that a row cannot be without, each with what to say where one is empty."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=_MOST_ROWS)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        self.part, self.present, self.firm = self.parts[0], kwargs["present"], kwargs["firm"]
        self.is_bound = data is not None
        standing = len(self.present[self.part])
        self.count = standing + _EMPTY_ROWS if data is None else max(_count(data), standing)
        self.base_fields = dict(type(self).base_fields)  # type: ignore[misc]  # of this one form
        for index in range(self.count):
            self.base_fields.update(self.row_fields(index))
        super().__init__(data, **kwargs)
        self.initial["rows"] = self.count

    def columns(self) -> dict[str, forms.Field]:
        """Return new fields for one row."""
        raise NotImplementedError

    def firm_text(self, number: int) -> str:  # noqa: ARG002 - a form can have such rows
        """Return what stands firmly in a row and so has no field."""
        return ""

    @classmethod
    def raw(cls, content: Content) -> dict[str, Any]:
        """Return the rows as the fields hold them."""
        rows = content.get(cls.parts[0], [])
        return {
            f"r{index}-{name}": "" if value is None else value
            for index, row in enumerate(rows)
            for name, value in row.items()
        }

    @classmethod
    def more(cls, data: QueryDict) -> QueryDict:
        """Return what was typed, with more empty rows."""
        longer = data.copy()
        longer["rows"] = str(min(_count(data) + _EMPTY_ROWS, _MOST_ROWS))
        return longer

    def lines(self) -> Iterator[Line]:
        """Yield the rows as they are shown."""
        for index in range(self.count):
            remove = f"r{index}-remove"
            names = [name for name in self.fields if name.startswith(f"r{index}-") and name != remove]
            for name in names:
                self.fields[name].required = name.partition("-")[2] in self.needed  # what the label says
            yield Line(
                f"{self.noun} {index + 1}",
                [self[name] for name in names],
                self.firm_text(index + 1),
                self[remove] if remove in self.fields else None,
            )

    def clean(self) -> dict[str, Any]:
        """Gather the rows, and say of each what it lacks."""
        typed = dict(self.cleaned_data)
        rows = []
        for index in range(self.count):
            row = {name: typed.get(f"r{index}-{name}") for name in [*self.columns(), "remove"]}
            removed = row.pop("remove")
            if removed or not any(row.values()):
                rows += self.left_empty(index)
                continue
            for name, complaint in self.needed.items():
                if not row[name] and f"r{index}-{name}" not in self.errors:
                    self.add_error(f"r{index}-{name}", f"{self.noun} {index + 1}: {complaint}")
            rows.append(self.row(index, row))
        typed[self.part] = rows
        return typed

    def row(self, index: int, typed: dict[str, Any]) -> Any:  # noqa: ARG002 - a form can number its rows
        """Return a row as the part keeps it."""
        return {
            name: iso(value) if isinstance(self.columns()[name], DayField) else value for name, value in typed.items()
        }

    def left_empty(self, index: int) -> list[Any]:  # noqa: ARG002 - a form can keep what stands there
        """Return what stays of a row that was emptied: nothing."""
        return []

    def row_fields(self, index: int) -> dict[str, forms.Field]:
        """Return the fields of one row by their full names."""
        fields: dict[str, forms.Field] = {}
        for name, column in self.columns().items():
            column.required = False
            fields[f"r{index}-{name}"] = column
        if index < len(self.present[self.part]) or self.is_bound:
            label = gettext("%(noun)s %(number)s weghalen") % {"noun": self.noun, "number": index + 1}
            fields[f"r{index}-remove"] = forms.BooleanField(label=label, required=False)
        return fields


def _count(data: Any) -> int:
    written = str(data.get("rows", "0"))
    return min(int(written), _MOST_ROWS) if re.fullmatch(r"\d{1,3}", written) else 0


class PartiesForm(RowsForm):
    """Who takes part, as what and from when until when."""

    parts = ("parties",)
    noun = gettext_lazy("Partij")
    needed = {"name": gettext_lazy("vul een naam in."), "role": gettext_lazy("vul in wat deze partij doet.")}

    def columns(self) -> dict[str, forms.Field]:
        """Return the fields of one party."""
        return {
            "name": forms.CharField(label=gettext("Naam"), max_length=200),
            "role": forms.CharField(label=gettext("Rol"), max_length=80),
            "from": DayField(label=gettext("Vanaf")),
            "until": DayField(label=gettext("Tot en met")),
        }


class PhasesForm(RowsForm):
    """The phases and when each ends. An end that was decided moves by a decision alone, so it has no field."""

    parts = ("phases",)
    noun = gettext_lazy("Fase")
    needed = {"name": gettext_lazy("vul een naam in.")}

    def columns(self) -> dict[str, forms.Field]:
        """Return the fields of one phase."""
        return {
            "name": forms.CharField(label=gettext("Naam"), max_length=200),
            "end": DayField(label=gettext("Eindigt op")),
        }

    def firm_text(self, number: int) -> str:
        """Return the end that was decided, and by which decision."""
        if number not in self.firm.ends or number > len(self.present["phases"]):
            return ""
        return gettext("Eindigt op %(day)s, zo besloten in %(decision)s. Een verlenging loopt via de agenda.") % {
            "day": formatting.day(day(self.present["phases"][number - 1]["end"])),
            "decision": self.firm.ends[number],
        }

    def row(self, index: int, typed: dict[str, Any]) -> Any:
        """Return a phase with its number: a new one counts on."""
        decided = index + 1 in self.firm.ends and index < len(self.present["phases"])
        end = self.present["phases"][index]["end"] if decided else iso(typed.get("end"))
        return {"number": index + 1, "name": typed["name"], "end": end}

    def left_empty(self, index: int) -> list[Any]:
        """Keep a phase that a decision rests on, also one that was decided after this form was opened."""
        standing = self.present["phases"][index : index + 1]
        return standing if index + 1 in self.firm.phases else []

    def row_fields(self, index: int) -> dict[str, forms.Field]:
        """Leave out what only a decision can change."""
        fields = super().row_fields(index)
        if index + 1 in self.firm.ends:
            del fields[f"r{index}-end"]
        if index + 1 in self.firm.phases:
            fields.pop(f"r{index}-remove", None)
        return fields


class ProjectField(forms.CharField):
    """Another project, by its name or its code; browsers offer the list of them while typing."""

    def __init__(self, known: dict[str, str], **kwargs: Any) -> None:
        self.known = known
        super().__init__(widget=forms.TextInput(attrs={"list": "projecten", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the code. Raises ValidationError where there is no such project."""
        written = str(value or "").strip()
        in_brackets = re.search(r"\(([a-z0-9-]+)\)$", written)
        if in_brackets and in_brackets[1] in self.known:
            return in_brackets[1]
        wanted = written.casefold()
        for code, name in self.known.items():
            if wanted in (code, name.casefold()):
                return code
        if written:
            raise forms.ValidationError(
                gettext("Er is geen project “%(written)s” in deze deal. Kies er een uit de lijst.")
                % {"written": written}
            )
        return ""

    def prepare_value(self, value: Any) -> Any:
        """Write a code as name and code, so that a person recognises it."""
        return f"{self.known[value]} ({value})" if value in self.known else value


class LinksForm(RowsForm):
    """How the project relates to others, and from which readiness level to which."""

    parts = ("links",)
    noun = gettext_lazy("Verband")
    needed = {"project": gettext_lazy("kies een project."), "kind": gettext_lazy("kies een soort verband.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        names = ProjectName.objects.filter(project__deal=kwargs["project"].deal, until=None)
        others = names.exclude(project=kwargs["project"]).order_by("name")
        self.others = dict(others.values_list("project__code", "name"))
        super().__init__(*args, **kwargs)

    def columns(self) -> dict[str, forms.Field]:
        """Return the fields of one link."""
        levels = choices([(level, str(level)) for level in READINESS], empty="–")
        kinds = choices([(code, gettext(label)) for code, label in LinkKind.choices], empty=gettext("kies …"))
        return {
            "kind": forms.ChoiceField(label=gettext("Dit project is"), choices=kinds),
            "project": ProjectField(self.others, label=gettext("Ander project")),
            "trl_from": _level(gettext("TRL van"), levels),
            "trl_to": _level(gettext("TRL tot"), levels),
        }


def _level(label: str, levels: list[tuple[Any, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=levels, coerce=int, empty_value=None)


class FactsForm(RowsForm):
    """Statements about the project, each with its source."""

    parts = ("facts",)
    noun = gettext_lazy("Feit")
    needed = {
        "statement": gettext_lazy("vul in wat er bekend is."),
        "title": gettext_lazy("vul in waar dit staat; een feit heeft een bron."),
    }

    def columns(self) -> dict[str, forms.Field]:
        """Return the fields of one fact."""
        return {
            "statement": forms.CharField(
                label=gettext("Wat is bekend"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
            ),
            "title": forms.CharField(label=gettext("Bron"), max_length=200),
            "url": forms.URLField(label=gettext("Webadres van de bron"), max_length=500, assume_scheme="https"),
            "on": DayField(label=gettext("Datum")),
        }
