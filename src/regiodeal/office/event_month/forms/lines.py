"""Fields in which each line is a thing: people with their organisation, materials with their address."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.event_month.about import Link, Person
from regiodeal.event_month.choices import Role

_PERSON = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<about>[^()]*)\))?")
_LINK = re.compile(r"(?P<title>.*?)[\s:]*(?P<url>\S+://\S+)")


class PeopleField(forms.CharField):
    """People with one role: one on each line, with an organisation or an office in brackets."""

    widget = forms.Textarea(attrs={"rows": 3})
    default_error_messages = {
        "line": gettext_lazy(
            "“%(line)s” is niet te lezen. Schrijf een naam, met eventueel een organisatie tussen haakjes."
        )
    }

    def __init__(self, *, role: Role, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20_000, **kwargs)
        self.role = role

    def clean(self, value: Any) -> Any:
        """Return the people that were typed. Raises ValidationError."""
        return tuple(self._person(line) for line in _lines(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        """Write people as they are typed; what a person typed stays as it is."""
        return "\n".join(_typed(one) for one in value) if isinstance(value, tuple) else value

    def _person(self, line: str) -> Person:
        match = _PERSON.fullmatch(line)
        if match is None:
            raise forms.ValidationError(self.error_messages["line"], code="line", params={"line": line[:80]})
        return Person(self.role, match["name"].strip(), (match["about"] or "").strip())


class LinksField(forms.CharField):
    """Materials: one on each line, its title and then its address."""

    widget = forms.Textarea(attrs={"rows": 3})
    default_error_messages = {
        "line": gettext_lazy(
            "“%(line)s” heeft geen titel en adres. Schrijf bijvoorbeeld: Presentatie https://voorbeeld.nl/dia.pdf"
        )
    }

    def clean(self, value: Any) -> Any:
        """Return the materials that were typed. Raises ValidationError."""
        return tuple(self._link(line) for line in _lines(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        """Write materials as they are typed; what a person typed stays as it is."""
        return "\n".join(f"{one.title} {one.url}" for one in value) if isinstance(value, tuple) else value

    def _link(self, line: str) -> Link:
        match = _LINK.fullmatch(line)
        if match is None or not match["title"].strip():
            raise forms.ValidationError(self.error_messages["line"], code="line", params={"line": line[:80]})
        return Link(match["title"].strip(), match["url"])


def people_with(role: Role, people: Iterable[Person]) -> tuple[Person, ...]:
    """Return who of these has a role."""
    return tuple(one for one in people if one.role == role)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _typed(one: Person) -> str:
    return f"{one.name} ({one.about})" if one.about else one.name
