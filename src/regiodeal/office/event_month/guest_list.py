"""Who comes to a session, as the door and a spreadsheet show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from regiodeal.event_month.choices import RegistrationState
from regiodeal.event_month.models import Needs, Registration
from regiodeal.web import sheets


@dataclass(frozen=True)
class Line:
    """A party on the list, and how many of it can be there: nothing to choose for who comes alone."""

    registration: Registration
    numbers: tuple[int, ...]


def line(one: Registration) -> Line:
    """Return a party as the list shows it."""
    return Line(one, tuple(range(one.people)) if one.companions else ())


def needs_of(one: Registration) -> Needs | None:
    """Return what a guest needs, None where they told nothing or it was forgotten."""
    return getattr(one.guest, "needs", None)


def named(guests: Iterable[Registration], words: str) -> list[Line]:
    """Return the guests whose name or organisation holds all these words."""
    wanted = words.casefold().split()
    return [line(one) for one in guests if all(word in _known_as(one) for word in wanted)]


def sheet(guests: Iterable[Registration]) -> sheets.Sheet:
    """Return the guests as a sheet."""
    columns = [
        sheets.text(gettext("Naam")),
        sheets.text(gettext("Organisatie")),
        sheets.text(gettext("E-mailadres")),
        sheets.number(gettext("Personen")),
        sheets.text(gettext("Stand")),
        sheets.text(gettext("Dieet")),
        sheets.text(gettext("Toegankelijkheid")),
        sheets.number(gettext("Aanwezig")),
    ]
    return sheets.Sheet(gettext("Deelnemers"), columns, [_cells(one) for one in guests])


def _cells(one: Registration) -> list[object]:
    needs = needs_of(one)
    return [
        one.guest.name,
        one.guest.organisation,
        one.guest.email,
        one.people,
        gettext(RegistrationState(one.state).label),
        needs.diet if needs else "",
        needs.access if needs else "",
        one.present,
    ]


def _known_as(one: Registration) -> str:
    return f"{one.guest.name} {one.guest.organisation}".casefold()
