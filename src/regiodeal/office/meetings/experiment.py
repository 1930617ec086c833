"""The choice that somebody makes in the thought experiment, as the address of the page holds it.

`punt` names a ticked item, `bedrag-<item>` another amount than was asked, `einde-<item>` the end that a phase
would get. Without `keuze` nothing was chosen yet: then all items are ticked, as they are asked.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from regiodeal.decisions.choices import DecisionKind
from regiodeal.funding import what_if
from regiodeal.office.meetings.agenda import Agenda, Row
from regiodeal.web.forms import DayField, MoneyField

_AMOUNT = MoneyField(required=False)
_END = DayField(required=False)


@dataclass(frozen=True, kw_only=True)
class Line:
    """An item with what was chosen for it. `written` and `end_written` are as typed; errors say what to do."""

    row: Row
    ticked: bool
    cents: int | None
    written: str
    amount_errors: list[str]
    new_end: date | None
    end_written: str
    end_errors: list[str]

    @property
    def asks_end(self) -> bool:
        """Whether a new end can be tried out."""
        return self.row.item.kind == DecisionKind.EXTENSION or self.row.item.ask_end is not None


@dataclass(frozen=True)
class Experiment:
    """The items that are still to be decided, each with what was chosen for it."""

    lines: list[Line]

    @classmethod
    def of(cls, agenda: Agenda, chosen: QueryDict) -> "Experiment":
        """Read the choice from an address."""
        return cls([_line(row, chosen) for row in agenda.open_rows])

    @property
    def wrong(self) -> bool:
        """Whether something that was typed cannot be used."""
        return any(line.amount_errors or line.end_errors for line in self.lines)

    @property
    def ticked(self) -> int:
        """How many items are ticked."""
        return sum(line.ticked for line in self.lines)

    def outcome(self, standing: what_if.Standing) -> what_if.Outcome:
        """Return what follows from granting the ticked items. One with an unusable amount counts as unknown."""
        choices = [
            what_if.Choice(item=line.row.item, cents=line.cents, new_end=line.new_end)
            for line in self.lines
            if line.ticked
        ]
        return what_if.granting(choices, standing)


def _line(row: Row, chosen: QueryDict) -> Line:
    pk, began = row.item.pk, "keuze" not in chosen
    written = _AMOUNT.prepare_value(row.item.ask_cents) if began else chosen.get(f"bedrag-{pk}", "")
    asked_end = row.item.ask_end.isoformat() if row.item.ask_end else ""
    end_written = asked_end if began else chosen.get(f"einde-{pk}", "")
    cents, amount_errors = _read(_AMOUNT, written) if row.asks_money else (None, [])
    new_end, end_errors = _read(_END, end_written)
    return Line(
        row=row,
        ticked=began or str(pk) in chosen.getlist("punt"),
        cents=cents,
        written=written or "",
        amount_errors=amount_errors,
        new_end=new_end,
        end_written=end_written,
        end_errors=end_errors,
    )


def _read(field: MoneyField | DayField, written: object) -> tuple[Any, list[str]]:
    try:
        return field.clean(written), []
    except ValidationError as error:
        return None, error.messages
