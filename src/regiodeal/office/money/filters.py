"""What a reader asks of the money screens: of which day, as known when, and which part of it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from regiodeal.funding.behind import INSIDE, Selection
from regiodeal.funding.choices import Flow, PlaceKind
from regiodeal.funding.where import HELD, NO_PILLAR, NOW, AsOf
from regiodeal.programme.models import Deal
from regiodeal.web.forms import DayField, OfficeForm, choices

_MOMENT = "%Y-%m-%dT%H:%M"
UNDIVIDED = gettext_lazy("Niet over pijlers verdeeld")


class AsOfForm(OfficeForm):
    """The day that is asked, and the moment of which we want to know what was known then."""

    op = DayField(label=gettext_lazy("Stand op"), required=False)
    bekend = forms.DateTimeField(
        label=gettext_lazy("Zoals bekend op"),
        required=False,
        input_formats=[_MOMENT, "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"],
        widget=forms.DateTimeInput(format=_MOMENT, attrs={"type": "datetime-local"}),
        error_messages={"invalid": gettext_lazy("Dit is geen moment. Schrijf bijvoorbeeld 23-11-2026 14:30.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        self.is_valid()

    def prepare(self) -> None:
        """Fill in the choices, before what is asked is read."""

    @property
    def as_of(self) -> AsOf:
        """What is asked; where a field cannot be read, as if it was left open."""
        known: datetime | None = self.cleaned_data.get("bekend")
        until = known.replace(second=59, microsecond=999_999) if known else None  # all that was known in that minute
        return AsOf(self.cleaned_data.get("op"), until) if self.cleaned_data.get("op") or until else NOW

    @property
    def kept(self) -> dict[str, str]:
        """The same question for the address of another screen."""
        day, known = self.cleaned_data.get("op"), self.cleaned_data.get("bekend")
        return {
            "op": day.isoformat() if day else "",
            "bekend": localtime(known).strftime(_MOMENT) if known else "",
        }


class TransfersForm(AsOfForm):
    """Which transfers: those behind one figure."""

    soort = forms.ChoiceField(label=gettext_lazy("Plek"), required=False)
    stroom = forms.ChoiceField(label=gettext_lazy("Wat er gebeurde"), required=False)
    pijler = forms.ChoiceField(label=gettext_lazy("Pijler"), required=False)
    jaar = forms.IntegerField(label=gettext_lazy("Telt vanaf het jaar"), required=False, min_value=1900, max_value=2999)
    project = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    fase = forms.IntegerField(required=False, min_value=1, max_value=999, widget=forms.HiddenInput)
    bron = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    field_order = ("soort", "stroom", "pijler", "jaar", "op", "bekend")

    def __init__(self, deal: Deal, *args: Any, **kwargs: Any) -> None:
        self.deal = deal
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Fill in the choices that this deal has."""
        inside = (INSIDE, gettext("Alles binnen de deal"))
        kinds = [inside, *((kind.value, capfirst(gettext(str(kind.label)))) for kind in (*HELD, PlaceKind.PLEDGED))]
        flows = [(flow.value, capfirst(gettext(str(flow.label)))) for flow in Flow]
        pillars = [*((pillar.code, pillar.name) for pillar in self.deal.pillars.all()), (NO_PILLAR, UNDIVIDED)]
        offered = {
            "soort": choices(kinds, gettext("alle plekken")),
            "stroom": choices(flows, gettext("alles")),
            "pijler": choices(pillars, gettext("alle pijlers")),
        }
        for name, rows in offered.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]

    @property
    def selection(self) -> Selection:
        """What is asked; where a field cannot be read, as if it was left open."""
        asked = self.cleaned_data
        return Selection(
            as_of=self.as_of,
            kind=asked.get("soort") or "",
            flow=asked.get("stroom") or "",
            pillar=asked.get("pijler") or "",
            project=asked.get("project") or "",
            phase=asked.get("fase"),
            source=asked.get("bron") or "",
            year=asked.get("jaar"),
        )


def link(name: str, deal: Deal, *args: Any, **asked: Any) -> str:
    """Return the address of a screen of the deal with what is asked; empty where there is no such screen."""
    try:
        address = reverse(f"office:{name}", args=[deal.code, *args])
    except NoReverseMatch:
        return ""
    wanted = urlencode({key: value for key, value in asked.items() if value not in ("", None)})
    return f"{address}?{wanted}" if wanted else address
