"""Dutch amounts: every usual style, and the figures that are no amounts."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiodeal.reading import amounts


def cents(text: str) -> list[int | None]:
    return [found.cents for found in amounts.find(text)]


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("750.000 euro", "750000"),
        ("€ 374.800,-", "374800"),
        ("€ 374.800,--", "374800"),
        ("374.800,- euro", "374800"),
        ("EUR 374.800,-", "374800"),
        ("€1.500.000,00", "1500000"),
        ("€\u00a01.500.000,00", "1500000"),
        ("€ 12.345,67", "12345.67"),
        ("€ 1 500 000", "1500000"),
        ("500 000 euro", "500000"),
        ("€ 1,500,000.00", "1500000"),
        ("1,2 miljoen euro", "1200000"),
        ("ruim 4,5 miljoen", "4500000"),
        ("1.2 mln euro", "1200000"),
        ("€ 2,5 mln.", "2500000"),
        ("€ 40 mln", "40000000"),
        ("2,995 miljoen euro", "2995000"),
        ("k€ 250", "250000"),
        ("€ 250k", "250000"),
        ("€ 1,2M", "1200000"),
        ("750 duizend euro", "750000"),
        ("anderhalf miljoen voor de regio", "1500000"),
        ("een bijdrage van anderhalve ton", "150000"),
        ("een bijdrage van 2 ton", "200000"),
        ("twee miljoen euro", "2000000"),
        ("een half miljoen euro", "500000"),
        ("vijfentwintigduizend euro", "25000"),
        ("driehonderdduizend euro", "300000"),
        ("1.500.000 € bijdrage", "1500000"),
        ("in 2021 500.000 euro", "500000"),
        ("€ 0", "0"),
    ],
)
def test_styles(text: str, euros: str) -> None:
    assert cents(text) == [int(Decimal(euros) * 100)]


@pytest.mark.parametrize(
    "text",
    [
        "sinds 2021",
        "bel 0592-365555",
        "12,5%",
        "200 ondernemers",
        "100 deelnemers",
        "1,2 miljoen inwoners",
        "2 ton CO2",
        "artikel 4.12",
        "7811 AB Emmen",
        "op 12-03-2021",
        "een lijst van 2.995.000",
        "1.200 woningen",
    ],
)
def test_figures_that_are_no_money(text: str) -> None:
    assert cents(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "tussen 1 en 2 miljoen euro",
        "tussen € 1 miljoen en € 2 miljoen",
        "€ 100.000 tot € 200.000",
        "1 à 2 miljoen euro",
        "1-2 miljoen euro",
        "€ p.m.",
        "1.500.00 euro",
        "€ 250,000",
        "1.250 miljoen euro",
        "enkele miljoenen euro's",
    ],
)
def test_amounts_that_nobody_can_determine(text: str) -> None:
    assert cents(text) == [None]


@pytest.mark.parametrize("hedge", ["ruim", "circa", "ca.", "bijna", "maximaal", "ten hoogste", "zo'n", "om en nabij"])
def test_hedges(hedge: str) -> None:
    (found,) = amounts.find(f"dat is {hedge} € 5.000 voor hen")
    assert (found.qualifier, found.cents) == (hedge, 500_000)


def dotted(euros: int) -> str:
    return f"{euros:,}".replace(",", ".")


AROUND = ["{}", "krijgt {} bij", "({})", "{}.", "{}, en"]
STYLES: list[Callable[[int], str]] = [
    lambda euros: f"{dotted(euros)} euro",
    lambda euros: f"€ {dotted(euros)},-",
    lambda euros: f"€{dotted(euros)},00",
    lambda euros: f"EUR {dotted(euros)}",
    lambda euros: f"€ {euros}",
    lambda euros: f"{dotted(euros)},-- euro",
    lambda euros: f"€\u00a0{dotted(euros)}",
    lambda euros: f"€ {dotted(euros)},=",
]


@given(
    st.integers(0, 999_999_999),
    st.sampled_from(STYLES),
    st.sampled_from(AROUND),
)
def test_written_amount_is_read_back(euros: int, style: Callable[[int], str], around: str) -> None:
    assert cents(around.format(style(euros))) == [euros * 100]


@given(st.integers(0, 99_999_999_999))
def test_cents_are_read_back(amount: int) -> None:
    euros, rest = divmod(amount, 100)
    assert cents(f"€ {dotted(euros)},{rest:02}") == [amount]


@given(st.integers(1, 999_999))
def test_thousands_of_a_million_are_read_back(thousands: int) -> None:
    written = f"{Decimal(thousands) / 1000:f}".replace(".", ",")
    assert cents(f"€ {written} miljoen") == [thousands * 100_000]


@given(st.text(alphabet="0123456789.,€- eurmilnj", max_size=80))
def test_found_amounts_lie_in_order_inside_the_text(text: str) -> None:
    found = amounts.find(text)
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("cell", "factor", "expected"),
    [
        ("2.995.000", 1, 299_500_000),
        ("250", 1000, 25_000_000),
        ("37,5", 1000, 3_750_000),
        ("€ 12,50", 1, 1250),
        ("PM", 1, None),
    ],
)
def test_cell_of_a_money_column(cell: str, factor: int, expected: int | None) -> None:
    found = amounts.in_column(cell, factor=factor)
    assert found is not None
    assert found.cents == expected


@pytest.mark.parametrize("cell", ["", "-", "2021-2023", "12%", "zie toelichting"])
def test_cell_without_an_amount(cell: str) -> None:
    assert amounts.in_column(cell, factor=1) is None
