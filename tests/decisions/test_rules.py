"""Quorum, majority and declared interests, by whatever rules a body has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.decisions.rules import Count, Sitting, quorum_faults, vote_faults
from regiodeal.programme.rules import Threshold

EIGHT = frozenset("abcdefgh")
HALF = Threshold.parse("more than 1/2")
TWO_THIRDS = Threshold.parse("at least 2/3")


def sitting(present: str, interested: str = "", *, excludes: bool = False) -> Sitting:
    """Eight seats, some present, some with an interest."""
    return Sitting(seats=EIGHT, present=frozenset(present), interested=frozenset(interested), excludes=excludes)


@pytest.mark.parametrize(("present", "enough"), [("abcd", False), ("abcde", True), ("abcdefgh", True)])
def test_half_of_eight_is_not_more_than_half(present: str, enough: bool) -> None:
    """Four of eight is no quorum, five is."""
    assert (list(quorum_faults(sitting(present), HALF)) == []) is enough


def test_an_interest_that_is_only_recorded_changes_nothing() -> None:
    """Consensus bodies decide with interested members by design."""
    assert list(quorum_faults(sitting("abcde", "abcde"), HALF)) == []
    assert list(vote_faults(sitting("abcde", "a"), frozenset("a"), Count(1, 0, 0), HALF)) == []


def test_an_excluded_member_leaves_quorum_and_vote() -> None:
    """Five are there, two of them left out: three of the six that may take part is no quorum."""
    left_out = sitting("abcde", "ab", excludes=True)
    assert list(quorum_faults(left_out, HALF)) == [
        "no quorum: 3 of 6 seats take part, 2 left out for a declared interest, "
        "and 4 are needed (more than 1/2 of the seats)"
    ]
    assert list(quorum_faults(sitting("abcdef", "ab", excludes=True), HALF)) == []
    assert list(vote_faults(left_out, frozenset("ac"), Count(2, 0, 0), HALF)) == [
        "seat a cannot vote: it declared an interest"
    ]


def test_who_is_not_there_cannot_vote() -> None:
    """A vote of an absent member is named."""
    assert list(vote_faults(sitting("abcde"), frozenset("ah"), Count(2, 0, 0), HALF)) == [
        "seat h cannot vote: it is not present"
    ]


@pytest.mark.parametrize(
    ("count", "threshold", "carried"),
    [
        (Count(3, 2, 0), HALF, True),
        (Count(2, 2, 1), HALF, False),
        (Count(2, 1, 2), TWO_THIRDS, True),
        (Count(3, 2, 0), TWO_THIRDS, False),
        (Count(0, 0, 5), HALF, False),
        (Count(4, 1, 0), Threshold.parse("at least 1/1"), False),
    ],
)
def test_abstentions_are_no_votes_cast(count: Count, threshold: Threshold, carried: bool) -> None:
    """The majority is counted over the votes cast."""
    assert (list(vote_faults(sitting("abcde"), frozenset(), count, threshold)) == []) is carried


@pytest.mark.parametrize(
    "written", ["", "half", "1/2", "more than 1/1", "at least 3/2", "more than 1/0", "meer dan 1/2"]
)
def test_a_threshold_that_is_none_is_refused(written: str) -> None:
    """So is one that can never be met."""
    with pytest.raises(ValueError, match=r"threshold|never be met"):
        Threshold.parse(written)


@given(st.integers(1, 50), st.integers(1, 20), st.integers(1, 20), st.booleans())
def test_what_is_needed_is_the_least_that_meets_the_threshold(whole: int, over: int, under: int, strict: bool) -> None:
    """One less would not do, for any share and any number of seats."""
    bound = "more than" if strict else "at least"
    try:
        needed = Threshold.parse(f"{bound} {over}/{under}").needed(whole)
    except ValueError:
        return

    def meets(members: int) -> bool:
        return members * under > over * whole if strict else members * under >= over * whole

    assert meets(needed)
    assert needed == 1 or not meets(needed - 1)
