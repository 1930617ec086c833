"""A session as a page shows it, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext

from regiodeal.event_month.choices import Audience, Role, SessionForm
from regiodeal.publication.envelope import Snapshot
from regiodeal.publication.rendering import languages, paths
from regiodeal.publication.rendering.deal import web_address
from regiodeal.publication.rendering.event_month import times
from regiodeal.publication.rendering.formatting import count, number
from regiodeal.publication.rendering.languages import said
from regiodeal.publication.rendering.references import Link


@dataclass(frozen=True, kw_only=True)
class Row:
    """A session in a list. `language` is that of its title, empty where it is that of the page.

    `days` are all on which it is, `marks` the choices that it answers to; `place`, `online` and `pillar` are empty
    where it has none.
    """

    code: str
    title: str
    language: str
    href: str
    kind: str
    hours: str
    starts_at: str
    days: tuple[date, ...]
    place: str
    online: str
    pillar: str
    cancelled: bool
    for_partners: bool
    marks: str = ""

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return self.days[0]


@dataclass(frozen=True)
class Person:
    """Somebody who hosts or speaks, with an office or organisation where one is known."""

    name: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a session is; what is not known is empty. The municipality leads to its part of the month."""

    name: str
    room: str
    address: str
    municipality: Link | None
    access: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What came of a session, as labels with their values."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Session:
    """A session with all that is known of it. `sign_up` is where people sign up for it, empty where they cannot.

    `needs_sign_up` is whether one has to sign up at all; `reason` says why it is off, where it is.
    """

    row: Row
    when: str
    summary: tuple[str, ...]
    form: str
    audience: str
    spoken: str
    capacity: str
    place: Place | None
    hosts: tuple[Person, ...]
    speakers: tuple[Person, ...]
    pillar: Link | None
    project: Link | None
    parties: tuple[Link, ...]
    materials: tuple[Link, ...]
    reason: str
    needs_sign_up: bool
    sign_up: str
    result: Result | None


def row(session: Snapshot, month: str, marks: str = "") -> Row:
    """Return a session of a snapshot as a row."""
    venue = session["venue"]
    return Row(
        code=session["code"],
        title=session["title"],
        language=_marked(session["language"]),
        href=paths.session(month, session["code"]),
        kind=capital(said(session["kind_label"])),
        hours=times.hours(session["starts_at"], session["ends_at"]),
        starts_at=session["starts_at"],
        days=times.days(session["starts_at"], session["ends_at"]),
        place=_short(venue) if venue else "",
        online=said(session["form_label"]) if session["form"] != SessionForm.ON_SITE else "",
        pillar=session["pillar"]["name"] if session["pillar"] else "",
        cancelled=session["cancelled"] is not None,
        for_partners=session["audience"] == Audience.PARTNERS,
        marks=marks,
    )


def of(session: Snapshot, snapshot: Snapshot) -> Session:
    """Return a session of a snapshot with all that is known of it."""
    month = snapshot["code"]
    made = row(session, month)
    open_to_all = not made.cancelled and not made.for_partners and not session["result"]
    return Session(
        row=made,
        when=_when(made),
        summary=tuple(session["summary"]),
        form=capital(said(session["form_label"])),
        audience=capital(said(session["audience_label"])),
        spoken=said(session["language_label"]),
        capacity=number(session["capacity"]) if session["capacity"] is not None else "",
        place=_place(session["venue"], month) if session["venue"] else None,
        hosts=_people(session, Role.HOST),
        speakers=_people(session, Role.SPEAKER),
        pillar=_link(session["pillar"], paths.PILLARS),
        project=Link(session["project"]["name"], paths.project(session["project"]["code"]))
        if session["project"]
        else None,
        parties=tuple(Link(one["name"], paths.below(paths.PARTIES, one["code"])) for one in session["parties"]),
        materials=tuple(Link(one["title"], web_address(one["url"])) for one in session["materials"]),
        reason=session["cancelled"] or "",
        needs_sign_up=session["sign_up"],
        sign_up=paths.sign_up_for(month, made.code)
        if open_to_all and snapshot["sign_up"] and session["sign_up"]
        else "",
        result=_result(session["result"]) if session["result"] else None,
    )


def capital(text: str) -> str:
    """Return a text as it stands at the beginning of a line."""
    return text[:1].upper() + text[1:]


def _when(made: Row) -> str:
    return f"{capital(times.weekday(made.day))}, {made.hours}"


def _marked(code: str) -> str:
    return "" if code == languages.active().code else code


def _short(venue: dict[str, Any]) -> str:
    town = venue["municipality"]
    return ", ".join(filter(None, (venue["name"], town_of(town["name"]) if town else "")))


def town_of(name: str) -> str:
    """Return the name of a municipality without the word before it."""
    before, _, after = name.partition(" ")
    return after if after and before.casefold() == "gemeente" else name


def _place(venue: dict[str, Any], month: str) -> Place:
    town = venue["municipality"]
    return Place(
        name=venue["name"],
        room=venue["room"] or "",
        address=venue["address"] or "",
        municipality=_part(town, month) if town else None,
        access=tuple(venue["access"]),
    )


def _part(town: dict[str, str], month: str) -> Link:
    return Link(town_of(town["name"]), paths.part_of_month(month, "gemeente", town["code"]))


def _people(session: Snapshot, role: Role) -> tuple[Person, ...]:
    found: Sequence[dict[str, Any]] = session["contributors"]
    return tuple(Person(one["name"], one["about"] or "") for one in found if one["role"] == role)


def _link(named: dict[str, str] | None, section: str) -> Link | None:
    return Link(named["name"], paths.below(section, named["code"])) if named else None


def _result(result: dict[str, Any]) -> Result:
    answers = result["answers"]
    score = result["score"]
    valued = ""
    if score is not None:
        valued = gettext("%(score)s van 5 (%(answers)s)") % {
            "score": format_decimal(score, "0.0", locale=languages.active().locale),
            "answers": count(answers, ngettext("%(number)s antwoord", "%(number)s antwoorden", answers)),
        }
    facts = [
        (gettext("Aangemeld"), number(result["signed_up"])),
        (gettext("Aanwezig"), number(result["present"]) if result["present"] is not None else gettext("niet geteld")),
        (gettext("Waardering"), valued),
    ]
    return Result(tuple((label, value) for label, value in facts if value))
