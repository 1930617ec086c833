"""The money of each phase: what was granted, ordered, advanced and settled, and what can be done next."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from regiodeal.decisions.models import Condition
from regiodeal.funding.choices import BasisKind, PlaceKind, Step
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.programme.models import Deal
from regiodeal.projects.models import Phase, ProjectName

_OF_A_PHASE = (PlaceKind.AWARDED, PlaceKind.ADVANCED, PlaceKind.SETTLED)


@dataclass(frozen=True)
class PhaseMoney:
    """What a phase holds now, in cents: `awarded` and not yet paid, `advanced`, and `settled`."""

    project_id: int
    project: str
    name: str
    phase: int
    awarded: int
    advanced: int
    settled: int

    @property
    def granted(self) -> int:
        """All that the phase holds: what was granted, less what was released."""
        return self.awarded + self.advanced + self.settled


@dataclass(frozen=True)
class PhaseLine:
    """A phase in the list of payments, with what can be done next."""

    money: PhaseMoney
    orders: int
    statements: int
    waiting: int
    step: Step


def of_deal(deal: Deal, words: str = "", **of_place: Any) -> list[PhaseMoney]:
    """Return what each phase that ever held money holds, by name; `words` must stand in the name of the project.

    `of_place` narrows the places down by their fields.
    """
    sums = {str(kind): Sum("cents", filter=Q(kind=kind), default=0) for kind in _OF_A_PHASE}
    rows = (
        Place.objects.filter(deal=deal, kind__in=_OF_A_PHASE, phase__isnull=False, **of_place)
        .values("project_id", "project__code", "phase")
        .annotate(**sums)
        .order_by()
    )
    names = present_names(deal)
    found = [_money(row, names) for row in rows]
    wanted = words.casefold().strip()
    return sorted(
        (one for one in found if wanted in one.name.casefold()), key=lambda one: (one.name.casefold(), one.phase)
    )


def _money(row: Mapping[str, Any], names: Mapping[int, str]) -> PhaseMoney:
    return PhaseMoney(
        project_id=row["project_id"],
        project=row["project__code"],
        name=names.get(row["project_id"], row["project__code"]),
        phase=row["phase"],
        **{str(kind): row[str(kind)] for kind in _OF_A_PHASE},
    )


def present_names(deal: Deal) -> dict[int, str]:
    """Return the present name of each project, by its primary key, in one query."""
    return dict(ProjectName.objects.filter(project__deal=deal, until=None).values_list("project_id", "name").order_by())


def lines(deal: Deal, phases: Collection[PhaseMoney]) -> list[PhaseLine]:
    """Return phases with what can be done next; the number of queries does not depend on how many there are."""
    projects = {one.project_id for one in phases}
    orders = _counted(Basis.objects.filter(deal=deal, kind=BasisKind.GRANT_ORDER), "under__resolution", projects)
    statements = _counted(
        Basis.objects.filter(deal=deal, kind=BasisKind.STATEMENT), "under__under__resolution", projects
    )
    waiting = Counter(
        Condition.objects.filter(
            resolution__item__project__in=projects, resolution__retraction=None, met_on=None
        ).values_list("resolution__item__project_id", "resolution__phase")
    )
    return [_line(one, orders, statements, waiting) for one in phases]


def line(deal: Deal, phase: Phase) -> PhaseLine | None:
    """Return one phase with what can be done next; None where it never held money."""
    found = of_deal(deal, project=phase.project, phase=phase.number)
    return lines(deal, found)[0] if found else None


def next_step(money: PhaseMoney, *, orders: int, statements: int, waiting: int) -> Step:
    """Say what can be done next with the money of a phase."""
    if not money.granted:
        return Step.NOTHING
    if not money.awarded and not money.advanced:
        return Step.DONE
    if not orders:
        return Step.ORDER
    if waiting:
        return Step.CONDITIONS
    if statements:
        return Step.SETTLE
    return Step.ADVANCE if money.awarded else Step.STATEMENT


def resolutions(phase: Phase) -> "QuerySet[Basis]":
    """Return the resolutions on which money of this phase rests, the newest first."""
    return _bases(BasisKind.RESOLUTION, "resolution", phase).filter(resolution__retraction=None)


def orders(phase: Phase) -> "QuerySet[Basis]":
    """Return the grant orders of this phase, the newest first."""
    return _bases(BasisKind.GRANT_ORDER, "under__resolution", phase)


def statements(phase: Phase) -> "QuerySet[Basis]":
    """Return the statements of this phase, the newest first."""
    return _bases(BasisKind.STATEMENT, "under__under__resolution", phase)


def transfers(phase: Phase) -> "QuerySet[Transfer]":
    """Return the transfers that touch the money of this phase."""
    places = Place.objects.filter(project=phase.project, phase=phase.number).order_by().values("pk")
    return Transfer.objects.filter(Q(origin__in=places) | Q(destination__in=places))


def head(phase: Phase) -> int:
    """Return the number of the last transfer that touched the money of this phase; 0 where there is none."""
    last = transfers(phase).order_by("-sequence").values_list("sequence", flat=True).first()
    return last or 0


def _line(
    money: PhaseMoney,
    orders: Counter[tuple[int, int]],
    statements: Counter[tuple[int, int]],
    waiting: "Counter[tuple[int, int | None]]",
) -> PhaseLine:
    key = money.project_id, money.phase
    counts = {"orders": orders[key], "statements": statements[key], "waiting": waiting[key]}
    return PhaseLine(money=money, **counts, step=next_step(money, **counts))


def _counted(bases: "QuerySet[Basis]", path: str, projects: Iterable[int]) -> Counter[tuple[int, int]]:
    found = bases.filter(**{f"{path}__item__project__in": projects, f"{path}__retraction": None})
    return Counter(found.values_list(f"{path}__item__project_id", f"{path}__phase").order_by())


def _bases(kind: BasisKind, path: str, phase: Phase) -> "QuerySet[Basis]":
    fits = {f"{path}__item__project": phase.project, f"{path}__phase": phase.number}
    return Basis.objects.filter(kind=kind, **fits).select_related("deal").order_by("-on", "-id")
