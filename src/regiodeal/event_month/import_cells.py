"""What stands in the cells of a sheet with sessions: days, times, choices and names, each as one value or a fault."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from regiodeal.accounts.models import Language
from regiodeal.common import headed_rows
from regiodeal.common.headed_rows import Wrong
from regiodeal.common.sentences import Sentence
from regiodeal.event_month.about import Person
from regiodeal.event_month.choices import Audience, Role, SessionForm, SessionKind

Thing = TypeVar("Thing")
"""What a name stands for."""

_ENGLISH_KINDS = {
    SessionKind.KNOWLEDGE: {"knowledgesession"},
    SessionKind.VISIT: {"workingvisit"},
    SessionKind.FESTIVE: {"celebration", "festivity", "festivemoment"},
}
KINDS = {
    kind: {headed_rows.plain(kind.label), headed_rows.plain(kind.value)} | _ENGLISH_KINDS.get(kind, set())
    for kind in SessionKind
}
FORMS = {
    SessionForm.ON_SITE: {"oplocatie", "locatie", "fysiek", "onsite", "atavenue"},
    SessionForm.ONLINE: {"online", "digitaal"},
    SessionForm.BOTH: {"oplocatieenonline", "beide", "hybride", "hybrid", "both", "onsiteandonline"},
}
LANGUAGES = {
    Language.DUTCH: {"nl", "nederlands", "dutch", ""},
    Language.ENGLISH: {"en", "engels", "english"},
}
AUDIENCES = {
    Audience.EVERYONE: {"", "iedereen", "everyone", "everybody", "openbaar"},
    Audience.PARTNERS: {
        "partners",
        "alleenpartners",
        "alleenpartnersopuitnodiging",
        "partnersonly",
        "opuitnodiging",
        "partnersonlybyinvitation",
    },
}
_DAY = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})")
_WRITTEN_DAY = re.compile(r"(?:[a-z]+ )?(?P<day>\d{1,2}) (?P<month>[a-z]{3,9})\.? (?P<year>\d{4})", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan", "feb", "maa,mrt,mar", "apr", "mei,may", "jun", "jul", "aug", "sep", "okt,oct", "nov", "dec"], start=1
    )
    for name in names.split(",")
}
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.u](?P<minute>\d{2}))?(?::00)?\s*(?:u|uur|h)?", re.IGNORECASE)
_PERSON = re.compile(r"(?P<name>[^()]+?)\s*(?:\((?P<about>[^()]*)\))?")
_A_DAY = timedelta(days=1)


def day(value: object) -> date | None:
    """Return the day in a cell: a date, or 2026-11-23, 23-11-2026, 23 november 2026. Raises Wrong."""
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case str() | None:
            said = (value or "").strip()
            return _written_day(said) if said else None
    raise Wrong(Sentence("this is no day; write for example 23-11-2026"))


def clock(value: object) -> time | None:
    """Return the time of the day in a cell: a time, a part of a day, or 19:30, 19.30, 19 uur. Raises Wrong."""
    match value:
        case datetime():
            return value.time().replace(second=0, microsecond=0)
        case time():
            return value.replace(second=0, microsecond=0)
        case timedelta() if timedelta() <= value < _A_DAY:
            return _after_midnight(value)
        case bool():
            pass
        case float() if 0 <= value < 1:
            return _after_midnight(timedelta(minutes=round(value * 24 * 60)))
        case int() | float():
            return _written_clock(f"{value:.2f}".removesuffix(".00"))
        case str() | None:
            said = (value or "").strip()
            return _written_clock(said) if said else None
    raise _no_clock(str(value))


def number(value: object) -> int | None:
    """Return the whole number of people in a cell, None where it is empty. Raises Wrong."""
    said = headed_rows.written(value).strip()
    if not said:
        return None
    if not re.fullmatch(r"\d{1,6}", said, re.ASCII):
        raise headed_rows.refused(said, Sentence("fill in a whole number of people, or nothing without a limit"))
    return int(said)


def named(things: Mapping[str, Thing], value: object, told: Sentence) -> Thing | None:
    """Return what a cell names, None where it is empty. Raises Wrong, telling what can stand there."""
    said = headed_rows.written(value)
    if not said.strip():
        return None
    there = things.get(headed_rows.plain(said))
    if there is None:
        raise headed_rows.refused(said, told)
    return there


def several(things: Mapping[str, Thing], value: object, told: Sentence) -> tuple[Thing, ...]:
    """Return what a cell names with a semicolon between the names. Raises Wrong."""
    found = [named(things, one, told) for one in headed_rows.written(value).split(";")]
    return tuple(one for one in found if one is not None)


def people(role: Role, value: object) -> tuple[Person, ...]:
    """Return the people in a cell: `Naam (organisatie); Naam`. Raises Wrong."""
    found = []
    for said in headed_rows.written(value).split(";"):
        if not said.strip():
            continue
        match = _PERSON.fullmatch(" ".join(said.split()))
        if match is None:
            raise headed_rows.refused(said, Sentence("write names as: Naam (organisatie); Naam (organisatie)"))
        found.append(Person(role, match["name"].strip(), (match["about"] or "").strip()))
    return tuple(found)


def _written_day(said: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}( 00:00:00)?", said):
            return date.fromisoformat(said[:10])
        if match := _DAY.fullmatch(said):
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match := _WRITTEN_DAY.fullmatch(said):
            return date(int(match["year"]), _MONTHS[match["month"].lower()[:3]], int(match["day"]))
    except (ValueError, KeyError):
        pass
    raise headed_rows.refused(said, Sentence("write a day, for example 23-11-2026"))


def _written_clock(said: str) -> time:
    match = _CLOCK.fullmatch(said)
    if match is None:
        raise _no_clock(said)
    try:
        return time(int(match["hour"]), int(match["minute"] or 0))
    except ValueError as error:
        raise _no_clock(said) from error


def _after_midnight(passed: timedelta) -> time:
    minutes = int(passed.total_seconds() // 60) % (24 * 60)
    return time(minutes // 60, minutes % 60)


def _no_clock(said: str) -> Wrong:
    return headed_rows.refused(said, Sentence("write a time, for example 19:30"))
