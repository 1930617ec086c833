"""Forms about mailings."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, gettext_lazy

from regiodeal.accounts.models import Language
from regiodeal.mailing import rules
from regiodeal.mailing.actions.drafts import Words
from regiodeal.mailing.models import Mailing, MailingList
from regiodeal.office.editions.forms import JudgedForm
from regiodeal.programme.models import Deal
from regiodeal.web.forms import MomentField, OfficeForm


class MailingForm(OfficeForm):
    """What a mailing says, and to which lists it goes. `seen` is when the version was written that somebody changes."""

    use_required_attribute = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(
        label=gettext_lazy("Onderwerp"),
        max_length=rules.LONGEST_SUBJECT,
        help_text=gettext_lazy("Een mailprogramma laat er zo’n zestig tekens van zien."),
        error_messages={"required": gettext_lazy("Schrijf een onderwerp: dat ziet de lezer het eerst.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Tekst"),
        max_length=rules.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 24, "class": "rd-source"}),
        help_text=gettext_lazy(
            "Een lege regel begint een alinea. ## voor een tussenkop, - voor een opsomming, **vet**, *cursief* en "
            "[woorden](https://adres) voor een link. Aanhef, noot voor de redactie en afmelden komen er vanzelf bij."
        ),
        error_messages={"required": gettext_lazy("Schrijf wat de mail vertelt.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    lists = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Naar welke lijsten"),
        queryset=MailingList.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Wie op meer lijsten staat, krijgt de mail één keer."),
    )

    def __init__(self, *args: Any, deal: Deal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = MailingList.objects.filter(scope=deal.code, closed_at=None)
        self.fields["lists"].queryset = own  # type: ignore[attr-defined]

    @classmethod
    def of(cls, mailing: Mailing, deal: Deal) -> "MailingForm":
        """Return the form as a draft stands now."""
        initial = {
            "seen": mailing.changed_at.isoformat(),
            "subject": mailing.subject,
            "text": mailing.text,
            "language": mailing.language,
            "lists": [one.pk for one in mailing.lists.all()],
        }
        return cls(deal=deal, initial=initial)

    def words(self) -> Words:
        """Return what was filled in, as the actions take it."""
        filled = self.cleaned_data
        return Words(
            subject=filled["subject"],
            text=filled["text"],
            language=Language(filled["language"]),
            lists=list(filled["lists"]),
        )

    def seen_at(self) -> datetime:
        """Return when the version was written that somebody changed."""
        return _moment(self.cleaned_data["seen"])


class SendForm(JudgedForm):
    """From when a mailing goes out, in Dutch time; empty is: now. `seen` is when what is sent was written."""

    use_required_attribute = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    send_at = MomentField(
        label=gettext_lazy("Versturen op"),
        help_text=gettext_lazy("Dag en tijd in Nederland. Leeg: meteen."),
        required=False,
    )

    def __init__(self, *args: Any, now: datetime, not_before: datetime | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now, self._not_before = now, not_before

    def clean_send_at(self) -> datetime | None:
        """Refuse a moment that has passed, or that is before the end of the embargo."""
        given: datetime | None = self.cleaned_data["send_at"]
        if given is None:
            return None
        if given <= self._now:
            raise forms.ValidationError(
                gettext(
                    "Dit moment is al voorbij. Kies een later moment, of laat het veld leeg om meteen te versturen."
                )
            )
        if self._not_before is not None and given < self._not_before:
            raise forms.ValidationError(gettext("Op dit moment geldt het embargo nog. Kies een later moment."))
        return given

    def seen_at(self) -> datetime:
        """Return when the version was written that somebody sends."""
        return _moment(self.cleaned_data["seen"])


def _moment(written: str) -> datetime:
    """Return a moment as a form carries it; one long ago where it is none, so that somebody has to look again."""
    try:
        found = parse_datetime(written)
    except ValueError:
        found = None
    return found or datetime.fromisoformat("1970-01-01T00:00:00+00:00")
