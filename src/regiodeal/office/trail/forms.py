"""The filter of the trail."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from regiodeal.audit.queries import Asked
from regiodeal.common.moments import OFFICE_TIME
from regiodeal.office.trail.words import GROUPS, in_group
from regiodeal.web.forms import DayField, OfficeForm, choices

_LAST_DAY = date(9999, 12, 30)


class FilterForm(OfficeForm):
    """Which lines to show."""

    persoon = forms.ChoiceField(label=gettext_lazy("Wie"), required=False)
    soort = forms.ChoiceField(label=gettext_lazy("Wat voor handeling"), required=False)
    onderwerp = forms.CharField(label=gettext_lazy("Code of kenmerk"), required=False, max_length=200)
    vanaf = DayField(label=gettext_lazy("Vanaf"), required=False)
    tot_en_met = DayField(label=gettext_lazy("Tot en met"), required=False)

    def __init__(self, *args: Any, people: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, kind = self.fields["persoon"], self.fields["soort"]
        assert isinstance(person, forms.ChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        person.choices = choices([(name, name) for name in people], gettext("iedereen"))
        kind.choices = choices(GROUPS.items(), gettext("alles"))

    @property
    def asked(self) -> Asked:
        """Return what is asked; of a filter with a fault, what can be understood of it."""
        told = self.cleaned_data
        until = told.get("tot_en_met")
        return Asked(
            actor=told.get("persoon") or "",
            acts=in_group(told["soort"]) if told.get("soort") else (),
            about=(told.get("onderwerp") or "").strip(),
            since=_midnight(told.get("vanaf")),
            before=_midnight(min(until, _LAST_DAY) + timedelta(days=1)) if until else None,
        )


def _midnight(day: date | None) -> datetime | None:
    """Return the moment at which a day begins in the Netherlands."""
    return datetime.combine(day, time(), OFFICE_TIME) if day else None
