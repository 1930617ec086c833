"""Quorum, majority and declared interests, by whatever rules a body has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.decisions.rules import Count, Sitting, proxy_faults, quorum, quorum_faults, vote_faults
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
    assert list(map(str, quorum_faults(left_out, HALF))) == [
        "no quorum: 3 of 6 seats take part, 2 left out for a declared interest, "
        "and 4 are needed (more than 1/2 of the seats)"
    ]
    assert list(quorum_faults(sitting("abcdef", "ab", excludes=True), HALF)) == []
    assert list(map(str, vote_faults(left_out, frozenset("ac"), Count(2, 0, 0), HALF))) == [
        "seat a cannot vote: it declared an interest"
    ]


def test_who_is_not_there_cannot_vote() -> None:
    """A vote of an absent member is named."""
    assert list(map(str, vote_faults(sitting("abcde"), frozenset("ah"), Count(2, 0, 0), HALF))) == [
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


def with_proxies(
    present: str, proxies: dict[str, str], interested: str = "", *, excludes: bool = True, quorum: bool = False
) -> Sitting:
    """Eight seats of which some gave their vote to another."""
    there, left_out = frozenset(present), frozenset(interested)
    return Sitting(
        seats=EIGHT,
        present=there,
        interested=left_out,
        excludes=excludes,
        proxies=proxies,
        proxies_make_quorum=quorum,
    )


@pytest.mark.parametrize(("make_quorum", "enough"), [(False, False), (True, True)])
def test_a_proxy_makes_the_quorum_only_where_the_body_says_so(make_quorum: bool, enough: bool) -> None:
    """Four of eight are there; the fifth gave its vote to one of them, and that vote counts in both cases."""
    found = with_proxies("abcd", {"e": "a"}, quorum=make_quorum)
    assert quorum(found, HALF).enough is enough
    assert found.voting == frozenset("abcde")
    assert list(vote_faults(found, frozenset("abcde"), Count(3, 2, 0), HALF)) == []


def test_a_proxy_of_or_for_a_seat_that_is_left_out_does_not_count() -> None:
    """Neither the vote of the seat with the interest, nor a vote that it would cast for another."""
    giver_left_out = with_proxies("abcd", {"e": "a"}, "e", quorum=True)
    assert giver_left_out.voting == frozenset("abcd")
    assert quorum(giver_left_out, HALF).whole == 7
    assert [str(fault) for fault in vote_faults(giver_left_out, frozenset("e"), Count(4, 0, 0), HALF)] == [
        "seat e cannot vote: it declared an interest"
    ]
    holder_left_out = with_proxies("abcd", {"e": "a"}, "a", quorum=True)
    assert holder_left_out.voting == frozenset("bcd")
    assert [str(fault) for fault in vote_faults(holder_left_out, frozenset("e"), Count(3, 0, 0), HALF)] == [
        "seat e cannot vote: the seat that holds its proxy takes no part"
    ]
    recorded = with_proxies("abcd", {"e": "a"}, "ae", excludes=False)
    assert recorded.voting == frozenset("abcde")


@pytest.mark.parametrize(
    ("proxies", "allowed", "each", "reason"),
    [
        ({"e": "a"}, True, 1, None),
        ({"e": "a", "f": "b"}, True, 1, None),
        ({"e": "a", "f": "a"}, True, 2, None),
        ({"e": "a"}, False, 1, "knows no proxies"),
        ({"e": "f"}, True, 1, "seat f is not present and cannot vote for e"),
        ({"e": "e"}, True, 1, "seat e is not present and cannot vote for e"),
        ({"b": "a"}, True, 1, "seat b is present and votes itself"),
        ({"e": "a", "f": "a"}, True, 1, "seat a would hold more than 1"),
    ],
)
def test_a_proxy_is_given_by_an_absent_to_a_present_seat(
    proxies: dict[str, str], allowed: bool, each: int, reason: str | None
) -> None:
    """And one seat holds no more of them than the body allows."""
    faults = list(proxy_faults(with_proxies("abcd", proxies), allowed=allowed, each=each))
    assert [fault for fault in faults if reason is None or reason not in str(fault)] == []
    assert bool(faults) is (reason is not None)
    assert all(fault.subject in proxies for fault in faults)


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
