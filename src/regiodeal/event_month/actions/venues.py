"""Make, change and remove places where sessions are. The caller holds the deal, as for every line in its trail."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from regiodeal.audit import trail
from regiodeal.common.errors import Refusal
from regiodeal.event_month.actions import places
from regiodeal.event_month.choices import SessionState
from regiodeal.event_month.models import Session, Venue
from regiodeal.partners.choices import OrganisationKind
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal

_LONGEST_LINE = 200
_MOST_PEOPLE = 100_000
_ON_A_CALENDAR = {"name", "address"}


class NoName(Refusal):
    """A venue has a name that people find in the street."""


class VenueExists(Refusal):
    """The deal has a venue with this name."""


class NotAMunicipality(Refusal):
    """A venue lies in a municipality that is party to the deal, or in none of them."""


class NoCapacity(Refusal):
    """A venue holds at least one person."""


class VenueInUse(Refusal):
    """There is a session at this venue."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What is said of a venue; see the model."""

    name: str
    address: str = ""
    municipality: Organisation | None = None
    access: str = ""
    capacity: int | None = None


def make(*, deal: Deal, about: About, by: trail.Actor, at: datetime) -> Venue:
    """Make a venue. Raises NoName, VenueExists, NotAMunicipality, NoCapacity."""
    about = checked(deal, about)
    with transaction.atomic():
        _require_new(deal, about.name)
        venue = Venue.objects.create(deal=deal, **_values(about))
        trail.write(scope=deal.code, act="venue.make", subject=f"venue/{venue.pk}", by=by, at=at, name=about.name)
    return venue


def change(*, venue: Venue, about: About, by: trail.Actor, at: datetime) -> bool:
    """Change a venue; return whether anything differed. Calendars follow a new name or address of their sessions.

    Raises NoName, VenueExists, NotAMunicipality, NoCapacity.
    """
    about = checked(venue.deal, about)
    with transaction.atomic():
        venue = Venue.objects.select_related("deal").select_for_update(of=("self",)).get(pk=venue.pk)
        changed = {name: value for name, value in _values(about).items() if getattr(venue, name) != value}
        if not changed:
            return False
        _require_new(venue.deal, about.name, venue)
        for name, value in changed.items():
            setattr(venue, name, value)
        venue.save(update_fields=[*changed])
        if _ON_A_CALENDAR & changed.keys():
            own = Session.objects.filter(venue=venue, state=SessionState.SCHEDULED).values_list("pk", flat=True)
            Session.objects.filter(pk__in=places.held(own)).update(revision=F("revision") + 1)
        trail.write(
            scope=venue.deal.code, act="venue.change", subject=f"venue/{venue.pk}", by=by, at=at, name=venue.name,
            changed=sorted(changed),
        )  # fmt: skip
    return True


def remove(*, venue: Venue, by: trail.Actor, at: datetime) -> None:
    """Remove a venue where nothing is. Raises VenueInUse."""
    with transaction.atomic():
        if first := Session.objects.filter(venue=venue).first():
            raise VenueInUse("{session} is at this venue; give it another one first", session=first.title)
        trail.write(
            scope=venue.deal.code, act="venue.remove", subject=f"venue/{venue.pk}", by=by, at=at, name=venue.name
        )
        venue.delete()


def checked(deal: Deal, about: About) -> About:
    """Return what is said of a venue as it will be kept. Raises NoName, NotAMunicipality, NoCapacity."""
    name, address = " ".join(about.name.split()), " ".join(about.address.split())
    if not name or len(name) > _LONGEST_LINE:
        raise NoName("give the venue a name of at most {most} characters", most=_LONGEST_LINE)
    if len(address) > _LONGEST_LINE:
        raise NoName("an address has at most {most} characters; how to get in stands apart", most=_LONGEST_LINE)
    if about.municipality is not None and not _is_party(deal, about.municipality):
        raise NotAMunicipality("{name} is no municipality of this deal", name=about.municipality.name)
    if about.capacity is not None and not 1 <= about.capacity <= _MOST_PEOPLE:
        raise NoCapacity("a venue holds between 1 and {most} people; leave it empty if unknown", most=_MOST_PEOPLE)
    return About(
        name=name,
        address=address,
        municipality=about.municipality,
        access=about.access.replace("\r\n", "\n").strip(),
        capacity=about.capacity,
    )


def _is_party(deal: Deal, one: Organisation) -> bool:
    return one.kind == OrganisationKind.MUNICIPALITY and deal.parties.filter(organisation=one).exists()


def _values(about: About) -> dict[str, object]:
    return {name: getattr(about, name) for name in About.__dataclass_fields__}


def _require_new(deal: Deal, name: str, own: Venue | None = None) -> None:
    others = Venue.objects.filter(deal=deal, name__iexact=name)
    if (others.exclude(pk=own.pk) if own else others).exists():
        raise VenueExists("there is a venue {name} already; choose another name", name=name)
