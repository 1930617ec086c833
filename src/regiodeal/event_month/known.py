"""What a sheet with sessions can name: the parts of a deal and the sessions that there are, by the names people use."""

from collections.abc import Mapping
from dataclasses import dataclass

from regiodeal.common.headed_rows import plain
from regiodeal.event_month import planning, queries
from regiodeal.event_month.models import EventMonth, Session, Venue
from regiodeal.partners.choices import OrganisationKind
from regiodeal.partners.models import Organisation
from regiodeal.programme.models import Deal, Pillar
from regiodeal.projects.models import Project


@dataclass(frozen=True)
class Known:
    """All that can be named, by its plain name and where it has one by its code; and who has a place, by session."""

    pillars: Mapping[str, Pillar]
    projects: Mapping[str, Project]
    organisations: Mapping[str, Organisation]
    municipalities: Mapping[str, Organisation]
    venues: Mapping[str, Venue]
    sessions: tuple[Session, ...]
    placed: Mapping[int, int]


def known(month: EventMonth) -> Known:
    """Return what a sheet for this event month can name, in a fixed number of queries."""
    deal = month.deal
    pillars = list(deal.pillars.all())
    projects = list(deal.projects.prefetch_related("names"))
    organisations = organisations_of(deal)
    sessions = tuple(planning.programme(month))
    municipalities = [one for one in organisations if one.kind == OrganisationKind.MUNICIPALITY]
    return Known(
        pillars={plain(name): one for one in pillars for name in (one.code, one.name)},
        projects={plain(name): one for one in projects for name in (one.code, one.name)},
        organisations={plain(name): one for one in organisations for name in (one.code, one.name)},
        municipalities={
            plain(name): one
            for one in municipalities
            for name in (one.code, one.name, one.name.casefold().removeprefix("gemeente "))
        },
        venues={plain(one.name): one for one in Venue.objects.filter(deal=deal)},
        sessions=sessions,
        placed={key: crowd.placed for key, crowd in queries.crowds(month.sessions.all()).items()},
    )


def organisations_of(deal: Deal) -> list[Organisation]:
    """Return who can be named with a session: the parties of the deal, and who leads a project, by name."""
    keys = {*deal.parties.values_list("organisation", flat=True)}
    keys |= {*deal.projects.filter(lead__isnull=False).values_list("lead", flat=True)}
    return list(Organisation.objects.filter(pk__in=keys).order_by("name"))
