"""Amounts: read as a Dutch file writes them, divided without losing a cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.common.money import MOST_CENTS, allocate, parse_euros, write_euros


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("0", 0),
        ("374800", 37_480_000),
        ("374.800", 37_480_000),
        ("374.800,50", 37_480_050),
        (" 1.500.000 ", 150_000_000),
    ],
)
def test_an_amount_is_read_as_it_is_written(written: str, cents: int) -> None:
    """Points separate thousands, a comma the cents."""
    assert parse_euros(written) == cents


@pytest.mark.parametrize("written", ["", "374800.50", "37.48", "1.5", "-1", "€ 5", "1,5", "1.500.00", "١٢", "5e3"])
def test_anything_else_is_refused(written: str) -> None:
    """Above all a point before the cents, which would be read a hundred times too large or small."""
    with pytest.raises(ValueError, match="is not an amount"):
        parse_euros(written)


@pytest.mark.parametrize("written", ["100.000.000.000,01", "1" + "0" * 12, "9" * 5_000])
def test_more_than_any_deal_can_have_is_refused(written: str) -> None:
    """Before it gets to a database that cannot hold it; leading zeros make nothing larger."""
    with pytest.raises(ValueError, match=r"check the number of zeros"):
        parse_euros(written)
    assert parse_euros(f"{'0' * 9}100000000000") == MOST_CENTS


@given(st.integers(0, MOST_CENTS))
def test_writing_and_reading_come_back_to_the_cent(cents: int) -> None:
    """For every amount a deal can have."""
    assert parse_euros(write_euros(cents)) == cents


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=12), st.sampled_from([1, 100]))
def test_an_allocation_loses_nothing_and_is_fair(total: int, weights: list[int], unit: int) -> None:
    """The parts add up to the total, and each is within one unit of its exact share."""
    total -= total % unit
    if sum(weights) == 0:
        with pytest.raises(ValueError, match="more than nothing"):
            allocate(total, weights, unit=unit)
        return
    parts = allocate(total, weights, unit=unit)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert part % unit == 0
        assert abs(part * sum(weights) - total * weight) < unit * sum(weights)


def test_the_published_shares_of_the_first_deal() -> None:
    """They add up to one euro too much: Emmen, with the smallest remainder, is booked one euro lower."""
    published = [818_868, 819_870, 1_142_347, 3_462_316, 1_959_760, 1_796_840]
    parts = allocate(1_000_000_000, [share * 100 for share in published], unit=100)
    assert parts == [81_886_800, 81_987_000, 114_234_700, 346_231_500, 195_976_000, 179_684_000]
