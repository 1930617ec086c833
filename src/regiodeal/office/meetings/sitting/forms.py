"""The forms of a meeting that sits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions.resolutions import Decision, NewCondition
from regiodeal.decisions.choices import AWARDING, GRANTING, DecisionKind, Outcome, VoteChoice
from regiodeal.decisions.models import AgendaItem
from regiodeal.decisions.rules import About
from regiodeal.programme.choices import ProxyRule
from regiodeal.programme.models import Body, Seat
from regiodeal.web.forms import DayField, MoneyField, OfficeForm
from regiodeal.web.refusals import told

PRESENT, ABSENT = "aanwezig", "afwezig"
_PLAIN = "office/meetings/sitting/_field.html"
"""How a field is shown of which the outcome decides whether it is needed."""
_PROXY = "volmacht-"


class AttendanceForm(OfficeForm):
    """For each seat: present, absent, or absent with a proxy for another seat."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    def __init__(self, *args: Any, body: Body, seats: Sequence[Seat], **kwargs: Any) -> None:
        self.seats = {seat.code: seat for seat in seats}
        super().__init__(*args, **kwargs)
        for seat in seats:
            self.fields[seat.code] = forms.ChoiceField(
                label=str(seat),
                choices=self._choices(seat, body),
                error_messages={"required": gettext_lazy("Kies aanwezig, afwezig of een volmacht.")},
            )
            self.fields[seat.code].widget.attrs["class"] = "utrecht-select utrecht-select--html-select"

    @property
    def present(self) -> list[Seat]:
        """The seats that are there."""
        return [seat for code, seat in self.seats.items() if self.cleaned_data[code] == PRESENT]

    @property
    def proxies(self) -> dict[Seat, Seat]:
        """To whom an absent seat gave its vote."""
        given = {code: self.cleaned_data[code] for code in self.seats}
        return {
            self.seats[code]: self.seats[choice.removeprefix(_PROXY)]
            for code, choice in given.items()
            if choice.startswith(_PROXY)
        }

    def show(self, refusal: Refusal) -> None:
        """Show each reason at the seat that it is about."""
        for sentence in refusal.sentences:
            field = sentence.subject if isinstance(sentence, About) else None
            self.add_error(field, told(sentence))

    def _choices(self, seat: Seat, body: Body) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = [(PRESENT, gettext("aanwezig")), (ABSENT, gettext("afwezig"))]
        if body.proxies != ProxyRule.NONE:
            others = [other for other in self.seats.values() if other.pk != seat.pk]
            found += [
                (f"{_PROXY}{other.code}", gettext("afwezig, met volmacht aan %(seat)s") % {"seat": other})
                for other in others
            ]
        return found


def attendance_of(rows: Iterable[Any], seats: Iterable[Seat]) -> dict[str, str]:
    """Return what the form shows first: what was noted, or that everybody is there."""
    noted = {row.seat.code: row for row in rows}
    if not noted:
        return {seat.code: PRESENT for seat in seats}
    return {code: PRESENT if row.present else _away(row) for code, row in noted.items()}


def _away(row: Any) -> str:
    return f"{_PROXY}{row.proxy.code}" if row.proxy else ABSENT


