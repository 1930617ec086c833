"""Amounts that people type: read as Dutch offices write them, and refused with what to do."""

import pytest
from django.core.exceptions import ValidationError

from regiodeal.web.forms import MoneyField


@pytest.mark.parametrize(
    ("written", "cents"),
    [("", None), ("374800", 37_480_000), ("€ 374.800,50", 37_480_050), ("100.000.000.000", 10_000_000_000_000)],
)
def test_an_amount_is_read(written: str, cents: int | None) -> None:
    assert MoneyField(required=False).clean(written) == cents


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("-5", "is geen bedrag"),
        ("374800.50", "is geen bedrag"),
        ("veel", "is geen bedrag"),
        ("9" * 5_000, "cijfers te veel"),
        ("0,00", "meer dan nul"),
        ("100.000.000.000,01", "cijfers te veel"),
        ("9" * 21, "cijfers te veel"),
    ],
)
def test_what_is_no_amount_says_so(written: str, said: str) -> None:
    """An amount that no place of the database can hold is a mistake of who typed it, and no failure of the screen."""
    with pytest.raises(ValidationError, match=said):
        MoneyField(required=False).clean(written)
