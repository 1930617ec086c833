"""The sessions of an event month as its page lists them: narrowed, by day, with who comes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regiodeal.common.moments import office_day
from regiodeal.event_month.choices import SessionState
from regiodeal.event_month.models import EventMonth, Session
from regiodeal.event_month.queries import Crowd
from regiodeal.web import formatting
from regiodeal.web.forms import OfficeForm, choices


@dataclass(frozen=True)
class Row:
    """A session with who comes, and whether the public does not know it as it is."""

    session: Session
    crowd: Crowd
    unpublished: bool


@dataclass(frozen=True)
class Day:
    """The sessions that start on a day; None is those without a day."""

    on: date | None
    rows: list[Row]


class Question(OfficeForm):
    """Which sessions somebody looks for."""

    stand = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        required=False,
        choices=choices([(value, gettext_lazy(label)) for value, label in SessionState.choices], gettext_lazy("alle")),
    )
    pijler = forms.ChoiceField(label=gettext_lazy("Pijler"), required=False)
    dag = forms.ChoiceField(label=gettext_lazy("Dag"), required=False)

    def __init__(self, *args: Any, month: EventMonth, sessions: Iterable[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = sorted({office_day(one.starts_at) for one in sessions if one.starts_at})
        fields: dict[str, Any] = self.fields
        fields["pijler"].choices = choices(month.deal.pillars.values_list("code", "name"), gettext_lazy("alle"))
        fields["dag"].choices = choices(((one.isoformat(), formatting.day(one)) for one in days), gettext_lazy("alle"))

    def narrowed(self, sessions: Sequence[Session]) -> list[Session]:
        """Return the sessions that are asked for; what cannot be asked leaves nothing out."""
        asked = self.cleaned_data if self.is_valid() else {}
        state, pillar, day = (asked.get(name, "") for name in ("stand", "pijler", "dag"))
        return [
            one
            for one in sessions
            if (not state or one.state == state)
            and (not pillar or (one.pillar is not None and one.pillar.code == pillar))
            and (not day or (one.starts_at is not None and office_day(one.starts_at).isoformat() == day))
        ]


def days(sessions: Iterable[Session], crowds: dict[int, Crowd], unpublished: Iterable[Session]) -> list[Day]:
    """Return sessions by the day on which they start, in the order given; those without a day come last."""
    waiting = {one.pk for one in unpublished}
    rows = [Row(one, crowds.get(one.pk, Crowd()), one.pk in waiting) for one in sessions]
    rows.sort(key=lambda row: row.session.starts_at is None)
    return [Day(on, list(own)) for on, own in groupby(rows, key=lambda row: _day_of(row.session))]


def _day_of(session: Session) -> date | None:
    return office_day(session.starts_at) if session.starts_at else None
