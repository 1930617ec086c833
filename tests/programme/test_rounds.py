"""What the national rounds prescribe: met, not met, or not to be judged; and what is unknown is never nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.programme.choices import ContributionForm, MoneyOrigin, Sector, Verdict
from regiodeal.programme.rounds import ROUNDS, Contribution, counting, findings

PUBLIC = Contribution(
    sector=Sector.REGIONAL_PUBLIC,
    party_to_deal=True,
    form=ContributionForm.CASH,
    origin=MoneyOrigin.OWN,
    cents=10_000_000_00,
)
PRIVATE = replace(PUBLIC, sector=Sector.REGIONAL_PRIVATE)
STATE = 10_000_000_00

contributions = st.builds(
    Contribution,
    sector=st.sampled_from([*Sector, None]),
    party_to_deal=st.booleans(),
    form=st.sampled_from(list(ContributionForm)),
    origin=st.sampled_from(list(MoneyOrigin)),
    cents=st.none() | st.integers(1, 20_000_000_00),
)


def share(number: int | None, *given: Contribution, state: int = STATE) -> Verdict:
    """Judge the share of the region."""
    prescribed = ROUNDS.get(number) if number else None
    return next(findings(prescribed, state_cents=state, contributions=given)).verdict


def bounds(number: int, state: int) -> Verdict:
    """Judge what the state contributes."""
    _, found = findings(ROUNDS[number], state_cents=state, contributions=[])
    return found.verdict


@pytest.mark.parametrize(
    ("number", "one", "counts"),
    [
        (3, PUBLIC, True),
        (3, replace(PUBLIC, party_to_deal=False), True),
        (3, PRIVATE, False),
        (3, replace(PUBLIC, form=ContributionForm.IN_KIND), False),
        (4, PUBLIC, True),
        (4, replace(PUBLIC, form=ContributionForm.IN_KIND), True),
        (4, replace(PUBLIC, origin=MoneyOrigin.STATE), False),
        (4, replace(PUBLIC, origin=MoneyOrigin.EU), True),
        (4, replace(PUBLIC, origin=MoneyOrigin.UNKNOWN), None),
        (4, replace(PUBLIC, party_to_deal=False), False),
        (5, PRIVATE, True),
        (5, replace(PRIVATE, party_to_deal=False), False),
        (6, replace(PUBLIC, sector=Sector.STATE), False),
        (6, replace(PUBLIC, sector=Sector.OTHER), False),
        (6, replace(PUBLIC, sector=None), None),
        (2, PRIVATE, None),
        (1, PUBLIC, None),
        (1, replace(PUBLIC, sector=Sector.STATE), False),
    ],
)
def test_what_counts_depends_on_the_round(number: int, one: Contribution, counts: bool | None) -> None:
    """Public and private, in cash and in kind, own money and money of the state."""
    found = counting(ROUNDS[number], one)
    assert found.counts is counts
    assert str(found.why)


def test_half_is_enough_and_a_cent_less_is_not() -> None:
    """On the cent."""
    assert share(5, PUBLIC) == Verdict.MET
    assert share(5, replace(PUBLIC, cents=STATE - 1)) == Verdict.NOT_MET
    assert share(5) == Verdict.NOT_MET


def test_what_is_unknown_is_never_nothing() -> None:
    """An unknown amount or origin keeps the question open, but only where it could turn the answer."""
    short = replace(PUBLIC, cents=STATE - 1)
    assert share(5, short, replace(PUBLIC, cents=None)) == Verdict.UNKNOWN
    assert share(5, short, replace(PUBLIC, cents=1, origin=MoneyOrigin.UNKNOWN)) == Verdict.UNKNOWN
    assert share(5, replace(short, cents=1), replace(PUBLIC, cents=1, origin=MoneyOrigin.UNKNOWN)) == Verdict.NOT_MET
    assert share(5, PUBLIC, replace(PUBLIC, cents=None)) == Verdict.MET
    assert share(3, short, replace(PRIVATE, cents=None)) == Verdict.NOT_MET


def test_money_of_the_state_does_not_become_money_of_the_region() -> None:
    """A total would hide it."""
    assert share(4, replace(PUBLIC, origin=MoneyOrigin.STATE)) == Verdict.NOT_MET


def test_a_vulnerable_region_may_deviate_in_the_fifth_round() -> None:
    """That is said, and the verdict stays."""
    found = next(findings(ROUNDS[5], state_cents=STATE, contributions=[]))
    assert (found.verdict, "vulnerable region" in str(found.why)) == (Verdict.NOT_MET, True)
    assert "vulnerable" not in str(next(findings(ROUNDS[3], state_cents=STATE, contributions=[])).why)


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_the_state_contributes_between_five_and_forty_million(number: int) -> None:
    """Both included."""
    for state, verdict in [
        (5_000_000_00, Verdict.MET),
        (40_000_000_00, Verdict.MET),
        (5_000_000_00 - 1, Verdict.NOT_MET),
        (40_000_000_00 + 1, Verdict.NOT_MET),
    ]:
        assert bounds(number, state) == verdict


@pytest.mark.parametrize("number", [None, 1, 6])
def test_what_no_source_says_is_not_laid_down(number: int | None) -> None:
    """Neither met nor not met."""
    assert share(number, PUBLIC) == Verdict.NOT_LAID_DOWN


def test_every_round_that_prescribes_anything_says_where_that_stands() -> None:
    """Six rounds, each with its sources."""
    assert sorted(ROUNDS) == [1, 2, 3, 4, 5, 6]
    for one in ROUNDS.values():
        prescribes = any(value is not None for value in (one.half, one.private, one.in_kind, one.state_most_cents))
        assert bool(one.references) == prescribes


@given(st.sampled_from([2, 3, 4, 5]), st.lists(contributions, max_size=6), st.integers(1, 40_000_000_00), st.data())
def test_a_verdict_holds_whatever_the_unknown_turns_out_to_be(
    number: int, lines: list[Contribution], state: int, data: st.DataObject
) -> None:
    """Fill in every unknown amount at will: what was met stays met, and what was not met stays not met."""
    before = share(number, *lines, state=state)
    known = [one if one.cents else replace(one, cents=data.draw(st.integers(1, 10**12))) for one in lines]
    after = share(number, *known, state=state)
    assert before in (Verdict.UNKNOWN, after)
