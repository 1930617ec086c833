"""How screens say the sentences of the rooms: in the language of the reader, with names instead of codes."""

from datetime import date, datetime
from enum import Enum

from django.db.models import Model
from django.utils.translation import gettext

from regiodeal.common.sentences import Named, Sentence, Voice
from regiodeal.web import formatting


class ScreenVoice(Voice):
    """Says everything as a screen writes it, in the language that is active."""

    def template(self, template: str) -> str:
        """Translate a template of the rooms, which is English."""
        return gettext(template) if template else ""

    def euros(self, cents: int) -> str:
        """Write an amount: "€ 374.800"."""
        return formatting.euros(cents)

    def day(self, day: date) -> str:
        """Write out a day: "4 juni 2021"."""
        return formatting.day(day)

    def moment(self, moment: datetime) -> str:
        """Write out a moment in Dutch time."""
        return formatting.moment(moment)

    def named(self, thing: Named) -> str:
        """Name a thing in words."""
        return thing.words.said(self) if isinstance(thing.words, Sentence) else thing.words

    def value(self, value: object) -> object:
        """Say a value; a row of the database is called by its name."""
        return getattr(value, "name", str(value)) if isinstance(value, Model) else super().value(value)

    def choice(self, choice: Enum) -> str:
        """Say one of a closed list by its label, which is Dutch in the code."""
        return gettext(str(getattr(choice, "label", choice.value)))


SCREEN = ScreenVoice()
"""The voice of every screen: it has no state of its own."""
