"""Read sessions from the rows of a spreadsheet: what each row would make or change, with every fault at its cell.

The columns stand in any order, under their Dutch or English names. A column that is not there changes nothing; an
empty cell under a heading empties what it is about. A row with the code of a session changes that session; without a
code it is the session with the same title that starts at the same time, and else a new one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import partial
from typing import Any

from django.utils.text import slugify

from regiodeal.common import headed_rows
from regiodeal.common.cell_names import column_letters
from regiodeal.common.errors import Refusal
from regiodeal.common.headed_rows import Fault, Rows, Wrong
from regiodeal.common.moments import OFFICE_TIME
from regiodeal.common.sentences import Sentence
from regiodeal.event_month import import_cells
from regiodeal.event_month.about import About, about, stamp
from regiodeal.event_month.actions import checking, venues
from regiodeal.event_month.choices import Role, SessionForm, SessionState
from regiodeal.event_month.known import Known
from regiodeal.event_month.models import EventMonth, Session, Venue
from regiodeal.event_month.rules import same_person

MOST_ROWS = 2_000
_LONGEST_CODE = 80

HEADINGS = {
    "code": {"code", "kenmerk"},
    "title": {"titel", "title", "sessie", "session"},
    "kind": {"soort", "kind", "type"},
    "day": {"datum", "dag", "date", "day"},
    "start": {"begin", "start", "begintijd", "starttijd", "van", "from", "starttime"},
    "end": {"eind", "einde", "eindtijd", "tot", "end", "until", "endtime"},
    "venue": {"locatie", "venue", "location"},
    "address": {"adres", "address"},
    "municipality": {"gemeente", "municipality"},
    "room": {"zaal", "ruimte", "room"},
    "access": {"toegankelijkheid", "accessibility", "access"},
    "form": {"vorm", "form"},
    "link": {"link", "onlinelink", "url"},
    "language": {"taal", "language"},
    "capacity": {"capaciteit", "capacity", "plaatsen", "aantalplaatsen"},
    "audience": {"doelgroep", "audience"},
    "pillar": {"pijler", "pillar"},
    "project": {"project"},
    "host": {"gastheer", "gastvrouw", "gastheerofgastvrouw", "host", "hosts"},
    "speakers": {"sprekers", "spreker", "speakers", "speaker"},
    "parties": {"organisaties", "organisatie", "organisations", "organisation", "partners"},
    "summary": {"samenvatting", "omschrijving", "summary", "description"},
}
"""The columns, each by the plain names that people give it; the first ones are on the empty sheet."""

_WHERE: dict[type[Refusal], str] = {
    checking.NoTitle: "title",
    checking.NoTime: "end",
    checking.NoPlace: "venue",
    checking.NoRoomForAnyone: "capacity",
    checking.NamelessPerson: "speakers",
    checking.NoAddress: "link",
    checking.NotThisLong: "summary",
    venues.NoName: "venue",
}
"""At which column a refusal is told."""

_NAMES = {
    "pillar": Sentence("write the name of a pillar of the deal, or nothing"),
    "project": Sentence("write the name of a project of the deal, or nothing"),
    "municipality": Sentence("write the name of a municipality of the deal, or nothing"),
    "parties": Sentence(
        "write names of parties to the deal with ; between them; others can stand in brackets behind a host"
    ),
}
"""What can stand where something of the deal is named."""

_READERS: dict[str, Callable[[object], Any]] = {
    "day": import_cells.day,
    "start": import_cells.clock,
    "end": import_cells.clock,
    "capacity": import_cells.number,
    "host": partial(import_cells.people, Role.HOST),
    "speakers": partial(import_cells.people, Role.SPEAKER),
}
"""What reads a cell that is more than text."""


class Does(StrEnum):
    """What a row would do."""

    MAKES = "makes"
    CHANGES = "changes"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Line:
    """A row that can be taken in; `row` is its number in the sheet, from 1, and `seen` the stamp of what it changes.

    A venue that is not there yet has no key; `changed` are the names of what differs.
    """

    row: int
    does: Does
    said: About
    code: str = ""
    session: Session | None = None
    seen: str = ""
    changed: tuple[str, ...] = ()


@dataclass
class Sheet:
    """What stands in a sheet: the rows that are right, and the faults of the others."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty_rows: int = 0

    def that(self, does: Does) -> list[Line]:
        """Return the rows that do this."""
        return [line for line in self.lines if line.does == does]


