"""What others contribute beside the deal, and whether the shares are there that the national round prescribes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from regiodeal.funding.models import CoFinancing
from regiodeal.programme import rounds
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector, SourceLevel
from regiodeal.programme.models import Deal, Source
from regiodeal.programme.rounds import Contribution, Counting, Finding, Round
from regiodeal.projects.models import Project


@dataclass(frozen=True)
class Line:
    """A contribution, and whether it counts in the national round of the deal."""

    row: CoFinancing
    counting: Counting


@dataclass(frozen=True)
class Total:
    """What contributions come to: the known amounts in cents, and of those what counts, what does not and of what that
    cannot be judged; and of how many of the rows the amount is unknown."""

    sector: Sector | None
    cents: int
    counts: int
    counts_not: int
    undecided: int
    unknown: int
    rows: int


@dataclass(frozen=True)
class OfProject:
    """The co-financing of one project. `state_cents` is what of it comes from the state in the end, as far as known."""

    lines: list[Line]
    total: Total
    state_cents: int


@dataclass(frozen=True)
class OfDeal:
    """The co-financing of a deal: per sector and together, with what the round prescribes and what is found."""

    round: Round | None
    sectors: list[Total]
    total: Total
    state_cents: int
    findings: list[Finding]
    deal_state_cents: int
    deal_region_cents: int


def rows(deal: Deal) -> "QuerySet[CoFinancing]":
    """Return all contributions of a deal that were not removed, with their projects."""
    return contributions(deal).prefetch_related("project__names").order_by("project__code", "phase", "id")


def contributions(deal: Deal) -> "QuerySet[CoFinancing]":
    """Return all contributions of a deal that were not removed, each with its project, in no order."""
    return CoFinancing.objects.filter(project__deal=deal, removed_at=None).select_related("project").order_by()


def of_project(project: Project) -> OfProject:
    """Return the contributions to one project, each with whether it counts in the national round."""
    prescribed = round_of(project.deal)
    lines = told(project.cofinancing.filter(removed_at=None).order_by("phase", "id"), prescribed)
    return OfProject(lines, total(None, lines), from_state(lines))


def of_deal(deal: Deal, found: Iterable[CoFinancing] | None = None) -> OfDeal:
    """Return the totals of a deal per sector, and what the national round says of them."""
    prescribed = round_of(deal)
    lines = told(rows(deal) if found is None else found, prescribed)
    sources = list(deal.sources.all())
    state = sum(source.cents for source in sources if source.level == SourceLevel.STATE)
    region = [as_contribution(source, source.cents) for source in sources if source.level != SourceLevel.STATE]
    counted = [*region, *(contribution(line.row) for line in lines)]
    return OfDeal(
        round=prescribed,
        sectors=[total(sector, [line for line in lines if line.row.sector == sector]) for sector in Sector],
        total=total(None, lines),
        state_cents=from_state(lines),
        findings=list(rounds.findings(prescribed, state_cents=state, contributions=counted)),
        deal_state_cents=state,
        deal_region_cents=sum(one.cents or 0 for one in region),
    )


def round_of(deal: Deal) -> Round | None:
    """Return what the national round of a deal prescribes; None where the round is not known."""
    return rounds.ROUNDS.get(deal.round) if deal.round else None


def told(found: Iterable[CoFinancing], prescribed: Round | None) -> list[Line]:
    """Return contributions with whether they count."""
    return [Line(row, rounds.counting(prescribed, contribution(row))) for row in found]


def total(sector: Sector | None, lines: list[Line]) -> Total:
    """Add up what is known, and count what is not."""
    known: dict[bool | None, int] = {True: 0, False: 0, None: 0}
    for line in lines:
        known[line.counting.counts] += line.row.cents or 0
    return Total(
        sector=sector,
        cents=sum(known.values()),
        counts=known[True],
        counts_not=known[False],
        undecided=known[None],
        unknown=sum(line.row.cents is None for line in lines),
        rows=len(lines),
    )


def from_state(lines: list[Line]) -> int:
    """Return what comes from the state in the end, in cents: a total alone would hide that."""
    return sum(
        line.row.cents or 0 for line in lines if line.row.sector == Sector.STATE or line.row.origin == MoneyOrigin.STATE
    )


def contribution(row: CoFinancing) -> Contribution:
    """Return a row as the rules of the rounds see it."""
    return Contribution(
        sector=Sector(row.sector),
        party_to_deal=row.party_to_deal,
        form=ContributionForm(row.form),
        origin=MoneyOrigin(row.origin),
        cents=row.cents,
    )


def as_contribution(source: Source, cents: int | None) -> Contribution:
    """Return what a party of the region puts into the deal itself: that counts too. Of another source nobody noted its
    sector."""
    return Contribution(
        sector=None if source.level == SourceLevel.OTHER else Sector.REGIONAL_PUBLIC,
        party_to_deal=True,
        form=ContributionForm.CASH,
        origin=MoneyOrigin.OWN,
        cents=cents,
    )