class InterestForm(OfficeForm):
    """A declared interest; the seat can be chosen where there is more than one to choose from."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    statement = forms.CharField(
        label=gettext_lazy("Welk belang"),
        help_text=gettext_lazy("Dit komt op de besluitenlijst, en het publiek kan het lezen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Schrijf welk belang het is.")},
    )

    field_order = ["seat", "statement"]

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {seat.code: seat for seat in seats}
        self.fields["seat"] = forms.ChoiceField(
            label=gettext("Zetel"),
            choices=[(seat.code, str(seat)) for seat in seats],
            error_messages={
                "required": gettext("Kies de zetel."),
                "invalid_choice": gettext("Kies een zetel uit de lijst."),
            },
        )
        self.fields["seat"].widget.attrs["class"] = "utrecht-select utrecht-select--html-select"
        self.order_fields(self.field_order)
        if len(seats) == 1:
            self.fields["seat"].initial, self.fields["seat"].widget = seats[0].code, forms.HiddenInput()

    @property
    def chosen(self) -> Seat:
        """The seat that has the interest."""
        return self.seats[self.cleaned_data["seat"]]


class VotesForm(OfficeForm):
    """The vote of each seat that has one; nothing chosen at any seat is consensus."""

    def __init__(self, *args: Any, seats: Sequence[Seat], proxies: Mapping[str, str], **kwargs: Any) -> None:
        self.seats = {seat.code: seat for seat in seats}
        super().__init__(*args, **kwargs)
        for seat in seats:
            by_proxy = gettext("%(seat)s, bij volmacht") % {"seat": seat}
            self.fields[seat.code] = forms.ChoiceField(
                label=by_proxy if seat.code in proxies else str(seat),
                choices=[(choice.value, gettext(choice.label)) for choice in VoteChoice],
                required=False,
                widget=forms.RadioSelect(attrs={"class": "utrecht-radio-button utrecht-radio-button--html-input"}),
            )

    @property
    def votes(self) -> dict[Seat, VoteChoice]:
        """What was chosen."""
        return {
            seat: VoteChoice(self.cleaned_data[code])
            for code, seat in self.seats.items()
            if self.cleaned_data.get(code)
        }

    @property
    def known(self) -> dict[str, str]:
        """What is chosen so far and can be read, by the code of the seat."""
        self.is_valid()
        return {code: choice for code, choice in self.cleaned_data.items() if choice}

    def clean(self) -> dict[str, Any]:
        """Ask for every vote, or for none."""
        super().clean()
        given = [code for code in self.seats if self.cleaned_data.get(code)]
        for code in set(self.seats) - set(given) if given else ():
            if code not in self.errors:
                self.add_error(code, gettext("Kies ook hier een stem; wie niet stemt, onthoudt zich."))
        return self.cleaned_data


class DecideForm(OfficeForm):
    """What is decided on an item; the fields that its kind does not have are not there."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    outcome = forms.ChoiceField(
        label=gettext_lazy("Besluit"),
        choices=[(one.value, gettext_lazy(one.label)) for one in Outcome],
        widget=forms.RadioSelect(),
        error_messages={"required": gettext_lazy("Kies wat er besloten is.")},
    )
    contribution_cents = MoneyField(
        label=gettext_lazy("Bijdrage in euro’s"),
        help_text=gettext_lazy("Alleen bij toekennen."),
        required=False,
        template_name=_PLAIN,
    )
    release_cents = MoneyField(label=gettext_lazy("Valt vrij in euro’s"), required=False)
    new_end = DayField(label=gettext_lazy("Einddatum"), required=False)
    phase_name = forms.CharField(
        label=gettext_lazy("Naam van de fase"),
        help_text=gettext_lazy("Laat u dit leeg, dan heet de fase “fase 1”, “fase 2” enzovoort."),
        required=False,
        max_length=200,
    )
    reason = forms.CharField(  # type: ignore[call-arg]  # the types lag behind Django
        label=gettext_lazy("Toelichting of reden"),
        help_text=gettext_lazy("Nodig bij aanhouden, afwijzen, wijzigen en beëindigen. Komt op de besluitenlijst."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        template_name=_PLAIN,
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._item = item
        for name in _not_asked(DecisionKind(item.kind)):
            del self.fields[name]
        if item.kind == DecisionKind.EXTENSION:
            self.fields["new_end"].label = gettext("Nieuwe einddatum")

    def decision(self, conditions: Sequence[NewCondition]) -> Decision:
        """Return what was filled in, as the rules take it; what does not fit they refuse.

        What was asked stands in the form already: left as it is, it says nothing where nothing is granted.
        """
        given = {name: value for name, value in self.cleaned_data.items() if value is not None}
        outcome = Outcome(given.pop("outcome"))
        if outcome not in GRANTING:
            asked = {"contribution_cents": self._item.ask_cents, "new_end": self._item.ask_end}
            given = {name: value for name, value in given.items() if name not in asked or value != asked[name]}
        return Decision(outcome=outcome, conditions=tuple(conditions), **given)

    def show(self, refusal: Refusal) -> None:
        """Show each reason at the field that it is about; what is about none of them stands on top."""
        for sentence in refusal.sentences:
            if str(sentence).endswith(":"):
                continue  # names the item, which stands above the form already
            subject = sentence.subject if isinstance(sentence, About) else None
            self.add_error(subject if subject in self.fields else None, told(sentence))


def _not_asked(kind: DecisionKind) -> list[str]:
    """Return the fields that a decision of this kind does not have."""
    asked = {"outcome", "reason"}
    if kind in AWARDING:
        asked |= {"contribution_cents"}
    if kind in {DecisionKind.NEW, DecisionKind.FOLLOW_UP}:
        asked |= {"new_end", "phase_name"}
    if kind == DecisionKind.EXTENSION:
        asked |= {"new_end"}
    if kind in {DecisionKind.CHANGE, DecisionKind.STOP}:
        asked |= {"release_cents"}
    return [name for name in DecideForm.base_fields if name not in asked]


class ConditionForm(OfficeForm):
    """A condition under which something is granted; a row that is left empty is none."""

    text = forms.CharField(  # type: ignore[call-arg]  # the types lag behind Django
        label=gettext_lazy("Voorwaarde"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        template_name=_PLAIN,
    )
    owner = forms.CharField(  # type: ignore[call-arg]  # the types lag behind Django
        label=gettext_lazy("Wie zorgt ervoor"), required=False, max_length=200, template_name=_PLAIN
    )
    due_on = DayField(label=gettext_lazy("Uiterlijk"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the text and the owner of a row in which anything stands."""
        super().clean()
        if any(self.cleaned_data.values()) or self.errors:
            if not self.cleaned_data.get("text") and "text" not in self.errors:
                self.add_error("text", gettext("Schrijf de voorwaarde, of maak ook de andere velden leeg."))
            if not self.cleaned_data.get("owner"):
                self.add_error("owner", gettext("Schrijf wie ervoor zorgt dat dit gebeurt."))
        return self.cleaned_data


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[ConditionForm]
else:
    _Rows = forms.BaseFormSet  # has no brackets while the program runs


class BaseConditions(_Rows):
    """The conditions of a decision."""

    @property
    def content(self) -> list[NewCondition]:
        """The rows that were filled in."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [NewCondition(text=row["text"], owner=row["owner"], due_on=row["due_on"]) for row in rows]

    @property
    def wrong(self) -> bool:
        """Whether a row has something to mend."""
        return self.is_bound and any(self.errors)


_MOST = 20
Conditions: type[BaseConditions] = forms.formset_factory(  # type: ignore[assignment]  # the factory names no base
    ConditionForm, formset=BaseConditions, extra=1, max_num=_MOST, absolute_max=2 * _MOST, validate_max=True
)
CONDITIONS = "voorwaarden"
"""The prefix of the fields of the conditions."""


def with_one_more(data: Mapping[str, Any]) -> BaseConditions:
    """Return the rows that somebody is filling in, without a judgement, and an empty one behind them."""
    written = str(data.get(f"{CONDITIONS}-TOTAL_FORMS", ""))
    number = min(int(written), _MOST) if written.isascii() and written.isdigit() and len(written) < 4 else 0  # noqa: PLR2004
    names = ConditionForm.base_fields
    rows = [{name: data.get(f"{CONDITIONS}-{row}-{name}", "") for name in names} for row in range(number)]
    return Conditions(prefix=CONDITIONS, initial=rows)


class ReasonForm(OfficeForm):
    """Why something is undone."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    reason = forms.CharField(
        label=gettext_lazy("Waarom"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf waarom. De reden blijft in het logboek staan.")},
    )


class AdoptForm(OfficeForm):
    """The day on which the body adopted its list."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    on = DayField(
        label=gettext_lazy("Vastgesteld op"),
        help_text=gettext_lazy(
            "De dag waarop het orgaan de lijst vaststelde: niet vóór de vergadering, niet na vandaag."
        ),
        error_messages={"required": gettext_lazy("Kies de dag waarop de lijst is vastgesteld.")},
    )


class MetForm(OfficeForm):
    """When a condition was met, and what shows it."""

    use_required_attribute = False  # the form says itself what to do, in the language of the screen

    on = DayField(label=gettext_lazy("Voldaan op"), error_messages={"required": gettext_lazy("Kies de dag.")})
    evidence = forms.CharField(
        label=gettext_lazy("Waaruit dat blijkt"),
        help_text=gettext_lazy("Bijvoorbeeld een besluit, een brief of een beschikking, met de datum."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Schrijf waaruit blijkt dat aan de voorwaarde is voldaan.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        """Refuse a day that is still to come."""
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError(gettext("Deze dag moet nog komen. Kies vandaag of een eerdere dag."))
        return on