def read(sheets: Sequence[Rows], month: EventMonth, known: Known) -> Sheet:
    """Read the first sheet that has a column with titles."""
    there = headed_rows.found(sheets, HEADINGS, "title")
    if there is None:
        return Sheet(faults=[Fault("", Sentence("there is no column titel; put that heading above the titles"))])
    rows, top, columns = there
    if len(rows) - top - 1 > MOST_ROWS:
        return Sheet(faults=[Fault("", Sentence("there are more than {most} rows; divide the file", most=MOST_ROWS))])
    reading = _Reading(month, known, columns)
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        if not headed_rows.says_nothing(row):
            reading.take(number, row)
    sheet = reading.sheet
    if not sheet.lines and not sheet.faults:
        sheet.faults.append(Fault("", Sentence("there is no session below the headings")))
    return sheet


class _Faulty(Exception):
    """A row that cannot be taken in, with what is wrong at which column."""

    def __init__(self, *wrong: tuple[str, Sentence]) -> None:
        self.wrong = wrong
        super().__init__(wrong)


class _Reading:
    """A sheet on its way: which venues it names for the first time, and which sessions it spoke of already."""

    def __init__(self, month: EventMonth, known: Known, columns: Mapping[str, int]) -> None:
        self.sheet = Sheet()
        self._month, self._known, self._columns = month, known, columns
        self._venues = dict(known.venues)
        self._by_code = {one.code: one for one in known.sessions}
        self._by_start = {(same_person(one.title), one.starts_at): one for one in known.sessions}
        self._spoken_of: dict[object, int] = {}

    def take(self, number: int, row: Sequence[object]) -> None:
        """Read a row into a line, or into its faults."""
        try:
            self.sheet.lines.append(self._line(number, row))
        except _Faulty as faulty:
            self.sheet.faulty_rows += 1
            self.sheet.faults += [Fault(self._cell(column, number), what) for column, what in faulty.wrong]

    def _cell(self, column: str, number: int) -> str:
        return f"{column_letters(self._columns.get(column, self._columns['title']))}{number}"

    def _line(self, number: int, row: Sequence[object]) -> Line:
        values = self._values(row)
        code = values.get("code", "")
        before = self._by_code.get(code) if code else None
        starts_at, ends_at = _times(values, before)
        if not code:
            before = self._by_start.get((same_person(values["title"]), starts_at))
        if before is not None and before.state in {SessionState.CANCELLED, SessionState.DECLINED}:
            told = Sentence("this session is {state}, and does not change any more", state=SessionState(before.state))
            raise _Faulty(("code" if code else "title", told))
        self._once(number, before.pk if before else (code or (same_person(values["title"]), starts_at)))
        try:
            said = checking.checked(self._month.deal, self._said(values, before, starts_at, ends_at))
        except Refusal as refusal:
            raise _Faulty((_WHERE.get(type(refusal), "title"), refusal.sentences[0])) from refusal
        if before is None:
            return Line(number, Does.MAKES, said, code=code)
        self._require_room(before, said)
        now = about(before)
        changed = tuple(name for name in About.__dataclass_fields__ if getattr(now, name) != getattr(said, name))
        does = Does.CHANGES if changed else Does.NOTHING
        return Line(number, does, said, before.code, before, stamp(now), changed)

    def _values(self, row: Sequence[object]) -> dict[str, Any]:
        """Return what each cell says. Raises _Faulty, with all that is wrong in the row."""
        values: dict[str, Any] = {}
        wrong = []
        for column, index in self._columns.items():
            try:
                values[column] = self._value(column, row[index] if index < len(row) else None)
            except Wrong as one:
                wrong.append((column, one.what))
        if not wrong and not values["title"]:
            wrong.append(("title", Sentence("give the session a title")))
        if wrong:
            raise _Faulty(*wrong)
        return values

    def _value(self, column: str, value: object) -> Any:
        if column in _READERS:
            return _READERS[column](value)
        things: dict[str, Mapping[str, Any]] = {
            "pillar": self._known.pillars,
            "project": self._known.projects,
            "municipality": self._known.municipalities,
        }
        if column in things:
            return import_cells.named(things[column], value, _NAMES[column])
        if column == "parties":
            return import_cells.several(self._known.organisations, value, _NAMES[column])
        return _chosen_or_text(column, headed_rows.written(value).strip())

    def _said(
        self, values: Mapping[str, Any], before: Session | None, starts_at: datetime | None, ends_at: datetime | None
    ) -> About:
        now = about(before) if before else About(title="")
        plain = {
            ours: values[column]
            for column, ours in {
                "title": "title", "summary": "summary", "room": "room", "link": "online_url", "pillar": "pillar",
                "project": "project", "parties": "parties", "capacity": "capacity", "language": "language",
                "audience": "audience",
            }.items()
            if column in values
        }  # fmt: skip
        if values.get("kind") is not None:
            plain["kind"] = values["kind"]
        if "venue" in values:
            plain["venue"] = self._venue(values)
        said = replace(now, **plain, starts_at=starts_at, ends_at=ends_at, people=_people(values, now))
        if values.get("form") is not None:
            return replace(said, form=values["form"])
        return replace(said, form=_form_of(said)) if {"venue", "link"} & values.keys() else said

    def _venue(self, values: Mapping[str, Any]) -> Venue | None:
        """Return the venue of a row, without a key where it is named for the first time."""
        name = values["venue"]
        if not name:
            return None
        known = self._venues.get(headed_rows.plain(name))
        if known is None:
            said = venues.checked(
                self._month.deal,
                venues.About(
                    name=name,
                    address=values.get("address", ""),
                    municipality=values.get("municipality"),
                    access=values.get("access", ""),
                ),
            )
            known = Venue(
                deal=self._month.deal, name=said.name, address=said.address, municipality=said.municipality,
                access=said.access,
            )  # fmt: skip
            self._venues[headed_rows.plain(name)] = known
        return known

    def _once(self, number: int, key: object) -> None:
        if (first := self._spoken_of.setdefault(key, number)) != number:
            raise _Faulty(("title", Sentence("this is the session of row {row} again", row=first)))

    def _require_room(self, before: Session, said: About) -> None:
        there = self._known.placed.get(before.pk, 0)
        if said.capacity is not None and said.capacity < there:
            told = Sentence("{there} people have a place already; the capacity can be no less", there=there)
            raise _Faulty(("capacity", told))
        if said.starts_at is None and (before.published_revision is not None or there):
            raise _Faulty(("day", Sentence("this session was published, or people signed up for it; give it a time")))


