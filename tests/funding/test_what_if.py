"""What if: the same euros as deciding would move, and what does not fit is said beforehand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiodeal.common.errors import Refusal
from regiodeal.decisions.actions import meetings
from regiodeal.decisions.choices import AWARDING, DecisionKind
from regiodeal.decisions.models import AgendaItem, Meeting
from regiodeal.funding import what_if
from regiodeal.funding.actions import cofinancing
from regiodeal.funding.actions.cofinancing import Contribution
from regiodeal.funding.actions.ledger import NoRoom
from regiodeal.funding.models import Place
from regiodeal.funding.rules import ReservationTooSmall, Wish, grant, left_of_sources
from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector, Verdict
from regiodeal.programme.models import Deal
from regiodeal.programme.rounds import ROUNDS
from regiodeal.projects.actions import figures
from regiodeal.projects.choices import FigureKind
from regiodeal.projects.models import Project
from tests.factories.decisions import a_grant, a_meeting, an_item, decide
from tests.factories.programme import AT, SECRETARY, a_deal, deal_content
from tests.factories.projects import a_project

DAY = date(2021, 6, 9)
CENTS = st.integers(1, 100_000)


def a_deal_of_round(number: int, **changes: Any) -> Deal:
    """Load the small deal, of 600 euro of the state and 300 of the province, in a national round."""
    return a_deal(deal={**deal_content()["deal"], "round": number}, **changes)


def beside(project: Project, cents: int | None, **changes: Any) -> None:
    """Note what a municipality contributes to a project beside the deal."""
    contribution = Contribution(
        phase=changes.pop("phase", None),
        party="Gemeente Achterveen",
        sector=Sector.REGIONAL_PUBLIC,
        party_to_deal=True,
        form=ContributionForm.CASH,
        origin=MoneyOrigin.OWN,
        cents=cents,
    )
    cofinancing.note(project=project, contribution=replace(contribution, **changes), by=SECRETARY, at=AT)


def outcome_of(meeting: Meeting, **amounts: int | None) -> what_if.Outcome:
    """Grant all items of a meeting in thought; `amounts` are other amounts than was asked, by the code of a project."""
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("project__pillar"))
    choices = [
        what_if.Choice(item=item, cents=amounts.get(item.project.code.replace("-", "_"), item.ask_cents))
        for item in items
    ]
    return what_if.granting(choices, what_if.standing(meeting.body.deal, meeting.held_on))


def held(deal: Deal) -> dict[str, int]:
    """Return what each place holds, except the outside and what is empty."""
    return {key: cents for key, cents in Place.objects.filter(deal=deal).values_list("key", "cents") if cents > 0}


def pot(outcome: what_if.Outcome, key: str) -> what_if.Pot:
    """Return the pot with this key."""
    (found,) = [pot for pot in outcome.pots if pot.key == key]
    return found


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo what happens inside, so that each example of a property begins with an empty register."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["dorpshuis", "werkplaats", "nieuw-in-wonen"]),
        st.sampled_from([kind for kind in DecisionKind if kind not in {DecisionKind.EXTENSION, DecisionKind.CHANGE}]),
        st.none() | CENTS,
        st.none() | CENTS,
    ),
    min_size=1,
    max_size=6,
)
BESIDE = st.lists(
    st.builds(
        Contribution,
        phase=st.none() | st.just(1),
        party=st.just("Gemeente Achterveen"),
        sector=st.sampled_from(Sector),
        party_to_deal=st.booleans(),
        form=st.sampled_from(ContributionForm),
        origin=st.sampled_from(MoneyOrigin),
        cents=st.none() | CENTS,
    ),
    max_size=4,
)


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=ITEMS, beside=BESIDE, national_round=st.sampled_from(sorted(ROUNDS)))
def test_deciding_moves_what_the_thought_experiment_said(
    items: list[tuple[str, DecisionKind, int | None, int | None]], beside: list[Contribution], national_round: int
) -> None:
    """Whatever is on the agenda: what every place would hold is what it holds once all is decided, the share of the
    state is what it would be, and a decision is refused only where the thought experiment named something that breaks.
    The meeting is known from an old document, so that an amount can be unknown."""
    with rolled_back():
        deal = a_deal_of_round(national_round)
        projects = {
            "dorpshuis": a_project(deal, "dorpshuis"),
            "werkplaats": a_project(deal, "werkplaats", pillar="werken"),
            "nieuw-in-wonen": a_project(deal, "nieuw-in-wonen"),
        }
        a_grant(deal, projects["dorpshuis"], 3_000)
        a_grant(deal, projects["werkplaats"], 2_000)
        for number, contribution in enumerate(beside):
            of = projects["werkplaats" if number % 2 else "dorpshuis"]
            cofinancing.note(project=of, contribution=contribution, by=SECRETARY, at=AT)
        (body,) = deal.bodies.all()
        meeting = meetings.convene(
            body=body, reference="oud", held_on=DAY, source_title="Besluitenlijst", by=SECRETARY, at=AT
        )
        for number, (code, kind, cents, whole) in enumerate(items):
            named = []
            if whole is not None:
                words = f"in totaal, {number}"
                named = [
                    figures.note(project=projects[code], kind=FigureKind.DEAL_RESERVATION, cents=whole, words=words)
                ]
            an_item(meeting, projects[code], kind, ask_cents=cents if kind in AWARDING else None, figures=named)
        outcome = outcome_of(meeting)
        assert {key: cents for key, cents in outcome.held.items() if cents < 0}.keys() <= {
            pot.key for pot in outcome.pots if pot.short
        }
        if outcome.breaks:
            return
        try:
            with transaction.atomic():
                for item in meeting.items.all():
                    awards: dict[str, Any] = {"contribution_cents": item.ask_cents} if item.kind in AWARDING else {}
                    decide(item, reason="omdat het zo is", **awards)
        except NoRoom:
            # What an item gives back comes too late for one before it: the experiment looks at all together.
            assert any(item.kind == DecisionKind.STOP for item in meeting.items.all())
        else:
            assert {key: cents for key, cents in outcome.held.items() if cents} == held(deal)
            assert outcome.remains == sum(cents for key, cents in held(deal).items() if key.startswith("free/"))
            assert outcome.share_then == what_if.standing(deal, DAY).share


def test_what_is_reserved_goes_first(db: None) -> None:
    """Money that was set apart for the project does not leave the pillar a second time."""
    deal = a_deal()
    project = a_project(deal)
    figure = figures.note(project=project, kind=FigureKind.DEAL_RESERVATION, cents=10_000, words="in totaal 100 euro")
    decide(an_item(a_meeting(deal), project, figures=[figure]), contribution_cents=4_000)
    meeting = a_meeting(deal, DAY)
    an_item(meeting, project, DecisionKind.FOLLOW_UP, ask_cents=7_000)
    outcome = outcome_of(meeting)
    assert pot(outcome, "free/-").taken == 1_000
    assert outcome.held["reserved/dorpshuis"] == 0
    assert outcome.held["awarded/dorpshuis/2"] == 7_000
    assert outcome.granted == 7_000


def test_a_pillar_that_falls_short_says_how_much(db: None) -> None:
    deal = a_deal()
    meeting = a_meeting(deal, DAY)
    an_item(meeting, a_project(deal, "werkplaats", pillar="werken"), ask_cents=60_000)
    outcome = outcome_of(meeting)
    assert pot(outcome, "free/werken").short == 10_000
    assert pot(outcome, "free/werken").remains == -10_000
    assert [str(sentence) for sentence in outcome.breaks] == ["pillar Werken is 100.00 euro short"]
    assert not outcome_of(meeting, werkplaats=50_000).breaks
    with pytest.raises(Refusal, match=r"100\.00 euro"):
        decide(meeting.items.get(), contribution_cents=60_000)


def test_the_deal_as_a_whole_falls_short_too(db: None) -> None:
    deal = a_deal()
    meeting = a_meeting(deal, DAY)
    an_item(meeting, a_project(deal), ask_cents=100_000)
    breaks = [str(sentence) for sentence in outcome_of(meeting).breaks]
    assert breaks == [
        "the money that is not divided over pillars is 600.00 euro short",
        "the deal as a whole is 100.00 euro short",
    ]


def test_money_of_a_later_day_is_not_there_yet(db: None) -> None:
    """A meeting that is registered afterwards cannot grant what a later meeting granted already."""
    deal = a_deal()
    a_grant(deal, a_project(deal), 30_000, DAY)
    meeting = a_meeting(deal, date(2021, 6, 1))
    an_item(meeting, a_project(deal, "later"), ask_cents=20_000)
    assert pot(outcome_of(meeting), "free/-").room == 10_000
    assert pot(outcome_of(meeting), "free/-").short == 10_000


def test_an_unknown_ask_is_named_and_is_no_zero(db: None) -> None:
    deal = a_deal()
    meeting = a_meeting(deal, DAY)
    item = an_item(meeting, a_project(deal))
    extension = an_item(meeting, a_project(deal, "ander"), DecisionKind.EXTENSION)
    outcome = outcome_of(meeting)
    assert outcome.unknown == [item]
    assert extension not in outcome.unknown
    assert outcome.taken == 0


def test_a_stop_gives_back_what_is_unspent(db: None) -> None:
    deal = a_deal()
    project = a_project(deal)
    a_grant(deal, project, 8_000)
    meeting = a_meeting(deal, DAY)
    an_item(meeting, project, DecisionKind.STOP)
    assert pot(outcome_of(meeting), "free/-").taken == -8_000
    assert pot(outcome_of(meeting), "free/-").remains == 40_000


@pytest.mark.parametrize(
    "kind", [DecisionKind.ENLARGEMENT, DecisionKind.EXTENSION, DecisionKind.CHANGE, DecisionKind.STOP]
)
def test_what_needs_a_phase_says_so(db: None, kind: DecisionKind) -> None:
    deal = a_deal()
    meeting = a_meeting(deal, DAY)
    item = an_item(meeting, a_project(deal), kind)
    assert [str(one) for one in outcome_of(meeting).breaks] == ["item 1: Dorpshuis has no phase yet to decide about"]
    item.delete()
    an_item(meeting, item.project, DecisionKind.NEW, ask_cents=100)
    an_item(meeting, item.project, kind)
    assert outcome_of(meeting).breaks == []


def test_an_end_after_the_last_day_of_all_projects_breaks(db: None) -> None:
    deal = a_deal()
    project = a_project(deal)
    a_grant(deal, project, 8_000)
    item = an_item(a_meeting(deal, DAY), project, DecisionKind.EXTENSION)
    before = what_if.standing(deal, DAY)

    def breaks(end: date) -> list[Any]:
        return what_if.granting([what_if.Choice(item=item, cents=None, new_end=end)], before).breaks

    assert breaks(date(2024, 6, 30)) == []
    assert [str(one) for one in breaks(date(2021, 6, 8))] == [
        "item 1: 2021-06-08 lies before the meeting of 2021-06-09"
    ]
    assert [str(one) for one in breaks(date(2024, 7, 1))] == [
        "item 1: 2024-07-01 lies after 2024-06-30, when all projects of the deal must have ended"
    ]


def test_an_extension_to_a_day_that_is_no_later_breaks(db: None) -> None:
    """Counted from what an item before it would make of the end."""
    deal = a_deal()
    project = a_project(deal)
    a_grant(deal, project, 8_000, new_end=date(2023, 1, 31))
    meeting = a_meeting(deal, DAY)
    first = an_item(meeting, project, DecisionKind.EXTENSION, ask_end=date(2023, 1, 31))
    before = what_if.standing(deal, DAY)
    (sentence,) = what_if.granting([what_if.as_asked(first)], before).breaks
    assert "2023-01-31 is not later than 2023-01-31" in str(sentence)
    with pytest.raises(Refusal, match="not later than the present end"):
        decide(first, new_end=date(2023, 1, 31))
    second = an_item(meeting, project, DecisionKind.FOLLOW_UP, ask_cents=100, ask_end=date(2022, 1, 31))
    third = an_item(meeting, project, DecisionKind.EXTENSION, ask_end=date(2022, 2, 1))
    assert what_if.granting([what_if.as_asked(second), what_if.as_asked(third)], before).breaks == []


def test_a_reservation_below_what_the_project_holds_breaks(db: None) -> None:
    deal = a_deal()
    project = a_project(deal)
    figure = figures.note(project=project, kind=FigureKind.DEAL_RESERVATION, cents=5_000, words="in totaal 50 euro")
    meeting = a_meeting(deal, DAY)
    item = an_item(meeting, project, ask_cents=6_000, figures=[figure])
    (sentence,) = outcome_of(meeting).breaks
    assert "10.00 euro more than what is reserved" in str(sentence)
    with pytest.raises(Refusal):
        decide(item, contribution_cents=6_000)


def test_each_euro_comes_from_all_sources(db: None) -> None:
    """600 of the state and 300 of the province: a grant of 300 leaves two thirds of both, to the cent."""
    deal = a_deal()
    meeting = a_meeting(deal, DAY)
    an_item(meeting, a_project(deal), ask_cents=30_000)
    draws = outcome_of(meeting).draws
    assert [(draw.source.code, draw.free, draw.remains) for draw in draws] == [
        ("rijk", 60_000, 40_000),
        ("provincie", 30_000, 20_000),
    ]
    assert [draw.remains for draw in outcome_of(meeting, dorpshuis=1).draws] == [59_999, 30_000]


def test_a_grant_without_money_beside_it_breaks_the_share(db: None) -> None:
    """Of 90 granted the state pays 60 and the province 30; 30 beside it make the halves equal, and one euro more of the
    deal for a project to which nobody else contributes breaks that."""
    deal = a_deal_of_round(2)
    project = a_project(deal)
    beside(project, 3_000)
    a_grant(deal, project, 9_000)
    meeting = a_meeting(deal, DAY)
    an_item(meeting, a_project(deal, "ander"), ask_cents=300)
    outcome = outcome_of(meeting)
    assert (outcome.share.state, outcome.share.region, outcome.share.beside.counts) == (6_000, 3_000, 3_000)
    assert outcome.share.finding.verdict == Verdict.MET
    assert (outcome.share_then.state, outcome.share_then.region) == (6_200, 3_100)
    assert outcome.share_then.finding.verdict == Verdict.NOT_MET
    assert "61.00 euro at most, the state 62.00 euro: 1.00 euro too little" in str(outcome.share_then.finding.why)
    assert not outcome.breaks


def test_what_others_contribute_counts_once_its_project_is_granted(db: None) -> None:
    deal = a_deal_of_round(2)
    meeting = a_meeting(deal, DAY)
    project = a_project(deal)
    an_item(meeting, project, ask_cents=900)
    beside(project, 300)
    beside(a_project(deal, "elders"), 100_000)
    outcome = outcome_of(meeting)
    assert outcome.share.nothing
    assert outcome.share.beside.rows == 0
    assert (outcome.share_then.beside.counts, outcome.share_then.whole) == (300, 1_200)
    assert outcome.share_then.certain
    assert outcome.share_then.finding.verdict == Verdict.MET


def test_what_is_for_one_phase_counts_with_that_phase(db: None) -> None:
    """And no longer when the phase is stopped."""
    deal = a_deal_of_round(2)
    project = a_project(deal)
    a_grant(deal, project, 900)
    beside(project, 300, phase=1)
    stop = a_meeting(deal, DAY)
    an_item(stop, project, DecisionKind.STOP)
    outcome = outcome_of(stop)
    assert outcome.share.beside.counts == 300
    assert outcome.share_then.nothing
    assert outcome.share_then.beside.rows == 0


@pytest.mark.parametrize(
    ("contributed", "asked"),
    [
        ({"cents": None}, 900),
        ({"cents": 900, "origin": MoneyOrigin.UNKNOWN}, 900),
        ({"cents": 300}, None),
    ],
    ids=["an amount", "an origin", "a grant"],
)
def test_what_is_not_known_leaves_the_share_unsaid(db: None, contributed: dict[str, Any], asked: int | None) -> None:
    """An amount, where it comes from, or what was granted: none of them is taken for nothing."""
    deal = a_deal_of_round(2)
    project = a_project(deal)
    a_grant(deal, project, 900)
    beside(project, **contributed)
    meeting = a_meeting(deal, DAY)
    an_item(meeting, a_project(deal, "ander"), ask_cents=asked)
    share = outcome_of(meeting).share_then
    assert share.finding.verdict == Verdict.UNKNOWN
    assert not share.certain


def test_enough_from_the_region_is_enough_whatever_was_granted(db: None) -> None:
    """The state never contributes more than it pledged."""
    deal = a_deal_of_round(2)
    project = a_project(deal)
    beside(project, 60_000)
    meeting = a_meeting(deal, DAY)
    an_item(meeting, project, ask_cents=None)
    share = outcome_of(meeting).share_then
    assert share.finding.verdict == Verdict.MET
    assert "the state 600.00 euro at most" in str(share.finding.why)


def test_a_round_that_lays_nothing_down_has_no_verdict_but_amounts(db: None) -> None:
    deal = a_deal()
    a_grant(deal, a_project(deal), 900)
    share = what_if.standing(deal, DAY).share
    assert share.finding.verdict == Verdict.NOT_LAID_DOWN
    assert (share.granted, share.state, share.region) == (900, 600, 300)


def test_the_number_of_queries_does_not_grow(db: None) -> None:
    deal = a_deal()
    meeting = a_meeting(deal, DAY)

    def count() -> int:
        items = list(meeting.items.select_related("project__pillar").prefetch_related("figures", "project__names"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            standing = what_if.standing(deal, DAY)
            what_if.granting([what_if.as_asked(item) for item in items], standing)
        return len(queries)

    an_item(meeting, a_project(deal), ask_cents=100)
    one = count()
    for number in range(4):
        an_item(meeting, a_project(deal, f"project-{number}"), ask_cents=100)
    assert count() == one


@given(free=st.integers(-10_000_000, 10_000_000), pledged=st.lists(st.integers(1, 10_000_000), min_size=1, max_size=8))
def test_the_parts_of_the_sources_add_up(free: int, pledged: list[int]) -> None:
    parts = left_of_sources(free, pledged)
    assert sum(parts) == free
    assert all(
        abs(part * sum(pledged) - free * pledge) < sum(pledged) for part, pledge in zip(parts, pledged, strict=True)
    )


@given(
    wishes=st.lists(
        st.builds(
            Wish,
            project=st.sampled_from(["a", "b"]),
            free=st.sampled_from(["free/-", "free/werken"]),
            last_phase=st.integers(1, 3),
            awards=st.booleans(),
            new_phase=st.booleans(),
            stops=st.booleans(),
            cents=st.none() | CENTS,
            reservation_cents=st.lists(CENTS, max_size=2).map(tuple),
        )
    ),
    there=st.dictionaries(
        st.sampled_from(["free/-", "free/werken", "reserved/a", "awarded/a/1", "awarded/a/10", "advanced/b/1"]), CENTS
    ),
)
def test_no_euro_is_made_or_lost(wishes: list[Wish], there: dict[str, int]) -> None:
    """And only what is free can go below nothing."""
    held = dict(there)
    for wish in wishes:
        try:
            steps = list(grant(wish, held))
        except ReservationTooSmall:
            continue
        assert all(cents > 0 for _, _, cents in steps)
    assert sum(held.values()) == sum(there.values())
    assert all(cents >= 0 for place, cents in held.items() if not place.startswith("free/"))


def test_a_stop_releases_what_is_reserved_and_then_the_last_phase() -> None:
    held = {"free/-": 0, "awarded/a/2": 2, "awarded/a/10": 3, "reserved/a": 5, "settled/a/1": 7, "awarded/b/1": 9}
    steps = list(grant(Wish(project="a", free="free/-", stops=True), held))
    assert [origin for origin, _, _ in steps] == ["reserved/a", "awarded/a/10", "awarded/a/2"]
    assert held["free/-"] == 10
