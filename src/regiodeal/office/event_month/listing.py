"""The programme as a spreadsheet, under the headings under which the import reads it again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from regiodeal.common.moments import OFFICE_TIME, office_day
from regiodeal.event_month import about
from regiodeal.event_month.about import Person
from regiodeal.event_month.choices import Role
from regiodeal.event_month.models import Session
from regiodeal.web import sheets


def columns() -> list[sheets.Column]:
    """Return the headings, in the language of the reader."""
    return [
        sheets.text(gettext("Code")),
        sheets.text(gettext("Titel")),
        sheets.text(gettext("Soort")),
        sheets.day(gettext("Datum")),
        sheets.text(gettext("Begin")),
        sheets.text(gettext("Eind")),
        sheets.text(gettext("Locatie")),
        sheets.text(gettext("Adres")),
        sheets.text(gettext("Gemeente")),
        sheets.text(gettext("Zaal")),
        sheets.text(gettext("Toegankelijkheid")),
        sheets.text(gettext("Vorm")),
        sheets.text(gettext("Link")),
        sheets.text(gettext("Taal")),
        sheets.number(gettext("Capaciteit")),
        sheets.text(gettext("Doelgroep")),
        sheets.text(gettext("Pijler")),
        sheets.text(gettext("Project")),
        sheets.text(gettext("Gastheer")),
        sheets.text(gettext("Sprekers")),
        sheets.text(gettext("Organisaties")),
        sheets.text(gettext("Samenvatting")),
    ]


def sheet(title: str, sessions: Iterable[Session]) -> sheets.Sheet:
    """Return sessions as a sheet."""
    return sheets.Sheet(title, columns(), [_row(one) for one in sessions])


def _row(one: Session) -> list[Any]:
    said, venue = about.about(one), one.venue
    return [
        one.code,
        one.title,
        gettext(said.kind.label),
        office_day(one.starts_at) if one.starts_at else None,
        _clock(one.starts_at),
        _clock(one.ends_at),
        venue.name if venue else "",
        venue.address if venue else "",
        venue.municipality.name if venue and venue.municipality else "",
        one.room,
        venue.access if venue else "",
        gettext(said.form.label),
        one.online_url,
        one.language,
        one.capacity,
        gettext(said.audience.label),
        one.pillar.name if one.pillar else "",
        one.project.name if one.project else "",
        _names(Role.HOST, said.people),
        _names(Role.SPEAKER, said.people),
        "; ".join(party.name for party in said.parties),
        one.summary,
    ]


def _clock(moment: datetime | None) -> str:
    return f"{moment.astimezone(OFFICE_TIME):%H:%M}" if moment else ""


def _names(role: Role, people: Iterable[Person]) -> str:
    return "; ".join(f"{one.name} ({one.about})" if one.about else one.name for one in people if one.role == role)
