"""Forms about the mail that people without an account want."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.accounts.models import Language
from regiodeal.mailing.models import MailingList
from regiodeal.web.forms import OfficeForm
from regiodeal.web.public_forms import AddressField, PublicForm


class AskForm(PublicForm):
    """The address that wants a link to its preferences."""

    email = AddressField()


class SignUpForm(PublicForm):
    """Who wants to be on which lists."""

    email = AddressField()
    name = forms.CharField(
        label=gettext_lazy("Naam"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    lists = forms.MultipleChoiceField(
        label=gettext_lazy("Wat wilt u ontvangen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies ten minste één lijst.")},
    )

    def __init__(self, *args: Any, lists: Iterable[MailingList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].choices = [(own.code, own.name) for own in lists]  # type: ignore[attr-defined]


class PreferencesForm(OfficeForm):
    """What somebody changes about the mail they get."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Taal van de mail"), choices=Language.choices)
    lists = forms.MultipleChoiceField(
        label=gettext_lazy("Lijsten"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lists: Iterable[MailingList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].choices = [(own.code, own.name) for own in lists]  # type: ignore[attr-defined]
