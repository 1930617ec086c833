"""Sentences for people that can be said in more than one language, and the values that fill them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Sentence:
    """A template in English with the values that fill it: `Sentence("no quorum: {there} of {all}", there=3, all=8)`.

    A value can be a sentence itself, a tuple of sentences, `Euros`, a day, a moment, `Named` or a choice of a closed
    list: each is said as the voice says it. Without values the template is taken as it is.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = values

    def said(self, voice: "Voice | None" = None) -> str:
        """Return the sentence as a voice says it; without one, as the command line does."""
        voice = voice or PLAIN
        template = voice.template(self.template)
        if not self.values:
            return template
        return template.format(**{name: voice.value(value) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.said()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(self.template)

    def __repr__(self) -> str:
        return f"Sentence({str(self)!r})"


@dataclass(frozen=True)
class Euros:
    """An amount in cents, to be written in the language of the reader."""

    cents: int


@dataclass(frozen=True)
class Named:
    """A thing that files and commands call by its code, and screens by its name or in words."""

    code: str
    words: str | Sentence


class Voice:
    """How sentences are said. This one is that of the command line: English, codes, and days as files write them."""

    def template(self, template: str) -> str:
        """Return a template in the language of this voice."""
        return template

    def euros(self, cents: int) -> str:
        """Write an amount."""
        return f"{cents / 100:.2f} euro"

    def day(self, day: date) -> str:
        """Write a day."""
        return day.isoformat()

    def moment(self, moment: datetime) -> str:
        """Write a moment."""
        return str(moment)

    def named(self, thing: Named) -> str:
        """Name a thing."""
        return thing.code

    def choice(self, choice: Enum) -> str:
        """Say one of a closed list; its `label`, where it has one, is Dutch."""
        return str(choice.value)

    def value(self, value: object) -> object:
        """Say a value of a sentence; what this voice has no words for fills the template as it is."""
        said = value
        match value:
            case Sentence():
                said = value.said(self)
            case Euros():
                said = self.euros(value.cents)
            case Named():
                said = self.named(value)
            case Enum():
                said = self.choice(value)
            case datetime():
                said = self.moment(value)
            case date():
                said = self.day(value)
            case tuple() if value and all(isinstance(one, Sentence) for one in value):
                said = joined(value, self)
        return said


PLAIN = Voice()
"""The voice of the command line."""


def joined(sentences: Iterable[Sentence], voice: Voice = PLAIN) -> str:
    """Return sentences as one line, with a semicolon between them; one that ends with a colon leads the next."""
    return "; ".join(sentence.said(voice) for sentence in sentences).replace(":; ", ": ")
