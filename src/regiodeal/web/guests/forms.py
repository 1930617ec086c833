"""Forms that guests fill in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from regiodeal.accounts.models import Language
from regiodeal.event_month.actions.feedback import LONGEST_REMARK
from regiodeal.event_month.actions.registrations import Wanted, Wish
from regiodeal.event_month.choices import SessionKind
from regiodeal.event_month.models import HIGHEST_SCORE, LOWEST_SCORE
from regiodeal.event_month.rules import MOST_COMPANIONS
from regiodeal.web.guests.choosing import Choice, by_day
from regiodeal.web.public_forms import AddressField, PublicForm

PICK, BRING = "kies-", "mee-"
"""How the fields of a session begin, before its code."""
_LONGEST_NAME = 200
_LONGEST_NEED = 300
_LONGEST_SUMMARY = 5_000
_SCORES = (
    gettext_lazy("1 – heel slecht"),
    gettext_lazy("2 – matig"),
    gettext_lazy("3 – redelijk"),
    gettext_lazy("4 – goed"),
    gettext_lazy("5 – heel goed"),
)


class NameField(forms.CharField):
    """What somebody or something is called, on one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=_LONGEST_NAME, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the name. Raises ValidationError, also for signs that nobody sees."""
        name = " ".join(str(super().clean(value)).split())
        if not name.isprintable():
            raise forms.ValidationError(gettext("Gebruik geen onzichtbare tekens."))
        return name


class Row:
    """A session on a form, with its two fields."""

    def __init__(self, form: forms.Form, choice: Choice) -> None:
        self.choice, self.session = choice, choice.session
        self.pick = form[f"{PICK}{choice.session.code}"]
        self.bring = form[f"{BRING}{choice.session.code}"]


class PersonForm(PublicForm):
    """Who comes, to what, with how many, and what they need for that."""

    name = NameField(
        label=gettext_lazy("Naam"),
        error_messages={"required": gettext_lazy("Vul uw naam in.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = NameField(
        label=gettext_lazy("Organisatie"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    diet = forms.CharField(label=gettext_lazy("Wat kunt u niet eten?"), required=False, max_length=_LONGEST_NEED)
    access = forms.CharField(
        label=gettext_lazy("Wat heeft u nodig om mee te doen?"),
        help_text=gettext_lazy("Bijvoorbeeld een plek voor een rolstoel, een schrijftolk of een ringleiding."),
        required=False,
        max_length=_LONGEST_NEED,
    )

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        self._choices = choices
        super().__init__(*args, **kwargs)
        self._add_sessions()

    def _add_sessions(self) -> None:
        """Give each session a box to tick and a number of companions; words beside the box describe it."""
        numbers = [(number, str(number)) for number in range(1, MOST_COMPANIONS + 1)]
        for choice in self._choices:
            code, own = choice.session.code, choice.own
            pick = forms.BooleanField(
                label=choice.session.title,
                required=False,
                initial=own is not None,
                widget=forms.CheckboxInput(attrs={"aria-describedby": f"over-{code}"}),
            )
            bring = forms.TypedChoiceField(
                label=gettext("Mensen die u meeneemt naar “%(session)s”") % {"session": choice.session.title},
                choices=[(0, gettext("niemand")), *numbers],
                coerce=int,
                empty_value="",
                required=False,
                initial=own.companions if own else 0,
            )
            self.add(f"{PICK}{code}", pick)
            self.add(f"{BRING}{code}", bring)

    def _by_day(self, choices: Iterable[Choice]) -> list[tuple[date, list[Row]]]:
        return [(day, [Row(self, one) for one in rows]) for day, rows in by_day(choices)]

    @property
    def wishes(self) -> list[Wish]:
        """The sessions that were chosen, of a form that is filled in well."""
        filled = self.cleaned_data
        return [
            Wish(one.session, filled.get(f"{BRING}{one.session.code}") or 0)
            for one in self._choices
            if filled.get(f"{PICK}{one.session.code}")
        ]

    @property
    def needs(self) -> Wanted:
        """What they need, of a form that is filled in well."""
        return Wanted(diet=self.cleaned_data["diet"], access=self.cleaned_data["access"])

    def clean(self) -> dict[str, Any]:
        """Tell that a session can no longer be chosen that was there when the form was shown."""
        filled = super().clean() or self.cleaned_data
        chosen = {name for name, value in self.data.items() if name.startswith(PICK) and value}
        if not chosen <= set(self.fields):
            self.add_error(
                None,
                gettext("Voor een sessie die u koos kunt u zich niet meer aanmelden. Kijk na wat u nu heeft gekozen."),
            )
        return filled


class SignUpForm(PersonForm):
    """Who wants to come: what a link named or they chose stands first. An invitation is for one address, so that is not
    asked then."""

    email = AddressField()
    field_order = ("email", "name", "organisation", "language", "diet", "access")

    def __init__(self, *args: Any, choices: Sequence[Choice], invited: str = "", **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        if invited:
            self.fields["email"].disabled, self.fields["email"].initial = True, invited

    @property
    def chosen(self) -> list[tuple[date, list[Row]]]:
        """The sessions that are ticked."""
        return self._by_day(one for one in self._choices if self._is_ticked(one))

    @property
    def others(self) -> list[tuple[date, list[Row]]]:
        """The sessions that are not."""
        return self._by_day(one for one in self._choices if not self._is_ticked(one))

    def _is_ticked(self, choice: Choice) -> bool:
        return bool(self[f"{PICK}{choice.session.code}"].value())

    def clean(self) -> dict[str, Any]:
        """Ask for a session at least."""
        filled = super().clean()
        if not self.errors.get("__all__") and not self.wishes:
            self.add_error(None, gettext("Kies ten minste één sessie."))
        return filled


class OwnForm(PersonForm):
    """What a guest changes: what they have stands first, and what else there is after that."""

    @property
    def own(self) -> list[tuple[date, list[Row]]]:
        """The sessions that they have."""
        return self._by_day(one for one in self._choices if one.own)

    @property
    def others(self) -> list[tuple[date, list[Row]]]:
        """The sessions that they can choose besides."""
        return self._by_day(one for one in self._choices if not one.own)


class ProposalForm(PublicForm):
    """A session that somebody proposes."""

    title = NameField(
        label=gettext_lazy("Titel van de sessie"), error_messages={"required": gettext_lazy("Vul een titel in.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Soort sessie"), choices=lambda: _in_words(SessionKind.choices))
    summary = forms.CharField(
        label=gettext_lazy("Waar gaat de sessie over?"),
        help_text=gettext_lazy("Dit komt in het programma als uw voorstel wordt aangenomen."),
        max_length=_LONGEST_SUMMARY,
        error_messages={"required": gettext_lazy("Vertel in een paar zinnen waar de sessie over gaat.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    wishes = forms.CharField(
        label=gettext_lazy("Wensen"),
        help_text=gettext_lazy(
            "Bijvoorbeeld een dag, een plaats of een aantal deelnemers. Dit leest alleen het bureau."
        ),
        required=False,
        max_length=_LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    organisation = NameField(
        label=gettext_lazy("Organisatie"),
        error_messages={"required": gettext_lazy("Vul de naam van uw organisatie in.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    name = NameField(
        label=gettext_lazy("Naam"),
        error_messages={"required": gettext_lazy("Vul uw naam in.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField()
    language = forms.ChoiceField(label=gettext_lazy("Taal van de sessie en de mail"), choices=Language.choices)


class FeedbackForm(PublicForm):
    """What a guest thought of a session."""

    score = forms.TypedChoiceField(
        label=gettext_lazy("Wat vond u van de sessie?"),
        choices=list(zip(range(LOWEST_SCORE, HIGHEST_SCORE + 1), _SCORES, strict=True)),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat u van de sessie vond.")},
    )
    remark = forms.CharField(
        label=gettext_lazy("Wat wilt u daarover kwijt?"),
        help_text=gettext_lazy("Schrijf liever geen namen op: wat u schrijft is anoniem."),
        required=False,
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def _in_words(rows: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(value, gettext(str(label))) for value, label in rows]
