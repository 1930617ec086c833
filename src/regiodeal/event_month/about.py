"""What is said of a session as one value: what an office fills in, a sheet holds, and two versions are compared by."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from regiodeal.accounts.models import Language
from regiodeal.common.hashing import sha256
from regiodeal.event_month.choices import Audience, Role, SessionForm, SessionKind
from regiodeal.event_month.models import Contributor, Session, Venue
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Pillar
from regiodeal.projects.models import Project


@dataclass(frozen=True)
class Person:
    """Who hosts or speaks, and for which organisation or in which office."""

    role: Role
    name: str
    about: str = ""


@dataclass(frozen=True)
class Link:
    """Something to read or see afterwards."""

    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class About:
    """All that an office says of a session; moments are aware. See the model for what each means."""

    title: str
    kind: SessionKind = SessionKind.MEETING
    summary: str = ""
    language: Language = Language.DUTCH
    pillar: Pillar | None = None
    project: Project | None = None
    parties: tuple[Organisation, ...] = ()
    form: SessionForm = SessionForm.ON_SITE
    venue: Venue | None = None
    room: str = ""
    online_url: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    capacity: int | None = None
    audience: Audience = Audience.EVERYONE
    needs_sign_up: bool = True
    closes_at: datetime | None = None
    people: tuple[Person, ...] = ()
    materials: tuple[Link, ...] = ()


_OF_ITSELF = tuple(one.name for one in fields(About) if one.name not in {"parties", "people", "materials"})
"""What stands in the row of the session."""


def about(session: Session) -> About:
    """Return what is said of a session now; reads what is prefetched."""
    kept: dict[str, Any] = own_values(session)
    kept |= {
        "kind": SessionKind(session.kind),
        "language": Language(session.language),
        "form": SessionForm(session.form),
        "audience": Audience(session.audience),
    }
    return About(
        **kept,
        parties=tuple(sorted(session.parties.all(), key=lambda one: one.name)),
        people=tuple(_person(one) for one in session.contributors.all()),
        materials=tuple(Link(one.title, one.url) for one in session.materials.all()),
    )


def own_values(said: "About | Session") -> dict[str, Any]:
    """Return what stands in the row of a session, by the names of its columns."""
    return {name: getattr(said, name) for name in _OF_ITSELF}


def stamp(said: About) -> str:
    """Return what tells one version of a session from another, for who changes it: equal for what says the same."""
    return sha256(repr([_plain(getattr(said, one.name)) for one in fields(About)]).encode())


def _person(one: Contributor) -> Person:
    return Person(Role(one.role), one.name, one.about)


def _plain(value: Any) -> Any:
    """Return a value without what differs from one reading to the next: a row is its key, a moment its second."""
    match value:
        case tuple():
            return [_plain(one) for one in value]
        case datetime():
            return value.timestamp()
        case Pillar() | Project() | Venue() | Organisation():
            return value.pk
        case Person() | Link():
            return [str(getattr(value, one.name)) for one in fields(value)]
        case _:
            return None if value is None else str(value)
