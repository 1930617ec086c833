"""What can be asked of the list of projects."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_lazy

from regiodeal.decisions import queries as decisions
from regiodeal.programme.models import Deal
from regiodeal.projects.choices import Stage
from regiodeal.projects.models import ProjectPlace
from regiodeal.web.forms import OfficeForm, choices

FIRST_ORDER = "naam"


class Money(TextChoices):
    """What to ask about the money of a project; the values stand in the address."""

    GRANTED = "toegekend", gettext_lazy("toegekend")
    RESERVED = "gereserveerd", gettext_lazy("gereserveerd")
    UNKNOWN = "onbekend", gettext_lazy("bijdrage niet bekend")
    CONDITIONS = "voorwaarden", gettext_lazy("open voorwaarden")


@dataclass(frozen=True)
class Wanted:
    """A question to the list; an empty text asks nothing."""

    q: str = ""
    pillar: str = ""
    stage: str = ""
    lead: str = ""
    place: str = ""
    money: str = ""
    year: str = ""
    order: str = FIRST_ORDER

    @property
    def filters(self) -> int:
        """How many filters there are beside the search."""
        return sum(1 for one in (self.pillar, self.stage, self.lead, self.place, self.money, self.year) if one)


class Question(OfficeForm):
    """Search and filters. Its names stand in the address, so that it can be shared; what is no choice is left out."""

    q = forms.CharField(
        label=gettext_lazy("Zoeken"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    pijler = forms.ChoiceField(label=gettext_lazy("Pijler"), required=False)
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), required=False)
    trekker = forms.ChoiceField(label=gettext_lazy("Trekker"), required=False)
    plaats = forms.ChoiceField(label=gettext_lazy("Plaats"), required=False)
    geld = forms.ChoiceField(label=gettext_lazy("Geld"), required=False)
    jaar = forms.ChoiceField(label=gettext_lazy("Besluit in"), required=False)

    def __init__(self, deal: Deal, data: Any) -> None:
        super().__init__(data)
        parties = deal.parties.select_related("organisation")
        self._offer("pijler", [*deal.pillars.values_list("code", "name"), ("-", gettext("niet bekend"))])
        self._offer("stand", [(value, gettext(str(label))) for value, label in Stage.choices])
        leads = [(party.organisation.code, party.organisation.name) for party in parties]
        self._offer("trekker", [*leads, ("-", gettext("niet bekend"))])
        places = ProjectPlace.objects.filter(project__deal=deal).order_by("name").values_list("name", flat=True)
        self._offer("plaats", [(place, place) for place in places.distinct()])
        self._offer("geld", Money.choices)
        days = decisions.standing(deal).order_by().values_list("item__meeting__held_on", flat=True).distinct()
        self._offer("jaar", [(str(year), str(year)) for year in sorted({day.year for day in days}, reverse=True)])

    def _offer(self, name: str, offered: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - they are, above
        field.choices = choices(offered, gettext("alle"))

    def wanted(self, orders: Any) -> Wanted:
        """Return what is asked, as far as it makes sense: an old or mistyped address shows a list and no error."""
        self.is_valid()
        said = self.cleaned_data
        order = str(self.data.get("volgorde", ""))
        return Wanted(
            q=said.get("q", ""),
            pillar=said.get("pijler", ""),
            stage=said.get("stand", ""),
            lead=said.get("trekker", ""),
            place=said.get("plaats", ""),
            money=said.get("geld", ""),
            year=said.get("jaar", ""),
            order=order if order.removeprefix("-") in orders else FIRST_ORDER,
        )
