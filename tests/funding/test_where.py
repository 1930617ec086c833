"""Where every euro is: whatever an office does, every way of telling it adds up, on any day, as known at any time."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Part
from hypothesis import strategies as st
from hypothesis.stateful import invariant, run_state_machine_as_test

from regiodeal.common.money import allocate
from regiodeal.funding import behind, where
from regiodeal.funding.actions import payments, resolutions
from regiodeal.funding.behind import ANY_PROJECT, Selection
from regiodeal.funding.choices import Flow, PlaceKind
from regiodeal.funding.models import Basis, Place, Transfer
from regiodeal.funding.where import HELD, NO_PILLAR, NOW, AsOf
from tests.factories.decisions import a_grant
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project
from tests.funding.test_ledger import LedgerMachine

pytestmark = pytest.mark.django_db


class EveryFigureAddsUp(LedgerMachine):
    """The office of the ledger tests, with every way of telling where the money is held against a recount."""

    def moments(self) -> list[AsOf]:
        """Now, a day between the others, and what was known half-way."""
        rows = list(
            Transfer.objects.filter(deal=self.deal).order_by("sequence").values_list("counts_from", "recorded_at")
        )
        days = sorted(day for day, _ in rows)
        middle = len(rows) // 2
        return [NOW, AsOf(days[middle]), AsOf(known_at=rows[middle][1]), AsOf(days[middle], rows[middle][1])]

    @invariant()
    def every_way_of_telling_adds_up(self) -> None:
        for as_of in self.moments():
            counted = self.counted(as_of)
            pledged = -sum(cents for (kind, *_), cents in counted.items() if kind == PlaceKind.PLEDGED)
            assert sum(where.pledged(self.deal, as_of).values()) == pledged
            assert sum(where.by_kind(self.deal, as_of).values()) == pledged
            pillars = where.by_pillar(self.deal, as_of)
            assert sum(row.total for row in pillars) == pledged
            for row in pillars:
                for kind in HELD:
                    assert row.cents[kind] == sum(
                        cents
                        for (is_kind, pillar, _), cents in counted.items()
                        if (is_kind, pillar) == (kind, row.code)
                    )
            self.sources_add_up(as_of)

    def sources_add_up(self, as_of: AsOf) -> None:
        """The parts of a source are its pledge, those of a kind are that kind, and none is below nothing."""
        rows, kinds, pledged = (
            where.by_source(self.deal, as_of),
            where.by_kind(self.deal, as_of),
            where.pledged(self.deal, as_of),
        )
        assert sorted(row.total for row in rows) == sorted(pledged.get(one.pk, 0) for one in self.deal.sources.all())
        for kind in HELD:
            assert sum(row.cents[kind] for row in rows) == kinds[kind]
        assert all(cents >= 0 for row in rows for cents in row.cents.values())

    def counted(self, as_of: AsOf) -> dict[tuple[str, str, str], int]:
        """Add up the transfers one by one, by kind, pillar and project: the plain way."""
        held: dict[tuple[str, str, str], int] = defaultdict(int)
        for one in Transfer.objects.filter(deal=self.deal).select_related(
            "origin__project__pillar", "destination__project__pillar", "origin__pillar", "destination__pillar"
        ):
            if (as_of.on and one.counts_from > as_of.on) or (as_of.known_at and one.recorded_at > as_of.known_at):
                continue
            held[self.name(one.origin)] -= one.cents
            held[self.name(one.destination)] += one.cents
        return held

    @staticmethod
    def name(place: Place) -> tuple[str, str, str]:
        """Return kind, pillar and project of a place."""
        pillar = place.project.pillar if place.project else place.pillar
        return place.kind, pillar.code if pillar else NO_PILLAR, place.project.code if place.project else ""

    @invariant()
    def every_figure_is_the_sum_of_the_transfers_behind_it(self) -> None:
        for as_of in self.moments()[::3]:
            for row in where.by_pillar(self.deal, as_of):
                assert behind.total(self.deal, Selection(as_of=as_of, pillar=row.code)) == row.total
                for kind in HELD:
                    assert (
                        behind.total(self.deal, Selection(as_of=as_of, pillar=row.code, kind=kind)) == row.cents[kind]
                    )
            for key, held in where.by_project(self.deal, as_of).items():
                (project,) = [one.code for one in self.projects if one.pk == key]
                for kind in HELD:
                    assert behind.total(self.deal, Selection(as_of=as_of, project=project, kind=kind)) == held[kind]
            everywhere = sum(sum(held.values()) for held in where.by_project(self.deal, as_of).values())
            assert behind.total(self.deal, Selection(as_of=as_of, project=ANY_PROJECT)) == everywhere
            for source in self.deal.sources.all():
                selection = Selection(as_of=as_of, kind=PlaceKind.PLEDGED, source=source.code)
                assert behind.total(self.deal, selection) == where.pledged(self.deal, as_of).get(source.pk, 0)

    @invariant()
    def the_years_add_up(self) -> None:
        years = where.by_year(self.deal)
        for flow in Flow:
            assert years[-1].until[flow] == sum(year.within[flow] for year in years)
            for year in years:
                within = Selection(flow=flow, year=year.year)
                until = Selection(flow=flow, as_of=AsOf(date(year.year, 12, 31)))
                assert behind.total(self.deal, within) == year.within[flow]
                assert behind.total(self.deal, until) == year.until[flow]
        for year in years:
            assert year.held == where.by_kind(self.deal, AsOf(date(year.year, 12, 31)))

    @invariant()
    def a_place_ends_with_what_it_holds(self) -> None:
        for place in Place.objects.filter(deal=self.deal):
            last = behind.statement(place).last()
            held = -place.cents if place.kind == PlaceKind.PLEDGED else place.cents
            assert (last.running if last else 0) == held  # type: ignore[attr-defined]


def test_every_way_of_telling_where_money_is_adds_up() -> None:
    """Whatever an office does, on any day, as known at any moment."""
    run_state_machine_as_test(
        EveryFigureAddsUp,
        settings=settings(
            max_examples=6,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Part.explicit, Part.reuse, Part.generate],
        ),
    )


@given(
    pledges=st.lists(st.integers(1, 10**12), min_size=1, max_size=9),
    shares=st.lists(st.integers(0, 10**6), min_size=5, max_size=5).filter(any),
)
def test_a_division_over_sources_loses_no_cent(pledges: list[int], shares: list[int]) -> None:
    """Rows add up to the pledges, columns to the kinds, no part is below nothing, and each is right to a few cents."""
    total = sum(pledges)
    kinds = dict(zip(map(str, HELD), allocate(total, shares), strict=True))
    rows = where.divided(kinds, pledges)
    assert [sum(row.values()) for row in rows] == pledges
    for kind in HELD:
        assert sum(row[kind] for row in rows) == kinds[kind]
        for row, pledge in zip(rows, pledges, strict=True):
            assert row[kind] >= 0
            assert abs(row[kind] * total - kinds[kind] * pledge) <= len(HELD) * total


def test_a_retraction_counts_against_what_it_corrects() -> None:
    """An award that was taken back was not awarded and then released: it was never awarded."""
    deal = a_deal()
    resolution = a_grant(deal, a_project(deal), 10_000)
    resolutions.retract(resolution=resolution, reason="fout", by=SECRETARY, at=AT + timedelta(hours=1))
    (year,) = where.by_year(deal)
    assert (year.within[Flow.AWARDED], year.within[Flow.RELEASED]) == (0, 0)
    (known,) = where.by_year(deal, AsOf(known_at=AT))
    assert known.within[Flow.AWARDED] == 10_000


def test_what_happened_in_a_year_is_not_all_that_happened_until_then() -> None:
    """An award of 2021 and its advance of 2022: the second year shows the advance alone, and both until its end."""
    deal = a_deal()
    project = a_project(deal)
    resolution = a_grant(deal, project, 10_000)
    order = payments.register_order(
        under=Basis.objects.get(resolution=resolution),
        reference="B1",
        title="Beschikking",
        on=date(2021, 6, 5),
        by=SECRETARY,
        at=AT,
    )
    later = AT + timedelta(days=400)
    payments.advance(phase=project.phases.get(), cents=4_000, order=order, on=date(2022, 2, 1), by=SECRETARY, at=later)
    first, second = where.by_year(deal)
    assert (first.within[Flow.AWARDED], second.within[Flow.AWARDED], second.until[Flow.AWARDED]) == (10_000, 0, 10_000)
    assert (first.until[Flow.ADVANCED], second.within[Flow.ADVANCED]) == (0, 4_000)
    assert (second.held[PlaceKind.AWARDED], second.held[PlaceKind.ADVANCED]) == (6_000, 4_000)


@pytest.mark.parametrize("as_of", [NOW, AsOf(date(2030, 1, 1))])
def test_the_number_of_queries_does_not_grow(as_of: AsOf) -> None:
    """One project or six: the database adds up."""
    deal = a_deal()
    a_grant(deal, a_project(deal, "een"), 1_000)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            where.by_pillar(deal, as_of)
            where.by_source(deal, as_of)
            where.by_project(deal, as_of)
            where.by_year(deal, as_of)
        return len(queries)

    before = asked()
    for number in range(5):
        a_grant(deal, a_project(deal, f"nog-{number}"), 1_000, date(2021, 6, 5) + timedelta(days=number % 5))
    assert asked() == before
