"""The ledger: any sequence of acts keeps every euro in exactly one place, and can be replayed."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Part
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.actions.resolutions import Decision, NewCondition, meet_condition
from regiodeal.decisions.choices import AWARDING, DecisionKind, Outcome
from regiodeal.decisions.models import Resolution
from regiodeal.funding import checks, where
from regiodeal.funding.actions import payments, projects, resolutions
from regiodeal.funding.actions.ledger import Move, NoRoom, NotADay, book
from regiodeal.funding.choices import PlaceKind
from regiodeal.funding.models import Basis, Place, Total, Transfer, Turnover
from regiodeal.funding.queries import balances, recount
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Figure, Phase, Project
from tests.factories.decisions import a_grant, a_meeting, adopt, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal
from tests.factories.projects import a_project

pytestmark = pytest.mark.django_db


class LedgerMachine(RuleBasedStateMachine):
    """Grants, enlarges, stops, retracts, classifies, pays, recovers and settles at random, as an office could."""

    granted = Bundle("granted")

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.clock = datetime(2023, 1, 1, tzinfo=UTC)
        self.orders = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def tick(self) -> datetime:
        self.clock += timedelta(minutes=1)
        return self.clock

    @initialize()
    def open(self) -> None:
        self.deal = a_deal()
        self.projects = [a_project(self.deal, "school", pillar="werken"), a_project(self.deal, "dorpshuis")]

    @rule(
        target=granted,
        which=st.integers(0, 1),
        kind=st.sampled_from(sorted(AWARDING | {DecisionKind.STOP, DecisionKind.CHANGE, DecisionKind.EXTENSION})),
        cents=st.integers(1, 40_000),
        days=st.integers(0, 500),
        reservation=st.none() | st.integers(1, 60_000),
    )
    def decide(
        self, which: int, kind: DecisionKind, cents: int, days: int, reservation: int | None
    ) -> Resolution | None:
        project = self.projects[which]
        meeting = a_meeting(self.deal, date(2021, 1, 2) + timedelta(days=days))
        figures = []
        if reservation is not None:
            figures = [
                Figure.objects.create(
                    project=project, kind=FigureKind.DEAL_RESERVATION, cents=reservation, words=str(self.tick())
                )
            ]
        item = an_item(meeting, project, kind, figures=figures)
        decision = Decision(
            outcome=Outcome.GRANTED,
            contribution_cents=cents if kind in AWARDING else None,
            release_cents=cents if kind == DecisionKind.CHANGE else None,
            new_end=date(2024, 1, 1) if kind == DecisionKind.EXTENSION else None,
            reason="zo besloten",
        )
        try:
            with transaction.atomic():
                return resolutions.decide(item=item, decision=decision, by=SECRETARY, at=self.tick())
        except Refusal:
            return None

    @rule(resolution=consumes(granted))
    def retract(self, resolution: Resolution | None) -> None:
        if resolution is not None:
            self.attempt(
                lambda: resolutions.retract(resolution=resolution, reason="fout", by=SECRETARY, at=self.tick())
            )

    @rule(resolution=granted, cents=st.integers(1, 40_000), days=st.integers(0, 700))
    def pay(self, resolution: Resolution | None, cents: int, days: int) -> None:
        order = self.order(resolution)
        if order is not None and resolution is not None:
            phase = self.phase(resolution)
            day = date(2021, 1, 2) + timedelta(days=days)
            self.attempt(
                lambda: payments.advance(phase=phase, cents=cents, order=order, on=day, by=SECRETARY, at=self.tick())
            )

    @rule(resolution=granted, cents=st.integers(1, 40_000))
    def recover(self, resolution: Resolution | None, cents: int) -> None:
        order = self.order(resolution)
        if order is not None and resolution is not None:
            phase = self.phase(resolution)
            day = date(2022, 12, 1)
            self.attempt(
                lambda: payments.recover(phase=phase, cents=cents, basis=order, on=day, by=SECRETARY, at=self.tick())
            )

    @rule(resolution=granted, cents=st.integers(1, 40_000))
    def settle(self, resolution: Resolution | None, cents: int) -> None:
        order = self.order(resolution)
        if order is not None and resolution is not None:
            phase = self.phase(resolution)
            name, day = f"V{self.orders}", date(2022, 12, 31)
            statement = payments.register_statement(
                under=order, reference=name, title="Eindverslag", on=day, by=SECRETARY, at=self.tick()
            )
            self.attempt(
                lambda: payments.settle(
                    phase=phase, cents=cents, statement=statement, on=day, by=SECRETARY, at=self.tick()
                )
            )

    def order(self, resolution: Resolution | None) -> Basis | None:
        if resolution is None or not self.phases(resolution):
            return None
        basis = Basis.objects.filter(resolution=resolution).first()
        if basis is None:
            return None
        self.orders += 1
        return payments.register_order(
            under=basis,
            reference=f"B{self.orders}",
            title="Beschikking",
            on=basis.on,
            by=SECRETARY,
            at=self.tick(),
        )

    def phases(self, resolution: Resolution) -> list[Phase]:
        return list(Phase.objects.filter(project=resolution.item.project, number=resolution.phase or 0))

    def phase(self, resolution: Resolution) -> Phase:
        return self.phases(resolution)[0]

    @rule(which=st.integers(0, 1), pillar=st.sampled_from(["werken", "wonen", None]))
    def move_to_pillar(self, which: int, pillar: str | None) -> None:
        project = self.projects[which]
        parts = {"pillar": pillar}
        projects.change(project=project, version=project.version, parts=parts, by=SECRETARY, at=self.tick())
        project.refresh_from_db()

    def attempt(self, act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
        except Refusal:
            pass

    @invariant()
    def every_euro_is_in_one_place(self) -> None:
        held = {place.pk: place.cents for place in Place.objects.filter(deal=self.deal)}
        assert sum(held.values()) == 0
        assert sum(cents for cents in held.values() if cents > 0) == 90_000
        counted = recount(self.deal)
        assert held == {place: counted.get(place, 0) for place in held}
        assert list(checks.faults(self.deal)) == []

    @invariant()
    def totals_are_what_the_transfers_add_up_to(self) -> None:
        held: dict[tuple[str, str, str], int] = defaultdict(int)
        went: dict[tuple[int, str, str, bool], int] = defaultdict(int)
        for one in Transfer.objects.filter(deal=self.deal):
            held[self.owner(one.origin)] -= one.cents
            held[self.owner(one.destination)] += one.cents
            went[one.counts_from.year, one.origin.kind, one.destination.kind, one.corrects is not None] += one.cents
        totals = {(row.kind, str(row.source), str(row.pillar)): row.cents for row in Total.objects.all()}
        assert {key: cents for key, cents in totals.items() if cents} == {key: held[key] for key in held if held[key]}
        turnovers = Turnover.objects.values_list("year", "origin", "destination", "corrects", "cents")
        assert {row[:-1]: row[-1] for row in turnovers} == went

    @staticmethod
    def owner(place: Place) -> tuple[str, str, str]:
        """Return whose total a place is part of, from the register and not from the place."""
        return place.kind, str(place.source), str(place.project.pillar if place.project else place.pillar)

    @invariant()
    def no_place_was_ever_negative(self) -> None:
        kinds = dict(Place.objects.filter(deal=self.deal).values_list("key", "kind"))
        rows = list(
            Transfer.objects.filter(deal=self.deal).values_list(
                "counts_from", "origin__key", "destination__key", "cents", "recorded_at"
            )
        )
        replayed: dict[str, int] = defaultdict(int)
        days = sorted({row[0] for row in rows})
        for day in days:
            for counts_from, origin, destination, cents, _ in rows:
                if counts_from == day:
                    replayed[origin] -= cents
                    replayed[destination] += cents
            for key, cents in replayed.items():
                assert cents >= 0 or kinds[key] == PlaceKind.PLEDGED, f"{key} held {cents} on {day}"
        if days:
            middle = days[len(days) // 2]
            expected: dict[str, int] = defaultdict(int)
            for counts_from, origin, destination, cents, _ in rows:
                if counts_from <= middle:
                    expected[origin] -= cents
                    expected[destination] += cents
            asked = {one.key: one.cents for one in balances(self.deal, on=middle)}
            assert asked == {key: expected[key] for key in asked}


def test_any_sequence_of_acts_keeps_the_books() -> None:
    """Whatever an office does, the sum is zero, nothing but the outside is negative, and every day can be replayed."""
    thorough = settings(
        max_examples=20,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Part.explicit, Part.reuse, Part.generate],  # fourteen acts can be read without minutes of shrinking
    )
    run_state_machine_as_test(LedgerMachine, settings=thorough)


def test_a_grant_moves_money_from_the_pillar_that_has_it() -> None:
    """A pillar with a budget pays for its own projects; any other project draws on what is undivided."""
    deal = a_deal()
    a_grant(deal, a_project(deal, "school", pillar="werken"), 20_000)
    a_grant(deal, a_project(deal, "dorpshuis", pillar="wonen"), 10_000)
    held = {one.key: one.cents for one in balances(deal)}
    assert held == {
        "pledged/rijk": -60_000,
        "pledged/provincie": -30_000,
        "free/-": 30_000,
        "free/werken": 30_000,
        "awarded/school/1": 20_000,
        "awarded/dorpshuis/1": 10_000,
    }


def test_no_more_is_granted_than_there_is() -> None:
    """One cent too many is refused, with the reason, and nothing of the decision stays."""
    deal = a_deal()
    item = an_item(a_meeting(deal), a_project(deal))
    with pytest.raises(NoRoom, match=r"free/- holds 400\.00 euro .* 0\.01 euro less than the 400\.01 euro"):
        decide(item, contribution_cents=40_001)
    assert not Resolution.objects.exists()
    assert not Phase.objects.exists()
    assert decide(item, contribution_cents=40_000).contribution_cents == 40_000


def test_a_backdated_grant_is_refused_when_a_later_day_would_go_short() -> None:
    """Room on the day itself is not enough: what was granted for later days counts too."""
    deal = a_deal()
    a_grant(deal, a_project(deal, "later"), 40_000, date(2021, 6, 4))
    with pytest.raises(NoRoom):
        a_grant(deal, a_project(deal, "eerder"), 1, date(2021, 3, 1))


def test_a_reservation_is_used_before_free_money() -> None:
    """What was reserved for the whole project pays for its next phase."""
    deal = a_deal()
    project = a_project(deal)
    figure = Figure.objects.create(project=project, kind=FigureKind.DEAL_RESERVATION, cents=30_000, words="in totaal")
    decide(an_item(a_meeting(deal), project, figures=[figure]), contribution_cents=10_000)
    assert {one.key: one.cents for one in balances(deal)}["reserved/dorpshuis"] == 20_000
    a_grant(deal, project, 25_000, date(2021, 6, 5), kind=DecisionKind.FOLLOW_UP)
    held = {one.key: one.cents for one in balances(deal)}
    assert (held["reserved/dorpshuis"], held["awarded/dorpshuis/2"], held["free/-"]) == (0, 25_000, 5_000)


def test_a_classified_figure_is_reserved_on_the_resolution_that_named_it() -> None:
    """Until a person says what the larger figure means, it is in no place of the ledger."""
    deal = a_deal()
    project = a_project(deal)
    figure = Figure.objects.create(project=project, kind=FigureKind.UNCLASSIFIED, cents=30_000, words="in totaal")
    resolution = decide(an_item(a_meeting(deal), project, figures=[figure]), contribution_cents=10_000)
    assert "reserved/dorpshuis" not in {one.key for one in balances(deal)}
    resolutions.classify(
        figure=figure, kind=FigureKind.DEAL_RESERVATION, ground="mail van de penvoerder", by=SECRETARY, at=AT
    )
    last = Transfer.objects.get(destination__key="reserved/dorpshuis")
    assert (last.cents, last.basis.resolution) == (20_000, resolution)
    with pytest.raises(Refusal, match="classified already"):
        resolutions.classify(figure=figure, kind=FigureKind.TOTAL_COST, ground="toch niet", by=SECRETARY, at=AT)


def test_a_retraction_books_counter_transfers_that_name_what_they_correct() -> None:
    """A mistake is never erased: the way back stands beside the way there."""
    deal = a_deal()
    resolution = a_grant(deal, a_project(deal), 10_000)
    there = Transfer.objects.get(basis__resolution=resolution)
    resolutions.retract(resolution=resolution, reason="verkeerd bedrag", by=SECRETARY, at=AT)
    back = Transfer.objects.get(corrects=there)
    assert (back.origin, back.destination, back.cents) == (there.destination, there.origin, there.cents)
    assert decide(resolution.item, contribution_cents=12_000).phase == 1


def test_a_stop_gives_back_what_is_unspent() -> None:
    """Advances stay where they are; the rest of the award is free again."""
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
    payments.advance(phase=project.phases.get(), cents=4_000, order=order, on=date(2021, 6, 6), by=SECRETARY, at=AT)
    decide(an_item(a_meeting(deal, date(2021, 6, 7)), project, DecisionKind.STOP), reason="geen draagvlak")
    held = {one.key: one.cents for one in balances(deal)}
    assert (held["free/-"], held["awarded/dorpshuis/1"], held["advanced/dorpshuis/1"]) == (36_000, 0, 4_000)


def test_an_advance_waits_for_the_conditions() -> None:
    """Money granted on conditions is not paid before they are met."""
    deal = a_deal()
    project = a_project(deal)
    resolution = decide(
        an_item(a_meeting(deal), project),
        Outcome.GRANTED_ON_CONDITIONS,
        contribution_cents=10_000,
        conditions=(NewCondition("de raad stemt in", "Gemeente Achterveen"),),
    )
    order = payments.register_order(
        under=Basis.objects.get(resolution=resolution),
        reference="B1",
        title="Beschikking",
        on=date(2021, 6, 5),
        by=SECRETARY,
        at=AT,
    )
    pay = {"phase": project.phases.get(), "cents": 4_000, "order": order, "on": date(2021, 6, 6), "by": SECRETARY}
    with pytest.raises(payments.ConditionsAreOpen, match="de raad stemt in"):
        payments.advance(**pay, at=AT)  # type: ignore[arg-type]
    condition = resolution.conditions.get()
    meet_condition(condition=condition, on=date(2021, 6, 6), evidence="raadsbesluit", by=SECRETARY, at=AT)
    assert payments.advance(**pay, at=AT).cents == 4_000  # type: ignore[arg-type]


def test_nothing_counts_from_a_day_that_is_still_to_come() -> None:
    """The balance of today would otherwise not be the sum of what was booked."""
    deal = a_deal()
    with pytest.raises(NotADay, match="2021-06-11 is still to come"):
        a_grant(deal, a_project(deal), 100, date(2021, 6, 11))


def test_both_dates_can_be_asked() -> None:
    """What do we know now about 3 June, and what did we know before the meeting of 4 June was written down."""
    deal = a_deal()
    a_grant(deal, a_project(deal), 10_000)
    before = {one.key: one.cents for one in balances(deal, on=date(2021, 6, 3))}
    assert (before["free/-"], before["awarded/dorpshuis/1"]) == (40_000, 0)
    unknown = {one.key: one.cents for one in balances(deal, known_at=AT - timedelta(seconds=1))}
    assert set(unknown.values()) == {0}


@pytest.mark.parametrize("statement", ["UPDATE {t} SET cents = cents + 1", "DELETE FROM {t}"])
def test_the_database_refuses_to_change_a_transfer(statement: str) -> None:
    """Whoever comes at the table past the application is refused too."""
    a_deal()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(t="funding_transfer"))


def test_a_changed_transfer_is_found_and_named() -> None:
    """With the triggers out of the way one byte is changed: the recount and the chain both tell."""
    deal = a_deal()
    transfer = Transfer.objects.get(deal=deal, sequence=2)
    with connection.cursor() as cursor:
        drop = 'DROP TRIGGER "funding_transfer_refuse_update"'
        cursor.execute(drop if connection.vendor == "sqlite" else f"{drop} ON funding_transfer")
        cursor.execute("UPDATE funding_transfer SET cents = cents + 1 WHERE id = %s", [transfer.pk])
    assert list(checks.faults(deal)) == [
        "transfer 2 of veenstreek was changed: pledged/provincie to free/-",
        "place free/- says 40000 cents, but its transfers add up to 40001",
        "place pledged/provincie says -30000 cents, but its transfers add up to -30001",
        "total free/- says 40000 cents, but its transfers add up to 40001",
        "total pledged/provincie says -30000 cents, but its transfers add up to -30001",
        "turnover of 2021 from pledged to free says 90000 cents, but its transfers add up to 90001",
        "source provincie says 30000 cents, but the agreement booked 30001",
    ]


def test_an_adopted_list_keeps_its_money() -> None:
    """After adoption only a later decision can move the money."""
    deal = a_deal()
    resolution = a_grant(deal, a_project(deal), 10_000)
    adopt(resolution.item.meeting)
    with pytest.raises(meetings.ListIsAdopted, match="decide a change or a stop"):
        resolutions.retract(resolution=resolution, reason="spijt", by=SECRETARY, at=AT)


def test_moves_are_booked_all_or_none() -> None:
    """The second move asks too much, so the first does not stay."""
    deal = a_deal()
    basis = Basis.objects.get(deal=deal)
    moves = [
        Move(origin="free/-", destination="free/werken", cents=40_000),
        Move(origin="free/-", destination="free/werken", cents=1),
    ]
    with pytest.raises(NoRoom), transaction.atomic():
        book(deal=deal, moves=moves, basis=basis, counts_from=date(2021, 6, 1), at=AT)
    assert {one.key: one.cents for one in balances(deal)}["free/-"] == 40_000


def test_a_day_begins_in_the_netherlands() -> None:
    """At half past midnight on 11 June in Drenthe it is still 10 June in UTC, and a meeting of the 11th counts."""
    deal = a_deal()
    item = an_item(a_meeting(deal, date(2021, 6, 11)), a_project(deal))
    night = datetime(2021, 6, 10, 22, 30, tzinfo=UTC)
    decision = Decision(outcome=Outcome.GRANTED, contribution_cents=100)
    resolutions.decide(item=item, decision=decision, by=SECRETARY, at=night)
    assert Transfer.objects.get(destination__key="awarded/dorpshuis/1").counts_from == date(2021, 6, 11)


def test_a_source_or_a_budget_that_says_otherwise_is_found() -> None:
    """The register repeats what was booked, and must keep saying the same."""
    deal = a_deal()
    deal.sources.filter(code="rijk").update(cents=60_001)
    deal.pillars.filter(code="werken").update(budget_cents=49_999)
    assert list(checks.faults(deal)) == [
        "source rijk says 60001 cents, but the agreement booked 60000",
        "pillar werken says 49999 cents, but the agreement booked 50000",
    ]


def test_a_total_that_says_otherwise_is_found_and_named() -> None:
    """A total is no truth of its own: the transfers are."""
    deal = a_deal()
    a_grant(deal, a_project(deal), 10_000)
    Total.objects.filter(key="awarded/wonen").update(cents=10_001)
    Turnover.objects.filter(destination=PlaceKind.AWARDED).delete()
    assert list(checks.faults(deal)) == [
        "total awarded/wonen says 10001 cents, but its transfers add up to 10000",
        "turnover of 2021 from free to awarded says 0 cents, but its transfers add up to 10000",
    ]


def test_a_project_takes_its_money_along_to_another_pillar() -> None:
    """From a file as well as on a screen; the ledger itself does not move, and what is free stays where it was."""
    deal = a_deal()
    project = a_project(deal, pillar="wonen")
    a_grant(deal, project, 10_000)
    before = {one.key: one.cents for one in balances(deal)}
    a_project(deal, pillar="werken")
    assert {row.code: row.cents["awarded"] for row in where.by_pillar(deal)} == {"wonen": 0, "werken": 10_000, "-": 0}
    assert {one.key: one.cents for one in balances(deal)} == before
    project.refresh_from_db()
    projects.change(project=project, version=project.version, parts={"pillar": None}, by=SECRETARY, at=AT)
    assert {row.code: row.cents["awarded"] for row in where.by_pillar(deal)} == {"wonen": 0, "werken": 0, "-": 10_000}
    assert list(checks.faults(deal)) == []


def test_money_that_did_not_follow_its_project_is_found_and_named() -> None:
    """Whoever changes the pillar past the actions leaves money that counts where its project is not."""
    deal = a_deal()
    project = a_project(deal, pillar="wonen")
    a_grant(deal, project, 10_000)
    Project.objects.filter(pk=project.pk).update(pillar=None)
    assert list(checks.faults(deal)) == [
        "place awarded/dorpshuis/1 counts in pillar Wonen, but its project is in -",
    ]


def test_totals_of_an_older_ledger_are_filled() -> None:
    """The migration adds up what was booked before totals were kept, and gives places the pillar of their project."""
    deal = a_deal()
    resolution = a_grant(deal, a_project(deal), 10_000)
    resolutions.retract(resolution=resolution, reason="fout", by=SECRETARY, at=AT)
    decide(resolution.item, contribution_cents=12_000)
    kept = _kept()
    Total.objects.all().delete()
    Turnover.objects.all().delete()
    Place.objects.filter(project__isnull=False).update(pillar=None)
    import_module("regiodeal.funding.migrations.0005_fill_totals").fill(apps, None)
    assert _kept() == kept


def _kept() -> list[set[Any]]:
    return [
        set(Total.objects.values_list("key", "kind", "source", "pillar", "cents")),
        set(Turnover.objects.values_list("year", "origin", "destination", "corrects", "cents")),
        set(Place.objects.values_list("key", "pillar", "cents")),
    ]
