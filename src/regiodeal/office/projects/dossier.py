"""All that the dossier of a project shows, in a number of queries that does not grow with what there is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from regiodeal.accounts.roles import Permission
from regiodeal.decisions import queries as decisions
from regiodeal.decisions.models import Condition, Resolution
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Place
from regiodeal.projects.choices import LINK_BACK, LinkKind
from regiodeal.projects.models import Project
from regiodeal.web.access import Desk

_SHOWN = (PlaceKind.AWARDED, PlaceKind.ADVANCED, PlaceKind.SETTLED)


@dataclass(frozen=True)
class Link:
    """A link as one side reads it: what it says, the project at the other end, and the readiness levels."""

    label: str
    project: Project
    trl_from: int | None
    trl_to: int | None


@dataclass
class PhaseMoney:
    """Where the money of one phase is, in cents; `unknown` where it was granted and nobody wrote down how much."""

    number: int
    name: str
    unknown: bool = False
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, Place | None]]:
        """The places in the order of the columns, each with its kind."""
        return [(kind.label, self.places.get(kind)) for kind in _SHOWN]

    @property
    def cents(self) -> int | None:
        """The contribution as it is now; None where it is not known."""
        return None if self.unknown and not self.places else sum(place.cents for place in self.places.values())


@dataclass(frozen=True)
class Money:
    """Where the money of a project is: by phase, and what is reserved for the whole."""

    phases: list[PhaseMoney]
    reserved: Place | None

    @property
    def cents(self) -> int:
        """All that is known to be decided for the project, in cents, without what is reserved."""
        return sum(phase.cents or 0 for phase in self.phases)

    @property
    def has_unknown(self) -> bool:
        """Whether an amount is missing from the total."""
        return any(phase.cents is None for phase in self.phases)


def links(project: Project) -> list[Link]:
    """Return the links of a project, its own first and then those of others to it."""
    own = [Link(LinkKind(one.kind).label, one.target, one.trl_from, one.trl_to) for one in project.links.all()]
    back = [
        Link(LINK_BACK[LinkKind(one.kind)][1], one.project, one.trl_from, one.trl_to)
        for one in project.links_back.all()
    ]
    return own + back


def resolutions(desk: Desk, project: Project) -> list[Resolution]:
    """Return what was decided about a project, newest first; lists in preparation only for who may read those."""
    found = decisions.standing(desk.deal).filter(item__project=project).prefetch_related("conditions")
    if not desk.may(Permission.READ_AGENDA):
        found = found.filter(item__meeting__adopted_at__isnull=False)
    return list(reversed(found))


def open_conditions(decided: Iterable[Resolution]) -> list[Condition]:
    """Return the conditions that nobody noted as met, those with a day first."""
    conditions = []
    for resolution in decided:
        for condition in resolution.conditions.all():
            if condition.met_on is None:
                condition.resolution = resolution  # known already: no query per row
                conditions.append(condition)
    return sorted(conditions, key=lambda one: (one.due_on is None, one.due_on, one.pk))


def money(project: Project, decided: Iterable[Resolution]) -> Money:
    """Return where the money of a project is."""
    rows = {phase.number: PhaseMoney(phase.number, phase.name) for phase in project.phases.all()}
    reserved = None
    for place in Place.objects.filter(project=project).order_by("phase", "id"):
        if place.phase in rows:
            rows[place.phase].places[place.kind] = place
        elif place.kind == PlaceKind.RESERVED and place.cents:
            reserved = place
    for resolution in decided:
        if resolution.granted and resolution.phase in rows and resolution.contribution_cents is None:
            rows[resolution.phase].unknown = True
    return Money([rows[number] for number in sorted(rows)], reserved)
