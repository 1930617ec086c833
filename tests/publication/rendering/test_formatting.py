"""Amounts and dates as people read them."""

from collections.abc import Iterator

import pytest

from regiodeal.publication.rendering import formatting, languages


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """Speak Dutch, whatever a test before this one spoke."""
    with languages.speaking(languages.DUTCH):
        yield


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (37_480_000, "€\xa0374.800"),
        (37_480_050, "€\xa0374.800,50"),
        (1, "€\xa00,01"),
        (0, "€\xa00"),
        (-100, "€\xa0-1"),
        (-150, "€\xa0-1,50"),
        (12_345_678_901_234_567, "€\xa0123.456.789.012.345,67"),
        (None, "niet bekend"),
    ],
)
def test_euros_are_exact(cents: int | None, words: str) -> None:
    """No amount is rounded, and unknown is never zero."""
    assert formatting.euros(cents) == words


def test_machines_read_euros_with_two_decimals() -> None:
    """The files for machines hold every cent."""
    assert [str(formatting.decimal_euros(cents)) for cents in (75_000_000, 1, -150)] == ["750000.00", "0.01", "-1.50"]


def test_days_are_written_out() -> None:
    """Dates as a newspaper prints them."""
    assert formatting.day("2021-06-04") == "4 juni 2021"
    assert formatting.day(None) == "niet bekend"


def test_moments_are_in_dutch_time() -> None:
    """Late in the evening in UTC is the next day in the Netherlands."""
    assert formatting.moment_of("2026-06-30T22:30:00Z") == "1 juli 2026 om 00.30 uur"
    assert formatting.day_of("2026-12-31T23:30:00Z") == "1 januari 2027"


def test_listing_is_an_enumeration() -> None:
    """Names are joined as in a sentence."""
    assert [formatting.listing(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]


def test_english_has_forms_of_its_own() -> None:
    """The same values, as a British newspaper prints them; and Dutch again afterwards."""
    with languages.speaking(languages.ENGLISH):
        assert [formatting.euros(cents) for cents in (37_480_000, 37_480_050, -150)] == [
            "€374,800",
            "€374,800.50",
            "-€1.50",
        ]
        assert formatting.day("2021-06-04") == "4 June 2021"
        assert formatting.moment_of("2026-06-30T22:30:00Z") == "1 July 2026 at 00:30"
        assert formatting.day_of("2026-12-31T23:30:00Z") == "1 January 2027"
        assert formatting.count(1200, "%(number)s projects") == "1,200 projects"
    assert formatting.euros(37_480_000) == "€\xa0374.800"
    assert formatting.count(1200, "%(number)s projecten") == "1.200 projecten"
