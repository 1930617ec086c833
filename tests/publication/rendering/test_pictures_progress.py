"""Progress through time: a staircase that never forgets a cent."""

from datetime import date, timedelta

from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from regiodeal.publication.rendering.formatting import euros
from regiodeal.publication.rendering.pictures import catalogued, progress
from regiodeal.publication.rendering.pictures.picture import WIDE, Picture
from regiodeal.publication.rendering.pictures.progress import Movement
from tests.publication.rendering import drawings
from tests.publication.rendering.sample_data import DECIDED
from tests.publication.rendering.sample_ledger import grant, opening_ledger

_WAY = ("free", "awarded", "advanced", "settled")


def table(told: Picture) -> list[tuple[str, ...]]:
    """Return the texts of the table."""
    return [tuple(cell.text for cell in row) for row in told.rows]


@given(
    st.lists(
        st.tuples(st.integers(0, 6000), st.integers(1, 99_999_999_999), st.integers(1, 3)), min_size=1, max_size=20
    ),
    st.integers(0, 6000),
)
@settings(max_examples=40, deadline=None)
def test_the_last_row_is_what_the_movements_add_up_to(steps: list[tuple[int, int, int]], last: int) -> None:
    """Whatever happened when: money that went on comes from where it was, and the picture stays readable."""
    first = date(2019, 7, 15)
    moves = [
        Movement((first + timedelta(days)).isoformat(), _WAY[at], _WAY[at + 1], cents)
        for days, cents, far in steps
        for at in range(far)
    ]
    until = first + timedelta(last)
    told = progress.of(moves, until=until.isoformat())
    counted = [(cents, far) for days, cents, far in steps if days <= last]
    if not counted:
        assert told.nothing
        return
    tops = [sum(cents for cents, far in counted if far >= layer) for layer in (1, 2, 3)]
    assert table(told)[-1][1:] == tuple(euros(cents) for cents in tops)
    drawings.check(told)
    assert told == progress.of(reversed(moves), until=until.isoformat()), "the order of the movements does not matter"


def test_a_release_and_a_correction_take_away_from_their_day_on() -> None:
    moves = [
        Movement("2021-02-01", "free", "awarded", 1000),
        Movement("2021-05-01", "awarded", "free", 400),
        Movement("2021-08-01", "awarded", "advanced", 600),
        Movement("2021-11-01", "advanced", "awarded", 100),
    ]
    assert table(progress.of(moves, until="2021-12-31")) == [
        ("1e kwartaal 2021", euros(1000), euros(0), euros(0)),
        ("2e kwartaal 2021", euros(600), euros(0), euros(0)),
        ("3e kwartaal 2021", euros(600), euros(600), euros(0)),
        ("4e kwartaal 2021", euros(600), euros(500), euros(0)),
    ]


def test_what_counts_later_does_not_count_yet() -> None:
    moves = [Movement("2021-02-01", "free", "awarded", 1000), Movement("2021-04-01", "free", "awarded", 1000)]
    assert table(progress.of(moves, until="2021-03-31")) == [("1e kwartaal 2021", euros(1000), euros(0), euros(0))]


def test_a_long_time_goes_by_the_year() -> None:
    moves = [Movement("2015-02-01", "free", "awarded", 1000), Movement("2021-04-01", "free", "awarded", 500)]
    told = progress.of(moves, until="2021-06-30")
    assert [row[:2] for row in table(told)][-2:] == [("2020", euros(1000)), ("2021", euros(1500))]
    assert len(told.rows) == 7


def test_the_names_of_quarters_follow_the_language() -> None:
    with override("en"):
        told = progress.of([Movement("2021-02-01", "free", "awarded", 1000)], until="2021-02-01")
    assert table(told)[0][0] == "1st quarter 2021"


def test_a_step_stands_where_its_quarter_begins() -> None:
    moves = [Movement("2021-01-01", "free", "awarded", 1000), Movement("2021-10-01", "free", "awarded", 1000)]
    told = progress.of(moves, until="2021-12-31")
    (line,) = [one.get("d") for one in drawings.sheets(told)[WIDE].iter("path") if one.get("class") == "rd-pic-line"]
    tops = [point.split(",") for point in (line or "").removeprefix("M").split("L")]
    assert [float(x) for x, _ in tops] == [0, 200, 200, 400, 400, 600, 600, 800]
    bottom = 2 * float(tops[0][1]) - float(tops[-1][1])
    assert bottom - float(tops[0][1]) == (bottom - float(tops[-1][1])) / 2


def test_what_is_below_nothing_is_not_drawn() -> None:
    told = progress.of(
        [Movement("2021-02-01", "free", "awarded", 100), Movement("2021-02-02", "advanced", "settled", 100)],
        until="2021-03-01",
    )
    assert not told.svg
    assert told.nothing
    assert told.rows


def test_without_grants_a_sentence() -> None:
    assert "4 juni 2021" in progress.of([], until="2021-06-04").nothing


def test_the_transfers_of_the_ledger_are_read_as_they_are_published() -> None:
    ledger = opening_ledger()
    for number, sample in enumerate(DECIDED, 1):
        grant(ledger, number, sample)
    told = catalogued.progress_of(ledger.excerpt(1)["transfers"], until="2021-06-30")
    assert table(told)[-1][1] == euros(334_180_000)