def _chosen_or_text(column: str, said: str) -> Any:
    match column:
        case "kind":
            kinds = ", ".join(kind.label for kind in import_cells.KINDS)
            told = Sentence("fill in one of: {choices}", choices=kinds)
            return headed_rows.chosen(import_cells.KINDS, said, told) if said else None
        case "form":
            told = Sentence("fill in op locatie, online or beide")
            return headed_rows.chosen(import_cells.FORMS, said, told) if said else None
        case "language":
            return headed_rows.chosen(import_cells.LANGUAGES, said, Sentence("fill in nl or en, or nothing"))
        case "audience":
            return headed_rows.chosen(import_cells.AUDIENCES, said, Sentence("fill in iedereen or partners"))
        case "code":
            if said and (slugify(said) != said or len(said) > _LONGEST_CODE):
                raise headed_rows.refused(said, Sentence("use small letters, digits and hyphens, or nothing"))
    return said


def _times(values: Mapping[str, Any], before: Session | None) -> tuple[datetime | None, datetime | None]:
    """Return when a session starts and ends, of the columns that there are and else as it was. Raises _Faulty."""
    if not {"day", "start", "end"} & values.keys():
        return (before.starts_at, before.ends_at) if before else (None, None)
    was = (
        (before.starts_at.astimezone(OFFICE_TIME), before.ends_at.astimezone(OFFICE_TIME))
        if before and before.starts_at and before.ends_at
        else None
    )
    day: date | None = values["day"] if "day" in values else (was[0].date() if was else None)
    start: time | None = values["start"] if "start" in values else (was[0].time() if was else None)
    end: time | None = values["end"] if "end" in values else (was[1].time() if was else None)
    if day is None and start is None and end is None:
        return None, None
    if day is None or start is None or end is None:
        lacking = "day" if day is None else "start" if start is None else "end"
        told = Sentence("fill in the day, the begin and the end, or none of them as long as they are not known")
        raise _Faulty((lacking, told))
    starts_at = datetime.combine(day, start, OFFICE_TIME)
    last = was[1].date() if was and was[0].date() == day and was[1].time() == end else day
    return starts_at, datetime.combine(last, end, OFFICE_TIME)


def _people(values: Mapping[str, Any], now: About) -> tuple[Any, ...]:
    """Return hosts and then speakers, each from its column where it is there."""
    if not {"host", "speakers"} & values.keys():
        return now.people
    hosts = values["host"] if "host" in values else tuple(one for one in now.people if one.role == Role.HOST)
    speakers = (
        values["speakers"] if "speakers" in values else tuple(one for one in now.people if one.role == Role.SPEAKER)
    )
    return (*hosts, *speakers)


def _form_of(said: About) -> SessionForm:
    """Return the form that follows from a place and a link, where nobody wrote it."""
    if not said.online_url:
        return said.form if said.form == SessionForm.ONLINE and said.venue is None else SessionForm.ON_SITE
    return SessionForm.BOTH if said.venue else SessionForm.ONLINE
